# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why the sandbox refuses a request: the answer and, word for word, the entry on its page."""

from __future__ import annotations

from typing import Final

from leistungswerk.standards.fitconnect.constants import ProblemType
from leistungswerk.standards.fitconnect.problems import FitConnectProblem, Problem

_TITLES: Final = {
    ProblemType.DESTINATION_NOT_FOUND: "Zustellpunkt nicht gefunden",
    ProblemType.DESTINATION_STATE_INVALID: "Zustellpunkt nicht aktiv",
    ProblemType.DESTINATION_INVALID: "Angaben zum Zustellpunkt fehlerhaft",
    ProblemType.KEY_NOT_FOUND: "Schlüssel nicht gefunden",
    ProblemType.KEY_INVALID: "Schlüssel nicht zulässig",
    ProblemType.SUBMISSION_NOT_FOUND: "Einreichung nicht gefunden",
    ProblemType.SUBMISSION_STATE_INVALID: "Einreichung in anderem Zustand",
    ProblemType.CASE_NOT_FOUND: "Vorgang nicht gefunden",
    ProblemType.ATTACHMENT_NOT_FOUND: "Anlage nicht gefunden",
    ProblemType.ATTACHMENT_NOT_ANNOUNCED: "Anlage nicht angekündigt",
    ProblemType.ATTACHMENT_MISSING: "Angekündigte Anlage fehlt",
    ProblemType.SERVICE_NOT_SUPPORTED: "Leistung nicht hinterlegt",
    ProblemType.REGION_NOT_SUPPORTED: "Gebiet nicht hinterlegt",
    ProblemType.ENCRYPTION_INVALID: "Verschlüsselung fehlerhaft",
    ProblemType.ENCRYPTION_KEY_UNKNOWN: "Falscher Verschlüsselungsschlüssel",
    ProblemType.EVENT_INVALID: "Ereignis ungültig",
    ProblemType.REQUEST_INVALID: "Anfrage fehlerhaft",
    ProblemType.REQUEST_TOO_LARGE: "Anfrage zu groß",
    ProblemType.UNAUTHORIZED: "Nicht angemeldet",
    ProblemType.FORBIDDEN: "Kein Zugriff",
    ProblemType.USER_AGENT_MISSING: "User-Agent fehlt",
    ProblemType.TOO_MANY_REQUESTS: "Zu viele Anfragen",
    ProblemType.INTERNAL: "Interner Fehler",
}


class Refusal(FitConnectProblem):
    """An answer with status ``status`` and a problem detail; ``retry_after`` in seconds for 429."""

    def __init__(
        self, status: int, kind: ProblemType, detail: str, *, retry_after: int | None = None
    ) -> None:
        super().__init__(detail)
        self.status: Final = status
        self.kind: Final = kind
        self.retry_after: Final = retry_after

    def problem(self, path: str) -> Problem:
        return Problem(self.kind.uri, _TITLES[self.kind], str(self), path, self.status)
