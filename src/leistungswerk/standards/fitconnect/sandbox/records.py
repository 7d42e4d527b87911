# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of the sandbox as structs, and the statements that read and write them."""

from __future__ import annotations

import sqlite3

import msgspec

from leistungswerk.standards.fitconnect.events import PENDING, Event, SecurityEvent, State
from leistungswerk.standards.fitconnect.jose import Jwk
from leistungswerk.standards.fitconnect.wire import Content, Destination

_KEPT_REFUSALS = 10_000


class DestinationRow(msgspec.Struct, frozen=True):
    """A destination and the client that manages and reads it."""

    client_id: str
    view: Destination


class SubmissionRow(msgspec.Struct, frozen=True):
    """A submission without its content. Times are seconds since 1970, UTC."""

    submission_id: str
    case_id: str
    destination_id: str
    client_id: str
    service_identifier: str
    service_name: str
    region: str
    state: State
    answer: str
    created_at: float
    changed_at: float


class AttachmentRow(msgspec.Struct, frozen=True):
    """``tag`` is ``None`` until the attachment has arrived."""

    attachment_id: str
    tag: str | None
    size: int | None


class EventRow(msgspec.Struct, frozen=True):
    event: Event
    token: str
    at: float


class RefusalRow(msgspec.Struct, frozen=True):
    at: float
    client_id: str
    method: str
    path: str
    submission_id: str
    status: int
    type: str
    title: str
    detail: str


def find_destination(db: sqlite3.Connection, destination_id: str) -> DestinationRow | None:
    row = db.execute("SELECT * FROM destinations WHERE destination_id = ?", (destination_id,)).fetchone()
    return _destination(row) if row else None


def list_destinations(db: sqlite3.Connection, *, limit: int, offset: int) -> list[DestinationRow]:
    rows = db.execute(
        "SELECT * FROM destinations ORDER BY created_at, rowid LIMIT ? OFFSET ?", (limit, offset)
    )
    return [_destination(row) for row in rows]


def _destination(row: sqlite3.Row) -> DestinationRow:
    return DestinationRow(row["client_id"], msgspec.json.decode(row["public_view"], type=Destination))


def save_destination(db: sqlite3.Connection, client_id: str, view: Destination, at: float) -> None:
    """Insert, or replace the public view."""
    db.execute(
        "INSERT INTO destinations VALUES (?, ?, ?, ?) "
        "ON CONFLICT (destination_id) DO UPDATE SET public_view = excluded.public_view",
        (view.destination_id, client_id, at, msgspec.json.encode(view)),
    )


def save_key(db: sqlite3.Connection, destination_id: str, jwk: Jwk) -> None:
    db.execute("INSERT OR REPLACE INTO keys VALUES (?, ?, ?)", (destination_id, jwk.kid, jwk.to_json()))


def find_key(db: sqlite3.Connection, destination_id: str, kid: str) -> Jwk | None:
    row = db.execute(
        "SELECT jwk FROM keys WHERE destination_id = ? AND kid = ?", (destination_id, kid)
    ).fetchone()
    return Jwk.from_json(row["jwk"]) if row else None


def list_keys(db: sqlite3.Connection, destination_id: str) -> tuple[Jwk, ...]:
    rows = db.execute("SELECT jwk FROM keys WHERE destination_id = ? ORDER BY rowid", (destination_id,))
    return tuple(Jwk.from_json(row["jwk"]) for row in rows)


def insert_submission(db: sqlite3.Connection, row: SubmissionRow) -> None:
    db.execute(
        "INSERT INTO submissions (submission_id, case_id, destination_id, client_id, service_identifier, "
        "service_name, region, state, answer, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        msgspec.structs.astuple(row),
    )


def find_submission(db: sqlite3.Connection, submission_id: str) -> SubmissionRow | None:
    row = db.execute("SELECT * FROM submissions WHERE submission_id = ?", (submission_id,)).fetchone()
    return _submission(row) if row else None


def find_submission_of_case(db: sqlite3.Connection, case_id: str) -> SubmissionRow | None:
    """Any submission of the case; all of one case belong to the same sender and destination."""
    row = db.execute("SELECT * FROM submissions WHERE case_id = ? LIMIT 1", (case_id,)).fetchone()
    return _submission(row) if row else None


def list_submissions(db: sqlite3.Connection, *, limit: int, offset: int) -> list[SubmissionRow]:
    """Newest first, for the page."""
    rows = db.execute("SELECT * FROM submissions ORDER BY seq DESC LIMIT ? OFFSET ?", (limit, offset))
    return [_submission(row) for row in rows]


