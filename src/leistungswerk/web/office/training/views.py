# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Training as participants and trainers see it: the dates, one date, one's seat."""

import uuid
from enum import StrEnum
from typing import Final, TypeVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing
from leistungswerk.enablement.training import papers, queries
from leistungswerk.enablement.training.queries import DateLine
from leistungswerk.enablement.training.services import attendance as services
from leistungswerk.enablement.training.services import seats
from leistungswerk.enablement.training.services.seats import Colleague, seat_for
from leistungswerk.enablement.training.states import (
    DATE_WORDS,
    LEVEL_WORDS,
    PACE_WORDS,
    SEAT_WORDS,
    TOPIC_WORDS,
    DateState,
    Level,
    Pace,
    SeatState,
    Topic,
)
from leistungswerk.register.queries import directory
from leistungswerk.web.office import entry
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.entry import Field, Kind
from leistungswerk.web.office.typed import read_uuid

_Choice = TypeVar("_Choice", bound=StrEnum)
_LEVELS: Final = {
    SeatState.TAKEN: "success", SeatState.WAITING: "warning", SeatState.ATTENDED: "success", SeatState.MISSED: "info",
}  # fmt: skip


def shown(line: DateLine) -> dict[str, object]:
    """A date with its words."""
    return {
        "line": line,
        "topic": TOPIC_WORDS[line.topic],
        "level": LEVEL_WORDS[line.level],
        "state": DATE_WORDS[line.state] if line.state is not DateState.PLANNED else "",
        "mine": SEAT_WORDS[line.mine] if line.mine else "",
        "mine_level": _LEVELS[line.mine] if line.mine else "",
        "over": line.begins_at <= times.now(),
    }


def _one_of(kind: type[_Choice], text: str) -> _Choice | None:
    return kind(text) if text in {item.value for item in kind} else None


