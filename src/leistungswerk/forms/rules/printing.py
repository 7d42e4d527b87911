# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rules in their textual form: German to read, precise to parse.

``„…“`` after an id is a name for people; the parser passes over it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from leistungswerk.forms.rules.model import (
    AllOf,
    AnyOf,
    Assign,
    AtLeastOne,
    AtMostOne,
    Calculation,
    Calendar,
    Compare,
    Condition,
    CountOf,
    Day,
    Effect,
    Empty,
    Equals,
    ExactlyOne,
    FieldValue,
    Filled,
    ForbiddenIf,
    MustHold,
    Not,
    NotEquals,
    Number,
    Operator,
    RequiredIf,
    SeveralOf,
    Span,
    SumOf,
    Term,
    Text,
    Today,
    Unique,
    condition_of,
)

_PLAIN_PATH = re.compile(r"[A-Za-z_]*\d\w*(?:\.[A-Za-z_]*\d\w*)*", re.ASCII)
_TRUTH = {"true": "wahr", "false": "falsch"}
_TIMES = frozenset({Operator.TIMES, Operator.DIVIDED})
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


def print_effects(effects: Sequence[Effect], names: Mapping[str, str] | None = None) -> str:
    """One sentence a line; ``names`` adds what people call an element, by path."""
    printer = _Printer(names or {})
    return "\n".join(printer.effect(effect) for effect in effects)


def print_condition(condition: Condition, names: Mapping[str, str] | None = None) -> str:
    """A condition alone."""
    return _Printer(names or {}).condition(condition)


def quoted(text: str) -> str:
    """A text literal."""
    return f'"{text.translate(_ESCAPES)}"'


def number(value: Decimal) -> str:
    """A number with a decimal comma, without grouping."""
    return format(value, "f").replace(".", ",")


class _Printer:
    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def path(self, path: str) -> str:
        plain = path if _PLAIN_PATH.fullmatch(path) else f"'{path}'"
        name = " ".join(re.sub("[„“”]", "", self._names.get(path, "")).split())
        return f"{plain} „{name}“" if name else plain

    def effect(self, effect: Effect) -> str:
        when = condition_of(effect)
        then = self._consequence(effect)
        return f"{then}." if when is None else f"wenn {self.condition(when)} dann {then}."

    def _consequence(self, effect: Effect) -> str:
        match effect:
            case RequiredIf(_, target):
                return f"muss {self.path(target)} befüllt sein"
            case ForbiddenIf(_, target):
                return f"darf {self.path(target)} nicht befüllt sein"
            case AtLeastOne() | ExactlyOne() | AtMostOne():
                return self._several(effect)
            case MustHold(that):
                return f"muss gelten: {self.condition(that)}"
            case Unique(path):
                return f"muss jeder Eintrag in {self.path(path)} verschieden sein"
            case Assign(target, value):
                return f"ergibt sich {self.path(target)} aus {self.term(value)}"

    def _several(self, effect: SeveralOf) -> str:
        listed = ", ".join(self.path(path) for path in effect.targets)
        match effect:
            case AtLeastOne():
                return f"muss mindestens eines von {listed} befüllt sein"
            case ExactlyOne():
                return f"muss genau eines von {listed} befüllt sein"
            case AtMostOne():
                return f"darf höchstens eines von {listed} befüllt sein"

    def condition(self, condition: Condition) -> str:
        match condition:
            case AllOf(of) | AnyOf(of) if len(of) == 1:
                return self.condition(of[0])
            case AllOf(of) | AnyOf(of):
                return self._joined(of, conjunction=isinstance(condition, AllOf))
            case Not(inner):
                return f"nicht ({self.condition(inner)})"
            case Equals(path, value):
                return f"{self.path(path)} = {_TRUTH.get(value) or quoted(value)}"
            case NotEquals(path, value):
                return f"{self.path(path)} <> {_TRUTH.get(value) or quoted(value)}"
            case Filled(path):
                return f"{self.path(path)} befüllt"
            case Empty(path):
                return f"{self.path(path)} leer"
            case Compare(relation, left, right):
                return f"{self.term(left)} {relation} {self.term(right)}"
            case Calendar(day, month, year):
                return f"Kalenderdatum({self.path(day)}, {self.path(month)}, {self.path(year)})"

    def _joined(self, of: Sequence[Condition], *, conjunction: bool) -> str:
        if not of:
            return "immer" if conjunction else "nie"
        inner = [
            f"({self.condition(each)})"
            if isinstance(each, AllOf | AnyOf) and len(each.of) > 1
            else self.condition(each)
            for each in of
        ]
        return (" und " if conjunction else " oder ").join(inner)

    def term(self, term: Term) -> str:
        match term:
            case FieldValue(path):
                return self.path(path)
            case Number(value):
                return number(value)
            case Day(value):
                return f"{value.day:02d}.{value.month:02d}.{value.year:04d}"
            case Text(value):
                return quoted(value)
            case Today():
                return "heute"
            case SumOf(path):
                return f"Summe({self.path(path)})"
            case CountOf(path):
                return f"Anzahl({self.path(path)})"
            case Span(unit, start, end):
                return f"{unit} von {self._operand(start)} bis {self._operand(end)}"
            case Calculation(operator, left, right):
                return f"{self._side(operator, left)} {operator} {self._side(operator, right, right=True)}"

    def _side(self, operator: Operator, term: Term, *, right: bool = False) -> str:
        """Brackets where precedence or order would change the meaning."""
        text = self.term(term)
        if isinstance(term, Calculation):
            looser = operator in _TIMES and term.operator not in _TIMES
            return f"({text})" if right or looser else text
        return f"({text})" if isinstance(term, Span) else text

    def _operand(self, term: Term) -> str:
        text = self.term(term)
        return f"({text})" if isinstance(term, Calculation | Span) else text
