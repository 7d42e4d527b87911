# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which words of a page are German: in a plan of another language the texts of the schema stay as they are.

Such a text carries a mark before and behind it. The marks travel with it into every sentence that quotes it,
so a page can say ``lang="de"`` exactly where German begins and ends (WCAG 2.2, 3.1.2). They are private-use
characters; the texts of a schema hold none. A German plan holds no marks.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple, TypeVar

import msgspec

from leistungswerk.forms.model import Field, FieldKind, Form, Group, Hint, LegalBasis, Option, Page, Part

GERMAN = "de"
_BEGIN, _END = "\ue010", "\ue011"
_german_part = re.compile(f"{_BEGIN}([^{_BEGIN}{_END}]*){_END}")
_marks = str.maketrans("", "", _BEGIN + _END)
_T = TypeVar("_T", Hint, LegalBasis)


class Run(NamedTuple):
    """A stretch of a text in one language: German, or that of the plan."""

    text: str
    german: bool


def mark(text: str) -> str:
    """The text with marks that say it is German; an empty text needs none."""
    return f"{_BEGIN}{text}{_END}" if text else ""


def is_marked(text: str) -> bool:
    """Whether the text begins in German while the plan does not."""
    return text.startswith(_BEGIN)


def plain(text: str) -> str:
    """The text without marks, where no markup can stand."""
    return text.translate(_marks)


def spoken(text: str) -> str:
    """The text as HTML, escaped, its German parts named as German."""
    return plain(_german_part.sub(r'<span lang="de">\1</span>', html.escape(text, quote=True)))


def runs(text: str) -> tuple[Run, ...]:
    """The text cut where its language changes, for documents that are not HTML."""
    pieces = _german_part.split(text)
    found = (Run(plain(piece), number % 2 == 1) for number, piece in enumerate(pieces))
    return tuple(run for run in found if run.text)


def marked(form: Form) -> Form:
    """The form with marks around every text a page of the form shows; titles and helps of pages stay plain."""
    return msgspec.structs.replace(form, pages=tuple(_page(page) for page in form.pages))


def _page(page: Page) -> Page:
    parts = tuple(_part(part) for part in page.parts)
    return msgspec.structs.replace(page, parts=parts, hints=_texts(page.hints))


def _part(part: Part) -> Part:
    words = {
        "label": mark(part.label),
        "help": mark(part.help),
        "legal_basis": _texts(part.legal_basis),
        "hints": _texts(part.hints),
    }
    if isinstance(part, Group):
        return msgspec.structs.replace(part, **words, children=tuple(_part(child) for child in part.children))
    return msgspec.structs.replace(part, **words, options=_options(part), default=_default(part))


def _texts(items: tuple[_T, ...]) -> tuple[_T, ...]:
    return tuple(msgspec.structs.replace(item, text=mark(item.text)) for item in items)


def _options(field: Field) -> tuple[Option, ...]:
    return tuple(Option(option.code, mark(option.label), mark(option.help)) for option in field.options)


def _default(field: Field) -> str:
    """A static field shows its default, paragraph by paragraph; any other default is a value."""
    if field.kind is not FieldKind.STATIC:
        return field.default
    return "\n\n".join(mark(paragraph) for paragraph in field.default.split("\n\n"))
