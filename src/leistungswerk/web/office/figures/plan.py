# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Plan against evidence: every Vorhaben, the furthest behind first, and one with its bodies."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.programme.access import project_for
from leistungswerk.programme.queries.projects import visible_projects
from leistungswerk.reporting import plan as reading
from leistungswerk.reporting import queries
from leistungswerk.reporting.forecast import Forecast
from leistungswerk.reporting.plan import Body, Month, Plan
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.tables import Cell, Table, day, german
from leistungswerk.web.portal.progress.plan import drawing


@require_safe
@staff(Permission.SEE_PROJECT)
def plans(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The Vorhaben in roll-out that the actor may see, and their sum."""
    cut = queries.cut_at()
    seen = visible_projects(actor)
    mine = [each for each in reading.plans(cut) if each.project in seen]
    found = sorted(mine, key=lambda each: (-each.late, each.number))
    bodies = [body for each in found for body in each.bodies]
    number = page_number(request)
    shown = found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    months = reading.months(bodies, cut.cut_off)
    context = {
        "here": "figures", "cut": cut, "table": _plans(shown), "page": window(shown, len(found), number),
        "chart": drawing(months, cut.cut_off) if months else "", "months": month_table(months),
        "due": sum(each.due for each in found), "shown": sum(each.shown for each in found), "late": sum(each.late for each in found),
        "undated": sum(each.undated for each in found), "all": len(bodies), "statement": reading.statement(),
    }  # fmt: skip
    return render(request, "office/figures/plans.html", context)


@require_safe
@staff(Permission.SEE_PROJECT)
def plan(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """One Vorhaben: the development, what it is heading for, and each body, the late ones first."""
    cut = queries.cut_at()
    found = reading.plan_of(project_for(actor, identity).uuid, cut)
    if found is None:
        raise Http404
    today = cut.cut_off
    months = reading.months(found.bodies, today)
    number = page_number(request)
    ordered = sorted(
        found.bodies, key=lambda each: (not each.late(today), each.planned or date.max, each.name)
    )
    shown = ordered[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    context = {
        "here": "figures", "cut": cut, "plan": found, "standing": standing(found), "all": len(found.bodies),
        "chart": drawing(months, today) if months else "", "months": month_table(months),
        "outlook": _outlook(reading.outlook(months, len(found.bodies), today)),
        "table": _bodies(shown, today), "page": window(shown, len(ordered), number),
        "project_url": reverse("office:project", args=[found.project]), "statement": reading.statement(),
    }  # fmt: skip
    return render(request, "office/figures/plan.html", context)


def standing(found: Plan) -> Cell:
    """Behind, ahead, as planned, or without a plan."""
    if found.late:
        text = ngettext("%(count)d Behörde im Rückstand", "%(count)d Behörden im Rückstand", found.late)
        return Cell(text % {"count": found.late}, level="warning")
    if found.early:
        text = ngettext("%(count)d Behörde voraus", "%(count)d Behörden voraus", found.early)
        return Cell(text % {"count": found.early}, level="success")
    if found.undated == len(found.bodies):
        return Cell(_("ohne geplanten Tag"), level="info")
    return Cell(_("im Plan"), level="success")


def _plans(found: Sequence[Plan]) -> Table:
    head = [
        _("Vorhaben"),
        _("Behörden"),
        _("Geplant bis heute"),
        _("Belegt"),
        _("Stand"),
        _("Ohne geplanten Tag"),
    ]
    rows = [
        [
            german(each.title, url=reverse("office:figure_plan", args=[each.project]), note=f"{each.number} · {each.owner}"),
            Cell(str(len(each.bodies))),
            Cell(str(each.due)),
            Cell(str(each.shown)),
            standing(each),
            Cell(str(each.undated) if each.undated else "–"),
        ]
        for each in found
    ]  # fmt: skip
    return Table("plan", _("Plan und Nachweis je Vorhaben, der größte Rückstand zuerst"), head, rows)


def month_table(months: Sequence[Month]) -> Table:
    rows = [
        [day(each.day), Cell(str(each.planned)), Cell("–" if each.shown is None else str(each.shown))]
        for each in months
    ]
    return Table(
        "monate", _("Plan und Nachweis am Monatsende"), [_("Monatsende"), _("geplant"), _("belegt")], rows
    )


def _outlook(found: Forecast | None) -> str:
    if found is None:
        return ""
    told = {
        "months": found.ahead,
        "expected": round(found.expected),
        "low": round(found.low),
        "high": round(found.high),
    }
    return (
        _(
            "Geht es weiter wie in den letzten sechs Monaten, ist in %(months)d Monaten bei %(expected)d von 100 Behörden belegt, dass es online ist; beim langsamsten Monat bei %(low)d, beim schnellsten bei %(high)d."
        )
        % told
    )


def _bodies(found: Sequence[Body], today: date) -> Table:
    head = [_("Behörde"), _("Welle"), _("Geplant"), _("Belegt seit"), _("Stand")]
    rows = [
        [german(each.name), german(each.wave), day(each.planned), day(each.shown), _state(each, today)] for each in found
    ]  # fmt: skip
    return Table("behoerden", _("Behörden des Vorhabens, Rückstände zuerst"), head, rows)


def _state(body: Body, today: date) -> Cell:
    if body.late(today) and body.planned is not None:
        behind = (today - body.planned).days
        text = ngettext("seit %(days)d Tag überfällig", "seit %(days)d Tagen überfällig", behind)
        return Cell(text % {"days": behind}, level="warning")
    if body.shown is None:
        return Cell(_("geplant") if body.planned else _("ohne geplanten Tag"), level="info")
    if body.planned is None or body.shown <= body.planned:
        return Cell(_("belegt online"), level="success")
    after = (body.shown - body.planned).days
    text = ngettext("%(days)d Tag nach dem Plan", "%(days)d Tage nach dem Plan", after)
    return Cell(text % {"days": after}, level="success")
