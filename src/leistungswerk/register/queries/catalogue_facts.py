# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Facts of the catalogue that gates ask for: who executes, and what FIM has of a service."""

from collections.abc import Iterable

import msgspec

from leistungswerk.register.kinds import FimBlock, ResponsibilityKind
from leistungswerk.register.models import FimState, Responsibility, Service


class FimFinding(msgspec.Struct, frozen=True):
    """What the register knows of a service's data schema in FIM; ``digest`` is that of the file we hold."""

    key: str
    name: str
    looked_up: bool
    external_id: str
    status: int | None
    digest: str


def executing_bodies(services: Iterable[int]) -> int:
    """How many bodies administer or decide one of the services today and are concerned by it."""
    rows = Responsibility.objects.filter(
        service_id__in=list(services),
        kind__in=[ResponsibilityKind.ADMINISTERS, ResponsibilityKind.DECIDES],
        relevant=True,
        valid_to__isnull=True,
    )
    return rows.values("organisation_id").distinct().count()


def fim_findings(services: Iterable[int]) -> tuple[FimFinding, ...]:
    """For each service what FIM has of its data schema, by key; two statements."""
    keys = list(services)
    states = {
        row.service_id: row
        for row in FimState.objects.filter(service_id__in=keys, block=FimBlock.DATA)
        .select_related("document")
        .defer("document__xml")
    }
    found: list[FimFinding] = []
    for pk, key, name in Service.objects.filter(pk__in=keys).order_by("key").values_list("pk", "key", "name"):
        row = states.get(pk)
        document = row.document if row else None
        found.append(
            FimFinding(
                key,
                name,
                row is not None,
                row.external_id if row else "",
                row.status if row else None,
                document.sha256 if document else "",
            )
        )
    return tuple(found)
