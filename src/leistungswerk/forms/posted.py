# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a posted page to raw answers: only names of the page, tidied texts, rows that fit.

Nothing here judges an input; wrong input is kept so that it can be shown again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from leistungswerk.forms.limits import MAX_TEXT
from leistungswerk.forms.model import Access, Control, Field, FieldKind, Group, Page, Part, RawAnswers
from leistungswerk.forms.places import find, first_rows, html_id, instances, join, lines, most_rows, row_count

# Control characters, lone surrogates and marks that turn the direction of writing.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_LONGEST: Final = MAX_TEXT + 1
"""One character more than any check allows: what was cut is still too long."""
MOST_ROWS_OF_A_PAGE: Final = 1000
"""Nested rows multiply: a few posted counts must not become a million inputs."""

Posted = Mapping[str, Sequence[str]]


def tidy_input(text: str) -> str:
    """NFC, line feeds as line ends, no control characters, no outer white space, bounded length."""
    text = text[: 4 * _LONGEST]
    if not (text.isascii() and text.isprintable()):
        text = _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        text = unicodedata.normalize("NFC", text)
    return text.strip()[:_LONGEST]


def read_page(page: Page, posted: Posted, before: RawAnswers) -> dict[str, str]:
    """All answers after a post: those of the page as posted, all others and uploads as before."""
    tops = {part.id for part in page.parts}
    raw = {name: value for name, value in before.items() if name.partition(".")[0] not in tops}
    _Reader(posted, before, raw).parts(page.parts, "")
    return raw


class _Reader:
    """One post while it is read."""

    def __init__(self, posted: Posted, before: RawAnswers, raw: dict[str, str]) -> None:
        self._posted = posted
        self._before = before
        self._raw = raw
        self._rows_left = MOST_ROWS_OF_A_PAGE

    def parts(self, parts: Sequence[Part], base: str) -> None:
        for part in parts:
            name = join(base, part.id)
            for each in self._rows(part, name) if part.repeats else (name,):
                if isinstance(part, Group):
                    self.parts(part.children, each)
                elif part.kind is not FieldKind.STATIC:
                    self._field(part, each)

    def _rows(self, part: Part, name: str) -> list[str]:
        values = self._posted.get(f"{name}.#", ())
        count = row_count({f"{name}.#": values[-1]}, part, name) if values else first_rows(part)
        count = min(count, self._rows_left)
        self._rows_left -= count
        self._raw[f"{name}.#"] = str(count)
        return [f"{name}.{row}" for row in range(count)]

    def _field(self, field: Field, name: str) -> None:
        if field.control is Control.FILES or field.access is not Access.OPEN:
            if name in self._before:
                self._raw[name] = self._before[name]
            return
        values = self._posted.get(name, ())
        if field.control is Control.CHECKBOXES:
            codes = [line for value in values[: 2 * len(field.options)] for line in lines(tidy_input(value))]
            self._raw[name] = "\n".join(dict.fromkeys(codes))
            return
        text = tidy_input(values[-1]) if values else ""
        self._raw[name] = text if field.control is Control.TEXTAREA else text.replace("\n", " ")


def apply_action(page: Page, raw: RawAnswers, action: str) -> dict[str, str] | None:
    """Add or remove a row or a file (``add:<name>``, ``remove:<name>.<row>``); ``None``: not of this page."""
    verb, _, target = action.partition(":")
    if verb == "add":
        part = find(page.parts, target)
        if part is None or not part.repeats:
            return None
        count = min(row_count(raw, part, target) + 1, most_rows(part))
        return {**raw, f"{target}.#": str(count)}
    name, _, row = target.rpartition(".")
    part = find(page.parts, name) if name else None
    if verb != "remove" or part is None or not (row.isascii() and row.isdigit() and len(row) < 4):
        return None
    if isinstance(part, Field) and part.control is Control.FILES:
        kept = [line for number, line in enumerate(lines(raw.get(name, ""))) if number != int(row)]
        return {**raw, name: "\n".join(kept)}
    return _without_row(raw, part, name, int(row)) if part.repeats else None


def anchor(action: str) -> str:
    """HTML id of the element an action was about."""
    target = action.partition(":")[2]
    return html_id(target.rpartition(".")[0] if action.startswith("remove:") else target)


def _without_row(raw: RawAnswers, part: Part, name: str, row: int) -> dict[str, str]:
    """The rows behind the removed one move up; the last of the rows that must stand is emptied."""
    count = row_count(raw, part, name)
    prefix = f"{name}."
    kept: dict[str, str] = {}
    for key, value in raw.items():
        if not key.startswith(prefix):
            kept[key] = value
            continue
        number, dot, rest = key[len(prefix) :].partition(".")
        if number == "#" or int(number) == row:
            continue
        moved = int(number) - (int(number) > row)
        kept[f"{prefix}{moved}{dot}{rest}"] = value
    left = count - 1 if row < count else count
    kept[f"{prefix}#"] = str(max(left, first_rows(part)))
    return kept


def upload_field(page: Page, raw: RawAnswers, name: str) -> Field | None:
    """The file field a posted file belongs to; ``None`` when the page has no such input."""
    part = find(page.parts, name)
    if not isinstance(part, Field) or part.control is not Control.FILES or part.access is not Access.OPEN:
        return None
    return part if _stands(page.parts, raw, name) else None


def _stands(parts: Sequence[Part], raw: RawAnswers, name: str, base: str = "") -> bool:
    """Whether the rows in a name exist."""
    for part in parts:
        for each in instances(raw, part, join(base, part.id)):
            if each == name:
                return True
            if isinstance(part, Group) and name.startswith(f"{each}."):
                return _stands(part.children, raw, name, each)
    return False


def attach(raw: RawAnswers, field: Field, name: str, upload_id: str) -> dict[str, str]:
    """Note an upload under the name of its input; a field for one file keeps the newest."""
    kept = lines(raw.get(name, "")) if field.max != 1 else []
    return {**raw, name: "\n".join([*kept, upload_id])}
