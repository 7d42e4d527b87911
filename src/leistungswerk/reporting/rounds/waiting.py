# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""At whose turn rounds are: what „Mein Tag“ shows, at most three statements for everybody."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

import msgspec
from django.db.models import Count, Exists, OuterRef, Q

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.reporting.models import DataRound, RoundLine, RoundPart
from leistungswerk.reporting.round_states import LineState, PartState, RoundState
from leistungswerk.reporting.rounds import seen


class Task(StrEnum):
    ANSWER = "answer"
    RELEASE = "release"
    CHECK = "check"
    ASK_FOR_ESCALATION = "ask_for_escalation"
    ACCEPT = "accept"
    DECIDE_ESCALATION = "decide_escalation"
    CLOSE = "close"


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """``target`` is a part, for :attr:`Task.CLOSE` the round; ``count``: lines to answer."""

    task: Task
    target: uuid.UUID
    number: str
    name: str
    due: date
    count: int = 0


_LEFT = (LineState.OPEN, LineState.RETURNED)
_RIGHTS = (
    Permission.ANSWER_ROUND,
    Permission.RELEASE_ROUND,
    Permission.CHECK_ROUND,
    Permission.ACCEPT_ROUND,
)


def waiting(actor: Actor) -> tuple[Waiting, ...]:
    """Everything in running rounds that waits for the actor, the earliest due day first."""
    may = {each for each in _RIGHTS if actor.may(each)}
    if not may:
        return ()
    found = [*_parts(actor, may)]
    if Permission.ACCEPT_ROUND in may:
        found += _to_close()
    return tuple(sorted(found, key=lambda each: (each.due, each.number, each.name)))


def _parts(actor: Actor, may: set[Permission]) -> Iterator[Waiting]:
    today = times.legal_day(times.now())
    mine = _mine(actor) if Permission.ANSWER_ROUND in may else {}
    open_lines = RoundLine.objects.filter(part=OuterRef("pk"), state__in=_LEFT)
    rows = (
        RoundPart.objects.filter(seen.parts_of(actor), round__state=RoundState.OPEN)
        .exclude(state=PartState.ACCEPTED)
        .select_related("round")
        .annotate(left=Exists(open_lines))
    )
    for row in rows:
        count = mine.get(row.pk, 0)
        for task in _tasks(actor, row, may, today, left=row.left, mine=count):
            due = row.due
            if task is Task.ANSWER and row.round.answers_due and not row.extended_to:
                due = row.round.answers_due
            yield Waiting(
                task=task, target=row.uuid, number=row.round.number, name=row.name, due=due,
                count=count if task is Task.ANSWER else 0,
            )  # fmt: skip


def _mine(actor: Actor) -> Mapping[int, int]:
    """Open lines that the actor answers, by part."""
    rows = RoundLine.objects.filter(
        part__round__state=RoundState.OPEN, part__state=PartState.COLLECTING, state__in=_LEFT
    )
    reach = actor.reach(Permission.ANSWER_ROUND)
    if reach is not None:
        rows = rows.filter(Q(answering__in=reach) | Q(part__organisation__in=reach))
    return dict(rows.values_list("part").annotate(count=Count("pk")).order_by())


def _tasks(
    actor: Actor, row: RoundPart, may: set[Permission], today: date, *, left: bool, mine: int
) -> Iterator[Task]:
    match PartState(row.state):
        case PartState.COLLECTING:
            if mine:
                yield Task.ANSWER
            if not left and actor.may(Permission.RELEASE_ROUND, row.organisation):
                yield Task.RELEASE
            quiet = not row.escalation_asked_at and not row.escalated_at
            if row.due < today and quiet and Permission.CHECK_ROUND in may:
                yield Task.ASK_FOR_ESCALATION
            if row.escalation_asked_at and Permission.ACCEPT_ROUND in may:
                yield Task.DECIDE_ESCALATION
        case PartState.RELEASED if Permission.CHECK_ROUND in may:
            yield Task.CHECK
        case PartState.CHECKED if Permission.ACCEPT_ROUND in may:
            yield Task.ACCEPT
        case _:
            return


def _to_close() -> Iterator[Waiting]:
    """Rounds of which every part is accepted."""
    rows = DataRound.objects.filter(state=RoundState.OPEN).annotate(
        left=Count("parts", filter=~Q(parts__state=PartState.ACCEPTED))
    )
    for row in rows.filter(left=0):
        yield Waiting(task=Task.CLOSE, target=row.uuid, number=row.number, name=row.title, due=row.due)
