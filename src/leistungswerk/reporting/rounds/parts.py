# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading one part of a round: the sheet that is answered, checked and accepted, and a single line of it."""

import uuid
from datetime import datetime
from enum import StrEnum

import msgspec
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing
from leistungswerk.reporting.models import LateCorrection, RoundLine, RoundPart
from leistungswerk.reporting.round_states import LineState, Outcome, PartState, Question, RoundState
from leistungswerk.reporting.rounds import answers, seen
from leistungswerk.reporting.rounds.answers import Answer
from leistungswerk.reporting.rounds.findings import Finding, findings_of
from leistungswerk.reporting.rounds.views import (
    DissentView,
    PartRow,
    Progress,
    RoundRow,
    StepView,
    counted,
    dissents,
    is_late,
    part_rows,
    round_row,
    step_view,
)

_LEFT = (LineState.OPEN, LineState.RETURNED)
_CHANGED = (LineState.CORRECTED, LineState.UNKNOWN)


class Show(StrEnum):
    """Which lines of a sheet are shown."""

    LEFT = "offen"
    CHANGED = "geaendert"
    CONFIRMED = "bestaetigt"
    ALL = "alle"


class LineFilter(msgspec.Struct, frozen=True):
    """``text`` is sought in the names of service and body."""

    show: Show = Show.ALL
    text: str = ""
    question: Question | None = None


class LineView(msgspec.Struct, frozen=True, kw_only=True):
    """A line with its answers as data and in the words of the reader's language."""

    uuid: uuid.UUID
    question: Question
    service_key: str
    service_name: str
    body_name: str
    answering_name: str
    before: Answer | None
    before_words: str
    before_source: str
    answer: Answer | None
    answer_words: str
    state: LineState
    note: str
    answered_by_name: str
    answered_at: datetime | None
    outcome: Outcome
    revision: int


class LateView(msgspec.Struct, frozen=True):
    words: str
    reason: str
    by_name: str
    at: datetime


class PartView(msgspec.Struct, frozen=True, kw_only=True):
    row: PartRow
    round: RoundRow
    mine: Progress
    """Of the lines the actor reads."""
    steps: tuple[StepView, ...]
    dissents: tuple[DissentView, ...]
    findings: tuple[Finding, ...]
    """What whoever releases, checks or accepts should look at."""
    acts: frozenset[str]
    """What the states and the actor's rights allow now."""


class SingleLine(msgspec.Struct, frozen=True, kw_only=True):
    line: LineView
    part: uuid.UUID
    part_name: str
    round: RoundRow
    acts: frozenset[str]
    late: tuple[LateView, ...]


def part_of(actor: Actor, identity: uuid.UUID) -> RoundPart:
    """The part, if it exists for the actor; else :class:`Missing`."""
    row = RoundPart.objects.select_related("round").filter(seen.parts_of(actor), uuid=identity).first()
    if row is None:
        raise Missing(_("Diesen Teil der Abfrage gibt es nicht."))
    return row


def part_view(actor: Actor, identity: uuid.UUID) -> PartView:
    row = part_of(actor, identity)
    steps = list(row.steps.select_related("part").order_by("-at", "-pk"))
    (shown,) = part_rows([row], steps, opens={row.pk})
    acts = _acts(actor, row)
    looks = acts & {"release", "check", "accept"}
    return PartView(
        row=shown,
        round=round_row(row.round),
        mine=counted(Q(pk__in=seen.lines_of(actor, row).values("pk"))),
        steps=tuple(map(step_view, steps)),
        dissents=dissents(Q(part=row)),
        findings=findings_of(row) if looks else (),
        acts=acts,
    )


def _acts(actor: Actor, row: RoundPart) -> frozenset[str]:
    if row.round.state != RoundState.OPEN:
        return frozenset()
    found = {"dissent"}
    state = PartState(row.state)
    checks, accepts = actor.may(Permission.CHECK_ROUND), actor.may(Permission.ACCEPT_ROUND)
    if state is PartState.COLLECTING:
        if actor.may(Permission.ANSWER_ROUND):
            found.add("answer")
        if actor.may(Permission.RELEASE_ROUND, row.organisation):
            found |= {"release", "return_lines"}
        found |= _escalation(row, checks=checks, accepts=accepts)
    if state is PartState.RELEASED and checks:
        found |= {"check", "return_to_ressort"}
    if state is PartState.CHECKED and accepts:
        found |= {"accept", "return_to_check"}
    return frozenset(found)


