# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The plan of one Vorhaben: its waves and bodies, and one body in full."""

import uuid
from datetime import date, datetime

import msgspec
from django.db.models import Count, Q

from leistungswerk.core import times
from leistungswerk.core.actor import Actor
from leistungswerk.programme.models import GateCase, PortalOrder, Project, RolloutUnit
from leistungswerk.programme.rollout import usage
from leistungswerk.programme.rollout.access import unit_for, units_of
from leistungswerk.programme.rollout.collect import collect
from leistungswerk.programme.rollout.facts import DutyMark, Finding, RouteKind, UnitFacts, route_of
from leistungswerk.programme.rollout.matrix import Cell, cell
from leistungswerk.programme.rollout.rules import assess
from leistungswerk.programme.rollout.usage import Usage
from leistungswerk.programme.rollout_states import Duty, DutyState, OrderState, UnitState, WaveKind
from leistungswerk.programme.states import Gate, GateState
from leistungswerk.register.kinds import MUNICIPAL, OrganisationKind, Transport


class WaveRow(msgspec.Struct, frozen=True):
    """A wave with how far its bodies are."""

    uuid: uuid.UUID
    kind: WaveKind
    name: str
    starts_on: date | None
    go_live_on: date | None
    bodies: int
    live: int


class UnitRow(msgspec.Struct, frozen=True):
    """A body in the plan."""

    cell: Cell
    organisation: uuid.UUID
    name: str
    route: RouteKind
    transport: Transport | None
    expected_cases: int | None
    live_from: date | None
    reason: str


class UnitsPage(msgspec.Struct, frozen=True):
    rows: tuple[UnitRow, ...]
    total: int


class UnitChoice(msgspec.Struct, frozen=True, kw_only=True):
    """What the bodies of a Vorhaben are filtered by."""

    state: UnitState | None = None
    route: RouteKind | None = None
    wave: str = ""
    search: str = ""


def waves(project: uuid.UUID) -> tuple[WaveRow, ...]:
    """The waves of a Vorhaben in their order; one statement."""
    rows = Project.objects.filter(uuid=project, waves__isnull=False).annotate(
        bodies=Count("waves__units", filter=~Q(waves__units__state=UnitState.EXEMPT)),
        live=Count("waves__units", filter=Q(waves__units__state=UnitState.LIVE)),
    )
    return tuple(
        WaveRow(row[0], WaveKind(row[1]), row[2], row[3], row[4], row[5], row[6])
        for row in rows.order_by("waves__position").values_list(
            "waves__uuid", "waves__kind", "waves__name", "waves__starts_on", "waves__go_live_on", "bodies", "live"
        )
    )  # fmt: skip


def units(actor: Actor, project: uuid.UUID, choice: UnitChoice, *, offset: int, limit: int) -> UnitsPage:
    """Bodies of a Vorhaben the actor sees, by name; a constant number of statements."""
    rows = units_of(actor).filter(project__uuid=project)
    if choice.state is not None:
        rows = rows.filter(state=choice.state)
    if choice.route is not None:
        municipal = Q(organisation__kind__in=MUNICIPAL)
        rows = rows.filter(municipal if choice.route is RouteKind.ROLLOUT else ~municipal)
    if choice.wave == "none":
        rows = rows.filter(wave__isnull=True)
    elif choice.wave:
        rows = rows.filter(wave__uuid=choice.wave)
    if choice.search:
        rows = rows.filter(organisation__name__icontains=choice.search)
    total = rows.count()
    page = rows.order_by("organisation__name", "id")
    pks = list(page.values_list("pk", flat=True)[offset : offset + limit])
    now = times.now()
    cells = {each.uuid: cell(each, now) for each in collect(page.filter(pk__in=pks), now)}
    return UnitsPage(
        tuple(
            UnitRow(
                cells[row.uuid],
                row.organisation.uuid,
                row.organisation.name,
                route_of(OrganisationKind(row.organisation.kind)),
                Transport(row.transport) if row.transport else None,
                row.expected_cases,
                row.live_from,
                row.reason,
            )
            for row in page.filter(pk__in=pks).select_related("organisation")
        ),
        total,
    )


class OrderView(msgspec.Struct, frozen=True):
    """An order to the Landesredaktion as it stands."""

    uuid: uuid.UUID
    state: OrderState
    digest: str
    drafted_at: datetime
    ordered_at: datetime | None
    recheck_at: datetime | None
    read_back_at: datetime | None
    deviations: list[dict[str, str]]


class UnitView(msgspec.Struct, frozen=True, kw_only=True):
    """One body in one Vorhaben with everything its page says."""

    facts: UnitFacts
    cell: Cell
    findings: tuple[Finding, ...]
    marks: dict[Duty, DutyMark]
    owner: uuid.UUID
    expected_cases: int | None
    live_from: date | None
    live_to: date | None
    reason: str
    revision: int
    questionnaire: int
    """Newest version, 0 for none."""
    orders: tuple[OrderView, ...]
    usage: Usage | None
    signing: uuid.UUID | None
    """The case of G3 that is being signed."""
    contacts: tuple[tuple[str, str], ...]
    """(role, name) of those named for the Vorhaben."""


def unit(actor: Actor, identity: uuid.UUID, now: datetime) -> UnitView:
    """One cell; raises :class:`leistungswerk.core.failures.Missing`."""
    row = unit_for(actor, identity)
    [facts] = collect(RolloutUnit.objects.filter(pk=row.pk), now)
    newest = row.questionnaires.order_by("-version").values_list("version", flat=True).first()
    case = GateCase.objects.filter(project=row.project, gate=Gate.G3, organisation=row.organisation)
    return UnitView(
        facts=facts,
        cell=cell(facts, now),
        findings=assess(facts, now),
        marks=marks(row),
        owner=row.project.owner.uuid,
        expected_cases=row.expected_cases,
        live_from=row.live_from,
        live_to=row.live_to,
        reason=row.reason,
        revision=row.revision,
        questionnaire=newest or 0,
        orders=orders(row),
        usage=usage.of_units([row], times.legal_day(now)).get(row.uuid)
        if row.state == UnitState.LIVE
        else None,
        signing=case.filter(state=GateState.IN_SIGNING).values_list("uuid", flat=True).first(),
        contacts=tuple(
            row.project.contacts.filter(person__organisation=row.organisation)
            .order_by("role")
            .values_list("role", "person__name")
        ),
    )


def find_unit(actor: Actor, *, body: str, number: str) -> uuid.UUID | None:
    """The cell of a body, by its name or uuid, in the Vorhaben with a number."""
    rows = units_of(actor).filter(project__number=number)
    try:
        rows = rows.filter(organisation__uuid=uuid.UUID(body))
    except ValueError:
        rows = rows.filter(organisation__name=body)
    return rows.values_list("uuid", flat=True).first()


def marks(row: RolloutUnit) -> dict[Duty, DutyMark]:
    """What is recorded for a body."""
    return {
        Duty(each.duty): DutyMark(
            Duty(each.duty), DutyState(each.state), each.reference, each.valid_until, each.at
        )
        for each in row.duties.all()
    }


def orders(row: RolloutUnit) -> tuple[OrderView, ...]:
    """The orders of a body, newest first; without their XML."""
    rows = PortalOrder.objects.filter(unit=row).defer("xml").order_by("-id")
    return tuple(
        OrderView(
            each.uuid,
            OrderState(each.state),
            each.digest,
            each.drafted_at,
            each.ordered_at,
            each.recheck_at,
            each.read_back_at,
            each.deviations,
        )
        for each in rows
    )
