# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Usage of the online services, month by month, and its files."""

from datetime import date
from types import MappingProxyType
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.core.settings import settings
from leistungswerk.online import feedback_sums
from leistungswerk.online import queries as online
from leistungswerk.online.states import Found
from leistungswerk.programme import spreadsheets
from leistungswerk.register import queries as register
from leistungswerk.register import sdg
from leistungswerk.reporting import usage as figures
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window

_OPINIONS: Final = "sdg-feedback"
_FOUND: Final = MappingProxyType({"": "", Found.YES: "Yes", Found.PARTLY: "Partly", Found.NO: "No"})
"""``foundInformation`` of the feedback interface (standards.md 14.3)."""
FORMS: Final = ("zsk", "sdg", "sdg-areas", _OPINIONS, "csv")


def _asked(request: HttpRequest) -> str:
    return request.GET.get("monat", "") or f"{times.legal_day(times.now()):%Y-%m}"


def addresses() -> dict[str, str]:
    """The page of each running service by Leistungsschlüssel; of several the first by name."""
    found: dict[str, str] = {}
    for item in online.services():
        found.setdefault(item.key, settings().base_url + reverse("portal:service", args=[item.slug]))
    return found


def _hears_all(actor: Actor) -> bool:
    """What people said has texts: only who may read all of them gets the file."""
    return actor.reach(Permission.SEE_REGISTER) is None


def _files(*, with_opinions: bool) -> tuple[tuple[str, str], ...]:
    files = (
        ("zsk", _("Statistikkomponente des Bundes (JSON)")),
        ("csv", _("Tabelle (CSV)")),
        ("sdg", _("Your Europe, Verfahrensaufrufe (JSON)")),
        ("sdg-areas", _("Your Europe, mit SDG-Bereichen (JSON)")),
    )
    return (*files, (_OPINIONS, _("Your Europe, Rückmeldungen (JSON)"))) if with_opinions else files


@require_safe
@staff(Permission.SEE_PROJECT)
def usage(request: HttpRequest, actor: Actor) -> HttpResponse:
    month = figures.month_of(_asked(request))
    found = figures.lines(month)
    number = page_number(request)
    first = (number - 1) * PAGE_SIZE
    cut = found[first : first + PAGE_SIZE]
    names = register.service_names({row.service_key for row in cut})
    months = figures.months()
    context = {
        "here": "usage", "month": month, "asked": f"{month:%Y-%m}", "over": figures.is_over(month), "months": months,
        "rows": window([{"line": row, "name": names.get(row.service_key, "")} for row in cut], len(found), number),
        "accepted": sum(row.accepted for row in found), "rejected": sum(row.rejected for row in found),
        "files": _files(with_opinions=figures.is_over(month) and _hears_all(actor)),
        "pager_query": f"monat={month:%Y-%m}",
    }  # fmt: skip
    return render(request, "office/money/usage.html", context)


@require_safe
@staff(Permission.SEE_PROJECT)
def file(request: HttpRequest, actor: Actor, form: str) -> HttpResponse:
    """The same bytes as ``leistungswerk usage export``."""
    if form not in FORMS:
        raise Http404
    if form == _OPINIONS and not _hears_all(actor):
        raise NotAllowed(
            _("Die Rückmeldungen aller Stellen liest nur, wer für das ganze Land zuständig ist.")
        )
    month = figures.month_of(_asked(request))
    suffix = "csv" if form == "csv" else "json"
    answer = HttpResponse(
        content_of(form, _asked(request))[0],
        content_type="text/csv; charset=utf-8" if form == "csv" else "application/json",
    )
    answer["Content-Disposition"] = f'attachment; filename="nutzung-{form}-{month:%Y-%m}.{suffix}"'
    return answer


def content_of(form: str, text: str) -> tuple[bytes, int]:
    """A file of a month, and how many procedures were left out because their country is unknown."""
    month = figures.month_of(text)
    if form == _OPINIONS:
        return figures.encoded(figures.sdg_feedback(month, _opinions(month))), 0
    if form.startswith("sdg"):
        pages = addresses()
        visits, unknown = figures.begun(month, pages)
        held = register.sdg_areas(pages) if form == "sdg-areas" else {}
        policies = {pages[key]: sdg.policy_codes(areas) for key, areas in held.items()}
        return figures.encoded(figures.sdg_statistics(month, visits, policies=policies)), unknown
    rows = figures.lines(month)
    if form == "csv":
        return b"".join(spreadsheets.write_csv(figures.CSV_COLUMNS, figures.csv_rows(rows))), 0
    return figures.zsk(month, rows, source=settings().base_url, over=figures.is_over(month)), 0


def _opinions(month: date) -> tuple[figures.Opinion, ...]:
    """What people said after submitting; handed on when the month is over, so nobody's moment follows from it."""
    if not figures.is_over(month):
        raise Refused(
            _("Rückmeldungen werden weitergegeben, wenn der Monat vorbei ist. Nennen Sie einen früheren.")
        )
    pages = addresses()
    return tuple(
        figures.Opinion(
            url=pages.get(one.key) or settings().base_url + reverse("portal:leistung", args=[one.key]),
            category="Procedure", rating=one.rating, found_information=_FOUND[one.found], text=one.text,
        )
        for one in feedback_sums.of_month(month)
    )  # fmt: skip
