# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Secret links into a ticket: whoever has the mail may see how it stands. 256 bits, nothing is stored for them.

The key is a keyed digest of the number, so it can be neither guessed nor made for another ticket. It opens what
the desk and who asked wrote to each other, never an application.
"""

from typing import Final

from django.core.signing import BadSignature, Signer

from leistungswerk.core.settings import settings
from leistungswerk.enablement.desk.states import Helped

_STATUS: Final = "desk.status"
_RATING: Final = "desk.rating"


def _key(number: str, purpose: str) -> str:
    return Signer(salt=purpose).signature(number)


def _holds(number: str, key: str, purpose: str) -> bool:
    try:
        Signer(salt=purpose).unsign(f"{number}:{key}")
    except BadSignature:
        return False
    return True


def status_path(number: str) -> str:
    return f"/hilfe/anfrage/{number}/{_key(number, _STATUS)}/"


def status_url(number: str) -> str:
    """As it stands in mails."""
    return f"{settings().base_url}{status_path(number)}"


def opens(number: str, key: str) -> bool:
    """Whether the key is that of the number."""
    return _holds(number, key, _STATUS)


def rating_url(number: str, helped: Helped) -> str:
    """One answer to „Hat das geholfen?“; it opens nothing else."""
    return f"{settings().base_url}/hilfe/bewertung/{number}/{_key(number, _RATING)}/{helped.value}/"


def may_rate(number: str, key: str) -> bool:
    return _holds(number, key, _RATING)
