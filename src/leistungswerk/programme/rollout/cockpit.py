# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What one body still has to do, in which order, across all its Vorhaben; and the same for many bodies at a glance."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

import msgspec
from django.db.models import Count, Min, Q, QuerySet

from leistungswerk.core import times
from leistungswerk.core.actor import Actor
from leistungswerk.core.failures import Missing
from leistungswerk.programme.models import DutyRecord, PortalOrder, RolloutUnit
from leistungswerk.programme.rollout.access import units_of
from leistungswerk.programme.rollout.collect import collect
from leistungswerk.programme.rollout.facts import Finding, RouteKind, Status, UnitFacts, route_of
from leistungswerk.programme.rollout.matrix import Cell, cell
from leistungswerk.programme.rollout.rules import EXPIRY_NOTICE, RULES, assess, blocking
from leistungswerk.programme.rollout_states import Duty, OrderState, UnitState
from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.register.queries import execution
from leistungswerk.register.queries.execution import BodyView

_PLACE = {duty: place for place, duty in enumerate(RULES)}
_FAR = date.max


class Task(msgspec.Struct, frozen=True):
    """One thing to do. Where the same is missing in several Vorhaben (a contact, a telephone number), it stands once."""

    finding: Finding | None
    """``None``: nothing is missing any more, the go-live can be signed."""
    unit: uuid.UUID
    titles: tuple[str, ...]
    due: date | None
    """Planned go-live of the wave."""
    urgent: bool
    """A body that is live misses it."""


class Standing(msgspec.Struct, frozen=True):
    """How far the body is in one Vorhaben."""

    cell: Cell
    number: str
    title: str
    project: uuid.UUID
    due: date | None


class Cockpit(msgspec.Struct, frozen=True):
    """Everything about one body. ``tasks`` are in the order in which to do them; the first is the next one."""

    body: BodyView
    route: RouteKind
    tasks: tuple[Task, ...]
    standings: tuple[Standing, ...]

    @property
    def live(self) -> int:
        return sum(each.cell.state is UnitState.LIVE for each in self.standings)

    @property
    def relevant(self) -> int:
        return sum(each.cell.state is not UnitState.EXEMPT for each in self.standings)


def _order(facts: UnitFacts, place: int) -> tuple[bool, date, int, int]:
    """Live bodies first, then by planned day, then who is furthest, then the order of the work."""
    on_its_way = 0 if facts.state is UnitState.PREPARING else 1
    return (facts.state is not UnitState.LIVE, facts.go_live_on or _FAR, on_its_way, place)


def _wide(finding: Finding) -> bool:
    """Whether it is missing in the body itself, not in one Vorhaben."""
    return finding.code in {"contacts", "portal_fields"}


def tasks(units: Iterable[UnitFacts], now: datetime) -> tuple[Task, ...]:
    """What is to be done for these cells of one body, in order; pure."""
    found: list[tuple[tuple[bool, date, int, int], Task]] = []
    wide: dict[tuple[str, tuple[str, ...]], list[tuple[tuple[bool, date, int, int], Task]]] = defaultdict(
        list
    )
    for facts in units:
        seen = assess(facts, now)
        live = facts.state is UnitState.LIVE
        for finding in seen:
            if finding.status not in {Status.OPEN, Status.NOTICE}:
                continue
            task = Task(finding, facts.uuid, (facts.project.title,), facts.go_live_on, live)
            entry = (_order(facts, _PLACE[finding.duty]), task)
            if _wide(finding):
                wide[finding.code, finding.values].append(entry)
            else:
                found.append(entry)
        if facts.state is UnitState.PREPARING and not blocking(seen):
            task = Task(None, facts.uuid, (facts.project.title,), facts.go_live_on, urgent=False)
            found.append((_order(facts, len(_PLACE)), task))
    for entries in wide.values():
        first, task = min(entries, key=lambda entry: entry[0])
        titles = tuple(title for _, each in entries for title in each.titles)
        found.append((first, msgspec.structs.replace(task, titles=titles)))
    return tuple(task for _, task in sorted(found, key=lambda entry: entry[0]))


def cockpit(actor: Actor, organisation: uuid.UUID, now: datetime) -> Cockpit:
    """The cockpit of one body; raises :class:`Missing` if the actor sees none of its cells and has no role there."""
    body = execution.body(organisation)
    rows = units_of(actor).filter(organisation__uuid=organisation).order_by("project__title", "id")
    units = collect(rows, now) if body is not None else ()
    if body is None or not (units or any(scope.organisation == organisation for scope in actor.scopes)):
        raise Missing
    standings = tuple(
        Standing(cell(each, now), each.project.number, each.project.title, each.project.uuid, each.go_live_on)
        for each in units
    )
    return Cockpit(body, route_of(body.kind), tasks(units, now), standings)


class BodyRow(msgspec.Struct, frozen=True):
    """A body in the list of a project office: counted by the database, nothing computed."""

    uuid: uuid.UUID
    name: str
    kind: OrganisationKind
    relevant: int
    live: int
    preparing: int
    next_day: date | None
    """Next planned go-live of a body that is not live."""
    certificate: date | None
    """Earliest end of a certificate."""
    orders: int
    """Orders to the portal that wait for somebody."""


def bodies(actor: Actor, *, search: str, offset: int, limit: int) -> tuple[tuple[BodyRow, ...], int]:
    """Executing bodies the actor sees, by name, with how far they are; four statements."""
    units = units_of(actor)
    if search:
        units = units.filter(organisation__name__icontains=search)
    on_way = Q(state__in=(UnitState.PLANNED, UnitState.INTERESTED, UnitState.PREPARING))
    grouped = (
        units.values("organisation_id")
        .annotate(
            relevant=Count("pk", filter=~Q(state=UnitState.EXEMPT)),
            live=Count("pk", filter=Q(state=UnitState.LIVE)),
            preparing=Count("pk", filter=Q(state=UnitState.PREPARING)),
            next_day=Min("wave__go_live_on", filter=on_way),
        )
        .order_by("organisation__name", "organisation_id")
        .values_list("organisation_id", "organisation__uuid", "organisation__name", "organisation__kind", "relevant",
                     "live", "preparing", "next_day")
    )  # fmt: skip
    total = units.order_by().values("organisation_id").distinct().count()
    page = list(grouped[offset : offset + limit])
    certificates, orders = _watched(units.filter(organisation_id__in=[row[0] for row in page]))
    rows = tuple(
        BodyRow(
            row[1],
            row[2],
            OrganisationKind(row[3]),
            *row[4:8],
            certificates.get(row[0]),
            orders.get(row[0], 0),
        )
        for row in page
    )
    return rows, total


def _watched(mine: "QuerySet[RolloutUnit]") -> tuple[dict[int, date | None], dict[int, int]]:
    """By body: earliest end of a certificate, and orders that wait for somebody."""
    certificates = dict(
        DutyRecord.objects.filter(unit__in=mine, duty=Duty.CERTIFICATE)
        .order_by()
        .values_list("unit__organisation_id")
        .annotate(first=Min("valid_until"))
    )
    orders = dict(
        PortalOrder.objects.filter(unit__in=mine)
        .exclude(state=OrderState.READ_BACK)
        .order_by()
        .values_list("unit__organisation_id")
        .annotate(total=Count("pk"))
    )
    return certificates, orders


def soon(last: date | None, now: datetime) -> bool:
    """Whether a certificate ends within the notice, or has ended."""
    return last is not None and last - times.legal_day(now) <= EXPIRY_NOTICE
