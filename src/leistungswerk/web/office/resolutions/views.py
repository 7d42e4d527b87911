# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading Beschlüsse."""

import uuid
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.programme.queries import resolutions as queries
from leistungswerk.programme.resolution_states import (
    CONFIDENTIAL,
    RESOLUTION_WORDS,
    VERB_WORDS,
    Direction,
    ResolutionState,
)
from leistungswerk.programme.resolution_views import ResolutionRow, ResolutionView, TaskView
from leistungswerk.programme.services.resolutions import bodies, deciding
from leistungswerk.register import queries as register
from leistungswerk.web.office import fields
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.resolutions import words
from leistungswerk.web.templatetags.faces import Level


def row(found: ResolutionRow) -> dict[str, object]:
    """A Beschluss as lists show it."""
    return {
        "number": found.number,
        "title": found.title,
        "owner": found.owner,
        "direction": words.DIRECTIONS[found.direction],
        "state": RESOLUTION_WORDS[found.state],
        "level": words.LEVELS.get(found.state, Level.INFO),
        "session": found.session,
        "confidential": found.state in CONFIDENTIAL,
        "needs_confirmation": found.needs_confirmation,
        "url": reverse("office:resolution", args=[found.uuid]),
    }


def task_row(found: TaskView) -> dict[str, object]:
    return {
        "task": found,
        "url": reverse("office:resolution_task", args=[found.uuid]),
        "resolution_url": reverse("office:resolution", args=[found.resolution]),
    }


def tabs(current: str) -> list[dict[str, object]]:
    entries = (
        ("resolutions", _("Beschlüsse")),
        ("sessions", _("Sitzungen")),
        ("resolution_tasks", _("Aufgaben")),
        ("decision_bodies", _("Entscheidende Gremien")),
    )
    return [
        {"title": title, "url": reverse(f"office:{key}"), "current": key == current} for key, title in entries
    ]


@require_safe
@staff(Permission.SEE_PROJECT)
def resolutions(request: HttpRequest, actor: Actor) -> HttpResponse:
    number = page_number(request)
    wanted = request.GET.get("richtung", "")
    direction = Direction(wanted) if wanted in set(Direction) else None
    found, total = queries.resolutions(
        actor, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE, direction=direction
    )
    context = {
        "here": "resolutions",
        "tabs": tabs("resolutions"),
        "rows": window([row(each) for each in found], total, number),
        "directions": [(key.value, word) for key, word in words.DIRECTIONS.items()],
        "direction": wanted,
        "may_begin": actor.may(Permission.EDIT_RESOLUTION),
    }
    return render(request, "office/resolutions/list.html", context)


def _course(found: ResolutionView) -> Sequence[dict[str, object]]:
    courses = {Direction.LAND: words.LAND_COURSE, Direction.INCOMING: words.INCOMING_COURSE}
    course = courses.get(found.row.direction, words.COURSE)
    state = found.row.state
    if state is ResolutionState.REJECTED:
        course = (*words.COURSE[:6], ResolutionState.REJECTED)
    if state not in course:
        return [{"title": RESOLUTION_WORDS[state], "state": "current"}]
    at = course.index(state)
    return [
        {
            "title": RESOLUTION_WORDS[each],
            "state": "done" if place < at else "current" if place == at else "ahead",
        }
        for place, each in enumerate(course)
    ]


@require_safe
@staff(Permission.SEE_PROJECT)
def resolution(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    found = queries.resolution(actor, identity)
    answered = [each for each in found.co_signatures if each.signer]
    context = {
        "here": "resolutions",
        "resolution": found,
        "head": row(found.row),
        "course": _course(found),
        "points": [
            {
                "point": point,
                "verb": VERB_WORDS[point.verb],
                "task": task_row(point.task) if point.task else None,
            }
            for point in found.points
        ],
        "co_signatures": [
            {"each": each, "word": words.ANSWERS[each.answer][0], "level": words.ANSWERS[each.answer][1]}
            for each in found.co_signatures
        ],
        "answered": len(answered),
        "answers": [(key.value, word) for key, (word, _level) in list(words.ANSWERS.items())[1:]],
        "references": [
            {"each": each, "word": words.REFERENCES[each.kind], "url": _address(each.target)}
            for each in found.references
        ],
        "result": words.RESULTS.get(found.result) if found.result else "",
        "results": [(key.value, word) for key, word in words.RESULTS.items()],
        "bodies": [(str(pk), name) for pk, name, _urgent in queries.decision_bodies()],
        "confirming": [(str(pk), name) for pk, name, urgent in queries.decision_bodies() if not urgent],
        "ministries": [(str(key), name) for key, name in register.all_ressorts()],
        "heard": [(str(key), name) for key, name in register.heard_bodies()],
        "councils": [(str(key), name) for key, name in register.councils()],
        "edit_url": reverse("office:edit_resolution", args=[identity]),
        "steps_url": reverse("office:resolution", args=[identity]),
    }
    return render(request, "office/resolutions/resolution.html", context)


def _address(target: uuid.UUID | None) -> str:
    return reverse("office:resolution", args=[target]) if target else ""


@require_safe
@staff(Permission.SEE_PROJECT)
def tasks(request: HttpRequest, actor: Actor) -> HttpResponse:
    number = page_number(request)
    everything = request.GET.get("alle") == "1"
    found, total = queries.tasks(
        actor, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE, open_only=not everything
    )
    context = {
        "here": "resolutions",
        "tabs": tabs("resolution_tasks"),
        "rows": window([task_row(each) for each in found], total, number),
        "everything": everything,
    }
    return render(request, "office/resolutions/tasks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def calendar(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The calendar; posting enters or corrects a session."""
    if request.method == "POST":
        number = fields.number(request.POST, "number", _("Nummer der Sitzung"))
        deciding.set_session(
            actor,
            council=fields.identity(request.POST, "council", _("Gremium")),
            number=number or 0,
            held_on=fields.optional_day(request.POST, "held_on", _("Sitzungstag")),
            registration_until=fields.optional_day(request.POST, "registration_until", _("Anmeldefrist")),
            papers_until=fields.optional_day(request.POST, "papers_until", _("Frist für Unterlagen")),
        )
    context = {
        "here": "resolutions",
        "tabs": tabs("sessions"),
        "sessions": [
            {"session": each, "items": [row(item) for item in each.items]} for each in queries.sessions(actor)
        ],
        "councils": [(str(key), name) for key, name in register.councils()],
        "may_edit": actor.may(Permission.EDIT_RESOLUTION),
    }
    return render(request, "office/resolutions/sessions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def deciders(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The bodies that decide in the Land; posting enters one or changes what it may."""
    if request.method == "POST":
        urgently, body = "urgent" in request.POST, fields.number(request.POST, "body", _("Gremium"))
        if body:
            bodies.set_decision_body(
                actor, body=body, may_decide_urgently=urgently, active="active" in request.POST
            )
        else:
            bodies.ensure_decision_body(
                actor, name=request.POST.get("name", ""), may_decide_urgently=urgently
            )
        return redirect("office:decision_bodies")
    context = {
        "here": "resolutions",
        "tabs": tabs("decision_bodies"),
        "deciders": queries.all_decision_bodies(),
        "may_edit": actor.may(Permission.EDIT_RESOLUTION),
    }
    return render(request, "office/resolutions/deciders.html", context)
