# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Entering and changing a Leistung by hand."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.register import queries, services
from leistungswerk.register.entries import ServiceEntry
from leistungswerk.register.kinds import RESSORTS, SDG_WORDS, TRUST_LEVELS, SdgAnnex
from leistungswerk.register.queries import ServiceDetail
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.register.fields import (
    Field,
    choice,
    chosen,
    lines,
    named,
    one_of,
    said,
    typed,
    words,
)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_CATALOGUE)
def edit(request: HttpRequest, actor: Actor, key: str = "") -> HttpResponse:
    """Enter a Leistung, or change one."""
    found = queries.service_detail(key) if key else None
    if key and found is None:
        raise Http404
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            entry = _entry(request, key)
            (services.edit_service if key else services.enter_service)(actor, entry=entry)
        except NotAllowed:
            raise
        except Refused as refusal:
            errors = said(refusal)
        else:
            return HttpResponseRedirect(reverse("office:register_service", args=[entry.key]))
    context = {
        "here": "register_services", "found": found, "errors": errors, "fields": _edit_fields(request, found),
        "title": found.name if found else _("Leistung eintragen"),
        "up": reverse("office:register_service", args=[key]) if key else reverse("office:register_services"),
    }  # fmt: skip
    return render(request, "office/register/form.html", context, status=422 if errors else 200)


def _entry(request: HttpRequest, key: str) -> ServiceEntry:
    written = {"ja": True, "nein": False}.get(typed(request, "written_form"))
    return ServiceEntry(
        key=key or "".join(typed(request, "key").split()), name=typed(request, "name"),
        citizen_name=typed(request, "citizen_name"), typing=typed(request, "typing", 10),
        bundles=lines(request, "bundles"), lead=chosen(request, "lead"),
        sdg_annex=one_of(SdgAnnex, typed(request, "sdg_annex") or SdgAnnex.NONE),
        sdg_areas=lines(request, "sdg_areas"), legal_bases=lines(request, "legal_bases"), written_form=written,
        trust_level=typed(request, "trust_level", 2),
    )  # fmt: skip


def _edit_fields(request: HttpRequest, found: ServiceDetail | None) -> list[Field]:
    stored = _stored(found) if found else {}
    value = {name: request.POST.get(name, stored.get(name, "")) for name in _FIELD_NAMES}
    fields = [*_name_fields(value), *_law_fields(value)]
    return fields[1:] if found else fields


def _name_fields(value: dict[str, str]) -> list[Field]:
    digits = _("14 Ziffern; der LeiKa beginnt mit 99, Länder haben eigene Anfänge.")
    parts = _("Wer regelt und wer vollzieht, etwa 2/3; mehrere mit Komma.")
    numbers = _("Eine OZG-Nummer in jeder Zeile.")
    return [
        Field(name="key", label=_("Leistungsschlüssel"), value=value["key"], hint=digits, required=True),
        Field(name="name", label=_("Name"), value=value["name"], required=True),
        Field(name="citizen_name", label=_("Name für Bürgerinnen und Bürger"), value=value["citizen_name"]),
        Field(name="typing", label=_("Typisierung"), value=value["typing"], hint=parts),
        Field(name="bundles", label=_("OZG-Leistungen"), kind="lines", value=value["bundles"], hint=numbers),
    ]


def _law_fields(value: dict[str, str]) -> list[Field]:
    ministries, yes_no = named(queries.choices(RESSORTS)), (("ja", _("ja")), ("nein", _("nein")))
    each, codes = _("Eine in jeder Zeile."), _("Ein Code mit 4 oder 7 Ziffern in jeder Zeile.")
    levels = tuple((level, level) for level in TRUST_LEVELS)
    return [
        choice("lead", _("Federführendes Ressort"), value["lead"], ministries, german=True),
        Field(
            name="legal_bases",
            label=_("Rechtsgrundlagen"),
            kind="lines",
            value=value["legal_bases"],
            hint=each,
        ),
        choice("sdg_annex", _("SDG-Verordnung"), value["sdg_annex"], words(SDG_WORDS)),
        Field(name="sdg_areas", label=_("SDG-Bereiche"), kind="lines", value=value["sdg_areas"], hint=codes),
        choice("written_form", _("Schriftform vorgeschrieben"), value["written_form"], yes_no),
        choice("trust_level", _("Vertrauensniveau"), value["trust_level"], levels),
    ]


_FIELD_NAMES: Final = (
    "key",
    "name",
    "citizen_name",
    "typing",
    "bundles",
    "lead",
    "legal_bases",
    "sdg_annex",
    "sdg_areas",
    "written_form",
    "trust_level",
)


def _stored(found: ServiceDetail) -> dict[str, str]:
    written = {True: "ja", False: "nein", None: ""}[found.written_form]
    return {
        "key": found.key, "name": found.name, "citizen_name": found.citizen_name, "typing": found.typing,
        "bundles": "\n".join(bundle.ozg_id for bundle in found.bundles),
        "lead": str(found.lead.uuid) if found.lead else "", "legal_bases": "\n".join(found.legal_bases),
        "sdg_annex": found.sdg_annex.value, "sdg_areas": "\n".join(found.sdg_areas), "written_form": written,
        "trust_level": found.trust_level,
    }  # fmt: skip
