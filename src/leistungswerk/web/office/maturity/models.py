# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The models themselves: levels, criteria, rule, times, sources, and the file in which an office fills them."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import require
from leistungswerk.reporting.maturity import checks, known
from leistungswerk.reporting.maturity.documents import MOST_BYTES, ModelDocument
from leistungswerk.reporting.maturity.known import ModelView
from leistungswerk.reporting.maturity.writing import to_toml
from leistungswerk.reporting.services.maturity_models import known_checks, plan_model, take_in_model
from leistungswerk.web.office import entry
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.entry import Field, Kind
from leistungswerk.web.office.maturity.words import RULE_WORDS, TO_FILL
from leistungswerk.web.office.tables import Cell, Table, german


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def models(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All models, and the way to take in a filled file."""
    taken: list[str] = []
    problem = (
        entry.refusal(lambda: taken.append(_take_in(request, actor))) if request.method == "POST" else ""
    )
    if taken:
        return HttpResponseRedirect(reverse("office:maturity_model", args=[taken[0]]))
    upload = Field(
        name="file", label=_("Datei des Modells"), kind=Kind.FILE, required=True,
        hint=_("TOML, höchstens 512 KB. Laden Sie unter einem Modell seine Datei herunter, ergänzen Sie die Texte und geben Sie sie hier ab."),
    )  # fmt: skip
    context = {
        "here": "maturity", "rows": [_model_row(view) for view in known.models().values()], "errors": entry.errors(problem),
        "may_edit": actor.may(Permission.EDIT_CATALOGUE), "fields": (upload,), "multipart": True, "submit": _("Modell übernehmen"),
        "checks": known_checks(),
    }  # fmt: skip
    return render(request, "office/maturity/models.html", context, status=422 if problem else 200)


def _take_in(request: HttpRequest, actor: Actor) -> str:
    require(actor, Permission.EDIT_CATALOGUE)
    upload = request.FILES.get("file")
    if upload is None:
        raise Refused(_("Wählen Sie die Datei des Modells aus."))
    document, _changes = plan_model(upload.name or "", upload.read(MOST_BYTES + 1))
    take_in_model(actor, document=document)
    return document.code


def _model_row(view: ModelView) -> dict[str, object]:
    document = view.document
    return {
        "model": document,
        "url": reverse("office:maturity_model", args=[document.code]),
        "since": formats.date_format(document.first_day, "F Y"),
        "replaced": formats.date_format(document.replaced_on, "F Y") if document.replaced_on else "",
    }


@require_safe
@staff(Permission.SEE_PROJECT)
def model(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    view = known.model(code)
    context = {
        "here": "maturity", **_model_row(view), "view": view, "rule": RULE_WORDS[view.document.rule],
        "levels": _levels(view.document), "criteria": _criteria(view.document),
    }  # fmt: skip
    return render(request, "office/maturity/model.html", context)


@require_safe
@staff(Permission.SEE_PROJECT)
def file(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """The model as a file to fill; it reads back to the same model."""
    answer = HttpResponse(to_toml(known.model(code).document), content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="reifegradmodell-{code}.toml"'
    return answer


def _levels(model: ModelDocument) -> Table:
    rows = [
        [
            Cell(str(level.number)),
            german(level.name) if level.name else Cell(TO_FILL, note=level.group),
            Cell("; ".join(checks.title(code) for code in level.requires) or "–"),
        ]
        for level in model.levels
    ]
    return Table(
        "stufen",
        _("Stufen des Modells"),
        [_("Stufe"), _("Name"), _("Setzt voraus (vom System geprüft)")],
        rows,
    )


def _criteria(model: ModelDocument) -> Table:
    rows = [
        [
            Cell(criterion.id),
            german(criterion.text, note=criterion.explanation) if criterion.text else Cell(TO_FILL),
            Cell(
                "; ".join(
                    (
                        _("%(check)s: zeigt Stufe %(level)d")
                        if link.proves
                        else _("%(check)s: nötig ab Stufe %(level)d")
                    )
                    % {"check": checks.title(link.check), "level": link.level}
                    for link in criterion.checks
                )
                or "–"
            ),
        ]
        for criterion in model.criteria
    ]
    return Table(
        "kriterien", _("Kriterien des Modells"), [_("Kriterium"), _("Text"), _("Vom System geprüft")], rows
    )
