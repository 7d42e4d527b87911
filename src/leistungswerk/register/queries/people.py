# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading people, as far as an actor's roles reach. Nothing here counts or rates what somebody does."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

import msgspec
from django.db.models import Q, QuerySet

from leistungswerk.core.actor import Actor, Role
from leistungswerk.register.models import Deputyship, Person, RoleAssignment
from leistungswerk.register.queries.catalogue import Named
from leistungswerk.register.search.kinds import visible_people

_Dated = TypeVar("_Dated", Deputyship, RoleAssignment)


class PersonRow(msgspec.Struct, frozen=True):
    uuid: uuid.UUID
    name: str
    function: str
    organisation: Named
    roles: tuple[Role, ...]
    active: bool
    absent_until: date | None
    """Last day of a running deputyship with an end."""


class RoleRow(msgspec.Struct, frozen=True):
    role: Role
    organisation: Named
    valid_from: date
    valid_to: date | None


class DeputyRow(msgspec.Struct, frozen=True):
    """``other`` stands in (or is stood in for); ``id`` names it for ending it."""

    id: int
    other: Named
    valid_from: date
    valid_to: date | None
    reason: str


class PersonDetail(msgspec.Struct, frozen=True):
    uuid: uuid.UUID
    name: str
    function: str
    organisation: Named
    email: str
    phone: str
    active: bool
    username: str
    """Of the account; empty without one."""
    code_until: date | None
    """Until when a one-time code waits to be used."""
    roles: tuple[RoleRow, ...]
    deputies: tuple[DeputyRow, ...]
    stands_in_for: tuple[DeputyRow, ...]


def _people(actor: Actor) -> "QuerySet[Person]":
    rows = visible_people(actor)
    return Person.objects.all() if rows is None else Person.objects.filter(pk__in=rows.values("pk"))


def people_page(
    actor: Actor, *, organisation: uuid.UUID | None, on: date, offset: int, limit: int
) -> tuple[tuple[PersonRow, ...], int]:
    """The people an actor may see, by name, and how many there are; four statements."""
    rows = _people(actor)
    if organisation:
        rows = rows.filter(organisation__uuid=organisation)
    found = list(rows.select_related("organisation").order_by("name", "id")[offset : offset + limit])
    held: dict[int, list[Role]] = {}
    for person, role in _running(RoleAssignment.objects.filter(person__in=found), on).values_list(
        "person_id", "role"
    ):
        held.setdefault(person, []).append(Role(role))
    away = dict(
        _running(Deputyship.objects.filter(person__in=found, valid_to__isnull=False), on).values_list(
            "person_id", "valid_to"
        )
    )
    return tuple(
        PersonRow(
            row.uuid, row.name, row.function, Named(row.organisation.uuid, row.organisation.name),
            tuple(sorted(set(held.get(row.pk, ())))), row.active, away.get(row.pk),
        )
        for row in found
    ), rows.count()  # fmt: skip


def _running(rows: "QuerySet[_Dated]", on: date) -> "QuerySet[_Dated]":
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)


def person_detail(actor: Actor, identity: uuid.UUID, on: date) -> PersonDetail | None:
    """A person the actor may see; the reason of an absence only if it is the actor's own (or a deputy's)."""
    row = _people(actor).select_related("organisation", "account").filter(uuid=identity).first()
    if row is None:
        return None
    open_or_later = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    roles = RoleAssignment.objects.filter(open_or_later, person=row).select_related("organisation")
    deputies = Deputyship.objects.filter(open_or_later).select_related("person", "deputy")
    own = actor.person == identity
    return PersonDetail(
        uuid=row.uuid, name=row.name, function=row.function,
        organisation=Named(row.organisation.uuid, row.organisation.name), email=row.email, phone=row.phone,
        active=row.active, username=row.account.username if row.account else "",
        code_until=row.access_code_until.date() if row.access_code and row.access_code_until else None,
        roles=tuple(
            RoleRow(Role(each.role), Named(each.organisation.uuid, each.organisation.name), each.valid_from, each.valid_to)
            for each in roles.order_by("organisation__name", "role")
        ),
        deputies=_deputies(deputies.filter(person=row).order_by("valid_from"), own=own, deputy=True),
        stands_in_for=_deputies(deputies.filter(deputy=row).order_by("valid_from"), own=own, deputy=False),
    )  # fmt: skip


def _deputies(rows: Iterable[Deputyship], *, own: bool, deputy: bool) -> tuple[DeputyRow, ...]:
    return tuple(
        DeputyRow(
            row.pk,
            Named(row.deputy.uuid, row.deputy.name) if deputy else Named(row.person.uuid, row.person.name),
            row.valid_from,
            row.valid_to,
            row.reason if own else "",
        )
        for row in rows
    )


def people_choices(actor: Actor) -> tuple[Named, ...]:
    """The active people an actor may see, by name: for a selection."""
    rows = _people(actor).filter(active=True).order_by("name")
    return tuple(Named(*row) for row in rows.values_list("uuid", "name")[:2000])
