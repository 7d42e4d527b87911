# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rules compiled once per form, and evaluated so that a changed answer costs only what depends on it.

``tests/forms/rules/vectors`` fixes the meaning for every implementation.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from leistungswerk.forms.model import Field, Form, Group, RawAnswers
from leistungswerk.forms.places import Place, group_filled, instances, is_filled, join, places_of
from leistungswerk.forms.rules.bind import check_rules
from leistungswerk.forms.rules.conditions import bind
from leistungswerk.forms.rules.demands import Demand, demand_of, value_text
from leistungswerk.forms.rules.model import (
    Assign,
    AtLeastOne,
    Effect,
    ExactlyOne,
    ForbiddenIf,
    RequiredIf,
    effect_paths,
    paths_of,
)
from leistungswerk.forms.rules.scopes import scope_of
from leistungswerk.forms.rules.terms import Clock, Test, legal_day, locate
from leistungswerk.forms.texts import german


class Outcome(msgspec.Struct, frozen=True):
    """What one effect says now, by names of elements with their rows."""

    required: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    violated: tuple[str, ...] = ()
    """Where a demand is not met: the first element it speaks of."""
    values: tuple[tuple[str, str], ...] = ()
    """Calculated values as they would be typed."""


class Verdict(msgspec.Struct, frozen=True):
    """What all rules say together."""

    required: frozenset[str]
    forbidden: frozenset[str]
    violated: frozenset[str]
    values: dict[str, str]


_Ask = Callable[[RawAnswers], Outcome]


class _Compiled(msgspec.Struct, frozen=True):
    ask: _Ask
    reads: frozenset[str]
    """Paths whose value, or whose filling, the effect depends on."""
    paths: tuple[str, ...]


class RuleProgram:
    """The rules of a form, ready to be asked. Holds no answers; safe to share between threads."""

    def __init__(self, form: Form, clock: Clock = legal_day) -> None:
        check_rules(form)
        self._places = places_of(form)
        effects = _in_order([effect for rule in form.rules for effect in rule.effects])
        compiler = _Compiler(self._places, clock)
        self.effects: tuple[Effect, ...] = tuple(effects)
        self._compiled = [compiler.effect(effect) for effect in effects]
        self._by_read: dict[str, list[int]] = {}
        self._by_rows: dict[str, list[int]] = {}
        for number, each in enumerate(self._compiled):
            for path in each.reads:
                self._by_read.setdefault(path, []).append(number)
            for path in {
                part.path
                for each_path in each.paths
                for part in self._places[each_path].chain
                if part.repeats
            }:
                self._by_rows.setdefault(path, []).append(number)

    def evaluate(self, raw: RawAnswers) -> Verdict:
        """Ask every rule once."""
        return self.start(raw).verdict()

    def start(self, raw: RawAnswers) -> Evaluation:
        """Ask every rule once, and keep what they said for later changes."""
        return Evaluation(self, raw)

    def ask(self, number: int, raw: RawAnswers) -> Outcome:
        """Ask one effect, by its number in ``effects``."""
        return self._compiled[number].ask(raw)

    def dependants(self, name: str) -> set[int]:
        """The effects that a change of this input (or row count ``<name>.#``) can bear on."""
        steps = [step for step in name.split(".") if not step.isdigit()]
        rows = steps[-1] == "#"
        path = ".".join(steps[:-1] if rows else steps)
        found = set(self._by_rows.get(path, ())) if rows else set()
        while path:
            found.update(self._by_read.get(path, ()))
            path = path.rpartition(".")[0]
        return found


class Evaluation:
    """The state of one set of answers. Calculated values stand among the answers it holds."""

    def __init__(self, program: RuleProgram, raw: RawAnswers) -> None:
        self._program = program
        self._typed = dict(raw)
        self.answers: dict[str, str] = dict(raw)
        self._outcomes: list[Outcome] = [Outcome()] * len(program.effects)
        self._run(range(len(program.effects)))

    def update(self, changed: Mapping[str, str]) -> tuple[Outcome, ...]:
        """Ask what depends on the changed inputs, and what depends on values calculated from them.

        An empty text empties the input. Returns what the asked effects say now.
        """
        for name, text in changed.items():
            self._typed[name] = self.answers[name] = text
        return self._run({number for name in changed for number in self._program.dependants(name)})

    def verdict(self) -> Verdict:
        """What all rules say together."""
        outcomes = self._outcomes
        return Verdict(
            frozenset(name for each in outcomes for name in each.required),
            frozenset(name for each in outcomes for name in each.forbidden),
            frozenset(name for each in outcomes for name in each.violated),
            {name: text for each in outcomes for name, text in each.values},
        )

    def _run(self, numbers: Iterable[int]) -> tuple[Outcome, ...]:
        """Effects in the order of the program: a calculated value is there before who reads it."""
        waiting = sorted(numbers)
        queued = set(waiting)
        asked: list[Outcome] = []
        while waiting:
            number = heapq.heappop(waiting)
            before = self._outcomes[number]
            now = self._outcomes[number] = self._program.ask(number, self.answers)
            asked.append(now)
            if before.values != now.values or now.values:
                for name in self._write(before, now):
                    for each in self._program.dependants(name):
                        if each > number and each not in queued:
                            queued.add(each)
                            heapq.heappush(waiting, each)
        return tuple(asked)

    def _write(self, before: Outcome, now: Outcome) -> list[str]:
        """Put calculated values among the answers; return the names that changed."""
        wanted = {name: self._typed.get(name, "") for name, _ in before.values} | dict(now.values)
        changed = [name for name, text in wanted.items() if self.answers.get(name, "") != text]
        self.answers.update(wanted)
        return changed


