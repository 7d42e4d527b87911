# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Begin a Vorhaben, change what its owner says, end it or take it up again."""

import uuid
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.programme.queries.projects import ProjectText, project_text
from leistungswerk.programme.services import projects as services
from leistungswerk.programme.services.projects import ProjectEntry
from leistungswerk.register import search
from leistungswerk.register.kinds import ORGANISATION_WORDS
from leistungswerk.register.queries import directory
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.projects.page import project_page, project_url
from leistungswerk.web.office.typed import Typed

LABELS: Final = {
    "title": gettext_lazy("Titel"),
    "owner": gettext_lazy("Bedarfsträger"),
    "services": gettext_lazy("Leistungen"),
    "bundle": gettext_lazy("OZG-Leistung"),
    "goal": gettext_lazy("Ziel"),
    "staff_share": gettext_lazy("Stellenanteil"),
    "budget_line": gettext_lazy("Haushaltsstelle"),
    "expected_cases": gettext_lazy("Erwartete Fälle im Jahr"),
    "target_date": gettext_lazy("Zieltermin"),
}
_MOST_HITS = 12


def _hits(actor: Actor, query: str) -> list[tuple[str, str]]:
    """Leistungen that the search of the register finds, as key and name."""
    found = search.search(actor, query, limit=_MOST_HITS)
    services = next((group for group in found if group.kind == "service"), None)
    return [(hit.document.ref, hit.document.title) for hit in services.hits] if services else []


def _typed_services(typed: Typed) -> list[str]:
    """Ticked keys and those written by hand, spaces within a key left out, each once."""
    written = typed.text("keys").replace(",", "\n").replace(";", "\n").splitlines()
    keys = [*typed.values("services"), *("".join(line.split()) for line in written)]
    return list(dict.fromkeys(key for key in keys if key))


def _entry(typed: Typed) -> ProjectEntry:
    return ProjectEntry(
        title=typed.text("title"),
        services=_typed_services(typed),
        bundle=typed.text("bundle"),
        goal=typed.text("goal"),
        staff_share=typed.decimal("staff_share"),
        budget_line=typed.text("budget_line"),
        expected_cases=typed.number("expected_cases"),
        target_date=typed.day("target_date"),
    )


def _field(refusal: str) -> str:
    """The field a refusal of the service is about."""
    words = {"Titel": "title", "Leistung": "keys", "Bedarfsträger": "owner", "Stellenanteil": "staff_share"}
    if "OZG-Kennung" in refusal:
        return "bundle"
    return next((name for word, name in words.items() if word in refusal), "title")


def _form(request: HttpRequest, actor: Actor, typed: Typed, text: ProjectText | None) -> dict[str, object]:
    """What the form shows: what was typed, else what stands there."""
    posted = request.method == "POST"
    query = (request.POST if posted else request.GET).get("suche", "")[:200].strip()
    kept = _typed_services(typed) if posted else list(text.services) if text else []
    hits = _hits(actor, query) if query else []
    names = {**(text.services if text else {}), **dict(hits)}
    if missing := [key for key in kept if key not in names]:
        names.update(services.service_names(missing))
    values = {name: typed.text(name) for name in LABELS} if posted else text.values if text else {}
    return {
        "here": "projects" if text else "begin",
        "values": values,
        "query": query,
        "searched": bool(query),
        "chosen": [(key, names.get(key, "")) for key in kept],
        "hits": [(key, name) for key, name in hits if key not in kept],
        "errors": typed.errors,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_PROJECT)
def begin(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form of a new Vorhaben; „suchen“ looks for Leistungen and keeps everything typed."""
    typed = Typed(request, {name: str(label) for name, label in LABELS.items()})
    owners = directory.owners(actor.reach(Permission.EDIT_PROJECT))
    if request.method == "POST" and "search" not in request.POST:
        entry, owner = _entry(typed), typed.identity("owner")
        if owner is None:
            typed.wrong("owner", _("Wählen Sie, für welche Stelle das Vorhaben beginnt."))
        if owner is not None and not typed.errors:
            try:
                identity = services.begin_project(actor, owner=owner, entry=entry)
            except NotAllowed:
                raise
            except Refused as refusal:
                typed.wrong(_field(str(refusal)), str(refusal))
            else:
                return HttpResponseRedirect(project_url(identity))
    context = {
        **_form(request, actor, typed, None),
        "owners": [(str(item.uuid), f"{item.name} ({ORGANISATION_WORDS[item.kind]})") for item in owners],
    }
    return render(request, "office/projects/begin.html", context, status=422 if typed.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def edit(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    text = project_text(actor, identity)
    typed = Typed(request, {name: str(label) for name, label in LABELS.items()})
    if request.method == "POST" and "search" not in request.POST:
        entry, revision = _entry(typed), typed.number("revision")
        if not typed.errors:
            try:
                services.edit_project(actor, project=identity, entry=entry, revision=revision or 0)
            except (NotAllowed, Overtaken):
                raise
            except Refused as refusal:
                typed.wrong(_field(str(refusal)), str(refusal))
            else:
                return HttpResponseRedirect(project_url(identity))
    context = _form(request, actor, typed, text)
    context |= {"here": "projects", "revision": request.POST.get("revision", text.revision)}
    return project_page(
        request, actor, identity, section="overview", template="office/projects/edit.html", context=context,
        status=422 if typed.errors else 200,
    )  # fmt: skip


@require_POST
@staff(Permission.SEE_PROJECT)
def end(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """End for good, with a reason."""
    services.abandon_project(actor, project=identity, reason=request.POST.get("reason", "")[:4000])
    return HttpResponseRedirect(project_url(identity))


@require_POST
@staff(Permission.SEE_PROJECT)
def resume(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """Take up again, with a reason."""
    services.resume_project(actor, project=identity, reason=request.POST.get("reason", "")[:4000])
    return HttpResponseRedirect(project_url(identity))
