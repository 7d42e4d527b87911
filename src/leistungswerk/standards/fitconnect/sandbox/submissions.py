# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Submission API: announce, upload, submit, pull, answer (standards.md 6.2 and 6.3)."""

from __future__ import annotations

import os
import re
import sqlite3
import uuid
from pathlib import Path
from typing import Final

from werkzeug.wrappers import Response
from werkzeug.wsgi import wrap_file

from leistungswerk.standards.fitconnect import jose
from leistungswerk.standards.fitconnect.constants import (
    CONTENT_ENCRYPTION,
    JOSE,
    JSON,
    KEY_ENCRYPTION,
    XML,
    DestinationStatus,
    ProblemType,
    Scope,
)
from leistungswerk.standards.fitconnect.events import PENDING, AuthenticationTags, Event, State
from leistungswerk.standards.fitconnect.sandbox import records
from leistungswerk.standards.fitconnect.sandbox.context import Call, answer, nothing, too_large
from leistungswerk.standards.fitconnect.sandbox.destinations import get_destination, own_destination
from leistungswerk.standards.fitconnect.sandbox.records import AttachmentRow, SubmissionRow
from leistungswerk.standards.fitconnect.sandbox.refusal import Refusal
from leistungswerk.standards.fitconnect.wire import (
    Announced,
    Announcement,
    Content,
    Destination,
    PublicService,
    Submission,
    SubmissionEntry,
    SubmissionPage,
)

_UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_CHUNK: Final = 64 * 1024


def announce(call: Call) -> Response:
    """``POST /v2/submissions`` → 201 with the ids of submission and case."""
    body = call.read(Announcement)
    with call.service.store.writing() as db:
        view = get_destination(db, body.destination_id).view
        _check_announcement(body, view, call.service.limits.announced)
        now = call.service.now()
        row = SubmissionRow(
            submission_id=str(uuid.uuid4()),
            case_id=str(uuid.uuid4()),
            destination_id=view.destination_id,
            client_id=call.client.client_id,
            service_identifier=body.public_service.identifier,
            service_name=body.public_service.name,
            region=body.region or "",
            state=State.ANNOUNCED,
            answer="",
            created_at=now,
            changed_at=now,
        )
        records.insert_submission(db, row)
        records.announce_attachments(db, row.submission_id, body.announced_attachments)
        call.service.say(db, row, Event.CREATE)
    return answer(Announced(row.submission_id, row.case_id), 201)


def _check_announcement(body: Announcement, view: Destination, most: int) -> None:
    if view.status is not DestinationStatus.ACTIVE:
        raise Refusal(
            422,
            ProblemType.DESTINATION_STATE_INVALID,
            f"Der Zustellpunkt ist im Zustand „{view.status.value}“ und nimmt keine Einreichungen an.",
        )
    wanted = body.public_service.identifier
    service = next((one for one in view.public_services if one.identifier == wanted), None)
    if service is None:
        raise Refusal(
            422,
            ProblemType.SERVICE_NOT_SUPPORTED,
            f"Die Leistung „{wanted}“ ist beim Zustellpunkt nicht hinterlegt.",
        )
    if body.region and not any(body.region.startswith(region) for region in service.regions):
        raise Refusal(
            422,
            ProblemType.REGION_NOT_SUPPORTED,
            f"Das Gebiet „{body.region}“ ist für diese Leistung nicht hinterlegt ({', '.join(service.regions)}).",
        )
    ids = body.announced_attachments
    if len(set(ids)) != len(ids) or len(ids) > most or not all(_UUID.fullmatch(one) for one in ids):
        raise Refusal(
            422,
            ProblemType.REQUEST_INVALID,
            f"announcedAttachments braucht höchstens {most} verschiedene UUIDs in Kleinschreibung.",
        )


def put_attachment(call: Call, submission_id: str, attachment_id: str) -> Response:
    """``PUT …/attachments/{id}`` → 204. The body goes to disk in pieces; a repeat replaces it."""
    with call.service.store.reading() as db:
        kid = _open_for_upload(call, db, submission_id, attachment_id)
    part = call.service.store.incoming_path(str(uuid.uuid4()))
    try:
        size = _spool(call, part)
        tag = _check_file(part, kid)
        with call.service.store.writing() as db:
            # Looked at again: the submission may have been sent while the body arrived.
            _open_for_upload(call, db, submission_id, attachment_id)
            part.replace(call.service.store.attachment_path(submission_id, attachment_id))
            records.set_attachment(db, submission_id, AttachmentRow(attachment_id, tag, size))
    finally:
        part.unlink(missing_ok=True)
    return nothing()


