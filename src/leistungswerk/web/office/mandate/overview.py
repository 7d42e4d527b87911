# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The organisation chart and the responsibility matrix, drawn from the data."""

import csv
import textwrap
from collections.abc import Iterator, Sequence

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.programme.reuse.matrix import COLUMNS, responsibility_matrix
from leistungswerk.programme.reuse.offer_files import safe
from leistungswerk.register.queries.chart import ChartNode, organisation_chart
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.tables import Table, german

_INDENT, _WIDTH, _GAP, _LINE = 36, 420, 12, 19
_SIGNS = 46
"""Letters in a line of a box."""


class Box(msgspec.Struct, frozen=True):
    """A box of the drawing and the elbow that joins it to the one above."""

    x: int
    y: int
    height: int
    lines: tuple[tuple[int, str], ...]
    joint: tuple[int, int, int] | None
    """x of the trunk, y where it starts, y of the middle of this box."""


def _text(node: ChartNode) -> str:
    return f"{node.name}: {node.count}" if node.count else node.name


def boxes(nodes: Sequence[ChartNode], top: str) -> tuple[Box, ...]:
    """An indented tree, one box below the other: readable at any width and in any number."""
    found: list[Box] = []
    edge = 0

    def _draw(text: str, depth: int, parent: Box | None) -> Box:
        nonlocal edge
        wrapped = textwrap.wrap(text, _SIGNS) or [text]
        height = 16 + _LINE * len(wrapped)
        x, y = depth * _INDENT, edge
        lines = tuple((y + 21 + _LINE * number, line) for number, line in enumerate(wrapped))
        joint = (parent.x + 16, parent.y + parent.height, y + height // 2) if parent else None
        box = Box(x, y, height, lines, joint)
        edge += height + _GAP
        found.append(box)
        return box

    def _branch(children: Sequence[ChartNode], depth: int, parent: Box) -> None:
        for node in children:
            _branch(node.children, depth + 1, _draw(_text(node), depth, parent))

    _branch(nodes, 1, _draw(top, 0, None))
    return tuple(found)


@require_safe
@staff(Permission.SEE_REGISTER)
def chart(request: HttpRequest, actor: Actor) -> HttpResponse:
    nodes = organisation_chart()
    drawn = boxes(nodes, _("Land Rheinland-Pfalz"))
    last = drawn[-1]
    context = {
        "here": "chart",
        "nodes": nodes,
        "boxes": drawn,
        "width": max(box.x for box in drawn) + _WIDTH + 4,
        "box_width": _WIDTH,
        "height": last.y + last.height + 4,
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
