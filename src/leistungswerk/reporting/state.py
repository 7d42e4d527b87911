# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the figures rest on changed last when? As long as nothing changed, every answer is the same."""

from datetime import UTC, datetime
from typing import Final

from django.db import connection
from django.utils.dateparse import parse_datetime

from leistungswerk.core import times
from leistungswerk.reporting.metrics.run import Cut

_FACTS: Final = ("assessment", "availability", "competence", "service", "focus", "phase", "projectservice")
BEFORE: Final = datetime(2017, 8, 14, tzinfo=UTC)
"""Before the first version of the OZG there was nothing to record."""


def newest(*, usage: bool = True) -> datetime:
    """When the newest fact was recorded or superseded, with or without usage; one statement over indexes."""
    asked = [
        # The condition is that of the index.
        f"SELECT MAX({column}) FROM reporting_{kind}fact WHERE {column} IS NOT NULL"  # noqa: S608 — names from above
        for kind in _FACTS
        for column in ("recorded_at", "superseded_at")
    ]
    if usage:
        asked.append("SELECT MAX(recorded_at) FROM reporting_usagefact")
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        found = [_moment(value) for (value,) in cursor.fetchall() if value is not None]
    return max(found, default=BEFORE)


def _moment(value: str | datetime) -> datetime:
    at = parse_datetime(value) if isinstance(value, str) else value
    assert at is not None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def now(*, usage: bool = True) -> Cut:
    """The Stichtag today with the Datenstand of the newest fact: the same until something changes."""
    return Cut(times.legal_day(times.now()), newest(usage=usage))
