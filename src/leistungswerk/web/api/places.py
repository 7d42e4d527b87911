# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Services, territories and what is available where, down to each body; usage, protected."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from leistungswerk.core.failures import Missing, Refused
from leistungswerk.register.queries import gazetteer
from leistungswerk.reporting import state
from leistungswerk.reporting.metrics import run
from leistungswerk.reporting.metrics.within import Within
from leistungswerk.reporting.open_data import datasets, rows, usage
from leistungswerk.web.api import answers, asking
from leistungswerk.web.api.figures import named, stand, window

router = Router(tags=["Leistungen, Gebiete, Nutzung"])


class Wanted(asking.AnyPart):
    wanted: Literal["", "ja", "nein"] = Field(
        "", alias="verfuegbar", description="ja: nur was online ist; nein: nur was fehlt."
    )


class Searched(asking.Place):
    search: str = Field("", alias="suche", max_length=100, description="Name, auch ungefähr.")


class UsageAsked(Schema):
    key: str = Field("", alias="leistung", max_length=14, description="Leistungsschlüssel, 14 Ziffern.")
    district: str = Field("", alias="kreis", max_length=5, description="Kreis, fünf Ziffern.")
    month: str = Field("", alias="monat", pattern=r"^(\d{4}-\d{2})?$", description="Monat, JJJJ-MM.")


@router.get("/leistungen", response=answers.Services, summary="Leistungen und ihr Stand")
def services(
    request: HttpRequest,
    response: HttpResponse,
    moment: Query[asking.Moment],
    part: Query[asking.Part],
    pages: Query[asking.Pages],
) -> dict[str, Any]:
    """Bei wie vielen zuständigen Behörden eine Leistung online ist und bei wie vielen sie fehlt."""
    cut, within = asking.cut_of(moment), asking.part_of(part.area, part.ressort, "")
    offset, limit = (pages.page - 1) * pages.size, pages.size + 1
    found = run.rows("services", cut, kept=True, within=within, offset=offset, limit=limit)
    shown, further = asking.page_of(request, response, pages, found)
    return {
        "stand": stand(cut),
        "leistungen": [named(datasets.SERVICES, rows.service(row)) for row in shown],
        "weiter": further,
    }


@router.get("/leistungen/{key}", response=answers.OneService, summary="Eine Leistung")
def service(request: HttpRequest, key: str, moment: Query[asking.Moment]) -> dict[str, Any]:
    """Eine Leistung mit ihren Zahlen."""
    cut = asking.cut_of(moment)
    found = run.rows("services", cut, kept=True, within=asking.part_of("", "", key), offset=0, limit=1)
    if not found:
        raise Missing("Zu diesem Leistungsschlüssel ist am Stichtag keine zuständige Behörde bekannt.")
    return {
        **named(datasets.SERVICES, rows.service(found[0])),
        "stand": stand(cut),
        "behoerden": f"/api/v1/verfuegbarkeit?leistung={key}",
    }


@router.get("/verfuegbarkeit", response=answers.Pairs, summary="Was bei welcher Behörde online ist")
def availability(
    request: HttpRequest,
    response: HttpResponse,
    moment: Query[asking.Moment],
    part: Query[Wanted],
    pages: Query[asking.Pages],
) -> dict[str, Any]:
    """Jede Zeile ein Paar aus Leistung und zuständiger Behörde; was fehlt, steht ebenso darin.

    Nennen Sie `leistung`, `gebiet` oder `ressort`; alles zusammen gibt es als Datei.
    """
    within = asking.part_of(part.area, part.ressort, part.key)
    if not within:
        raise Refused(
            "Nennen Sie leistung, gebiet oder ressort. Alles zusammen: /api/v1/dateien/verfuegbarkeit.csv."
        )
    cut = asking.cut_of(moment)
    found = run.rows(
        "pairs",
        cut,
        within=within,
        wanted=part.wanted,
        offset=(pages.page - 1) * pages.size,
        limit=pages.size + 1,
    )
    shown, further = asking.page_of(request, response, pages, found)
    return {
        "stand": stand(cut),
        "zeilen": [named(datasets.AVAILABILITY, rows.pair(row)) for row in shown],
        "weiter": further,
    }


@router.get("/gebiete", response=answers.Territories, summary="Gebiete und ihr Stand")
def territories(
    request: HttpRequest,
    response: HttpResponse,
    moment: Query[asking.Moment],
    part: Query[Searched],
    pages: Query[asking.Pages],
) -> dict[str, Any]:
    """Gezählt wird, worüber Behörden des Gebiets selbst entscheiden; was Kreis oder Land tun, steht bei diesen."""
    cut, within = asking.cut_of(moment), asking.part_of(part.area, "", "")
    if part.search:
        hits = gazetteer.find(part.search, limit=100)
        listed = [place.ars for place in hits if place.ars.startswith(within.area)]
    else:
        listed = rows.territories(cut, within)
    found = window(listed, pages.page, pages.size)
    shown, further = asking.page_of(request, response, pages, found)
    counts = run.rows("territories", cut, within=Within(places=tuple(shown))) if shown else []
    counted = {str(row["ars"]): row for row in counts}
    names = gazetteer.names(shown)
    nothing = {"competent": 0, "shown": 0, "told": 0, "end_to_end": 0}
    return {
        "stand": stand(cut),
        "gebiete": [
            named(
                datasets.TERRITORIES,
                rows.territory({"ars": ars, **nothing, **counted.get(ars, {})}, names.get(ars)),
            )
            for ars in shown
        ],
        "weiter": further,
    }


@router.get("/gebiete/{ars}", response=answers.Pairs, summary="Was an einem Ort gilt")
def territory(
    request: HttpRequest,
    response: HttpResponse,
    ars: str,
    moment: Query[asking.Moment],
    pages: Query[asking.Pages],
) -> dict[str, Any]:
    """Alle Leistungen, über die dort jemand entscheidet: Gemeinde, Verband, Kreis, Land und Bund."""
    asking.area_of(ars)
    cut = asking.cut_of(moment)
    found = [
        row
        for level in gazetteer.chain(ars.ljust(12, "0"))
        for row in run.rows("pairs", cut, within=Within(exactly=level), wanted="", offset=0, limit=rows.ALL)
    ]
    if not found:
        raise Missing("Für dieses Gebiet ist am Stichtag keine zuständige Behörde bekannt.")
    shown, further = asking.page_of(request, response, pages, window(found, pages.page, pages.size))
    return {
        "stand": stand(cut),
        "zeilen": [named(datasets.AVAILABILITY, rows.pair(row)) for row in shown],
        "weiter": further,
    }


@router.get(
    "/nutzung", response=answers.UsageRows, summary="Angenommene Anträge je Leistung, Kreis und Monat"
)
def used(
    request: HttpRequest,
    response: HttpResponse,
    asked: Query[UsageAsked],
    pages: Query[asking.Pages],
) -> dict[str, Any]:
    """Abgeschlossene Monate. Zellen unter fünf und was sie verraten würde sind leer und als geschützt bezeichnet.

    Jeder Monat erscheint einmal, am Ersten des übernächsten Monats, und ändert sich danach nicht mehr.
    """
    asking.part_of("", "", asked.key)
    cut = state.now()
    listed = [
        row
        for row in usage.rows(usage.months(cut))
        if asked.month in ("", row[0]) and asked.key in ("", row[1]) and asked.district in ("", row[2])
    ]
    found = window(listed, pages.page, pages.size)
    shown, further = asking.page_of(request, response, pages, found)
    return {
        "stand": stand(cut),
        "zeilen": [named(datasets.USAGE, row) for row in shown],
        "weiter": further,
    }
