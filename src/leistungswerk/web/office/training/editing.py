# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Training as those see it who plan it: courses, their dates, what participants said."""

import re
import uuid
from collections.abc import Callable
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.enablement.training import queries
from leistungswerk.enablement.training.queries import CourseView, DateLine
from leistungswerk.enablement.training.services import planning
from leistungswerk.enablement.training.services.planning import CourseEntry, DateEntry
from leistungswerk.enablement.training.states import LEVEL_WORDS, PACE_WORDS, TOPIC_WORDS, Level, Topic
from leistungswerk.programme.decisions.markup import to_html
from leistungswerk.web.office import entry, fields
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.entry import Field, Kind
from leistungswerk.web.office.training.trainers import chosen_trainers, trainer_fields
from leistungswerk.web.office.training.views import shown
from leistungswerk.web.office.typed import read_uuid


@require_safe
@staff()
def courses(request: HttpRequest, actor: Actor) -> HttpResponse:
    rows = [
        {"course": each, "topic": TOPIC_WORDS[each.topic], "level": LEVEL_WORDS[each.level]}
        for each in queries.courses()
    ]
    context = {"here": "training", "rows": rows, "may_plan": actor.may(Permission.EDIT_TRAINING)}
    return render(request, "office/training/courses.html", context)


@require_safe
@staff()
def course(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    found = _course(identity)
    voices = found.voices
    context = {
        "here": "training",
        "course": found,
        "topic": TOPIC_WORDS[found.topic],
        "level": LEVEL_WORDS[found.level],
        "html": to_html(found.description),
        "dates": [shown(line) for line in queries.dates_of(actor, identity)],
        "may_plan": actor.may(Permission.EDIT_TRAINING),
        "least": queries.LEAST_VOICES,
        "paces": [(PACE_WORDS[pace], count) for pace, count in voices.paces.items()] if voices else (),
    }
    return render(request, "office/training/course.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_TRAINING)
def enter(request: HttpRequest, actor: Actor) -> HttpResponse:
    made: list[uuid.UUID] = []
    return _form(
        request,
        heading=_("Kurs anlegen"),
        shape=_course_fields(request, None),
        act=lambda: made.append(planning.save_course(actor, entry=_typed_course(request))),
        then=lambda: reverse("office:training_course", args=made),
        back=reverse("office:training_courses"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_TRAINING)
def edit(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    page = reverse("office:training_course", args=[identity])
    return _form(
        request,
        heading=_("Kurs bearbeiten"),
        shape=_course_fields(request, _course(identity)),
        act=lambda: planning.save_course(actor, entry=_typed_course(request), course=identity),
        then=lambda: page,
        back=page,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_TRAINING)
def plan(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """A new date of a course."""
    found = _course(identity)
    made: list[uuid.UUID] = []
    return _form(
        request,
        heading=_("Termin anbieten: %(title)s") % {"title": found.title},
        shape=_date_fields(found, None),
        act=lambda: made.append(planning.plan_date(actor, course=identity, entry=_typed_date(request))),
        then=lambda: reverse("office:training_date", args=made),
        back=reverse("office:training_course", args=[identity]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_TRAINING)
def change(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    line = queries.date(actor, identity)
    if line is None:
        raise Http404
    page = reverse("office:training_date", args=[identity])
    return _form(
        request,
        heading=_("Termin ändern: %(title)s") % {"title": line.title},
        shape=_date_fields(_course(line.course), line),
        act=lambda: planning.change_date(actor, date=identity, entry=_typed_date(request)),
        then=lambda: page,
        back=page,
    )


@require_POST
@staff(Permission.EDIT_TRAINING)
def cancel(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    planning.cancel_date(actor, date=identity)
    return HttpResponseRedirect(reverse("office:training_date", args=[identity]))


def _course(identity: uuid.UUID) -> CourseView:
    found = queries.course(identity)
    if found is None:
        raise Http404
    return found


def _form(
    request: HttpRequest,
    *,
    heading: str,
    shape: tuple[Field, ...],
    act: Callable[[], object],
    then: Callable[[], str],
    back: str,
) -> HttpResponse:
    refused = entry.refusal(act) if request.method == "POST" else ""
    if request.method == "POST" and not refused:
        return HttpResponseRedirect(then())
    context = {
        "here": "training",
        "heading": heading,
        "fields": entry.bound(shape, request.POST) if refused else shape,
        "errors": entry.errors(refused),
        "cancel_url": back,
    }
    return render(request, "office/training/form.html", context, status=422 if refused else 200)


def _course_fields(request: HttpRequest, known: CourseView | None) -> tuple[Field, ...]:
    return (
        Field(name="title", label=_("Titel"), value=known.title if known else "", required=True),
        Field(
            name="topic", label=_("Thema"), kind=Kind.SELECT, options=entry.choices(TOPIC_WORDS), required=True,
            value=known.topic if known else "",
        ),
        Field(
            name="level", label=_("Stufe"), kind=Kind.SELECT, options=entry.choices(LEVEL_WORDS), required=True,
            value=known.level if known else "",
        ),
        Field(
            name="description", label=_("Was kann man danach?"), kind=Kind.AREA, rows=6, required=True,
            hint=_("Eine Zeile je Inhalt; sie stehen auf der Bescheinigung."), value=known.description if known else "",
        ),
        Field(
            name="minutes", label=_("Dauer in Minuten"), kind=Kind.NUMBER, required=True,
            value=str(known.minutes) if known else "",
        ),
        *_counting_fields(known),
        Field(
            name="materials", label=_("Unterlagen"), kind=Kind.AREA, rows=3,
            hint=_("Je Zeile: Titel | https://…"),
            value="\n".join(f"{title} | {address}" for title, address in known.materials) if known else "",
        ),
        *trainer_fields([each for each, _name in known.trainers] if known else (), request.POST),
        Field(name="active", label=_("Wird angeboten"), kind=Kind.CHECK, value="" if known and not known.active else "ja"),
    )  # fmt: skip


def _counting_fields(known: CourseView | None) -> tuple[Field, ...]:
    return (
        Field(
            name="counts", label=_("Zählt als Schulung vor dem Go-live"), kind=Kind.CHECK,
            value="ja" if known and known.counts_for_rollout else "",
        ),
        Field(
            name="keys", label=_("Leistungsschlüssel"), kind=Kind.AREA, rows=3,
            hint=_("Für welche Leistungen sie zählt, ein Schlüssel je Zeile. Leer: für alle."),
            value="\n".join(known.service_keys) if known else "",
        ),
    )  # fmt: skip


def _typed_course(request: HttpRequest) -> CourseEntry:
    pairs = [line.partition("|") for line in entry.text(request, "materials").splitlines() if line.strip()]
    return CourseEntry(
        title=entry.text(request, "title")[:200],
        topic=entry.chosen(request, "topic", Topic, _("Thema")),
        level=entry.chosen(request, "level", Level, _("Stufe")),
        description=entry.text(request, "description"),
        minutes=fields.number(request.POST, "minutes", _("Dauer in Minuten")) or 0,
        counts_for_rollout=bool(request.POST.get("counts")),
        service_keys=tuple(key for key in re.split(r"[\s,;]+", entry.text(request, "keys")) if key),
        materials=tuple((title.strip(), address.strip()) for title, _bar, address in pairs),
        trainers=chosen_trainers(request),
        active=bool(request.POST.get("active")),
    )


def _date_fields(found: CourseView, known: DateLine | None) -> tuple[Field, ...]:
    return (
        Field(name="begins_at", label=_("Beginn"), kind=Kind.MOMENT, value=_clock(known.begins_at if known else None), required=True),
        Field(name="ends_at", label=_("Ende"), kind=Kind.MOMENT, value=_clock(known.ends_at if known else None), required=True),
        Field(
            name="place", label=_("Ort"), value=known.place if known else "", required=True,
            hint=_("Raum oder Adresse der Videokonferenz."),
        ),
        Field(
            name="capacity", label=_("Plätze"), kind=Kind.NUMBER, value=str(known.capacity) if known else "12", required=True,
            hint=_("Wer sich danach anmeldet, kommt auf die Warteliste und rückt von selbst nach."),
        ),
        Field(
            name="trainer", label=_("Trainer:in"), kind=Kind.SELECT,
            options=tuple((str(each), name) for each, name in found.trainers),
            value=str(known.trainer_uuid) if known and known.trainer_uuid else "",
        ),
    )  # fmt: skip


def _clock(at: datetime | None) -> str:
    return at.astimezone(times.BERLIN).strftime("%Y-%m-%dT%H:%M") if at else ""


def _typed_date(request: HttpRequest) -> DateEntry:
    return DateEntry(
        begins_at=fields.moment(request.POST, "begins_at", _("Beginn")),
        ends_at=fields.moment(request.POST, "ends_at", _("Ende")),
        place=entry.text(request, "place"),
        capacity=fields.number(request.POST, "capacity", _("Plätze")) or 0,
        trainer=read_uuid(entry.text(request, "trainer")),
    )
