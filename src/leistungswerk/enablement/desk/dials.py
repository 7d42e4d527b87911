# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The clock of a ticket as something to look at: which promise runs, how much of its time is used."""

from datetime import datetime
from enum import StrEnum

import msgspec

from leistungswerk.enablement.desk import clock
from leistungswerk.enablement.desk.models import Ticket
from leistungswerk.enablement.desk.states import TicketState


class Promise(StrEnum):
    RESPONSE = "response"
    SOLUTION = "solution"
    THIRD_LEVEL = "third_level"
    NONE = "none"
    """Nothing runs: the desk waits for who asked, or the ticket is over."""


class Dial(msgspec.Struct, frozen=True):
    """``left`` in minutes of service time, negative when it has passed; ``used`` in per cent, at most 100."""

    promise: Promise
    due: datetime | None
    left: int
    used: int

    @property
    def passed(self) -> bool:
        return self.promise is not Promise.NONE and self.left < 0

    @property
    def level(self) -> str:
        """How a badge shows it."""
        if self.passed:
            return "danger"
        return "warning" if self.used >= 75 else "info"

    @property
    def words(self) -> str:
        return clock.words(self.left)


_NOTHING = Dial(Promise.NONE, None, 0, 0)


def dial(row: Ticket, now: datetime) -> Dial:
    """The promise that passes next."""
    state = TicketState(row.state)
    if state not in (TicketState.NEW, TicketState.OPEN, TicketState.HANDED):
        return _NOTHING
    if row.first_answer_at is None and (state is not TicketState.HANDED or row.response_due < now):
        return _dial(Promise.RESPONSE, row.at, row.response_due, now)
    if state is TicketState.HANDED:
        return third_level(row, now)
    return _dial(Promise.SOLUTION, row.at, row.solve_due, now)


def third_level(row: Ticket, now: datetime) -> Dial:
    """What the third level was asked for."""
    if row.handed_at is None or row.handed_due is None or row.state != TicketState.HANDED:
        return _NOTHING
    return _dial(Promise.THIRD_LEVEL, row.handed_at, row.handed_due, now)


def _dial(promise: Promise, start: datetime, due: datetime, now: datetime) -> Dial:
    whole = max(clock.minutes_between(start, due), 1)
    left = clock.minutes_between(now, due)
    if left == 0 and now > due:
        left = -1
    return Dial(promise, due, left, max(0, min(100, round(100 * (whole - left) / whole))))
