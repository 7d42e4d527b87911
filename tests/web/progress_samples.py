# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample contexts of the public progress pages and of the pages of a place."""

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime

from django.core.paginator import Paginator

from leistungswerk.register.kinds import OrganisationKind, ResponsibilityKind
from leistungswerk.register.queries.finder import Office, Place
from leistungswerk.register.queries.place_history import PlaceHistory, Turn
from leistungswerk.reporting.archive import PublicReport
from leistungswerk.reporting.drawings import Fan, Line, Tile, course, tile_map
from leistungswerk.reporting.drawings.tiles import PLACES
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.progress import Counted, DistrictStanding
from leistungswerk.reporting.public_usage import PublicUsage
from leistungswerk.web.portal.progress.gaps import Gap
from leistungswerk.web.portal.progress.page import Bar, Figure, Named, Point, RessortRow
from leistungswerk.web.portal.progress.places import TITLES, Desk, Group, Offer
from leistungswerk.web.portal.progress.plan import ShownPlan
from leistungswerk.web.portal.progress.rows import Row
from leistungswerk.web.portal.progress.words import PLAIN

AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
CUT = Cut(date(2026, 10, 31), AT)
KEY, MAINZ, KREIS = "99107023017001", "073150000000", "071370000000"
SERVICE = "Wohngeld Bewilligung erstmalig"


def figure(code: str, **changes: object) -> Figure:
    told: dict[str, object] = {
        "code": code, "question": PLAIN[code].question, "title": "Sample", "value": "12", "of": "40",
        "percent": "30,0\u00a0%", "bar": Bar(20, 30), "shown": "8", "told": "4", "unlike": PLAIN[code].unlike,
        "definition": "Definition", "denominator": "Total", "recorded_at": AT, "gaps": (),
        "url": f"/fortschritt/zahlen/{code}/", **changes,
    }  # fmt: skip
    return Figure(**told)  # type: ignore[arg-type]


_TILES = tuple(
    Tile(
        key,
        letters,
        1,
        4,
        said="25\u00a0%",
        url=f"/fortschritt/ort/{key}0000000/",
    )
    for key, (_column, _row, letters) in PLACES.items()
)
_POINTS = tuple((date(2026, month, 28), month * 3.0) for month in range(1, 8))
_COURSE = course(
    [Line("Density", _POINTS), Line("somewhere", _POINTS)], top=100, unit=" %", name="Development", description="Lines",
    identity="verlauf", fan=Fan(*_POINTS[-1], date(2027, 1, 31), 40.0, 30.0, 50.0, "Outlook"),
)  # fmt: skip
_PLANNED = course(
    [Line("shown", _POINTS)], top=100, unit="", name="Plan", description="Lines", identity="plan-nachweis"
)
_REPORT = PublicReport("B-2026-007", 1, CUT, AT, "a" * 64)
_ROW = Named(SERVICE, f"/fortschritt/leistung/{KEY}/", "missing", Bar(20, 60))
_DISTRICT = DistrictStanding(
    key="07315", letters="MZ", name="Mainz (kreisfreie Stadt)", competent=4, shown=1, told=0
)
OVERVIEW = {
    "here": "progress",
    "cut": CUT,
    "lead": figure("m4"),
    "figures": [figure(code) for code in ("m2", "m3", "m6")] + [figure("m7", of="", percent="", bar=None)],
    "tiles": True,
    "map": tile_map(_TILES, name="Map", description="Tiles", identity="karte-land"),
    "districts": [(Named(_DISTRICT.name, f"/fortschritt/ort/{MAINZ}/", "25 %", Bar(25, 25)), _DISTRICT)],
    "gaps": (Gap("30", "missing", (_ROW,), "/fortschritt/zahlen/m3/"), Gap("7", "only reported")),
    "unknown": ("Unknown.",),
    "course": _COURSE,
    "points": [Point(date(2026, 10, 31), ("40 %", "27 %", "–"))],
    "forecast": "Forecast.",
    "plan": ShownPlan((Point(date(2026, 10, 31), ("25", "20")),), _PLANNED, "Behind."),
    "phases": [("First steps", 8, 60), ("Advice", 13, 100), ("Development", 2, 15), ("Roll-out", 0, 0)],
    "ressorts": [
        RessortRow("Ministerium der Finanzen", "/ressorts/fm/", ("2", "0", "2", "30 %", "0", "0", "1", "1")),
        RessortRow("", "", ("3", "0", "1", "1 %", "0", "0", "0", "0")),
    ],
    "focus": [_ROW],
    "usage": PublicUsage(((date(2026, 8, 1), 120), (date(2026, 9, 1), None)), 120, 15, few=False),
    "usage_total": "135",
    "usage_since": "15",
    "months": [Row("August 2026", ("120",), bar=Bar(100, 100), german=False)],
    "report": _REPORT,
}
_EMPTY = {
    **OVERVIEW, "lead": figure("m4", of="0", percent="", value="0"), "figures": [], "gaps": (), "forecast": "",
    "ressorts": [], "focus": [], "plan": ShownPlan((), "", ""), "usage": PublicUsage((), 0, 0, few=True), "months": [], "report": None,
}  # fmt: skip
_OFFICE = Office(
    uuid.UUID(int=7), "Stadtverwaltung Mainz", OrganisationKind.CITY, MAINZ, "Mainz", "Jockel-Fuchs-Platz 1", "55116",
    "Mainz", "stadt@mainz.example", "06131 0", "https://mainz.example", ResponsibilityKind.DECIDES,
)  # fmt: skip


