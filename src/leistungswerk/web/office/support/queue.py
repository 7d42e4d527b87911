# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The queue of the desk, and a call written down."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.delivery import queries as delivery
from leistungswerk.enablement.desk import queries
from leistungswerk.enablement.desk.queries import Filter, View
from leistungswerk.enablement.desk.services import opening, sorting
from leistungswerk.enablement.desk.states import (
    CATEGORY_WORDS,
    LEVEL_WORDS,
    URGENCIES,
    Category,
    Channel,
    Level,
    Urgency,
)
from leistungswerk.web import languages, suggesting
from leistungswerk.web.office import entry, fields
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.entry import Field, Kind
from leistungswerk.web.office.support.words import VIEW_WORDS, Word, shown_line

_Choice = TypeVar("_Choice", bound=StrEnum)


def _one_of(kind: type[_Choice], text: str) -> _Choice | None:
    return kind(text) if text in {item.value for item in kind} else None


def urgency_words() -> Mapping[Urgency, Word]:
    return {urgency: times.word for urgency, times in URGENCIES.items()}


def _asked(request: HttpRequest) -> Filter:
    said = request.GET
    return Filter(
        view=_one_of(View, said.get("ansicht", "")) or View.OPEN,
        level=_one_of(Level, said.get("ebene", "")),
        urgency=_one_of(Urgency, said.get("klasse", "")),
        category=_one_of(Category, said.get("art", "")),
        service=said.get("leistung", "")[:14],
        text=said.get("suche", "")[:100],
    )


def _parameters(wanted: Filter) -> dict[str, str]:
    """What stands in the address besides view and page."""
    said = {
        "ebene": wanted.level.value if wanted.level else "",
        "klasse": wanted.urgency.value if wanted.urgency else "",
        "art": wanted.category.value if wanted.category else "",
        "leistung": wanted.service,
        "suche": wanted.text,
    }
    return {name: value for name, value in said.items() if value}


@require_safe
@staff(Permission.SUPPORT_TICKETS)
def tickets(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits, the next promise first."""
    wanted, number = _asked(request), page_number(request)
    narrowed = _parameters(wanted)
    rows, total = queries.queue(actor, wanted, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    counts = queries.counts(actor)
    context = {
        "here": "tickets",
        "rows": window([shown_line(row) for row in rows], total, number),
        "total": total,
        "views": [
            {
                "text": word,
                "count": counts.get(view),
                "url": f"?{urlencode({'ansicht': view.value} | narrowed)}",
                "current": view is wanted.view,
            }
            for view, word in VIEW_WORDS.items()
        ],
        "view": wanted.view.value,
        "wanted": wanted,
        "narrowed": bool(narrowed),
        "query": urlencode({"ansicht": wanted.view.value} | narrowed),
        "levels": entry.choices(LEVEL_WORDS),
        "urgencies": entry.choices(urgency_words()),
        "categories": entry.choices(CATEGORY_WORDS),
        "services": queries.services_asked_about(actor),
    }
    return render(request, "office/support/queue.html", context)


@require_safe
@staff(Permission.SUPPORT_TICKETS)
def suggestions(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What fits what is being typed; for the script, the button asks the page itself."""
    found = suggesting.for_staff(request.GET.get("frage", ""), languages.current())
    return JsonResponse({"vorschlaege": [suggesting.as_json(each) for each in found]})


def _fields(request: HttpRequest) -> tuple[Field, ...]:
    shape = (
        Field(name="subject", label=_("Worum geht es?"), required=True),
        Field(name="text", label=_("Was ist passiert?"), kind=Kind.AREA, rows=6, required=True),
        Field(
            name="category", label=_("Art"), kind=Kind.SELECT, options=entry.choices(CATEGORY_WORDS), required=True,
            value=Category.USE.value,
        ),
        Field(
            name="urgency", label=_("Klasse"), kind=Kind.SELECT, options=entry.choices(urgency_words()), required=True,
            value=Urgency.NORMAL.value, hint=_("Sie bestimmt, bis wann wir Antwort und Lösung zusagen."),
        ),
        Field(name="name", label=_("Name")),
        Field(
            name="email", label=_("E-Mail"), kind=Kind.EMAIL,
            hint=_("Dann geht die Nummer per E-Mail hinaus, und die Antwort auch."),
        ),
        Field(name="phone", label=_("Telefon"), hint=_("Für den Rückruf.")),
        Field(
            name="connection", label=_("Verbindung"), kind=Kind.SELECT,
            options=tuple((str(each.uuid), each.name) for each in delivery.connections()),
        ),
        Field(name="application", label=_("Vorgangsnummer"), hint=_("Nur die Nummer, zum Beispiel LW-2026-ABCD-EFGH; nie den Inhalt des Antrags.")),
    )  # fmt: skip
    return entry.bound(shape, request.POST) if request.method == "POST" else shape


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SUPPORT_TICKETS)
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Somebody calls: written down, with what may answer it at once."""
    refused = ""
    if request.method == "POST" and request.POST.get("act") != "suggest":
        try:
            made = opening.write_down(actor, request=_typed(request))
            return HttpResponseRedirect(reverse("office:ticket", args=[made]))
        except Refused as problem:
            refused = str(problem)
    typed = f"{request.POST.get('subject', '')} {request.POST.get('text', '')}".strip()
    context = {
        "here": "tickets",
        "fields": _fields(request),
        "errors": entry.errors(refused),
        "suggestions": suggesting.for_staff(typed, languages.current()) if typed else (),
        "tried": bool(typed),
        "service": request.POST.get("service", ""),
        "services": queries.services_asked_about(actor),
    }
    return render(request, "office/support/new.html", context, status=422 if refused else 200)


def _typed(request: HttpRequest) -> opening.Request:
    return opening.Request(
        subject=entry.text(request, "subject"),
        text=entry.text(request, "text"),
        channel=Channel.PHONE,
        category=entry.chosen(request, "category", Category, _("Art")),
        urgency=entry.chosen(request, "urgency", Urgency, _("Klasse")),
        name=entry.text(request, "name"),
        email=entry.text(request, "email").lower(),
        phone=entry.text(request, "phone"),
        service=entry.text(request, "service").replace(" ", ""),
        connection=fields.optional_identity(request.POST, "connection"),
        application=sorting.application_number(entry.text(request, "application")),
    )
