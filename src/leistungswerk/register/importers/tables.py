# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading tables: what does not fit is refused with file and line, never guessed."""

import csv
import io
from collections.abc import Collection, Iterator
from typing import Final, NoReturn

import msgspec
from django.utils.translation import gettext as _

from leistungswerk.core.failures import Refused
from leistungswerk.register.entries import ImportFile

MOST_BYTES: Final = 32 * 1024 * 1024
_LONGEST_LINE: Final = 200_000


class Row(msgspec.Struct, frozen=True):
    """One record; ``line`` is where it ends in the file."""

    file: str
    line: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def refuse(self, problem: str) -> NoReturn:
        refuse(self.file, self.line, problem)


def refuse(file: str, line: int, problem: str) -> NoReturn:
    """Refuse a file with the place of the problem."""
    raise Refused(
        _("%(file)s, Zeile %(line)d: %(problem)s") % {"file": file, "line": line, "problem": problem}
    )


def text_of(file: ImportFile) -> str:
    """The file as text; UTF-8 only, with or without a mark at the beginning."""
    if len(file.content) > MOST_BYTES:
        raise Refused(
            _("%(file)s ist größer als %(size)d MB. Teilen Sie die Datei.")
            % {"file": file.name, "size": MOST_BYTES // 1024**2}
        )
    try:
        return file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.content.count(b"\n", 0, error.start) + 1
        refuse(
            file.name,
            line,
            _(
                "Hier steht ein Zeichen, das nicht UTF-8 ist. Speichern Sie die Datei mit der Kodierung UTF-8."
            ),
        )


def header(file: ImportFile) -> tuple[str, ...]:
    """The names in the first line."""
    first = text_of(file).partition("\n")[0].strip("\r")
    try:
        return tuple(name.strip() for name in next(csv.reader([first], delimiter=_delimiter(first)), []))
    except csv.Error as error:
        refuse(file.name, 1, _("Die Zeile lässt sich nicht lesen (%(error)s).") % {"error": error})


def _delimiter(first: str) -> str:
    return ";" if first.count(";") > first.count(",") else ","


def rows(file: ImportFile, columns: Collection[str]) -> Iterator[Row]:
    """The records of a CSV file with at least these columns; empty lines are passed over."""
    text = text_of(file)
    found = header(file)
    if missing := [name for name in columns if name not in found]:
        refuse(
            file.name,
            1,
            _("Es fehlt die Spalte „%(missing)s“. Gefunden: %(found)s.")
            % {"missing": missing[0], "found": ", ".join(found)[:300] or "–"},
        )
    csv.field_size_limit(_LONGEST_LINE)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=_delimiter(text.partition("\n")[0]), strict=True
    )
    try:
        next(reader)
        for record in reader:
            if not any(map(str.strip, record)):
                continue
            if len(record) != len(found):
                refuse(
                    file.name,
                    reader.line_num,
                    _("Die Zeile hat %(count)d Spalten, die erste Zeile %(wanted)d.")
                    % {"count": len(record), "wanted": len(found)},
                )
            yield Row(file.name, reader.line_num, dict(zip(found, map(str.strip, record), strict=True)))
    except csv.Error as error:
        refuse(
            file.name, reader.line_num, _("Die Zeile lässt sich nicht lesen (%(error)s).") % {"error": error}
        )
