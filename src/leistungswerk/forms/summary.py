# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was answered, for people: the review page and the receipt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from leistungswerk.forms.model import (
    Access,
    Control,
    Field,
    FieldKind,
    Form,
    Group,
    Page,
    Part,
    RawAnswers,
    Uploads,
)
from leistungswerk.forms.places import group_filled, instances, join, lines, value_of, visible
from leistungswerk.forms.texts import Translate
from leistungswerk.forms.values import display


class SummaryRow(NamedTuple):
    """A question and its answer; several answers stand one a line."""

    label: str
    value: str


class SummarySection(msgspec.Struct, frozen=True):
    """A page, a group or a row of a group. Unfilled optional fields are left out."""

    title: str
    page_slug: str
    rows: tuple[SummaryRow, ...]
    sections: tuple[SummarySection, ...] = ()


def summary_of(
    form: Form, raw: RawAnswers, uploads: Uploads, translate: Translate
) -> tuple[SummarySection, ...]:
    """One section a page, also an empty one, so that every page can be changed from there."""
    return tuple(_Summary(page, raw, uploads, translate).page() for page in form.pages)


class _Summary:
    """The answers of one page while they are gathered."""

    def __init__(self, page: Page, raw: RawAnswers, uploads: Uploads, translate: Translate) -> None:
        self._page = page
        self._raw = raw
        self._uploads = uploads
        self._translate = translate

    def page(self) -> SummarySection:
        """The group that is the page is not named twice."""
        page = self._page
        only, *others = visible(page)
        if not others and isinstance(only, Group) and not only.repeats:
            return self._section(page.title, only.children, only.path)
        return self._section(page.title, page.parts, "")

    def _section(self, title: str, parts: Sequence[Part], base: str) -> SummarySection:
        rows: list[SummaryRow] = []
        sections: list[SummarySection] = []
        for part in parts:
            name = join(base, part.id)
            if isinstance(part, Group):
                sections.extend(self._group(part, name))
            elif value := self._field(part, name):
                rows.append(SummaryRow(part.label, value))
        return SummarySection(title, self._page.slug, tuple(rows), tuple(sections))

    def _group(self, group: Group, name: str) -> list[SummarySection]:
        filled = [row for row in instances(self._raw, group, name) if group_filled(self._raw, group, row)]
        return [
            self._section(f"{group.label} {number}" if group.repeats else group.label, group.children, row)
            for number, row in enumerate(filled, 1)
        ]

    def _field(self, field: Field, name: str) -> str:
        if field.kind is FieldKind.STATIC or field.access is Access.HIDDEN:
            return ""
        texts = [value_of(self._raw, field, row) for row in instances(self._raw, field, name)]
        if field.control in {Control.CHECKBOXES, Control.FILES}:
            texts = lines(texts[0])
        return "\n".join(self._text(field, text) for text in texts if text)

    def _text(self, field: Field, text: str) -> str:
        if field.kind is FieldKind.FILE:
            upload = self._uploads.get(text)
            return upload.filename if upload else text
        return display(field, text, self._translate)
