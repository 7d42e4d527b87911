# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tables as people exchange them: XLSX and CSV, written so that no cell becomes a formula, read with limits."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import IO, Final

import msgspec
from django.utils.translation import gettext as _
from lxml import etree

from leistungswerk.core.failures import Refused

_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that spreadsheet programs read as a formula (OWASP, CSV Injection)."""
_MOST_ROWS: Final = 5_000
_MOST_COLUMNS: Final = 60
_MOST_BYTES: Final = 1_000_000
_MOST_UNPACKED: Final = 60_000_000
Cell = str | int | date | None


class Table(msgspec.Struct, frozen=True):
    """Column names, and rows of texts with the number of the line they stand in."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def guarded(text: str) -> str:
    """A text that no program takes for a formula: with an apostrophe before, as the programs themselves do."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def unguarded(text: str) -> str:
    """The text behind the apostrophe of :func:`guarded`."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_DANGEROUS) else text


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Lines of a CSV with semicolons and a byte order mark, as German office programs open it at once."""
    line = io.StringIO()
    writer = csv.writer(line, delimiter=";", lineterminator="\r\n")
    yield "\ufeff".encode()
    for row in (columns, *rows):
        writer.writerow([_cell_text(cell) for cell in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def _cell_text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.strftime("%d.%m.%Y")
    return str(cell) if isinstance(cell, int) else guarded(str(cell))


def write_xlsx(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A workbook of one sheet; every text is a text cell, never a formula."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for number in range(len(columns)):
        sheet.column_dimensions[chr(ord("A") + number)].width = 24
    head = []
    for name in columns:
        cell = WriteOnlyCell(sheet, value=name)
        cell.font = Font(bold=True)
        head.append(cell)
    sheet.append(head)
    for row in rows:
        cells = []
        for value in row:
            shown = datetime(value.year, value.month, value.day) if isinstance(value, date) else value  # noqa: DTZ001
            cell = WriteOnlyCell(sheet, value=guarded(shown) if isinstance(shown, str) else shown)
            if isinstance(value, str):
                cell.data_type = "s"
            elif isinstance(value, date):
                cell.number_format = "DD.MM.YYYY"
            cells.append(cell)
        sheet.append(cells)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def read(name: str, content: bytes) -> Table:
    """Read an uploaded table by its ending; raises :class:`Refused` saying what is wrong with the file."""
    if len(content) > _MOST_BYTES:
        raise Refused(_("Die Datei ist zu groß (höchstens 1 MB)."))
    if name.lower().endswith(".xlsx"):
        return _table(xlsx_lines(content))
    if name.lower().endswith(".csv"):
        return _table(_read_csv(content))
    raise Refused(_("Laden Sie eine Tabelle als .xlsx oder .csv hoch."))


def _read_csv(content: bytes) -> Iterator[list[str]]:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Refused(_("Die Zeichen der Datei sind nicht lesbar. Speichern Sie sie als CSV in UTF-8."))
    delimiter = ";" if text.partition("\n")[0].count(";") >= text.partition("\n")[0].count(",") else ","
    try:
        yield from csv.reader(io.StringIO(text), delimiter=delimiter)
    except csv.Error as error:
        raise Refused(_("Die CSV-Datei lässt sich nicht lesen: %(problem)s.") % {"problem": error}) from error


def xlsx_lines(content: bytes) -> Iterator[list[str]]:
    """Lines of the first sheet as texts, unpacked within limits; raises :class:`Refused` for what is no workbook."""
    from openpyxl import load_workbook

    _check_archive(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        for row in sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True):
            yield [_text_of(value) for value in row]
    except (ValueError, KeyError, IndexError, OSError, zipfile.BadZipFile, SyntaxError) as error:
        raise Refused(_("Die Datei ist keine lesbare Excel-Tabelle.")) from error


def _check_archive(content: bytes) -> None:
    """No bomb and no document type in what a stranger packed, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > _MOST_UNPACKED:
                raise Refused(_("Die Tabelle ist ausgepackt zu groß."))
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as stream:
                        _check_part(stream)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Refused(_("Die Datei ist keine lesbare Excel-Tabelle.")) from error


def _check_part(stream: IO[bytes]) -> None:
    """Reads no further than the root element; a document type stands before it, however far down."""
    starts = etree.iterparse(stream, events=("start",), resolve_entities=False, no_network=True)
    try:
        _event, root = next(starts)
    except (etree.XMLSyntaxError, StopIteration) as error:
        raise Refused(_("Die Datei ist keine lesbare Excel-Tabelle.")) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused(_("Die Datei ist keine lesbare Excel-Tabelle."))


def _text_of(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().strftime("%d.%m.%Y")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value).replace(".", ",")
    return str(value)


def _table(lines: Iterator[list[str]]) -> Table:
    try:
        columns = tuple(name.strip() for name in next(lines))
    except StopIteration:
        raise Refused(_("Die Tabelle ist leer.")) from None
    rows: list[tuple[int, tuple[str, ...]]] = []
    for number, line in enumerate(lines, start=2):
        # Empty rows count too: a single cell in the last row of a sheet makes a million of them.
        if len(rows) > _MOST_ROWS or number > 2 * _MOST_ROWS:
            raise Refused(_("Die Tabelle hat zu viele Zeilen (höchstens %(most)d).") % {"most": _MOST_ROWS})
        if any(cell.strip() for cell in line):
            rows.append((number, tuple(unguarded(cell.strip()) for cell in line)))
    while columns and not columns[-1]:
        columns = columns[:-1]
    return Table(columns, tuple(rows))
