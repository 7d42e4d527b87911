# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who makes the statute, administers and decides: Zuständigkeiten that hold today."""

import uuid
from collections.abc import Collection

import msgspec
from django.db.models import Q

from leistungswerk.core import times
from leistungswerk.register.kinds import ResponsibilityKind
from leistungswerk.register.models import Organisation, Responsibility


class ResponsibleBody(msgspec.Struct, frozen=True):
    pk: int
    uuid: uuid.UUID
    name: str


class ResponsibilityRow(msgspec.Struct, frozen=True):
    service: int
    kind: ResponsibilityKind
    organisation: str


def responsible_bodies(
    services: Collection[int], kind: ResponsibilityKind
) -> tuple[ResponsibleBody, ...]:  # fmt: skip
    """Bodies with a relevant Zuständigkeit of a kind for one of the services (internal ids), by name."""
    today = times.legal_day(times.now())
    held = Responsibility.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today), service_id__in=services, kind=kind, relevant=True
    )
    rows = Organisation.objects.filter(pk__in=held.values("organisation_id"), valid_to__isnull=True)
    return tuple(
        ResponsibleBody(*row) for row in rows.order_by("name", "pk").values_list("pk", "uuid", "name")
    )


def responsibilities(services: Collection[int]) -> tuple[ResponsibilityRow, ...]:
    """Every relevant Zuständigkeit for these services (internal ids), by name of the body; one statement."""
    today = times.legal_day(times.now())
    rows = Responsibility.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today), service_id__in=services, relevant=True
    ).order_by("organisation__name")
    return tuple(
        ResponsibilityRow(service, ResponsibilityKind(kind), name)
        for service, kind, name in rows.values_list("service_id", "kind", "organisation__name")
    )
