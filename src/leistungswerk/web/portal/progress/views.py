# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The progress of the Land for everybody: figures side by side, each open down to the body that is missing."""

from collections.abc import Sequence
from functools import wraps
from typing import Final, ParamSpec

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leistungswerk.core.failures import Refused
from leistungswerk.register.queries.maps import installed_outlines
from leistungswerk.register.queries.ressort_views import ressort_views
from leistungswerk.reporting import archive, changes, queries
from leistungswerk.reporting import progress as reporting
from leistungswerk.reporting.metrics import run
from leistungswerk.reporting.metrics.definitions import BY_CODE
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.open_data.rows import ALL, published
from leistungswerk.reporting.queries import Share
from leistungswerk.web import errors
from leistungswerk.web.cuts import asked_cut
from leistungswerk.web.portal.progress import gaps, page, plan, rows, words
from leistungswerk.web.portal.site.kept import View, kept
from leistungswerk.web.portal.site.views import address

_P = ParamSpec("_P")
PAGE: Final = 50
_CARDS: Final = ("m2", "m3", "m6", "m8", "m5", "m1", "m7")
"""The order of the cards: M4 stands large above them, M2 and M3 beside each other."""
_MONTHS: Final = 12
_CUT: Final = ("stichtag", "datenstand")


def number_of(request: HttpRequest) -> int:
    """The page asked for; the first for nonsense."""
    said = request.GET.get("seite", "1")
    return max(int(said), 1) if said.isdecimal() and len(said) < 6 else 1


def paged(found: Sequence[object], number: int) -> "Page[object]":
    """A page of rows that are all at hand; one too far is the last."""
    return Paginator(found, PAGE).get_page(number)


def _share(code: str, cut: Cut) -> Share:
    [share] = queries.figures(cut, kept=True, codes=(code,))
    return published(share)


@require_safe
@kept()
def overview(request: HttpRequest) -> HttpResponse:
    """Everything at a glance, for today."""
    cut = queries.cut_at()
    found = reporting.progress(cut)
    figures = {share.code: page.figure(share, found.gaps) for share in found.shares}
    outlines = installed_outlines(known_at=cut.known_at)
    months = found.usage.months[-_MONTHS:]
    addresses = {each.name: address(each) for each in ressort_views()}
    context = {
        "here": "progress",
        "cut": cut,
        "lead": figures["m4"],
        "figures": [figures[code] for code in _CARDS],
        "map": page.land_map(found.districts, outlines),
        "tiles": outlines is None,
        "districts": page.district_rows(found.districts),
        "gaps": gaps.gaps(found),
        "unknown": gaps.situation(found),
        "course": page.development(found),
        "points": page.points(found),
        "plan": plan.section(cut),
        "forecast": page.forecast_words(found),
        "phases": page.phases(found.ressorts),
        "ressorts": page.ressort_rows(found.ressorts, addresses),
        "focus": [page.service_row(each) for each in found.focus],
        "usage": found.usage,
        "usage_total": words.number(found.usage.total),
        "usage_since": words.number(found.usage.since),
        "months": rows.month_rows(months),
        "report": archive.latest_public(),
    }
    return render(request, "portal/progress/overview.html", context)


def _asked(view: View[_P]) -> View[_P]:
    """A day of which there are no figures is answered with the reason."""

    @wraps(view)
    def _answered(request: HttpRequest, /, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            return errors.not_answered(request, refusal)

    return _answered


@require_safe
@kept("seite", *_CUT)
@_asked
def figure(request: HttpRequest, code: str) -> HttpResponse:
    """One metric: what it says and does not say, definition, age, gaps, and the rows it is made of.

    Of today, or of an earlier Stichtag and Datenstand: a report on paper leads here as it was said there.
    """
    if code not in BY_CODE:
        raise Http404
    cut, query = asked_cut(request)
    share = _share(code, cut)
    found = rows.rows_of(code, cut)
    context = {
        "here": "progress",
        "cut": cut,
        "query": query,
        "figure": page.figure(share, queries.gaps(cut, kept=True)),
        "statement": share.statement,
        "head": found.head,
        "rows": paged(found.rows, number_of(request)),
        "judged": any(row.counts is not None for row in found.rows),
    }
    return render(request, "portal/progress/figure.html", context)


@require_safe
@kept("seite", *_CUT)
@_asked
def service(request: HttpRequest, key: str) -> HttpResponse:
    """Where a service is online and where it is missing, the missing bodies first."""
    (cut, query), number = asked_cut(request), number_of(request)
    found = queries.bodies_of(key, cut, offset=0, limit=ALL)
    if not found:
        raise Http404
    name = run.rows("service_name", cut, service_key=key)
    counted = reporting.Counted(
        competent=len(found),
        shown=sum(row["evidence"] == "belegt" for row in found),
        told=sum(row["evidence"] == "gemeldet" for row in found),
    )
    context = {
        "here": "progress",
        "cut": cut,
        "query": query,
        "key": key,
        "name": name[0]["name"] if name else key,
        "counted": counted,
        "bar": page.bar(counted),
        "missing": words.missing(counted.missing),
        "rows": paged(found, number),
    }
    return render(request, "portal/progress/service.html", context)


@require_safe
@kept()
def changed(request: HttpRequest) -> HttpResponse:
    """What changed since the last public report, in sentences."""
    report = archive.latest_public()
    cut = queries.cut_at()
    context = {
        "here": "progress",
        "cut": cut,
        "report": report,
        "sentences": changes.since(report.cut, cut) if report else (),
    }
    return render(request, "portal/progress/changed.html", context)


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """The newest public report as it was frozen."""
    found = archive.latest_public()
    content = archive.content(found.sha256) if found else None
    if found is None or content is None:
        raise Http404
    response = HttpResponse(content, content_type="application/pdf")
    name = f"fortschrittsbericht-{found.cut.cut_off.isoformat()}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["ETag"] = f'"{found.sha256[:24]}"'
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
