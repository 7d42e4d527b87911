# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The catalogue in the office: list with filters, the Steckbrief of a Leistung, who is competent."""

import uuid
from typing import Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed, require
from leistungswerk.enablement.directory.states import Topic
from leistungswerk.programme.service_projects import keys_with_projects, projects_of_service
from leistungswerk.register import queries, sdg, services
from leistungswerk.register.entries import FimEntry
from leistungswerk.register.kinds import (
    FIM_STATUS_WORDS,
    FIM_WORDS,
    MUNICIPAL,
    RESPONSIBILITY_WORDS,
    RESSORTS,
    SDG_WORDS,
    THEMES,
    TYPINGS,
    FimBlock,
    OrganisationKind,
    ResponsibilityKind,
)
from leistungswerk.register.queries import ServiceDetail, ServiceFilter
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.contacts import following
from leistungswerk.web.office.register import typing_words
from leistungswerk.web.office.register.fields import (
    Field,
    choice,
    named,
    one_of,
    required,
    said,
    typed,
    words,
)

_BULK: Final = {
    "districts": frozenset({OrganisationKind.DISTRICT, OrganisationKind.CITY}),
    "municipal": frozenset(MUNICIPAL) - {OrganisationKind.DISTRICT},
    "all": frozenset(MUNICIPAL),
    "ministries": frozenset(RESSORTS),
}
"""Kinds of bodies that are made competent together."""


def _bulk_words() -> tuple[tuple[str, str], ...]:
    return (
        ("districts", _("Alle Landkreise und kreisfreien Städte")),
        ("municipal", _("Alle Städte, Verbandsgemeinden und verbandsfreien Gemeinden")),
        ("all", _("Alle kommunalen Stellen")),
        ("ministries", _("Alle Ressorts")),
    )


def _filter(request: HttpRequest, actor: Actor) -> tuple[ServiceFilter, dict[str, str]]:
    given = {
        name: request.GET.get(name, "")[:60] for name in ("thema", "ressort", "typ", "vorhaben", "stand")
    }
    try:
        lead = uuid.UUID(given["ressort"]) if given["ressort"] else None
    except ValueError:
        lead = None
    began = keys_with_projects(actor) if given["vorhaben"] else frozenset()
    return ServiceFilter(
        theme=given["thema"] if given["thema"] in THEMES else "",
        lead=lead,
        typing=given["typ"] if given["typ"] in TYPINGS else "",
        keys=began if given["vorhaben"] == "ja" else None,
        without=began if given["vorhaben"] == "nein" else None,
        ended=given["stand"] == "beendet",
    ), given


def _filter_fields(given: dict[str, str]) -> list[Field]:
    typings = tuple((each, each) for each in TYPINGS)
    began = (("ja", _("mit Vorhaben")), ("nein", _("ohne Vorhaben")))
    ended = (("beendet", _("nicht mehr im Katalog")),)
    return [
        choice("thema", _("Themenfeld"), given["thema"], words(THEMES)),
        choice("ressort", _("Ressort"), given["ressort"], named(queries.leads()), german=True),
        choice("typ", _("Typisierung"), given["typ"], typings),
        choice("vorhaben", _("Vorhaben"), given["vorhaben"], began),
        choice("stand", _("Stand"), given["stand"], ended),
    ]


