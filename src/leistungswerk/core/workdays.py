# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Working days in Rheinland-Pfalz: Monday to Friday without the holidays of the Feiertagsgesetz (LFtG) § 2."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

_FIXED: Final = ((1, 1), (5, 1), (10, 3), (11, 1), (12, 25), (12, 26))
"""Neujahr, Tag der Arbeit, Tag der Deutschen Einheit, Allerheiligen, first and second Christmas day."""
_AFTER_EASTER: Final = (-2, 1, 39, 50, 60)
"""Karfreitag, Ostermontag, Christi Himmelfahrt, Pfingstmontag, Fronleichnam, in days from Easter Sunday."""
_REFORMATION: Final = date(2017, 10, 31)
"""Once, by the Landesverordnung for the 500th year."""
_SATURDAY: Final = 5


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (anonymous algorithm, Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * el) // 433
    month = (h + el - 7 * m + 90) // 25
    return date(year, month, (h + el - 7 * m + 33 * month + 19) % 32)


@lru_cache(maxsize=32)
def holidays(year: int) -> frozenset[date]:
    """Public holidays that may fall on a working day; Easter and Whit Sunday are Sundays anyway."""
    sunday = easter(year)
    found = {date(year, month, day) for month, day in _FIXED}
    found |= {sunday + timedelta(days=days) for days in _AFTER_EASTER}
    if year == _REFORMATION.year:
        found.add(_REFORMATION)
    return frozenset(found)


def is_working_day(day: date) -> bool:
    return day.weekday() < _SATURDAY and day not in holidays(day.year)


def add_working_days(start: date, count: int) -> date:
    """The ``count``-th working day after ``start``, which itself is not counted (§ 187 (1) BGB)."""
    if count < 0:
        raise ValueError("Working days are counted forward.")
    day = start
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Working days after ``start`` up to and including ``end``; negative if ``end`` lies before."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + timedelta(days=step)) for step in range(1, (end - start).days + 1))