def list_waiting(
    db: sqlite3.Connection, destination_id: str, *, limit: int, offset: int
) -> tuple[list[SubmissionRow], int]:
    """A page of submissions without answer, oldest first, and how many there are."""
    states = msgspec.json.encode(sorted(PENDING)).decode()
    rows = db.execute(
        "SELECT * FROM submissions WHERE destination_id = ? AND state IN (SELECT value FROM json_each(?)) "
        "ORDER BY seq LIMIT ? OFFSET ?",
        (destination_id, states, limit, offset),
    ).fetchall()
    [total] = db.execute(
        "SELECT count(*) FROM submissions "
        "WHERE destination_id = ? AND state IN (SELECT value FROM json_each(?))",
        (destination_id, states),
    ).fetchone()
    return [_submission(row) for row in rows], total


def _submission(row: sqlite3.Row) -> SubmissionRow:
    return msgspec.convert(dict(row), SubmissionRow)


def insert_content(db: sqlite3.Connection, submission_id: str, content: Content) -> None:
    values = (submission_id, content.encrypted_metadata, content.encrypted_data)
    db.execute("INSERT INTO contents VALUES (?, ?, ?)", values)


def find_content(db: sqlite3.Connection, submission_id: str) -> Content | None:
    """Encrypted metadata and data; ``None`` before submission and after deletion."""
    row = db.execute(
        "SELECT metadata, data FROM contents WHERE submission_id = ?", (submission_id,)
    ).fetchone()
    return Content(row["metadata"], row["data"]) if row else None


def delete_content(db: sqlite3.Connection, submission_id: str) -> None:
    db.execute("DELETE FROM contents WHERE submission_id = ?", (submission_id,))
    db.execute("UPDATE attachments SET tag = NULL WHERE submission_id = ?", (submission_id,))


def announce_attachments(db: sqlite3.Connection, submission_id: str, ids: tuple[str, ...]) -> None:
    db.executemany("INSERT INTO attachments VALUES (?, ?, NULL, NULL)", [(submission_id, one) for one in ids])


def list_attachments(db: sqlite3.Connection, submission_id: str) -> list[AttachmentRow]:
    rows = db.execute(
        "SELECT attachment_id, tag, size FROM attachments WHERE submission_id = ? ORDER BY rowid",
        (submission_id,),
    )
    return [AttachmentRow(*row) for row in rows]


def set_attachment(db: sqlite3.Connection, submission_id: str, row: AttachmentRow) -> None:
    db.execute(
        "UPDATE attachments SET tag = ?, size = ? WHERE submission_id = ? AND attachment_id = ?",
        (row.tag, row.size, submission_id, row.attachment_id),
    )


def append_event(db: sqlite3.Connection, event: SecurityEvent, state: State, at: float) -> None:
    """Store a signed event and move its submission to ``state``."""
    db.execute(
        "INSERT INTO events (case_id, submission_id, event, token, at) VALUES (?, ?, ?, ?, ?)",
        (event.case_id, event.submission_id, event.event, event.token, at),
    )
    answer = event.event.value if event.event in (Event.ACCEPT, Event.REJECT) else ""
    db.execute(
        "UPDATE submissions SET state = ?, changed_at = ?, answer = coalesce(nullif(?, ''), answer) "
        "WHERE submission_id = ?",
        (state, at, answer, event.submission_id),
    )


def list_events(
    db: sqlite3.Connection, case_id: str, *, submission_id: str = "", limit: int = -1, offset: int = 0
) -> list[EventRow]:
    """Events of a case, or of one submission in it, oldest first."""
    rows = db.execute(
        "SELECT event, token, at FROM events WHERE case_id = ? AND (? = '' OR submission_id = ?) "
        "ORDER BY seq LIMIT ? OFFSET ?",
        (case_id, submission_id, submission_id, limit, offset),
    )
    return [EventRow(Event(row["event"]), row["token"], row["at"]) for row in rows]


def insert_refusal(db: sqlite3.Connection, row: RefusalRow) -> None:
    """Write down a refusal; only the newest ten thousand are kept."""
    db.execute(
        "INSERT INTO refusals (at, client_id, method, path, submission_id, status, type, title, detail) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        msgspec.structs.astuple(row),
    )
    db.execute("DELETE FROM refusals WHERE seq <= (SELECT max(seq) FROM refusals) - ?", (_KEPT_REFUSALS,))


def list_refusals(
    db: sqlite3.Connection, *, limit: int, offset: int = 0, submission_id: str = ""
) -> list[RefusalRow]:
    """Newest first."""
    rows = db.execute(
        "SELECT at, client_id, method, path, submission_id, status, type, title, detail FROM refusals "
        "WHERE ? = '' OR submission_id = ? ORDER BY seq DESC LIMIT ? OFFSET ?",
        (submission_id, submission_id, limit, offset),
    )
    return [RefusalRow(*row) for row in rows]


def count_submissions(db: sqlite3.Connection) -> int:
    total: int = db.execute("SELECT count(*) FROM submissions").fetchone()[0]
    return total


def count_refusals(db: sqlite3.Connection) -> int:
    total: int = db.execute("SELECT count(*) FROM refusals").fetchone()[0]
    return total


def count_destinations(db: sqlite3.Connection) -> int:
    total: int = db.execute("SELECT count(*) FROM destinations").fetchone()[0]
    return total
