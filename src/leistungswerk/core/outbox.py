# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The transactional outbox: work is promised in the transaction that causes it and done afterwards.

The row is the truth; a notification would only be a wake-up. Claiming is one statement on SQLite and
PostgreSQL alike. A claimed row carries a lease: a worker that dies loses it, and only the holder of the lease
may finish the row, so a slow worker can never overwrite what its successor did.
"""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import msgspec
from django.db import connection, transaction
from django.db.models import Count, Max, Min, Q

from leistungswerk.core.failures import DeadReason
from leistungswerk.core.models import OutboxRow
from leistungswerk.core.outbox_states import LIVE, TRANSITIONS, OutboxMove, OutboxState
from leistungswerk.core.prepared import PreparedInsert

WINDOW = timedelta(days=14)
"""How long temporary failures are retried; FIT-Connect itself gives up after as long (peers.md, 4)."""
LEASE = timedelta(seconds=120)
_FIRST_DELAY, _LONGEST_DELAY = 2.0, 3600.0


class Claimed(msgspec.Struct, frozen=True):
    """A row this worker holds until ``lease_until``."""

    id: int
    uuid: UUID
    topic: str
    subject: UUID
    attempts: int
    created_at: datetime
    lease: UUID


_NEW = PreparedInsert(OutboxRow)


def enqueue(*, topic: str, subject: UUID, lane: str, at: datetime) -> UUID:
    """Promise work inside the caller's transaction; returns the row's id, the idempotency key of the attempt."""
    if not connection.in_atomic_block:
        raise RuntimeError("An outbox row belongs into the transaction that causes it.")
    identity = uuid4()
    _NEW.run(uuid=identity, topic=topic, subject=subject, lane=lane, created_at=at, not_before=at)
    return identity


def anything_due(*, at: datetime) -> bool:
    """A read without any lock, so that an idle worker never makes a writer wait."""
    waiting = Q(state__in=[OutboxState.PENDING, OutboxState.AWAITING_RECEIPT], not_before__lte=at)
    lost = Q(state=OutboxState.RUNNING, lease_until__lt=at)
    return OutboxRow.objects.filter(waiting | lost).exists()


_DUE = (
    "(({row}.state IN ('pending', 'awaiting_receipt') AND {row}.not_before <= %(at)s)"
    " OR ({row}.state = 'running' AND {row}.lease_until < %(at)s))"
)
_LIVE = "{row}.state IN ('pending', 'running', 'awaiting_receipt')"
# Lanes are found by jumping along the index, and only the head of each is read: the cost follows the number of
# destinations, not the backlog of one of them.
_CLAIM = f"""
    WITH RECURSIVE lanes(lane) AS (
        SELECT MIN(first.lane) FROM {{table}} AS first WHERE {_LIVE.format(row="first")}
        UNION ALL
        SELECT (SELECT MIN(later.lane) FROM {{table}} AS later
                WHERE {_LIVE.format(row="later")} AND later.lane > lanes.lane)
        FROM lanes WHERE lanes.lane IS NOT NULL
    ), heads AS (
        SELECT head.id, head.not_before,
               ROW_NUMBER() OVER (PARTITION BY head.lane ORDER BY head.not_before, head.id) AS turn
        FROM lanes JOIN {{table}} AS head ON head.id IN (
            SELECT due.id FROM {{table}} AS due
            WHERE due.lane = lanes.lane AND {_LIVE.format(row="due")} AND {_DUE.format(row="due")}
            ORDER BY due.not_before LIMIT %(limit)s)
    )
    UPDATE {{table}} SET state = 'running', lease = %(lease)s, lease_until = %(until)s
    WHERE id IN (SELECT taken.id FROM {{table}} AS taken
                 WHERE {_DUE.format(row="taken")}
                   AND taken.id IN (SELECT id FROM heads ORDER BY turn, not_before LIMIT %(limit)s)
                 {{skip_locked}})
    RETURNING id, uuid, topic, subject, attempts, created_at
