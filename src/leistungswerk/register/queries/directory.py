# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""People and organisations as other rooms choose and name them. Nothing here counts what a person does."""

import uuid
from collections.abc import Collection, Iterable
from datetime import date

import msgspec
from django.db.models import Q, QuerySet

from leistungswerk.core.actor import Role
from leistungswerk.register.kinds import OWNERS, OrganisationKind
from leistungswerk.register.models import Organisation, Person, RoleAssignment


class PersonView(msgspec.Struct, frozen=True):
    """Work contacts only."""

    pk: int
    uuid: uuid.UUID
    name: str
    function: str
    email: str
    phone: str
    organisation: str


class OrganisationView(msgspec.Struct, frozen=True):
    pk: int
    uuid: uuid.UUID
    name: str
    kind: OrganisationKind


def _person_view(row: Person) -> PersonView:
    return PersonView(row.pk, row.uuid, row.name, row.function, row.email, row.phone, row.organisation.name)


def person(identity: uuid.UUID) -> PersonView | None:
    """An active person."""
    row = Person.objects.select_related("organisation").filter(uuid=identity, active=True).first()
    return _person_view(row) if row else None


def workplace_of(identity: uuid.UUID) -> tuple[int, uuid.UUID] | None:
    """Internal id and uuid of the organisation an active person works in."""
    return (
        Person.objects.filter(uuid=identity, active=True)
        .values_list("organisation_id", "organisation__uuid")
        .first()
    )


def people_holding(
    roles: Collection[Role], on: date, organisation: uuid.UUID | None = None
) -> tuple[PersonView, ...]:
    """Active people who hold one of the roles on a day, by name: anywhere, or in one organisation."""
    where = {"assignments__organisation__uuid": organisation} if organisation else {}
    rows = (
        Person.objects.filter(
            Q(assignments__valid_to__isnull=True) | Q(assignments__valid_to__gte=on),
            assignments__role__in=[role.value for role in roles],
            assignments__valid_from__lte=on,
            active=True,
            **where,
        )
        .select_related("organisation")
        .order_by("name", "pk")
        .distinct()
    )
    return tuple(_person_view(row) for row in rows)


def people_near(owner: int, on: date) -> tuple[PersonView, ...]:
    """Whom a Vorhaben of the organisation may name: its people, those directly above and below, and the project's."""
    wide = RoleAssignment.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        valid_from__lte=on,
        role__in=[Role.ADVISER, Role.TECHNICAL_LEAD, Role.INTEGRATION_ARCHITECT, Role.ROLLOUT_MANAGER,
                  Role.DEVELOPER, Role.FIM_EDITOR, Role.PROGRAMME_MANAGEMENT, Role.ACCESSIBILITY],
    )  # fmt: skip
    rows = (
        Person.objects.filter(
            Q(organisation=owner)
            | Q(organisation__parent=owner)
            | Q(organisation__subordinates=owner)
            | Q(assignments__in=wide),
            active=True,
        )
        .select_related("organisation")
        .order_by("name", "pk")
        .distinct()
    )
    return tuple(_person_view(row) for row in rows)


def names_of(pseudonyms: Iterable[str]) -> dict[str, str]:
    """Names behind pseudonyms of accounts, for those who may see them; unknown ones are left out."""
    accounts = {}
    for pseudonym in pseudonyms:
        kind, _colon, identity = pseudonym.partition(":")
        if kind == "account":
            accounts[identity] = pseudonym
    rows = Person.objects.filter(account__uuid__in=list(accounts)).values_list("account__uuid", "name")
    return {accounts[str(identity)]: name for identity, name in rows}


def _existing() -> "QuerySet[Organisation]":
    return Organisation.objects.filter(valid_to__isnull=True).order_by("name", "pk")


def _organisations(rows: "QuerySet[Organisation]") -> tuple[OrganisationView, ...]:
    return tuple(
        OrganisationView(pk, identity, name, OrganisationKind(kind))
        for pk, identity, name, kind in rows.values_list("pk", "uuid", "name", "kind")
    )


def owners(reach: Collection[uuid.UUID] | None) -> tuple[OrganisationView, ...]:
    """Who may be Bedarfsträger, cut to the organisations in reach (``None``: all)."""
    rows = _existing().filter(kind__in=OWNERS)
    return _organisations(rows if reach is None else rows.filter(uuid__in=reach))


def organisations() -> tuple[OrganisationView, ...]:
    """Every organisation that exists, by name."""
    return _organisations(_existing())


def organisations_by_uuid(identities: Collection[uuid.UUID]) -> dict[uuid.UUID, OrganisationView]:
    found = _organisations(_existing().filter(uuid__in=identities))
    return {item.uuid: item for item in found}
