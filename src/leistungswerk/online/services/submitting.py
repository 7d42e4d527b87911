# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Submitting: from draft to sealed parcel in one transaction, exactly once (design, row 7)."""

import uuid
from datetime import datetime
from functools import lru_cache, partial

import jsonschema_rs
import msgspec
import structlog
from django.db import IntegrityError, transaction
from django.db.models import BigIntegerField, IntegerField
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, ids, sealing, storage, times
from leistungswerk.core.actor import CITIZEN
from leistungswerk.core.failures import Refused
from leistungswerk.core.prepared import Argument, PreparedInsert, PreparedUpdate
from leistungswerk.core.sealing import ResumeCode
from leistungswerk.delivery import services as delivery
from leistungswerk.delivery.sealing import PlainAttachment, SealedContent, seal
from leistungswerk.delivery.services import NewParcel
from leistungswerk.forms import UploadInfo, encode_answers
from leistungswerk.online import plans, queries, unchecked
from leistungswerk.online.drafts import OpenDraft
from leistungswerk.online.models import Application, Draft, DraftUpload
from leistungswerk.online.queries import ApplicationView, ServiceView
from leistungswerk.online.services.drafting import read_upload
from leistungswerk.online.states import ApplicationState, DraftState
from leistungswerk.register.keys import leistung_urn

log = structlog.get_logger()
_REFERENCE_ROUNDS = 5
_NEW = PreparedInsert(Application)
_TAKE = PreparedUpdate(
    lambda: Draft.objects.filter(
        pk=Argument("pk", BigIntegerField()),
        revision=Argument("revision", IntegerField()),
        state=DraftState.OPEN,
    ),
    state=DraftState.SUBMITTED,
    wrapped_by_server=None,
    wrapped_by_code=None,
    content=None,
)


class Incomplete(Refused):
    """The answers are not complete or not valid; the review page shows what and where."""


class SealedCopy(msgspec.Struct, frozen=True):
    """The citizen's own copy of what was sent; sealed under a key that only the citizen's code yields."""

    raw: dict[str, str]
    uploads: dict[str, UploadInfo]
    form_version: int
    reference: str
    sent_at: datetime


@lru_cache(maxsize=64)
def _validator(form_version: int) -> jsonschema_rs.Draft202012Validator:
    schema = msgspec.json.decode(plans.answer_schema(form_version))
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)


def _answers(draft: OpenDraft, form_version: int) -> bytes:
    """The answers as JSON, valid by our checks and by the generated schema, an independent second opinion.

    Raises :class:`Incomplete`, or ``RuntimeError`` if the two opinions differ: then a person must look, and
    the draft stays as it is.
    """
    plan = plans.plan(form_version)
    if plan.check(draft.content.raw, draft.content.uploads):
        raise Incomplete("Der Antrag ist noch nicht vollständig. Bitte prüfen Sie die markierten Angaben.")
    data = encode_answers(plan.answers(draft.content.raw))
    if not _validator(form_version).is_valid(msgspec.json.decode(data)):
        log.error("answers_disagree_with_schema", kind=plan.form.id, version=plan.form.version or "")
        raise RuntimeError("The compiled checks accept what the generated JSON Schema refuses.")
    return data


def _attachments(draft: OpenDraft, used: frozenset[str]) -> tuple[PlainAttachment, ...]:
    files = {key: item for key, item in draft.content.uploads.items() if key in used}
    return tuple(
        PlainAttachment(uuid.UUID(key), item.filename, item.media_type, read_upload(draft, key))
        for key, item in files.items()
    )


def _seal(draft: OpenDraft, service: ServiceView, *, reference: str, at: datetime) -> SealedContent:
    plan = plans.plan(service.form_version)
    data = _answers(draft, service.form_version)
    return seal(
        connection=service.connection,
        data=data,
        schema_uri=plans.schema_uri(
            fim_id=service.schema_id, version=service.schema_version, digest=service.digest
        ),
        attachments=(
            *_attachments(draft, plan.upload_ids(draft.content.raw)),
            *unchecked.attachment(service),
        ),
        reference=reference,
        day=times.legal_day(at),
    )


