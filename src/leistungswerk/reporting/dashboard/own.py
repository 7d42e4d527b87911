# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Our figures in the fields of the dashboard: a line for each service and Gebiet in which it is online somewhere.

Told and shown availability count alike, as the API has no field to tell them apart; nothing of
„bundesweit“ is ever said, because we know one Land only.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec
from msgspec import UNSET

from leistungswerk.register.queries import for_figures, gazetteer
from leistungswerk.reporting.dashboard.dto import BY_RANK, ArsData, DvData
from leistungswerk.reporting.metrics import run
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.metrics.within import EVERYWHERE, Within

OVER: Final = ("own_lines",)
_BATCH: Final = 5_000
_ALL: Final = 2**31 - 1
_LEVELS: Final = ((2, 10), (5, 7))


class Found(msgspec.Struct, frozen=True):
    """Where a service is found in a Gebiet; ``runs``: on this system, which takes applications there now."""

    ars: str
    url: str
    runs: bool


Addresses = Callable[[Sequence[str]], Mapping[str, Sequence[Found]]]
"""Leistungsschlüssel → where it is found; the faces know the addresses of our own pages."""


def no_addresses(_keys: Sequence[str]) -> Mapping[str, Sequence[Found]]:
    return {}


def amount(cut: Cut, within: Within = EVERYWHERE) -> int:
    """How many lines there are."""
    return int(run.rows("dashboard_amount", cut, over=OVER, within=within)[0]["amount"])


def statement() -> str:
    """How the lines are counted: as it is printed beside the number."""
    return run.statement("dashboard_amount", over=OVER)


def lines(
    cut: Cut, addresses: Addresses, *, offset: int = 0, limit: int = _BATCH, within: Within = EVERYWHERE
) -> tuple[DvData, ...]:
    """Lines by Leistungsschlüssel and Regionalschlüssel; a constant number of statements."""
    return _told(run.rows("dashboard", cut, over=OVER, within=within, limit=limit, offset=offset), addresses)


def every_line(cut: Cut, addresses: Addresses) -> Iterator[DvData]:
    """All lines, some thousand at a time: memory does not grow with their number."""
    for rows in run.batches("dashboard", cut, _BATCH, over=OVER, limit=_ALL, offset=0):
        yield from _told(rows, addresses)


def _told(rows: Sequence[Mapping[str, Any]], addresses: Addresses) -> tuple[DvData, ...]:
    keys = sorted({row["service_key"] for row in rows})
    land = {row["ars"][:2].ljust(12, "0") for row in rows}
    names = gazetteer.names({row["ars"] for row in rows} | land)
    spoken = for_figures.citizen_names(keys)
    found = addresses(keys)
    return tuple(
        _line(row, names, spoken.get(row["service_key"], ""), found.get(row["service_key"], ()))
        for row in rows
    )


def _line(row: Mapping[str, Any], names: Mapping[str, str], spoken: str, found: Sequence[Found]) -> DvData:
    ars = row["ars"]
    name = row["name"] or row["service_key"]
    here = [each for each in found if _lies_in(each.ars, ars)]
    urls = {each.url for each in here}
    return DvData(
        leika_key=row["service_key"],
        leika_name=spoken or name,
        ars=ars,
        ars_name=names.get(ars),
        ars_federal_state=ars[:2],
        bundesland=names.get(ars[:2].ljust(12, "0")),
        leika_bezeichnung=name,
        ozgid=int(row["ozg_id"]) if str(row["ozg_id"] or "").isdecimal() else None,
        ozg_bezeichnung=row["ozg_name"] or None,
        # Several services in one Gebiet have several addresses; none of them is the one.
        url=urls.pop() if len(urls) == 1 else UNSET,
        online_status="ok" if here and all(each.runs for each in here) else UNSET,
        aktiv="ja",
        art_flaechendeckung=BY_RANK[int(row["rank"])],
    )


def _lies_in(inner: str, outer: str) -> bool:
    """Whether a Gebiet is another or lies in it, for Land and Kreis."""
    return inner == outer or any(
        outer[digits:] == "0" * zeros and inner[:digits] == outer[:digits] for digits, zeros in _LEVELS
    )


def territories() -> tuple[ArsData, ...]:
    """All Gebiete of the register by key, as the API tells them."""
    return tuple(ArsData(ars, name) for ars, name in sorted(gazetteer.names().items()))
