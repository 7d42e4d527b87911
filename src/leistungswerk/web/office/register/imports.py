# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Imports in the office: hand in files, look at the comparison, accept or discard."""

import uuid
from typing import Final

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.register import queries, services
from leistungswerk.register.entries import ImportFile
from leistungswerk.register.importers import ChangeKind
from leistungswerk.register.kinds import ImportKind, ImportState
from leistungswerk.register.queries import ImportView
from leistungswerk.register.services.imports import NEEDED
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.register.fields import Field, day, one_of, said, typed

_KINDS: Final[dict[ImportKind, str | Promise]] = {
    ImportKind.CATALOGUE: gettext_lazy("OZG-Katalog und LeiKa (CSV)"),
    ImportKind.MUNICIPALITIES: gettext_lazy("Gemeindeverzeichnis (GV100AD oder CSV)"),
    ImportKind.XZUFI: gettext_lazy("XZuFi (XML oder JSON)"),
}
_STATES: Final[dict[ImportState, tuple[str | Promise, str]]] = {
    ImportState.PROPOSED: (gettext_lazy("Wartet auf Annahme"), "warning"),
    ImportState.ACCEPTED: (gettext_lazy("Übernommen"), "success"),
    ImportState.DISCARDED: (gettext_lazy("Verworfen"), "info"),
}
_CHANGES: Final[dict[ChangeKind, str | Promise]] = {
    ChangeKind.ADDED: gettext_lazy("Neu"),
    ChangeKind.CHANGED: gettext_lazy("Geändert"),
    ChangeKind.ENDED: gettext_lazy("Entfallen"),
}
_LINES = 200


def _row(found: ImportView) -> dict[str, object]:
    word, level = _STATES[found.state]
    return {
        "row": found, "kind": _KINDS[found.kind], "word": word, "level": level,
        "url": reverse("office:register_import", args=[found.uuid]) if found.state is ImportState.PROPOSED else "",
    }  # fmt: skip


def _allowed(actor: Actor) -> list[ImportKind]:
    return [kind for kind, needed in NEEDED.items() if all(map(actor.may, needed))]


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_CATALOGUE)
def imports(request: HttpRequest, actor: Actor) -> HttpResponse:
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            run = services.propose_import(
                actor,
                kind=one_of(ImportKind, typed(request, "kind")),
                files=[ImportFile(file.name or "", file.read()) for file in request.FILES.getlist("files")],
                as_of=day(request, "as_of") or times.legal_day(times.now()),
            )
        except NotAllowed:
            raise
        except Refused as refusal:
            errors = said(refusal, "files")
        else:
            return HttpResponseRedirect(reverse("office:register_import", args=[run]))
    number = page_number(request)
    found, total = queries.import_runs(offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    kinds = tuple((kind.value, _KINDS[kind]) for kind in _allowed(actor))
    context = {
        "here": "register_imports", "rows": window([_row(each) for each in found], total, number), "errors": errors,
        "fields": (
            Field(name="kind", label=_("Was die Dateien enthalten"), kind="select", value=request.POST.get("kind", ""), options=kinds, required=True, german=False),
            Field(name="files", label=_("Dateien"), kind="file", multiple=True, hint=_("UTF-8. Sie können mehrere zugleich auswählen. Erst der Vergleich, dann die Übernahme: Noch ändert sich nichts."), required=True),
            Field(name="as_of", label=_("Stand der Daten"), kind="date", value=request.POST.get("as_of", ""), hint=_("Leer: heute.")),
        ),
    }  # fmt: skip
    return render(request, "office/register/imports.html", context, status=422 if errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_CATALOGUE)
def import_run(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """The comparison; accepting it names the digest that was shown."""
    found = queries.import_run(identity)
    if found is None or found.state is not ImportState.PROPOSED:
        raise Http404
    notice = None
    if request.method == "POST":
        try:
            if request.POST.get("act") == "accept":
                services.accept_import(actor, run=identity, digest=typed(request, "digest", 64))
            else:
                services.discard_import(actor, run=identity)
        except Overtaken as overtaken:
            notice = {"level": "warning", "title": str(overtaken), "text": ""}
        else:
            return HttpResponseRedirect(reverse("office:register_imports"))
    plan = services.plan_of(actor, run=identity)
    pages = Paginator(plan.changes, _LINES)
    page = pages.get_page(page_number(request))
    context = {
        "here": "register_imports", "notice": notice, "run": found, "kind": _KINDS[found.kind], "plan": plan,
        "digest": plan.digest(), "page": page,
        "sums": [(what, _CHANGES[kind], count) for (what, kind), count in sorted(plan.by_what().items())],
        "changes": [(change, _CHANGES[change.kind]) for change in page.object_list],
    }  # fmt: skip
    return render(request, "office/register/import_run.html", context, status=409 if notice else 200)
