# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Plan against evidence: only evidence makes a body live, for every service; the public sum moves in steps of five."""

import uuid
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leistungswerk.reporting import plan
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.plan import Body, Month

TODAY = date(2026, 11, 26)
DAYS = st.one_of(st.none(), st.dates(date(2017, 8, 14), date(9999, 12, 31)))


def body(planned: date | None, shown: date | None = None) -> Body:
    return Body(uuid.uuid4(), "Stadt Mainz", "Pilot", planned, shown)


def test_a_passed_day_makes_nothing_live_and_an_early_one_counts():
    found = plan.Plan(
        uuid.uuid4(), "V-1", "Wohngeld", "Finanzen",
        (body(TODAY), body(TODAY + timedelta(days=1)), body(None), body(date(2027, 5, 1), TODAY), body(date(2026, 1, 1), date(2026, 3, 1))),
        TODAY,
    )  # fmt: skip
    assert (found.due, found.shown, found.late, found.early, found.undated) == (2, 2, 1, 1, 1)


def test_months_run_from_before_the_first_day_to_the_last_planned_and_nothing_is_shown_ahead():
    found = plan.months(
        [body(date(2026, 9, 3), date(2026, 10, 31)), body(date(2027, 1, 31)), body(None)], TODAY
    )
    assert found == (
        Month(date(2026, 8, 31), 0, 0),
        Month(date(2026, 9, 30), 1, 0),
        Month(date(2026, 10, 31), 1, 1),
        Month(date(2026, 11, 30), 1, 1),
        Month(date(2026, 12, 31), 1, None),
        Month(date(2027, 1, 31), 2, None),
    )
    assert plan.months([body(None)], TODAY) == ()


@given(st.lists(st.tuples(DAYS, st.one_of(st.none(), st.dates(date(2017, 8, 14), TODAY))), max_size=30))
def test_any_plan_is_told_in_a_bounded_number_of_growing_months(days):
    bodies = [body(planned, shown) for planned, shown in days]
    found = plan.months(bodies, TODAY)
    assert len(found) <= 60
    assert [each.planned for each in found] == sorted(each.planned for each in found)
    now = [each for each in found if each.shown is not None]
    assert not found or now[-1].shown == sum(1 for each in bodies if each.shown is not None)
    assert not found or now[-1].day == date(2026, 11, 30)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=24))
def test_the_public_sum_moves_by_five_or_not_at_all(steps):
    counts = [sum(steps[: place + 1]) for place in range(len(steps))]
    months = tuple(
        Month(date(2026, 1, 31) + timedelta(days=place), count, count) for place, count in enumerate(counts)
    )
    told = [0, *(each.shown for each in plan.for_everybody(months))]
    assert all(after == before or after - before >= 5 for before, after in pairwise(told))


def test_the_outlook_needs_seven_whole_months():
    ends = [date(2026, month, 28) for month in range(1, 11)]
    months = [Month(day, 10, place) for place, day in enumerate(ends)]
    found = plan.outlook(months, 20, TODAY)
    assert found is not None
    assert (found.expected, found.low, found.high) == (75.0, 75.0, 75.0)
    assert plan.outlook(months[:6], 20, TODAY) is None
    assert plan.outlook(months, 0, TODAY) is None


@pytest.mark.django_db
def test_nothing_planned_is_nothing_told():
    cut = Cut(TODAY, datetime(2026, 11, 26, 12, tzinfo=UTC))
    assert plan.plans(cut) == ()
    assert plan.plan_of(uuid.uuid4(), cut) is None
