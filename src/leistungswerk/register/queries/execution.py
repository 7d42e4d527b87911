# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading what phase 3 needs of the register: who executes, with which contacts, links and Fachverfahren.

Every function takes many bodies at once and makes a constant number of statements.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import TypeVar

import msgspec
from django.db.models import Model, Q, QuerySet

from leistungswerk.core.actor import Role
from leistungswerk.register.kinds import OrganisationKind, ResponsibilityKind
from leistungswerk.register.models import (
    CaseSystem,
    CaseSystemUse,
    CaseSystemVersion,
    Organisation,
    Person,
    Responsibility,
    RoleAssignment,
    Service,
)

EXECUTES = (ResponsibilityKind.ADMINISTERS, ResponsibilityKind.DECIDES)
PORTAL_FIELDS = ("name", "street", "postcode", "city", "email", "phone")
"""What an organisational unit must say in the portal (domain.md 5.3)."""
_Timed = TypeVar("_Timed", bound=Model)


class Executing(msgspec.Struct, frozen=True):
    """A body that executes one of some services; ``relevant`` where at least one of them arises there."""

    organisation: int
    relevant: bool
    reason: str


class BodyView(msgspec.Struct, frozen=True):
    """An executing body with what the portal needs of it."""

    pk: int
    uuid: uuid.UUID
    name: str
    kind: OrganisationKind
    ars: str
    territory: str
    street: str
    postcode: str
    city: str
    email: str
    phone: str
    website: str

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(name for name in PORTAL_FIELDS if not getattr(self, name))


class InstallationView(msgspec.Struct, frozen=True):
    """A Fachverfahren a body uses, and the services it is for."""

    case_system: int
    name: str
    version: str
    services: frozenset[int]


class PersonView(msgspec.Struct, frozen=True):
    uuid: uuid.UUID
    name: str
    function: str


def _on(rows: "QuerySet[_Timed]", day: date) -> "QuerySet[_Timed]":
    return rows.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    )


def executing(services: Collection[int], day: date) -> tuple[Executing, ...]:
    """Bodies that administer or decide one of the services on a day, in the order of their names."""
    rows = _on(Responsibility.objects.filter(service_id__in=services, kind__in=EXECUTES), day)
    found: dict[int, Executing] = {}
    for organisation, relevant, reason in rows.order_by("organisation__name", "id").values_list(
        "organisation_id", "relevant", "reason"
    ):
        before = found.get(organisation)
        if before is None or (relevant and not before.relevant):
            found[organisation] = Executing(organisation, relevant, reason)
    return tuple(found.values())


def bodies(pks: Collection[int]) -> dict[int, BodyView]:
    rows = Organisation.objects.filter(pk__in=pks).values_list(
        "pk", "uuid", "name", "kind", "territory__ars", "territory__name", "street", "postcode", "city", "email",
        "phone", "website",
    )  # fmt: skip
    return {
        row[0]: BodyView(
            row[0], row[1], row[2], OrganisationKind(row[3]), row[4] or "", row[5] or "", *row[6:]
        )
        for row in rows
    }


def body(identity: uuid.UUID) -> BodyView | None:
    pk = Organisation.objects.filter(uuid=identity).values_list("pk", flat=True).first()
    return bodies([pk])[pk] if pk is not None else None


