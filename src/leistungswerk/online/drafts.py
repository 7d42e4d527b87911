# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a draft holds and how it is opened: answers exist in memory only."""

import uuid
from datetime import datetime

import msgspec
from django.db.models import CharField, UUIDField

from leistungswerk.core import sealing, times
from leistungswerk.core.prepared import Argument, PreparedRow
from leistungswerk.core.sealing import ResumeCode
from leistungswerk.forms import UploadInfo
from leistungswerk.online.models import Draft
from leistungswerk.online.states import DraftState


class DraftContent(msgspec.Struct, frozen=True):
    """Everything typed so far, right or wrong, so that nothing is lost."""

    raw: dict[str, str] = {}
    uploads: dict[str, UploadInfo] = {}
    """By upload id, as the raw answers name them."""
    seen: tuple[str, ...] = ()
    """Slugs of the pages that were saved once."""


class OpenDraft(msgspec.Struct, frozen=True):
    """A draft with its data key, for the length of one request."""

    pk: int
    uuid: uuid.UUID
    service: int
    revision: int
    expires_at: datetime
    key: bytes
    copy_public: bytes
    content: DraftContent


_ROW = PreparedRow(
    lambda: Draft.objects.filter(
        uuid=Argument("identity", UUIDField()), lookup=Argument("lookup", CharField())
    ).values_list(
        "pk", "service_id", "state", "revision", "expires_at", "wrapped_by_server", "copy_public", "content"
    )
)
_CONTENT = msgspec.msgpack.Decoder(DraftContent)


def encode(content: DraftContent, *, key: bytes, draft: uuid.UUID) -> bytes:
    return sealing.encrypt(key, msgspec.msgpack.encode(content), context=b"draft:" + draft.bytes)


def load(identity: uuid.UUID, code: ResumeCode) -> OpenDraft | DraftState | None:
    """Open a draft for the holder of its code: one statement.

    :attr:`DraftState.SUBMITTED` says that it has become an application; ``None`` that there is no such draft,
    that it expired, or that the code belongs to another one.
    """
    row = _ROW.get(identity=identity, lookup=code.lookup())
    if row is None:
        return None
    pk, service, state, revision, expires_at, wrapped, copy_public, content = row
    if state != DraftState.OPEN:
        return DraftState.SUBMITTED
    if expires_at < times.now():
        return None
    key = sealing.key_ring().unwrap(bytes(wrapped), context=b"wrap:" + identity.bytes)
    plain = sealing.decrypt(key, bytes(content), context=b"draft:" + identity.bytes)
    return OpenDraft(
        pk,
        identity,
        service,
        revision,
        expires_at,
        key,
        bytes(copy_public),
        _CONTENT.decode(plain),
    )
