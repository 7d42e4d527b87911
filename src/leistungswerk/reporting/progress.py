# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How far the Land is, as everybody may read it: from what events keep, gaps as openly as successes."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

import msgspec

from leistungswerk.register.queries import gazetteer
from leistungswerk.reporting import queries, state
from leistungswerk.reporting.forecast import Forecast, forecast
from leistungswerk.reporting.metrics import run
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.models import CoverageSpan
from leistungswerk.reporting.open_data.rows import ALL, published
from leistungswerk.reporting.public_usage import PublicUsage, public_usage
from leistungswerk.reporting.queries import Share
from leistungswerk.reporting.reports.collect import (
    DistrictLine,
    MonthPoint,
    RessortLine,
    districts_at,
    history_at,
    ressorts_at,
)

AHEAD: Final = 6
"""Months the forecast looks ahead."""


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """Pairs of service and body that decides on it: how many, shown by evidence, only told."""

    competent: int
    shown: int
    told: int

    @property
    def online(self) -> int:
        return self.shown + self.told

    @property
    def missing(self) -> int:
        return self.competent - self.online


class ServiceStanding(Counted, frozen=True, kw_only=True):
    """A service; ``end_to_end``: bodies where applications arrive as data."""

    key: str
    name: str
    ressort: str
    end_to_end: int

    @property
    def area_wide(self) -> bool:
        return bool(self.competent) and not self.missing


class DistrictStanding(Counted, frozen=True, kw_only=True):
    """A district or independent city with its key of five digits and the letters people know it by."""

    key: str
    letters: str
    name: str

    @property
    def ars(self) -> str:
        return self.key.ljust(12, "0")


class RessortStanding(Counted, frozen=True, kw_only=True):
    """A Ressort: the services in its lead, and where its Vorhaben stand."""

    name: str
    services: int
    area_wide: int
    anywhere: int
    projects: RessortLine


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    cut: Cut
    shares: tuple[Share, ...]
    """M1 to M8; usage as published."""
    services: tuple[ServiceStanding, ...]
    """By name."""
    focus: tuple[ServiceStanding, ...]
    districts: tuple[DistrictStanding, ...]
    ressorts: tuple[RessortStanding, ...]
    history: tuple[MonthPoint, ...]
    forecast: Forecast | None
    """Of the availability in the area (M4)."""
    gaps: Mapping[str, int]
    usage: PublicUsage

    def share(self, code: str) -> Share:
        return next(each for each in self.shares if each.code == code)


def progress(cut: Cut) -> Progress:
    """Everything the public page tells, for now; a constant number of statements over kept counts."""
    exact = queries.figures(cut, kept=True)
    services = services_at(cut)
    districts, history = _map_and_course(*_lasting(cut))
    pairs = [point.pairs for point in history if point.pairs is not None]
    return Progress(
        cut=cut,
        shares=tuple(published(share) for share in exact),
        services=services,
        focus=focus_at(cut),
        districts=_district_standings(districts),
        ressorts=_ressorts(services, ressorts_at(cut)),
        history=history,
        forecast=forecast(pairs, ahead=AHEAD),
        gaps=queries.gaps(cut, kept=True),
        usage=public_usage(cut, next(share.total for share in exact if share.code == "m7")),
    )


def _lasting(cut: Cut) -> tuple[Cut, int]:
    """The cut as it was when a fact was last recorded, and the newest row kept: together the same until one changes.

    A fact recorded with an earlier moment (an import) leaves a new row too.
    """
    last = CoverageSpan.objects.order_by("-pk").values_list("pk", flat=True).first()
    return Cut(cut.cut_off, min(cut.known_at, state.newest(usage=False))), last or 0


@lru_cache(maxsize=4)
def _map_and_course(cut: Cut, _last: int) -> tuple[tuple[DistrictLine, ...], tuple[MonthPoint, ...]]:
    """What takes longest to sum; applications that are accepted change neither."""
    return districts_at(cut), history_at(cut)


def forget() -> None:
    """Drop what is kept of map and course."""
    _map_and_course.cache_clear()


def services_at(cut: Cut) -> tuple[ServiceStanding, ...]:
    """Every service somebody decides on, by name; one statement."""
    found = (_service(row) for row in run.rows("services", cut, kept=True, limit=ALL, offset=0))
    return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.key)))


def focus_at(cut: Cut) -> tuple[ServiceStanding, ...]:
    """The Fokusleistungen of the day by name; one statement."""
    return tuple(_service(row) for row in run.rows("focus", cut, kept=True))


def reused_at(cut: Cut) -> tuple[ServiceStanding, ...]:
    """Services of Vorhaben on the path of reuse, by name; one statement."""
    return tuple(_service(row) for row in run.rows("reuse", cut, kept=True))


def _service(row: Mapping[str, Any]) -> ServiceStanding:
    return ServiceStanding(
        key=row["service_key"], name=row["name"] or row["service_key"], ressort=row.get("ressort") or "",
        competent=row["competent"], shown=row["shown"], told=row["told"], end_to_end=row["end_to_end"],
    )  # fmt: skip


def _district_standings(lines: Sequence[DistrictLine]) -> tuple[DistrictStanding, ...]:
    """All 36 districts and independent cities by key; one statement."""
    names = gazetteer.names(line.key.ljust(12, "0") for line in lines)
    return tuple(
        DistrictStanding(
            key=line.key, letters=line.letters, name=names.get(line.key.ljust(12, "0"), line.letters),
            competent=line.competent, shown=line.shown, told=line.total - line.shown,
        )
        for line in lines
    )  # fmt: skip


def _ressorts(
    services: Sequence[ServiceStanding], lines: Sequence[RessortLine]
) -> tuple[RessortStanding, ...]:
    """Ressorts by name; a service whose Ressort nobody knows stands last, under an empty name."""
    projects = {line.name: line for line in lines}
    led: dict[str, list[ServiceStanding]] = {name: [] for name in projects}
    for service in services:
        led.setdefault(service.ressort, []).append(service)
    return tuple(
        RessortStanding(
            name=name, services=len(mine), area_wide=sum(each.area_wide for each in mine),
            anywhere=sum(each.online > 0 for each in mine), competent=sum(each.competent for each in mine),
            shown=sum(each.shown for each in mine), told=sum(each.told for each in mine),
            projects=projects.get(name, RessortLine(name, (0, 0, 0, 0), 0, 0, 0)),
        )
        for name, mine in sorted(led.items(), key=lambda each: (not each[0], each[0]))
    )  # fmt: skip
