# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""From FIM schemas to the other version of the standard, and to other notations."""

from leistungswerk.standards.fim.convert.conversion import Conversion, Loss, Origin
from leistungswerk.standards.fim.convert.version_2 import to_v2
from leistungswerk.standards.fim.convert.version_3 import to_v3

__all__ = ["Conversion", "Loss", "Origin", "to_v2", "to_v3"]
