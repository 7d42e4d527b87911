# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading Fachverfahren."""

import uuid
from datetime import date

import msgspec
from django.db.models import Count, Q

from leistungswerk.register.kinds import InterfaceState, Transport
from leistungswerk.register.models import CaseSystem, CaseSystemVersion
from leistungswerk.register.queries.catalogue import Named


class CaseSystemRow(msgspec.Struct, frozen=True):
    uuid: uuid.UUID
    name: str
    vendor: Named
    installations: int
    best: InterfaceState
    """The furthest state of any version."""


class VersionRow(msgspec.Struct, frozen=True):
    version: str
    transport: Transport
    interface: InterfaceState
    message_standard: str
    available_from: date | None
    checked_on: date | None
    source: str


class CaseSystemDetail(msgspec.Struct, frozen=True):
    uuid: uuid.UUID
    name: str
    vendor: Named
    services: tuple[tuple[str, str], ...]
    """Key and name."""
    versions: tuple[VersionRow, ...]


_ORDER = list(InterfaceState)


def case_system_page(*, offset: int, limit: int) -> tuple[tuple[CaseSystemRow, ...], int]:
    """Products by name, and how many there are; three statements."""
    rows = CaseSystem.objects.select_related("vendor").annotate(
        running=Count("installations", filter=Q(installations__valid_to__isnull=True))
    )
    found = list(rows.order_by("name")[offset : offset + limit])
    states: dict[int, list[InterfaceState]] = {}
    for product, state in CaseSystemVersion.objects.filter(case_system__in=found).values_list(
        "case_system_id", "interface"
    ):
        states.setdefault(product, []).append(InterfaceState(state))
    return tuple(
        CaseSystemRow(
            row.uuid, row.name, Named(row.vendor.uuid, row.vendor.name), row.running,
            max(states.get(row.pk, [InterfaceState.NONE]), key=_ORDER.index),
        )
        for row in found
    ), CaseSystem.objects.count()  # fmt: skip


def case_system_detail(identity: uuid.UUID) -> CaseSystemDetail | None:
    """A product with its versions; newest statement first."""
    row = CaseSystem.objects.select_related("vendor").filter(uuid=identity).first()
    if row is None:
        return None
    versions = row.versions.order_by("-version", "transport")
    return CaseSystemDetail(
        row.uuid, row.name, Named(row.vendor.uuid, row.vendor.name),
        tuple(row.services.order_by("key").values_list("key", "name")),
        tuple(
            VersionRow(
                each.version, Transport(each.transport), InterfaceState(each.interface), each.message_standard,
                each.available_from, each.checked_on, each.source,
            )
            for each in versions
        ),
    )  # fmt: skip


def case_system_choices() -> tuple[Named, ...]:
    return tuple(Named(*row) for row in CaseSystem.objects.order_by("name").values_list("uuid", "name"))
