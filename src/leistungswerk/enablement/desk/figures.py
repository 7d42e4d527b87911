# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The desk in numbers: how much is open, what is late, how soon it answers. Never who did it.

Everything is asked of how tickets stood at a moment (:class:`~.models.Standing`), so a report of a past day says
the same whenever it is asked.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from statistics import median
from typing import Final
from uuid import UUID

import msgspec
from django.db.models import Count, OuterRef, QuerySet, Subquery

from leistungswerk.core import times
from leistungswerk.enablement.desk import clock, missed
from leistungswerk.enablement.desk.models import Rating, Standing
from leistungswerk.enablement.desk.states import LIVE, Helped, Level, TicketState, Urgency

DAYS: Final = 90
"""Answers of so many days before the moment are looked at."""
LEAST: Final = 5
"""Ratings below which nothing is shown: a single answer must not be recognised."""


class OverdueTicket(msgspec.Struct, frozen=True):
    """A ticket past a promised time: for reports. Names no person."""

    uuid: UUID
    number: str
    urgency: Urgency
    level: Level
    state: TicketState
    unanswered: bool
    """The first answer is late, too."""
    late_minutes: int
    """Of service time past the earliest of the missed times."""


class ClassFigures(msgspec.Struct, frozen=True, kw_only=True):
    """A class at a moment; medians in minutes of service time, ``None`` where there is nothing to take one of."""

    urgency: Urgency
    open: int
    overdue: int
    begun: int
    """Tickets of the last :data:`DAYS` days."""
    answered: int
    answered_in_time: int
    median_response: int | None


class Satisfaction(msgspec.Struct, frozen=True):
    """What was said in the last twelve months; :data:`LEAST` answers at least."""

    count: int
    yes: int
    partly: int
    no: int


class DeskFigures(msgspec.Struct, frozen=True, kw_only=True):
    classes: tuple[ClassFigures, ...]
    overdue: tuple[OverdueTicket, ...]
    """The latest first."""
    levels: Mapping[str, int]
    """Open tickets by level."""
    satisfaction: Satisfaction | None

    @property
    def open(self) -> int:
        return sum(each.open for each in self.classes)


def _stood(as_of: datetime) -> "QuerySet[Standing]":
    """How each ticket stood at that moment."""
    last = Standing.objects.filter(ticket=OuterRef("ticket"), at__lte=as_of).order_by("-at", "-pk")
    return Standing.objects.filter(pk=Subquery(last.values("pk")[:1]))


def overdue(as_of: datetime) -> tuple[OverdueTicket, ...]:
    """Tickets that had missed a promised time at that moment, the latest first."""
    rows = _stood(as_of).filter(missed.anything(as_of)).select_related("ticket")
    return tuple(
        sorted((_late(row, as_of) for row in rows), key=lambda each: (-each.late_minutes, each.number))
    )


def _late(row: Standing, as_of: datetime) -> OverdueTicket:
    unanswered = row.first_answer_at is None and row.response_due < as_of
    due = [row.response_due] if unanswered else []
    if row.state == TicketState.HANDED and row.handed_due is not None:
        due.append(row.handed_due)
    elif row.state in (TicketState.NEW, TicketState.OPEN):
        due.append(row.solve_due)
    return OverdueTicket(
        row.ticket.uuid,
        row.ticket.number,
        Urgency(row.urgency),
        Level(row.level),
        TicketState(row.state),
        unanswered,
        clock.minutes_between(min(due), as_of),
    )


def figures(as_of: datetime) -> DeskFigures:
    """All of it, in five statements however many tickets there are."""
    live = _stood(as_of).filter(state__in=LIVE)
    opened: Counter[str] = Counter()
    levels: Counter[str] = Counter()
    for urgency, level, count in live.values_list("urgency", "level").annotate(count=Count("pk")):
        opened[urgency] += count
        levels[level] += count
    late = overdue(as_of)
    begun = _begun(as_of)
    return DeskFigures(
        classes=tuple(
            _class(
                urgency, opened[urgency], sum(each.urgency is urgency for each in late), begun[urgency], as_of
            )
            for urgency in Urgency
        ),
        overdue=late,
        levels={level.value: levels[level.value] for level in Level},
        satisfaction=satisfaction(times.legal_day(as_of).replace(day=1) - timedelta(days=1)),
    )


class _Begun(msgspec.Struct, frozen=True):
    at: datetime
    response_due: datetime
    answered: datetime | None


def _begun(as_of: datetime) -> Mapping[Urgency, list[_Begun]]:
    """Tickets of the last days by the class they had at that moment."""
    rows = (
        _stood(as_of)
        .filter(ticket__at__gt=as_of - timedelta(days=DAYS))
        .exclude(state=TicketState.DISCARDED)
        .values_list("urgency", "ticket__at", "response_due", "first_answer_at")
    )
    found: dict[Urgency, list[_Begun]] = {urgency: [] for urgency in Urgency}
    for urgency, at, due, answered in rows:
        found[Urgency(urgency)].append(_Begun(at, due, answered))
    return found


def _class(
    urgency: Urgency, opened: int, late: int, begun: Sequence[_Begun], as_of: datetime
) -> ClassFigures:
    answered = [
        (each, each.answered) for each in begun if each.answered is not None and each.answered <= as_of
    ]
    taken = [clock.minutes_between(each.at, moment) for each, moment in answered]
    return ClassFigures(
        urgency=urgency,
        open=opened,
        overdue=late,
        begun=len(begun),
        answered=len(taken),
        answered_in_time=sum(moment <= each.response_due for each, moment in answered),
        median_response=round(median(taken)) if taken else None,
    )


def satisfaction(on: date) -> Satisfaction | None:
    """What was said in the twelve months up to a day; nothing below :data:`LEAST` answers.

    Only the month of an answer is kept, so reports look at months that are over.
    """
    first = on.replace(year=on.year - 1, day=1)
    found = Counter(Rating.objects.filter(month__gt=first, month__lte=on).values_list("helped", flat=True))
    if found.total() < LEAST:
        return None
    return Satisfaction(found.total(), found[Helped.YES], found[Helped.PARTLY], found[Helped.NO])
