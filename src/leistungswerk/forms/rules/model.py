# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Typed rules: what a person released after reading a rule sentence of the schema (standards.md 2.7).

Paths are paths of ids without row index. Paths that share a repeatable group are read in the same row.
In JSON a condition is told by ``op``, an effect by ``kind``, a term by ``term``. The language is total: no
loops, no side effects, and what is missing has a meaning everywhere (docs/reference/rule-language.md).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

import msgspec


class RuleError(ValueError):
    """A rule that cannot be read or does not fit the schema; the text is one German sentence."""


class Relation(StrEnum):
    """How two values are compared."""

    EQUAL = "="
    UNEQUAL = "<>"
    LESS = "<"
    AT_MOST = "<="
    GREATER = ">"
    AT_LEAST = ">="


class Operator(StrEnum):
    PLUS = "+"
    MINUS = "-"
    TIMES = "*"
    DIVIDED = "/"


class Unit(StrEnum):
    """Units of a span of time, as the language writes them."""

    DAYS = "Tage"
    MONTHS = "Monate"
    YEARS = "Jahre"


class FieldValue(msgspec.Struct, frozen=True, tag="field", tag_field="term"):
    """What stands in a field, read by its datatype; missing while it is empty or unreadable."""

    path: str


class Number(msgspec.Struct, frozen=True, tag="number", tag_field="term"):
    value: Decimal


class Day(msgspec.Struct, frozen=True, tag="date", tag_field="term"):
    value: date


class Text(msgspec.Struct, frozen=True, tag="text", tag_field="term"):
    value: str


class Today(msgspec.Struct, frozen=True, tag="today", tag_field="term"):
    """The legal day in Germany on which the rule is asked."""


class Calculation(msgspec.Struct, frozen=True, tag="calculation", tag_field="term"):
    """Exact decimal arithmetic; missing when an operand is, or when divided by zero."""

    operator: Operator
    left: Term
    right: Term


class Span(msgspec.Struct, frozen=True, tag="span", tag_field="term"):
    """Time from ``start`` to ``end``: negative when the end lies before.

    Months and years count anniversaries and the part of the current one, so „> 6 Jahre“ holds from the day
    after the sixth anniversary.
    """

    unit: Unit
    start: Term
    end: Term


class SumOf(msgspec.Struct, frozen=True, tag="sum", tag_field="term"):
    """Sum over the rows of a field; empty rows count for nothing, no filled row gives no value."""

    path: str


class CountOf(msgspec.Struct, frozen=True, tag="count", tag_field="term"):
    """How many rows or choices of an element are filled; 0 when none is."""

    path: str


Term: TypeAlias = FieldValue | Number | Day | Text | Today | Calculation | Span | SumOf | CountOf


class Equals(msgspec.Struct, frozen=True, tag="equals", tag_field="op"):
    """The field has this value (code, ``true``/``false``, text as typed); of several values: one has it."""

    path: str
    value: str


class NotEquals(msgspec.Struct, frozen=True, tag="not_equals", tag_field="op"):
    """The contrary of ``Equals``: also true while nothing is filled."""

    path: str
    value: str


class Filled(msgspec.Struct, frozen=True, tag="filled", tag_field="op"):
    path: str


class Empty(msgspec.Struct, frozen=True, tag="empty", tag_field="op"):
    path: str


class AllOf(msgspec.Struct, frozen=True, tag="all", tag_field="op"):
    of: tuple[Condition, ...]


class AnyOf(msgspec.Struct, frozen=True, tag="any", tag_field="op"):
    of: tuple[Condition, ...]


class Not(msgspec.Struct, frozen=True, tag="not", tag_field="op"):
    of: Condition


class Compare(msgspec.Struct, frozen=True, tag="compare", tag_field="op"):
    """Two values of one type. While one is missing only ``<>`` holds."""

    relation: Relation
    left: Term
    right: Term


class Calendar(msgspec.Struct, frozen=True, tag="calendar", tag_field="op"):
    """Three fields make a date that the calendar has."""

    day: str
    month: str
    year: str


