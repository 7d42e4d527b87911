# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What figures are made of: services as they are called now, and who decides on them."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import msgspec

from leistungswerk.register.keys import service_kind
from leistungswerk.register.kinds import RESSORTS, ResponsibilityKind
from leistungswerk.register.models import Organisation, Responsibility, Service, Succession


class ServiceAttributes(msgspec.Struct, frozen=True):
    """A service with its first OZG-Leistung and the Ressort in the lead; empty where there is none."""

    service_key: str
    name: str
    kind: str
    ozg_id: str
    ozg_name: str
    theme: str
    ressort: str
    typing: str


class Competence(msgspec.Struct, frozen=True):
    """A body that decides on a service; ``since`` is ``None`` where it is not known."""

    service_key: str
    body: UUID
    body_name: str
    ars: str
    relevant: bool
    reason: str
    since: date | None


def service_attributes(keys: Iterable[str] | None = None) -> tuple[ServiceAttributes, ...]:
    """Active services, all or those with these keys; two statements."""
    rows = Service.objects.filter(active=True).select_related("lead").prefetch_related("bundles__situation")
    if keys is not None:
        rows = rows.filter(key__in=list(keys))
    found = []
    for row in rows.order_by("key"):
        bundle = min(row.bundles.all(), key=lambda each: each.ozg_id, default=None)
        situation = bundle.situation if bundle else None
        found.append(
            ServiceAttributes(
                row.key,
                row.name,
                service_kind(row.key).value,
                bundle.ozg_id if bundle else "",
                bundle.name if bundle else "",
                situation.theme if situation else "",
                row.lead.name if row.lead else "",
                row.typing,
            )
        )
    return tuple(found)


def deciding_bodies(keys: Iterable[str] | None = None) -> tuple[Competence, ...]:
    """Who decides on active services now, those for which the service does not arise included; one statement."""
    rows = Responsibility.objects.filter(
        kind=ResponsibilityKind.DECIDES,
        valid_to__isnull=True,
        organisation__valid_to__isnull=True,
        service__active=True,
    )
    if keys is not None:
        rows = rows.filter(service__key__in=list(keys))
    return tuple(
        Competence(key, body, name, ars or "", relevant, reason, since)
        for key, body, name, ars, relevant, reason, since in rows.values_list(
            "service__key",
            "organisation__uuid",
            "organisation__name",
            "organisation__territory__ars",
            "relevant",
            "reason",
            "valid_from",
        ).order_by("service__key", "organisation__name")
    )


class Recut(msgspec.Struct, frozen=True):
    """A body that went on in another; ``on``: first day of the successor."""

    body: UUID
    name: str
    successor: str
    on: date


def recuts(first: date, last: date) -> tuple[Recut, ...]:
    """Which bodies went on in which between two days, both included, oldest first; one statement."""
    rows = Succession.objects.filter(on__gte=first, on__lte=last).order_by("on", "predecessor__name", "pk")
    named = rows.values_list("predecessor__uuid", "predecessor__name", "successor__name", "on")
    return tuple(Recut(*row) for row in named)


def ressort_names() -> dict[int, str]:
    """The Ressort of each organisation by internal id: the ministry above it, or itself; one statement."""
    rows = {
        pk: (name, kind, parent)
        for pk, name, kind, parent in Organisation.objects.values_list("pk", "name", "kind", "parent_id")
    }

    def _above(pk: int) -> str:
        seen: set[int] = set()
        name, kind, parent = rows[pk]
        while kind not in RESSORTS and parent is not None and parent not in seen:
            seen.add(parent)
            name, kind, parent = rows[parent]
        return name if kind in RESSORTS else rows[pk][0]

    return {pk: _above(pk) for pk in rows}


def lead_of(service_key: str) -> UUID | None:
    """The organisation in the lead of a service; ``None`` where none is entered or the service is not known."""
    return Service.objects.filter(key=service_key).values_list("lead__uuid", flat=True).first()


def citizen_names(keys: Iterable[str]) -> dict[str, str]:
    """Names of services as people say them (Leistungsbezeichnung II), where they have one; one statement."""
    rows = Service.objects.filter(key__in=list(keys)).exclude(citizen_name="")
    return dict(rows.values_list("key", "citizen_name"))
