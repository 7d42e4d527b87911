# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The promise of the outbox: nothing is forgotten, nothing is done by two at once, no lane starves another."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from leistungswerk.core import outbox
from leistungswerk.core.failures import DeadReason
from leistungswerk.core.outbox_states import LIVE, TRANSITIONS, OutboxMove, OutboxState
from stage import in_threads

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def promise(lane: str = "a", *, at: datetime = NOW, subject: uuid.UUID | None = None) -> uuid.UUID:
    with transaction.atomic():
        return outbox.enqueue(topic="deliver", subject=subject or uuid.uuid4(), lane=lane, at=at)


def take(at: datetime = NOW) -> outbox.Claimed:
    [row] = outbox.claim(limit=1, at=at)
    return row


def view(row: outbox.Claimed) -> outbox.OutboxView:
    return outbox.of_subjects([row.subject])[row.subject]


def test_claiming_is_one_statement():
    promise()
    with CaptureQueriesContext(
        connection,
    ) as done:
        assert len(outbox.claim(limit=5, at=NOW)) == 1
    assert len(done.captured_queries) == 1


def test_a_claimed_row_tells_what_was_promised():
    subject = uuid.uuid4()
    identity = promise(subject=subject)
    row = take()
    assert (row.uuid, row.subject, row.topic) == (identity, subject, "deliver")
    assert (row.attempts, row.created_at) == (0, NOW)
    assert view(row).state is OutboxState.RUNNING


def test_nothing_is_claimed_before_its_time():
    promise(at=NOW + SECOND)
    assert not outbox.anything_due(at=NOW)
    assert outbox.claim(limit=5, at=NOW) == ()
    assert outbox.anything_due(at=NOW + SECOND)
    assert len(outbox.claim(limit=5, at=NOW + SECOND)) == 1


def test_the_longest_waiting_row_of_a_lane_comes_first():
    expected = [promise(at=NOW - age * SECOND) for age in (30, 20, 10)]
    assert [take().uuid for _ in range(3)] == expected


def test_a_backlog_in_one_lane_does_not_starve_another():
    for age in range(50):
        promise("crowded", at=NOW - (100 + age) * SECOND)
    lonely = promise("lonely")
    other = promise("other")
    claimed = {row.uuid for row in outbox.claim(limit=3, at=NOW)}
    assert {lonely, other} < claimed
    assert len(claimed) == 3


def test_no_more_is_claimed_than_asked_for():
    for _ in range(5):
        promise()
    assert len(outbox.claim(limit=2, at=NOW)) == 2
    assert len(outbox.claim(limit=10, at=NOW)) == 3
    assert outbox.claim(limit=10, at=NOW) == ()


def test_a_promise_outside_a_transaction_is_a_fault(transactional_db):
    with pytest.raises(RuntimeError, match="transaction"):
        outbox.enqueue(topic="deliver", subject=uuid.uuid4(), lane="a", at=NOW)


def test_a_promise_is_undone_with_its_cause():
    @transaction.atomic
    def promise_and_fail():
        promise()
        raise ArithmeticError

    with pytest.raises(ArithmeticError):
        promise_and_fail()
    assert not outbox.anything_due(at=NOW)


def test_only_one_live_row_stands_for_a_subject_and_lane():
    subject = uuid.uuid4()
    promise(subject=subject)
    with pytest.raises(IntegrityError):
        promise(subject=subject)
    promise("another lane", subject=subject)


def test_a_finished_or_dead_row_makes_room_for_a_new_one():
    subject = uuid.uuid4()
    promise(subject=subject)
    assert outbox.finish(take())
    promise(subject=subject)
    assert outbox.give_up(take(), reason=DeadReason.PERMANENT, problem="abgelehnt")
    promise(subject=subject)


def test_a_row_whose_worker_died_returns_when_its_lease_ends():
    promise()
    first = take()
    assert outbox.claim(limit=1, at=NOW + outbox.LEASE) == ()
    second = take(NOW + outbox.LEASE + SECOND)
    assert second.uuid == first.uuid
    assert second.lease != first.lease


@pytest.mark.parametrize(
    "late",
    [
        outbox.finish,
        lambda row: outbox.await_receipt(row, at=NOW),
        lambda row: outbox.retry(row, at=NOW, problem="zu spät"),
        lambda row: outbox.give_up(row, reason=DeadReason.INTERNAL, problem="zu spät"),
    ],
    ids=["finish", "await_receipt", "retry", "give_up"],
)
def test_a_worker_that_lost_its_lease_changes_nothing(late):
    promise()
    slow = take()
    successor = take(NOW + outbox.LEASE + SECOND)
    assert not late(slow)
    assert view(successor).state is OutboxState.RUNNING
    assert outbox.finish(successor)
    assert not late(slow)
    assert view(successor).state is OutboxState.DONE


