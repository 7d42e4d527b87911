# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Usage as everybody may read it: completed months as they were published, and in steps of five what came since.

The same sums as in the open data, so that no page told beside a file gives away what the file protects.
"""

from datetime import UTC, date, datetime
from functools import lru_cache

import msgspec
from django.db.models import Max

from leistungswerk.reporting.disclosure import SMALLEST, in_fives
from leistungswerk.reporting.metrics import run
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.models import UsageFact
from leistungswerk.reporting.open_data.usage import closed_on
from leistungswerk.reporting.protection import told_total


class PublicUsage(msgspec.Struct, frozen=True):
    """Accepted applications: published months (``None``: protected), their sum, and what came since."""

    months: tuple[tuple[date, int | None], ...]
    published: int
    since: int
    """Applications not in a published month, in steps of five."""
    few: bool
    """There are some, but fewer than five."""

    @property
    def total(self) -> int:
        return self.published + self.since


def public_usage(cut: Cut, counted: int) -> PublicUsage:
    """What may be told of all that was ``counted`` (M7); two statements, and one more once a month."""
    months = published_months(cut)
    published = sum(count or 0 for _month, count in months)
    rest = counted - published
    return PublicUsage(months, published, in_fives(rest), 0 < rest < SMALLEST)


def published_months(cut: Cut) -> tuple[tuple[date, int | None], ...]:
    """All months published at the Stichtag, oldest first, with the sum of the Land.

    What is published was recorded before its month began (``open_data.usage``), so the answer holds for a month.
    """
    first = cut.cut_off.replace(day=1)
    before = UsageFact.objects.filter(
        recorded_at__lt=datetime(first.year, first.month, 1, tzinfo=UTC), recorded_at__lte=cut.known_at
    )
    newest = before.aggregate(at=Max("recorded_at"))["at"]
    if newest is None:
        return ()
    last = before.filter(recorded_at=newest).aggregate(pk=Max("pk"))["pk"]
    return _published(Cut(first, newest), last)


@lru_cache(maxsize=4)
def _published(cut: Cut, _last: int) -> tuple[tuple[date, int | None], ...]:
    return tuple(
        (
            date.fromisoformat(f"{row['month']}-01"),
            told_total(row["amount"], row["cells"]),
        )
        for row in run.rows("published", cut)
        if closed_on(row["month"]) <= cut.cut_off
    )


def forget() -> None:
    """Drop what is kept of published months."""
    _published.cache_clear()
