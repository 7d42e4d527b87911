# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Base services: the catalogue with open requests, and those of a Vorhaben."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.programme.reuse import infrastructure
from leistungswerk.programme.reuse.amounts import day_or_none
from leistungswerk.programme.reuse.infrastructure import RequestView
from leistungswerk.programme.reuse.subjects import Place, place
from leistungswerk.programme.reuse_states import BaseServiceState, RuntimeKind
from leistungswerk.programme.reuse_words import BASE_KIND_WORDS, BASE_STATE_WORDS, RUNTIME_WORDS
from leistungswerk.programme.services import infrastructure as services
from leistungswerk.register.queries.directory import organisations
from leistungswerk.web.office import entry
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.entry import Field, Kind
from leistungswerk.web.office.projects.page import project_page
from leistungswerk.web.office.tables import Cell, Table, german

_LEVELS = {
    BaseServiceState.REQUESTED: "info",
    BaseServiceState.IN_PROVISION: "info",
    BaseServiceState.READY: "success",
    BaseServiceState.REFUSED: "danger",
    BaseServiceState.WITHDRAWN: "warning",
}
_MOVES = {
    "provision": gettext_lazy("Bereitstellung beginnen"),
    "ready": gettext_lazy("Bereit melden"),
    "refuse": gettext_lazy("Ablehnen"),
    "withdraw": gettext_lazy("Anfrage zurückziehen"),
}


def _entry(actor: Actor, item: RequestView) -> dict[str, object]:
    """A request with the moves this actor may make."""

    def _may(move: str) -> bool:
        if move == "withdraw":
            return actor.may(Permission.REQUEST_BASE_SERVICE, item.owner)
        return actor.may(Permission.PROVIDE_BASE_SERVICE)

    return {
        "item": item,
        "state": {"text": BASE_STATE_WORDS[item.state], "level": _LEVELS[item.state]},
        "project_url": reverse("office:project_base_services", args=[item.project]),
        "forms": [
            {
                "word": _MOVES[move],
                "action": reverse("office:move_base_request", args=[item.uuid]),
                "move": move,
                "seen": item.state.value,
                "reason": move == "refuse",
            }
            for move in item.moves
            if _may(move)
        ],
    }


def _catalogue_table() -> Table | None:
    held = infrastructure.base_services()
    if not held:
        return None
    return Table(
        "katalog", _("Basisdienste mit Betreiber und zugesagter Lieferzeit"),
        (_("Basisdienst"), _("Art"), _("Betreiber"), _("Zugesagte Arbeitstage"), _("Stand")),
        [
            (
                german(item.name, note=item.description), Cell(BASE_KIND_WORDS[item.kind]), german(item.provider),
                Cell(str(item.lead_days) if item.lead_days else _("keine Zusage")),
                Cell(_("Anfragbar"), level="success") if item.available else Cell(_("Nicht verfügbar"), level="warning"),
            )
            for item in held
        ],
    )  # fmt: skip


def _runtime_table() -> Table | None:
    held = infrastructure.runtimes()
    if not held:
        return None
    return Table(
        "laufzeiten", _("Laufzeiten mit Betreiber und Zahl der Vorhaben"),
        (_("Laufzeit"), _("Art"), _("Betreiber"), _("Vorhaben")),
        [
            (german(item.name), Cell(RUNTIME_WORDS[item.kind]), german(item.operator), Cell(str(item.projects)))
            for item in held
        ],
    )  # fmt: skip


def _forms(actor: Actor) -> dict[str, object]:
    if not actor.may(Permission.PROVIDE_BASE_SERVICE):
        return {}
    here = reverse("office:base_services")
    bodies = tuple((str(item.uuid), item.name) for item in organisations())
    known = tuple((item.code, item.name) for item in infrastructure.base_services())
    take = (
        Field(name="provider", label=_("Betreiber"), kind=Kind.SELECT, options=bodies, required=True),
        Field(name="act", kind=Kind.HIDDEN, value="take"),
    )
    lead = (
        Field(name="code", label=_("Basisdienst"), kind=Kind.SELECT, options=known, required=True),
        Field(
            name="lead", label=_("Zugesagte Arbeitstage"), hint=_("Von der Anfrage bis zur Bereitstellung.")
        ),
        Field(name="available", label=_("Kann angefragt werden"), kind=Kind.CHECK, value="ja"),
        Field(name="act", kind=Kind.HIDDEN, value="lead"),
    )
    return {
        "take_form": entry.inline(here, take, _("Übernehmen"), prefix="k"),
        "lead_form": entry.inline(here, lead, _("Lieferzeit zusagen"), prefix="l"),
    }


