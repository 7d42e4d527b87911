# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The desk in numbers, as of a day; never who did what."""

from datetime import datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.enablement.desk import clock, figures
from leistungswerk.enablement.desk.figures import ClassFigures, OverdueTicket
from leistungswerk.enablement.desk.states import LEVEL_WORDS, STATE_WORDS, URGENCIES
from leistungswerk.web.office import fields
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window


def _as_of(request: HttpRequest) -> datetime:
    """The end of the day asked for, now at the latest."""
    now, on = times.now(), fields.optional_day(request.GET, "stichtag", _("Stichtag"))
    if on is None:
        return now
    return min(datetime.combine(on + timedelta(days=1), time.min, times.BERLIN), now)


def _class(each: ClassFigures) -> dict[str, object]:
    share = round(100 * each.answered_in_time / each.answered) if each.answered else None
    return {
        "word": URGENCIES[each.urgency].word,
        "figures": each,
        "median": clock.words(each.median_response) if each.median_response is not None else "–",
        "share": share,
    }


def _late(each: OverdueTicket) -> dict[str, object]:
    return {
        "ticket": each,
        "urgency": URGENCIES[each.urgency].word,
        "level": LEVEL_WORDS[each.level],
        "state": STATE_WORDS[each.state],
        "late": clock.words(each.late_minutes),
    }


@require_safe
@staff(Permission.SEE_PROJECT)
def desk_figures(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Open and overdue by class, how soon it answers, whether it helped."""
    as_of, number = _as_of(request), page_number(request)
    found = figures.figures(as_of)
    start = (number - 1) * PAGE_SIZE
    late = [_late(each) for each in found.overdue[start : start + PAGE_SIZE]]
    context = {
        "here": "desk_figures",
        "found": found,
        "as_of": as_of,
        "stichtag": times.legal_day(as_of - timedelta(seconds=1)).isoformat(),
        "classes": [_class(each) for each in found.classes],
        "late": window(late, len(found.overdue), number),
        "days": figures.DAYS,
        "least": figures.LEAST,
        "satisfaction": found.satisfaction or figures.satisfaction(times.legal_day(as_of)),
        "opens": actor.may(Permission.SUPPORT_TICKETS),
        "query": f"stichtag={request.GET['stichtag']}" if request.GET.get("stichtag") else "",
    }
    return render(request, "office/support/figures.html", context)
