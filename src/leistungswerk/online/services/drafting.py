# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Drafts: begun, saved page by page, never lost, deleted in time."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import msgspec
from django.db import transaction
from django.db.models import BigIntegerField, BinaryField, DateTimeField, IntegerField
from django.utils.translation import gettext as _

from leistungswerk.core import sealing, storage, times
from leistungswerk.core.failures import Refused
from leistungswerk.core.prepared import Argument, PreparedInsert, PreparedUpdate
from leistungswerk.core.sealing import ResumeCode
from leistungswerk.core.settings import settings
from leistungswerk.forms import UploadInfo
from leistungswerk.online import drafts
from leistungswerk.online.drafts import DraftContent, OpenDraft
from leistungswerk.online.models import Draft, DraftUpload
from leistungswerk.online.states import DraftState

MAX_UPLOADS = 20
"""Files of one draft; a safety limit, far above what forms ask for."""
MAX_UPLOAD_BYTES = 100 * 1024 * 1024
"""All files of one draft together."""
_ROUNDS = 5
_NEW = PreparedInsert(Draft)
_SAVE = PreparedUpdate(
    lambda: Draft.objects.filter(
        pk=Argument("pk", BigIntegerField()),
        revision=Argument("revision", IntegerField()),
        state=DraftState.OPEN,
    ),
    content=Argument("content", BinaryField()),
    revision=Argument("next", IntegerField()),
    expires_at=Argument("expires_at", DateTimeField()),
)


class Started(msgspec.Struct, frozen=True):
    """A new draft; ``code`` is shown to the citizen and stored nowhere."""

    draft: uuid.UUID
    code: ResumeCode


def _expiry() -> timedelta:
    return timedelta(days=settings().draft_days)


def start(*, service: int) -> Started:
    """Begin a draft with a fresh data key, wrapped for the server and for the code."""
    code, key, identity, at = ResumeCode.new(), sealing.new_key(), uuid.uuid4(), times.now()
    context = b"wrap:" + identity.bytes
    _NEW.run(
        uuid=identity,
        service_id=service,
        lookup=code.lookup(),
        copy_public=code.copy_key().public_key().public_bytes_raw(),
        wrapped_by_server=sealing.key_ring().wrap(key, context=context),
        wrapped_by_code=sealing.encrypt(code.wrap_key(), key, context=context),
        content=drafts.encode(DraftContent(), key=key, draft=identity),
        created_at=at,
        expires_at=at + _expiry(),
    )
    return Started(identity, code)


def _store(draft: OpenDraft, content: DraftContent) -> bool:
    """One conditional statement; ``False`` if another tab was faster or the draft was submitted."""
    return (
        _SAVE.run(
            pk=draft.pk,
            revision=draft.revision,
            content=drafts.encode(content, key=draft.key, draft=draft.uuid),
            next=draft.revision + 1,
            expires_at=times.now() + _expiry(),
        )
        == 1
    )


def change(
    draft: OpenDraft, code: ResumeCode, edit: Callable[[DraftContent], DraftContent]
) -> OpenDraft | None:
    """Apply ``edit`` and save. A lost race is a normal answer: the newest content is read and edited again.

    ``None`` if the draft was submitted or deleted meanwhile.
    """
    for _round in range(_ROUNDS):
        content = edit(draft.content)
        if _store(draft, content):
            return msgspec.structs.replace(draft, content=content, revision=draft.revision + 1)
        found = drafts.load(draft.uuid, code)
        if not isinstance(found, OpenDraft):
            return None
        draft = found
    raise Refused(
        _("Der Antrag wird gerade an anderer Stelle gespeichert. Bitte versuchen Sie es noch einmal.")
    )


class NewUpload(msgspec.Struct, frozen=True):
    """A file as it came with the request; lives in memory only."""

    filename: str
    media_type: str
    content: bytes


def add_upload(draft: OpenDraft, *, file: NewUpload) -> tuple[str, UploadInfo]:
    """Store a file encrypted under the draft's key; returns its id and what the draft keeps of it.

    Raises :class:`Refused` when the draft would hold too many or too large files.
    """
    held = draft.content.uploads.values()
    if len(held) >= MAX_UPLOADS:
        raise Refused(
            _("Mehr als %(most)d Dateien nimmt ein Antrag nicht auf. Entfernen Sie zuerst eine.")
            % {"most": MAX_UPLOADS}
        )
    if sum(item.size for item in held) + len(file.content) > MAX_UPLOAD_BYTES:
        limit = MAX_UPLOAD_BYTES // 1024 // 1024
        raise Refused(_("Alle Dateien zusammen dürfen höchstens %(limit)d MB groß sein.") % {"limit": limit})
    identity = uuid.uuid4()
    sealed = sealing.encrypt(draft.key, file.content, context=b"upload:" + identity.bytes)
    blob = storage.put(sealed)
    DraftUpload.objects.create(draft_id=draft.pk, uuid=identity, blob=blob, created_at=times.now())
    return str(identity), UploadInfo(file.filename, len(file.content), file.media_type)


def read_upload(draft: OpenDraft, identity: str) -> bytes:
    """The file in the clear, for sealing at submit."""
    row = DraftUpload.objects.get(draft_id=draft.pk, uuid=uuid.UUID(identity))
    return sealing.decrypt(draft.key, storage.get(row.blob), context=b"upload:" + row.uuid.bytes)


def remove_uploads(draft: OpenDraft, identities: frozenset[str]) -> None:
    """Delete files the citizen took back; the draft itself was changed before."""
    rows = DraftUpload.objects.filter(draft_id=draft.pk, uuid__in=[uuid.UUID(item) for item in identities])
    blobs = list(rows.values_list("blob", flat=True))
    rows.delete()
    for blob in blobs:
        storage.delete(blob)


def purge_expired() -> int:
    """Delete drafts whose time is over, with key, content and files."""
    expired = Draft.objects.filter(state=DraftState.OPEN, expires_at__lt=times.now())
    doomed = list(expired.values_list("pk", flat=True)[:200])
    if not doomed:
        return 0
    with transaction.atomic():
        # Asked again inside: a citizen may have saved in between.
        rows = Draft.objects.filter(pk__in=doomed, state=DraftState.OPEN, expires_at__lt=times.now())
        blobs = list(DraftUpload.objects.filter(draft__in=rows).values_list("blob", flat=True))
        rows.delete()
    for blob in blobs:
        storage.delete(blob)
    return len(doomed)
