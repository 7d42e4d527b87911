# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Conditions bound to the places of a form.

A bound condition is asked with the name of the group it stands in, so a rule inside a repeatable group
reads its own row. Binding happens once per form; asking touches only the inputs the condition names.
"""

from __future__ import annotations

from collections.abc import Mapping

from leistungswerk.forms.model import Control, FieldKind, Group, RawAnswers
from leistungswerk.forms.places import Place, instances, is_filled, lines, value_of
from leistungswerk.forms.rules.model import (
    AllOf,
    AnyOf,
    Calendar,
    Compare,
    Condition,
    Empty,
    Equals,
    Filled,
    Not,
    NotEquals,
    negate,
)
from leistungswerk.forms.rules.terms import Clock, TermBinder, Test, legal_day, locate
from leistungswerk.forms.values import read_value

_TEXTS = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.SELECT})
_ONE_CODE = frozenset({Control.RADIOS, Control.SELECT})


def bind(condition: Condition, container: str, places: Mapping[str, Place], clock: Clock = legal_day) -> Test:
    """A condition as a question; total: what is missing is empty."""
    match condition:
        case AllOf(of) | AnyOf(of):
            tests = tuple(bind(each, container, places, clock) for each in of)
            return _all(tests) if isinstance(condition, AllOf) else _any(tests)
        case Not(inner):
            return _contrary(bind(inner, container, places, clock))
        case NotEquals() | Empty():
            return _contrary(bind(negate(condition), container, places, clock))
        case Equals(path, value):
            return _equals(path, value, container, places)
        case Filled(path):
            return _filled(path, container, places)
        case Compare():
            return TermBinder(container, places, clock).comparison(condition)
        case Calendar():
            return TermBinder(container, places, clock).calendar(condition)


def _contrary(test: Test) -> Test:
    return lambda raw, base: not test(raw, base)


def _all(tests: tuple[Test, ...]) -> Test:
    def holds(raw: RawAnswers, base: str) -> bool:
        for test in tests:  # noqa: SIM110  # twice as fast as all() with a generator
            if not test(raw, base):
                return False
        return True

    return holds


def _any(tests: tuple[Test, ...]) -> Test:
    def holds(raw: RawAnswers, base: str) -> bool:
        for test in tests:  # noqa: SIM110  # twice as fast as any() with a generator
            if test(raw, base):
                return True
        return False

    return holds


def _equals(path: str, value: str, container: str, places: Mapping[str, Place]) -> Test:
    field, names = places[path].part, locate(path, container, places)
    if isinstance(field, Group):
        return lambda _raw, _base: False
    kind, expected = field.kind, read_value(field.kind, value)
    if field.control in _ONE_CODE and not any(part.repeats for part in places[path].chain):
        return lambda raw, _base: value_of(raw, field, path) == value

    def holds(raw: RawAnswers, base: str) -> bool:
        for name in names(raw, base):
            for row in instances(raw, field, name):
                for text in lines(value_of(raw, field, row)):
                    if text == value or (kind not in _TEXTS and read_value(kind, text) == expected):
                        return True
        return False

    return holds


def _filled(path: str, container: str, places: Mapping[str, Place]) -> Test:
    part, names = places[path].part, locate(path, container, places)
    if isinstance(part, Group):
        return lambda raw, base: any(is_filled(raw, part, name) for name in names(raw, base))
    return lambda raw, base: any(
        value_of(raw, part, row) for name in names(raw, base) for row in instances(raw, part, name)
    )