def _open_for_upload(call: Call, db: sqlite3.Connection, submission_id: str, attachment_id: str) -> str:
    """Check that this attachment may arrive now; the destination's encryption kid."""
    if call.request.mimetype != JOSE:
        raise Refusal(
            415,
            ProblemType.REQUEST_INVALID,
            f"Der Content-Type ist „{call.request.mimetype}“; nötig ist {JOSE}.",
        )
    row = _own_submission(call, db, submission_id)
    if attachment_id not in {one.attachment_id for one in records.list_attachments(db, submission_id)}:
        raise Refusal(
            422,
            ProblemType.ATTACHMENT_NOT_ANNOUNCED,
            f"Die Anlage {attachment_id} steht nicht in announcedAttachments dieser Einreichung.",
        )
    _expect_created(row)
    return get_destination(db, row.destination_id).view.encryption_kid or ""


def _spool(call: Call, part: Path) -> int:
    limit = call.service.limits.attachment
    call.request.max_content_length = None
    size = 0
    with part.open("wb") as file:
        while chunk := call.request.stream.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise too_large(limit)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return size


def _check_file(part: Path, kid: str) -> str:
    """Check the form of an encrypted file without holding it; its authentication tag."""
    dots, head, tail = 0, b"", b""
    with part.open("rb") as file:
        while chunk := file.read(_CHUNK):
            head = head or chunk.partition(b".")[0]
            dots += chunk.count(b".")
            tail = (tail + chunk)[-_CHUNK:]
    if dots != 4:
        raise Refusal(
            422, ProblemType.ENCRYPTION_INVALID, "Die Anlage ist kein JWE in kompakter Form (fünf Teile)."
        )
    _check_header("Die Anlage", head + b"....", kid, needs_cty=False)
    return tail.rpartition(b".")[2].decode("ascii", errors="replace")


def submit(call: Call, submission_id: str) -> Response:
    """``PUT /v2/submissions/{id}`` → 200; from here on the receiver sees the submission."""
    body = call.read(Content)
    with call.service.store.writing() as db:
        row = _own_submission(call, db, submission_id)
        _expect_created(row)
        view = get_destination(db, row.destination_id).view
        _check_header(
            "encryptedMetadata", body.encrypted_metadata.encode(), view.encryption_kid, needs_cty=True
        )
        _check_header("encryptedData", body.encrypted_data.encode(), view.encryption_kid, needs_cty=True)
        attachments = records.list_attachments(db, submission_id)
        missing = [one.attachment_id for one in attachments if one.tag is None]
        if missing:
            raise Refusal(
                422,
                ProblemType.ATTACHMENT_MISSING,
                f"Angekündigt, aber nicht hochgeladen: {', '.join(missing)}.",
            )
        tags = AuthenticationTags(
            jose.authentication_tag(body.encrypted_metadata),
            jose.authentication_tag(body.encrypted_data),
            {one.attachment_id: one.tag for one in attachments if one.tag is not None},
        )
        records.insert_content(db, submission_id, body)
        call.service.say(db, row, Event.SUBMIT, tags)
    return answer(SubmissionEntry(submission_id, row.case_id, row.destination_id))


def _check_header(what: str, compact: bytes, kid: str | None, *, needs_cty: bool) -> None:
    try:
        header = jose.encryption_header(compact)
    except jose.MalformedToken as error:
        raise Refusal(422, ProblemType.ENCRYPTION_INVALID, f"{what}: {error}") from error
    if header.alg != KEY_ENCRYPTION or header.enc != CONTENT_ENCRYPTION:
        raise Refusal(
            422,
            ProblemType.ENCRYPTION_INVALID,
            f"{what}: alg/enc ist {header.alg}/{header.enc}; nötig ist {KEY_ENCRYPTION}/{CONTENT_ENCRYPTION}.",
        )
    if header.kid != kid:
        raise Refusal(
            422,
            ProblemType.ENCRYPTION_KEY_UNKNOWN,
            f"{what}: verschlüsselt mit kid „{header.kid}“; der Zustellpunkt nutzt „{kid}“.",
        )
    if needs_cty and header.cty not in (JSON, XML):
        raise Refusal(
            422,
            ProblemType.ENCRYPTION_INVALID,
            f"{what}: Im Kopf fehlt cty mit {JSON} oder {XML} (gefunden: „{header.cty}“).",
        )


