# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a request asks for: Stichtag and Datenstand, a part of the Land, a page."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from ninja import Field, Schema

from leistungswerk.core import times
from leistungswerk.core.failures import Refused
from leistungswerk.reporting import queries, state
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.metrics.within import Within

_Row = TypeVar("_Row")


class Moment(Schema):
    """Wofür gefragt wird."""

    cut_off: date | None = Field(
        None, alias="stichtag", description="Was an diesem Tag galt; ohne Angabe heute."
    )
    known_at: datetime | None = Field(
        None, alias="datenstand", description="Was bis dahin bekannt war; ohne Angabe das Ende des Stichtags."
    )


class Place(Schema):
    area: str = Field(
        "",
        alias="gebiet",
        max_length=12,
        description="Regionalschlüssel: 2, 5, 9 oder 12 Ziffern, mit allem darunter.",
    )


class Part(Place):
    ressort: str = Field("", alias="ressort", max_length=200, description="Name des federführenden Ressorts.")


class AnyPart(Part):
    key: str = Field("", alias="leistung", max_length=14, description="Leistungsschlüssel, 14 Ziffern.")


class Pages(Schema):
    page: int = Field(1, alias="seite", ge=1, le=100_000, description="Nummer der Seite;")
    size: int = Field(100, alias="groesse", ge=1, le=1000, description="Zeilen je Seite;")


_LEVELS: Final = ((10, 2), (7, 5), (3, 9))
"""Zeros at the end of a Regionalschlüssel, and how many digits then matter (Land, Kreis, Verband)."""


def cut_of(moment: Moment) -> Cut:
    """The cut asked for. Of now it is the newest fact that dates it: the answer stays the same until one changes."""
    cut_off, known_at = moment.cut_off, moment.known_at
    if cut_off is None and known_at is None:
        return state.now()
    if known_at is not None and known_at.tzinfo is None:
        known_at = known_at.replace(tzinfo=times.BERLIN)
    cut = queries.cut_at(cut_off, known_at)
    # Today's answer of an hour ago and of now are one answer if nothing was recorded between them.
    return cut if known_at is not None else Cut(cut.cut_off, min(cut.known_at, state.newest()))


def area_of(ars: str) -> str:
    """The digits that matter of a Regionalschlüssel, so that what lies below it belongs to it."""
    if not ars:
        return ""
    if not ars.isdecimal() or len(ars) not in {2, 5, 9, 12}:
        raise Refused(
            f"„{ars}“ ist kein Regionalschlüssel. Schreiben Sie 2, 5, 9 oder 12 Ziffern, etwa 07 oder 073150000000."
        )
    full = ars.ljust(12, "0")
    digits = next((digits for zeros, digits in _LEVELS if full.endswith("0" * zeros)), 12)
    return full[:digits]


def part_of(area: str, ressort: str, key: str) -> Within:
    if key and not (key.isdecimal() and len(key) == 14):
        raise Refused(f"„{key}“ ist kein Leistungsschlüssel. Er hat 14 Ziffern, etwa 99107023017001.")
    return Within(service=key, area=area_of(area), ressort=ressort)


def address(request: HttpRequest, **changes: str | int) -> str:
    """The address of this request with some parameters replaced."""
    query = {**request.GET.dict(), **{name: str(value) for name, value in changes.items()}}
    return f"{request.path}?{urlencode(query)}"


def page_of(
    request: HttpRequest, response: HttpResponse, pages: Pages, found: Sequence[_Row]
) -> tuple[Sequence[_Row], str | None]:
    """The rows of the wanted page, and the address of the next one if there is one.

    ``found`` begins with the wanted page and holds one row more if another follows. Sets the ``Link`` headers
    (RFC 8288) to the pages around this one, and to the description.
    """
    further = address(request, seite=pages.page + 1) if len(found) > pages.size else None
    links = [("describedby", "/api/v1/"), ("first", address(request, seite=1))]
    if pages.page > 1:
        links.append(("prev", address(request, seite=pages.page - 1)))
    if further:
        links.append(("next", further))
    response.headers["Link"] = ", ".join(f'<{url}>; rel="{name}"' for name, url in links)
    return found[: pages.size], further
