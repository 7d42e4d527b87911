# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The code lists held here: what forms rest on while the national repository is away."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.register import queries
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window


@require_safe
@staff(Permission.IMPORT_SCHEMA)
def codelists(request: HttpRequest, actor: Actor) -> HttpResponse:
    number = page_number(request)
    found, total = queries.held_codelists(offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    context = {"here": "documents", "fim": "codelists", "rows": window(found, total, number)}
    return render(request, "office/codelists.html", context)
