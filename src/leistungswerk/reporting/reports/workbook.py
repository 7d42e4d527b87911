# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The annex of a report as a workbook: figures, services and districts, with a sheet of definitions."""

import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Final

from leistungswerk.reporting.reports.collect import ReportData, Template

_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
_CHANGED: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_GUARDED: Final = frozenset({Template.PUBLIC, Template.LANDTAG})
"""What becomes public names no small district: the map suppresses them, and so a table would give them away."""
_Cell = str | int | None


def workbook(data: ReportData, at: datetime) -> bytes:
    """An XLSX file; texts are text cells and never formulas. The same data give the same bytes."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for title, head, rows in _sheets(data):
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        for number in range(len(head)):
            sheet.column_dimensions[chr(ord("A") + number)].width = 44 if number == 1 else 20
        sheet.append([_cell(sheet, name, bold=True) for name in head])
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    made = BytesIO()
    book.save(made)
    return _settled(made, at)


def _cell(sheet: object, value: _Cell, *, bold: bool = False) -> object:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, value=value)  # type: ignore[arg-type]  # the stubs know no write-only sheet
    if isinstance(value, str):
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _sheets(data: ReportData) -> Iterable[tuple[str, Sequence[str], Iterable[Sequence[_Cell]]]]:
    yield (
        "Stand",
        ("Angabe", "Wert"),
        [
            ("Stichtag", data.cut_off.isoformat()),
            ("Datenstand", data.known_at),
            ("Datenprüfsumme", data.digest()),
        ],
    )
    yield (
        "Kennzahlen",
        ("Kennzahl", "Was sie zählt", "belegt", "mit gemeldeten", "von", "Anteil in Prozent"),
        [
            (each.code.upper(), each.title, each.shown, each.total, each.denominator, each.percent)
            for each in data.figures
        ],
    )
    yield (
        "Leistungen",
        ("Schlüssel", "Leistung", "zuständig", "belegt", "gemeldet", "durchgängig"),
        (
            (each.key, each.name, each.competent, each.shown, each.told, each.end_to_end)
            for each in data.services
        ),
    )
    if data.template not in _GUARDED:
        yield (
            "Kreise",
            ("Schlüssel", "Kreis", "belegt", "mit gemeldeten", "von"),
            [(each.key, each.letters, each.shown, each.total, each.competent) for each in data.districts],
        )
    if data.template is not Template.PUBLIC:
        yield _support(data)
    yield (
        "Definitionen",
        ("Kennzahl", "Definition", "Grundgesamtheit"),
        [(each.code.upper(), each.definition, each.denominator_text) for each in data.figures],
    )


def _support(data: ReportData) -> tuple[str, Sequence[str], Iterable[Sequence[_Cell]]]:
    head = (
        "Klasse",
        "offen",
        "überfällig",
        "eingegangen",
        "beantwortet",
        "rechtzeitig",
        "erste Antwort, Minuten (Median)",
    )
    rows = [
        (
            each.word,
            each.open,
            each.overdue,
            each.begun,
            each.answered,
            each.answered_in_time,
            each.median_response,
        )
        for each in data.support.classes
    ]
    return "Support", head, rows


def _settled(file: BytesIO, at: datetime) -> bytes:
    """The same archive with the Datenstand where the library wrote the time of making."""
    stamp = rb"\g<1>" + at.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    made = BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _CHANGED.sub(stamp, content)
            target.writestr(zipfile.ZipInfo(name, _MOMENT), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
