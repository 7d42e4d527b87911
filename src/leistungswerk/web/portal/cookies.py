# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pointer to a citizen's draft: a cookie that only this draft's pages get.

It carries the resume code, encrypted and bound to the draft, so the code can be shown again without being
stored anywhere on the server. No session row exists for citizens.
"""

import uuid
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.http import HttpRequest, HttpResponse

from leistungswerk.core import sealing
from leistungswerk.core.sealing import ResumeCode, SealError
from leistungswerk.core.settings import settings

_NAME = "lw_antrag"


@lru_cache(maxsize=1)
def _key() -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"leistungswerk/cookie").derive(settings().secret_key.encode())


def put(response: HttpResponse, draft: uuid.UUID, code: ResumeCode) -> None:
    """Set the pointer; it ends with the browser session."""
    sealed = sealing.encrypt(_key(), code.text.encode(), context=draft.bytes)
    response.set_cookie(
        _NAME,
        urlsafe_b64encode(sealed).decode(),
        path=f"/antrag/{draft}/",
        httponly=True,
        secure=settings().secure,
        samesite="Lax",
    )


def code_for(request: HttpRequest, draft: uuid.UUID) -> ResumeCode | None:
    """The code of the one who may open this draft; ``None`` for anybody else."""
    value = request.COOKIES.get(_NAME)
    if not value:
        return None
    try:
        text = sealing.decrypt(_key(), urlsafe_b64decode(value), context=draft.bytes)
    except (SealError, ValueError):
        return None
    return ResumeCode(text.decode())


def drop(response: HttpResponse, draft: uuid.UUID) -> None:
    response.delete_cookie(_NAME, path=f"/antrag/{draft}/")
