# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cockpits: one body, and many for the municipal project office."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.programme.rollout import cockpit as queries
from leistungswerk.programme.rollout import words
from leistungswerk.programme.rollout.cockpit import Task
from leistungswerk.programme.rollout_states import DUTY_WORDS
from leistungswerk.register.kinds import ORGANISATION_WORDS
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.rollout import shown


def _task(task: Task) -> dict[str, object]:
    found = task.finding
    return {
        "title": DUTY_WORDS[found.duty] if found else _("Go-live"),
        "text": words.text(found) if found else _("Alles ist da. Zeichnen Sie den Go-live (Gate G3)."),
        "who": words.who(found) if found else str(words.WHO_WORDS[words.Who.BODY]),
        "level": shown.LEVELS[found.status] if found else "success",
        "url": shown.act_url(found, task.unit) if found else shown.unit_url(task.unit),
        "titles": task.titles[:3],
        "more": max(len(task.titles) - 3, 0),
        "due": task.due,
        "urgent": task.urgent,
    }


@require_safe
@staff(Permission.SEE_PROJECT)
def cockpit(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    found = queries.cockpit(actor, identity, times.now())
    number = page_number(request)
    tasks = [_task(task) for task in found.tasks[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]]
    standings = found.standings
    context = {
        "here": "rollout_bodies",
        "body": found.body,
        "kind": ORGANISATION_WORDS[found.body.kind],
        "route": words.ROUTE_WORDS[found.route],
        "next": _task(found.tasks[0]) if found.tasks else None,
        "tasks": window(tasks, len(found.tasks), number),
        "live": found.live,
        "relevant": found.relevant,
        "standings": [
            {
                "cell": shown.cell(each.cell),
                "number": each.number,
                "title": each.title,
                "due": each.due,
                "wave": each.cell.wave,
            }
            for each in standings[:100]
        ],
        "more_standings": max(len(standings) - 100, 0),
        "matrix_url": reverse("office:rollout") + f"?suche={found.body.name}",
    }
    return render(request, "office/rollout/cockpit.html", context)


@require_safe
@staff(Permission.SEE_PROJECT)
def bodies(request: HttpRequest, actor: Actor) -> HttpResponse:
    number, search = page_number(request), request.GET.get("suche", "")[:100].strip()
    now = times.now()
    rows, total = queries.bodies(actor, search=search, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    shown_rows = [
        {
            "row": row,
            "kind": ORGANISATION_WORDS[row.kind],
            "url": reverse("office:rollout_body", args=[row.uuid]),
            "soon": queries.soon(row.certificate, now),
        }
        for row in rows
    ]
    context = {
        "here": "rollout_bodies",
        "rows": window(shown_rows, total, number),
        "search": search,
        "pages": shown.pages(request, total, number),
    }
    return render(request, "office/rollout/bodies.html", context)
