# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Demands of a rule beyond required and forbidden: a problem at a place, told in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from leistungswerk.forms import texts
from leistungswerk.forms.model import Field, FieldKind, RawAnswers
from leistungswerk.forms.places import Place, instances, is_filled, lines, value_of
from leistungswerk.forms.rules.conditions import bind
from leistungswerk.forms.rules.model import (
    AllOf,
    AnyOf,
    Assign,
    AtLeastOne,
    AtMostOne,
    Calendar,
    Compare,
    Condition,
    Effect,
    Empty,
    Equals,
    ExactlyOne,
    Filled,
    MustHold,
    Not,
    NotEquals,
    SeveralOf,
    Unique,
    condition_of,
    effect_paths,
    term_paths,
)
from leistungswerk.forms.rules.scopes import container_of
from leistungswerk.forms.rules.terms import (
    EXACT,
    LARGEST,
    Clock,
    Locator,
    Reckoning,
    Result,
    TermBinder,
    Test,
    locate,
)
from leistungswerk.forms.rules.wording import (
    CALCULATED,
    DUPLICATE,
    MUST_HOLD,
    condition_text,
    hint_text,
    several_text,
    with_condition,
)
from leistungswerk.forms.texts import Translate
from leistungswerk.forms.values import read_value, typed

Problem = Callable[[RawAnswers, str], str | None]
"""Asked like a condition; the sentence to show, or ``None`` while all is well."""


class Demand(msgspec.Struct, frozen=True):
    """A bound demand, told at its place."""

    scope: str
    place: Place
    names: Locator
    problem: Problem
    later: bool
    """It reads a later page than its place's, so that page cannot ask yet."""
    value: Reckoning | None = None
    """The calculated value of the place, if the effect gives one."""
    hint: str = ""
    """What the page says at the place before anybody went wrong."""


def demand_of(effect: Effect, places: Mapping[str, Place], translate: Translate, clock: Clock) -> Demand:
    """Bind an effect; its first path is the place where a problem is told."""
    path = effect_paths(effect)[0]
    place = places[path]
    scope = container_of(effect)
    if isinstance(effect, Unique):
        scope = _around_rows(place)
    when = condition_of(effect)
    asked = bind(when, scope, places, clock) if when is not None else _always
    reason = condition_text(when, places, translate) if when is not None else ""
    value: Reckoning | None = None
    match effect:
        case MustHold(that):
            problem = _must_hold(that, asked, places, scope, clock, translate)
        case Unique():
            problem = _unique(place, locate(path, scope, places), translate)
        case Assign(_, term):
            value = _guarded(TermBinder(scope, places, clock).term(term), asked)
            problem = _calculated(place, locate(path, scope, places), value, translate)
        case AtLeastOne() | ExactlyOne() | AtMostOne():
            problem = _several(effect, asked, places, scope, translate)
        case _:
            raise TypeError(effect)
    if reason:
        problem = _with_reason(problem, reason, translate)
    later = any(places[each].page > place.page for each in effect_paths(effect))
    hint = hint_text(effect, places, translate)
    return Demand(scope, place, locate(path, scope, places), problem, later, value, hint)


def _always(_raw: RawAnswers, _base: str) -> bool:
    return True


def _around_rows(place: Place) -> str:
    """Path of the group around the innermost repetition."""
    if isinstance(place.part, Field) and (place.part.repeats or place.part.max != 1):
        return place.container
    for group in reversed(place.holders):
        if group.repeats:
            return group.path.rpartition(".")[0]
    return place.container


def _with_reason(problem: Problem, reason: str, translate: Translate) -> Problem:
    def told(raw: RawAnswers, base: str) -> str | None:
        text = problem(raw, base)
        return with_condition(text, reason, translate) if text else None

    return told


