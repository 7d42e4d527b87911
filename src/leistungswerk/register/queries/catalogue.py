# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading the catalogue: lists with filters, and everything about one Leistung."""

import uuid
from collections.abc import Collection
from datetime import date

import msgspec
from django.db.models import Q, QuerySet

from leistungswerk.register.keys import is_leika, key_groups
from leistungswerk.register.kinds import FimBlock, ResponsibilityKind, SdgAnnex
from leistungswerk.register.models import FimState, Organisation, Responsibility, Service, ServiceBundle


class Named(msgspec.Struct, frozen=True):
    """A body or product with the uuid of its page."""

    uuid: uuid.UUID
    name: str


class ServiceFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What a list of services is narrowed by; empty means all. ``keys``: only these, ``without``: none of these."""

    theme: str = ""
    lead: uuid.UUID | None = None
    typing: str = ""
    keys: Collection[str] | None = None
    without: Collection[str] | None = None
    ended: bool = False


class ServiceRow(msgspec.Struct, frozen=True):
    key: str
    groups: str
    name: str
    typing: str
    bundles: tuple[str, ...]
    active: bool


class BundleView(msgspec.Struct, frozen=True):
    ozg_id: str
    name: str
    situation: str
    theme: str
    siblings: tuple[tuple[str, str], ...]
    """Key and name of the other Leistungen of the bundle, the first thirty."""
    keyless: tuple[str, ...]


class FimRow(msgspec.Struct, frozen=True):
    block: FimBlock
    status: int | None
    external_id: str
    version: str


class ResponsibilityRow(msgspec.Struct, frozen=True):
    """A body and the parts it takes in a Leistung."""

    organisation: Named
    kinds: frozenset[ResponsibilityKind]
    relevant: bool
    reason: str


class ServiceDetail(msgspec.Struct, frozen=True):
    """Everything the register knows about a Leistung."""

    key: str
    groups: str
    leika: bool
    name: str
    citizen_name: str
    typing: str
    active: bool
    lead: Named | None
    sdg_annex: SdgAnnex
    sdg_areas: tuple[str, ...]
    legal_bases: tuple[str, ...]
    written_form: bool | None
    trust_level: str
    as_of: date | None
    bundles: tuple[BundleView, ...]
    fim: tuple[FimRow, ...]
    case_systems: tuple[Named, ...]
    competent: dict[ResponsibilityKind, int]
    """How many bodies take each part."""


def _filtered(wanted: ServiceFilter) -> "QuerySet[Service]":
    rows = Service.objects.filter(active=not wanted.ended)
    if wanted.theme:
        rows = rows.filter(
            pk__in=Service.bundles.through.objects.filter(  # type: ignore[attr-defined]  # a model without a class of its own
                servicebundle__situation__theme=wanted.theme
            ).values("service_id")
        )
    if wanted.lead:
        rows = rows.filter(
            Q(lead__uuid=wanted.lead)
            | Q(pk__in=Service.objects.filter(bundles__lead__uuid=wanted.lead).values("pk"))
        )
    if wanted.typing:
        rows = rows.filter(
            Q(typing=wanted.typing)
            | Q(typing__startswith=f"{wanted.typing},")
            | Q(typing__endswith=f", {wanted.typing}")
        )
    if wanted.keys is not None:
        rows = rows.filter(key__in=wanted.keys)
    if wanted.without:
        rows = rows.exclude(key__in=wanted.without)
    return rows


def service_page(wanted: ServiceFilter, *, offset: int, limit: int) -> tuple[tuple[ServiceRow, ...], int]:
    """Services by name, and how many there are; three statements."""
    rows = _filtered(wanted)
    found = rows.order_by("name", "key").prefetch_related("bundles")[offset : offset + limit]
    return tuple(
        ServiceRow(
            row.key,
            key_groups(row.key),
            row.name,
            row.typing,
            tuple(each.name for each in row.bundles.all()),
            row.active,
        )
        for row in found
    ), rows.count()


def service_detail(key: str) -> ServiceDetail | None:
    """A Leistung with what hangs on it; a constant number of statements."""
    row = (
        Service.objects.select_related("lead").prefetch_related("bundles__situation", "case_systems")
        .filter(key=key).first()
    )  # fmt: skip
    if row is None:
        return None
    fim = {each.block: each for each in FimState.objects.filter(service=row)}
    kinds = Responsibility.objects.filter(service=row, valid_to__isnull=True, relevant=True)
    competent = [ResponsibilityKind(kind) for kind in kinds.values_list("kind", flat=True)]
    return ServiceDetail(
        row.key, key_groups(row.key), is_leika(row.key), row.name, row.citizen_name, row.typing, row.active,
        Named(row.lead.uuid, row.lead.name) if row.lead else None,
        SdgAnnex(row.sdg_annex), tuple(row.sdg_areas), tuple(row.legal_bases), row.written_form, row.trust_level, row.as_of,
        _bundles(row), tuple(_fim(block, fim.get(block.value)) for block in FimBlock),
        tuple(Named(each.uuid, each.name) for each in row.case_systems.all()),
        {kind: competent.count(kind) for kind in ResponsibilityKind},
    )  # fmt: skip


def _fim(block: FimBlock, row: FimState | None) -> FimRow:
    return FimRow(block, row.status, row.external_id, row.version) if row else FimRow(block, None, "", "")


def _bundles(row: Service) -> tuple[BundleView, ...]:
    bundles = list(row.bundles.all())
    siblings: dict[int, list[tuple[str, str]]] = {}
    pairs = (
        Service.objects.filter(bundles__in=bundles, active=True)
        .exclude(pk=row.pk)
        .order_by("key")
        .values_list("bundles", "key", "name")
    )
    for bundle, key, name in pairs:
        siblings.setdefault(bundle, []).append((key, name))
    keyless: dict[int | None, list[str]] = {}
    for bundle, name in ServiceBundle.objects.filter(
        pk__in=[each.pk for each in bundles], keyless__active=True
    ).values_list("pk", "keyless__name"):
        keyless.setdefault(bundle, []).append(name)
    return tuple(
        BundleView(
            each.ozg_id, each.name, each.situation.name if each.situation else "",
            each.situation.theme if each.situation else "", tuple(siblings.get(each.pk, ())[:30]),
            tuple(keyless.get(each.pk, ())[:30]),
        )
        for each in bundles
    )  # fmt: skip


def duties_of_service(key: str, *, offset: int, limit: int) -> tuple[tuple[ResponsibilityRow, ...], int]:
    """The bodies that take part in a Leistung today, by name, and how many there are; three statements."""
    duties = Responsibility.objects.filter(service__key=key, valid_to__isnull=True)
    bodies = Organisation.objects.filter(pk__in=duties.values("organisation_id")).order_by("name", "id")
    found = list(bodies[offset : offset + limit])
    held: dict[int, list[Responsibility]] = {}
    for row in duties.filter(organisation__in=found):
        held.setdefault(row.organisation_id, []).append(row)
    return tuple(
        ResponsibilityRow(
            Named(body.uuid, body.name),
            frozenset(ResponsibilityKind(row.kind) for row in held.get(body.pk, ())),
            all(row.relevant for row in held.get(body.pk, ())),
            next((row.reason for row in held.get(body.pk, ()) if row.reason), ""),
        )
        for body in found
    ), bodies.count()


def leads() -> tuple[Named, ...]:
    """The bodies in the lead of anything, by name: what a list can be filtered by."""
    rows = Service.objects.filter(lead__isnull=False).values_list("lead__uuid", "lead__name")
    more = ServiceBundle.objects.filter(lead__isnull=False).values_list("lead__uuid", "lead__name")
    return tuple(
        sorted({Named(*row) for row in (*rows.distinct(), *more.distinct())}, key=lambda each: each.name)
    )


def catalogue_date() -> date | None:
    """Date stamp of the catalogue the register holds."""
    return (
        Service.objects.filter(as_of__isnull=False).order_by("-as_of").values_list("as_of", flat=True).first()
    )
