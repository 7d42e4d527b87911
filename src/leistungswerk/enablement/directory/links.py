# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The secret links of mails.

A link carries the uuid of its row and a signature made with the server's key, so a stolen database opens nothing.
Whoever has the mail may do what the link says; nobody can guess one (the signature has 256 bits).
"""

import uuid
from typing import Final

from django.core import signing

from leistungswerk.core.settings import settings

_WISH: Final = "directory.wish"
_SUBSCRIBER: Final = "directory.subscriber"


def _token(identity: uuid.UUID, purpose: str) -> str:
    return signing.Signer(salt=purpose, sep=".").sign(identity.hex)


def _read(token: str, purpose: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(signing.Signer(salt=purpose, sep=".").unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def wish_token(identity: uuid.UUID) -> str:
    return _token(identity, _WISH)


def wish_of(token: str) -> uuid.UUID | None:
    """The wish a token names; ``None`` for one we did not make."""
    return _read(token, _WISH)


def subscriber_token(identity: uuid.UUID) -> str:
    return _token(identity, _SUBSCRIBER)


def subscriber_of(token: str) -> uuid.UUID | None:
    """The subscriber a token names; ``None`` for one we did not make."""
    return _read(token, _SUBSCRIBER)


def confirm_url(wish: uuid.UUID) -> str:
    return f"{settings().base_url}/abonnieren/bestaetigen/{wish_token(wish)}/"


def preferences_url(subscriber: uuid.UUID) -> str:
    return f"{settings().base_url}/abonnieren/meine/{subscriber_token(subscriber)}/"


def unsubscribe_url(subscriber: uuid.UUID) -> str:
    """Takes a POST without any page before (RFC 8058), and shows one question to who opens it."""
    return f"{settings().base_url}/abonnieren/abmelden/{subscriber_token(subscriber)}/"