def _escalation(row: RoundPart, *, checks: bool, accepts: bool) -> set[str]:
    """The LDI asks, the OZG coordination decides: turns to the Ressort, declines, or grants more time."""
    found = {"extend"} if accepts else set()
    if is_late(row, times.legal_day(times.now())):
        if checks and row.escalation_asked_at is None:
            found.add("ask_for_escalation")
        if accepts:
            found.add("escalate")
    if accepts and row.escalation_asked_at is not None:
        found.add("decline_escalation")
    return found


def lines(
    actor: Actor, identity: uuid.UUID, wanted: LineFilter, *, offset: int, limit: int
) -> tuple[tuple[LineView, ...], int]:
    """One page of lines by service and body, and how many there are; two statements beside finding the part."""
    rows = wanted_lines(seen.lines_of(actor, part_of(actor, identity)), wanted)
    page = rows.order_by("service_name", "body_name", "question", "pk")[offset : offset + limit]
    return tuple(map(line_view, page)), rows.count()


def wanted_lines(rows: "QuerySet[RoundLine]", wanted: LineFilter) -> "QuerySet[RoundLine]":
    match wanted.show:
        case Show.LEFT:
            rows = rows.filter(state__in=_LEFT)
        case Show.CHANGED:
            rows = rows.filter(state__in=_CHANGED)
        case Show.CONFIRMED:
            rows = rows.filter(state=LineState.CONFIRMED)
        case Show.ALL:
            pass
    if wanted.question is not None:
        rows = rows.filter(question=wanted.question)
    for word in wanted.text.split():
        rows = rows.filter(Q(service_name__icontains=word) | Q(body_name__icontains=word))
    return rows


def line_view(row: RoundLine) -> LineView:
    question = Question(row.question)
    before, answer = answers.read(row.before), answers.read(row.answer)
    return LineView(
        uuid=row.uuid, question=question, service_key=row.service_key, service_name=row.service_name,
        body_name=row.body_name, answering_name=row.answering_name, before=before,
        before_words=answers.in_words(question, before), before_source=row.before_source, answer=answer,
        answer_words=answers.in_words(question, answer) if answer else "", state=LineState(row.state),
        note=row.note, answered_by_name=row.answered_by_name, answered_at=row.answered_at,
        outcome=Outcome(row.outcome), revision=row.revision,
    )  # fmt: skip


def single_line(actor: Actor, identity: uuid.UUID) -> SingleLine:
    """One line with what may be done to it; raises :class:`Missing` where it does not exist for the actor."""
    row = RoundLine.objects.select_related("part__round").filter(uuid=identity).first()
    if row is None or not _reads(actor, row):
        raise Missing(_("Diese Frage gibt es nicht."))
    part = row.part
    answers_it = any(actor.may(Permission.ANSWER_ROUND, each) for each in (row.answering, part.organisation))
    acts = set()
    if row.state != LineState.MERGED and answers_it:
        if part.round.state == RoundState.OPEN and part.state == PartState.COLLECTING:
            acts.add("answer")
        releases = actor.may(Permission.RELEASE_ROUND, part.organisation)
        if part.round.state == RoundState.CLOSED and part.state == PartState.ACCEPTED and releases:
            acts.add("correct_late")
    return SingleLine(
        line=line_view(row),
        part=part.uuid,
        part_name=part.name,
        round=round_row(part.round),
        acts=frozenset(acts),
        late=tuple(
            LateView(
                answers.in_words(Question(row.question), answers.read(each.answer)),
                each.reason,
                each.by_name,
                each.at,
            )
            for each in LateCorrection.objects.filter(line=row).order_by("at", "pk")
        ),
    )


def _reads(actor: Actor, row: RoundLine) -> bool:
    part = RoundPart.objects.filter(seen.parts_of(actor), pk=row.part_id).first()
    return part is not None and seen.lines_of(actor, part).filter(pk=row.pk).exists()


def next_left(actor: Actor, part: uuid.UUID) -> uuid.UUID | None:
    """The next line of a part that the actor answers and nobody has answered."""
    rows = seen.answered_lines(actor, part_of(actor, part)).filter(state__in=_LEFT)
    return rows.order_by("service_name", "body_name", "question", "pk").values_list("uuid", flat=True).first()
