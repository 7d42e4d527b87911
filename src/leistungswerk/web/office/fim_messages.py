# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Service texts and processes in the office: import, compare, accept, look at."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.online import queries as online
from leistungswerk.register import queries, services
from leistungswerk.register.entries import ImportFile
from leistungswerk.register.message_states import MessageState
from leistungswerk.register.queries import EntryView, MessageView
from leistungswerk.standards.fim import FimError
from leistungswerk.standards.xml import XmlError
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.fim_words import KINDS, drawing, sections, steps

_SHOWN = 200
"""Most entries of a message on one page; a comparison shows only entries that change."""


def _uploaded(request: HttpRequest) -> ImportFile:
    file = request.FILES.get("message")
    if file is None:
        raise Refused(_("Wählen Sie eine Datei aus."))
    return ImportFile(file.name or "", file.read())


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.IMPORT_SCHEMA)
def messages(request: HttpRequest, actor: Actor) -> HttpResponse:
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            imported = services.import_message(actor, file=_uploaded(request))
        except (Refused, FimError, XmlError) as error:
            language = "" if isinstance(error, Refused) else "de"
            errors = [{"id": "message", "label": _("Datei"), "message": str(error), "language": language}]
        else:
            return HttpResponseRedirect(reverse("office:message", args=[imported.message.uuid]))
    number = page_number(request)
    found, total = queries.messages(offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    rows = [{"message": row, "url": reverse("office:message", args=[row.uuid])} for row in found]
    context = {"here": "documents", "fim": "messages", "rows": window(rows, total, number), "errors": errors}
    return render(request, "office/messages.html", context, status=422 if errors else 200)


def _found(identity: uuid.UUID) -> MessageView:
    found = queries.message(identity)
    if found is None:
        raise Http404
    return found


def _message_page(request: HttpRequest, found: MessageView, problem: str = "") -> HttpResponse:
    proposed = found.state is MessageState.PROPOSED
    compared = queries.comparisons(found.pk) if proposed else ()
    context = {
        "here": "documents",
        "fim": "messages",
        "message": found,
        "findings": [{"level": "warning", "text": item["message"], "place": ""} for item in found.findings],
        "entries": [_row(entry) for entry in queries.entries(found.pk, offset=0, limit=_SHOWN)],
        "more": max(found.entries - _SHOWN, 0),
        "compared": [
            {
                "entry": _row(one.entry),
                "before": _row(one.before) if one.before else None,
                "changes": one.changes,
            }
            for one in compared
            if one.changes
        ],
        "base": queries.base_of(found.pk) if proposed else "",
        "errors": [{"id": "", "label": "", "message": problem, "language": ""}] if problem else [],
    }
    return render(request, "office/message.html", context, status=409 if problem else 200)


@require_safe
@staff(Permission.IMPORT_SCHEMA)
def message(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    return _message_page(request, _found(identity))


@require_POST
@staff(Permission.IMPORT_SCHEMA)
def decide(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    found = _found(identity)
    try:
        if request.POST.get("decision") == "accept":
            services.accept_message(actor, message=identity, base=request.POST.get("base", ""))
        else:
            services.refuse_message(actor, message=identity)
    except Refused as refused:
        return _message_page(request, _found(identity), str(refused))
    return HttpResponseRedirect(reverse("office:message", args=[found.uuid]))


def _row(entry: EntryView) -> dict[str, object]:
    return {
        "entry": entry,
        "kind": KINDS.get(entry.kind, entry.kind),
        "url": reverse("office:message_entry", args=[entry.message, entry.position]),
    }


@require_safe
@staff(Permission.IMPORT_SCHEMA)
def entry(request: HttpRequest, actor: Actor, identity: uuid.UUID, position: int) -> HttpResponse:
    found = queries.entry(identity, position)
    if found is None:
        raise Http404
    process = queries.process(found) if found.kind == "prozess" else None
    value = process.prozess if process else queries.described(found).value
    context = {
        "here": "documents",
        "fim": "messages",
        "row": _row(found),
        "message_url": reverse("office:message", args=[identity]),
        "vorbehalt": found.kind
        in {"organisationseinheit", "onlinedienst", "zustaendigkeit", "spezialisierung"},
        "sections": sections(value),
        "drawing": drawing(value if process is None else process.diagram, found.title),
        "steps": steps(value if process is None else process.steps),
        "participants": process.steps.participants if process and process.steps else (),
        "no_model": process is not None and process.diagram is None,
        "related": [_row(one) for one in _related(found)],
        "running": _running(found.service_key),
    }
    return render(request, "office/message_entry.html", context)


def _related(found: EntryView) -> list[EntryView]:
    if not found.service_key:
        return []
    return [one for one in queries.entries_of_service(found.service_key) if one.pk != found.pk]


def _running(key: str) -> list[dict[str, str]]:
    """Online services of the Leistung, each with the schema its form rests on."""
    return [
        {
            "title": service.title,
            "url": reverse("office:service", args=[service.uuid]),
            "form_url": reverse("office:form_version", args=[service.form_uuid]),
            "schema": f"{service.schema_id} {service.schema_version}".strip(),
            "territory": service.territory,
        }
        for service in (online.services() if key else ())
        if service.key == key
    ]
