# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was taken in, taking in more, and our own figures as the dashboard would tell them."""

import uuid
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.permissions import require
from leistungswerk.core.settings import settings
from leistungswerk.reporting.dashboard import compare, own
from leistungswerk.reporting.dashboard.compare import ImportView
from leistungswerk.reporting.dashboard.reading import MOST_BYTES, File
from leistungswerk.reporting.dashboard.writing import FORMS, chunks
from leistungswerk.reporting.services.dashboard import take_in
from leistungswerk.web.cuts import asked_cut
from leistungswerk.web.office import entry, fields
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.dashboard.addresses import addresses
from leistungswerk.web.office.entry import Field, Kind, day_text
from leistungswerk.web.office.figures.views import cut_context
from leistungswerk.web.office.tables import Cell, Table, day, german


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.SEE_PROJECT)
def overview(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The states taken in, the newest first; the upload; the export."""
    taken: list[uuid.UUID] = []
    problem = ""
    if request.method == "POST":
        require(actor, Permission.EDIT_CATALOGUE)
        problem = entry.refusal(lambda: taken.append(_take_in(request, actor)))
    if taken:
        return HttpResponseRedirect(reverse("office:federal_import", args=[taken[0]]))
    cut, query = asked_cut(request)
    number = page_number(request)
    found, total = compare.imports(offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    shown = _fields()
    context = {
        **cut_context(cut, query), "here": "federal_dashboard", "errors": entry.errors(problem), "page": window(found, total, number),
        "table": _imports(found), "lines": own.amount(cut), "statement": own.statement(), "forms": [(form, form.upper()) for form in FORMS],
        "may_edit": actor.may(Permission.EDIT_CATALOGUE), "multipart": True, "submit": _("Übernehmen und vergleichen"),
        "fields": entry.bound(shown, request.POST) if problem else shown,
    }  # fmt: skip
    return render(request, "office/dashboard/overview.html", context, status=422 if problem else 200)


def _fields() -> tuple[Field, ...]:
    megabytes = min(settings().upload_bytes, MOST_BYTES) // 1024**2
    return (
        Field(name="files", label=_("Dateien des Abrufs"), kind=Kind.FILES, required=True,
              hint=_("Antworten von /v1/data als .json, .csv oder .xlsx, alle Seiten zusammen, höchstens %(size)d MB.") % {"size": megabytes}),
        Field(name="as_of", label=_("Tag des Abrufs"), kind=Kind.DAY, required=True, value=day_text(times.legal_day(times.now())),
              hint=_("Verglichen wird mit unseren Zahlen an diesem Tag.")),
        Field(name="source", label=_("Quelle"), required=True, hint=_("Zum Beispiel die Adresse, unter der abgerufen wurde.")),
    )  # fmt: skip


def _take_in(request: HttpRequest, actor: Actor) -> uuid.UUID:
    files = [File(file.name or "", file.read()) for file in request.FILES.getlist("files")]
    as_of = fields.day(request.POST, "as_of", _("Tag des Abrufs"))
    return take_in(actor, files=files, as_of=as_of, source=entry.text(request, "source"))


def _imports(found: Sequence[ImportView]) -> Table:
    head = [
        _("Tag des Abrufs"),
        _("Quelle"),
        _("Zeilen für dieses Land"),
        _("Nicht lesbar"),
        _("Übernommen"),
    ]
    rows = [
        [
            Cell(
                formats.date_format(each.as_of, "j. F Y"),
                url=reverse("office:federal_import", args=[each.uuid]),
            ),
            german(each.source),
            Cell(formats.number_format(each.lines, use_l10n=True, force_grouping=True)),
            Cell(str(each.unreadable) if each.unreadable else "–"),
            Cell(day(times.legal_day(each.at)).text, note=each.by_name),
        ]
        for each in found
    ]
    return Table("abrufe", _("Übernommene Stände des Bundesdashboards"), head, rows)


@require_safe
@staff(Permission.SEE_PROJECT)
def export(request: HttpRequest, actor: Actor, form: str) -> StreamingHttpResponse:
    """Our figures of a Stichtag in the fields of the dashboard."""
    if form not in FORMS:
        raise Http404
    cut, _query = asked_cut(request)
    answer = StreamingHttpResponse(chunks(form, cut, addresses()), content_type=FORMS[form])
    answer["Content-Disposition"] = f'attachment; filename="bundesdashboard-{cut.cut_off}.{form}"'
    return answer