Condition: TypeAlias = Equals | NotEquals | Filled | Empty | AllOf | AnyOf | Not | Compare | Calendar

ALWAYS = AllOf(())
NEVER = AnyOf(())


class RequiredIf(msgspec.Struct, frozen=True, tag="required_if", tag_field="kind"):
    when: Condition
    target: str


class ForbiddenIf(msgspec.Struct, frozen=True, tag="forbidden_if", tag_field="kind"):
    when: Condition
    target: str


class AtLeastOne(msgspec.Struct, frozen=True, tag="at_least_one", tag_field="kind", omit_defaults=True):
    targets: tuple[str, ...]
    when: Condition | None = None
    """``None``: always. Left out of the JSON then, so what was released before keeps its digest."""


class ExactlyOne(msgspec.Struct, frozen=True, tag="exactly_one", tag_field="kind", omit_defaults=True):
    targets: tuple[str, ...]
    when: Condition | None = None


class AtMostOne(msgspec.Struct, frozen=True, tag="at_most_one", tag_field="kind", omit_defaults=True):
    targets: tuple[str, ...]
    when: Condition | None = None


class MustHold(msgspec.Struct, frozen=True, tag="must_hold", tag_field="kind", omit_defaults=True):
    """A demand on values. It rests while something it compares is empty: that is for ``RequiredIf``."""

    that: Condition
    when: Condition | None = None


class Unique(msgspec.Struct, frozen=True, tag="unique", tag_field="kind"):
    """No two rows (or choices) of the field hold the same value."""

    path: str


class Assign(msgspec.Struct, frozen=True, tag="assign", tag_field="kind", omit_defaults=True):
    """The field holds a calculated value."""

    target: str
    value: Term
    when: Condition | None = None


Effect: TypeAlias = (
    RequiredIf | ForbiddenIf | AtLeastOne | ExactlyOne | AtMostOne | MustHold | Unique | Assign
)
SeveralOf: TypeAlias = AtLeastOne | ExactlyOne | AtMostOne


class Rule(msgspec.Struct, frozen=True):
    """A released rule: the sentence it was read from and what it does (a sentence often does two things)."""

    id: str
    version: str | None
    sentence: str
    effects: tuple[Effect, ...]


def load_rules(data: bytes) -> tuple[Rule, ...]:
    """Read a JSON list of rules; raise ``RuleError`` when it is none."""
    try:
        return msgspec.json.decode(data, type=tuple[Rule, ...])
    except msgspec.DecodeError as error:
        raise RuleError(f"Die Regeldatei ist nicht lesbar. Prüfen Sie diese Stelle: {error}") from error


def dump_rules(rules: tuple[Rule, ...]) -> bytes:
    """Write rules so that ``load_rules`` returns them; the same rules give the same bytes."""
    return msgspec.json.format(msgspec.json.encode(rules, order="deterministic"), indent=2) + b"\n"


def compare(relation: Relation, left: Term, right: Term) -> Condition:
    """A comparison in its one form: a field and a text are compared by ``Equals`` and ``NotEquals``."""
    match relation, left, right:
        case Relation.EQUAL, FieldValue(path), Text(value):
            return Equals(path, value)
        case Relation.UNEQUAL, FieldValue(path), Text(value):
            return NotEquals(path, value)
        case _:
            return Compare(relation, left, right)


def all_of(conditions: tuple[Condition, ...]) -> Condition:
    """Conjunction without a frame around a single condition."""
    return conditions[0] if len(conditions) == 1 else AllOf(conditions)


def any_of(conditions: tuple[Condition, ...]) -> Condition:
    """Disjunction without a frame around a single condition."""
    return conditions[0] if len(conditions) == 1 else AnyOf(conditions)


_CONTRARY = {Relation.EQUAL: Relation.UNEQUAL, Relation.UNEQUAL: Relation.EQUAL}


