# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The export as files: one page of JSON with everything, pages as the API answers them, or a table."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

import msgspec
from msgspec import UNSET

from leistungswerk.programme import spreadsheets
from leistungswerk.programme.spreadsheets import Cell
from leistungswerk.reporting.dashboard import own
from leistungswerk.reporting.dashboard.dto import FIELDS, DvData, page
from leistungswerk.reporting.dashboard.own import Addresses
from leistungswerk.reporting.metrics.run import Cut

FORMS: Final = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PAGE: Final = 100
"""Lines of a page, the default of the API."""


def chunks(form: str, cut: Cut, addresses: Addresses) -> Iterator[bytes]:
    """The export in one of :data:`FORMS`, piece by piece; the workbook is built in memory."""
    if form == "json":
        yield from _one_page(cut, addresses)
    elif form == "csv":
        yield from spreadsheets.write_csv(FIELDS, map(cells, own.every_line(cut, addresses)))
    else:
        yield spreadsheets.write_xlsx("Bundesdashboard", FIELDS, map(cells, own.every_line(cut, addresses)))


def cells(line: DvData) -> tuple[Cell, ...]:
    values = (getattr(line, name) for name in FIELDS)
    return tuple(None if value is UNSET else value for value in values)


def _one_page(cut: Cut, addresses: Addresses) -> Iterator[bytes]:
    """A single page of the API that holds every line; the lines stream in the place of ``content``."""
    total = own.amount(cut)
    frame = msgspec.json.encode(page((), number=0, size=max(total, 1), total=total))
    frame = frame.replace(b'"numberOfElements":0', b'"numberOfElements":%d' % total)
    if total:
        frame = frame.replace(b'"last":true,"empty":true', b'"last":true,"empty":false')
    before, after = frame.split(b'"content":[]')
    yield before + b'"content":['
    comma = b""
    for line in own.every_line(cut, addresses):
        yield comma + b"\n" + msgspec.json.encode(line)
        comma = b","
    yield b"\n]" + after


def write_folder(folder: Path, cut: Cut, addresses: Addresses) -> list[Path]:
    """Pages ``data-0.json`` … and ``ars-0.json`` … as the API would answer; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    total = own.amount(cut)
    written = []
    for number in range(max(-(-total // PAGE), 1)):
        content = own.lines(cut, addresses, offset=number * PAGE, limit=PAGE)
        written.append(folder / f"data-{number}.json")
        written[-1].write_bytes(msgspec.json.encode(page(content, number=number, size=PAGE, total=total)))
    places = own.territories()
    for number in range(max(-(-len(places) // PAGE), 1)):
        part = places[number * PAGE : (number + 1) * PAGE]
        written.append(folder / f"ars-{number}.json")
        written[-1].write_bytes(msgspec.json.encode(page(part, number=number, size=PAGE, total=len(places))))
    return written


def write_file(path: Path, form: str, cut: Cut, addresses: Addresses) -> None:
    """Stream the export into a file; nothing half-written is left where the name stands."""
    fresh = path.with_name(f".{path.name}.teil")
    try:
        with fresh.open("wb") as file:
            _write(file, chunks(form, cut, addresses))
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _write(file: BinaryIO, pieces: Iterable[bytes]) -> None:
    file.writelines(pieces)