def test_a_receipt_is_looked_for_less_often_the_longer_it_takes():
    pauses = []
    promise()
    for waited in (timedelta(0), timedelta(minutes=1), timedelta(hours=1), timedelta(days=3)):
        at = NOW + waited + timedelta(minutes=20) * len(pauses)
        row = take(at)
        assert outbox.await_receipt(row, at=at)
        pauses.append((view(row).not_before - at).total_seconds())
    assert pauses[0] == 0.5
    assert pauses == sorted(pauses)
    assert pauses[-1] == 900


def _delay(attempts: int, *, retry_after: float | None = None) -> float:
    """Seconds until the next try after so many failures."""
    promise()
    at = NOW
    for number in range(attempts + 1):
        row = take(at)
        assert outbox.retry(
            row, at=NOW, problem="gestört", retry_after=retry_after if number == attempts else None
        )
        at = view(row).not_before
    return (view(row).not_before - NOW).total_seconds()


@pytest.mark.parametrize("attempts", [0, 1, 5, 10, 15, 40])
def test_the_delay_grows_is_jittered_and_bounded(attempts):
    full = min(2.0 * 2**attempts, 3600.0)
    assert full / 2 <= _delay(attempts) <= full


def test_a_thousand_rows_do_not_come_back_in_the_same_second():
    delays = {round(_delay(11), 3) for _ in range(5)}
    assert len(delays) > 1


def test_what_the_other_side_asks_for_is_respected():
    assert _delay(0, retry_after=7200.0) == 7200.0


def test_a_failed_row_says_why_and_counts_its_attempts():
    promise()
    row = take()
    outbox.retry(row, at=NOW, problem="Der Zustelldienst antwortet nicht.")
    found = view(row)
    assert (found.state, found.attempts, found.reason) == (OutboxState.PENDING, 1, "")
    assert found.last_problem == "Der Zustelldienst antwortet nicht."
    assert take(found.not_before).attempts == 1


def test_after_fourteen_days_a_row_waits_for_a_person():
    promise()
    almost = NOW + outbox.WINDOW - SECOND
    row = take(almost)
    outbox.retry(row, at=almost, problem="gestört")
    assert view(row).state is OutboxState.PENDING
    row = take(view(row).not_before)
    outbox.retry(row, at=NOW + outbox.WINDOW, problem="immer noch gestört")
    found = view(row)
    assert (found.state, found.reason) == (OutboxState.DEAD, DeadReason.EXCEEDED)
    assert found.last_problem == "immer noch gestört"
    assert outbox.claim(limit=5, at=NOW + timedelta(days=400)) == ()


def test_a_replayed_row_has_its_fourteen_days_again():
    identity = promise()
    outbox.give_up(take(), reason=DeadReason.CONFIG, problem="Schlüssel fehlt")
    later = NOW + timedelta(days=20)
    assert outbox.replay(identity, at=later)
    row = take(later)
    assert (row.uuid, row.attempts, row.created_at) == (identity, 0, later)
    outbox.retry(row, at=later + timedelta(days=13), problem="gestört")
    assert (view(row).state, view(row).reason) == (OutboxState.PENDING, "")


@pytest.mark.parametrize("end", [None, outbox.finish])
def test_only_a_dead_row_can_be_replayed(end):
    identity = promise()
    if end:
        end(take())
    assert not outbox.replay(identity, at=NOW)


def test_dead_rows_are_listed_first_and_all_are_counted():
    promise("a")
    dead = promise("b", at=NOW - SECOND)
    outbox.give_up(take(), reason=DeadReason.PERMANENT, problem="abgelehnt")
    promise("c")
    rows, total = outbox.page(offset=0, limit=2)
    assert (rows[0].uuid, len(rows), total) == (dead, 2, 3)
    assert outbox.counts() == {OutboxState.PENDING: 2, OutboxState.DEAD: 1}


def test_every_state_has_its_moves_and_every_live_state_a_way_to_an_end():
    assert set(TRANSITIONS) == set(OutboxState)
    assert {move for moves in TRANSITIONS.values() for move in moves} == set(OutboxMove)
    for state in LIVE:
        reached, todo = set(), [state]
        while todo:
            here = todo.pop()
            if here not in reached:
                reached.add(here)
                todo.extend(TRANSITIONS[here].values())
        assert {OutboxState.DONE, OutboxState.DEAD} <= reached


@pytest.mark.django_db(transaction=True)
def test_workers_racing_for_the_same_rows_share_them_without_overlap():
    promised = {promise(f"lane {number % 3}") for number in range(30)}

    def worker() -> list[uuid.UUID]:
        found: list[uuid.UUID] = []
        for _ in range(200):
            if not (rows := outbox.claim(limit=4, at=NOW)) and not outbox.anything_due(at=NOW):
                break
            found.extend(row.uuid for row in rows)
        return found

    shares = in_threads(*[worker] * 4)
    claimed = [identity for share in shares for identity in share]
    assert len(claimed) == len(set(claimed))
    assert set(claimed) == promised
