# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The organisation chart and the responsibility matrix, drawn from the data."""

import csv
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.programme.reuse.matrix import COLUMNS, responsibility_matrix
from leistungswerk.programme.reuse.offer_files import safe
from leistungswerk.register.queries.chart import organisation_chart
from leistungswerk.web import tree_drawing
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.tables import Table, german


@require_safe
@staff(Permission.SEE_REGISTER)
def chart(request: HttpRequest, actor: Actor) -> HttpResponse:
    nodes = organisation_chart()
    context = {
        "here": "chart",
        "nodes": nodes,
        "drawing": tree_drawing.draw(nodes, _("Land Rheinland-Pfalz")),
    }
    return render(request, "office/mandate/chart.html", context)


@require_safe
@staff(Permission.SEE_PROJECT)
def matrix(request: HttpRequest, actor: Actor) -> HttpResponse:
    number = page_number(request)
    found, total = responsibility_matrix(actor, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    rows = [[german(cell) for cell in row.cells] for row in found]
    table = Table("matrix", _("Wer je Leistung wofür verantwortlich ist"), COLUMNS, rows)
    context = {"here": "matrix", "rows": window(found, total, number), "table": table if rows else None}
    return render(request, "office/mandate/matrix.html", context)


class _Echo:
    """Gives back what the csv writer hands over, line by line."""

    def write(self, value: str) -> str:
        return value


@require_safe
@staff(Permission.SEE_PROJECT)
def matrix_table(request: HttpRequest, actor: Actor) -> HttpResponse:
    found, _total = responsibility_matrix(actor, offset=0, limit=None)
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")

    def _lines() -> Iterator[str]:
        yield "\ufeff"
        yield writer.writerow([str(word) for word in COLUMNS])
        for row in found:
            yield writer.writerow([safe(cell) for cell in row.cells])

    answer = HttpResponse(_lines(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="verantwortungsmatrix.csv"'
    return answer
