# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Counting usage: a fact for each event, and the sum of its month."""

from datetime import date
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from leistungswerk.core import times
from leistungswerk.reporting.models import UsageFact, UsageMonth

EVERYWHERE: Final = ""
"""The Gebiet of the row that sums all Gebiete."""


def count(*, measure: str, day: date, service_key: str, territory: str, source_event: int) -> bool:
    """Count one thing that happened, once by its event; ``False`` if it was counted already."""
    with transaction.atomic():
        _fact, fresh = UsageFact.objects.get_or_create(
            source_event=source_event,
            defaults={
                "measure": measure,
                "day": day,
                "service_key": service_key,
                "territory": territory,
                "recorded_at": times.now(),
            },
        )
        if fresh:
            for place in (territory, EVERYWHERE):
                _raise(measure=measure, month=day.replace(day=1), service_key=service_key, territory=place)
    return fresh


def _raise(**where: Any) -> None:
    """One more in this month. The sum is raised in one statement: two at once both count."""
    if not UsageMonth.objects.filter(**where).update(amount=F("amount") + 1):
        row, _created = UsageMonth.objects.get_or_create(**where)
        UsageMonth.objects.filter(pk=row.pk).update(amount=F("amount") + 1)


BEGUN: Final = "begun"
UNKNOWN: Final = "ZZ"
"""No country told: the code ISO 3166 leaves to users."""


def begin(*, day: date, service_key: str, device: str, country: str) -> None:
    """Count a procedure begun, by kind of device and country; only the sum of its month is kept."""
    measure = f"{BEGUN}.{device}.{country or UNKNOWN}"
    with transaction.atomic():
        _raise(measure=measure, month=day.replace(day=1), service_key=service_key, territory=EVERYWHERE)
