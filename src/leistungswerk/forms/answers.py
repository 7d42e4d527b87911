# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers: an instance of the JSON Schema of the form (standards.md 2.9).

Property names are ids without version, nested by group, arrays where max > 1. Numbers are exact, dates ISO,
files the ids of their attachments. What is empty is left out, but a required group stands as ``{}``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

import msgspec

from leistungswerk.forms.model import Access, Control, Field, FieldKind, Form, Group, Part, RawAnswers
from leistungswerk.forms.places import group_filled, instances, is_filled, join, lines, value_of
from leistungswerk.forms.values import answer_value

Scalar: TypeAlias = str | bool | int | Decimal
Answer: TypeAlias = "Scalar | list[Answer] | dict[str, Answer]"
Answers: TypeAlias = dict[str, Answer]

_ENCODER = msgspec.json.Encoder(decimal_format="number", order="sorted")


class AnswersError(ValueError):
    """A raw answer cannot be read; the answers were not checked before."""


def answers_of(form: Form, raw: RawAnswers) -> Answers:
    """The answers of checked raw answers; raise ``AnswersError`` at a value nobody can read."""
    found: Answers = {}
    for page in form.pages:
        found.update(_parts(page.parts, raw, ""))
    return found


def encode_answers(answers: Mapping[str, Answer]) -> bytes:
    """JSON with sorted properties and numbers as written: the same answers give the same bytes."""
    return _ENCODER.encode(answers)


def _parts(parts: Sequence[Part], raw: RawAnswers, base: str) -> Answers:
    found: Answers = {}
    for part in parts:
        name = join(base, part.id)
        answer = _group(part, raw, name) if isinstance(part, Group) else _field(part, raw, name)
        if answer is not None:
            found[part.id] = answer
    return found


def _group(group: Group, raw: RawAnswers, name: str) -> Answer | None:
    if not _holds_answers(group):
        return None
    if group.repeats:
        rows: list[Answer] = [
            _inside(group, raw, row) for row in instances(raw, group, name) if group_filled(raw, group, row)
        ]
        rows.extend(_inside(group, {}, name) for _ in range(group.min - len(rows)))
        return rows or None
    if group.min or group_filled(raw, group, name):
        return _inside(group, raw, name)
    return None


def _holds_answers(part: Part) -> bool:
    """A group of static texts has no place in the answers."""
    if isinstance(part, Group):
        return any(_holds_answers(child) for child in part.children)
    return part.kind is not FieldKind.STATIC


def _inside(group: Group, raw: RawAnswers, name: str) -> Answers:
    children: Sequence[Part] = group.children
    if group.choice:
        children = [child for child in children if is_filled(raw, child, join(name, child.id))]
    return _parts(children, raw, name)


def _field(field: Field, raw: RawAnswers, name: str) -> Answer | None:
    if field.kind is FieldKind.STATIC:
        return None
    texts = [value_of(raw, field, row) for row in instances(raw, field, name)]
    if field.control in _SEVERAL:
        texts = lines(texts[0])
    values: list[Answer] = [_value(field, name, text) for text in texts if text]
    if field.max != 1:
        return values or None
    return values[0] if values else None


_SEVERAL = frozenset({Control.CHECKBOXES, Control.FILES})


def _value(field: Field, name: str, text: str) -> Scalar:
    value = answer_value(field.kind, text)
    if value is None:
        where = "" if field.access is Access.OPEN else " (vorbelegt)"
        raise AnswersError(f"Die Angabe bei „{field.label}“ ({name}){where} ist nicht lesbar.")
    return value
