# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Usage of completed months, protected.

A month is published once, as it was known at the end of the month after it; what is recorded later changes nothing
that was said. So nobody learns a small cell from the difference of two answers.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

import msgspec

from leistungswerk.reporting.metrics import run
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.protection import Protected, protected

_Cells = dict[tuple[str, str], int]


class Month(msgspec.Struct, frozen=True):
    """A published month: cells by (Leistungsschlüssel, district)."""

    month: str
    told: Protected


def _next(month: str) -> str:
    first = date.fromisoformat(f"{month}-01")
    return (first + timedelta(days=32)).isoformat()[:7]


def closed_on(month: str) -> date:
    """The first day on which a month is published: the first of the second month after it."""
    return date.fromisoformat(f"{_next(_next(month))}-01")


def months(cut: Cut) -> tuple[Month, ...]:
    """All months published at the Stichtag, oldest first."""
    found: dict[str, _Cells] = {}
    for row in run.rows("cells", cut):
        month = str(row["month"])
        if closed_on(month) > cut.cut_off or str(row["recorded"]) > _next(month):
            continue
        cells = found.setdefault(month, {})
        cell = str(row["service_key"]), str(row["district"])
        cells[cell] = cells.get(cell, 0) + int(row["amount"])
    return tuple(Month(month, _told(tuple(sorted(cells.items())))) for month, cells in sorted(found.items()))


@lru_cache(maxsize=120)
def _told(cells: tuple[tuple[tuple[str, str], int], ...]) -> Protected:
    # A month never changes once it is published; ten years of them are worked out once a process.
    return protected(dict(cells))


def rows(published: Iterable[Month]) -> Iterable[tuple[str, str, str, int | None, bool]]:
    """Month, Leistungsschlüssel, district, applications or ``None``, and whether that is protection."""
    for each in published:
        for (service, district), count in sorted(each.told.cells.items()):
            yield each.month, service, district, count, count is None