def offer(group: Group, **more: object) -> Offer:
    told: dict[str, object] = {
        "group": group, "key": KEY, "name": SERVICE, "body": "Stadtverwaltung Mainz", "url": f"/leistungen/{KEY}/", **more,
    }  # fmt: skip
    return Offer(**told)  # type: ignore[arg-type]


_OFFERS = {
    Group.HERE: [
        offer(Group.HERE, since=date(2026, 3, 1), told=True),
        offer(Group.HERE, apply_url="https://antrag.example/", foreign=True),
        offer(Group.HERE, apply_url="/leistungen/wohngeld/"),
    ],
    Group.ELSEWHERE: [
        offer(
            Group.ELSEWHERE,
            elsewhere="online at 3 of 36",
            why="Because.",
            wave="Welle 1",
            planned=date(2027, 1, 25),
        ),
        offer(Group.ELSEWHERE, elsewhere="online at 3 of 36"),
    ],
    Group.NOWHERE: [offer(Group.NOWHERE)],
    Group.NOT_HERE: [offer(Group.NOT_HERE)],
}
_PLACE = {
    "here": "progress",
    "cut": CUT,
    "place": Place(MAINZ, "Mainz (kreisfreie Stadt)"),
    "history": PlaceHistory(gone=False, into=(), taken=(Turn("Gemeinde Musterdorf", "", date(2025, 1, 1)),)),
    "into": [],
    "groups": [(group, TITLES[group], rows, len(rows) + 40) for group, rows in _OFFERS.items()],
    "count": 12,
    "all": 40,
    "percent": "30 %",
    "bar": Bar(20, 30),
    "compared": "Compared.",
    "desks": [Desk(_OFFICE, 24)],
    "below": [Named("Verbandsgemeinde Maifeld", f"/fortschritt/ort/{KREIS}/", "45 %", Bar(5, 45))],
}
_TURN = Turn("Verbandsgemeinde Rhein-Selz", "073395009000", date(2026, 7, 1))
_BODIES = [
    {"body_name": "Kommune 193", "ars": MAINZ, "evidence": None, "since": None, "end_to_end": None},
    {"body_name": "Kommune 001", "ars": "", "evidence": "belegt", "since": date(2026, 2, 1), "end_to_end": 1},
    {
        "body_name": "Kommune 002",
        "ars": KREIS,
        "evidence": "gemeldet",
        "since": date(2026, 2, 1),
        "end_to_end": 0,
    },
]
_ROWS = [
    Row(SERVICE, ("12", "40", "28", "3"), False, f"/fortschritt/leistung/{KEY}/", "Ministerium", Bar(10, 30)),
    Row("Gewerbe Anmeldung", ("40", "40", "0", "40"), True),
]
_FIGURE = {
    "here": "progress",
    "cut": CUT,
    "statement": "SELECT 1",
    "head": ("online", "of", "missing", "end to end"),
}
PROGRESS: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "progress": ("portal/progress/overview.html", OVERVIEW),
    "progress-empty": ("portal/progress/overview.html", _EMPTY),
    "progress-figure": (
        "portal/progress/figure.html",
        {**_FIGURE, "query": "stichtag=2026-01-31", "figure": figure("m2", gaps=("Unknown.",)), "rows": Paginator(_ROWS, 2).page(1), "judged": True},
    ),
    "progress-figure-empty": (
        "portal/progress/figure.html",
        {**_FIGURE, "figure": figure("m7", of="", percent="", bar=None), "rows": Paginator([], 2).page(1), "judged": False},
    ),
    "progress-service": (
        "portal/progress/service.html",
        {
            "here": "progress", "cut": CUT, "key": KEY, "name": SERVICE, "counted": Counted(competent=3, shown=1, told=1),
            "bar": Bar(33, 66), "missing": "missing", "rows": Paginator(_BODIES, 2).page(1),
        },
    ),
    "progress-changed": (
        "portal/progress/changed.html",
        {"here": "progress", "cut": CUT, "report": _REPORT, "sentences": ("Neu flächendeckend: Wohngeld.",)},
    ),
    "progress-changed-empty": (
        "portal/progress/changed.html", {"here": "progress", "cut": CUT, "report": None, "sentences": ()},
    ),
    "places": (
        "portal/progress/places.html",
        {"here": "progress", "typed": "", "choices": (), "districts": [("Mainz (kreisfreie Stadt)", f"/fortschritt/ort/{MAINZ}/")]},
    ),
    "places-choice": (
        "portal/progress/places.html",
        {"here": "progress", "typed": "Neustadt", "choices": [(Place(MAINZ, "Mainz", "Land"), f"/fortschritt/ort/{MAINZ}/")], "districts": ()},
    ),
    "places-unknown": ("portal/progress/places.html", {"here": "progress", "typed": "Xyz", "choices": (), "districts": ()}),
    "place": ("portal/progress/place.html", _PLACE),
    "place-gone": (
        "portal/progress/place.html",
        {
            **_PLACE, "history": PlaceHistory(gone=True, into=(_TURN,), taken=()),
            "into": [(_TURN, "/fortschritt/ort/073395009000/")], "all": 0, "groups": [], "desks": [], "below": [],
        },
    ),
    "place-group": (
        "portal/progress/place_group.html",
        {
            **_PLACE, "group": Group.ELSEWHERE, "title": TITLES[Group.ELSEWHERE], "query": "gruppe=anderswo",
            "rows": Paginator(_OFFERS[Group.ELSEWHERE], 1).page(1),
        },
    ),
}  # fmt: skip
