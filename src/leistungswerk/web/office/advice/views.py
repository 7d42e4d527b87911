# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The queue of the OZG project, one consultation with its protocol, and the form to ask."""

import uuid
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.programme.queries import consultations as queries
from leistungswerk.programme.queries.projects import project_head
from leistungswerk.programme.services import consultations as services
from leistungswerk.programme.services.consultations import ANSWER_DAYS, Question, consultation_for
from leistungswerk.programme.states import CONSULTATION_TRANSITIONS
from leistungswerk.register.queries import directory
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.projects.page import project_page
from leistungswerk.web.office.typed import Typed, read_uuid

_RECENT = 10


@require_safe
@staff()
def queue(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits, what is due, who has room; for who advises or asks."""
    if not (actor.may(Permission.ADVISE) or actor.may(Permission.REQUEST_ADVICE)):
        raise NotAllowed(_("Dafür fehlt Ihrem Konto die Berechtigung."))
    number = page_number(request)
    found, total = queries.queue(actor, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    advises = actor.may(Permission.ADVISE)
    rooms = queries.rooms() if advises else ()
    context = {
        "here": "consultations",
        "rows": window(found, total, number),
        "recent": queries.answered(actor, limit=_RECENT),
        "rooms": rooms,
        "mine": next((room for room in rooms if room.uuid == actor.person), None),
        "advises": advises,
        "may_ask": actor.may(Permission.REQUEST_ADVICE),
        "answer_days": ANSWER_DAYS,
    }
    return render(request, "office/advice/queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.REQUEST_ADVICE)
def ask(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask from a Vorhaben (``?vorhaben=``) or before there is one."""
    typed = Typed(request, {"subject": _("Worum geht es?"), "text": _("Ihre Frage"), "owner": _("Stelle")})
    project = read_uuid(request.GET.get("vorhaben", ""))
    head = project_head(actor, project) if project else None
    if request.method == "POST":
        owner = typed.identity("owner")
        if owner is None:
            typed.wrong("owner", _("Wählen Sie, für welche Stelle Sie fragen."))
        else:
            question = Question(
                organisation=owner, subject=typed.text("subject"), text=typed.text("text"), project=project
            )
            try:
                made = services.request_advice(actor, question=question)
            except (NotAllowed, Missing):
                raise
            except Refused as refusal:
                typed.wrong("subject", str(refusal))
            else:
                return HttpResponseRedirect(reverse("office:consultation", args=[made]))
    owners = directory.owners(actor.reach(Permission.REQUEST_ADVICE))
    context = {
        "here": "consultations",
        "project": head,
        "owners": [(str(item.uuid), item.name) for item in owners],
        "owner": typed.text("owner")
        or (str(head.owner_uuid) if head else str(owners[0].uuid) if owners else ""),
        "values": {name: typed.text(name) for name in ("subject", "text")},
        "errors": typed.errors,
        "answer_days": ANSWER_DAYS,
    }
    return render(request, "office/advice/ask.html", context, status=422 if typed.errors else 200)


def _note(actor: Actor, identity: uuid.UUID, typed: Typed) -> None:
    services.note_in_protocol(actor, consultation=identity, text=typed.text("text"))


def _answer(actor: Actor, identity: uuid.UUID, typed: Typed) -> None:
    services.answer_consultation(actor, consultation=identity, text=typed.text("text"))


def _again(actor: Actor, identity: uuid.UUID, typed: Typed) -> None:
    services.ask_again(actor, consultation=identity, text=typed.text("text"))


def _assign(actor: Actor, identity: uuid.UUID, typed: Typed) -> None:
    adviser = typed.identity("adviser")
    if adviser is None:
        typed.wrong("adviser", _("Wählen Sie, wer die Beratung übernimmt."))
    else:
        services.assign_consultation(actor, consultation=identity, adviser=adviser)


def _close(actor: Actor, identity: uuid.UUID, _typed: Typed) -> None:
    services.close_consultation(actor, consultation=identity)


def _withdraw(actor: Actor, identity: uuid.UUID, _typed: Typed) -> None:
    services.withdraw_consultation(actor, consultation=identity)


_ACTS: Final = {
    "note": _note, "answer": _answer, "ask_again": _again, "assign": _assign, "close": _close,
    "withdraw": _withdraw,
}  # fmt: skip
"""By the button that was pressed."""


@require_http_methods(["GET", "HEAD", "POST"])
@staff()
def consultation(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """A consultation with its protocol; each button posts its own act."""
    if not (actor.may(Permission.ADVISE) or actor.may(Permission.REQUEST_ADVICE)):
        raise NotAllowed(_("Dafür fehlt Ihrem Konto die Berechtigung."))
    consultation_for(actor, identity)
    typed = Typed(request, {"text": _("Text"), "adviser": _("Beratung durch")})
    if request.method == "POST":
        try:
            if act := _ACTS.get(typed.text("act")):
                act(actor, identity, typed)
            else:
                typed.wrong("", _("Diese Seite war veraltet. Laden Sie sie neu."))
        except (NotAllowed, Missing, Overtaken):
            raise
        except Refused as refusal:
            typed.wrong("adviser" if typed.text("act") == "assign" else "text", str(refusal))
        if not typed.errors:
            return HttpResponseRedirect(reverse("office:consultation", args=[identity]))
    view = queries.consultation(actor, identity)
    moves = CONSULTATION_TRANSITIONS[view.row.state]
    context = {
        "here": "consultations",
        "view": view,
        "moves": moves,
        "rooms": [
            (str(room.uuid), _("%(name)s (%(free)d frei)") % {"name": room.name, "free": room.free})
            for room in queries.rooms()
        ]
        if view.may_advise and "assign" in moves
        else [],
        "me": str(actor.person or ""),
        "errors": typed.errors,
        "typed": typed.text("text") if typed.errors else "",
    }
    return render(request, "office/advice/consultation.html", context, status=422 if typed.errors else 200)


@require_POST
@staff(Permission.ADVISE)
def room(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """How many consultations a person can hold at once."""
    typed = Typed(request, {"limit": _("Platz für")})
    limit = typed.number("limit")
    if limit is None:
        raise Refused(_("Die Grenze liegt zwischen 0 und 50."))
    services.set_capacity(actor, person=identity, limit=limit)
    return HttpResponseRedirect(reverse("office:consultations"))


@require_safe
@staff(Permission.SEE_PROJECT)
def of_project(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """Consultations of a Vorhaben, for everybody who sees it; their pages open for both sides only."""
    head = project_head(actor, identity)
    context = {
        "rows": queries.of_project(actor, identity),
        "opens": actor.may(Permission.ADVISE) or actor.may(Permission.REQUEST_ADVICE, head.owner_uuid),
        "may_ask": actor.may(Permission.REQUEST_ADVICE),
        "answer_days": ANSWER_DAYS,
    }
    return project_page(
        request, actor, identity, section="advice", template="office/advice/of_project.html", context=context
    )
