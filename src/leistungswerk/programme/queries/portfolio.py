# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Many Vorhaben at once: list, board and timeline, each in a constant number of statements."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

import msgspec
from django.db.models import Count, Q, QuerySet

from leistungswerk.core import times
from leistungswerk.core.actor import Actor
from leistungswerk.programme.access import visible
from leistungswerk.programme.models import ChecklistItem, GateCase, Participation, Project
from leistungswerk.programme.states import Gate, GateState, ItemState, Part, Path, Phase, ProjectState


class Sort(StrEnum):
    NEWEST = "neu"
    NUMBER = "nummer"
    TITLE = "titel"
    OWNER = "stelle"
    PHASE = "phase"
    TARGET = "ziel"


_ORDER: Final = {
    Sort.NEWEST: ("-id",),
    Sort.NUMBER: ("number",),
    Sort.TITLE: ("title", "id"),
    Sort.OWNER: ("owner__name", "id"),
    Sort.PHASE: ("phase", "id"),
    Sort.TARGET: ("target_date", "id"),
}


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What a list is cut to; it stands in the address, so an address is a saved list."""

    text: str = ""
    owner: UUID | None = None
    phase: Phase | None = None
    path: Path | None = None
    state: ProjectState | None = None
    overdue: bool = False
    sort: Sort = Sort.NEWEST


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A Vorhaben in a list or on a card."""

    pk: int
    uuid: UUID
    number: str
    title: str
    owner: str
    owner_uuid: UUID
    phase: Phase
    path: Path
    state: ProjectState
    target_date: date | None
    created_at: datetime
    open_mandatory: int
    """Of the whole Vorhaben."""
    overdue: int
    signing: bool


def chosen(actor: Actor, by: Filter) -> "QuerySet[Project]":
    """The visible Vorhaben that the filter lets through, unordered."""
    rows = visible(actor)
    if by.text:
        words = by.text.split()[:6]
        for word in words:
            rows = rows.filter(
                Q(title__icontains=word) | Q(number__icontains=word) | Q(owner__name__icontains=word)
            )
    if by.owner is not None:
        rows = rows.filter(owner__uuid=by.owner)
    for name in ("phase", "path", "state"):
        if (value := getattr(by, name)) is not None:
            rows = rows.filter(**{name: value})
    if by.overdue:
        late = ChecklistItem.objects.filter(state=ItemState.OPEN, due__lt=times.legal_day(times.now()))
        rows = rows.filter(pk__in=late.values("project"))
    return rows


def lines(actor: Actor, by: Filter, *, offset: int, limit: int) -> tuple[tuple[Line, ...], int]:
    """One page of the list and how many there are."""
    rows = chosen(actor, by)
    page = rows.select_related("owner").order_by(*_ORDER[by.sort])[offset : offset + limit]
    return _lines(page), rows.count()


def _lines(rows: "QuerySet[Project] | Sequence[Project]") -> tuple[Line, ...]:
    found = list(rows)
    keys = [row.pk for row in found]
    today = times.legal_day(times.now())
    counts = {
        pk: (mandatory, late)
        for pk, mandatory, late in ChecklistItem.objects.filter(project__in=keys, state=ItemState.OPEN)
        .values("project")
        .annotate(
            mandatory_open=Count("pk", filter=Q(mandatory=True)), late=Count("pk", filter=Q(due__lt=today))
        )
        .values_list("project", "mandatory_open", "late")
    }
    signing = set(
        GateCase.objects.filter(project__in=keys, state=GateState.IN_SIGNING).values_list(
            "project", flat=True
        )
    )
    return tuple(
        Line(
            pk=row.pk,
            uuid=row.uuid,
            number=row.number,
            title=row.title,
            owner=row.owner.name,
            owner_uuid=row.owner.uuid,
            phase=Phase(row.phase),
            path=Path(row.path),
            state=ProjectState(row.state),
            target_date=row.target_date,
            created_at=row.created_at,
            open_mandatory=counts.get(row.pk, (0, 0))[0],
            overdue=counts.get(row.pk, (0, 0))[1],
            signing=row.pk in signing,
        )
        for row in found
    )


class Column(msgspec.Struct, frozen=True):
    """The active Vorhaben of a phase: the first cards, and how many there are."""

    phase: Phase
    cards: tuple[Line, ...]
    total: int