def _runtime_form(actor: Actor) -> dict[str, object] | None:
    if not actor.may(Permission.EDIT_OFFER):
        return None
    fields = (
        Field(
            name="kind", label=_("Art"), kind=Kind.SELECT, options=entry.choices(RUNTIME_WORDS), required=True
        ),
        Field(name="name", label=_("Bezeichnung"), required=True),
        Field(name="operator", label=_("Betreiber"), required=True),
        Field(name="url", label=_("Internetadresse")),
        Field(name="act", kind=Kind.HIDDEN, value="runtime"),
    )
    return entry.inline(reverse("office:base_services"), fields, _("Laufzeit eintragen"), prefix="r")


def _act(request: HttpRequest, actor: Actor) -> None:
    match request.POST.get("act", ""):
        case "take":
            services.take_over_catalogue(actor, provider=_uuid(request.POST.get("provider", "")))
        case "lead":
            text = entry.text(request, "lead")
            if text and not (text.isdecimal() and len(text) < 5):
                raise Refused(_("„Zugesagte Arbeitstage“: Nennen Sie eine Zahl von 1 bis 400."))
            services.promise_lead(
                actor, code=request.POST.get("code", ""), lead_days=int(text) if text else None,
                available=bool(request.POST.get("available")),
            )  # fmt: skip
        case "runtime":
            services.register_runtime(
                actor, kind=entry.chosen(request, "kind", RuntimeKind, _("Art")), name=entry.text(request, "name"),
                operator=entry.text(request, "operator"), url=entry.text(request, "url"),
            )  # fmt: skip
        case _:
            raise Refused(_("Diese Seite ist veraltet. Laden Sie sie bitte neu."))


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Refused(_("Bitte wählen Sie einen Eintrag aus der Liste.")) from None


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def catalogue(request: HttpRequest, actor: Actor) -> HttpResponse:
    if request.method == "POST":
        _act(request, actor)
        return HttpResponseRedirect(reverse("office:base_services"))
    number = page_number(request)
    found, total = infrastructure.requests(
        actor, open_only=True, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE
    )
    context = {
        "here": "base_services",
        "requests": [_entry(actor, item) for item in found],
        "rows": window(found, total, number),
        "services": _catalogue_table(),
        "runtimes": _runtime_table(),
        "runtime_form": _runtime_form(actor),
        **_forms(actor),
    }
    return render(request, "office/infrastructure/catalogue.html", context)


def _page(request: HttpRequest, actor: Actor, row: Place, sentence: str) -> HttpResponse:
    held = infrastructure.requests_of(row.pk)
    options = tuple(
        (item.code, f"{item.name} ({BASE_KIND_WORDS[item.kind]})")
        for item in infrastructure.base_services()
        if item.available
    )
    fields = (
        Field(name="code", label=_("Basisdienst"), kind=Kind.SELECT, options=options, required=True),
        Field(name="purpose", label=_("Wofür"), kind=Kind.AREA, rows=3, required=True),
        Field(name="needed_by", label=_("Gebraucht bis"), kind=Kind.DAY, hint=_("Nur geplant: der Tag löst nichts aus.")),
    )  # fmt: skip
    shown = entry.bound(fields, request.POST) if sentence else fields
    here = reverse("office:project_base_services", args=[row.uuid])
    may = actor.may(Permission.REQUEST_BASE_SERVICE, row.owner)
    context = {
        "errors": entry.errors(sentence),
        "requests": [_entry(actor, item) for item in held],
        "waiting": sum(item.blocks for item in held),
        "request_form": entry.inline(here, shown, _("Basisdienst anfragen"), prefix="b")
        if may and options
        else None,
    }
    return project_page(
        request, actor, row.uuid, section="base_services", template="office/infrastructure/project.html",
        context=context, status=422 if sentence else 200,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def section(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    row = place(actor, identity)
    if request.method != "POST":
        return _page(request, actor, row, "")
    sentence = entry.refusal(
        lambda: services.request_base_service(
            actor, project=identity, code=request.POST.get("code", ""), purpose=entry.text(request, "purpose"),
            needed_by=day_or_none(entry.text(request, "needed_by"), _("Gebraucht bis")),
        )
    )  # fmt: skip
    here = reverse("office:project_base_services", args=[identity])
    return _page(request, actor, row, sentence) if sentence else HttpResponseRedirect(here)


@require_POST
@staff(Permission.SEE_PROJECT)
def move(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    infrastructure.require_request(actor, identity)
    services.move_request(
        actor, request=identity, move=request.POST.get("move", ""), note=entry.text(request, "note"),
        seen=entry.chosen(request, "seen", BaseServiceState, _("Stand")),
    )  # fmt: skip
    project = entry.text(request, "project")
    if project:
        return HttpResponseRedirect(reverse("office:project_base_services", args=[_uuid(project)]))
    return HttpResponseRedirect(reverse("office:base_services"))
