# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names of inputs and where they stand.

A name is the path of ids with the row index after each repeatable id: ``G1.0.F2``, ``F9.1``. The number of
rows of a repeatable element stands under ``<name>.#``. Checkboxes and files keep several values under one
name, one a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from leistungswerk.forms.model import Access, Field, FieldKind, Form, Group, Page, Part, RawAnswers

MAX_ROWS = 100
"""Bound of an unbounded repetition: nobody types more, and a posted count must not cost more."""


class Place(msgspec.Struct, frozen=True):
    """An element at its path: its number of page and the groups that hold it, outermost first."""

    part: Part
    page: int
    holders: tuple[Group, ...]

    @property
    def container(self) -> str:
        """Path of the innermost group around the element; empty outside groups."""
        return self.holders[-1].path if self.holders else ""

    @property
    def chain(self) -> tuple[Part, ...]:
        return (*self.holders, self.part)


def places_of(form: Form) -> dict[str, Place]:
    """Path → place, for every element of the form, in order."""
    found: dict[str, Place] = {}

    def visit(parts: Sequence[Part], page: int, holders: tuple[Group, ...]) -> None:
        for part in parts:
            found[part.path] = Place(part, page, holders)
            if isinstance(part, Group):
                visit(part.children, page, (*holders, part))

    for number, page in enumerate(form.pages):
        visit(page.parts, number, ())
    return found


def join(base: str, part_id: str) -> str:
    """The name of a child; the form itself has the empty name."""
    return f"{base}.{part_id}" if base else part_id


def lines(text: str) -> list[str]:
    """The values of checkboxes or files."""
    return [line for line in text.split("\n") if line]


def most_rows(part: Part) -> int:
    return MAX_ROWS if part.max is None else min(part.max, MAX_ROWS)


def first_rows(part: Part) -> int:
    """How many rows stand there before anyone added one: a field shows a line, an optional group none."""
    return min(max(part.min, 1 if isinstance(part, Field) else 0), most_rows(part))


def row_count(raw: RawAnswers, part: Part, name: str) -> int:
    """The rows that exist; a count that is no number counts as not said."""
    text = raw.get(f"{name}.#", "")
    if text.isascii() and text.isdigit() and len(text) < 6:
        return min(int(text), most_rows(part))
    return first_rows(part)


def instances(raw: RawAnswers, part: Part, name: str) -> Sequence[str]:
    """The names of the rows of a repeatable element, else its own name."""
    if not part.repeats:
        return (name,)
    return [f"{name}.{row}" for row in range(row_count(raw, part, name))]


def is_filled(raw: RawAnswers, part: Part, name: str) -> bool:
    """True when somebody filled something there. What only stands there by default fills nothing."""
    if isinstance(part, Group):
        return any(group_filled(raw, part, each) for each in instances(raw, part, name))
    if part.access is not Access.OPEN or part.kind is FieldKind.STATIC:
        return False
    return any(raw.get(each) not in {None, "", part.default} for each in instances(raw, part, name))


def group_filled(raw: RawAnswers, group: Group, name: str) -> bool:
    """The same for one row of a group."""
    return any(is_filled(raw, child, f"{name}.{child.id}") for child in group.children)


def value_of(raw: RawAnswers, field: Field, name: str) -> str:
    """The text of a field; what only the service writes stands there from the start."""
    if field.access is Access.OPEN:
        return raw.get(name, "")
    return raw.get(name) or field.default


def is_hidden(part: Part) -> bool:
    """True for what no citizen ever sees: hidden fields, and groups of nothing else."""
    if isinstance(part, Group):
        return all(is_hidden(child) for child in part.children)
    return part.access is Access.HIDDEN


def visible(page: Page) -> tuple[Part, ...]:
    """The parts of a page that citizens see."""
    return tuple(part for part in page.parts if not is_hidden(part))


def find(parts: Sequence[Part], name: str) -> Part | None:
    """The element a name speaks of: the name of the element itself, with the rows above it given."""
    steps = name.split(".")
    found: Part | None = None
    while steps:
        step = steps.pop(0)
        found = next((part for part in parts if part.id == step), None)
        if found is None or (steps and not isinstance(found, Group)):
            return None
        if isinstance(found, Group):
            if steps and found.repeats:
                row = steps.pop(0)
                if not (row.isascii() and row.isdigit() and len(row) < 4) or not steps:
                    return None
            parts = found.children
    return found


def fields_of(raw: RawAnswers, parts: Sequence[Part], base: str = "") -> Iterator[tuple[Field, str]]:
    """Every field with the name it is posted under, row by row (rows of a repeatable field each)."""
    for part in parts:
        for name in instances(raw, part, join(base, part.id)):
            if isinstance(part, Group):
                yield from fields_of(raw, part.children, name)
            else:
                yield part, name


def html_id(name: str) -> str:
    """The id of an input, stable over time. Ids of elements hold no dot and no hyphen."""
    return "f-" + name.replace(".", "-")
