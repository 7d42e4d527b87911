# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""One ticket: its history, what may answer it, and everything the desk does with it."""

import uuid
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leistungswerk.core import personal_data, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.delivery import queries as delivery
from leistungswerk.enablement.desk import links, notice_views, queries
from leistungswerk.enablement.desk.queries import EntryView, TicketView
from leistungswerk.enablement.desk.services import handing, handling, notices, sorting
from leistungswerk.enablement.desk.services.sorting import Sorting
from leistungswerk.enablement.desk.states import (
    CATEGORY_WORDS,
    ENTRY_WORDS,
    LEVEL_WORDS,
    TICKET_TRANSITIONS,
    Category,
    EntryKind,
    Level,
    Urgency,
)
from leistungswerk.online import queries as online
from leistungswerk.register import queries as register
from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.register.queries import directory
from leistungswerk.web import languages, suggesting
from leistungswerk.web.office import entry, fields
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.support.queue import urgency_words
from leistungswerk.web.office.support.words import shown_line
from leistungswerk.web.office.typed import read_uuid

_FROM_OUTSIDE: Final = frozenset({EntryKind.REQUEST, EntryKind.FOREIGN})
Act = Callable[[Actor, uuid.UUID, HttpRequest], object]


def _text(request: HttpRequest) -> str:
    return entry.text(request, "text")


def _sort(actor: Actor, ticket: uuid.UUID, request: HttpRequest) -> None:
    sorting.sort(
        actor,
        ticket=ticket,
        entry=Sorting(
            subject=entry.text(request, "subject"),
            category=entry.chosen(request, "category", Category, _("Art")),
            urgency=entry.chosen(request, "urgency", Urgency, _("Klasse")),
            service=entry.text(request, "service").replace(" ", ""),
            connection=fields.optional_identity(request.POST, "connection"),
            application=entry.text(request, "application"),
        ),
    )


def _hand_over(actor: Actor, ticket: uuid.UUID, request: HttpRequest) -> None:
    handing.hand_over(
        actor,
        ticket=ticket,
        organisation=fields.identity(request.POST, "organisation", _("Stelle")),
        address=entry.text(request, "address"),
        subject=entry.text(request, "handed_subject"),
        text=entry.text(request, "handed_text"),
    )


def _level(actor: Actor, ticket: uuid.UUID, request: HttpRequest) -> None:
    level = entry.chosen(request, "level", Level, _("Ebene"))
    sorting.change_level(actor, ticket=ticket, level=level, text=entry.text(request, "level_text"))


ACTS: Final[Mapping[str, Act]] = MappingProxyType(
    {
        "solve": lambda actor, ticket, request: handling.solve(actor, ticket=ticket, text=_text(request)),
        "ask": lambda actor, ticket, request: handling.ask_back(actor, ticket=ticket, text=_text(request)),
        "answer": lambda actor, ticket, request: handling.answer(actor, ticket=ticket, text=_text(request)),
        "note": lambda actor, ticket, request: handling.note(actor, ticket=ticket, text=_text(request)),
        "go_on": lambda actor, ticket, request: handling.go_on(actor, ticket=ticket, text=_text(request)),
        "tell": lambda actor, ticket, request: handing.tell_third_level(
            actor, ticket=ticket, text=_text(request)
        ),
        "give_back": lambda actor, ticket, _request: handing.give_back(actor, ticket=ticket),
        "reopen": lambda actor, ticket, _request: handling.reopen(actor, ticket=ticket),
        "discard": lambda actor, ticket, _request: handling.discard(actor, ticket=ticket),
        "assign": lambda actor, ticket, request: sorting.assign(
            actor, ticket=ticket, person=fields.optional_identity(request.POST, "person")
        ),
        "take": lambda actor, ticket, _request: sorting.assign(actor, ticket=ticket, person=actor.person),
        "sort": _sort,
        "level": _level,
        "hand_over": _hand_over,
        "number": lambda actor, ticket, request: handing.set_foreign_number(
            actor, ticket=ticket, number=entry.text(request, "number")
        ),
        "notice": lambda actor, ticket, request: notices.link(
            actor, ticket=ticket, notice=fields.optional_identity(request.POST, "notice")
        ),
    }
)
"""What the buttons of the page do, by their value."""


def found_or_404(actor: Actor, identity: uuid.UUID) -> TicketView:
    found = queries.ticket(actor, identity)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SUPPORT_TICKETS)
