# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The official quality messages of FIM (XDFM 1.8) about a schema, group, field or document profile."""

from leistungswerk.standards.fim.check.message import Message, Severity
from leistungswerk.standards.fim.check.run import Examination, check, check_file, examine

__all__ = ["Examination", "Message", "Severity", "check", "check_file", "examine"]
