# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading rounds: the list, and one with the progress of its parts; a constant number of statements each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

import msgspec
from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing
from leistungswerk.reporting.models import DataRound, RoundDissent, RoundLine, RoundPart, RoundStep
from leistungswerk.reporting.round_states import LineState, PartKind, PartState, Question, RoundState
from leistungswerk.reporting.rounds import seen
from leistungswerk.reporting.rounds.statement import Statement, statement_of

_MOST_STEPS: Final = 60
_MOVES: Final = frozenset({"released", "checked", "accepted", "returned_to_ressort", "returned_to_check"})
"""Steps after which somebody else is at turn."""


class Turn(StrEnum):
    """Who has to act next in a part."""

    ANSWERING = "answering"
    RELEASING = "releasing"
    CHECKING = "checking"
    ACCEPTING = "accepting"
    NOBODY = "nobody"


class Progress(msgspec.Struct, frozen=True):
    """Lines by state; what went on in another body is not asked."""

    open: int = 0
    returned: int = 0
    confirmed: int = 0
    corrected: int = 0
    unknown: int = 0
    merged: int = 0

    @property
    def left(self) -> int:
        return self.open + self.returned

    @property
    def answered(self) -> int:
        return self.confirmed + self.corrected + self.unknown

    @property
    def asked(self) -> int:
        return self.left + self.answered


class StepView(msgspec.Struct, frozen=True):
    """``part``: its name, empty for the round as a whole."""

    act: str
    part: str
    reason: str
    by_name: str
    at: datetime


class DissentView(msgspec.Struct, frozen=True):
    part: str
    organisation: str
    name: str
    about: str
    text: str
    at: datetime


class PartRow(msgspec.Struct, frozen=True, kw_only=True):
    """One Ressort or project office of a round; ``since``: how long its :class:`Turn` lasts."""

    uuid: UUID
    organisation: UUID
    name: str
    kind: PartKind
    state: PartState
    progress: Progress
    turn: Turn
    since: datetime
    due: date
    extended: bool
    late: bool
    reminded: int
    last_reminded: date | None
    escalation_asked_at: datetime | None
    escalated_at: datetime | None
    reason: str
    dissents: int
    opens: bool
    """The actor takes part in it."""


class RoundRow(msgspec.Struct, frozen=True, kw_only=True):
    uuid: UUID
    number: str
    title: str
    cut_off: date
    due: date
    answers_due: date | None
    state: RoundState
    parts: int
    accepted: int
    asked: int
    answered: int


class RoundView(msgspec.Struct, frozen=True, kw_only=True):
    row: RoundRow
    questions: tuple[Question, ...]
    services: tuple[str, ...]
    unasked: tuple[str, ...]
    opened_at: datetime
    opened_by_name: str
    closed_at: datetime | None
    closed_by_name: str
    remark: str
    parts: tuple[PartRow, ...]
    hidden: int
    """Parts that the actor does not see while the round runs."""
    steps: tuple[StepView, ...]
    dissents: tuple[DissentView, ...]
    statement: Statement | None
    """What a closed round said, with what was corrected since."""
    may: frozenset[str]


def rounds(actor: Actor, *, offset: int, limit: int) -> tuple[tuple[RoundRow, ...], int]:
    """One page, the newest Stichtag first, and how many there are; three statements."""
    rows = seen.rounds_of(actor)
    page = list(
        rows.annotate(
            part_count=Count("parts"),
            accepted=Count("parts", filter=Q(parts__state=PartState.ACCEPTED)),
        ).order_by("-cut_off", "-pk")[offset : offset + limit]
    )
    counts = _counts(Q(part__round__in=[row.pk for row in page if not row.statement]), "part__round")
    return tuple(_row(row, row.part_count, row.accepted, counts.get(row.pk)) for row in page), rows.count()


