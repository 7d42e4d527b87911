# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every figure with its definition, and every definition with its rows."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.register.queries.maps import installed_outlines
from leistungswerk.reporting import archive, queries
from leistungswerk.reporting.metrics import run
from leistungswerk.reporting.metrics.definitions import BY_CODE
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.reports import doubts, sections
from leistungswerk.reporting.reports import render as rendering
from leistungswerk.reporting.reports.blocks import Drawing
from leistungswerk.reporting.reports.collect import Template, districts_at
from leistungswerk.reporting.reports.templates import TITLES
from leistungswerk.reporting.situation import situation
from leistungswerk.web.cuts import asked_cut
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window


def cut_context(cut: Cut, query: str) -> dict[str, object]:
    """What ``office/figures/cut.html`` shows."""
    return {
        "here": "figures",
        "cut": cut,
        "query": query,
        "is_now": not query,
        "stichtag": cut.cut_off.isoformat(),
    }


@require_safe
@staff(Permission.SEE_PROJECT)
def figures(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All metrics side by side, from what events keep of the facts of this Stichtag."""
    cut, query = asked_cut(request)
    shares = queries.figures(cut, kept=True)
    found = districts_at(cut)
    blocks = sections.map_blocks(found, public=False, outlines=installed_outlines(known_at=cut.known_at))
    (drawing,) = [block for block in blocks if isinstance(block, Drawing)]
    context = {
        **cut_context(cut, query),
        "shares": [
            {
                "share": share,
                "value": sections.value_of(share),
                "url": reverse("office:figure", args=[share.code]),
            }
            for share in shares
        ],
        "map": drawing,
        "districts": found,
        "gaps": (
            *doubts.gap_texts(tuple(sorted(queries.gaps(cut, kept=True).items()))),
            *doubts.situation_texts(situation(cut)),
        ),
        "templates": [(template.value, TITLES[template]) for template in Template],
    }
    return render(request, "office/figures/list.html", context)


@require_safe
@staff(Permission.SEE_PROJECT)
def figure(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """One metric: definition, denominator, statement, age, and the rows it is made of."""
    if code not in BY_CODE:
        raise Http404
    cut, query = asked_cut(request)
    number = page_number(request)
    share = next(each for each in queries.figures(cut, kept=True) if each.code == code)
    rows = queries.metric_rows(code, cut, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE + 1)
    total = (number - 1) * PAGE_SIZE + len(rows)
    context = {
        **cut_context(cut, query),
        "share": share,
        "value": sections.value_of(share),
        "kind": BY_CODE[code].rows,
        "rows": window(rows[:PAGE_SIZE], total, number),
    }
    return render(request, "office/figures/figure.html", context)


@require_safe
@staff(Permission.SEE_PROJECT)
def service(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """The bodies behind one service, those where it is missing first."""
    cut, query = asked_cut(request)
    number = page_number(request)
    rows = queries.bodies_of(key, cut, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE + 1)
    if not rows and number == 1:
        raise Http404
    name = run.rows("service_name", cut, service_key=key)
    total = (number - 1) * PAGE_SIZE + len(rows)
    context = {
        **cut_context(cut, query),
        "key": key,
        "name": name[0]["name"] if name else key,
        "rows": window(rows[:PAGE_SIZE], total, number),
    }
    return render(request, "office/figures/service.html", context)


@require_safe
@staff(Permission.SEE_PROJECT)
def report(request: HttpRequest, actor: Actor, template: str, form: str) -> HttpResponse:
    """A report as a file: PDF, ODT, or its annex as CSV or XLSX."""
    if template not in set(Template) or f".{form}" not in rendering.FORMS:
        raise Http404
    cut, _query = asked_cut(request)
    data, paper = rendering.report(Template(template), cut, archive.frozen_texts(template, cut))
    name = f"{template}-{cut.cut_off.isoformat()}.{form}"
    content = rendering.file(f".{form}", data, paper, cut.known_at)
    answer = HttpResponse(content, content_type=rendering.FORMS[f".{form}"])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
