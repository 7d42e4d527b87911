# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The overview as its template names it: cards, drawings, gaps, tables."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

import msgspec
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from leistungswerk.programme.states import PHASE_WORDS, Phase
from leistungswerk.register.outlines import Outlines
from leistungswerk.reporting.drawings import Fan, Line, Tile, course, shape_map, tile_map
from leistungswerk.reporting.progress import (
    Counted,
    DistrictStanding,
    Progress,
    RessortStanding,
    ServiceStanding,
)
from leistungswerk.reporting.queries import Share
from leistungswerk.web.portal.progress import words
from leistungswerk.web.portal.progress.words import PLAIN, Word
from leistungswerk.web.shares import share_text, whole_percent

FEW: Final = 5
"""Names told one by one; the rest is counted and linked."""


class Bar(msgspec.Struct, frozen=True):
    """Lengths of 100: shown by evidence, and with what was only told."""

    shown: int
    total: int


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A metric on a card, open to everything needed to trust it."""

    code: str
    question: Word
    title: Word
    value: str
    of: str
    percent: str
    bar: Bar | None
    shown: str
    told: str
    unlike: Word
    definition: Word
    denominator: Word
    recorded_at: datetime | None
    gaps: tuple[str, ...]
    url: str


class Named(msgspec.Struct, frozen=True):
    """A service, district or Ressort with what is told of it; names are German."""

    name: str
    url: str
    said: str
    bar: Bar | None = None


class Point(msgspec.Struct, frozen=True):
    """A month of the development, each share in words."""

    day: date
    cells: tuple[str, ...]


class RessortRow(msgspec.Struct, frozen=True):
    name: str
    url: str
    cells: tuple[str, ...]


def bar(counted: Counted) -> Bar:
    return Bar(
        whole_percent(counted.shown, counted.competent), whole_percent(counted.online, counted.competent)
    )


def figure(share: Share, gaps: Mapping[str, int]) -> Figure:
    plain, whole = PLAIN[share.code], share.denominator
    return Figure(
        code=share.code,
        question=plain.question,
        title=share.title,
        value=words.number(share.total),
        of=words.number(whole) if whole is not None else "",
        percent=words.percent(share),
        bar=Bar(whole_percent(share.shown, whole), whole_percent(share.total, whole))
        if whole is not None
        else None,
        shown=words.number(share.shown),
        told=words.number(share.told),
        unlike=plain.unlike,
        definition=share.definition,
        denominator=share.denominator_text,
        recorded_at=share.recorded_at,
        gaps=words.gap_sentences(gaps, plain.gaps),
        url=reverse("portal:progress_figure", args=[share.code]),
    )


def service_row(each: ServiceStanding) -> Named:
    return Named(each.name, service_url(each.key), words.missing(each.missing), bar(each))


def service_url(key: str) -> str:
    return reverse("portal:progress_service", args=[key])


def place_url(ars: str) -> str:
    return reverse("portal:place", args=[ars])


def district_rows(districts: Sequence[DistrictStanding]) -> list[tuple[Named, DistrictStanding]]:
    """Districts by name, with their counts."""
    ordered = sorted(districts, key=lambda each: each.name)
    return [
        (Named(each.name, place_url(each.ars), share_text(each.online, each.competent), bar(each)), each)
        for each in ordered
    ]


def land_map(districts: Sequence[DistrictStanding], outlines: Outlines | None) -> str:
    """The map: each district leads to its page and says its share; tiles where no outlines are installed."""
    tiles = tuple(
        Tile(
            each.key, each.name, each.online, each.competent,
            said=share_text(each.online, each.competent), url=place_url(each.ars),
        )
        for each in districts
    )  # fmt: skip
    name = _("Verfügbarkeit nach Kreisen")
    description = _("Karte der 36 Kreise und kreisfreien Städte. Zu jedem steht der Anteil der Angebote, die es dort online gibt. Dieselben Werte stehen in der Tabelle.")  # fmt: skip
    if outlines is not None:
        return shape_map(tiles, outlines, name=name, description=description, identity="karte-land")
    return tile_map(tiles, name=name, description=description, identity="karte-land")


def development(found: Progress) -> str:
    """The three shares over a year and where the density is heading."""
    series = [
        Line(_("in mindestens einer Behörde"), tuple((point.day, point.anywhere) for point in found.history)),
        Line(_("Dichte des Angebots"), tuple((point.day, point.pairs) for point in found.history)),
        Line(_("überall im Land"), tuple((point.day, point.area_wide) for point in found.history)),
    ]
    last = found.history[-1]
    fan = None
    if found.forecast is not None and last.pairs is not None:
        ahead = found.forecast
        end = months_on(last.day, ahead.ahead)
        fan = Fan(
            last.day, last.pairs, end, ahead.expected, ahead.low, ahead.high, _("Fortschreibung der Dichte")
        )
    return course(
        series,
        top=100,
        unit=" %",
        name=_("Entwicklung über zwölf Monate"),
        description=_("Drei Linien in Prozent; die Fläche am Ende zeigt, wohin die Dichte läuft. Dieselben Werte stehen in der Tabelle."),
        identity="verlauf",
        fan=fan,
    )  # fmt: skip


def months_on(day: date, count: int) -> date:
    """The end of the month so many months after a day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])


def forecast_words(found: Progress) -> str:
    """Where the density is heading, with method and range; empty where there is too little to tell from."""
    ahead = found.forecast
    if ahead is None:
        return ""
    return _(
        "Geht es weiter wie im Mittel der letzten sechs Monate, liegt die Dichte in %(months)d Monaten bei %(expected)s; mit der langsamsten und der schnellsten dieser Veränderungen bei %(low)s bis %(high)s. Das ist eine Fortschreibung, kein Plan und kein Versprechen."
    ) % {
        "months": ahead.ahead,
        "expected": words.of_hundred(ahead.expected),
        "low": words.of_hundred(ahead.low),
        "high": words.of_hundred(ahead.high),
    }  # fmt: skip


def points(found: Progress) -> list[Point]:
    """The months as a table, the newest first."""
    return [
        Point(
            point.day,
            tuple(
                "–" if share is None else words.of_hundred(share)
                for share in (point.anywhere, point.pairs, point.area_wide)
            ),
        )
        for point in reversed(found.history)
    ]


def phases(ressorts: Sequence[RessortStanding]) -> list[tuple[Word, int, int]]:
    """Each phase with its running Vorhaben and the length of its bar."""
    counts = [sum(each.projects.phases[phase] for each in ressorts) for phase in range(4)]
    most = max(counts, default=0)
    return [(PHASE_WORDS[phase], counts[phase], whole_percent(counts[phase], most)) for phase in Phase]


def ressort_rows(ressorts: Sequence[RessortStanding], addresses: Mapping[str, str]) -> list[RessortRow]:
    return [
        RessortRow(
            each.name,
            addresses.get(each.name, ""),
            (
                words.number(each.services), words.number(each.area_wide), words.number(each.anywhere),
                share_text(each.online, each.competent), *map(words.number, each.projects.phases),
            ),
        )
        for each in ressorts
    ]  # fmt: skip


def month_name(on: date) -> str:
    return formats.date_format(on, "F Y")
