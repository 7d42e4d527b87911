# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a report is made of: one frozen struct whose digest is printed on every page.

The same Stichtag and Datenstand give the same struct, whenever it is asked for (domain.md 6.2).
"""

import hashlib
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import msgspec
from django.db.models import Count

from leistungswerk.register.outlines import Outlines
from leistungswerk.register.queries.maps import installed_outlines
from leistungswerk.reporting import money, queries, state
from leistungswerk.reporting.drawings.tiles import PLACES
from leistungswerk.reporting.forecast import Forecast, forecast
from leistungswerk.reporting.metrics import run
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.models import PhaseFact
from leistungswerk.reporting.open_data.rows import public_figures
from leistungswerk.reporting.public_usage import published_months
from leistungswerk.reporting.reports.rounds import RoundTold, round_told
from leistungswerk.reporting.reports.support import Support, support_at
from leistungswerk.reporting.situation import Situation, situation

_HISTORY: Final = 12
_AHEAD: Final = 6
_NOTHING: Final = MappingProxyType(
    dict.fromkeys(("services", "area_wide", "anywhere", "pairs", "available"), 0)
)
"""On a day on which nobody decided on anything."""


class Template(StrEnum):
    """For whom: the cabinet (two pages), the Landtag (per question), the IT-Kooperationsrat, the public, all of them."""

    CABINET = "cabinet"
    LANDTAG = "landtag"
    COUNCIL = "council"
    PUBLIC = "public"
    FULL = "full"


FOR_EVERYBODY: Final = frozenset({Template.PUBLIC, Template.LANDTAG})
"""What they print is public (an answer to the Landtag as a Drucksache); so usage is told as in the open data, and two
reports, one less the other, tell no single application."""


class FigureLine(msgspec.Struct, frozen=True):
    code: str
    title: str
    definition: str
    denominator_text: str
    shown: int
    total: int
    denominator: int | None
    percent: str | None


class RessortLine(msgspec.Struct, frozen=True):
    """Vorhaben of a Ressort: by phase 0 to 3, and apart those deferred, not digitisable, completed."""

    name: str
    phases: tuple[int, int, int, int]
    deferred: int
    not_digitisable: int
    completed: int


class DistrictLine(msgspec.Struct, frozen=True):
    key: str
    letters: str
    competent: int
    shown: int
    total: int


class ServiceLine(msgspec.Struct, frozen=True):
    key: str
    name: str
    competent: int
    shown: int
    told: int
    end_to_end: int


class MonthPoint(msgspec.Struct, frozen=True):
    """Shares at the end of a month, in per cent of their denominators; ``None`` while there was none."""

    day: date
    area_wide: float | None
    anywhere: float | None
    pairs: float | None


class ReportData(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All numbers of a report; texts stand beside them and carry no number of their own.

    What was added later and says nothing is left out, so that the digest of earlier reports stays the same.
    """

    template: Template
    cut_off: date
    known_at: str
    figures: tuple[FigureLine, ...]
    ressorts: tuple[RessortLine, ...]
    districts: tuple[DistrictLine, ...]
    focus: tuple[ServiceLine, ...]
    services: tuple[ServiceLine, ...]
    transports: tuple[tuple[str, int], ...]
    usage: tuple[tuple[str, int | None], ...]
    """Accepted applications by month; for everybody as published, ``None``: protected."""
    history: tuple[MonthPoint, ...]
    forecast: Forecast | None
    gaps: tuple[tuple[str, int], ...]
    paths: tuple[tuple[str, int], ...]
    """Running Vorhaben by path; an empty path is not decided yet."""
    costs: tuple[money.Sum, ...]
    """By Haushaltsjahr, in cents."""
    efforts: tuple[tuple[str, int, int], ...]
    """Compliance cost as of the cut-off by Ressort: yearly and once, in cents."""
    support: Support
    outlines: Outlines | None
    """What the map is drawn with, as known at the Datenstand; none: tiles."""
    situation: Situation = Situation()
    """What happened to the data themselves."""
    round: RoundTold | None = None
    """The last data round closed by then."""

    def digest(self) -> str:
        """SHA-256 of the data in canonical JSON."""
        return hashlib.sha256(msgspec.json.encode(self, order="sorted")).hexdigest()


