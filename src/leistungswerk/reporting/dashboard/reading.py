# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading files of the dashboard API: pages of JSON (``/v1/data``), a plain list of lines, or CSV and XLSX.

The files are foreign: they are read with limits, what does not fit is set aside with its place and reason, and
fields we do not know are named. A missing or doubled page is refused, because half a state compares wrongly.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec
from django.utils.translation import gettext as _

from leistungswerk.core.failures import Refused
from leistungswerk.programme import spreadsheets
from leistungswerk.reporting.dashboard.dto import ACTIVE, FIELDS, ONLINE, RANKS

MOST_BYTES: Final = 32 * 1024 * 1024
"""Of all files together; decoded they take about ten times as much memory."""
MOST_LINES: Final = 500_000
_KEY: Final = re.compile(r"\d{14}")
_ARS: Final = re.compile(r"\d{12}")
_SHORT_ARS: Final = re.compile(r"[1-9]\d{10}")
_URL: Final = re.compile(r"https?://[^\s<>\"]{1,1990}")
_MOST_TEXT: Final = 1_000
_MOST_OZG: Final = 2_147_483_647
_REMARKS: Final = 50
FEDERATION: Final = "0" * 12


class File(msgspec.Struct, frozen=True):
    """A file as handed in."""

    name: str
    content: bytes


class KeptFile(msgspec.Struct, frozen=True):
    name: str
    sha256: str
    size: int


class Line(msgspec.Struct, frozen=True):
    """A line as it was read; empty where the API said nothing."""

    leika_key: str
    leika_name: str
    ars: str
    ars_name: str
    ozgid: int | None
    ozg_bezeichnung: str
    url: str
    online_status: str
    aktiv: str
    art_flaechendeckung: str


class Taken(msgspec.Struct, frozen=True):
    """What the files hold for a Land: its lines and those of the federation; the others are only counted."""

    files: tuple[KeptFile, ...]
    lines: tuple[Line, ...]
    elsewhere: int
    unreadable: int
    remarks: tuple[str, ...]

    @property
    def digest(self) -> str:
        """The same files in any order, the same digest."""
        return hashlib.sha256("".join(sorted(file.sha256 for file in self.files)).encode()).hexdigest()


class _Page(msgspec.Struct, frozen=True):
    content: list[dict[str, Any]]
    number: int = 0
    totalPages: int = 1  # noqa: N815 - the name of the field
    totalElements: int | None = None  # noqa: N815


def read(files: Sequence[File], land: str) -> Taken:
    """Read all files of one state for a Land (its two digits). Raises :class:`Refused` naming file and remedy."""
    if not files:
        raise Refused(_("Wählen Sie mindestens eine Datei aus."))
    if sum(len(file.content) for file in files) > MOST_BYTES:
        raise Refused(
            _(
                "Die Dateien sind zusammen größer als 32 MB. Rufen Sie nur das eigene Land ab (/v1/data/{ars})."
            )
        )
    kept = tuple(
        KeptFile(file.name, hashlib.sha256(file.content).hexdigest(), len(file.content)) for file in files
    )
    if len({file.sha256 for file in kept}) < len(kept):
        raise Refused(_("Eine Datei ist zweimal dabei. Geben Sie jede einmal ab."))
    pages = [(file, page) for file in files for page in [_page(file)]]
    _check_pages(pages)
    return _sorted(kept, _raw_lines(pages), land)


