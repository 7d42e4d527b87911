# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The lists of Fokusleistungen: which services M6 counts, since when, by which source."""

import re
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.reporting.focus_lists import FocusService, focus_lists
from leistungswerk.reporting.services.focus import set_focus_list
from leistungswerk.web.cuts import asked_cut
from leistungswerk.web.office import entry, fields
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.entry import Field, Kind
from leistungswerk.web.office.figures.views import cut_context


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def focus(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The lists at a cut-off; whoever keeps the catalogue writes a new state of one."""
    refused = entry.refusal(lambda: _set(request, actor)) if request.method == "POST" else ""
    if request.method == "POST" and not refused:
        return HttpResponseRedirect(reverse("office:focus"))
    cut, query = asked_cut(request)
    lists = focus_lists(cut)
    context = {
        **cut_context(cut, query),
        "lists": [(name, services) for name, services in lists.items()],
        "fields": entry.bound(_fields(lists), request.POST) if refused else _fields(lists),
        "errors": entry.errors(refused),
        "may_edit": actor.may(Permission.EDIT_CATALOGUE),
    }
    return render(request, "office/figures/focus.html", context, status=422 if refused else 200)


def _set(request: HttpRequest, actor: Actor) -> None:
    set_focus_list(
        actor,
        name=entry.text(request, "name"),
        keys=re.split(r"[\s,;]+", entry.text(request, "keys").strip()) if entry.text(request, "keys") else (),
        valid_from=fields.day(request.POST, "valid_from", _("Gilt ab")),
        source=entry.text(request, "source"),
    )


def _fields(lists: Mapping[str, tuple[FocusService, ...]]) -> tuple[Field, ...]:
    name, services = next(iter(lists.items()), ("", ()))
    return (
        Field(name="name", label=_("Name der Liste"), value=name, required=True, language="de"),
        Field(
            name="keys",
            label=_("Leistungsschlüssel"),
            kind=Kind.AREA,
            rows=8,
            value="\n".join(service.key for service in services),
            hint=_("Alle Leistungen der neuen Liste, eine je Zeile. Was fehlt, endet am Tag davor."),
            required=True,
        ),
        Field(
            name="valid_from",
            label=_("Gilt ab"),
            kind=Kind.DAY,
            value=entry.day_text(times.legal_day(times.now())),
            required=True,
        ),
        Field(
            name="source",
            label=_("Quelle"),
            hint=_("Beschluss oder Veröffentlichung, in der die Liste steht."),
            required=True,
        ),
    )
