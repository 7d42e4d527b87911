# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Money and compliance cost as tables: CSV, and Excel."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.programme import spreadsheets
from leistungswerk.programme.money_states import CONCEPT, METHOD_WORDS
from leistungswerk.programme.queries import money as queries
from leistungswerk.programme.services.money.efforts import check_cut_off
from leistungswerk.reporting import money as facts
from leistungswerk.web.cuts import asked_cut
from leistungswerk.web.office.access import staff

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MONEY_COLUMNS: Final = (
    "Maßnahme", "Stelle", "Ressort", "Haushaltsjahr", "Ansatz EUR", "gebunden EUR", "abgeflossen EUR", "frei EUR",
    "Stichtag", "Datenstand",
)  # fmt: skip
EFFORT_COLUMNS: Final = (
    "Stichtag", "Behörde", "Leistungsschlüssel", "Leistung", "Vorgabe", "Fallzahl je Jahr", "Minuten je Fall",
    "Lohnkosten je Stunde EUR", "Sachkosten je Fall EUR", "Laufender Erfüllungsaufwand je Jahr EUR",
    "Einmaliger Erfüllungsaufwand EUR", "Ermittlung", "Aktenzeichen", "Fassung der Spalten",
)  # fmt: skip
_Row = Sequence[spreadsheets.Cell]


def _euros(cents: int) -> str:
    """As office programs in German read an amount: 1234,50."""
    return f"{Decimal(cents) / 100:.2f}".replace(".", ",")


def _answer(kind: str, name: str, title: str, columns: Sequence[str], rows: Iterator[_Row]) -> HttpResponse:
    if kind == "xlsx":
        answer = HttpResponse(spreadsheets.write_xlsx(title, columns, rows), content_type=XLSX)
    else:
        answer = HttpResponse(
            b"".join(spreadsheets.write_csv(columns, rows)), content_type="text/csv; charset=utf-8"
        )
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


@require_safe
@staff(Permission.SEE_PROJECT)
def money(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    """Every measure the actor sees, by year."""
    cut, _query = asked_cut(request)
    lines = facts.money(cut, subjects={row.uuid for row in queries.measures(actor)})
    rows: Iterator[_Row] = (
        (
            line.measure, line.body_name, line.ressort, line.year, _euros(line.budget), _euros(line.bound),
            _euros(line.spent), _euros(line.free), cut.cut_off, cut.known_at.isoformat(timespec="seconds"),
        )
        for line in lines
    )  # fmt: skip
    return _answer(kind, f"mittel-{cut.cut_off}", "Mittel", MONEY_COLUMNS, rows)


def effort_rows(actor: Actor, cut_off: date) -> Iterator[_Row]:
    """The lines of the export (§ 11 Nr. 2 OZG): one for each body and Vorgabe."""
    for each in queries.efforts(actor, cut_off)[0]:
        yield (
            each.cut_off, each.body_name, each.service_key, each.service_name, each.duty, each.cases, each.minutes,
            _euros(each.rate_cents), _euros(each.material_cents), _euros(each.yearly_cents), _euros(each.once_cents),
            str(METHOD_WORDS[each.method]), each.file_number, CONCEPT,
        )  # fmt: skip


def effort_digest(actor: Actor, cut_off: date) -> str:
    """SHA-256 of the CSV as it is handed over."""
    content = b"".join(spreadsheets.write_csv(EFFORT_COLUMNS, effort_rows(actor, cut_off)))
    return hashlib.sha256(content).hexdigest()


@require_safe
@staff(Permission.SEE_PROJECT)
def efforts(request: HttpRequest, actor: Actor, number: int, kind: str) -> HttpResponse:
    cut_off = check_cut_off(date(number, 1, 1) if 1 <= number <= date.max.year else date.min)
    rows = effort_rows(actor, cut_off)
    return _answer(kind, f"erfuellungsaufwand-{cut_off}", "Erfüllungsaufwand", EFFORT_COLUMNS, rows)
