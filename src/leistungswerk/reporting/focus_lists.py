# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading the lists of Fokusleistungen as they held and were known at a cut-off."""

from datetime import date

import msgspec

from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.models import FocusFact, ServiceFact


class FocusService(msgspec.Struct, frozen=True):
    """A service on a list since a day; ``name`` is empty where the catalogue did not know the service then."""

    key: str
    name: str
    since: date
    source: str


def focus_lists(cut: Cut) -> dict[str, tuple[FocusService, ...]]:
    """Every list with its services, by name and key; two statements."""
    rows = list(FocusFact.objects.filter(cut.held()).order_by("list_name", "service_key"))
    names = dict(
        ServiceFact.objects.filter(cut.held())
        .filter(service_key__in=[row.service_key for row in rows])
        .values_list("service_key", "name")
    )
    lists: dict[str, list[FocusService]] = {}
    for row in rows:
        service = FocusService(row.service_key, names.get(row.service_key, ""), row.valid_from, row.source)
        lists.setdefault(row.list_name, []).append(service)
    return {name: tuple(services) for name, services in lists.items()}