@require_safe
@staff(Permission.SEE_REGISTER)
def service_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    wanted, given = _filter(request, actor)
    number = page_number(request)
    found, total = queries.service_page(wanted, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    rows = [{"row": row, "url": reverse("office:register_service", args=[row.key])} for row in found]
    filters = _filter_fields(given)
    kept = urlencode({name: value for name, value in given.items() if value})
    context = {
        "here": "register_services", "rows": window(rows, total, number), "total": total, "filters": filters,
        "kept": kept, "filtered": bool(kept), "as_of": queries.catalogue_date(),
        "may_edit": actor.may(Permission.EDIT_CATALOGUE),
    }  # fmt: skip
    return render(request, "office/register/services.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_REGISTER)
def service(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            _act(request, actor, key)
        except (NotAllowed, Missing, Overtaken):
            raise
        except Refused as refusal:
            errors = said(refusal)
        else:
            return HttpResponseRedirect(reverse("office:register_service", args=[key]))
    found = queries.service_detail(key)
    if found is None:
        raise Http404
    return render(
        request,
        "office/register/service.html",
        _context(request, actor, found, errors),
        status=422 if errors else 200,
    )


def _act(request: HttpRequest, actor: Actor, key: str) -> None:
    act = request.POST.get("act", "")
    if act == "relevance":
        services.set_relevance(
            actor, key=key, organisation=required(request, "organisation"), relevant=typed(request, "relevant") == "1",
            reason=typed(request, "reason"),
        )  # fmt: skip
        return
    require(actor, Permission.EDIT_CATALOGUE)
    if act in ("end", "start"):
        services.set_service_active(actor, key=key, active=act == "start")
        return
    if act == "fim":
        status = typed(request, "status", 4)
        entry = FimEntry(
            block=one_of(FimBlock, typed(request, "block")), status=int(status) if status.isdecimal() else None,
            external_id=typed(request, "external_id", 40), version=typed(request, "version", 20),
        )  # fmt: skip
        services.set_fim_state(actor, key=key, entry=entry)
        return
    part = one_of(ResponsibilityKind, typed(request, "part"))
    if act == "unassign":
        services.end_responsibility(actor, key=key, organisation=required(request, "organisation"), kind=part)
    elif kinds := _BULK.get(typed(request, "bulk")):
        services.assign_responsibility_by_kind(actor, key=key, kinds=kinds, kind=part)
    else:
        services.assign_responsibility(actor, key=key, organisations=[required(request, "body")], kind=part)


def _context(
    request: HttpRequest, actor: Actor, found: ServiceDetail, errors: list[dict[str, str]]
) -> dict[str, object]:
    number = page_number(request)
    duties, total = queries.duties_of_service(found.key, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    edits = actor.may(Permission.EDIT_CATALOGUE)
    return {
        "here": "register_services", "found": found, "errors": errors, "may_edit": edits,
        "typing": typing_words.explain(found.typing), "sdg": SDG_WORDS[found.sdg_annex], "areas": sdg.areas(found.sdg_areas),
        "themes": [(bundle, THEMES.get(bundle.theme, "")) for bundle in found.bundles],
        "fim": [(FIM_WORDS[row.block], row, FIM_STATUS_WORDS.get(row.status or 0, "")) for row in found.fim],
        "parts": [(RESPONSIBILITY_WORDS[kind], count) for kind, count in found.competent.items()],
        "duties": window(
            [
                {
                    "row": row,
                    "parts": [(kind, RESPONSIBILITY_WORDS[kind], kind in row.kinds) for kind in ResponsibilityKind],
                    "may": edits or actor.may(Permission.EDIT_ORGANISATION, row.organisation.uuid),
                }
                for row in duties
            ],
            total, number,
        ),
        "projects": [
            (reverse("office:project", args=[identity]), number, title)
            for identity, number, title in projects_of_service(actor, found.key)
        ],
        "assign_fields": _assign_fields() if edits else (),
        "fim_fields": _fim_fields() if edits else (),
        "follow": following.button(actor, Topic.SERVICE, found.key),
    }  # fmt: skip


def _assign_fields() -> tuple[Field, ...]:
    return (
        Field(
            name="part",
            label=_("Aufgabe"),
            kind="select",
            options=words(RESPONSIBILITY_WORDS),
            required=True,
            german=False,
        ),
        Field(
            name="bulk", label=_("Alle Stellen einer Art"), kind="select", options=_bulk_words(), german=False
        ),
        Field(name="body", label=_("oder eine Stelle"), kind="select", options=named(queries.choices())),
    )


def _fim_fields() -> tuple[Field, ...]:
    statuses = tuple((str(number), f"{number} {word}") for number, word in FIM_STATUS_WORDS.items())
    return (
        Field(
            name="block",
            label=_("Baustein"),
            kind="select",
            options=words(FIM_WORDS),
            required=True,
            german=False,
        ),
        Field(name="status", label=_("Status"), kind="select", options=statuses, german=False),
        Field(name="external_id", label=_("Kennung")),
        Field(name="version", label=_("Version")),
    )
