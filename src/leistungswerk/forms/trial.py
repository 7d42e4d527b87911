# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A rule tried on answers before anybody releases it: the inputs it reads, answers to begin with, what it says.

A group is stood for by its first field. What repeats has one row, or two where rows are counted or compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

import msgspec

from leistungswerk.forms.model import Access, Field, FieldKind, Form, Option, RawAnswers
from leistungswerk.forms.places import Place, is_filled, join, lines, places_of
from leistungswerk.forms.rules.calculate import Calculator
from leistungswerk.forms.rules.evaluate import Outcome, RuleProgram
from leistungswerk.forms.rules.model import (
    Assign,
    Calculation,
    Compare,
    CountOf,
    Effect,
    ForbiddenIf,
    MustHold,
    RequiredIf,
    Rule,
    Span,
    SumOf,
    Term,
    Unique,
    effect_paths,
)
from leistungswerk.forms.rules.terms import Clock, legal_day
from leistungswerk.forms.rules.wording import effect_text
from leistungswerk.forms.sample import SampleError, sample_raw
from leistungswerk.forms.texts import Translate, german
from leistungswerk.forms.values import display

MOST_INPUTS = 40
"""Inputs that are offered; a rule that speaks of more is tried on its first ones."""
_PRESENT = "datei"
"""Stands for a file in a trial."""


class TrialInput(msgspec.Struct, frozen=True):
    """One input of a trial."""

    name: str
    label: str
    where: str
    """The group it stands in, with the number of its row."""
    kind: FieldKind
    options: tuple[Option, ...]
    calculated: bool


class Said(StrEnum):
    """What an effect says of the answers."""

    MISSING = "missing"
    PRESENT = "present"
    """Demanded and there."""
    SUPERFLUOUS = "superfluous"
    ABSENT = "absent"
    """Forbidden and not there."""
    VIOLATED = "violated"
    KEPT = "kept"
    SILENT = "silent"
    """Its condition does not hold."""
    CALCULATED = "calculated"
    UNCALCULATED = "uncalculated"


class Told(msgspec.Struct, frozen=True):
    """One effect with what it says, and of which elements."""

    said: Said
    sentence: str
    labels: tuple[str, ...] = ()
    value: str = ""


