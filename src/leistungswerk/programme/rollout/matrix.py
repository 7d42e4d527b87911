# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The matrix executing body × Vorhaben, cut to one page both ways before anything is read or computed."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

import msgspec
from django.db.models import Count, QuerySet

from leistungswerk.core.actor import Actor
from leistungswerk.programme.models import Project, RolloutUnit
from leistungswerk.programme.rollout.access import units_of, with_units
from leistungswerk.programme.rollout.collect import collect, project_facts
from leistungswerk.programme.rollout.facts import Finding, Status, UnitFacts
from leistungswerk.programme.rollout.rules import assess, blocking, open_findings
from leistungswerk.programme.rollout_states import UnitState, WaveKind
from leistungswerk.register.queries import execution
from leistungswerk.register.queries.execution import BodyView

ROWS = 25
COLUMNS = 8


class Readiness(StrEnum):
    """Filter by what the rules say of a body that is not live yet."""

    READY = "ready"
    """In preparation and nothing is missing: G3 can be signed."""
    MISSING = "missing"


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody filters by; pages count from 1."""

    district: str = ""
    """First five digits of the Regionalschlüssel."""
    state: UnitState | None = None
    wave: str = ""
    """A :class:`WaveKind`, or „none“ for bodies in no wave."""
    readiness: Readiness | None = None
    project: uuid.UUID | None = None
    """Only this Vorhaben."""
    search: str = ""
    """Part of the name of a body."""
    rows: int = 1
    columns: int = 1


class Cell(msgspec.Struct, frozen=True):
    """One body in one Vorhaben: its state, how much is missing, and what is missing first."""

    unit: uuid.UUID
    state: UnitState
    missing: int
    first: Finding | None
    notices: int
    wave: str

    @property
    def look(self) -> str:
        """CSS class and legend: live, ready, red, … – the word stands in the cell too."""
        if self.state in {UnitState.EXEMPT, UnitState.WITHDRAWN}:
            return self.state.value
        if self.state is UnitState.LIVE:
            return "attention" if self.missing or self.notices else "live"
        if self.missing:
            return "missing" if self.state is UnitState.PREPARING else "planned"
        return "ready"


class Column(msgspec.Struct, frozen=True):
    pk: int
    uuid: uuid.UUID
    number: str
    title: str
    keys: tuple[str, ...]


class Row(msgspec.Struct, frozen=True):
    body: BodyView
    cells: tuple[Cell | None, ...]


class Matrix(msgspec.Struct, frozen=True):
    """A page of the matrix; ``bodies`` and ``projects`` count what there is in all."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    bodies: int
    projects: int


def cell(facts: UnitFacts, now: datetime) -> Cell:
    found = assess(facts, now)
    missing = open_findings(found) if facts.state is UnitState.LIVE else blocking(found)
    return Cell(
        facts.uuid,
        facts.state,
        len(missing),
        missing[0] if missing else None,
        sum(each.status is Status.NOTICE for each in found),
        facts.wave,
    )


def matrix(actor: Actor, choice: Choice, now: datetime) -> Matrix:
    """One page; a constant number of statements whatever the size of the Land."""
    projects = with_units(actor)
    if choice.project is not None:
        projects = projects.filter(uuid=choice.project)
    total = projects.count()
    start = (choice.columns - 1) * COLUMNS
    page = list(projects.order_by("title", "id").values_list("pk", flat=True)[start : start + COLUMNS])
    columns = _columns(page)
    units = _chosen(units_of(actor).filter(project_id__in=page), choice)
    window = slice((choice.rows - 1) * ROWS, choice.rows * ROWS)
    if choice.readiness is not None:
        found = _by_readiness(units, choice.readiness, now)
        names = [pk for _, pk in sorted({(each.body.name, each.body.pk) for each in found})]
        facts: Sequence[UnitFacts] = [each for each in found if each.body.pk in set(names[window])]
    else:
        names = list(
            units.order_by("organisation__name", "organisation_id")
            .values_list("organisation_id", flat=True)
            .distinct()
        )
        facts = collect(units.filter(organisation_id__in=names[window]), now)
    shown = names[window]
    cells = {(each.body.pk, each.project.pk): cell(each, now) for each in facts}
    bodies = execution.bodies(shown)
    rows = tuple(Row(bodies[pk], tuple(cells.get((pk, column.pk)) for column in columns)) for pk in shown)
    return Matrix(columns, rows, len(names), total)


def _columns(page: Sequence[int]) -> tuple[Column, ...]:
    facts = project_facts(page)
    return tuple(
        Column(pk, facts[pk].uuid, facts[pk].number, facts[pk].title, tuple(key for _, key in facts[pk].keys))
        for pk in page
    )


def _chosen(units: "QuerySet[RolloutUnit]", choice: Choice) -> "QuerySet[RolloutUnit]":
    if choice.district:
        units = units.filter(organisation__territory__ars__startswith=choice.district)
    if choice.search:
        units = units.filter(organisation__name__icontains=choice.search)
    if choice.state is not None:
        units = units.filter(state=choice.state)
    if choice.wave == "none":
        units = units.filter(wave__isnull=True)
    elif choice.wave in set(WaveKind):
        units = units.filter(wave__kind=choice.wave)
    return units


def _by_readiness(units: "QuerySet[RolloutUnit]", readiness: Readiness, now: datetime) -> list[UnitFacts]:
    """Only bodies on their way, judged by the rules: computed for the columns of the page, for all their bodies."""
    way = units.filter(state__in=(UnitState.PLANNED, UnitState.INTERESTED, UnitState.PREPARING))
    wanted = readiness is Readiness.MISSING
    return [facts for facts in collect(way, now) if bool(blocking(assess(facts, now))) is wanted]


class StateCounts(msgspec.Struct, frozen=True):
    """How many cells are in each state; exempt ones are left out of ``relevant``."""

    by_state: dict[UnitState, int]

    @property
    def relevant(self) -> int:
        return sum(self.by_state.values()) - self.by_state.get(UnitState.EXEMPT, 0)

    @property
    def live(self) -> int:
        return self.by_state.get(UnitState.LIVE, 0)

    def of(self, state: UnitState) -> int:
        return self.by_state.get(state, 0)


def counts(actor: Actor) -> StateCounts:
    """Over everything the actor sees; one statement."""
    rows = units_of(actor).values_list("state").annotate(total=Count("pk")).order_by()
    return StateCounts({UnitState(state): total for state, total in rows})


def counts_of_project(project: Project) -> StateCounts:
    rows = RolloutUnit.objects.filter(project=project).values_list("state").annotate(total=Count("pk"))
    return StateCounts({UnitState(state): total for state, total in rows.order_by()})


class ProjectChoice(msgspec.Struct, frozen=True):
    uuid: uuid.UUID
    title: str


def project_choices(actor: Actor, limit: int = 600) -> tuple[ProjectChoice, ...]:
    """Vorhaben to filter by."""
    rows = with_units(actor).order_by("title").values_list("uuid", "title")
    return tuple(ProjectChoice(*row) for row in rows[:limit])
