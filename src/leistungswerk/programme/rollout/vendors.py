# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a vendor of a Fachverfahren sees: which bodies use its product, until when they need it, and which schema."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import msgspec

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.online import queries as online
from leistungswerk.online.queries import FormSchema
from leistungswerk.programme.models import RolloutUnit
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
    project: int
    title: str
    transport: str
    state: str
    due: date | None
    runtime: str | None
    form: uuid.UUID | None


def page(actor: Actor, *, offset: int, limit: int) -> tuple[tuple[VendorRow, ...], int]:
    """Rows of the products whose vendor the actor speaks for, soonest first; a constant number of statements."""
    day = times.legal_day(times.now())
    products = execution.products(actor.reach(Permission.EDIT_CASE_SYSTEM), day)
    services = {service for each in products for service in each.services}
    users = {each.organisation for each in products}
    units = [
        _Unit(*row)
        for row in RolloutUnit.objects.filter(organisation_id__in=users, project__services__in=services)
        .exclude(state__in=(UnitState.EXEMPT, UnitState.WITHDRAWN))
        .distinct()
        .values_list(
            "organisation_id", "project_id", "project__title", "transport", "state", "wave__go_live_on",
            "project__runs_on__runtime__kind", "project__runs_on__form_version",
        )
    ]  # fmt: skip
    keys = _keys({row.project for row in units})
    pairs = [
        (row, used)
        for row in units
        for used in products
        if used.organisation == row.organisation and used.services & keys.get(row.project, {}).keys()
    ]
    pairs.sort(key=lambda pair: (pair[0].due or date.max, pair[1].body, pair[0].title))
    shown = pairs[offset : offset + limit]
    return tuple(_rows(shown, keys)), len(pairs)


def _rows(
    shown: Sequence[tuple[_Unit, ProductUse]], keys: Mapping[int, Mapping[int, str]]
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
            project=row.title,
            keys=tuple(sorted(key for pk, key in keys[row.project].items() if pk in used.services)),
            transport=Transport(row.transport) if row.transport else None,
            interface=InterfaceState(state) if row.transport else None,
            state=UnitState(row.state),
            due=row.due,
            schema=schemas.get(row.form) if row.form is not None else None,
        )


def _keys(projects: set[int]) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {}
    rows = RolloutUnit.objects.filter(project_id__in=projects).order_by()
    for project, service, key in rows.values_list(
        "project_id", "project__services__pk", "project__services__key"
    ).distinct():
        found.setdefault(project, {})[service] = key
    return found