class Board(msgspec.Struct, frozen=True):
    columns: tuple[Column, ...]
    apart: tuple[tuple[ProjectState, tuple[Line, ...], int], ...]
    """Deferred and not digitisable ones, each apart: neither open nor done."""


_CARDS: Final = 20


def board(actor: Actor, by: Filter) -> Board:
    """Columns by phase of what is active; the same number of statements whatever there is."""
    rows = chosen(actor, by)
    tally = {
        (state, phase): count
        for state, phase, count in rows.values("state", "phase")
        .annotate(count=Count("pk"))
        .values_list("state", "phase", "count")
    }
    active = rows.filter(state=ProjectState.ACTIVE)
    parts = [active.filter(phase=phase) for phase in Phase]
    parts += [rows.filter(state=state) for state in (ProjectState.DEFERRED, ProjectState.NOT_DIGITISABLE)]
    heads = [
        row for part in parts for row in part.select_related("owner").order_by("target_date", "id")[:_CARDS]
    ]
    cards = _lines(heads)
    return Board(
        tuple(
            Column(
                phase,
                tuple(card for card in cards if card.phase == phase and card.state is ProjectState.ACTIVE),
                tally.get((ProjectState.ACTIVE, phase), 0),
            )
            for phase in Phase
        ),
        tuple(
            (
                state,
                tuple(card for card in cards if card.state is state),
                sum(tally.get((state, phase), 0) for phase in Phase),
            )
            for state in (ProjectState.DEFERRED, ProjectState.NOT_DIGITISABLE)
        ),
    )


class Span(msgspec.Struct, frozen=True):
    """A Vorhaben on the timeline: when it began, which gate was passed when, and what is planned."""

    line: Line
    passed: tuple[tuple[Gate, date], ...]


def spans(actor: Actor, by: Filter, *, offset: int, limit: int) -> tuple[tuple[Span, ...], int]:
    """One page of the timeline and how many there are."""
    found, total = lines(actor, by, offset=offset, limit=limit)
    passed: dict[int, list[tuple[Gate, date]]] = {}
    rows = GateCase.objects.filter(
        project__in=[line.pk for line in found], state=GateState.PASSED, organisation__isnull=True
    ).order_by("gate", "decided_at")
    for project, gate, at in rows.values_list("project", "gate", "decided_at"):
        if at is not None:
            passed.setdefault(project, []).append((Gate(gate), times.legal_day(at)))
    return tuple(Span(line, tuple(passed.get(line.pk, ()))) for line in found), total


def owners_seen(actor: Actor) -> tuple[tuple[UUID, str], ...]:
    """Owners of visible Vorhaben, for the filter; one statement."""
    rows = visible(actor).values_list("owner__uuid", "owner__name").distinct().order_by("owner__name")
    return tuple(rows)


class ExportRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the spreadsheet."""

    uuid: UUID
    number: str
    title: str
    owner: str
    services: str
    phase: int
    path: str
    state: str
    target_date: date | None
    expected_cases: int | None
    staff_share: str
    budget_line: str
    goal: str
    bodies: int
    revision: int


def export_rows(actor: Actor, by: Filter) -> tuple[ExportRow, ...]:
    """Every chosen Vorhaben for a spreadsheet; three statements."""
    rows = chosen(actor, by).select_related("owner").prefetch_related("services").order_by(*_ORDER[by.sort])
    bodies = dict(
        Participation.objects.filter(part=Part.EXECUTING, project__in=chosen(actor, by).values("pk"))
        .values("project")
        .annotate(count=Count("pk"))
        .values_list("project", "count")
    )
    return tuple(
        ExportRow(
            uuid=row.uuid,
            number=row.number,
            title=row.title,
            owner=row.owner.name,
            services=", ".join(sorted(str(getattr(service, "key", "")) for service in row.services.all())),
            phase=row.phase,
            path=row.path,
            state=row.state,
            target_date=row.target_date,
            expected_cases=row.expected_cases,
            staff_share="" if row.staff_share is None else str(row.staff_share).replace(".", ","),
            budget_line=row.budget_line,
            goal=row.goal,
            bodies=bodies.get(row.pk, 0),
            revision=row.revision,
        )
        for row in rows
    )
