# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The timeline as a drawing: a bar for the time that has passed, marks for gates, a hollow mark for the plan."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import msgspec

from leistungswerk.core import times
from leistungswerk.programme.queries.portfolio import Span
from leistungswerk.programme.states import ProjectState

_LEFT, _WIDTH, _ROW, _TOP = 150, 900, 30, 34
_Place = Callable[[date], float]


class Mark(msgspec.Struct, frozen=True):
    x: float
    text: str


class Lane(msgspec.Struct, frozen=True):
    """One Vorhaben: from its begin to today (or its last gate once it is closed)."""

    number: str
    y: int
    middle: int
    start: float
    length: float
    gates: tuple[Mark, ...]
    target: Mark | None
    """Planned day; a mark that proves nothing."""


class Drawing(msgspec.Struct, frozen=True):
    width: int
    height: int
    lanes: tuple[Lane, ...]
    months: tuple[Mark, ...]
    today: float


def drawing(spans: Sequence[Span], today: date) -> Drawing:
    """Lay the spans out between the first begin and the last planned day."""
    begins = [times.legal_day(span.line.created_at) for span in spans]
    ends = [span.line.target_date for span in spans if span.line.target_date]
    first = min([*begins, *(on for span in spans for _gate, on in span.passed), today])
    last = max([*ends, today]) + timedelta(days=14)
    days = max((last - first).days, 60)

    def _x(on: date) -> float:
        return round(_LEFT + (on - first).days / days * _WIDTH, 1)

    lanes = tuple(
        _lane(span, _TOP + place * _ROW, _x, begins[place], today) for place, span in enumerate(spans)
    )
    return Drawing(
        width=_LEFT + _WIDTH + 40,
        height=_TOP + len(spans) * _ROW + 8,
        lanes=lanes,
        months=_months(first, last, _x),
        today=_x(today),
    )


def _lane(span: Span, y: int, x: _Place, begin: date, today: date) -> Lane:
    running = span.line.state is ProjectState.ACTIVE
    until = today if running or not span.passed else max(on for _gate, on in span.passed)
    start = x(begin)
    target = span.line.target_date
    return Lane(
        number=span.line.number,
        y=y,
        middle=y + _ROW // 2,
        start=start,
        length=max(round(x(max(until, begin)) - start, 1), 4),
        gates=tuple(Mark(x(on), gate.value) for gate, on in span.passed),
        target=Mark(x(target), target.strftime("%d.%m.%Y")) if target else None,
    )


def _months(first: date, last: date, x: _Place) -> tuple[Mark, ...]:
    """Quarters, or years where there are many."""
    step = 3 if (last - first).days < 3 * 365 else 12
    marks = []
    year, month = first.year, 1
    while (on := date(year, month, 1)) <= last:
        if on >= first:
            marks.append(Mark(x(on), f"{month:02d}/{year}" if step < 12 else str(year)))
        month += step
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return tuple(marks)