def compared(condition: Condition) -> tuple[str, ...]:
    """Paths whose values a demand compares: while one is empty, the demand rests."""
    match condition:
        case AllOf(of) | AnyOf(of):
            return tuple(dict.fromkeys(path for each in of for path in compared(each)))
        case Not(inner):
            return compared(inner)
        case Equals(path) | NotEquals(path):
            return (path,)
        case Compare(_, left, right):
            return tuple(dict.fromkeys((*term_paths(left), *term_paths(right))))
        case Calendar(day, month, year):
            return (day, month, year)
        case Filled() | Empty():
            return ()


def _must_hold(
    that: Condition, asked: Test, places: Mapping[str, Place], scope: str, clock: Clock, translate: Translate
) -> Problem:
    holds = bind(that, scope, places, clock)
    filled = [bind(Filled(path), scope, places) for path in compared(that)]
    text = translate(MUST_HOLD).format(condition=condition_text(that, places, translate))

    def problem(raw: RawAnswers, base: str) -> str | None:
        if not asked(raw, base) or not all(test(raw, base) for test in filled) or holds(raw, base):
            return None
        return text

    return problem


def _unique(place: Place, names: Locator, translate: Translate) -> Problem:
    field = place.part
    if not isinstance(field, Field):
        return lambda _raw, _base: None
    text = translate(DUPLICATE).format(label=field.label)

    def problem(raw: RawAnswers, base: str) -> str | None:
        seen: set[object] = set()
        for name in names(raw, base):
            for row in instances(raw, field, name):
                for each in lines(value_of(raw, field, row)):
                    value = read_value(field.kind, each)
                    key = each if value is None else value
                    if key in seen:
                        return text
                    seen.add(key)
        return None

    return problem


def _guarded(value: Reckoning, asked: Test) -> Reckoning:
    return lambda raw, base: value(raw, base) if asked(raw, base) else None


def _calculated(place: Place, names: Locator, value: Reckoning, translate: Translate) -> Problem:
    """A filled field that holds another value. An empty one is filled by the service, not by the citizen."""
    field = place.part
    if not isinstance(field, Field):
        return lambda _raw, _base: None

    def problem(raw: RawAnswers, base: str) -> str | None:
        wanted = value(raw, base)
        if wanted is None:
            return None
        for name in names(raw, base):
            text = value_of(raw, field, name)
            if text and read_value(field.kind, text) != _comparable(wanted, field.kind):
                return translate(CALCULATED).format(label=field.label, value=value_text(wanted, field.kind))
        return None

    return problem


_CENTS = Decimal("0.01")
_LAST_PLACE = Decimal("1e-12")


def _comparable(value: Result, kind: FieldKind) -> Result:
    """A value as its field can hold it: amounts in cents, other numbers with twelve decimals at most.

    A half is rounded away from zero, as in trade (DIN 1333).
    """
    if not isinstance(value, Decimal) or abs(value) >= LARGEST:
        return value
    if kind is FieldKind.CURRENCY:
        return value.quantize(_CENTS, ROUND_HALF_UP, EXACT)
    return value.quantize(_LAST_PLACE, ROUND_HALF_UP, EXACT).normalize(EXACT) + 0


def value_text(value: Result, kind: FieldKind) -> str:
    """A calculated value as it stands in the answers: amounts rounded to cents, numbers without end zeros.

    Nothing for a number that no field can hold (:data:`LARGEST`).
    """
    if isinstance(value, Decimal) and abs(value) >= LARGEST:
        return ""
    return typed(_comparable(value, kind))


def _several(
    effect: SeveralOf, asked: Test, places: Mapping[str, Place], scope: str, translate: Translate
) -> Problem:
    located = [(places[path].part, locate(path, scope, places)) for path in effect.targets]
    least, most = (
        (0 if isinstance(effect, AtMostOne) else 1),
        (len(located) if isinstance(effect, AtLeastOne) else 1),
    )
    labels = texts.quoted_list([part.label for part, _ in located], translate)
    text = translate(several_text(effect)).format(labels=labels)

    def problem(raw: RawAnswers, base: str) -> str | None:
        if not asked(raw, base):
            return None
        filled = sum(any(is_filled(raw, part, name) for name in names(raw, base)) for part, names in located)
        return None if least <= filled <= most else text

    return problem
