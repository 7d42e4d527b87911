# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who holds which role where, with work contacts: for the contact directory and for mailings to roles.

A role is for a service where its organisation has the lead or a Zuständigkeit for it.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection
from datetime import date

import msgspec
from django.db.models import Q, QuerySet

from leistungswerk.core.actor import Actor, Role
from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.register.models import Organisation, Person, Responsibility, RoleAssignment, Service
from leistungswerk.register.queries.catalogue import Named
from leistungswerk.register.search.kinds import visible_people


class HolderFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What a list of role holders is narrowed by; empty means all. ``text``: part of a name, function or body."""

    text: str = ""
    roles: Collection[Role] = ()
    kinds: Collection[OrganisationKind] = ()
    organisations: Collection[uuid.UUID] = ()
    services: Collection[str] = ()
    """Leistungsschlüssel."""


class HolderRow(msgspec.Struct, frozen=True):
    """A person with the roles that fit, each with the body it is held in."""

    pk: int
    uuid: uuid.UUID
    name: str
    function: str
    organisation: Named
    email: str
    phone: str
    roles: tuple[tuple[Role, Named], ...]


def bodies_of_services(keys: Collection[str], on: date) -> "QuerySet[Organisation]":
    """Bodies with the lead or a Zuständigkeit for one of the services on a day."""
    held = Responsibility.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on), service__key__in=list(keys), relevant=True
    )
    return Organisation.objects.filter(
        Q(pk__in=held.values("organisation_id"))
        | Q(pk__in=Service.objects.filter(key__in=list(keys), lead__isnull=False).values("lead_id"))
    )


def _assignments(wanted: HolderFilter, on: date) -> "QuerySet[RoleAssignment]":
    rows = RoleAssignment.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on, person__active=True
    )
    if wanted.roles:
        rows = rows.filter(role__in=[role.value for role in wanted.roles])
    if wanted.kinds:
        rows = rows.filter(organisation__kind__in=[kind.value for kind in wanted.kinds])
    if wanted.organisations:
        rows = rows.filter(organisation__uuid__in=list(wanted.organisations))
    if wanted.services:
        rows = rows.filter(organisation__in=bodies_of_services(wanted.services, on))
    for word in wanted.text.split()[:6]:
        rows = rows.filter(
            Q(person__name__icontains=word)
            | Q(person__function__icontains=word)
            | Q(organisation__name__icontains=word)
            | Q(organisation__short_name__icontains=word)
        )
    return rows


def _people(wanted: HolderFilter, on: date) -> "QuerySet[Person]":
    return (
        Person.objects.filter(pk__in=_assignments(wanted, on).values("person_id"))
        .select_related("organisation")
        .order_by("organisation__name", "name", "pk")
    )


def _rows(found: Collection[Person], wanted: HolderFilter, on: date) -> tuple[HolderRow, ...]:
    held: dict[int, list[tuple[Role, Named]]] = defaultdict(list)
    rows = _assignments(wanted, on).filter(person__in=found).order_by("organisation__name", "role")
    for person, role, identity, name in rows.values_list(
        "person_id", "role", "organisation__uuid", "organisation__name"
    ):
        held[person].append((Role(role), Named(identity, name)))
    return tuple(
        HolderRow(
            row.pk, row.uuid, row.name, row.function, Named(row.organisation.uuid, row.organisation.name), row.email,
            row.phone, tuple(held[row.pk]),
        )
        for row in found
    )  # fmt: skip


def holder_page(
    actor: Actor, wanted: HolderFilter, *, on: date, offset: int, limit: int
) -> tuple[tuple[HolderRow, ...], int]:
    """The role holders an actor may see, by organisation and name, and how many; a constant number of statements."""
    rows = _people(wanted, on)
    seen = visible_people(actor)
    if seen is not None:
        rows = rows.filter(pk__in=seen.values("pk"))
    return _rows(list(rows[offset : offset + limit]), wanted, on), rows.count()


def holders_for_mail(wanted: HolderFilter, on: date) -> tuple[HolderRow, ...]:
    """Everybody with a role that fits, whoever asks: a mailing goes to roles. Three statements."""
    return _rows(list(_people(wanted, on)), wanted, on)


def work_address(person: int) -> tuple[uuid.UUID, str] | None:
    """uuid and e-mail address of an active person (internal id)."""
    return Person.objects.filter(pk=person, active=True).values_list("uuid", "email").first()
