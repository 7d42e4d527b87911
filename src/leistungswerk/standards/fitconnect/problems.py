# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What goes wrong, typed: the root of all exceptions of this package and the problem of RFC 7807."""

from __future__ import annotations

import msgspec

from leistungswerk.standards.fitconnect.constants import RejectReason


class FitConnectProblem(Exception):
    """Root of everything this package raises on purpose; the text is for people."""


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """A problem detail (RFC 7807), as the API answers it and as a reject event carries it."""

    type: str
    title: str = ""
    detail: str = ""
    instance: str = ""
    """In an event: ``submission``, ``metadata``, ``data`` or ``attachment:<id>``; else the path."""
    status: int | None = None

    def __str__(self) -> str:
        return ": ".join(part for part in (self.title, self.detail) if part) or self.type


_TITLES = {
    RejectReason.INVALID_EVENT_LOG: "Inkonsistentes Event-Log",
    RejectReason.INCORRECT_AUTHENTICATION_TAG: "Authentication-Tag ungültig",
    RejectReason.ENCRYPTION_ISSUE: "Entschlüsselung nicht möglich",
    RejectReason.INCORRECT_HASH: "Prüfsumme stimmt nicht",
    RejectReason.SYNTAX_VIOLATION: "Syntaxverletzung",
    RejectReason.SCHEMA_VIOLATION: "Schemaverletzung",
    RejectReason.UNSUPPORTED_SCHEMA: "Schema nicht unterstützt",
    RejectReason.MISSING_ATTACHMENT: "Anlage fehlt",
    RejectReason.ATTACHMENTS_MISMATCH: "Anlagen stimmen nicht überein",
    RejectReason.UNSUPPORTED_REPLY_CHANNEL: "Rückkanal nicht unterstützt",
    RejectReason.TECHNICAL_ERROR: "Technischer Fehler",
}


def reject_problem(reason: RejectReason, detail: str, instance: str) -> Problem:
    """The problem of a reject event (standards.md 6.5)."""
    return Problem(type=reason.uri, title=_TITLES[reason], detail=detail, instance=instance)
