# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Working days in Rheinland-Pfalz."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leistungswerk.core import workdays

DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        (1961, date(1961, 4, 2)),
        (2000, date(2000, 4, 23)),
        (2024, date(2024, 3, 31)),
        (2026, date(2026, 4, 5)),
        (2038, date(2038, 4, 25)),
        (2285, date(2285, 3, 22)),
    ],
)
def test_easter_falls_on_the_known_sunday(year, sunday):
    assert workdays.easter(year) == sunday


def test_the_holidays_of_2026():
    assert sorted(workdays.holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 6, 4),
        date(2026, 10, 3),
        date(2026, 11, 1),
        date(2026, 12, 25),
        date(2026, 12, 26),
    ]


def test_reformation_day_was_free_once():
    assert not workdays.is_working_day(date(2017, 10, 31))
    assert workdays.is_working_day(date(2018, 10, 31))


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 11, 2), 10, date(2026, 11, 16)),
        (date(2026, 4, 1), 2, date(2026, 4, 7)),
        (date(2026, 12, 23), 3, date(2026, 12, 29)),
        (date(2026, 6, 3), 1, date(2026, 6, 5)),
    ],
)
def test_working_days_pass_weekends_and_holidays(start, count, end):
    assert workdays.add_working_days(start, count) == end


@given(DAYS, st.integers(1, 60))
def test_counting_forward_and_back_agree(start, count):
    end = workdays.add_working_days(start, count)
    assert workdays.is_working_day(end)
    assert workdays.working_days_between(start, end) == count
    assert workdays.working_days_between(end, start) == -count


@given(DAYS)
def test_every_sunday_is_free_and_easter_is_a_sunday(day):
    sunday = day + timedelta(days=6 - day.weekday())
    assert not workdays.is_working_day(sunday)
    assert workdays.easter(day.year).weekday() == 6
