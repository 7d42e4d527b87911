# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Time: stored in UTC; days that the law counts are days in Europe/Berlin."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
_back: ContextVar[timedelta] = ContextVar("_back", default=timedelta())


def now() -> datetime:
    return datetime.now(UTC) - _back.get()


@contextmanager
def set_back(by: timedelta) -> Iterator[None]:
    """Within, it is so much earlier: a demonstration has a past. Nothing that runs an office uses this."""
    token = _back.set(by)
    try:
        yield
    finally:
        _back.reset(token)


def legal_day(moment: datetime) -> date:
    """The calendar day in Germany on which ``moment`` lies."""
    return moment.astimezone(BERLIN).date()


def end_of_day(day: date) -> datetime:
    """The last moment of a legal day: the microsecond before midnight in Germany."""
    return datetime.combine(day + timedelta(days=1), time(), BERLIN) - timedelta(microseconds=1)
