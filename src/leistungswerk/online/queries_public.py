# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which online services of our own run where; for the public finder."""

from collections.abc import Collection, Sequence
from uuid import UUID

import msgspec
from django.db.models import QuerySet

from leistungswerk.online.models import OnlineService
from leistungswerk.online.states import FormState


class Running(msgspec.Struct, frozen=True):
    """An online service that takes applications."""

    slug: str
    title: str
    ars: str
    territory: str
    body: str


def _running() -> "QuerySet[OnlineService]":
    return OnlineService.objects.filter(valid_to__isnull=True, form_version__state=FormState.PUBLISHED)


def running_at(key: str, levels: Sequence[str]) -> Running | None:
    """The one of the nearest Gebiet; one statement."""
    order = {ars: place for place, ars in enumerate(levels)}
    rows = _running().filter(service__key=key, territory__ars__in=levels)
    found = rows.values_list(
        "slug", "form_version__document__title", "territory__ars", "territory__name", "authority__name"
    )
    return min((Running(*row) for row in found), key=lambda each: order[each.ars], default=None)


def running_by_key(levels: Sequence[str]) -> dict[str, Running]:
    """Leistungsschlüssel → the one of the nearest Gebiet, for all that run at a place; one statement."""
    order = {ars: place for place, ars in enumerate(levels)}
    rows = _running().filter(territory__ars__in=levels)
    found: dict[str, Running] = {}
    told = rows.values_list(
        "service__key",
        "slug",
        "form_version__document__title",
        "territory__ars",
        "territory__name",
        "authority__name",
    )
    for key, *row in sorted(told, key=lambda row: order[row[3]]):
        found.setdefault(key, Running(*row))
    return found


def running_elsewhere(key: str, levels: Sequence[str]) -> int:
    """In how many other Gebiete it runs."""
    rows = _running().filter(service__key=key).exclude(territory__ars__in=levels)
    return rows.values("territory_id").distinct().count()


def keys_running_at(levels: Sequence[str]) -> frozenset[str]:
    """Leistungsschlüssel with an online service at a place; one statement."""
    return frozenset(_running().filter(territory__ars__in=levels).values_list("service__key", flat=True))


def connections_of(keys: Collection[str]) -> dict[str, frozenset[UUID]]:
    """Connections to Fachverfahren that running services of these Leistungsschlüssel use; one statement."""
    found: dict[str, set[UUID]] = {}
    rows = _running().filter(service__key__in=keys).values_list("service__key", "connection__uuid")
    for key, connection in rows:
        found.setdefault(key, set()).add(connection)
    return {key: frozenset(held) for key, held in found.items()}


class Offered(msgspec.Struct, frozen=True):
    uuid: str
    slug: str
    title: str
    key: str
    ars: str


def offered_at(levels: Sequence[str], *, offset: int, limit: int) -> tuple[tuple[Offered, ...], int]:
    """Online services at a place by name, and how many there are."""
    rows = _running().filter(territory__ars__in=levels).order_by("form_version__document__title", "pk")
    found = rows.values_list(
        "uuid", "slug", "form_version__document__title", "service__key", "territory__ars"
    )
    return tuple(Offered(str(row[0]), *row[1:]) for row in found[offset : offset + limit]), rows.count()


def title_of(pk: int) -> str | None:
    """Name of an online service, running or ended; ``None`` if there is none."""
    rows = OnlineService.objects.filter(pk=pk)
    return rows.values_list("form_version__document__title", flat=True).first()


class Announced(msgspec.Struct, frozen=True):
    """What a service is for and whose it is, for those who hear that it came or went."""

    key: str
    body: UUID


def announced(identity: UUID) -> Announced | None:
    row = OnlineService.objects.filter(uuid=identity).values_list("service__key", "authority__uuid").first()
    return Announced(*row) if row else None
