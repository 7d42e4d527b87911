# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a check says: number, severity, place, sentence, remedy. Source: standards.md 2.10."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Severity(StrEnum):
    """Weight of a message; the official list calls it „Typ“."""

    CRITICAL = "critical"
    """FehlerKritisch: the file is of no use."""
    METHODICAL = "methodical"
    """FehlerMethodisch: against the FIM method, cannot be released."""
    WARNING = "warning"
    """Warnung: should be put right."""
    HINT = "hint"
    """Hinweis: advice."""

    @property
    def official(self) -> str:
        """The word for people."""
        return _OFFICIAL[self]


_OFFICIAL = {
    Severity.CRITICAL: "Kritischer Fehler",
    Severity.METHODICAL: "Methodischer Fehler",
    Severity.WARNING: "Warnung",
    Severity.HINT: "Hinweis",
}


class Message(msgspec.Struct, frozen=True):
    """One finding. ``message`` and ``remedy`` are German sentences in our own words."""

    code: int
    """Official number, 1001 to 1144."""
    severity: Severity
    path: str
    """Ids as in the file, from the first level down to the element or rule, joined by dots; the id of what
    the message carries stands only for itself (standards.md 2.5)."""
    line: int | None
    """Line in the file; ``None`` for a message that was never in one."""
    message: str
    remedy: str


class Definition(msgspec.Struct, frozen=True):
    """A row of the table: ``text`` has the blanks ``{element}`` (with article and id) and ``{what}``."""

    code: int
    severity: Severity
    text: str
    remedy: str