"""  # noqa: S608 - only our own table name and constants are put into the text


def claim(*, limit: int, at: datetime) -> tuple[Claimed, ...]:
    """Take up to ``limit`` due rows, the oldest of every lane first."""
    lease = uuid4()
    skip_locked = "FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""
    statement = _CLAIM.format(table=OutboxRow._meta.db_table, skip_locked=skip_locked)
    adapt = OutboxRow._meta.get_field("uuid").get_db_prep_value
    moment = OutboxRow._meta.get_field("not_before").get_db_prep_value
    with connection.cursor() as cursor:
        cursor.execute(
            statement,
            {
                "at": moment(at, connection),
                "until": moment(at + LEASE, connection),
                "lease": adapt(lease, connection),
                "limit": limit,
            },
        )
        rows = cursor.fetchall()
    return tuple(_claimed(row, lease) for row in sorted(rows))


def _claimed(row: tuple[int, object, str, object, int, object], lease: UUID) -> Claimed:
    number, identity, topic, subject, attempts, created_at = row
    if isinstance(created_at, str):
        # SQLite gives text back for a raw statement.
        created_at = datetime.fromisoformat(created_at)
    assert isinstance(created_at, datetime)
    if created_at.tzinfo is None:
        created_at = created_at.replace(tzinfo=UTC)
    return Claimed(number, UUID(str(identity)), topic, UUID(str(subject)), attempts, created_at, lease)


def _move(row: Claimed, move: OutboxMove, **changes: object) -> bool:
    """Conditional update by the lease; ``False`` if another worker took the row over meanwhile."""
    state = TRANSITIONS[OutboxState.RUNNING][move]
    held = OutboxRow.objects.filter(id=row.id, state=OutboxState.RUNNING, lease=row.lease)
    return held.update(state=state, lease=None, lease_until=None, **changes) == 1


def renew(row: Claimed, *, at: datetime) -> bool:
    """Begin the lease anew before something that takes its time; ``False`` if it is lost already."""
    held = OutboxRow.objects.filter(id=row.id, state=OutboxState.RUNNING, lease=row.lease)
    return held.update(lease_until=at + LEASE) == 1


def finish(row: Claimed) -> bool:
    """The receipt is there: nothing left to do."""
    return _move(row, OutboxMove.FINISHED, last_problem="")


def await_receipt(row: Claimed, *, at: datetime) -> bool:
    """Sent; look for the receipt again after a tenth of the time waited so far (0.5 s to 15 min)."""
    waited = (at - row.created_at).total_seconds()
    pause = min(max(waited / 10, 0.5), 900.0)
    return _move(row, OutboxMove.SENT, not_before=at + timedelta(seconds=pause), last_problem="")


def retry(row: Claimed, *, at: datetime, problem: str, retry_after: float | None = None) -> bool:
    """Put back with growing, jittered delay; after :data:`WINDOW` the row is dead as ``exceeded``."""
    if at - row.created_at >= WINDOW:
        return give_up(row, reason=DeadReason.EXCEEDED, problem=problem)
    delay = min(_FIRST_DELAY * 2 ** min(row.attempts, 20), _LONGEST_DELAY)
    # Jitter keeps a thousand parcels of one broken destination from returning in the same second.
    pause = max(delay * random.uniform(0.5, 1.0), retry_after or 0.0)  # noqa: S311 - no secret depends on it
    return _move(
        row,
        OutboxMove.RETRY,
        attempts=row.attempts + 1,
        not_before=at + timedelta(seconds=pause),
        last_problem=problem,
    )


def give_up(row: Claimed, *, reason: DeadReason, problem: str) -> bool:
    """Wait for a human, with the reason."""
    return _move(row, OutboxMove.GIVE_UP, attempts=row.attempts + 1, reason=reason, last_problem=problem)


def replay(identity: UUID, *, at: datetime) -> bool:
    """Bring a dead row back; its 14 days begin anew. ``False`` if it is not dead (any more)."""
    with transaction.atomic():
        dead = OutboxRow.objects.filter(uuid=identity, state=OutboxState.DEAD)
        state = TRANSITIONS[OutboxState.DEAD][OutboxMove.REPLAY]
        return dead.update(state=state, attempts=0, reason="", created_at=at, not_before=at) == 1


class OutboxView(msgspec.Struct, frozen=True):
    """A row as the office sees it."""

    uuid: UUID
    topic: str
    subject: UUID
    lane: str
    state: OutboxState
    attempts: int
    created_at: datetime
    not_before: datetime
    reason: str
    last_problem: str


def _view(row: OutboxRow) -> OutboxView:
    return OutboxView(
        row.uuid, row.topic, row.subject, row.lane, OutboxState(row.state), row.attempts,
        row.created_at, row.not_before, row.reason, row.last_problem,
    )  # fmt: skip


def page(*, offset: int, limit: int) -> tuple[tuple[OutboxView, ...], int]:
    """Rows for the office, dead ones first, newest next; and how many there are."""
    rows = OutboxRow.objects.order_by("-reason", "-id")
    return tuple(_view(row) for row in rows[offset : offset + limit]), rows.count()


def of_subjects(subjects: Sequence[UUID]) -> dict[UUID, OutboxView]:
    """The newest row of each subject."""
    rows = OutboxRow.objects.filter(subject__in=subjects).order_by("id")
    return {row.subject: _view(row) for row in rows}


def counts() -> dict[OutboxState, int]:
    """How many rows stand in each state."""
    found = OutboxRow.objects.values_list("state").annotate(number=Count("id"))
    return {OutboxState(state): number for state, number in found}


class LaneView(msgspec.Struct, frozen=True):
    """The rows of one lane in one state: how many, since when the oldest waits, the most attempts of one row."""

    lane: str
    state: OutboxState
    reason: str
    number: int
    oldest: datetime
    attempts: int


def lanes() -> tuple[LaneView, ...]:
    """What is not done, by lane, state and reason; one statement."""
    rows = OutboxRow.objects.exclude(state=OutboxState.DONE).values_list("lane", "state", "reason")
    found = rows.annotate(number=Count("id"), oldest=Min("created_at"), attempts=Max("attempts"))
    return tuple(
        LaneView(lane, OutboxState(state), reason, number, oldest, attempts)
        for lane, state, reason, number, oldest, attempts in found.order_by("lane", "state", "reason")
    )


def waiting_longest(*, limit: int) -> tuple[OutboxView, ...]:
    """Rows that need somebody: dead ones, then those that failed before; the oldest first."""
    rows = OutboxRow.objects.filter(Q(state=OutboxState.DEAD) | Q(state__in=LIVE, attempts__gt=0))
    return tuple(_view(row) for row in rows.order_by("-reason", "created_at")[:limit])
