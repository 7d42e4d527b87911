# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""One state of the dashboard beside our figures: how many of each kind, each difference with its reason, the files."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.programme import spreadsheets
from leistungswerk.reporting.dashboard import compare, keeping
from leistungswerk.reporting.dashboard.compare import (
    ALL_DIFFERENCES,
    DIFFERENCES,
    KIND_WORDS,
    Asked,
    Difference,
    Kind,
)
from leistungswerk.reporting.dashboard.writing import FORMS
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.tables import Cell, Table, german

_LEVELS: Final[Mapping[Kind, str]] = {
    Kind.DIFFERENT: "warning",
    Kind.ONLY_OURS: "warning",
    Kind.ONLY_THEIRS: "danger",
    Kind.COVERED: "info",
    Kind.SAME: "success",
}
_EVERY: Final = "alle"
_SIGNS: Final = 14


def _asked(request: HttpRequest) -> tuple[Asked, dict[str, str]]:
    """What the filter says, and as it stands in the address. Without a kind: the differences."""
    kind = request.GET.get("art", "")
    kind = kind if kind == _EVERY or kind in set(Kind) else ALL_DIFFERENCES
    key = _digits(request.GET.get("schluessel", ""), _SIGNS)
    area = _digits(request.GET.get("gebiet", ""), 12)
    told = {"art": "" if kind == ALL_DIFFERENCES else kind, "schluessel": key, "gebiet": area}
    return Asked("" if kind == _EVERY else kind, key, area), told


def _digits(text: str, most: int) -> str:
    return "".join(sign for sign in text[:40] if sign in "0123456789")[:most]


def _query(told: Mapping[str, str], **other: str) -> str:
    return urlencode({name: value for name, value in {**told, **other}.items() if value})


@require_safe
@staff(Permission.SEE_PROJECT)
def taken_in(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    taken = compare.import_of(identity)
    cut = compare.cut_of(taken)
    asked, told = _asked(request)
    kinds = compare.kinds(taken, cut, asked)
    chosen = (
        DIFFERENCES if asked.kind == ALL_DIFFERENCES else [Kind(asked.kind)] if asked.kind else list(Kind)
    )
    total = sum(kinds[kind] for kind in chosen)
    number = min(page_number(request), max(-(-total // PAGE_SIZE), 1))
    found = compare.lines(taken, cut, asked, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    context = {
        "here": "federal_dashboard", "taken": taken, "cut": cut, "choice": told, "kinds": _kinds(kinds, told, asked),
        "differing": sum(kinds[kind] for kind in DIFFERENCES), "compared": sum(kinds.values()), "table": _table(found, told),
        "page": window(found, total, number), "filter_query": _query(told), "statement": compare.statement(),
        "files": [{"file": each, "url": reverse("office:federal_file", args=[taken.uuid, each.sha256])} for each in taken.files],
    }  # fmt: skip
    return render(request, "office/dashboard/import.html", context)


def _kinds(kinds: Mapping[Kind, int], told: Mapping[str, str], asked: Asked) -> list[dict[str, object]]:
    """The filter by kind with what each would show."""
    offered = [
        (ALL_DIFFERENCES, _("Alle Abweichungen"), sum(kinds[kind] for kind in DIFFERENCES)),
        *((kind.value, KIND_WORDS[kind], kinds[kind]) for kind in Kind),
        (_EVERY, _("Alle Zeilen"), sum(kinds.values())),
    ]
    return [
        {
            "text": text, "amount": amount, "here": value == (asked.kind or _EVERY),
            "query": _query(told, art="" if value == ALL_DIFFERENCES else value),
        }
        for value, text, amount in offered
    ]  # fmt: skip


def _table(found: Sequence[Difference], told: Mapping[str, str]) -> Table:
    head = [_("Leistung"), _("Gebiet"), _("Vergleich"), _("Hier"), _("Bundesdashboard"), _("Erklärung")]
    rows = [
        [
            german(each.name or each.service_key, url=f"?{_query(told, schluessel=each.service_key)}",
                   note=" · ".join(filter(None, (each.service_key, each.ressort)))),
            german(each.ars_name or each.ars, url=f"?{_query(told, gebiet=each.ars)}", note=each.ars),
            Cell(KIND_WORDS[each.kind], level=_LEVELS[each.kind]),
            german(each.ours),
            german(each.theirs),
            Cell(each.reason),
        ]
        for each in found
    ]  # fmt: skip
    return Table("zeilen", _("Zeilen des Vergleichs"), head, rows)


@require_safe
@staff(Permission.SEE_PROJECT)
def table(request: HttpRequest, actor: Actor, identity: uuid.UUID, form: str) -> HttpResponseBase:
    """What the filter shows, all of it, as CSV or XLSX."""
    if form not in {"csv", "xlsx"}:
        raise Http404
    taken = compare.import_of(identity)
    rows = compare.cells(compare.every_line(taken, compare.cut_of(taken), _asked(request)[0]))
    answer: HttpResponseBase
    if form == "csv":
        answer = StreamingHttpResponse(
            spreadsheets.write_csv(compare.COLUMNS, rows), content_type=FORMS[form]
        )
    else:
        content = spreadsheets.write_xlsx("Abweichungen", compare.COLUMNS, rows)
        answer = HttpResponse(content, content_type=FORMS[form])
    answer["Content-Disposition"] = f'attachment; filename="bundesdashboard-{taken.as_of}-vergleich.{form}"'
    return answer


@require_safe
@staff(Permission.SEE_PROJECT)
def file(request: HttpRequest, actor: Actor, identity: uuid.UUID, digest: str) -> HttpResponse:
    """A file as it was handed in. Its name is a stranger's and does not travel; its content is never shown here."""
    taken = compare.import_of(identity)
    kept = next((each for each in taken.files if each.sha256 == digest), None)
    content = keeping.content(digest) if kept else None
    if kept is None or content is None:
        raise Http404
    ending = next((form for form in FORMS if kept.name.lower().endswith(f".{form}")), "json")
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = (
        f'attachment; filename="bundesdashboard-{taken.as_of}-{digest[:8]}.{ending}"'
    )
    return answer
