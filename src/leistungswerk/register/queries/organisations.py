# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading services, territories and organisations."""

import uuid
from collections.abc import Iterable

import msgspec
from django.db.models import Q, QuerySet

from leistungswerk.register.kinds import OWNERS, RESSORTS, OrganisationKind
from leistungswerk.register.models import Organisation, Person, Service, Territory


class ServiceView(msgspec.Struct, frozen=True):
    pk: int
    key: str
    name: str


class TerritoryView(msgspec.Struct, frozen=True):
    pk: int
    ars: str
    name: str


class AuthorityView(msgspec.Struct, frozen=True):
    pk: int
    uuid: uuid.UUID
    name: str
    territory: TerritoryView
    street: str
    postcode: str
    city: str
    email: str
    phone: str


def services() -> tuple[ServiceView, ...]:
    return tuple(ServiceView(row.pk, row.key, row.name) for row in Service.objects.order_by("key"))


def service(key: str) -> ServiceView | None:
    row = Service.objects.filter(key=key).first()
    return ServiceView(row.pk, row.key, row.name) if row else None


def territory(ars: str) -> TerritoryView | None:
    row = Territory.objects.filter(ars=ars).first()
    return TerritoryView(row.pk, row.ars, row.name) if row else None


def authority_view(row: Organisation) -> AuthorityView:
    place = row.territory
    assert place is not None
    return AuthorityView(
        row.pk, row.uuid, row.name, TerritoryView(place.pk, place.ars, place.name),
        row.street, row.postcode, row.city, row.email, row.phone,
    )  # fmt: skip


def authorities() -> tuple[AuthorityView, ...]:
    """Bodies with a Gebiet: who may execute a service."""
    rows = _with_territory().order_by("name")
    return tuple(authority_view(row) for row in rows)


def _with_territory() -> "QuerySet[Organisation]":
    return Organisation.objects.filter(territory__isnull=False).select_related("territory")


def authority(identity: uuid.UUID) -> AuthorityView | None:
    row = _with_territory().filter(uuid=identity).first()
    return authority_view(row) if row else None


def authority_by_name(name: str) -> AuthorityView | None:
    row = _with_territory().filter(name=name).first()
    return authority_view(row) if row else None


def service_ids(keys: Iterable[str]) -> dict[str, int]:
    """Internal ids of the services that exist, by Leistungsschlüssel."""
    return dict(Service.objects.filter(key__in=list(keys)).values_list("key", "pk"))


def service_names(keys: Iterable[str]) -> dict[str, str]:
    """Names of the services that exist, by Leistungsschlüssel; one statement."""
    return dict(Service.objects.filter(key__in=list(keys)).values_list("key", "name"))


def sdg_areas(keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Codes of the SDG areas of services, by Leistungsschlüssel; one statement."""
    rows = Service.objects.filter(key__in=list(keys)).values_list("key", "sdg_areas")
    return {key: tuple(areas) for key, areas in rows}


def organisation_id(identity: uuid.UUID) -> int | None:
    return Organisation.objects.filter(uuid=identity).values_list("pk", flat=True).first()


def owner_id(identity: uuid.UUID) -> int | None:
    """Internal id of an organisation that may be Bedarfsträger and still exists."""
    rows = Organisation.objects.filter(uuid=identity, kind__in=OWNERS, valid_to__isnull=True)
    return rows.values_list("pk", flat=True).first()


def person_id(identity: uuid.UUID) -> int | None:
    """Internal id of a person who is still here."""
    return Person.objects.filter(uuid=identity, active=True).values_list("pk", flat=True).first()


def organisation_name(identity: uuid.UUID) -> tuple[int, str] | None:
    """Internal id and name."""
    return Organisation.objects.filter(uuid=identity).values_list("pk", "name").first()


def organisation_by_name(name: str) -> int | None:
    """Internal id of the organisation that is called or abbreviated so and still exists."""
    rows = Organisation.objects.filter(Q(name=name) | Q(short_name=name), valid_to__isnull=True)
    return rows.values_list("pk", flat=True).first()


def organisation_by_exact_name(name: str) -> uuid.UUID | None:
    """The existing organisation of this name."""
    rows = Organisation.objects.filter(name=name, valid_to__isnull=True)
    return rows.order_by("pk").values_list("uuid", flat=True).first()


def ressorts_among(identities: Iterable[uuid.UUID]) -> tuple[tuple[int, str], ...]:
    """Internal ids and names of those that are Ressorts: the Staatskanzlei and ministries."""
    rows = Organisation.objects.filter(uuid__in=list(identities), kind__in=RESSORTS)
    return tuple(rows.order_by("name").values_list("pk", "name"))


def council_by_name(name: str) -> uuid.UUID | None:
    rows = Organisation.objects.filter(kind=OrganisationKind.COUNCIL, name=name)
    return rows.values_list("uuid", flat=True).first()


def all_ressorts() -> tuple[tuple[uuid.UUID, str], ...]:
    """The Staatskanzlei and the ministries that exist now."""
    rows = Organisation.objects.filter(kind__in=RESSORTS, valid_to__isnull=True)
    return tuple(rows.order_by("name").values_list("uuid", "name"))


def councils() -> tuple[tuple[uuid.UUID, str], ...]:
    rows = Organisation.objects.filter(kind=OrganisationKind.COUNCIL, valid_to__isnull=True)
    return tuple(rows.order_by("name").values_list("uuid", "name"))


def heard_bodies() -> tuple[tuple[uuid.UUID, str], ...]:
    """Who is heard before the Land decides: the municipal umbrella associations and councils."""
    kinds = (OrganisationKind.MUNICIPAL_UMBRELLA, OrganisationKind.COUNCIL)
    rows = Organisation.objects.filter(kind__in=kinds, valid_to__isnull=True)
    return tuple(rows.order_by("name").values_list("uuid", "name"))