def collect(template: Template, cut: Cut) -> ReportData:
    """Ask everything at once; all within one Stichtag and Datenstand."""
    history = history_at(cut)
    shares = [point.pairs for point in history if point.pairs is not None]
    return ReportData(
        template=template,
        cut_off=cut.cut_off,
        known_at=cut.known_at.isoformat(timespec="seconds"),
        figures=tuple(_figure(share) for share in _shares(template, cut)),
        ressorts=ressorts_at(cut),
        districts=districts_at(cut),
        focus=tuple(_service(row) for row in run.rows("focus", cut, kept=True)),
        services=tuple(
            _service(row) for row in run.rows("services", cut, kept=True, limit=100_000, offset=0)
        ),
        transports=tuple((row["transport"], row["amount"]) for row in run.rows("transports", cut)),
        usage=_usage(template, cut),
        history=history,
        forecast=forecast(shares, ahead=_AHEAD),
        gaps=tuple(sorted(queries.gaps(cut, kept=True).items())),
        paths=_paths(cut),
        costs=money.by_year(money.money(cut)),
        efforts=_efforts(cut),
        support=support_at(cut),
        outlines=installed_outlines(known_at=cut.known_at),
        situation=situation(cut),
        round=round_told(cut),
    )


def _shares(template: Template, cut: Cut) -> tuple[queries.Share, ...]:
    return public_figures(cut) if template in FOR_EVERYBODY else queries.figures(cut, kept=True)


def _usage(template: Template, cut: Cut) -> tuple[tuple[str, int | None], ...]:
    if template in FOR_EVERYBODY:
        return tuple((f"{month:%Y-%m}", amount) for month, amount in published_months(cut))
    return tuple((row["month"], row["amount"]) for row in run.rows("months", cut))


def _efforts(cut: Cut) -> tuple[tuple[str, int, int], ...]:
    sums: dict[str, tuple[int, int]] = {}
    for each in money.efforts(cut):
        yearly, once = sums.get(each.ressort, (0, 0))
        sums[each.ressort] = (yearly + each.yearly, once + each.once)
    return tuple((name, *both) for name, both in sorted(sums.items()))


def _paths(cut: Cut) -> tuple[tuple[str, int], ...]:
    rows = PhaseFact.objects.filter(cut.held(), state="active").values_list("path")
    return tuple(rows.annotate(amount=Count("project", distinct=True)).order_by("path"))


def _figure(share: queries.Share) -> FigureLine:
    return FigureLine(
        share.code, str(share.title), str(share.definition), str(share.denominator_text), share.shown, share.total,
        share.denominator, share.percent,
    )  # fmt: skip


def _service(row: dict[str, object]) -> ServiceLine:
    counts = [int(str(row[name] or 0)) for name in ("competent", "shown", "told", "end_to_end")]
    return ServiceLine(str(row["service_key"]), str(row["name"] or row["service_key"]), *counts)


def ressorts_at(cut: Cut) -> tuple[RessortLine, ...]:
    """Where the Vorhaben of each Ressort stand, by its name; one statement."""
    found: dict[str, dict[str, int]] = {}
    for row in run.rows("phases", cut):
        line = found.setdefault(row["ressort"], dict.fromkeys(("0", "1", "2", "3", "d", "n", "c"), 0))
        where = {"deferred": "d", "not_digitisable": "n", "completed": "c"}.get(
            row["state"], str(row["phase"])
        )
        if row["state"] != "abandoned":
            line[where] += row["amount"]
    return tuple(
        RessortLine(name, (line["0"], line["1"], line["2"], line["3"]), line["d"], line["n"], line["c"])
        for name, line in sorted(found.items())
    )


def districts_at(cut: Cut) -> tuple[DistrictLine, ...]:
    """All 36 districts and independent cities, those of which nothing is known with zeros."""
    # Of now it is only what is open; of then one is sought for each service and district.
    name = "districts_now" if state.newest(usage=False) <= cut.known_at else "districts"
    rows = {row["district"]: row for row in run.rows(name, cut, kept=True)}
    return tuple(
        DistrictLine(key, letters, rows[key]["competent"], rows[key]["shown"], rows[key]["total"])
        if key in rows
        else DistrictLine(key, letters, 0, 0, 0)
        for key, (_column, _row, letters) in sorted(PLACES.items())
    )


def month_ends(last: date, count: int) -> list[date]:
    """The ends of the months before ``last`` and ``last`` itself, oldest first, ``count`` in all."""
    ends, year, month = [last], last.year, last.month
    while len(ends) < count:
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        ends.append(date(year, month, monthrange(year, month)[1]))
    return ends[::-1]


def history_at(cut: Cut, count: int = _HISTORY) -> tuple[MonthPoint, ...]:
    """Shares at the ends of the last months as known at the Datenstand: corrections are in; one statement."""
    days = month_ends(cut.cut_off, count)
    course = run.course(days, cut.known_at)
    return tuple(_point(day, course.get(day, _NOTHING)) for day in days)


def _point(day: date, sums: Mapping[str, int]) -> MonthPoint:
    return MonthPoint(
        day,
        _percent(sums["area_wide"], sums["services"]),
        _percent(sums["anywhere"], sums["services"]),
        _percent(sums["available"], sums["pairs"]),
    )


def _percent(part: int, whole: int) -> float | None:
    return round(part * 100 / whole, 1) if whole else None