def _raw_lines(pages: Iterable[tuple[File, _Page]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for file, page in pages:
        for number, raw in enumerate(page.content, start=1):
            yield _("%(file)s, Zeile %(number)d") % {"file": file.name, "number": number}, raw


def _sorted(kept: tuple[KeptFile, ...], raw_lines: Iterable[tuple[str, dict[str, Any]]], land: str) -> Taken:
    lines: list[Line] = []
    remarks: list[str] = []
    strange: set[str] = set()
    elsewhere = unreadable = 0
    for place, raw in raw_lines:
        if len(lines) + elsewhere + unreadable >= MOST_LINES:
            raise Refused(
                _(
                    "Die Dateien haben mehr als 500.000 Zeilen. Rufen Sie nur das eigene Land ab (/v1/data/{ars})."
                )
            )
        strange |= {str(name)[:40] for name in raw if name not in FIELDS and len(strange) < _REMARKS}
        line, problem = _line(raw)
        if line is None:
            unreadable += 1
            if len(remarks) < _REMARKS:
                remarks.append(f"{place}: {problem}")
        elif line.ars == FEDERATION or line.ars.startswith(land):
            lines.append(line)
        else:
            elsewhere += 1
    if not lines and not elsewhere:
        raise Refused(
            _("Keine Zeile ließ sich lesen. %(first)s")
            % {"first": remarks[0] if remarks else _("Die Dateien sind leer.")}
        )
    if strange:
        remarks.insert(0, _("Felder, die diese Schnittstelle (1.0) nicht kennt: %(names)s.") % {"names": ", ".join(sorted(strange))})  # fmt: skip
    return Taken(kept, tuple(lines), elsewhere, unreadable, tuple(remarks))


def _page(file: File) -> _Page:
    if file.name.lower().endswith(".csv"):
        return _Page(content=list(_table(file, _csv_lines(file))))
    if file.name.lower().endswith(".xlsx"):
        return _Page(content=list(_table(file, spreadsheets.xlsx_lines(file.content))))
    try:
        found = msgspec.json.decode(file.content)
        # A list is what some clients store: the content of all pages.
        return msgspec.convert({"content": found} if isinstance(found, list) else found, _Page)
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError, UnicodeDecodeError) as error:
        raise Refused(
            _("%(name)s ist keine Antwort der Dashboard-Schnittstelle: %(problem)s. Speichern Sie die Antwort von /v1/data als .json, .csv oder .xlsx.")
            % {"name": file.name, "problem": str(error).rstrip(".")[:200]}
        ) from error  # fmt: skip


def _table(file: File, lines: Iterator[list[str]]) -> Iterator[dict[str, Any]]:
    """Lines of a table by the names in its first; what office programs do to texts is undone."""
    names = [name.strip() for name in next(lines, [])]
    if not {"leika_key", "ars", "art_flaechendeckung"} <= set(names):
        raise Refused(
            _("In %(name)s fehlen Spalten der Schnittstelle: leika_key, ars, art_flaechendeckung.")
            % {"name": file.name}
        )
    for cells in lines:
        row = {
            name: spreadsheets.unguarded(cell) or None
            for name, cell in zip(names, cells, strict=False)
            if name
        }
        if not any(row.values()):
            continue
        ars = row["ars"] or ""
        # Eleven digits: the leading zero of the Länder 01 to 09 was taken for part of a number.
        yield {**row, "ars": ars.zfill(12) if _SHORT_ARS.fullmatch(ars) else ars}


def _csv_lines(file: File) -> Iterator[list[str]]:
    try:
        text = file.content.decode("utf-8-sig")
        head = text.partition("\n")[0]
        yield from csv.reader(io.StringIO(text), delimiter=";" if head.count(";") >= head.count(",") else ",")
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refused(
            _("%(name)s ist keine lesbare CSV-Datei. Speichern Sie sie in UTF-8.") % {"name": file.name}
        ) from error


def _check_pages(pages: Sequence[tuple[File, _Page]]) -> None:
    """All pages of one answer, each once. Files without page numbers stand for themselves."""
    several = [(file, page) for file, page in pages if page.totalPages > 1]
    if not several:
        return
    totals = {page.totalPages for _file, page in several}
    numbers = [page.number for _file, page in several]
    if len(totals) > 1:
        raise Refused(
            _(
                "Die Seiten gehören zu verschiedenen Abfragen: Sie nennen verschiedene Gesamtzahlen. Rufen Sie alle Seiten neu ab."
            )
        )
    if len(set(numbers)) < len(numbers):
        raise Refused(
            _("Eine Seite ist mit zwei verschiedenen Inhalten dabei. Rufen Sie alle Seiten neu ab.")
        )
    total = totals.pop()
    # Only as many as there are files can be named; a foreign number is never counted up to.
    if len(numbers) < total or max(numbers) >= total or min(numbers) < 0:
        missing = next((number for number in range(len(numbers) + 1) if number not in numbers), 0)
        raise Refused(
            _(
                "Von %(total)d Seiten fehlen welche, zuerst die mit der Nummer %(missing)d. Geben Sie alle Seiten zusammen ab."
            )
            % {"total": total, "missing": missing}
        )


def _line(raw: dict[str, Any]) -> tuple[Line | None, str]:
    """A line, or what is wrong with it in words."""
    key, ars, coverage = (_text(raw.get(name)) for name in ("leika_key", "ars", "art_flaechendeckung"))
    if not _KEY.fullmatch(key):
        return None, _("„%(key)s“ ist kein Leistungsschlüssel mit 14 Ziffern.") % {"key": key[:40]}
    if not _ARS.fullmatch(ars):
        return None, _("„%(ars)s“ ist kein Regionalschlüssel mit 12 Ziffern.") % {"ars": ars[:40]}
    if coverage not in RANKS:
        return None, _("„%(said)s“ ist keine Art der Flächendeckung.") % {"said": coverage[:60]}
    status, active, url = (_text(raw.get(name)) for name in ("online_status", "aktiv", "url"))
    if (status and status not in ONLINE) or (active and active not in ACTIVE):
        return None, _("„%(said)s“ kennt die Schnittstelle nicht.") % {
            "said": f"{status} {active}".strip()[:60]
        }
    return (
        Line(
            key, _text(raw.get("leika_name")), ars, _text(raw.get("ars_name"))[:200], _ozg(raw.get("ozgid")),
            _text(raw.get("ozg_bezeichnung")), url if _URL.fullmatch(url) else "", status, active, coverage,
        ),
        "",
    )  # fmt: skip


def _text(value: object) -> str:
    """A text without control signs; other kinds of values are no text."""
    if not isinstance(value, str):
        return ""
    return "".join(sign if sign.isprintable() else " " for sign in value[: 2 * _MOST_TEXT]).strip()


def _ozg(value: object) -> int | None:
    number = (
        int(value)
        if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10
        else value
    )
    if isinstance(number, bool) or not isinstance(number, int):
        return None
    return number if 0 <= number <= _MOST_OZG else None
