# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The matrix executing body × Vorhaben."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.programme.rollout import matrix as queries
from leistungswerk.programme.rollout.matrix import COLUMNS, ROWS, Choice, Matrix, Readiness
from leistungswerk.programme.rollout_states import UNIT_WORDS, UnitState, WaveKind
from leistungswerk.register.queries import execution
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.rollout import shown


def _project(text: str) -> uuid.UUID | None:
    found = shown.identities([text])
    return found[0] if found else None


def _choice(request: HttpRequest) -> Choice:
    get = request.GET
    return Choice(
        district=get.get("kreis", "")[:5] if get.get("kreis", "").isdecimal() else "",
        state=shown.chosen(UnitState, get.get("stand", "")),
        wave=get.get("welle", ""),
        readiness=shown.chosen(Readiness, get.get("bereit", "")),
        project=_project(get.get("vorhaben", "")),
        search=get.get("suche", "")[:100].strip(),
        rows=shown.number(get, "seite"),
        columns=shown.number(get, "spalten"),
    )


def _pages(total: int, size: int) -> int:
    return max((total + size - 1) // size, 1)


def _grid(found: Matrix) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    columns: list[dict[str, object]] = [
        {
            "number": column.number,
            "title": column.title,
            "keys": column.keys,
            "url": reverse("office:rollout_project", args=[column.uuid]),
        }
        for column in found.columns
    ]
    rows: list[dict[str, object]] = [
        {
            "name": row.body.name,
            "url": reverse("office:rollout_body", args=[row.body.uuid]),
            "cells": [
                {"column": column, "cell": shown.cell(cell)}
                for column, cell in zip(columns, row.cells, strict=True)
            ],
        }
        for row in found.rows
    ]
    return columns, rows


@require_safe
@staff(Permission.SEE_PROJECT)
def matrix(request: HttpRequest, actor: Actor) -> HttpResponse:
    choice, now = _choice(request), times.now()
    found = queries.matrix(actor, choice, now)
    counted = queries.counts(actor)
    columns, rows = _grid(found)
    context = {
        "here": "rollout",
        "columns": columns,
        "rows": rows,
        "bodies": found.bodies,
        "projects": found.projects,
        "choice": choice,
        "filters": _filters(actor),
        "counts": [
            {"text": UNIT_WORDS[state], "number": counted.of(state)}
            for state in (UnitState.LIVE, UnitState.PREPARING, UnitState.INTERESTED, UnitState.PLANNED)
        ],
        "share": {"live": counted.live, "relevant": counted.relevant, "exempt": counted.of(UnitState.EXEMPT)},
        "row_pages": {
            "number": choice.rows,
            "total": _pages(found.bodies, ROWS),
            "query": shown.query_without(request, "seite"),
        },
        "column_pages": {
            "number": choice.columns,
            "total": _pages(found.projects, COLUMNS),
            "query": shown.query_without(request, "spalten"),
        },
    }
    return render(request, "office/rollout/matrix.html", context)


def _filters(actor: Actor) -> dict[str, shown.Choices]:
    return {
        "districts": list(execution.districts()),
        "states": shown.states(),
        "waves": [
            (WaveKind.PILOT.value, _("Pilot")),
            (WaveKind.WAVE.value, _("Wellen")),
            ("none", _("Ohne Welle")),
        ],
        "readiness": [
            (Readiness.READY.value, _("Bereit zum Go-live")),
            (Readiness.MISSING.value, _("Es fehlt etwas")),
        ],
        "projects": [(str(each.uuid), each.title) for each in queries.project_choices(actor)],
    }
