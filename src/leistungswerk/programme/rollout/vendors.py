# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a vendor of a Fachverfahren sees: which bodies use its product, until when they need it, and which schema."""

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

import msgspec
from django.db.models import Exists, F, Min, OuterRef

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.online import queries as online
from leistungswerk.online.queries import FormSchema
from leistungswerk.programme.models import Project, RolloutUnit
from leistungswerk.programme.reuse_states import RuntimeKind
from leistungswerk.programme.rollout_states import UnitState
from leistungswerk.register.kinds import InterfaceState, Transport
from leistungswerk.register.queries import execution
from leistungswerk.register.queries.execution import ProductUse


class VendorRow(msgspec.Struct, frozen=True, kw_only=True):
    """One body that needs a product of the vendor for one Vorhaben."""

    product: str
    version: str
    body: str
    ars: str
    project: str
    keys: tuple[str, ...]
    transport: Transport | None
    interface: InterfaceState | None
    """What this version can do by this transport; ``None`` before the transport is chosen."""
    state: UnitState
    due: date | None
    """Planned go-live of the wave."""
    schema: FormSchema | None
    """On our own runtime; elsewhere the operator gives it."""


class _Unit(msgspec.Struct, frozen=True):
    organisation: int
    transport: str
    state: str
    due: date | None
    runtime: str | None
    form: uuid.UUID | None


class VendorProject(msgspec.Struct, frozen=True):
    """A Vorhaben that needs a product of the vendor, with its soonest planned go-live."""

    uuid: uuid.UUID
    title: str
    due: date | None


class VendorPage(msgspec.Struct, frozen=True):
    """The bodies of one Vorhaben, cut to a page; ``projects``: all there are to choose from, soonest first."""

    projects: tuple[VendorProject, ...]
    chosen: VendorProject | None
    rows: tuple[VendorRow, ...]
    total: int


def page(actor: Actor, chosen: uuid.UUID | None, *, offset: int, limit: int) -> VendorPage:
    """For the vendors the actor speaks for: the chosen Vorhaben, else the soonest; nine statements at most."""
    day = times.legal_day(times.now())
    vendors = actor.reach(Permission.EDIT_CASE_SYSTEM)
    projects = _projects(execution.served(vendors))
    project = next((each for each in projects if each.uuid == chosen), next(iter(projects), None))
    if project is None:
        return VendorPage((), None, (), 0)
    keys = dict(Project.objects.filter(uuid=project.uuid).values_list("services__pk", "services__key"))
    used = {each.organisation: each for each in execution.products(vendors, list(keys), day)}
    units = RolloutUnit.objects.filter(project__uuid=project.uuid, organisation_id__in=list(used)).exclude(
        state__in=(UnitState.EXEMPT, UnitState.WITHDRAWN)
    )
    page_of = units.order_by(F("wave__go_live_on").asc(nulls_last=True), "organisation__name", "id")
    shown = [
        _Unit(*row)
        for row in page_of.values_list(
            "organisation_id", "transport", "state", "wave__go_live_on", "project__runs_on__runtime__kind",
            "project__runs_on__form_version",
        )[offset : offset + limit]
    ]  # fmt: skip
    rows = _rows(project.title, [(row, used[row.organisation]) for row in shown], keys)
    return VendorPage(projects, project, tuple(rows), units.count())


def _projects(services: Collection[int]) -> tuple[VendorProject, ...]:
    rows = Project.objects.filter(
        Exists(RolloutUnit.objects.filter(project=OuterRef("pk"))),
        pk__in=Project.objects.filter(services__in=services).values("pk"),
    ).annotate(due=Min("waves__go_live_on"))
    ordered = rows.order_by(F("due").asc(nulls_last=True), "title", "id")
    return tuple(VendorProject(*row) for row in ordered.values_list("uuid", "title", "due"))


def _rows(
    title: str, shown: Sequence[tuple[_Unit, ProductUse]], keys: Mapping[int, str]
) -> Iterator[VendorRow]:
    interfaces = execution.interfaces({used.case_system for _, used in shown})
    schemas = online.form_schemas(
        [row.form for row, _ in shown if row.runtime == RuntimeKind.OWN and row.form is not None]
    )
    for row, used in shown:
        state = interfaces.get((used.case_system, used.version, row.transport), InterfaceState.NONE)
        yield VendorRow(
            product=used.name,
            version=used.version,
            body=used.body,
            ars=used.ars,
            project=title,
            keys=tuple(sorted(key for pk, key in keys.items() if pk in used.services)),
            transport=Transport(row.transport) if row.transport else None,
            interface=InterfaceState(state) if row.transport else None,
            state=UnitState(row.state),
            due=row.due,
            schema=schemas.get(row.form) if row.form is not None else None,
        )
