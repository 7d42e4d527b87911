# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A new round: what is asked, of whom, for which Stichtag, and until when."""

import re
import uuid
from datetime import date, timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.register import queries as register
from leistungswerk.reporting.round_states import QUESTION_WORDS, Question
from leistungswerk.reporting.services.rounds.opening import RoundEntry, open_round
from leistungswerk.web.office import entry, fields
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.entry import Field, Kind
from leistungswerk.web.office.typed import read_uuid

_WEEKS_TO_ANSWER: Final = 3
_WEEKS_TO_RELEASE: Final = 4


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.OPEN_ROUND)
def begin(request: HttpRequest, actor: Actor) -> HttpResponse:
    refused, made = "", []
    if request.method == "POST":
        refused = entry.refusal(lambda: made.append(open_round(actor, entry=_entry(request))))
        if made:
            return HttpResponseRedirect(reverse("office:round", args=made))
    asked = _fields(times.legal_day(times.now()))
    context = {
        "here": "rounds",
        "fields": entry.bound(asked, request.POST) if refused else asked,
        "errors": entry.errors(refused),
    }
    return render(request, "office/rounds/begin.html", context, status=422 if refused else 200)


def _entry(request: HttpRequest) -> RoundEntry:
    ressorts: list[uuid.UUID] = [
        found for each in request.POST.getlist("ressorts") if (found := read_uuid(each)) is not None
    ]
    return RoundEntry(
        title=entry.text(request, "title")[:200],
        cut_off=fields.day(request.POST, "cut_off", _("Stichtag")),
        due=fields.day(request.POST, "due", _("Frist der Ressorts und Projektbüros")),
        answers_due=fields.optional_day(request.POST, "answers_due", _("Frist der Fachreferate")),
        questions=entry.ticked(request, "questions", Question),
        ressorts=ressorts,
        land=bool(request.POST.get("land")),
        municipal=bool(request.POST.get("municipal")),
        services=[each for each in re.split(r"[\s,;]+", entry.text(request, "services")) if each],
    )


def _last_quarter(today: date) -> tuple[date, str]:
    """The last day of the quarter before, and how it is called."""
    first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    last = first - timedelta(days=1)
    return last, f"{(last.month - 1) // 3 + 1}. Quartal {last.year}"


def _fields(today: date) -> tuple[Field, ...]:
    cut_off, quarter = _last_quarter(today)
    return (
        Field(
            name="title", label=_("Titel"), value=f"Stand der Verwaltungsdigitalisierung, {quarter}", required=True,
            language="de",
        ),
        Field(
            name="questions", label=_("Was gefragt wird"), kind=Kind.CHECKS, values=(Question.AVAILABLE.value,),
            options=entry.choices(QUESTION_WORDS),
            hint=_("Nach der Verfügbarkeit wird nur gefragt, wo kein Gate und kein eigener Dienst sie belegt."),
        ),
        Field(
            name="cut_off", label=_("Stichtag"), kind=Kind.DAY, value=entry.day_text(cut_off), required=True,
            hint=_("Gefragt ist, was an diesem Tag galt. Er liegt nicht in der Zukunft."),
        ),
        Field(
            name="answers_due", label=_("Frist der Fachreferate"), kind=Kind.DAY,
            value=entry.day_text(today + timedelta(weeks=_WEEKS_TO_ANSWER)),
            hint=_("Damit vor der Freigabe Zeit zum Prüfen bleibt. Leer: wie die Ressorts."),
        ),
        Field(
            name="due", label=_("Frist der Ressorts und Projektbüros"), kind=Kind.DAY,
            value=entry.day_text(today + timedelta(weeks=_WEEKS_TO_RELEASE)), required=True,
            hint=_("Bis dahin ist freigegeben. Erinnert wird eine Woche und einen Tag vorher, danach alle drei Tage."),
        ),
        Field(name="land", label=_("Die Ressorts fragen"), kind=Kind.CHECK, value="ja"),
        Field(
            name="ressorts", label=_("Nur diese Ressorts"), kind=Kind.CHECKS,
            options=tuple((str(key), name) for key, name in register.all_ressorts()),
            hint=_("Ohne Auswahl werden alle gefragt, die für etwas zuständig sind."),
        ),
        Field(name="municipal", label=_("Die Kommunen fragen, über ihre Projektbüros"), kind=Kind.CHECK, value="ja"),
        Field(
            name="services", label=_("Nur diese Leistungen"), kind=Kind.AREA, rows=3,
            hint=_("Leistungsschlüssel, getrennt durch Leerzeichen oder Zeilen. Leer: alle."),
        ),
    )  # fmt: skip
