# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A page as prepared pieces: a request joins them and escapes only values.

Markup of a row of a repeatable group is prepared once with marks for the row and cut to each row on use.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Protocol

import msgspec

from leistungswerk.forms import texts
from leistungswerk.forms.language import spoken
from leistungswerk.forms.markup import (
    CHECKED,
    FILES,
    MESSAGE,
    VALUE,
    Look,
    action_button,
    choices,
    control,
    error_block,
    escape,
    index_mark,
    number_mark,
)
from leistungswerk.forms.model import Control, Field, FieldError, Part, RawAnswers, Uploads
from leistungswerk.forms.places import first_rows, html_id, lines, most_rows, row_count
from leistungswerk.forms.texts import Translate

_special = re.compile("[&<>\"']").search


class Row:
    """One row of a repetition: replaces the marks of its depth in names and markup."""

    __slots__ = ("index", "index_mark", "number", "number_mark")

    def __init__(self, depth: int, row: int) -> None:
        self.index_mark = index_mark(depth)
        self.number_mark = number_mark(depth)
        self.index = str(row)
        self.number = str(row + 1)

    def cut(self, text: str) -> str:
        return text.replace(self.index_mark, self.index).replace(self.number_mark, self.number)


class Rendering:
    """One page being written: the answers, the messages by name, the files, and what is written so far."""

    __slots__ = ("errors", "out", "raw", "uploads")

    def __init__(self, raw: RawAnswers, errors: Mapping[str, str], uploads: Uploads) -> None:
        self.raw = raw
        self.errors = errors
        self.uploads = uploads
        self.out: list[str] = []


class Piece(Protocol):
    """A stretch of a page."""

    def put(self, page: Rendering) -> None:
        """Write the piece."""

    def at(self, row: Row) -> Piece:
        """The piece with the marks of a row replaced."""


class Literal:
    """Markup without a value."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def put(self, page: Rendering) -> None:
        page.out.append(self.text)

    def at(self, row: Row) -> Literal:
        return Literal(row.cut(self.text))


class GroupError:
    """The message of a group, written only when there is one."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def put(self, page: Rendering) -> None:
        message = page.errors.get(self.name)
        if message is not None:
            page.out.append(error_block(html_id(self.name)).replace(MESSAGE, spoken(message)))

    def at(self, row: Row) -> GroupError:
        return GroupError(row.cut(self.name))


class TextPiece:
    """A text input: the value stands between two literals."""

    __slots__ = ("default", "error", "head", "name", "tail")

    def __init__(self, name: str, clean: str, error: str, default: str) -> None:
        self.name = name
        self.head, _, self.tail = clean.partition(VALUE)
        self.error = error
        self.default = default

    def put(self, page: Rendering) -> None:
        name = self.name
        value = page.raw.get(name, self.default)
        if value and _special(value):
            value = escape(value)
        if name in page.errors:
            head, _, tail = self.error.partition(VALUE)
            page.out += (head, value, tail.replace(MESSAGE, spoken(page.errors[name])))
        else:
            page.out += (self.head, value, self.tail)

    def at(self, row: Row) -> TextPiece:
        clean = row.cut(f"{self.head}{VALUE}{self.tail}")
        return TextPiece(row.cut(self.name), clean, row.cut(self.error), self.default)


class ChoicePiece:
    """Radios, a list or checkboxes: prepared without a choice; the chosen options get their word put in."""

    __slots__ = ("codes", "error", "field", "marked", "name", "offsets", "text", "word")

    def __init__(self, field: Field, name: str, clean: str, error: str, codes: Sequence[str]) -> None:
        self.field = field
        self.name = name
        self.marked = clean
        self.error = error
        self.codes = codes
        self.word = " selected" if field.control is Control.SELECT else " checked"
        segments = clean.split(CHECKED)
        self.text = "".join(segments)
        self.offsets = dict(zip(codes, accumulate(map(len, segments)), strict=False))

    def put(self, page: Rendering) -> None:
        value = page.raw.get(self.name, self.field.default)
        message = page.errors.get(self.name)
        if message is not None:
            wrong = ChoicePiece(self.field, self.name, self.error, "", self.codes)
            page.out.append(wrong.chosen(value).replace(MESSAGE, spoken(message)))
        else:
            page.out.append(self.chosen(value))

    def chosen(self, value: str) -> str:
        """The markup with the options of the value chosen; unknown values choose none."""
        text, offsets = self.text, self.offsets
        if "\n" not in value:
            at = offsets.get(value)
            return text if at is None else f"{text[:at]}{self.word}{text[at:]}"
        for at in sorted((offsets[line] for line in lines(value) if line in offsets), reverse=True):
            text = f"{text[:at]}{self.word}{text[at:]}"
        return text

    def at(self, row: Row) -> ChoicePiece:
        name, clean, error = (row.cut(text) for text in (self.name, self.marked, self.error))
        return ChoicePiece(self.field, name, clean, error, self.codes)


