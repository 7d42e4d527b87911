# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fachverfahren in the office: products, how their versions receive, who uses them."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.register import queries, services
from leistungswerk.register.entries import UseEntry, VersionEntry
from leistungswerk.register.kinds import (
    INTERFACE_WORDS,
    TRANSPORT_WORDS,
    InterfaceState,
    OrganisationKind,
    Transport,
)
from leistungswerk.register.queries import CaseSystemDetail
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.register.fields import (
    Field,
    chosen,
    day,
    lines,
    named,
    one_of,
    required,
    said,
    typed,
    words,
)

_LEVELS = {
    InterfaceState.NONE: "danger",
    InterfaceState.ANNOUNCED: "warning",
    InterfaceState.TEST: "info",
    InterfaceState.PRODUCTIVE: "success",
}


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_REGISTER)
def case_systems(request: HttpRequest, actor: Actor) -> HttpResponse:
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            identity = services.enter_case_system(
                actor,
                vendor=required(request, "vendor"),
                name=typed(request, "name", 200),
                services=lines(request, "services"),
            )
        except NotAllowed:
            raise
        except Refused as refusal:
            errors = said(refusal)
        else:
            return HttpResponseRedirect(reverse("office:case_system", args=[identity]))
    number = page_number(request)
    found, total = queries.case_system_page(offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    rows = [
        {
            "row": row,
            "word": INTERFACE_WORDS[row.best],
            "level": _LEVELS[row.best],
            "url": reverse("office:case_system", args=[row.uuid]),
        }
        for row in found
    ]
    vendors = queries.choices({OrganisationKind.VENDOR}, actor.reach(Permission.EDIT_CASE_SYSTEM))
    context = {
        "here": "case_systems", "rows": window(rows, total, number), "errors": errors,
        "fields": (
            Field(name="vendor", label=_("Hersteller"), kind="select", value=request.POST.get("vendor", ""), options=named(vendors), required=True),
            Field(name="name", label=_("Name des Fachverfahrens"), value=request.POST.get("name", ""), required=True),
            Field(name="services", label=_("Leistungsschlüssel"), kind="lines", value=request.POST.get("services", ""), hint=_("Welche Leistungen damit bearbeitet werden; ein Schlüssel in jeder Zeile.")),
        ) if vendors else (),
    }  # fmt: skip
    return render(request, "office/register/case_systems.html", context, status=422 if errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_REGISTER)
def case_system(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            _act(request, actor, identity)
        except (NotAllowed, Missing, Overtaken):
            raise
        except Refused as refusal:
            errors = said(refusal)
        else:
            return HttpResponseRedirect(reverse("office:case_system", args=[identity]))
    found = queries.case_system_detail(identity)
    if found is None:
        raise Http404
    context = {**_context(actor, found), "errors": errors}
    return render(request, "office/register/case_system.html", context, status=422 if errors else 200)


def _act(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> None:
    match request.POST.get("act"):
        case "version":
            entry = VersionEntry(
                version=typed(request, "version", 60), transport=one_of(Transport, typed(request, "transport")),
                interface=one_of(InterfaceState, typed(request, "interface")),
                message_standard=typed(request, "message_standard", 100),
                available_from=day(request, "available_from"), source=typed(request, "source"),
            )  # fmt: skip
            services.set_version(actor, case_system=identity, entry=entry)
        case "use":
            use = UseEntry(
                organisation=required(request, "organisation"), case_system=identity,
                version=typed(request, "version", 60), operator=chosen(request, "operator"),
                valid_from=day(request, "valid_from"),
            )  # fmt: skip
            services.record_use(actor, entry=use)
        case "end_use":
            services.end_use(actor, organisation=required(request, "organisation"), case_system=identity)
        case _:
            services.edit_case_system(
                actor,
                case_system=identity,
                name=typed(request, "name", 200),
                services=lines(request, "services"),
            )


def _context(actor: Actor, found: CaseSystemDetail) -> dict[str, object]:
    own = actor.may(Permission.EDIT_CASE_SYSTEM, found.vendor.uuid)
    reach = actor.reach(Permission.EDIT_CASE_SYSTEM)
    bodies = queries.choices(set(OrganisationKind) - {OrganisationKind.VENDOR}, reach)
    operators = queries.choices({OrganisationKind.IT_PROVIDER, OrganisationKind.VENDOR})
    versions = tuple((row.version, row.version) for row in found.versions)
    return {
        "here": "case_systems", "product": found, "own": own,
        "versions": [
            {"row": row, "transport": TRANSPORT_WORDS[row.transport], "word": INTERFACE_WORDS[row.interface], "level": _LEVELS[row.interface]}
            for row in found.versions
        ],
        "uses": [
            {"row": row, "may": actor.may(Permission.EDIT_CASE_SYSTEM, row.organisation.uuid)}
            for row in queries.uses(case_system=found.uuid)
        ],
        "version_fields": (
            Field(name="version", label=_("Version"), required=True),
            Field(name="transport", label=_("Transportweg"), kind="select", options=words(TRANSPORT_WORDS), required=True, german=False),
            Field(name="interface", label=_("Schnittstelle"), kind="select", options=words(INTERFACE_WORDS), required=True, german=False),
            Field(name="message_standard", label=_("Nachrichtenstandard"), hint=_("Etwa: XWohngeld 1.2.")),
            Field(name="available_from", label=_("Verfügbar ab"), kind="date"),
            Field(name="source", label=_("Quelle"), hint=_("Woher wir das wissen: Schreiben, Testprotokoll, Herstellerangabe.")),
        ) if own else (),
        "use_fields": (
            Field(name="organisation", label=_("Stelle"), kind="select", options=named(bodies), required=True),
            Field(name="version", label=_("Version"), kind="select", options=tuple(dict.fromkeys(versions))),
            Field(name="operator", label=_("Betrieben von"), kind="select", options=named(operators)),
            Field(name="valid_from", label=_("Seit"), kind="date"),
        ) if bodies else (),
        "edit_fields": (
            Field(name="name", label=_("Name des Fachverfahrens"), value=found.name, required=True),
            Field(name="services", label=_("Leistungsschlüssel"), kind="lines", value="\n".join(key for key, _name in found.services), hint=_("Welche Leistungen damit bearbeitet werden; ein Schlüssel in jeder Zeile.")),
        ) if own else (),
    }  # fmt: skip