def ticket(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """The page; POST does one act, or puts a canned answer into the field."""
    found = found_or_404(actor, identity)
    if request.method != "POST":
        return _page(request, actor, found)
    name = request.POST.get("act", "")
    if name == "insert":
        return _page(request, actor, found, text=_inserted(request, found))
    act = ACTS.get(name)
    if act is None:
        raise Http404
    refused = entry.refusal(lambda: act(actor, identity, request))
    if refused:
        return _page(request, actor, found, text=request.POST.get("text", ""), refused=refused, act=name)
    return HttpResponseRedirect(reverse("office:ticket", args=[identity]))


def _inserted(request: HttpRequest, found: TicketView) -> str:
    """What stands in the field already, and the canned answer below it."""
    chosen = read_uuid(request.POST.get("canned", ""))
    canned = queries.canned_answer(chosen) if chosen else None
    typed = request.POST.get("text", "").strip()
    words = queries.filled(found, canned.text) if canned else ""
    return "\n\n".join(part for part in (typed, words) if part)


def _line(each: EntryView) -> dict[str, object]:
    """A line of the history with its words, and a hint where somebody outside wrote personal data."""
    hints: list[object] = []
    if each.kind in _FROM_OUTSIDE and not each.redacted_at:
        kinds = dict.fromkeys(found.kind for found in personal_data.find(each.text))
        hints = [personal_data.KIND_WORDS[kind] for kind in kinds]
    return {"entry": each, "kind": ENTRY_WORDS[each.kind], "hints": hints}


def _page(
    request: HttpRequest,
    actor: Actor,
    found: TicketView,
    *,
    text: str = "",
    refused: str = "",
    act: str = "",
) -> HttpResponse:
    asked = next((each.text for each in found.entries if each.kind is EntryKind.REQUEST), "")
    context = {
        "here": "tickets",
        "ticket": found,
        "shown": shown_line(found.line),
        "history": [_line(each) for each in found.entries],
        "moves": {move.value for move in TICKET_TRANSITIONS[found.line.state]},
        "text": text,
        "errors": entry.errors(refused),
        "opened": act,
        "typed": request.POST if refused else {},
        "canned": [(str(each.uuid), each.title) for each in queries.answers(category=found.line.category)],
        "suggestions": suggesting.for_staff(f"{found.subject} {asked}", languages.current()),
        "mine": actor.person is not None and found.assignee == actor.person,
        "may_take": actor.person is not None,
        "status_url": links.status_url(found.line.number),
        **_around(actor, found),
        **_choices(found),
    }
    return render(request, "office/support/ticket.html", context, status=422 if refused else 200)


def _around(actor: Actor, found: TicketView) -> dict[str, object]:
    """What the ticket is about elsewhere in the office: whether the application is there, never what it says."""
    known = online.application_by_reference(found.application) if found.application else None
    sees = actor.may(Permission.SEE_DELIVERIES)
    return {
        "application_known": known is not None,
        "application_url": reverse("office:application", args=[found.application]) if known and sees else "",
        "service_url": reverse("office:register_service", args=[found.service_key])
        if found.service_key and actor.may(Permission.SEE_REGISTER)
        else "",
    }


def _choices(found: TicketView) -> dict[str, object]:
    now = times.now()
    kinds = {OrganisationKind.VENDOR, OrganisationKind.IT_PROVIDER}
    if not found.live:
        return {}
    return {
        "people": [
            (str(each.uuid), each.name)
            for each in directory.people_holding(sorting.staff_roles(), times.legal_day(now))
        ],
        "categories": entry.choices(CATEGORY_WORDS),
        "urgencies": entry.choices(urgency_words()),
        "connections": [(str(each.uuid), each.name) for each in delivery.connections()],
        "services": sorted({(each.key, each.service_name) for each in online.services(limit=500)}),
        "levels": [
            (level.value, LEVEL_WORDS[level])
            for level in (Level.FIRST, Level.SECOND)
            if level is not found.line.level
        ],
        "organisations": [(str(each.uuid), each.name) for each in register.choices(kinds)],
        "notices": [(str(each.uuid), each.title) for each in notice_views.open_ones(now)],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SUPPORT_TICKETS)
def redact(request: HttpRequest, actor: Actor, identity: uuid.UUID, line: int) -> HttpResponse:
    """Black out a line: all of it, or only what was recognised."""
    found = found_or_404(actor, identity)
    each = next((one for one in found.entries if one.pk == line and not one.redacted_at), None)
    if each is None:
        raise Http404
    refused = ""
    if request.method == "POST":
        refused = entry.refusal(
            lambda: handling.redact(
                actor,
                ticket=identity,
                entry=line,
                why=entry.text(request, "why"),
                found_only=request.POST.get("how") == "found",
            )
        )
        if not refused:
            return HttpResponseRedirect(reverse("office:ticket", args=[identity]))
    blacked = personal_data.black_out(each.text)
    context = {
        "here": "tickets",
        "ticket": found,
        "entry": each,
        "blacked": blacked if blacked != each.text else "",
        "why": request.POST.get("why", ""),
        "errors": entry.errors(refused),
    }
    return render(request, "office/support/redact.html", context, status=422 if refused else 200)


@require_safe
@staff(Permission.SUPPORT_TICKETS)
def attachment(request: HttpRequest, actor: Actor, identity: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    """A file somebody sent: always downloaded, never shown, because nobody here wrote it."""
    found = queries.attachment(actor, identity, file)
    if found is None:
        raise Http404
    name, media_type, content = found
    answer = HttpResponse(content, content_type=media_type)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