class FilesPiece:
    """A file input with the files already there, each with a button to remove it."""

    __slots__ = ("clean", "error", "name", "translate")

    def __init__(self, name: str, clean: str, error: str, translate: Translate) -> None:
        self.name = name
        self.clean = clean
        self.error = error
        self.translate = translate

    def put(self, page: Rendering) -> None:
        message = page.errors.get(self.name)
        text = self.clean if message is None else self.error
        head, _, tail = text.partition(FILES)
        if message is not None:
            tail = tail.replace(MESSAGE, spoken(message))
        page.out += (head, self._list(page), tail)

    def _list(self, page: Rendering) -> str:
        items = []
        for number, upload_id in enumerate(lines(page.raw.get(self.name, ""))):
            upload = page.uploads.get(upload_id)
            label = upload.filename if upload else upload_id
            size = f" ({texts.size_text(upload.size, self.translate)})" if upload else ""
            remove = self.translate(texts.REMOVE).format(label=label)
            items.append(
                f"<li>{escape(label)}{size} {action_button(f'remove:{self.name}.{number}', remove, 'delete')}</li>"
            )
        return f'<ul class="kern-list lw-files">{"".join(items)}</ul>' if items else ""

    def at(self, row: Row) -> FilesPiece:
        return FilesPiece(row.cut(self.name), row.cut(self.clean), row.cut(self.error), self.translate)


class RowMarkup(msgspec.Struct, frozen=True):
    """What stands around the rows: after each row its button to remove it and its end, after all the button to add."""

    remove: str
    close: str
    add: str

    def at(self, row: Row) -> RowMarkup:
        return RowMarkup(row.cut(self.remove), row.cut(self.close), row.cut(self.add))


class RowsPiece:
    """A repeatable element: how many rows there are, the rows, and buttons to add and remove one."""

    __slots__ = ("depth", "markup", "name", "part", "pieces")

    def __init__(self, part: Part, name: str, depth: int, pieces: Sequence[Piece], markup: RowMarkup) -> None:
        self.part = part
        self.name = name
        self.depth = depth
        self.pieces = pieces
        self.markup = markup

    def put(self, page: Rendering) -> None:
        count = row_count(page.raw, self.part, self.name)
        page.out.append(f'<input type="hidden" name="{self.name}.#" value="{count}">')
        removable = count > first_rows(self.part)
        for number in range(count):
            row = Row(self.depth, number)
            for piece in self.pieces:
                piece.at(row).put(page)
            if removable:
                page.out.append(row.cut(self.markup.remove))
            page.out.append(self.markup.close)
        if count < most_rows(self.part):
            page.out.append(self.markup.add)

    def at(self, row: Row) -> RowsPiece:
        pieces = [piece.at(row) for piece in self.pieces]
        return RowsPiece(self.part, row.cut(self.name), self.depth, pieces, self.markup.at(row))


class PagePieces:
    """A prepared page."""

    __slots__ = ("pieces",)

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces

    def render(self, raw: RawAnswers, errors: Sequence[FieldError], uploads: Uploads) -> str:
        """Join the pieces; a second message of one input is told in the summary only."""
        page = Rendering(raw, {each.name: each.message for each in reversed(errors)}, uploads)
        for piece in self.pieces:
            piece.put(page)
        return "".join(page.out)


def field_piece(field: Field, look: Look) -> Piece:
    """The piece of a field at its place."""
    name = look.name
    clean, error = (control(field, look, error=wrong) for wrong in (False, True))
    match field.control:
        case Control.NONE:
            return Literal(clean)
        case Control.FILES:
            return FilesPiece(name, clean, error, look.translate)
        case Control.RADIOS | Control.CHECKBOXES | Control.SELECT:
            codes = [option.code for option in choices(field, look)]
            return ChoicePiece(field, name, clean, error, codes)
        case Control.INPUT | Control.TEXTAREA:
            return TextPiece(name, clean, error, field.default)