def _in_order(effects: Sequence[Effect]) -> list[Effect]:
    """Calculated values first, each after those it reads; the others as they stand. Cycles were refused before."""
    assigns: dict[str, list[Assign]] = {}
    for effect in effects:
        if isinstance(effect, Assign):
            assigns.setdefault(effect.target, []).append(effect)
    done: list[Effect] = []
    seen: set[str] = set()
    waiting = [(target, False) for target in reversed(assigns)]
    while waiting:
        target, ready = waiting.pop()
        if ready:
            done.extend(assigns[target])
        elif target not in seen:
            seen.add(target)
            waiting.append((target, True))
            needs = [path for each in assigns[target] for path in effect_paths(each)[1:]]
            waiting.extend((path, False) for path in needs if path in assigns and path not in seen)
    return done + [effect for effect in effects if not isinstance(effect, Assign)]


class _Compiler:
    def __init__(self, places: Mapping[str, Place], clock: Clock) -> None:
        self._places = places
        self._clock = clock

    def effect(self, effect: Effect) -> _Compiled:
        match effect:
            case RequiredIf(when, target) | ForbiddenIf(when, target):
                container = self._places[target].container
                test = bind(when, container, self._places, self._clock)
                ask = self._marking(test, container, target, forbids=isinstance(effect, ForbiddenIf))
                return _Compiled(ask, frozenset(paths_of(when)), effect_paths(effect))
            case AtLeastOne(targets, None) | ExactlyOne(targets, None):
                scope = scope_of(effect)
                ask = self._counting(targets, scope, exactly=isinstance(effect, ExactlyOne))
                return _Compiled(ask, frozenset(targets) | self._presence(scope), targets)
            case _:
                demand = demand_of(effect, self._places, german, self._clock)
                paths = effect_paths(effect)
                return _Compiled(
                    self._demanding(demand), frozenset(paths) | self._presence(demand.scope), paths
                )

    def _presence(self, scope: str) -> frozenset[str]:
        """The groups that must be there for a demand to be asked."""
        holders = self._chain(scope)
        return frozenset(group.path for group in holders if group.min == 0 or group.repeats)

    def _chain(self, container: str) -> tuple[Group, ...]:
        if not container:
            return ()
        place = self._places[container]
        assert isinstance(place.part, Group)
        return (*place.holders, place.part)

    def _bases(self, container: str, *, present: bool) -> Callable[[RawAnswers], Sequence[str]]:
        """The instances of a container; ``present``: only those that are there."""
        chain = self._chain(container)
        if not any(group.repeats or (present and group.min == 0) for group in chain):
            constant = (container,)
            return lambda _raw: constant

        def bases(raw: RawAnswers) -> Sequence[str]:
            found: list[str] = [""]
            for group in chain:
                found = [row for name in found for row in instances(raw, group, join(name, group.id))]
                if present:
                    found = [row for row in found if _is_there(raw, group, row)]
            return found

        return bases

    def _marking(self, test: Test, container: str, target: str, *, forbids: bool) -> _Ask:
        bases = self._bases(container, present=False)
        part_id = self._places[target].part.id

        def ask(raw: RawAnswers) -> Outcome:
            names = tuple(join(base, part_id) for base in bases(raw) if test(raw, base))
            if not names:
                return _NOTHING
            return Outcome(forbidden=names) if forbids else Outcome(required=names)

        return ask

    def _counting(self, targets: Sequence[str], scope: str, *, exactly: bool) -> _Ask:
        bases = self._bases(scope, present=True)
        located = [(self._places[path].part, locate(path, scope, self._places)) for path in targets]

        def ask(raw: RawAnswers) -> Outcome:
            violated = []
            for base in bases(raw):
                filled = sum(
                    any(is_filled(raw, part, name) for name in names(raw, base)) for part, names in located
                )
                if not filled or (exactly and filled > 1):
                    violated.append(next(iter(located[0][1](raw, base)), base))
            return Outcome(violated=tuple(violated)) if violated else _NOTHING

        return ask

    def _demanding(self, demand: Demand) -> _Ask:
        bases = self._bases(demand.scope, present=True)
        part, value = demand.place.part, demand.value

        def ask(raw: RawAnswers) -> Outcome:
            violated: list[str] = []
            values: list[tuple[str, str]] = []
            for base in bases(raw):
                name = next(iter(demand.names(raw, base)), base)
                found = value(raw, base) if value is not None and isinstance(part, Field) else None
                if found is not None and isinstance(part, Field):
                    if text := value_text(found, part.kind):
                        values.append((name, text))
                elif value is None and demand.problem(raw, base) is not None:
                    violated.append(name)
            return Outcome(violated=tuple(violated), values=tuple(values))

        return ask


_NOTHING = Outcome()


def _is_there(raw: RawAnswers, group: Group, name: str) -> bool:
    """A group counts as there when it must be (its first rows), or when something in it is filled."""
    if group.repeats:
        return int(name.rpartition(".")[2]) < group.min or group_filled(raw, group, name)
    return group.min > 0 or group_filled(raw, group, name)