def _counts(lines: Q, by: str) -> Mapping[int, Progress]:
    """Progress by part or round; one statement."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = RoundLine.objects.filter(lines).values_list(by, "state").annotate(count=Count("pk")).order_by()
    for key, state, count in rows:
        found[key][state] = count
    return {key: Progress(**states) for key, states in found.items()}


def _row(row: DataRound, parts: int, accepted: int, counted: Progress | None) -> RoundRow:
    progress = counted or Progress()
    asked, answered = progress.asked, progress.answered
    if row.statement:
        said = msgspec.convert(row.statement, Statement)
        asked, answered = said.asked, said.answered
    return RoundRow(
        uuid=row.uuid, number=row.number, title=row.title, cut_off=row.cut_off, due=row.due,
        answers_due=row.answers_due, state=RoundState(row.state), parts=parts, accepted=accepted, asked=asked,
        answered=answered,
    )  # fmt: skip


def round_row(row: DataRound) -> RoundRow:
    """What pages of a part say of its round, without counting."""
    return _row(row, 0, 0, None)


def round_view(actor: Actor, identity: UUID) -> RoundView:
    """A round with its parts; raises :class:`Missing` where it does not exist for the actor."""
    row = seen.rounds_of(actor).filter(uuid=identity).first()
    if row is None:
        raise Missing(_("Diese Abfrage gibt es nicht."))
    every = list(row.parts.select_related("round").order_by("kind", "name"))
    mine = set(row.parts.filter(seen.parts_of(actor)).values_list("pk", flat=True))
    shown = [part for part in every if row.state == RoundState.CLOSED or part.pk in mine]
    steps = [
        step
        for step in row.steps.select_related("part").order_by("-at", "-pk")
        if step.part_id in mine or not step.part
    ]
    found = part_rows(shown, steps, opens=mine)
    counts = _counts(Q(part__round=row), "part__round").get(row.pk)
    return RoundView(
        row=_row(row, len(every), sum(part.state == PartState.ACCEPTED for part in every), counts),
        questions=tuple(map(Question, row.questions)),
        services=tuple(row.services),
        unasked=tuple(row.unasked),
        opened_at=row.opened_at,
        opened_by_name=row.opened_by_name,
        closed_at=row.closed_at,
        closed_by_name=row.closed_by_name,
        remark=row.remark,
        parts=found,
        hidden=len(every) - len(shown),
        steps=tuple(map(step_view, steps[:_MOST_STEPS])),
        dissents=dissents(Q(part__in=mine)),
        statement=statement_of(row, times.now()) if row.statement else None,
        may=_may(actor, row),
    )


def _may(actor: Actor, row: DataRound) -> frozenset[str]:
    found = set()
    if row.state == RoundState.OPEN and actor.may(Permission.ACCEPT_ROUND):
        found |= {"close", "cancel"}
    if seen.coordinates(actor):
        found.add("coordinate")
    return frozenset(found)


def part_rows(
    parts: Sequence[RoundPart], steps: Iterable[RoundStep], *, opens: set[int]
) -> tuple[PartRow, ...]:
    """Parts with their progress; ``steps``: of their rounds, the newest first; ``opens``: those the actor is in."""
    keys = [part.pk for part in parts]
    counts = _counts(Q(part__in=keys), "part")
    answered = dict(
        RoundLine.objects.filter(part__in=keys)
        .values_list("part")
        .annotate(last=Max("answered_at"))
        .order_by()
    )
    dissent = dict(
        RoundDissent.objects.filter(part__in=keys).values_list("part").annotate(count=Count("pk")).order_by()
    )
    taken: dict[int | None, list[RoundStep]] = defaultdict(list)
    for step in steps:
        taken[step.part_id].append(step)
    today = times.legal_day(times.now())
    return tuple(
        _part_row(
            part, counts.get(part.pk, Progress()), taken[part.pk], today,
            answered=answered.get(part.pk), dissents=dissent.get(part.pk, 0), opens=part.pk in opens,
        )
        for part in parts
    )  # fmt: skip


def _part_row(
    part: RoundPart,
    progress: Progress,
    steps: Sequence[RoundStep],
    today: date,
    *,
    answered: datetime | None,
    dissents: int,
    opens: bool,
) -> PartRow:
    turn = turn_of(part, progress)
    moved = next((step.at for step in steps if step.act in _MOVES), part.round.opened_at)
    if turn is Turn.RELEASING and answered is not None:
        moved = max(moved, answered)
    reminders = [step.day for step in steps if step.act == "reminded"]
    return PartRow(
        uuid=part.uuid, organisation=part.organisation, name=part.name, kind=PartKind(part.kind),
        state=PartState(part.state), progress=progress, turn=turn, since=moved, due=part.due,
        extended=part.extended_to is not None,
        late=is_late(part, today),
        reminded=len(reminders), last_reminded=reminders[0] if reminders else None,
        escalation_asked_at=part.escalation_asked_at, escalated_at=part.escalated_at, reason=part.reason,
        dissents=dissents, opens=opens,
    )  # fmt: skip


def is_late(part: RoundPart, today: date) -> bool:
    """Not released although its due day has passed."""
    running = part.round.state == RoundState.OPEN and part.state == PartState.COLLECTING
    return running and part.due < today


def turn_of(part: RoundPart, progress: Progress) -> Turn:
    if part.round.state != RoundState.OPEN:
        return Turn.NOBODY
    match PartState(part.state):
        case PartState.COLLECTING:
            return Turn.ANSWERING if progress.left else Turn.RELEASING
        case PartState.RELEASED:
            return Turn.CHECKING
        case PartState.CHECKED:
            return Turn.ACCEPTING
        case PartState.ACCEPTED | PartState.MISSING:
            return Turn.NOBODY


def step_view(step: RoundStep) -> StepView:
    return StepView(step.act, step.part.name if step.part else "", step.reason, step.by_name, step.at)


def dissents(of: Q) -> tuple[DissentView, ...]:
    """Who disagrees with what; one statement."""
    rows = RoundDissent.objects.filter(of).select_related("part", "line").order_by("at", "pk")
    return tuple(
        DissentView(
            each.part.name, each.organisation_name, each.by_name,
            f"{each.line.service_name} ({each.line.body_name})" if each.line else "", each.text, each.at,
        )
        for each in rows
    )  # fmt: skip


def counted(lines: Q) -> Progress:
    """Progress of some lines of one part; one statement."""
    rows = RoundLine.objects.filter(lines).values_list("state").annotate(count=Count("pk")).order_by()
    states = dict(rows)
    return Progress(**{str(LineState(state)): count for state, count in states.items()})
