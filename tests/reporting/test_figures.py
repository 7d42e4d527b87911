# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is counted, on which day, and what was known when."""

import uuid
from datetime import date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.models import Sum

from leistungswerk.core import events, times
from leistungswerk.core.events import Happened
from leistungswerk.reporting import listeners, queries
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.models import UsageFact
from leistungswerk.standards.fitconnect.constants import RejectReason
from leistungswerk.standards.fitconnect.problems import reject_problem
from stage import ARS, KEY, Destination, fill, go_online, moment, work

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _decided(kind: str = "accepted", *, at: str = "2026-03-02T10:00:00+00:00") -> None:
    with transaction.atomic():
        events.publish(
            kind=f"application.{kind}", subject=uuid.uuid4(), at=moment(at), data={"key": KEY, "ars": ARS}
        )


def _accepted(on: date | None = None, known_at: datetime | None = None) -> int:
    cut = Cut(on or times.legal_day(times.now()), known_at or times.now())
    [share] = queries.figures(cut, codes=("m7",))
    return share.total


def test_before_anything_happened_the_figure_is_nought_and_still_explained():
    [share] = queries.figures(queries.cut_at(), codes=("m7",))
    assert (share.total, share.denominator) == (0, None)
    assert share.definition
    assert share.denominator_text


def test_accepted_applications_count_on_their_day():
    for at in ("2026-03-02T10:00:00+00:00", "2026-03-02T12:00:00+00:00", "2026-03-04T10:00:00+00:00"):
        _decided(at=at)
    counts = UsageFact.objects.values_list("day").annotate(all=Sum("amount")).order_by("day")
    assert list(counts) == [(date(2026, 3, 2), 2), (date(2026, 3, 4), 1)]
    assert _accepted() == 3


def test_rejected_or_merely_sent_applications_do_not_count():
    for kind in ("rejected", "sent", "received"):
        _decided(kind)
    assert _accepted() == 0


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-03-02T22:30:00+00:00", date(2026, 3, 2)),
        ("2026-03-02T23:30:00+00:00", date(2026, 3, 3)),
        ("2026-07-02T22:30:00+00:00", date(2026, 7, 3)),
    ],
)
def test_what_happens_towards_midnight_counts_on_the_german_day(at, day):
    _decided(at=at)
    assert UsageFact.objects.get().day == day


def test_the_cut_off_day_counts_and_the_next_does_not():
    _decided(at="2026-03-02T22:59:59+00:00")
    _decided(at="2026-03-02T23:00:00+00:00")
    assert _accepted(date(2026, 3, 2)) == 1
    assert _accepted(date(2026, 3, 3)) == 2


def test_what_is_learned_later_does_not_change_what_was_known():
    _decided()
    known = times.now()
    _decided()
    UsageFact.objects.filter(pk=UsageFact.objects.latest("id").pk).update(
        recorded_at=known + timedelta(hours=1)
    )
    assert _accepted(date(2026, 12, 31), known) == 1
    later = known + timedelta(hours=2)
    assert _accepted(date(2026, 12, 31), later) == 2


def test_a_correction_is_a_further_fact():
    _decided()
    first = UsageFact.objects.get()
    UsageFact.objects.create(
        measure=first.measure, day=first.day, service_key=KEY, territory=ARS, amount=-1,
        recorded_at=times.now(), source_event=first.source_event + 1,
    )  # fmt: skip
    assert _accepted() == 0
    assert UsageFact.objects.count() == 2


def test_the_same_event_counts_once():
    event = Happened("application.accepted", uuid.uuid4(), times.now(), {"key": KEY, "ars": ARS}, 7)
    listeners.on_application(event)
    listeners.on_application(event)
    assert _accepted() == 1


def test_the_published_statement_gives_the_published_figure():
    _decided()
    _decided(at="2026-03-04T10:00:00+00:00")
    [share] = queries.figures(Cut(date(2026, 3, 3), times.now()), codes=("m7",))
    statement = share.statement.replace(":cut_off", "%(cut_off)s").replace(":known_at", "%(known_at)s")
    with connection.cursor() as cursor:
        cursor.execute(statement, {"cut_off": share.cut.cut_off, "known_at": share.cut.known_at})
        [row] = cursor.fetchall()
    assert row[-1] == share.total == 1


@pytest.mark.django_db(transaction=True)
def test_a_delivered_application_raises_the_figure_by_one(destination: Destination):
    service = go_online(destination)
    accepted, rejected = fill(service).submit(), fill(service).submit()
    work()
    assert _accepted() == 0
    reason = reject_problem(RejectReason.TECHNICAL_ERROR, "Bitte später.", "submission")
    seen: list[str] = []

    def second(parcel) -> object:
        seen.append(parcel.submission_id)
        return reason if len(seen) == 2 else None

    destination.receive(reject_if=second)
    for _ in range(3):
        work()
    assert _accepted() == 1
    fact = UsageFact.objects.get(measure="application.accepted")
    assert (fact.service_key, fact.territory) == (KEY, ARS)
    assert UsageFact.objects.filter(measure="application.rejected").count() == 1
    assert accepted.reference != rejected.reference
