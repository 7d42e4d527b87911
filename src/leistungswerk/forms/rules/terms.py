# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Terms bound to the places of a form: from answers to a number, a day, a time, a text or nothing."""

from __future__ import annotations

import operator
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import ROUND_DOWN, Context, Decimal, DivisionByZero, InvalidOperation
from typing import Any, TypeAlias

from leistungswerk.forms.model import Field, Group, RawAnswers
from leistungswerk.forms.places import Place, instances, is_filled, join, lines, value_of
from leistungswerk.forms.rules.model import (
    Calculation,
    Calendar,
    Compare,
    CountOf,
    Day,
    FieldValue,
    Number,
    Operator,
    Relation,
    Span,
    SumOf,
    Term,
    Text,
    Today,
    Unit,
)
from leistungswerk.forms.values import LEGAL_TIME, read_value

Clock: TypeAlias = Callable[[], date]
"""Tells the legal day."""
Result: TypeAlias = Decimal | date | time | bool | str | None
"""``None``: missing."""
Reckoning: TypeAlias = Callable[[RawAnswers, str], Result]
Test: TypeAlias = Callable[[RawAnswers, str], bool]
"""Asked with the answers and the name of the container the target stands in."""
Locator: TypeAlias = Callable[[RawAnswers, str], Sequence[str]]

PLACES_OF_PART = Decimal("0.0001")
"""The part of a begun month or year is rounded down to this."""
EXACT = Context(prec=60, traps=[InvalidOperation, DivisionByZero])
LARGEST = Decimal(10) ** 20
"""Numbers from here on no field can hold."""
_OPERATIONS: dict[Operator, Callable[[Decimal, Decimal], Decimal]] = {
    Operator.PLUS: EXACT.add,
    Operator.MINUS: EXACT.subtract,
    Operator.TIMES: EXACT.multiply,
    Operator.DIVIDED: EXACT.divide,
}
_RELATIONS: dict[Relation, Callable[[Any, Any], bool]] = {
    Relation.EQUAL: operator.eq,
    Relation.UNEQUAL: operator.ne,
    Relation.LESS: operator.lt,
    Relation.AT_MOST: operator.le,
    Relation.GREATER: operator.gt,
    Relation.AT_LEAST: operator.ge,
}


def legal_day() -> date:
    """Today in Germany."""
    return datetime.now(LEGAL_TIME).date()


def locate(path: str, container: str, places: Mapping[str, Place]) -> Locator:
    """The names a path has, seen from one instance of a container: shared rows are the same, others all."""
    place = places[path]
    shared = sum(f"{container}.".startswith(f"{group.path}.") for group in place.holders)
    outer, inner = place.holders[:shared], place.holders[shared:]
    if not any(group.repeats for group in place.holders):
        constant = (path,)
        return lambda _raw, _base: constant
    steps = shared + sum(group.repeats for group in outer)
    part_id = place.part.id

    def names(raw: RawAnswers, base: str) -> Sequence[str]:
        found = [".".join(base.split(".")[:steps])]
        for group in inner:
            found = [row for name in found for row in instances(raw, group, join(name, group.id))]
        return [join(name, part_id) for name in found]

    return names


def texts_of(
    path: str, container: str, places: Mapping[str, Place]
) -> Callable[[RawAnswers, str], list[str]]:
    """Every filled value of a field, seen from one instance of a container; of a group: none."""
    part, names = places[path].part, locate(path, container, places)
    if isinstance(part, Group):
        return lambda _raw, _base: []
    return lambda raw, base: [
        text
        for name in names(raw, base)
        for row in instances(raw, part, name)
        for text in lines(value_of(raw, part, row))
    ]


