# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import itertools
from datetime import date
from types import SimpleNamespace

import pytest

from leistungswerk.core import limits, periodic, times
from stage import moment


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test turns."""
    now = [1000.0]
    monkeypatch.setattr(limits, "time", SimpleNamespace(monotonic=lambda: now[0]))
    monkeypatch.setattr(limits, "_seen", {})
    return now


def test_more_tries_than_allowed_wait_for_the_minute_to_pass(clock):
    assert [limits.allowed("resume", "10.0.0.1", per_minute=3) for _ in range(5)] == [True] * 3 + [False] * 2
    clock[0] += 61
    assert limits.allowed("resume", "10.0.0.1", per_minute=3)


def test_everyone_and_every_purpose_is_counted_apart(clock):
    assert limits.allowed("resume", "10.0.0.1", per_minute=1)
    assert limits.allowed("resume", "10.0.0.2", per_minute=1)
    assert limits.allowed("login", "10.0.0.1", per_minute=1)
    assert not limits.allowed("resume", "10.0.0.1", per_minute=1)


def test_one_who_guesses_does_not_lock_out_the_colleagues_behind_the_same_address(clock):
    assert [limits.may_sign_in("10.0.0.1", "Nobody") for _ in range(11)] == [True] * 10 + [False]
    assert not limits.may_sign_in("10.0.0.1", "nobody")
    assert limits.may_sign_in("10.0.0.1", "redaktion")
    assert not all(limits.may_sign_in("10.0.0.1", str(number)) for number in range(100))


def test_many_callers_do_not_fill_the_memory(clock):
    for number in range(limits._MOST_KEYS + 50):
        limits.allowed("resume", str(number), per_minute=1)
    assert len(limits._seen) <= limits._MOST_KEYS + 1


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-01-31T22:59:59+00:00", date(2026, 1, 31)),
        ("2026-01-31T23:30:00+00:00", date(2026, 2, 1)),
        ("2026-07-01T21:59:59+00:00", date(2026, 7, 1)),
        ("2026-07-01T22:00:00+00:00", date(2026, 7, 2)),
        ("2026-12-31T23:00:00+00:00", date(2027, 1, 1)),
    ],
)
def test_a_legal_day_is_a_day_in_germany(at, day):
    assert times.legal_day(moment(at)) == day


def test_recurring_jobs_run_when_they_are_due_and_not_before(monkeypatch):
    monkeypatch.setattr(periodic, "_jobs", {})
    runs = itertools.count(1)
    periodic.register("probe", lambda: next(runs), every=10.0)
    periodic.register("probe", lambda: 100, every=0.0)  # a second registration changes nothing
    assert [periodic.run_due(clock) for clock in (100.0, 105.0, 110.0, 119.9, 121.0)] == [1, 0, 2, 0, 3]
