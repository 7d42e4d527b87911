# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a service is known to be online: facts shown by evidence or told, for the public finder."""

from collections.abc import Sequence

import msgspec
from django.db.models import Q

from leistungswerk.core import times
from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.models import AvailabilityFact


class Known(msgspec.Struct, frozen=True):
    """The nearest body at which a service is known to be online."""

    ars: str
    body: str
    evidence: Evidence


def online_at(key: str, levels: Sequence[str]) -> Known | None:
    """The fact of the nearest Gebiet that holds today; one statement."""
    today = times.legal_day(times.now())
    order = {ars: place for place, ars in enumerate(levels)}
    rows = AvailabilityFact.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today), service_key=key, ars__in=levels, channel="online",
        valid_from__lte=today, superseded_at__isnull=True,
    )  # fmt: skip
    found = [
        Known(ars, body, Evidence(kind))
        for ars, body, kind in rows.values_list("ars", "body_name", "evidence")
    ]
    return min(found, key=lambda each: order[each.ars], default=None)
