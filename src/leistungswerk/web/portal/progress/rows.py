# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rows behind each figure, as everybody may read them; where something is missing stands first."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

import msgspec
from django.utils.translation import gettext as _

from leistungswerk.reporting import progress
from leistungswerk.reporting.metrics import run
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.progress import ServiceStanding
from leistungswerk.reporting.public_usage import published_months
from leistungswerk.web.portal.progress import words
from leistungswerk.web.portal.progress.page import Bar, bar, month_name, service_url
from leistungswerk.web.shares import whole_percent


class Row(msgspec.Struct, frozen=True):
    """A line: a name (German data) with a note, its cells, and whether it counts for the figure."""

    name: str
    cells: tuple[str, ...]
    counts: bool | None = None
    """``None`` where lines are no yes or no."""
    url: str = ""
    note: str = ""
    bar: Bar | None = None
    german: bool = True


class Rows(msgspec.Struct, frozen=True):
    """``head`` names the cells."""

    head: tuple[str, ...]
    rows: Sequence[Row]


def rows_of(code: str, cut: Cut) -> Rows:
    """All rows of a metric; one or two statements over kept counts."""
    return _ROWS[code](cut)


def _services(cut: Cut, reached: Callable[[ServiceStanding], bool] | None) -> Rows:
    return _standings(progress.services_at(cut), reached)


def _standings(found: Sequence[ServiceStanding], reached: Callable[[ServiceStanding], bool] | None) -> Rows:
    head = (_("online"), _("zuständige Behörden"), _("fehlt bei"), _("durchgängig"))
    rows = [
        Row(
            each.name,
            tuple(map(words.number, (each.online, each.competent, each.missing, each.end_to_end))),
            reached(each) if reached else None,
            service_url(each.key),
            each.ressort,
            bar(each),
        )
        for each in found
    ]
    # Python sorts stably: by name within what counts and what does not.
    return Rows(
        head, sorted(rows, key=lambda row: row.counts is True) if reached else _by_density(found, rows)
    )


def _by_density(found: Sequence[ServiceStanding], rows: Sequence[Row]) -> list[Row]:
    order = sorted(range(len(rows)), key=lambda place: found[place].online / (found[place].competent or 1))
    return [rows[place] for place in order]


def _end_to_end(each: ServiceStanding) -> bool:
    return bool(each.competent) and each.end_to_end == each.competent


def _bundles(cut: Cut) -> Rows:
    head = (_("Leistungen"), _("davon ab Reifegrad 2"))
    rows = [
        Row(
            row["name"],
            (words.number(row["members"]), words.number(row["total"])),
            row["total"] > 0,
            note=row["ozg_id"],
            bar=Bar(whole_percent(row["shown"], row["members"]), whole_percent(row["total"], row["members"])),
        )
        for row in run.rows("bundles_now", cut, kept=True)
    ]
    return Rows(head, sorted(rows, key=lambda row: row.counts is True))


def _objects(cut: Cut) -> Rows:
    head = (_("Verrichtungen"), _("davon irgendwo online"))
    rows = [
        Row(
            row["name"],
            (words.number(row["members"]), words.number(row["total"])),
            row["total"] > 0,
            note=row["object"],
            bar=Bar(whole_percent(row["shown"], row["members"]), whole_percent(row["total"], row["members"])),
        )
        for row in run.rows("objects", cut, kept=True)
    ]
    return Rows(head, sorted(rows, key=lambda row: row.counts is True))


def _months(cut: Cut) -> Rows:
    return Rows((_("angenommene Anträge"),), month_rows(published_months(cut)))


def _month_row(month: date, count: int | None, most: int) -> Row:
    """A published month; ``most`` is the greatest of all."""
    if count is None:
        return Row(month_name(month), (_("unter 5 oder geschützt"),), german=False)
    told = whole_percent(count, most)
    return Row(month_name(month), (words.number(count),), bar=Bar(told, told), german=False)


def month_rows(months: Sequence[tuple[date, int | None]]) -> list[Row]:
    """These months, the newest first."""
    most = max((count or 0 for _month, count in months), default=0)
    return [_month_row(month, count, most) for month, count in reversed(months)]


_ROWS: Final[Mapping[str, Callable[[Cut], Rows]]] = MappingProxyType(
    {
        "m1": _bundles,
        "m2": lambda cut: _services(cut, lambda each: each.area_wide),
        "m3": lambda cut: _services(cut, lambda each: each.online > 0),
        "m4": lambda cut: _services(cut, None),
        "m5": _objects,
        "m6": lambda cut: _standings(progress.focus_at(cut), _end_to_end),
        "m7": _months,
        "m8": lambda cut: _standings(progress.reused_at(cut), lambda each: each.area_wide),
    }
)
