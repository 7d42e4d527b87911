# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""All Vorhaben, and the overview of one."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.programme import queries
from leistungswerk.programme.states import PATH_WORDS, PHASE_WORDS
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.projects.page import project_page, project_url


@require_safe
@staff(Permission.SEE_PROJECT)
def projects(request: HttpRequest, actor: Actor) -> HttpResponse:
    number = page_number(request)
    found, total = queries.projects(actor, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    rows = [
        {
            "project": row,
            "url": project_url(row.uuid),
            "phase": f"{row.phase.value} {PHASE_WORDS[row.phase]}",
            "path": PATH_WORDS[row.path],
        }
        for row in found
    ]
    return render(
        request, "office/projects/list.html", {"here": "projects", "rows": window(rows, total, number)}
    )


@require_safe
@staff(Permission.SEE_PROJECT)
def project(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    return project_page(
        request, actor, identity, section="overview", template="office/projects/overview.html", context={}
    )
