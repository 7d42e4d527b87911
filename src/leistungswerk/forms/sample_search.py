# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Repairs a sample that breaks rules: bounded search over the fields those rules speak of.

A step changes one field to a value taken from the rule itself (its constants, the other side of a comparison,
a span of time further on) and lets everything follow that must. It is kept when fewer checks fail, or as many
while a broken rule comes nearer to being kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from leistungswerk.forms.limits import value_check
from leistungswerk.forms.model import Access, Control, Field, FieldKind, Group, RawAnswers
from leistungswerk.forms.places import fields_of, instances, is_filled, join, places_of
from leistungswerk.forms.plan import Plan
from leistungswerk.forms.posted import tidy_input
from leistungswerk.forms.rules.distance import Distance, distance
from leistungswerk.forms.rules.evaluate import Outcome, RuleProgram
from leistungswerk.forms.rules.model import (
    AllOf,
    AnyOf,
    Assign,
    Calculation,
    Compare,
    Condition,
    Day,
    Effect,
    Equals,
    MustHold,
    Not,
    NotEquals,
    Number,
    Span,
    Term,
    Text,
    condition_of,
    effect_paths,
)
from leistungswerk.forms.rules.scopes import container_of
from leistungswerk.forms.rules.terms import legal_day
from leistungswerk.forms.texts import german
from leistungswerk.forms.values import read_value, typed

_MOST_TRIES = 800
"""Answers that are checked before the search gives up; some seconds for the largest official schema."""
_MOST_SIDEWAYS = 40
"""Steps that help nothing by themselves, but may lead out of a dead end."""
_DAYS = (0, 1, -1, 32, -32, 200, -200, 400, -400)
_NUMBERS = (Decimal(0), Decimal(1), Decimal(10))

Score = tuple[int, ...]
_KEPT: Score = (0,)

Settle = Callable[[RawAnswers], dict[str, str]]
Draw = Callable[[Field], str]


class Search:
    """One search. ``settle`` does what rules demand of filling; ``draw`` makes up a value of a field."""

    def __init__(self, plan: Plan, rng: Random, settle: Settle, draw: Draw) -> None:
        self._plan = plan
        self._rng = rng
        self._settle = settle
        self._draw = draw
        self._program = RuleProgram(plan.form)
        self._places = places_of(plan.form)
        self._distances = [self._distance(effect) for effect in self._program.effects]
        self._sources = {
            each.target: effect_paths(each)[1:] for each in self._program.effects if isinstance(each, Assign)
        }
        self._tries = 0

    def repaired(self, raw: dict[str, str]) -> dict[str, str]:
        """The best answers found; without errors unless the search gave up."""
        best, score = raw, self._score(raw)
        sideways = 0
        while score != _KEPT and self._tries < _MOST_TRIES and sideways < _MOST_SIDEWAYS:
            found = self._step(best, score)
            if found is None:
                break
            better, now = found
            sideways = 0 if now < score else sideways + 1
            best, score = better, now
        return best

    def _score(self, raw: RawAnswers) -> Score:
        """How many checks fail, and how far each broken rule is from being kept, the nearest first."""
        self._tries += 1
        failed = self._failed(raw)
        if not failed:
            return _KEPT
        return len(failed), *sorted(self._far(number, raw) for number in self._broken(raw, failed))

    def _failed(self, raw: RawAnswers) -> list[str]:
        """Paths of the elements something is wrong with."""
        return [
            ".".join(step for step in error.name.split(".") if not step.isdigit())
            for page in self._plan.check(raw)
            for error in page.errors
        ]

    def _far(self, number: int, raw: RawAnswers) -> int:
        far = self._distances[number]
        if far is None:
            return 1
        container = container_of(self._program.effects[number])
        return min((near for base in self._bases(raw, container) if (near := far(raw, base))), default=0)

    def _bases(self, raw: RawAnswers, container: str) -> list[str]:
        found = [""]
        for part in self._places[container].chain if container else ():
            found = [row for name in found for row in instances(raw, part, join(name, part.id))]
        return found

    def _broken(self, raw: RawAnswers, failed: Sequence[str]) -> list[int]:
        return [number for number in range(len(self._program.effects)) if self._breaks(number, raw, failed)]

    def _distance(self, effect: Effect) -> Distance | None:
        """A demand is kept when its condition holds, or when it is not asked; the others only in the latter way."""
        container, when = container_of(effect), condition_of(effect)
        if isinstance(effect, MustHold):
            return distance(effect.that, container, self._places, wanted=True)
        return distance(when, container, self._places, wanted=False) if when is not None else None

    def _step(self, raw: dict[str, str], score: Score) -> tuple[dict[str, str], Score] | None:
        """The first change that helps, else one that does no harm."""
        level: list[dict[str, str]] = []
        for changed in self._changes(raw):
            settled = self._settle(changed)
            now = self._score(settled)
            if now < score:
                return settled, now
            if now == score and settled != raw:
                level.append(settled)
            if self._tries >= _MOST_TRIES:
                break
        return (self._rng.choice(level), score) if level else None

    def _changes(self, raw: dict[str, str]) -> Iterator[dict[str, str]]:
        """What may be changed; first what by itself brings a broken rule nearer to being kept."""
        broken = self._broken(raw, self._failed(raw))
        self._rng.shuffle(broken)
        later: list[dict[str, str]] = []
        for number in broken:
            far = self._far(number, raw)
            for changed in self._changes_of(self._program.effects[number], raw):
                if self._distances[number] is None or self._far(number, changed) < far:
                    yield changed
                else:
                    later.append(changed)
        yield from later

    def _changes_of(self, effect: Effect, raw: dict[str, str]) -> Iterator[dict[str, str]]:
        wanted = _Constants(effect)
        for path in self._typed(wanted.paths):
            for field, name in self._fields(raw, path):
                for text in self._values(raw, field, wanted):
                    if text != raw.get(name, ""):
                        yield {**raw, name: text}

    def _typed(self, paths: Sequence[str]) -> list[str]:
        """The paths, and those that calculated values among them follow from."""
        found = dict.fromkeys(paths)
        waiting = list(paths)
        while waiting:
            for path in self._sources.get(waiting.pop(), ()):
                if path not in found:
                    found[path] = None
                    waiting.append(path)
        return list(found)

    def _breaks(self, number: int, raw: RawAnswers, failed: Sequence[str]) -> bool:
        """A rule is in the way when it is not kept, or when it forbids what is missing."""
        outcome: Outcome = self._program.ask(number, raw)
        if isinstance(self._program.effects[number], Assign):
            return not outcome.values
        if outcome.violated:
            return True
        target = self._places[effect_paths(self._program.effects[number])[0]].part
        if outcome.forbidden and any(f"{path}.".startswith(f"{target.path}.") for path in failed):
            return True
        return any(not is_filled(raw, target, name) for name in outcome.required) or any(
            is_filled(raw, target, name) for name in outcome.forbidden
        )

    def _fields(self, raw: RawAnswers, path: str) -> list[tuple[Field, str]]:
        """The inputs of a field, or of everything in a group."""
        part = self._places[path].part
        wanted = f"{path}." if isinstance(part, Group) else path
        return [
            (field, name)
            for page in self._plan.form.pages
            for field, name in fields_of(raw, page.parts)
            if (field.path.startswith(wanted) if isinstance(part, Group) else field.path == wanted)
            and field.access is Access.OPEN
            and field.control not in {Control.FILES, Control.NONE}
        ]

    def _values(self, raw: RawAnswers, field: Field, wanted: _Constants) -> Iterator[str]:
        check = value_check(field, german)
        for text in dict.fromkeys(self._candidates(raw, field, wanted)):
            if text and tidy_input(text) == text and check(text) is None:
                yield text
        if not field.min:
            yield ""

    def _candidates(self, raw: RawAnswers, field: Field, wanted: _Constants) -> Iterator[str]:
        yield from wanted.texts
        known = [
            value
            for path in wanted.paths
            for other, name in self._fields(raw, path)
            if (value := read_value(other.kind, raw.get(name, ""))) not in {None, ""}
        ]
        match field.kind:
            case FieldKind.SELECT:
                yield from (option.code for option in field.options[:12])
            case FieldKind.BOOLEAN:
                yield from ("true", "false")
            case FieldKind.DATE | FieldKind.DATETIME:
                yield from (f"{typed(day)}{_clock(field)}" for day in _days(known, wanted))
            case FieldKind.NUMBER | FieldKind.INTEGER | FieldKind.CURRENCY:
                yield from (typed(number) for number in _numbers(known, wanted))
            case _:
                yield from (value for value in known if isinstance(value, str))
        yield from (self._draw(field) for _ in range(3))


