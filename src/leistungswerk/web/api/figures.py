# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Metrics with their definitions and the rows behind them."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from leistungswerk.core.failures import Missing
from leistungswerk.reporting import queries
from leistungswerk.reporting.metrics import run
from leistungswerk.reporting.metrics.definitions import BY_CODE
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.open_data import datasets, rows, usage
from leistungswerk.reporting.reports.doubts import gap_texts
from leistungswerk.web.api import answers, asking

router = Router(tags=["Kennzahlen"])


def stand(cut: Cut) -> dict[str, object]:
    return {"stichtag": cut.cut_off, "datenstand": cut.known_at}


def named(dataset: datasets.Dataset, row: rows.Row) -> dict[str, Any]:
    """A row of a data set by the names of its columns."""
    return dict(zip((column.name for column in dataset.columns), row, strict=True))


def window(found: Sequence[Any], page: int, size: int) -> Sequence[Any]:
    """One page of what is in memory anyway, with one more row if there are more pages."""
    return found[(page - 1) * size : page * size + 1]


def _told(share: queries.Share) -> dict[str, Any]:
    return {
        **named(datasets.METRICS, rows.metric(share)),
        "gemeldet": share.told,
        "zeilen": f"/api/v1/kennzahlen/{share.code}/zeilen",
    }


@router.get("/kennzahlen", response=answers.Metrics, summary="Alle Kennzahlen nebeneinander")
def metrics(
    request: HttpRequest,
    moment: Query[asking.Moment],
    part: Query[asking.AnyPart],
) -> dict[str, Any]:
    """Mit Definition, Grundgesamtheit und Lücken; auf Wunsch für ein Gebiet, ein Ressort oder eine Leistung.

    In einem Gebiet zählt, worüber Behörden dort entscheiden. Die Nutzung (M7) gibt es nur für das ganze Land; für
    Teile steht sie geschützt unter /nutzung.
    """
    cut, within = asking.cut_of(moment), asking.part_of(part.area, part.ressort, part.key)
    gaps = [] if within else sorted(queries.gaps(cut, kept=True).items())
    return {
        "stand": stand(cut),
        "kennzahlen": [_told(share) for share in rows.public_figures(cut, within)],
        "luecken": [
            {"art": kind, "anzahl": amount, "text": text}
            for (kind, amount), text in zip(
                [gap for gap in gaps if gap[1]], gap_texts(tuple(gaps)), strict=False
            )
        ],
    }


@router.get("/kennzahlen/{code}", response=answers.OneMetric, summary="Eine Kennzahl mit ihrer Berechnung")
def metric(request: HttpRequest, code: str, moment: Query[asking.Moment]) -> dict[str, Any]:
    """m1 bis m8, mit der Abfrage im Wortlaut."""
    if code not in BY_CODE:
        raise Missing("Diese Kennzahl gibt es nicht. Es gibt m1 bis m8.")
    cut = asking.cut_of(moment)
    [share] = rows.public_figures(cut, codes=(code,))
    return {**_told(share), "stand": stand(cut), "berechnung": share.statement}


@router.get(
    "/kennzahlen/{code}/zeilen", response=answers.MetricRows, summary="Die Zeilen hinter einer Kennzahl"
)
def metric_rows(
    request: HttpRequest,
    response: HttpResponse,
    code: str,
    moment: Query[asking.Moment],
    pages: Query[asking.Pages],
) -> dict[str, Any]:
    """Leistungen, OZG-Leistungen (m1) oder veröffentlichte Monate (m7), seitenweise."""
    if code not in BY_CODE:
        raise Missing("Diese Kennzahl gibt es nicht. Es gibt m1 bis m8.")
    cut = asking.cut_of(moment)
    found = _rows_of(BY_CODE[code].rows, cut, pages)
    shown, further = asking.page_of(request, response, pages, found)
    return {
        "stand": stand(cut),
        "zeilen": list(shown),
        "weiter": further,
    }


def _rows_of(kind: str, cut: Cut, pages: asking.Pages) -> Sequence[dict[str, Any]]:
    """The wanted page of rows, with one more if there is another page."""
    offset, limit = (pages.page - 1) * pages.size, pages.size + 1
    match kind:
        case "usage":
            months = [
                {"monat": each.month, "antraege": each.told.total, "geschuetzt": each.told.total is None}
                for each in usage.months(cut)
            ]
            return window(months, pages.page, pages.size)
        case "bundles":
            bundles = run.rows("bundles", cut, kept=True, offset=offset, limit=limit)
            return [_bundle(row) for row in bundles]
        case name:
            services = run.rows(name, cut, kept=True, offset=offset, limit=limit)
            return [named(datasets.SERVICES, rows.service(row)) for row in services]


def _bundle(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "ozg_id": row["ozg_id"],
        "ozg_leistung": row["name"],
        "leistungen": row["members"],
        "reifegrad": row["level"],
        "belegt": bool(row["shown"]),
    }
