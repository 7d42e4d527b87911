# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures: each opens to its definition, cut-off and the rows it is made of."""

from datetime import date, datetime

import msgspec
from django.db.models import Sum
from django.utils.translation import gettext as _

from leistungswerk.core import times
from leistungswerk.reporting.models import UsageFact


class DayCount(msgspec.Struct, frozen=True):
    day: date
    count: int


class Figure(msgspec.Struct, frozen=True):
    """A figure with all that is needed to trust it.

    ``cut_off``: last legal day counted (Stichtag); ``known_at``: what had been recorded by then (Datenstand).
    """

    label: str
    value: int
    definition: str
    denominator: str
    cut_off: date
    known_at: datetime
    query: str
    days: tuple[DayCount, ...]


def applications_accepted(*, cut_off: date | None = None, known_at: datetime | None = None) -> Figure:
    """„Anträge angenommen“: applications that the authority has taken over, by a verified receipt."""
    known_at = known_at or times.now()
    cut_off = cut_off or times.legal_day(known_at)
    facts = UsageFact.objects.filter(
        measure="application.accepted", day__lte=cut_off, recorded_at__lte=known_at
    )
    per_day = facts.values_list("day").annotate(total=Sum("amount")).order_by("day")
    days = tuple(DayCount(day, total) for day, total in per_day)
    return Figure(
        label=_("Anträge angenommen"),
        value=sum(item.count for item in days),
        definition=_(
            "Anträge, deren Annahme die zuständige Behörde mit einer signierten Quittung bestätigt hat. "
            "Gezählt wird am Tag der Annahme (Europe/Berlin). Nur abgesendete oder abgelehnte Anträge zählen nicht."
        ),
        denominator=_("Absolute Zahl über alle Leistungen und Gebiete dieser Instanz; kein Anteil."),
        cut_off=cut_off,
        known_at=known_at,
        query=(
            "SELECT day, SUM(amount) FROM usage_fact WHERE measure = 'application.accepted' "
            "AND day <= :cut_off AND recorded_at <= :known_at GROUP BY day ORDER BY day"
        ),
        days=days,
    )
