# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A spreadsheet that is handed in twice: once to be compared, then, signed, to be taken over; nothing is kept between."""

import base64
from typing import Final

from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _

from leistungswerk.core.failures import Refused

_KEPT_SECONDS: Final = 3600
_MOST_BYTES: Final = 1_000_001
"""One more than :mod:`leistungswerk.programme.spreadsheets` takes, so that it can say what is too much."""


def read(request: HttpRequest, *, salt: str) -> tuple[str, bytes]:
    """Name and content of the chosen file (``datei``), or of the one that was compared a moment ago (``packed``)."""
    if packed := request.POST.get("packed", ""):
        try:
            kept = signing.loads(packed, salt=salt, max_age=_KEPT_SECONDS)
        except signing.BadSignature as error:
            raise Refused(_("Der Vergleich ist zu alt. Laden Sie die Tabelle noch einmal hoch.")) from error
        return kept["name"], base64.b64decode(kept["content"])
    file = request.FILES.get("datei")
    if file is None:
        raise Refused(_("Wählen Sie eine Tabelle aus."))
    return file.name or "", file.read(_MOST_BYTES)


def pack(name: str, content: bytes, *, salt: str) -> str:
    """The file as the page of the comparison hands it back."""
    return signing.dumps(
        {"name": name, "content": base64.b64encode(content).decode()}, salt=salt, compress=True
    )
