# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeping the counts of what holds now."""

from collections.abc import Iterable

from django.db import transaction

from leistungswerk.core import times
from leistungswerk.reporting.metrics import run
from leistungswerk.reporting.metrics.definitions import COVERAGE
from leistungswerk.reporting.metrics.within import Within
from leistungswerk.reporting.models import Coverage


def recount(service_keys: Iterable[str]) -> None:
    """Count some services again from the facts, by the very statement the metrics use."""
    at = times.now()
    keys = sorted(set(service_keys))
    with transaction.atomic():
        for key in keys:
            rows = run.rows(COVERAGE, run.Cut(times.legal_day(at), at), within=Within(service=key))
            counts = rows[0] if rows else None
            Coverage.objects.update_or_create(
                service_key=key,
                defaults={
                    "competent": counts["competent"] if counts else 0,
                    "shown": counts["shown"] if counts else 0,
                    "told": counts["told"] if counts else 0,
                    "end_to_end": counts["end_to_end"] if counts else 0,
                },
            )