def negate(condition: Condition) -> Condition:
    """The contrary, with the negation pushed down so that it reads well.

    ``<`` is not turned into ``>=``: both fail while a value is missing.
    """
    match condition:
        case Equals(path, value):
            return NotEquals(path, value)
        case NotEquals(path, value):
            return Equals(path, value)
        case Filled(path):
            return Empty(path)
        case Empty(path):
            return Filled(path)
        case AllOf(of) | AnyOf(of):
            contrary = AnyOf if isinstance(condition, AllOf) else AllOf
            return contrary(tuple(negate(each) for each in of))
        case Not(inner):
            return inner
        case Compare(relation, left, right) if relation in _CONTRARY:
            return Compare(_CONTRARY[relation], left, right)
        case Compare() | Calendar():
            return Not(condition)


def paths_of(condition: Condition) -> tuple[str, ...]:
    """Every path the condition reads, in order, each once."""
    match condition:
        case AllOf(of) | AnyOf(of):
            return tuple(dict.fromkeys(path for each in of for path in paths_of(each)))
        case Not(inner):
            return paths_of(inner)
        case Compare(_, left, right):
            return tuple(dict.fromkeys((*term_paths(left), *term_paths(right))))
        case Calendar(day, month, year):
            return (day, month, year)
        case _:
            return (condition.path,)


def term_paths(term: Term) -> tuple[str, ...]:
    """Every path a term reads, in order."""
    match term:
        case FieldValue(path) | SumOf(path) | CountOf(path):
            return (path,)
        case Calculation(_, left, right) | Span(_, left, right):
            return (*term_paths(left), *term_paths(right))
        case _:
            return ()


def condition_of(effect: Effect) -> Condition | None:
    """The condition under which the effect applies; ``None``: always."""
    return None if isinstance(effect, Unique) else effect.when


def effect_paths(effect: Effect) -> tuple[str, ...]:
    """Every path of an effect, its targets first."""
    when = condition_of(effect)
    read = paths_of(when) if when is not None else ()
    match effect:
        case AtLeastOne(targets) | ExactlyOne(targets) | AtMostOne(targets):
            return (*targets, *read)
        case RequiredIf(_, target) | ForbiddenIf(_, target):
            return (target, *read)
        case MustHold(that):
            return (*paths_of(that), *read)
        case Assign(target, value):
            return (target, *term_paths(value), *read)
        case Unique(path):
            return (path,)


def is_simple(condition: Condition) -> bool:
    """True for what page scripts understand: no comparison, no calendar."""
    match condition:
        case AllOf(of) | AnyOf(of):
            return all(is_simple(each) for each in of)
        case Not(inner):
            return is_simple(inner)
        case Compare() | Calendar():
            return False
        case _:
            return True


def reads_dates(effect: Effect) -> bool:
    """True when the meaning depends on dates being reckoned: such a rule is released singly."""
    conditions = [
        each for each in (condition_of(effect), effect.that if isinstance(effect, MustHold) else None) if each
    ]
    terms = [effect.value] if isinstance(effect, Assign) else []
    return any(_condition_reckons(each) for each in conditions) or any(_term_reckons(each) for each in terms)


def _condition_reckons(condition: Condition) -> bool:
    match condition:
        case AllOf(of) | AnyOf(of):
            return any(_condition_reckons(each) for each in of)
        case Not(inner):
            return _condition_reckons(inner)
        case Compare(_, left, right):
            return _term_reckons(left) or _term_reckons(right)
        case _:
            return False


def _term_reckons(term: Term) -> bool:
    match term:
        case Calculation(_, left, right):
            return _term_reckons(left) or _term_reckons(right)
        case _:
            return isinstance(term, Span | Today | Day)


def with_paths(condition: Condition, names: dict[str, str]) -> Condition:
    """The same simple condition with each path replaced, e.g. by an input name with marks for the row."""
    match condition:
        case AllOf(of):
            return AllOf(tuple(with_paths(each, names) for each in of))
        case AnyOf(of):
            return AnyOf(tuple(with_paths(each, names) for each in of))
        case Not(inner):
            return Not(with_paths(inner, names))
        case Compare() | Calendar():
            raise RuleError("Vergleiche und Kalenderdaten werden nur auf dem Server geprüft.")
        case _:
            return msgspec.structs.replace(condition, path=names[condition.path])
