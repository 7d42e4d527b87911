# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the limits of a field say, for every notation alike. Source: standards.md 2.2, 2.3, 2.9.

Limits are strings written by people: what cannot be read is told, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

import msgspec

from leistungswerk.standards.fim.errors import FindingKind
from leistungswerk.standards.fim.model import Datenfeld, Datenfeldgruppe, Praezisierung

Note: TypeAlias = Callable[[FindingKind, str], None]
"""Called with what a field says that cannot be used: „hat die Grenze „x“, die keine Zahl ist“."""


class Lengths(msgspec.Struct, frozen=True):
    """Bounds of the number of characters."""

    least: int | None = None
    most: int | None = None


class Range(msgspec.Struct, frozen=True):
    """Bounds of a number."""

    least: Decimal | None = None
    most: Decimal | None = None


def lengths_of(feld: Datenfeld, note: Note) -> Lengths:
    """Lengths a text may have."""
    limits = feld.praezisierung or Praezisierung()
    return Lengths(_length(limits.min_length, note), _length(limits.max_length, note))


def range_of(feld: Datenfeld, note: Note) -> Range:
    """Values a number may have; German decimal commas are met in real schemas."""
    limits = feld.praezisierung or Praezisierung()
    return Range(_number(limits.min_value, note), _number(limits.max_value, note))


def holds_answers(element: Datenfeld | Datenfeldgruppe) -> bool:
    """Tell whether somebody can fill anything in: static texts, and groups of nothing else, hold no answer."""
    if isinstance(element, Datenfeld):
        return element.feldart.code != "label"
    return any(holds_answers(place.enthaelt) for place in element.struktur)


def is_choice(element: Datenfeld | Datenfeldgruppe) -> bool:
    """Tell whether exactly one child of a group is filled (``art`` X)."""
    return isinstance(element, Datenfeldgruppe) and element.art is not None and element.art.code == "X"


def _length(value: str | None, note: Note) -> int | None:
    length = (value or "").strip()
    if not length:
        return None
    if length.isascii() and length.isdigit() and len(length) <= 9:
        return int(length)
    note(FindingKind.LIMIT, f"hat die Länge „{value}“, die keine ganze Zahl ist")
    return None


def _number(value: str | None, note: Note) -> Decimal | None:
    written = (value or "").strip()
    if not written:
        return None
    try:
        number = Decimal(written.replace(",", "."))
    except InvalidOperation:
        number = Decimal("NaN")
    if number.is_finite() and abs(number.adjusted()) <= 300:
        return number
    note(FindingKind.LIMIT, f"hat die Grenze „{value}“, die keine Zahl ist")
    return None
