# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The event log: reading it, and the receiver's signed answer (standards.md 6.5)."""

from __future__ import annotations

import sqlite3

import msgspec
from werkzeug.wrappers import Response

from leistungswerk.standards.fitconnect import jose
from leistungswerk.standards.fitconnect.constants import JOSE, ProblemType
from leistungswerk.standards.fitconnect.events import (
    DESTINATION_EVENTS,
    PENDING,
    Event,
    EventProblem,
    SecurityEvent,
    next_state,
    read_event,
    verify_event,
)
from leistungswerk.standards.fitconnect.sandbox import records
from leistungswerk.standards.fitconnect.sandbox.context import Call, StoredKeys, answer, nothing
from leistungswerk.standards.fitconnect.sandbox.records import SubmissionRow
from leistungswerk.standards.fitconnect.sandbox.refusal import Refusal
from leistungswerk.standards.fitconnect.sandbox.submissions import receives
from leistungswerk.standards.fitconnect.wire import EventPage


def case_events(call: Call, case_id: str) -> Response:
    """``GET /v2/cases/{caseId}/events`` for sender and receiver."""
    limit, offset = call.page()
    with call.service.store.reading() as db:
        row = records.find_submission_of_case(db, case_id)
        if row is None or not _concerns(call, db, row):
            raise Refusal(
                404, ProblemType.CASE_NOT_FOUND, f"Für diesen Client gibt es keinen Vorgang {case_id}."
            )
        rows = records.list_events(db, case_id, limit=limit, offset=offset)
    return answer(EventPage(tuple(row.token for row in rows)))


def submission_events(call: Call, submission_id: str) -> Response:
    """``GET /v2/submissions/{id}/events`` for sender and receiver."""
    limit, offset = call.page()
    with call.service.store.reading() as db:
        row = records.find_submission(db, submission_id)
        if row is None or not _concerns(call, db, row):
            raise Refusal(
                404,
                ProblemType.SUBMISSION_NOT_FOUND,
                f"Für diesen Client gibt es keine Einreichung {submission_id}.",
            )
        rows = records.list_events(db, row.case_id, submission_id=submission_id, limit=limit, offset=offset)
    return answer(EventPage(tuple(row.token for row in rows)))


def _concerns(call: Call, db: sqlite3.Connection, row: SubmissionRow) -> bool:
    return row.client_id == call.client.client_id or receives(call, db, row)


def post_event(call: Call, case_id: str) -> Response:
    """``POST /v2/cases/{caseId}/events`` → 204: accept or reject, then the content is deleted.

    The very same token again is answered as the first time: a receiver that lost our answer may repeat.
    """
    if call.request.mimetype != JOSE:
        raise Refusal(
            415,
            ProblemType.REQUEST_INVALID,
            f"Der Content-Type ist „{call.request.mimetype}“; nötig ist {JOSE}.",
        )
    token = call.body().decode("ascii", errors="replace")
    with call.service.store.writing() as db:
        row, event = _check_answer(call, db, case_id, token)
        if row.state not in PENDING:
            if any(one.token == token for one in records.list_events(db, case_id)):
                return nothing()
            raise Refusal(
                409,
                ProblemType.SUBMISSION_STATE_INVALID,
                f"Die Einreichung ist im Zustand „{row.state.value}“; annehmen oder zurückweisen geht nur einmal.",
            )
        state = next_state(row.state, event.event)
        records.append_event(db, event, state, call.service.now())
        call.service.say(db, msgspec.structs.replace(row, state=state), Event.DELETE)
        attachments = records.list_attachments(db, row.submission_id)
        records.delete_content(db, row.submission_id)
    # After the commit: a crash in between leaves files that the next start sweeps away.
    for one in attachments:
        call.service.store.attachment_path(row.submission_id, one.attachment_id).unlink(missing_ok=True)
    return nothing()


def _check_answer(
    call: Call, db: sqlite3.Connection, case_id: str, token: str
) -> tuple[SubmissionRow, SecurityEvent]:
    try:
        claimed = read_event(token)
        row = records.find_submission(db, claimed.submission_id)
        if row is None or row.case_id != case_id or claimed.case_id != case_id or not receives(call, db, row):
            raise Refusal(
                404, ProblemType.CASE_NOT_FOUND, f"Für diesen Client gibt es keinen Vorgang {case_id}."
            )
        if claimed.event not in DESTINATION_EVENTS:
            raise Refusal(
                403,
                ProblemType.FORBIDDEN,
                f"Das Ereignis {claimed.event.value} stellt nur der Zustelldienst aus.",
            )
        event = verify_event(token, StoredKeys(call.service, db), destination_id=row.destination_id)
        _check_tags(db, row, event)
    except (EventProblem, jose.JoseProblem) as error:
        raise Refusal(422, ProblemType.EVENT_INVALID, str(error)) from error
    return row, event


def _check_tags(db: sqlite3.Connection, row: SubmissionRow, event: SecurityEvent) -> None:
    """A receipt must name the tags of what was submitted. Raises :class:`EventProblem`."""
    if event.tags is None:
        return
    for one in records.list_events(db, row.case_id, submission_id=row.submission_id):
        submitted = read_event(one.token).tags
        if one.event is Event.SUBMIT and submitted is not None:
            submitted.check(event.tags)
