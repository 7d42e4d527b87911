# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Barriers: reported with a clock of one month, answered once, deleted in time; declared honestly."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from site_editors import EDITOR, READER

from leistungswerk.core import times
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.core.models import Event
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.enablement.site import editing
from leistungswerk.enablement.site.declaration import Checked, Claim, claim
from leistungswerk.enablement.site.models import BarrierReport
from leistungswerk.enablement.site.services import barriers
from leistungswerk.enablement.site.services.barriers import Declared

TEXT = "Der Knopf „Suchen“ hat keinen Namen."
AT = datetime(2026, 3, 1, tzinfo=UTC)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_answer_is_due_on_the_same_day_of_the_next_month_or_its_last(day: date) -> None:
    due = barriers.due_day(day)
    assert 28 <= (due - day).days <= 31
    assert due.day == day.day or (due + timedelta(days=1)).day == 1


@pytest.mark.django_db
@pytest.mark.postgres
def test_report_is_announced_by_reference_only() -> None:
    reference = barriers.report(text=TEXT, address="/", contact="a@example.org")
    event = Event.objects.get(kind="barrier.reported")
    assert event.data == {
        "reference": reference,
        "due_on": barriers.due_day(times.legal_day(times.now())).isoformat(),
    }
    [row], total = editing.barrier_reports(EDITOR, open_only=True, offset=0, limit=5)
    assert (total, row.reference, row.text, row.days_left > 27) == (1, reference, TEXT, True)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["kurz", "x" * 4001, "lang genug, aber \x00"])
def test_report_that_helps_nobody_is_refused_kindly(text: str) -> None:
    with pytest.raises(Refused):
        barriers.report(text=text)
    assert not BarrierReport.objects.exists()


@pytest.mark.django_db
@pytest.mark.postgres
def test_report_is_answered_once_by_those_who_may_and_then_forgotten() -> None:
    barriers.report(text=TEXT, contact="a@example.org")
    row = BarrierReport.objects.get()
    with pytest.raises(NotAllowed):
        barriers.answer(READER, report=row.uuid, text="x")
    with pytest.raises(Missing):
        barriers.answer(EDITOR, report=uuid.uuid4(), text="x")
    barriers.answer(EDITOR, report=row.uuid, text="Der Knopf heißt jetzt so.")
    with pytest.raises(Refused, match="schon beantwortet"):
        barriers.answer(EDITOR, report=row.uuid, text="x")
    assert barriers.purge() == 0
    BarrierReport.objects.update(answered_at=times.now() - timedelta(days=barriers.KEPT_DAYS + 1))
    assert (barriers.purge(), barriers.purge()) == (1, 0)
    row.refresh_from_db()
    assert (row.text, row.contact, row.reference != "") == ("", "", True)


@pytest.mark.django_db
def test_declared_barrier_stands_until_it_is_closed() -> None:
    barriers.declare(EDITOR, barrier=Declared(text="Videos haben keine Untertitel."))
    [known] = editing.known_barriers()
    barriers.close(EDITOR, barrier=known.uuid)
    assert editing.known_barriers() == ()
    with pytest.raises(Missing):
        barriers.close(EDITOR, barrier=known.uuid)
    with pytest.raises(Refused):
        barriers.declare(EDITOR, barrier=Declared(text="kurz"))


GOOD = Checked(title="a", address="/", ok=True, at=AT, tested=True)


@pytest.mark.parametrize(
    ("subjects", "known", "expected"),
    [
        ((), 0, Claim.NOT_CHECKED),
        ((Checked(title="a", address="/"),), 0, Claim.NOT_CHECKED),
        ((GOOD,), 0, Claim.FULLY),
        ((GOOD,), 1, Claim.PARTLY),
        ((GOOD, Checked(title="b", address="/b/")), 0, Claim.PARTLY),
        ((Checked(title="a", address="/", ok=True, at=AT),), 0, Claim.PARTLY),
        ((Checked(title="a", address="/", ok=False, at=AT, tested=True),), 0, Claim.PARTLY),
        ((Checked(title="a", address="/", ok=True, at=AT, tested=True, barriers=("x",)),), 0, Claim.PARTLY),
    ],
)
def test_declaration_claims_no_more_than_was_checked(subjects, known: int, expected: Claim) -> None:
    assert claim(subjects, known) is expected