@require_safe
@staff()
def dates(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What one can register for, and what one is registered for."""
    number = page_number(request)
    topic, level = _one_of(Topic, request.GET.get("thema", "")), _one_of(Level, request.GET.get("stufe", ""))
    found, total = queries.dates(
        actor, since=times.now(), offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE, topic=topic, level=level
    )
    context = {
        "here": "training",
        "rows": window([shown(line) for line in found], total, number),
        "mine": [shown(line) for line in queries.mine(actor, limit=10)],
        "topics": [(item.value, word) for item, word in TOPIC_WORDS.items()],
        "levels": [(item.value, word) for item, word in LEVEL_WORDS.items()],
        "topic": topic.value if topic else "",
        "level": level.value if level else "",
        "may_plan": actor.may(Permission.EDIT_TRAINING),
    }
    return render(request, "office/training/dates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff()
def date(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """One date: register oneself or a colleague; trainers say who was there."""
    refused = ""
    if request.method == "POST":
        refused = entry.refusal(lambda: _register(request, actor, identity))
        if not refused:
            return HttpResponseRedirect(reverse("office:training_date", args=[identity]))
    line = _line(actor, identity)
    course = queries.course(line.course)
    assert course is not None
    teaches = line.trainer_uuid is not None and line.trainer_uuid == actor.person
    runs = teaches or actor.may(Permission.EDIT_TRAINING)
    rows = queries.seats(actor, identity, all_of_them=runs)
    fields = _colleague_fields(actor)
    context = {
        "here": "training",
        **shown(line),
        "course": course,
        "runs": runs,
        "may_plan": actor.may(Permission.EDIT_TRAINING),
        "seats": [{"seat": row, "state": SEAT_WORDS[row.state], "level": _LEVELS[row.state]} for row in rows],
        "own": next((row for row in rows if row.own), None),
        "fields": entry.bound(fields, request.POST) if refused else fields,
        "errors": entry.errors(refused),
    }
    return render(request, "office/training/date.html", context, status=422 if refused else 200)


def _line(actor: Actor, identity: uuid.UUID) -> DateLine:
    line = queries.date(actor, identity)
    if line is None:
        raise Http404
    return line


def _register(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> SeatState:
    if request.POST.get("act") == "self":
        return seats.take_seat(actor, date=identity)
    organisation = read_uuid(entry.text(request, "organisation"))
    if organisation is None:
        raise Missing(_("Wählen Sie die Stelle, für die Sie jemanden anmelden."))
    who = Colleague(
        name=entry.text(request, "name"), email=entry.text(request, "email"), organisation=organisation
    )
    return seats.take_seat_for(actor, date=identity, colleague=who)


def _colleague_fields(actor: Actor) -> tuple[Field, ...]:
    """Empty for who registers nobody else."""
    if not actor.may(Permission.REGISTER_COLLEAGUES):
        return ()
    owners = directory.owners(actor.reach(Permission.REGISTER_COLLEAGUES))
    return (
        Field(name="name", label=_("Name"), hint=_("So steht er auf der Bescheinigung."), required=True),
        Field(name="email", label=_("Dienstliche E-Mail"), kind=Kind.EMAIL, required=True),
        Field(
            name="organisation", label=_("Stelle"), kind=Kind.SELECT, required=True,
            options=tuple((str(item.uuid), item.name) for item in owners),
            value=str(owners[0].uuid) if len(owners) == 1 else "",
        ),
    )  # fmt: skip


@require_POST
@staff()
def give_back(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    row = seat_for(actor, identity)
    seats.give_back(actor, seat=identity)
    return HttpResponseRedirect(reverse("office:training_date", args=[row.date.uuid]))


@require_safe
@staff()
def calendar(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    answer = HttpResponse(
        papers.calendar(_line(actor, identity), at=times.now()), content_type="text/calendar"
    )
    answer["Content-Disposition"] = 'attachment; filename="schulung.ics"'
    return answer


@require_safe
@staff()
def certificate(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    answer = HttpResponse(papers.certificate(actor, identity), content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="bescheinigung.pdf"'
    return answer


@require_POST
@staff()
def attendance(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    present = [found for text in request.POST.getlist("present") if (found := read_uuid(text))]
    services.record_attendance(actor, date=identity, present=present)
    return HttpResponseRedirect(reverse("office:training_date", args=[identity]))


@require_http_methods(["GET", "HEAD", "POST"])
@staff()
def evaluation(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """Said once; afterwards nobody can tell who said it."""
    row, refused = seat_for(actor, identity), ""
    if request.method == "POST":
        refused = entry.refusal(lambda: _evaluate(request, actor, identity))
        if not refused:
            return HttpResponseRedirect(reverse("office:training_date", args=[row.date.uuid]))
    fields = (
        Field(
            name="useful", label=_("Wie nützlich war die Schulung für Ihre Arbeit?"), kind=Kind.SELECT, required=True,
            options=(("5", _("5 – sehr")), ("4", "4"), ("3", "3"), ("2", "2"), ("1", _("1 – gar nicht"))),
        ),
        Field(name="pace", label=_("Tempo"), kind=Kind.SELECT, options=entry.choices(PACE_WORDS), required=True),
        Field(
            name="text", label=_("Was sollen wir besser machen?"), kind=Kind.AREA,
            hint=_("Nennen Sie keine Namen. Gezeigt wird der Text erst, wenn mindestens fünf Bewertungen da sind."),
        ),
    )  # fmt: skip
    context = {
        "here": "training",
        "date": row.date,
        "title": row.date.course.title,
        "fields": entry.bound(fields, request.POST) if refused else fields,
        "errors": entry.errors(refused),
    }
    return render(request, "office/training/evaluation.html", context, status=422 if refused else 200)


def _evaluate(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> None:
    useful = entry.text(request, "useful")
    services.evaluate(
        actor, seat=identity, useful=int(useful) if useful.isdecimal() and len(useful) == 1 else 0,
        pace=entry.chosen(request, "pace", Pace, _("Tempo")), text=entry.text(request, "text"),
    )  # fmt: skip