def list_waiting(call: Call) -> Response:
    """``GET /v2/submissions?destinationId=`` for the receiver."""
    destination_id = call.request.args.get("destinationId", "")
    if not destination_id:
        raise Refusal(400, ProblemType.REQUEST_INVALID, "Bitte destinationId angeben.")
    limit, offset = call.page()
    with call.service.store.reading() as db:
        own_destination(call, db, destination_id)
        rows, total = records.list_waiting(db, destination_id, limit=limit, offset=offset)
    entries = tuple(SubmissionEntry(row.submission_id, row.case_id, row.destination_id) for row in rows)
    return answer(SubmissionPage(entries, offset, len(entries), total))


def show_submission(call: Call, submission_id: str) -> Response:
    """``GET /v2/submissions/{id}`` for the receiver."""
    with call.service.store.reading() as db:
        row = _received_submission(call, db, submission_id)
        content = records.find_content(db, submission_id)
        attachments = records.list_attachments(db, submission_id)
    if content is None:
        raise _not_found(submission_id)
    return answer(
        Submission(
            submission_id=submission_id,
            case_id=row.case_id,
            destination_id=row.destination_id,
            encrypted_metadata=content.encrypted_metadata,
            encrypted_data=content.encrypted_data,
            attachments=tuple(one.attachment_id for one in attachments),
            public_service=PublicService(row.service_name, row.service_identifier),
        )
    )


def show_attachment(call: Call, submission_id: str, attachment_id: str) -> Response:
    """``GET …/attachments/{id}`` for the receiver, streamed from disk."""
    with call.service.store.reading() as db:
        _received_submission(call, db, submission_id)
        known = {
            one.attachment_id for one in records.list_attachments(db, submission_id) if one.tag is not None
        }
    path = (
        call.service.store.attachment_path(submission_id, attachment_id) if attachment_id in known else None
    )
    try:
        file = path.open("rb") if path else None
    except FileNotFoundError:  # answered and deleted since the look into the table
        file = None
    if path is None or file is None:
        raise Refusal(
            404, ProblemType.ATTACHMENT_NOT_FOUND, f"Die Einreichung hat keine Anlage {attachment_id}."
        )
    length = os.fstat(file.fileno()).st_size
    body = wrap_file(call.request.environ, file)
    return Response(body, mimetype=JOSE, headers={"Content-Length": str(length)}, direct_passthrough=True)


def _own_submission(call: Call, db: sqlite3.Connection, submission_id: str) -> SubmissionRow:
    """A submission of the calling sender. Raises :class:`Refusal` (404)."""
    row = records.find_submission(db, submission_id)
    if row is None or row.client_id != call.client.client_id:
        raise _not_found(submission_id)
    return row


def _received_submission(call: Call, db: sqlite3.Connection, submission_id: str) -> SubmissionRow:
    """A waiting submission at a destination of the calling receiver. Raises :class:`Refusal` (404)."""
    row = records.find_submission(db, submission_id)
    if row is None or row.state not in PENDING or not receives(call, db, row):
        raise _not_found(submission_id)
    return row


def receives(call: Call, db: sqlite3.Connection, row: SubmissionRow) -> bool:
    """Whether the calling client is the receiver of this submission."""
    owner = get_destination(db, row.destination_id).client_id
    return owner == call.client.client_id and call.may(Scope.SUBSCRIBE)


def _not_found(submission_id: str) -> Refusal:
    return Refusal(
        404, ProblemType.SUBMISSION_NOT_FOUND, f"Für diesen Client gibt es keine Einreichung {submission_id}."
    )


def _expect_created(row: SubmissionRow) -> None:
    if row.state is not State.CREATED:
        raise Refusal(
            409,
            ProblemType.SUBMISSION_STATE_INVALID,
            f"Die Einreichung ist im Zustand „{row.state.value}“ und lässt sich nicht mehr ändern. "
            "Ihren Verlauf zeigen die Ereignisse.",
        )
