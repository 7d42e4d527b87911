# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The third level: a vendor or the operator of a reused service sees and answers what was handed to it."""

import uuid
from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.enablement.desk import outside
from leistungswerk.enablement.desk.outside import HandedView
from leistungswerk.enablement.desk.services import handing
from leistungswerk.enablement.desk.states import CATEGORY_WORDS, URGENCIES, EntryKind
from leistungswerk.web.office import entry
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.support.words import URGENCY_LEVELS, shown_dial

_ACTS: Final = MappingProxyType(
    {
        "answer": lambda actor, ticket, request: handing.foreign_answer(
            actor, ticket=ticket, text=entry.text(request, "text")
        ),
        "return": lambda actor, ticket, request: handing.foreign_return(
            actor, ticket=ticket, text=entry.text(request, "text")
        ),
        "number": lambda actor, ticket, request: handing.name_foreign_number(
            actor, ticket=ticket, number=entry.text(request, "number")
        ),
    }
)


def _shown(found: HandedView) -> dict[str, object]:
    return {
        "ticket": found,
        "urgency": URGENCIES[found.urgency].word,
        "urgency_level": URGENCY_LEVELS[found.urgency],
        "category": CATEGORY_WORDS[found.category],
        "dial": shown_dial(found.dial),
    }


@require_safe
@staff(Permission.ANSWER_HANDED)
def handed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What lies with the organisations of the actor, and what was there."""
    here, number = request.GET.get("ansicht", "") != "abgegeben", page_number(request)
    rows, total = outside.handed_tickets(actor, here=here, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    context = {
        "here": "handed",
        "rows": window([_shown(row) for row in rows], total, number),
        "still": here,
        "query": "" if here else "ansicht=abgegeben",
    }
    return render(request, "office/support/handed.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.ANSWER_HANDED)
def handed_ticket(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """One of them: what the desk wrote, and the answer."""
    found = outside.handed_ticket(actor, identity)
    if found is None:
        raise Http404
    refused = ""
    if request.method == "POST":
        act: Callable[[Actor, uuid.UUID, HttpRequest], object] | None = _ACTS.get(request.POST.get("act", ""))
        if act is None:
            raise Http404
        refused = entry.refusal(lambda: act(actor, identity, request))
        if not refused:
            return HttpResponseRedirect(reverse("office:handed_ticket", args=[identity]))
    context = {
        "here": "handed",
        **_shown(found),
        "history": [(each, each.kind is EntryKind.FOREIGN) for each in found.said],
        "text": request.POST.get("text", ""),
        "errors": entry.errors(refused),
    }
    return render(request, "office/support/handed_ticket.html", context, status=422 if refused else 200)
