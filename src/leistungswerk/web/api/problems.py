# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Errors as ``application/problem+json`` (RFC 9457): what is wrong and what to do, in one German sentence each."""

from typing import Final

import msgspec
from django.http import HttpResponse

_TITLES: Final = {
    400: "Diese Anfrage konnten wir nicht lesen",
    404: "Das gibt es nicht",
    405: "Hier wird nur gelesen",
    422: "Die Anfrage passt so nicht",
    429: "Das waren zu viele Anfragen",
}


def problem(status: int, detail: str, remedy: str) -> HttpResponse:
    """The answer for a status; ``remedy`` („abhilfe“) says what to do now."""
    content = {
        "type": f"/api/v1/#fehler-{status}",
        "title": _TITLES[status],
        "status": status,
        "detail": detail,
        "abhilfe": remedy,
    }
    return HttpResponse(msgspec.json.encode(content), status=status, content_type="application/problem+json")
