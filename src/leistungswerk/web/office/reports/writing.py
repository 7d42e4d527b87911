# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing a report: begun for a Stichtag, then section by section."""

import uuid
from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.permissions import require
from leistungswerk.reporting import report_views
from leistungswerk.reporting.metrics.definitions import METRICS
from leistungswerk.reporting.report_views import ReportView, SectionView
from leistungswerk.reporting.reports import placeholders
from leistungswerk.reporting.reports import render as rendering
from leistungswerk.reporting.reports.collect import Template
from leistungswerk.reporting.reports.sections import SECTIONS
from leistungswerk.reporting.reports.templates import EDITED
from leistungswerk.reporting.services import reports as service
from leistungswerk.web.office import entry, fields
from leistungswerk.web.office.access import staff
from leistungswerk.web.office.entry import Field, Kind
from leistungswerk.web.office.reports import words


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_REPORT)
def begin(request: HttpRequest, actor: Actor) -> HttpResponse:
    refused, made = "", []
    if request.method == "POST":
        refused = entry.refusal(lambda: made.append(_begin(request, actor)))
        if made:
            return HttpResponseRedirect(reverse("office:report", args=made))
    asked = _begin_fields()
    context = {
        "here": "reports",
        "fields": entry.bound(asked, request.POST) if refused else asked,
        "errors": entry.errors(refused),
    }
    return render(request, "office/reports/begin.html", context, status=422 if refused else 200)


def _begin(request: HttpRequest, actor: Actor) -> uuid.UUID:
    cut_off, known_at = posted_cut(request)
    return service.begin_report(
        actor, template=entry.chosen(request, "template", Template, _("Für wen")), cut_off=cut_off, known_at=known_at
    )  # fmt: skip


def posted_cut(request: HttpRequest) -> tuple[date | None, datetime | None]:
    """Stichtag and Datenstand as posted; an empty Datenstand is the end of the Stichtag."""
    cut_off = fields.optional_day(request.POST, "cut_off", _("Stichtag"))
    known_at = (
        fields.moment(request.POST, "known_at", _("Datenstand"))
        if fields.text(request.POST, "known_at")
        else None
    )
    return cut_off, known_at


def cut_fields(cut_off: str = "") -> tuple[Field, ...]:
    return (
        Field(
            name="cut_off",
            label=_("Stichtag"),
            kind=Kind.DAY,
            value=cut_off,
            hint=_("Was an diesem Tag galt. Leer: heute."),
        ),
        Field(
            name="known_at",
            label=_("Datenstand"),
            kind=Kind.MOMENT,
            hint=_("Was bis dahin bekannt war. Leer: das Ende des Stichtags."),
        ),
    )


def _begin_fields() -> tuple[Field, ...]:
    template = Field(
        name="template",
        label=_("Für wen"),
        kind=Kind.SELECT,
        options=entry.choices(words.TEMPLATES),
        required=True,
    )
    return (template, *cut_fields())


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def write(request: HttpRequest, actor: Actor, identity: uuid.UUID, key: str) -> HttpResponse:
    """One section with its history; whoever may not write, or no longer, reads it here."""
    found = report_views.report(actor, identity)
    section = _section(found, key)
    refused = ""
    if request.method == "POST":
        require(actor, Permission.EDIT_REPORT)
        refused = entry.refusal(lambda: _write(request, actor, identity, key))
        if not refused:
            return HttpResponseRedirect(reverse("office:report", args=[identity]))
    asked = _fields(section)
    data, _paper = rendering.report(found.row.template, found.row.cut)
    context = {
        "here": "reports",
        "head": {"number": found.row.number, "url": reverse("office:report", args=[identity])},
        "title": SECTIONS.get(key) or _("Frage %(number)s") % {"number": key[1:]},
        "section": section,
        "fields": entry.bound(asked, request.POST) if refused else asked,
        "errors": entry.errors(refused),
        "placeholders": list(placeholders.choices(data)),
        "history": report_views.history(actor, identity, key),
        "editable": found.editable,
    }
    return render(request, "office/reports/text.html", context, status=422 if refused else 200)


def _section(found: ReportView, key: str) -> SectionView:
    asked = found.row.template is Template.LANDTAG and service.QUESTION.fullmatch(key)
    if key not in EDITED[found.row.template] and not asked:
        raise Http404
    return next((each for each in found.sections if each.key == key), SectionView(key))


def _write(request: HttpRequest, actor: Actor, identity: uuid.UUID, key: str) -> None:
    service.write_section(
        actor, report=identity, key=key, text=entry.text(request, "text"), title=entry.text(request, "title"),
        figures=request.POST.getlist("figures"), revision=entry.number(request, "revision"),
    )  # fmt: skip


def _fields(section: SectionView) -> tuple[Field, ...]:
    revision = Field(name="revision", kind=Kind.HIDDEN, value=str(section.revision))
    text = Field(
        name="text",
        label=_("Text"),
        kind=Kind.AREA,
        rows=14,
        value=section.text,
        hint=_("Absätze trennt eine Leerzeile. Zahlen schreiben Sie als Platzhalter, etwa {{M2.value}}."),
    )
    if section.key in SECTIONS:
        return (revision, text)
    question = Field(
        name="title",
        label=_("Frage im Wortlaut"),
        kind=Kind.AREA,
        rows=3,
        value=section.title,
        required=True,
    )
    figures = Field(
        name="figures",
        label=_("Zahlen unter der Antwort"),
        kind=Kind.CHECKS,
        options=tuple((each.code, f"{each.code.upper()} {each.title}") for each in METRICS),
        values=section.figures,
    )
    return (revision, question, text, figures)
