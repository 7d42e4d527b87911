# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Services by Ressort and level, each model for itself."""

from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.reporting.drawings.levels import Row, levels
from leistungswerk.reporting.maturity import known
from leistungswerk.reporting.maturity.documents import ModelDocument
from leistungswerk.reporting.maturity.known import LevelCount
from leistungswerk.reporting.metrics import run
from leistungswerk.web.cuts import asked_cut
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.figures.views import cut_context
from leistungswerk.web.office.maturity.words import evidence_cell, level_name
from leistungswerk.web.office.tables import Cell, Table, german

OPEN = "offen"


@require_safe
@staff(Permission.SEE_PROJECT)
def overview(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One model at a cut-off: drawing and table by Ressort, and the services behind them."""
    cut, query = asked_cut(request)
    models = known.models()
    code = request.GET.get("modell", "")
    code = code if code in models else known.leading(cut.cut_off)
    document = models[code].document
    counts = known.counts(code, cut)
    ressorts = sorted({each.ressort for each in counts})
    ressort = request.GET.get("ressort", "") if request.GET.get("ressort") in ressorts else ""
    level = _level(request.GET.get("stufe", ""), document)
    number = page_number(request)
    rows = known.services(
        code, cut, ressort=ressort, level=level, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE + 1
    )
    total = (number - 1) * PAGE_SIZE + len(rows)
    asked = {"modell": code, "ressort": ressort, "stufe": level}
    context = {
        **cut_context(cut, query), "here": "maturity", "model": document, "models": [each.document for each in models.values()],
        "unfilled": models[code].document.unfilled, "assessed": sum(each.amount for each in counts if each.level is not None),
        "all": sum(each.amount for each in counts), "shown": sum(each.shown for each in counts),
        "chart": _chart(counts, document) if counts else "", "table": _by_ressort(counts, document, query),
        "services": _services(rows[:PAGE_SIZE]), "page": window(rows[:PAGE_SIZE], total, number),
        "ressorts": [each for each in ressorts if each], "choice": asked, "statement": run.text("maturity"),
        "levels": [(str(each.number), f"{each.number} · {level_name(each)}") for each in document.levels],
        "pager_query": "&".join(filter(None, (urlencode({k: v for k, v in asked.items() if v}), query))),
    }  # fmt: skip
    return render(request, "office/maturity/overview.html", context)


def _level(said: str, document: ModelDocument) -> str:
    return said if said == OPEN or said in {str(each.number) for each in document.levels} else ""


def _chart(counts: Sequence[LevelCount], document: ModelDocument) -> str:
    found: dict[str, dict[int | None, int]] = defaultdict(dict)
    for each in counts:
        found[each.ressort][each.level] = each.amount
    rows = [
        Row(
            name or _("ohne Ressort"),
            {level: amount for level, amount in parts.items() if level is not None},
            parts.get(None, 0),
        )
        for name, parts in sorted(found.items())
    ]
    return levels(
        rows, document.highest, (_("Stufe"), _("nicht bewertet")), name=_("Leistungen nach Ressort und Stufe"),
        description=_("Ein Balken je Ressort, links die höchste Stufe und am dunkelsten; umrandet, was nicht bewertet ist. Die Zahlen stehen in der Tabelle."),
    )  # fmt: skip


def _by_ressort(counts: Sequence[LevelCount], document: ModelDocument, query: str) -> Table:
    cells: dict[str, dict[int | None, int]] = defaultdict(dict)
    for each in counts:
        cells[each.ressort][each.level] = each.amount
    head = [
        _("Ressort"),
        *(str(level.number) for level in document.levels),
        _("nicht bewertet"),
        _("davon belegt"),
    ]
    shown: dict[str, int] = defaultdict(int)
    for each in counts:
        shown[each.ressort] += each.shown

    def _url(ressort: str, level: str) -> str:
        asked = {"modell": document.code, "ressort": ressort, "stufe": level}
        said = urlencode({name: value for name, value in asked.items() if value})
        return f"?{said}{'&' + query if query else ''}#leistungen"

    rows = []
    for ressort, parts in sorted(cells.items()):
        row = [german(ressort) if ressort else Cell(_("ohne Ressort"))]
        for level in (*(each.number for each in document.levels), None):
            amount = parts.get(level, 0)
            url = _url(ressort, OPEN if level is None else str(level)) if amount and ressort else ""
            row.append(Cell(str(amount) if amount else "–", url=url))
        rows.append([*row, Cell(str(shown[ressort]))])
    return Table("ressorts", _("Leistungen nach Ressort und Stufe"), head, rows)


def _services(rows: Sequence[dict[str, object]]) -> Table:
    head = [_("Leistung"), _("Ressort"), _("Stufe"), _("Nachweis"), _("Abweichende Behörden")]
    return Table(
        "leistungen-liste",
        _("Leistungen mit ihrer Stufe"),
        head,
        [
            [
                german(
                    str(row["name"]),
                    url=reverse("office:maturity_service", args=[row["service_key"]]),
                    note=str(row["service_key"]),
                ),
                german(str(row["ressort"] or "")),
                Cell(str(row["level"]) if row["level"] is not None else _("nicht bewertet")),
                evidence_cell(str(row["evidence"] or "")),
                Cell(str(row["bodies"] or "–")),
            ]
            for row in rows
        ],
    )