def body_ids(identities: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    return dict(Organisation.objects.filter(uuid__in=list(identities)).values_list("uuid", "pk"))


def roles_held(organisations: Collection[int], day: date) -> dict[int, frozenset[Role]]:
    """Which roles somebody holds in each body."""
    found: dict[int, set[Role]] = defaultdict(set)
    rows = _on(RoleAssignment.objects.filter(organisation_id__in=organisations, person__active=True), day)
    for organisation, role in rows.values_list("organisation_id", "role").distinct():
        found[organisation].add(Role(role))
    return {organisation: frozenset(roles) for organisation, roles in found.items()}


def links(organisations: Collection[int], services: Collection[int], day: date) -> dict[int, frozenset[int]]:
    """To which of the services the register links each body, in any part."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = _on(Responsibility.objects.filter(organisation_id__in=organisations, service_id__in=services), day)
    for organisation, service in rows.values_list("organisation_id", "service_id"):
        found[organisation].add(service)
    return {organisation: frozenset(linked) for organisation, linked in found.items()}


def statute_makers(
    services: Collection[int], day: date
) -> dict[int, tuple[tuple[int, str, int | None], ...]]:
    """By service: bodies that make its statute, as (body, name, the body above it)."""
    found: dict[int, list[tuple[int, str, int | None]]] = defaultdict(list)
    rows = _on(
        Responsibility.objects.filter(
            service_id__in=services, kind=ResponsibilityKind.STATUTE, relevant=True
        ),
        day,
    )
    for service, organisation, name, parent in rows.values_list(
        "service_id", "organisation_id", "organisation__name", "organisation__parent_id"
    ):
        found[service].append((organisation, name, parent))
    return {service: tuple(makers) for service, makers in found.items()}


def installations(
    organisations: Collection[int], services: Collection[int], day: date
) -> dict[int, tuple[InstallationView, ...]]:
    """Fachverfahren each body uses for one of the services."""
    kept: dict[int, set[int]] = defaultdict(set)
    rows_of_products = CaseSystem.objects.filter(services__in=services)
    for case_system, service in rows_of_products.values_list("pk", "services"):
        kept[case_system].add(service)
    found: dict[int, list[InstallationView]] = defaultdict(list)
    rows = _on(
        CaseSystemUse.objects.filter(organisation_id__in=organisations, case_system_id__in=list(kept)), day
    )
    for organisation, case_system, name, version in rows.order_by("id").values_list(
        "organisation_id", "case_system_id", "case_system__name", "version"
    ):
        found[organisation].append(InstallationView(case_system, name, version, frozenset(kept[case_system])))
    return {organisation: tuple(used) for organisation, used in found.items()}


def interfaces(case_systems: Collection[int]) -> dict[tuple[int, str, str], str]:
    """State of the interface by product, version and transport."""
    rows = CaseSystemVersion.objects.filter(case_system_id__in=case_systems)
    return {
        (case_system, version, transport): state
        for case_system, version, transport, state in rows.values_list(
            "case_system_id", "version", "transport", "interface"
        )
    }


def people(organisation: uuid.UUID) -> tuple[PersonView, ...]:
    """Who works in a body, by name: to be named as contact."""
    rows = Person.objects.filter(organisation__uuid=organisation, active=True).order_by("name", "id")
    return tuple(PersonView(*row) for row in rows.values_list("uuid", "name", "function"))


def person_id(identity: uuid.UUID, organisation: uuid.UUID) -> int | None:
    """Internal id of somebody who works in the body."""
    rows = Person.objects.filter(uuid=identity, organisation__uuid=organisation, active=True)
    return rows.values_list("pk", flat=True).first()


def districts() -> tuple[tuple[str, str], ...]:
    """Kreise and kreisfreie Städte: the first five digits of their Regionalschlüssel, and their names."""
    rows = Organisation.objects.filter(
        kind__in=(OrganisationKind.DISTRICT, OrganisationKind.CITY),
        valid_to__isnull=True,
        territory__isnull=False,
    )
    return tuple((ars[:5], name) for ars, name in rows.order_by("name").values_list("territory__ars", "name"))


def service_names(pks: Collection[int]) -> dict[int, tuple[str, str]]:
    """Leistungsschlüssel and name by internal id."""
    return {
        pk: (key, name)
        for pk, key, name in Service.objects.filter(pk__in=pks).values_list("pk", "key", "name")
    }


class ProductUse(msgspec.Struct, frozen=True):
    """A body uses a product of a vendor."""

    case_system: int
    name: str
    version: str
    organisation: int
    body: str
    ars: str
    services: frozenset[int]


def served(vendors: frozenset[uuid.UUID] | None) -> frozenset[int]:
    """Internal ids of the services for which these vendors (``None``: all) make a product."""
    systems = CaseSystem.objects.filter(services__isnull=False)
    if vendors is not None:
        systems = systems.filter(vendor__uuid__in=vendors)
    return frozenset(systems.values_list("services", flat=True))


def products(
    vendors: frozenset[uuid.UUID] | None, services: Collection[int], day: date
) -> tuple[ProductUse, ...]:
    """Who uses a product of these vendors (``None``: of all) for one of the services on a day; two statements."""
    systems = CaseSystem.objects.filter(services__in=services)
    if vendors is not None:
        systems = systems.filter(vendor__uuid__in=vendors)
    kept: dict[int, set[int]] = defaultdict(set)
    for case_system, service in systems.values_list("pk", "services"):
        kept[case_system].add(service)
    rows = _on(CaseSystemUse.objects.filter(case_system_id__in=list(kept)), day)
    return tuple(
        ProductUse(row[0], row[1], row[2], row[3], row[4], row[5] or "", frozenset(kept[row[0]]))
        for row in rows.order_by("case_system__name", "organisation__name").values_list(
            "case_system_id", "case_system__name", "version", "organisation_id", "organisation__name",
            "organisation__territory__ars",
        )
    )  # fmt: skip
