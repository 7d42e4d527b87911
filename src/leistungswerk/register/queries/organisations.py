# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading services, territories and authorities."""

import uuid

import msgspec

from leistungswerk.register.models import Authority, Service, Territory


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


def authority_view(row: Authority) -> AuthorityView:
    place = row.territory
    return AuthorityView(
        row.pk, row.uuid, row.name, TerritoryView(place.pk, place.ars, place.name),
        row.street, row.postcode, row.city, row.email, row.phone,
    )  # fmt: skip


def authorities() -> tuple[AuthorityView, ...]:
    rows = Authority.objects.select_related("territory").order_by("name")
    return tuple(authority_view(row) for row in rows)


def authority(identity: uuid.UUID) -> AuthorityView | None:
    row = Authority.objects.select_related("territory").filter(uuid=identity).first()
    return authority_view(row) if row else None


def authority_by_name(name: str) -> AuthorityView | None:
    row = Authority.objects.select_related("territory").filter(name=name).first()
    return authority_view(row) if row else None
