# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Feedback on services: the token that lets a submission speak once, and what may be said.

The token stands on confirmation and status page, behind the citizen's code. It holds a voucher derived from the code
and the online service, signed by this instance. The server cannot derive a voucher from an application: it keeps no
code. So nobody can tell later which application a feedback came from.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import msgspec
from django.core import signing
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leistungswerk.core.sealing import ResumeCode
from leistungswerk.online.states import Found

_SALT: Final = "leistungswerk.feedback"
_LONGEST_AGE: Final = 90 * 86_400
"""Seconds a token holds after the page was shown: a form left open for a quarter is no feedback any more."""
LONGEST_TEXT: Final = 1500
FOUND_WORDS: Final[Mapping[Found, str | Promise]] = MappingProxyType(
    {Found.YES: _("Ja"), Found.PARTLY: _("Teilweise"), Found.NO: _("Nein")}
)
RATING_WORDS: Final[Mapping[int, str | Promise]] = MappingProxyType(
    {5: _("sehr gut"), 4: _("gut"), 3: _("mittel"), 2: _("schlecht"), 1: _("sehr schlecht")}
)
COUNTRIES: Final[Mapping[str, str | Promise]] = MappingProxyType(
    {
        "DE": _("Deutschland"),
        "BE": _("Belgien"),
        "FR": _("Frankreich"),
        "LU": _("Luxemburg"),
        "NL": _("Niederlande"),
        "AT": _("Österreich"),
        "PL": _("Polen"),
        "CH": _("Schweiz"),
        "EU": _("Ein anderer Staat der EU"),
        "XX": _("Ein Staat außerhalb der EU"),
    }
)
"""Neighbours by name, others in groups: a single person from far away must not be known by the country."""


class Token(msgspec.Struct, frozen=True):
    """What a valid token says: who may speak, and about which online service (internal id)."""

    voucher: str
    service: int


def token(code: ResumeCode, service: int) -> str:
    """The signed token for the holder of a code."""
    return signing.dumps([code.voucher("feedback"), service], salt=_SALT, compress=False)


def read_token(text: str) -> Token | None:
    """What a token says; ``None`` for one that is forged or too old."""
    try:
        voucher, service = signing.loads(text, salt=_SALT, max_age=_LONGEST_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Token(str(voucher), int(service))