def _settled(draft: OpenDraft, service: ServiceView) -> OpenDraft:
    """The draft with calculated values as they follow on the day of submission."""
    raw = plans.plan(service.form_version).settled(draft.content.raw)
    if raw is draft.content.raw:
        return draft
    return msgspec.structs.replace(draft, content=msgspec.structs.replace(draft.content, raw=raw))


def _take(draft: OpenDraft) -> bool:
    """Close the draft and destroy both wraps and the content; ``False`` if somebody was faster."""
    return _TAKE.run(pk=draft.pk, revision=draft.revision) == 1


def _write(
    draft: OpenDraft, service: ServiceView, *, reference: str, at: datetime, content: SealedContent
) -> bool:
    """The one transaction: application, parcel, outbox row, event, audit entry. ``False`` if a click was faster."""
    copy = SealedCopy(draft.content.raw, draft.content.uploads, service.form_version, reference, at)
    sealed_copy = sealing.seal_to(
        draft.copy_public, msgspec.msgpack.encode(copy), context=b"copy:" + draft.uuid.bytes
    )
    parcel = uuid.uuid4()
    with transaction.atomic():
        if not _take(draft):
            return False
        application = uuid.uuid4()
        _NEW.run(
            uuid=application,
            reference=reference,
            draft_id=draft.pk,
            service_id=service.pk,
            parcel=parcel,
            state=ApplicationState.SENT,
            copy=sealed_copy,
            sent_at=at,
        )
        delivery.hand_over(parcel=_parcel(parcel, service, content), at=at)
        events.publish(kind="application.sent", subject=application, at=at)
        audit.record(
            CITIZEN, action="application.sent", subject=f"application:{application}", at=at,
            digest=service.digest,
        )  # fmt: skip
        if draft.content.uploads:
            _drop_uploads(draft)
    return True


def _parcel(reference: uuid.UUID, service: ServiceView, content: SealedContent) -> NewParcel:
    return NewParcel(
        reference, service.connection, service.service_name, leistung_urn(service.key), service.ars, content
    )


def _drop_uploads(draft: OpenDraft) -> None:
    """The files have left with the parcel: rows now, encrypted bytes once that is certain."""
    uploads = DraftUpload.objects.filter(draft_id=draft.pk)
    for blob in list(uploads.values_list("blob", flat=True)):
        transaction.on_commit(partial(storage.delete, blob))
    uploads.delete()


def submit(draft: OpenDraft, code: ResumeCode) -> ApplicationView:
    """Submit once; every further click gets the same application.

    Raises :class:`Incomplete` if answers are missing and ``ConfigurationFailure`` if the destination has no
    key; the draft then stays untouched.
    """
    service = queries.service(draft.service)
    draft = _settled(draft, service)
    for _round in range(_REFERENCE_ROUNDS):
        at = times.now()
        reference = ids.new_reference(times.legal_day(at).year)
        try:
            content = _seal(draft, service, reference=reference, at=at)
            _write(draft, service, reference=reference, at=at, content=content)
        except (IntegrityError, FileNotFoundError, DraftUpload.DoesNotExist):
            # The reference was taken (one in 34 thousand million), or another click has just carried the
            # files away; both look the same from here: look for the application, else try again.
            log.info("submit_repeated")
        if found := queries.application_of(draft.uuid, code):
            return found
    raise Refused(
        _(
            "Der Antrag wurde gerade an anderer Stelle geändert. Bitte prüfen Sie ihn und senden Sie ihn erneut."
        )
    )


def open_copy(application: ApplicationView, code: ResumeCode) -> SealedCopy:
    """The citizen's copy, opened with the citizen's code; raises :class:`sealing.SealError`."""
    sealed = Application.objects.values_list("copy", flat=True).get(pk=application.pk)
    plain = sealing.open_sealed(code.copy_key(), bytes(sealed), context=b"copy:" + application.draft.bytes)
    return msgspec.msgpack.decode(plain, type=SealedCopy)
