# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Plan against evidence: what waves say should be live, and what is shown to be.

A plan is no fact. It is read as it stands now; a planned day that passes makes nothing live. A body counts as live in
a Vorhaben from the day on which evidence („belegt“) holds there for every service of the Vorhaben.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

import msgspec

from leistungswerk.programme.queries.for_figures import PlannedUnit, Standing, planned_units, standings
from leistungswerk.reporting.disclosure import in_steps
from leistungswerk.reporting.forecast import Forecast, forecast
from leistungswerk.reporting.metrics import run
from leistungswerk.reporting.metrics.run import Cut

AHEAD: Final = 6
"""Months the forecast looks ahead."""
_MOST_MONTHS: Final = 60
"""Points of a development; what came earlier is counted in the first."""
_FARTHEST: Final = timedelta(days=5 * 365)
"""Later days of a plan are not drawn."""


class Body(msgspec.Struct, frozen=True):
    """A body of a Vorhaben: the planned day, and since when evidence holds."""

    body: UUID
    name: str
    wave: str
    planned: date | None
    shown: date | None

    def late(self, today: date) -> bool:
        """Whether the planned day has come without evidence."""
        return self.shown is None and self.planned is not None and self.planned <= today


class Month(msgspec.Struct, frozen=True):
    """How many bodies are planned to be live by the end of a month, and are shown to be; ``None`` in the future."""

    day: date
    planned: int
    shown: int | None


class Plan(msgspec.Struct, frozen=True):
    """A Vorhaben: its bodies, and what was to be done until today."""

    project: UUID
    number: str
    title: str
    owner: str
    bodies: tuple[Body, ...]
    today: date

    @property
    def due(self) -> int:
        return sum(1 for each in self.bodies if each.planned is not None and each.planned <= self.today)

    @property
    def shown(self) -> int:
        return sum(1 for each in self.bodies if each.shown is not None)

    @property
    def late(self) -> int:
        return sum(1 for each in self.bodies if each.late(self.today))

    @property
    def undated(self) -> int:
        """Neither planned for a day nor live."""
        return sum(1 for each in self.bodies if each.planned is None and each.shown is None)

    @property
    def early(self) -> int:
        """Shown to be live before its day, or without one."""
        return sum(
            1
            for each in self.bodies
            if each.shown is not None and (each.planned is None or each.planned > self.today)
        )


def plans(cut: Cut) -> tuple[Plan, ...]:
    """Every Vorhaben with executing bodies, by number; a constant number of statements."""
    units: dict[UUID, list[PlannedUnit]] = {}
    for unit in planned_units():
        units.setdefault(unit.project, []).append(unit)
    found = [each for each in standings(units) if each.project in units]
    shown = run.shown_since({key for each in found for key in each.service_keys}, cut)
    return tuple(_plan(each, units[each.project], shown, cut) for each in found)


def plan_of(project: UUID, cut: Cut) -> Plan | None:
    """One Vorhaben; ``None`` where there is none or nothing to roll out."""
    units = planned_units(project)
    found = standings([project])
    if not units or not found:
        return None
    return _plan(found[0], units, run.shown_since(found[0].service_keys, cut), cut)


def statement() -> str:
    """How evidence is found, as it is printed beside the numbers; what is planned stands in the waves."""
    return run.text("shown_since")


def _plan(
    standing: Standing, units: Iterable[PlannedUnit], shown: Mapping[tuple[str, UUID], date], cut: Cut
) -> Plan:
    bodies = tuple(
        Body(unit.body, unit.body_name, unit.wave, unit.go_live_on, _whole(standing.service_keys, unit.body, shown))
        for unit in units
    )  # fmt: skip
    return Plan(standing.project, standing.number, standing.title, standing.owner_name, bodies, cut.cut_off)


def _whole(keys: Sequence[str], body: UUID, shown: Mapping[tuple[str, UUID], date]) -> date | None:
    """The day on which the last of the services came, if all are there."""
    days = [shown.get((key, body)) for key in keys]
    there = [day for day in days if day is not None]
    return max(there) if there and len(there) == len(days) else None


def months(bodies: Collection[Body], today: date) -> tuple[Month, ...]:
    """By the month, from the one before the first day planned or shown to the last planned, in any case to today."""
    planned = sorted(each.planned for each in bodies if each.planned is not None)
    shown = sorted(each.shown for each in bodies if each.shown is not None)
    if not planned and not shown:
        return ()
    first, last = min([*planned, *shown, today]), min(max([*planned, today]), today + _FARTHEST)
    ends = [first.replace(day=1) - timedelta(days=1)]
    while ends[-1] < last:
        ends.append(_end_of(ends[-1] + timedelta(days=1)))
    begin = max(min(ends.index(_end_of(today)) - _MOST_MONTHS // 2, len(ends) - _MOST_MONTHS), 0)
    return tuple(
        Month(
            end,
            sum(1 for day in planned if day <= end),
            sum(1 for day in shown if day <= end) if end <= _end_of(today) else None,
        )
        for end in ends[begin : begin + _MOST_MONTHS]
    )


def _end_of(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def outlook(found: Sequence[Month], bodies: int, today: date) -> Forecast | None:
    """Where the share of live bodies is heading, from whole months; ``None`` where there are too few."""
    over = [each.shown for each in found if each.shown is not None and each.day <= today]
    return forecast([count * 100 / bodies for count in over], ahead=AHEAD) if bodies else None


def for_everybody(found: Sequence[Month]) -> tuple[Month, ...]:
    """As everybody may follow it: both counts move on only when five more have come."""
    planned = in_steps(each.planned for each in found)
    shown = iter(in_steps(each.shown for each in found if each.shown is not None))
    return tuple(
        Month(each.day, count, None if each.shown is None else next(shown))
        for each, count in zip(found, planned, strict=True)
    )
