# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rules bound to the places of a form.

A bound condition is asked with the name of the group it stands in, so a rule inside a repeatable group
reads its own row. Binding happens once per form; asking touches only the inputs the condition names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias, TypeVar

import msgspec

from leistungswerk.forms.model import Control, Field, FieldKind, Form, Group, RawAnswers
from leistungswerk.forms.places import Place, instances, is_filled, join, lines, places_of, value_of
from leistungswerk.forms.rules.model import (
    AllOf,
    AnyOf,
    AtLeastOne,
    Condition,
    Effect,
    Empty,
    Equals,
    ExactlyOne,
    Filled,
    ForbiddenIf,
    Not,
    NotEquals,
    RequiredIf,
    Rule,
    RuleError,
    negate,
    paths_of,
)
from leistungswerk.forms.rules.wording import condition_text
from leistungswerk.forms.texts import Translate
from leistungswerk.forms.values import read_value

Test: TypeAlias = Callable[[RawAnswers, str], bool]
"""Asked with the answers and the name of the container the target stands in."""
Locator: TypeAlias = Callable[[RawAnswers, str], Sequence[str]]

_TEXTS = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.SELECT})
_ONE_CODE = frozenset({Control.RADIOS, Control.SELECT})
_T = TypeVar("_T")


class When(msgspec.Struct, frozen=True):
    """A bound condition. ``later``: it reads a later page than its target's, so that page cannot ask yet."""

    test: Test
    text: str
    later: bool


class Count(msgspec.Struct, frozen=True):
    """A bound „at least one“ or „exactly one“ of several targets."""

    targets: tuple[tuple[Place, Locator], ...]
    exactly: bool
    later: bool


class BoundRules(msgspec.Struct, frozen=True):
    """The effects of all rules by the path they bear on; counts by path of their group (``""`` = form)."""

    required: dict[str, list[When]]
    forbidden: dict[str, list[When]]
    counts: dict[str, list[Count]]
    shown: dict[str, list[Condition]]
    """Conditions under which the element is of use; all must hold."""


def effect_paths(effect: Effect) -> tuple[str, ...]:
    """Every path of an effect, its targets first."""
    match effect:
        case AtLeastOne(targets) | ExactlyOne(targets):
            return targets
        case RequiredIf(when, target) | ForbiddenIf(when, target):
            return (target, *paths_of(when))


def scope_of(effect: Effect) -> str:
    """Path of the innermost group that holds everything the effect speaks of."""
    containers = [path.split(".")[:-1] for path in effect_paths(effect)]
    shared = containers[0] if containers else []
    for other in containers[1:]:
        length = next((n for n, (a, b) in enumerate(zip(shared, other, strict=False)) if a != b), None)
        shared = shared[: min(len(shared), len(other)) if length is None else length]
    return ".".join(shared)


def check_rules(form: Form) -> None:
    """Raise ``RuleError`` for a rule that names what the form does not have."""
    places = places_of(form)
    for rule in form.rules:
        for effect in rule.effects:
            paths = effect_paths(effect)
            if not paths:
                raise RuleError(f"Die Regel {rule.id} nennt kein Ziel. Geben Sie mindestens ein Element an.")
            for path in paths:
                if path not in places:
                    raise RuleError(
                        f"Die Regel {rule.id} nennt „{path}“. Das Formular {form.id} hat dort kein Element; "
                        "prüfen Sie den Pfad."
                    )
            if isinstance(effect, RequiredIf | ForbiddenIf):
                _check_values(rule, effect.when, places)


def _check_values(rule: Rule, condition: Condition, places: Mapping[str, Place]) -> None:
    match condition:
        case AllOf(of) | AnyOf(of):
            for each in of:
                _check_values(rule, each, places)
        case Not(inner):
            _check_values(rule, inner, places)
        case Equals(path, value) | NotEquals(path, value):
            part = places[path].part
            codes = [option.code for option in part.options] if isinstance(part, Field) else []
            if (
                isinstance(part, Group)
                or (codes and value not in codes)
                or read_value(part.kind, value) is None
            ):
                raise RuleError(
                    f"Die Regel {rule.id} vergleicht „{path}“ mit „{value}“. Diesen Wert kann das Element nicht "
                    "haben; prüfen Sie Pfad und Wert."
                )
        case Filled() | Empty():
            pass


def bind_rules(form: Form, places: Mapping[str, Place], translate: Translate) -> BoundRules:
    """Bind every rule of the form."""
    bound = BoundRules({}, {}, {}, {})
    for effect in (effect for rule in form.rules for effect in rule.effects):
        match effect:
            case RequiredIf(when, target):
                for path in (*_holders_to_fill(effect, places), target):
                    _add(bound.required, path, _when(when, path, places, translate))
            case ForbiddenIf(when, target):
                allowed = negate(when)
                place, text = places[target], condition_text(allowed, places, translate)
                test, later = bind(when, place.container, places), _is_later(paths_of(when), place, places)
                _add(bound.forbidden, target, When(test, text, later))
                _add(bound.shown, target, allowed)
            case AtLeastOne(targets) | ExactlyOne(targets):
                scope = scope_of(effect)
                first = places[targets[0]]
                located = tuple((places[path], locate(path, scope, places)) for path in targets)
                later = _is_later(targets, first, places)
                _add(bound.counts, scope, Count(located, isinstance(effect, ExactlyOne), later))
    return bound


def _add(found: dict[str, list[_T]], path: str, each: _T) -> None:
    found.setdefault(path, []).append(each)


def _when(when: Condition, path: str, places: Mapping[str, Place], translate: Translate) -> When:
    place = places[path]
    text = condition_text(when, places, translate)
    return When(bind(when, place.container, places), text, _is_later(paths_of(when), place, places))


def _is_later(paths: Sequence[str], place: Place, places: Mapping[str, Place]) -> bool:
    return any(places[path].page > place.page for path in paths)


def _holders_to_fill(effect: RequiredIf, places: Mapping[str, Place]) -> list[str]:
    """Groups that must be filled because something in them must: not beyond a repetition, whose rows are free."""
    scope = scope_of(effect)
    depth = len(scope.split(".")) if scope else 0
    inner = places[effect.target].holders[depth:]
    return [] if any(group.repeats for group in inner) else [group.path for group in inner]


def bind(condition: Condition, container: str, places: Mapping[str, Place]) -> Test:
    """A condition as a question; total: what is missing is empty."""
    match condition:
        case AllOf(of) | AnyOf(of):
            whole = all if isinstance(condition, AllOf) else any
            tests = [bind(each, container, places) for each in of]
            return lambda raw, base: whole(test(raw, base) for test in tests)
        case Not(inner):
            return _contrary(bind(inner, container, places))
        case NotEquals() | Empty():
            return _contrary(bind(negate(condition), container, places))
        case Equals(path, value):
            return _equals(path, value, container, places)
        case Filled(path):
            return _filled(path, container, places)


def _contrary(test: Test) -> Test:
    return lambda raw, base: not test(raw, base)


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