def _clock(field: Field) -> str:
    return " 12:00" if field.kind is FieldKind.DATETIME else ""


def _days(known: Sequence[object], wanted: _Constants) -> Iterator[date]:
    bases = [value for value in known if isinstance(value, date)]
    steps = [*_DAYS]
    for number in wanted.numbers:
        steps += [
            round(sign * float(number) * unit) + extra
            for unit in (1, 30.5, 366)
            for sign in (1, -1)
            for extra in (0, 1, -1, 30)
        ]
    for base in (*wanted.days, *bases, legal_day()):
        for step in steps:
            if 1900 < base.year + step / 365 < 2200:
                yield date(base.year, base.month, base.day) + timedelta(days=step)


def _numbers(known: Sequence[object], wanted: _Constants) -> Iterator[Decimal]:
    values = [
        Decimal(value) for value in known if isinstance(value, int | Decimal) and not isinstance(value, bool)
    ]
    for base in (*wanted.numbers, *values, sum(values, Decimal(0)), *_NUMBERS):
        yield from (base, base + 1, base - 1)


class _Constants:
    """What an effect names: values to try."""

    def __init__(self, effect: Effect) -> None:
        self.texts: list[str] = []
        self.numbers: list[Decimal] = []
        self.days: list[date] = []
        self.paths = tuple(dict.fromkeys(effect_paths(effect)))
        when = condition_of(effect)
        if when is not None:
            self._condition(when)
        match effect:
            case MustHold(that):
                self._condition(that)
            case Assign(_, value):
                self._term(value)

    def _condition(self, condition: Condition) -> None:
        match condition:
            case AllOf(of) | AnyOf(of):
                for each in of:
                    self._condition(each)
            case Not(inner):
                self._condition(inner)
            case Equals(_, value) | NotEquals(_, value):
                self.texts.append(value)
            case Compare(_, left, right):
                self._term(left)
                self._term(right)

    def _term(self, term: Term) -> None:
        match term:
            case Number(value):
                self.numbers.append(value)
            case Day(value):
                self.days.append(value)
            case Text(value):
                self.texts.append(value)
            case Calculation(_, left, right) | Span(_, left, right):
                self._term(left)
                self._term(right)