class TermBinder:
    """Binds the terms of one container."""

    def __init__(self, container: str, places: Mapping[str, Place], clock: Clock) -> None:
        self._container = container
        self._places = places
        self._clock = clock

    def comparison(self, condition: Compare) -> Test:
        relation, left, right = condition.relation, self.term(condition.left), self.term(condition.right)
        holds = _RELATIONS[relation]
        missing = relation is Relation.UNEQUAL

        def test(raw: RawAnswers, base: str) -> bool:
            one, other = left(raw, base), right(raw, base)
            if one is None or other is None or type(one) is not type(other):
                return missing
            return holds(one, other)

        return test

    def calendar(self, condition: Calendar) -> Test:
        parts = [
            texts_of(path, self._container, self._places)
            for path in (condition.year, condition.month, condition.day)
        ]

        def test(raw: RawAnswers, base: str) -> bool:
            try:
                year, month, day = (int(part(raw, base)[0]) for part in parts)
                date(year, month, day)
            except (ValueError, IndexError, OverflowError):
                return False
            return True

        return test

    def term(self, term: Term) -> Reckoning:
        match term:
            case FieldValue(path):
                return self._field(path)
            case Number(value):
                return lambda _raw, _base: value
            case Day(day):
                return lambda _raw, _base: day
            case Text(text):
                return lambda _raw, _base: text
            case Today():
                return lambda _raw, _base: self._clock()
            case SumOf(path):
                return self._sum(path)
            case CountOf(path):
                return self._count(path)
            case Calculation(sign, left, right):
                return _calculation(sign, self.term(left), self.term(right))
            case Span(unit, start, end):
                return _span(unit, self.term(start), self.term(end))

    def _field(self, path: str) -> Reckoning:
        """A field with several filled values has no single one: missing."""
        part, texts = self._places[path].part, texts_of(path, self._container, self._places)
        if isinstance(part, Group):
            return lambda _raw, _base: None
        kind = part.kind
        if not any(each.repeats for each in self._places[path].chain):
            return lambda raw, _base: (
                _plain(read_value(kind, text)) if (text := value_of(raw, part, path)) else None
            )

        def value(raw: RawAnswers, base: str) -> Result:
            found = texts(raw, base)
            return _plain(read_value(kind, found[0])) if len(found) == 1 else None

        return value

    def _sum(self, path: str) -> Reckoning:
        part, texts = self._places[path].part, texts_of(path, self._container, self._places)
        if isinstance(part, Group):
            return lambda _raw, _base: None
        kind = part.kind

        def total(raw: RawAnswers, base: str) -> Result:
            found = [_plain(read_value(kind, text)) for text in texts(raw, base)]
            numbers = [each for each in found if isinstance(each, Decimal)]
            return sum(numbers, Decimal(0)) if numbers and len(numbers) == len(found) else None

        return total

    def _count(self, path: str) -> Reckoning:
        part, names = self._places[path].part, locate(path, self._container, self._places)
        if isinstance(part, Field):
            texts = texts_of(path, self._container, self._places)
            return lambda raw, base: Decimal(len(texts(raw, base)))
        return lambda raw, base: Decimal(
            sum(
                any(is_filled(raw, child, join(row, child.id)) for child in part.children)
                for name in names(raw, base)
                for row in instances(raw, part, name)
            )
        )


def _plain(
    value: str | bool | int | Decimal | date | time | datetime | None,
) -> Result:  # a value of any type
    """Types that compare with one another: numbers exact, a moment by its day."""
    match value:
        case bool() | str() | None:
            return value
        case int():
            return Decimal(value)
        case datetime():
            return value.date()
        case _:
            return value


def _calculation(sign: Operator, left: Reckoning, right: Reckoning) -> Reckoning:
    operation = _OPERATIONS[sign]

    def value(raw: RawAnswers, base: str) -> Result:
        one, other = left(raw, base), right(raw, base)
        if not isinstance(one, Decimal) or not isinstance(other, Decimal):
            return None
        try:
            return operation(one, other)
        except (InvalidOperation, DivisionByZero):
            return None

    return value


def _span(unit: Unit, start: Reckoning, end: Reckoning) -> Reckoning:
    def value(raw: RawAnswers, base: str) -> Result:
        first, last = start(raw, base), end(raw, base)
        if not isinstance(first, date) or not isinstance(last, date):
            return None
        return span(unit, first, last)

    return value


def span(unit: Unit, start: date, end: date) -> Decimal:
    """Time between two days in a unit, negative when the end lies before (see ``Span``)."""
    if unit is Unit.DAYS:
        return Decimal((end - start).days)
    if end < start:
        return -span(unit, end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    step = 12 if unit is Unit.YEARS else 1
    whole = months // step
    if _anniversary(start, whole * step) > end:
        whole -= 1
    last, following = _anniversary(start, whole * step), _anniversary(start, (whole + 1) * step)
    part = Decimal((end - last).days) / Decimal((following - last).days)
    return whole + part.quantize(PLACES_OF_PART, ROUND_DOWN)


def _anniversary(start: date, months: int) -> date:
    """The same day so many months later; where the month is too short, its last day (§ 188 Abs. 3 BGB)."""
    years, month = divmod(start.month - 1 + months, 12)
    year = min(start.year + years, date.max.year)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
