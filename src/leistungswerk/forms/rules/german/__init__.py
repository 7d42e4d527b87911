# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The recogniser: German rule sentences of official schemas become proposals in the rule language."""

from leistungswerk.forms.rules.german.recognise import Recognition, Status, recognise, recognise_schema
from leistungswerk.forms.rules.german.releasable import releasable

__all__ = ["Recognition", "Status", "recognise", "recognise_schema", "releasable"]