class Trial:
    """One rule on one form."""

    def __init__(
        self, form: Form, rule: Rule, *, translate: Translate = german, clock: Clock = legal_day
    ) -> None:
        self._form = msgspec.structs.replace(form, rules=(rule,))
        self._translate = translate
        self._places = places_of(form)
        self._program = RuleProgram(self._form, clock)
        self._calculator = Calculator(self._form, clock)
        self._rows = 2 if any(_compares_rows(effect) for effect in rule.effects) else 1
        self.inputs: tuple[TrialInput, ...] = tuple(self._inputs(rule.effects))[:MOST_INPUTS]

    def sample(self, seed: int = 0) -> dict[str, str]:
        """Answers that keep the rule, for the inputs of the trial; nothing where none were found."""
        try:
            raw = sample_raw(self._form, seed)
        except SampleError:
            return {}
        found = {}
        for each in self.inputs:
            text = lines(raw.get(each.name, ""))[:1]
            filled = text[0] if text else ""
            found[each.name] = _PRESENT if filled and each.kind is FieldKind.FILE else filled
        return found

    def outcome(self, typed: RawAnswers) -> tuple[Told, ...]:
        """What each effect says of the typed answers; names other than those of the inputs are passed over."""
        raw = {each.name: typed.get(each.name, "").strip()[:2000] for each in self.inputs}
        for path in {path for effect in self._program.effects for path in effect_paths(effect)}:
            raw |= self._counts(self._places[path])
        settled = self._calculator.settled(raw)
        return tuple(
            self._told(effect, self._program.ask(number, settled), settled)
            for number, effect in enumerate(self._program.effects)
        )

    def _inputs(self, effects: Sequence[Effect]) -> Iterator[TrialInput]:
        seen: set[str] = set()
        targets = {effect.target for effect in effects if isinstance(effect, Assign)}
        for path in dict.fromkeys(path for effect in effects for path in effect_paths(effect)):
            place = self._standing_for(path)
            if place is None or place.part.path in seen:
                continue
            seen.add(place.part.path)
            part = place.part
            assert isinstance(part, Field)
            for name, where in self._names(place):
                yield TrialInput(name, part.label, where, part.kind, _options(part), part.path in targets)

    def _standing_for(self, path: str) -> Place | None:
        """The field itself, or the first field of a group that somebody can fill."""
        part = self._places[path].part
        if isinstance(part, Field):
            return self._places[path] if part.kind is not FieldKind.STATIC else None
        for child in part.children:
            found = self._standing_for(child.path)
            if found is not None and isinstance(found.part, Field) and found.part.access is Access.OPEN:
                return found
        return None

    def _names(self, place: Place) -> Iterator[tuple[str, str]]:
        """Names of the rows: the innermost repetition has as many as the trial needs, those around it one."""
        chain = place.chain
        innermost = max((n for n, part in enumerate(chain) if part.repeats), default=-1)
        for row in range(self._rows if innermost >= 0 else 1):
            name = ""
            for number, part in enumerate(chain):
                name = join(name, part.id)
                if part.repeats:
                    name = f"{name}.{row if number == innermost else 0}"
            holders = " › ".join(part.label for part in place.holders)
            numbered = f" {row + 1}" if self._rows > 1 and innermost >= 0 else ""
            yield name, f"{holders}{numbered}".strip()

    def _counts(self, place: Place) -> dict[str, str]:
        found: dict[str, str] = {}
        name = ""
        innermost = max((n for n, part in enumerate(place.chain) if part.repeats), default=-1)
        for number, part in enumerate(place.chain):
            name = join(name, part.id)
            if part.repeats:
                found[f"{name}.#"] = str(self._rows if number == innermost else 1)
                name = f"{name}.0"
        return found

    def _told(self, effect: Effect, outcome: Outcome, raw: RawAnswers) -> Told:
        sentence = effect_text(effect, self._places, self._translate)
        match effect:
            case RequiredIf(_, target) | ForbiddenIf(_, target):
                names = outcome.required or outcome.forbidden
                part = self._places[target].part
                filled = [is_filled(raw, part, name) for name in names]
                return Told(_said(isinstance(effect, RequiredIf), filled), sentence, (part.label,))
            case Assign(target):
                field = self._places[target].part
                if not outcome.values or not isinstance(field, Field):
                    return Told(Said.UNCALCULATED, sentence, (field.label,))
                values = "; ".join(display(field, text, self._translate) for _name, text in outcome.values)
                return Told(Said.CALCULATED, sentence, (field.label,), values)
            case _:
                return Told(Said.VIOLATED if outcome.violated else Said.KEPT, sentence)


def _said(required: bool, filled: Sequence[bool]) -> Said:  # which of two effects speaks
    if not filled:
        return Said.SILENT
    if required:
        return Said.PRESENT if all(filled) else Said.MISSING
    return Said.SUPERFLUOUS if any(filled) else Said.ABSENT


def _options(field: Field) -> tuple[Option, ...]:
    if field.kind is FieldKind.FILE:
        return (Option(_PRESENT, ""),)
    return field.options


def _compares_rows(effect: Effect) -> bool:
    match effect:
        case Unique():
            return True
        case Assign(_, value):
            return _counts_rows(value)
        case MustHold(Compare(_, left, right)):
            return _counts_rows(left) or _counts_rows(right)
        case _:
            return False


def _counts_rows(term: Term) -> bool:
    match term:
        case SumOf() | CountOf():
            return True
        case Calculation(_, left, right) | Span(_, left, right):
            return _counts_rows(left) or _counts_rows(right)
        case _:
            return False
