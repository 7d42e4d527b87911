# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Typed rules: what a person released after reading a rule sentence of the schema (standards.md 2.7).

Paths are paths of ids without row index. Paths that share a repeatable group are read in the same row.
In JSON a condition is told by ``op``, an effect by ``kind``.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec


class RuleError(ValueError):
    """A rule that cannot be read or does not fit the schema; the text is one German sentence."""


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


Condition: TypeAlias = Equals | NotEquals | Filled | Empty | AllOf | AnyOf | Not


class RequiredIf(msgspec.Struct, frozen=True, tag="required_if", tag_field="kind"):
    when: Condition
    target: str


class ForbiddenIf(msgspec.Struct, frozen=True, tag="forbidden_if", tag_field="kind"):
    when: Condition
    target: str


class AtLeastOne(msgspec.Struct, frozen=True, tag="at_least_one", tag_field="kind"):
    targets: tuple[str, ...]


class ExactlyOne(msgspec.Struct, frozen=True, tag="exactly_one", tag_field="kind"):
    targets: tuple[str, ...]


Effect: TypeAlias = RequiredIf | ForbiddenIf | AtLeastOne | ExactlyOne


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


def negate(condition: Condition) -> Condition:
    """The contrary, with the negation pushed down so that it reads well."""
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


def paths_of(condition: Condition) -> tuple[str, ...]:
    """Every path the condition reads, in order, each once."""
    match condition:
        case AllOf(of) | AnyOf(of):
            return tuple(dict.fromkeys(path for each in of for path in paths_of(each)))
        case Not(inner):
            return paths_of(inner)
        case _:
            return (condition.path,)


def with_paths(condition: Condition, names: dict[str, str]) -> Condition:
    """The same condition with each path replaced, e.g. by an input name with marks for the row."""
    match condition:
        case AllOf(of):
            return AllOf(tuple(with_paths(each, names) for each in of))
        case AnyOf(of):
            return AnyOf(tuple(with_paths(each, names) for each in of))
        case Not(inner):
            return Not(with_paths(inner, names))
        case _:
            return msgspec.structs.replace(condition, path=names[condition.path])
