# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rules bound to the places of a form: what checks, layout and samples ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import msgspec

from leistungswerk.forms.model import Form
from leistungswerk.forms.places import Place
from leistungswerk.forms.rules.conditions import bind
from leistungswerk.forms.rules.demands import Demand, demand_of
from leistungswerk.forms.rules.model import (
    ALWAYS,
    Assign,
    AtLeastOne,
    Condition,
    ExactlyOne,
    ForbiddenIf,
    RequiredIf,
    RuleError,
    is_simple,
    negate,
    paths_of,
    term_paths,
)
from leistungswerk.forms.rules.scopes import scope_of
from leistungswerk.forms.rules.soundness import NoteKind, check_effects, cycles
from leistungswerk.forms.rules.terms import Clock, Locator, Test, legal_day, locate
from leistungswerk.forms.rules.vocabulary import vocabulary_of_form
from leistungswerk.forms.rules.wording import condition_text, hint_text
from leistungswerk.forms.texts import Translate

__all__ = ["BoundRules", "Calculated", "Count", "When", "bind", "bind_rules", "check_rules", "scope_of"]

_REFUSED = frozenset({NoteKind.UNKNOWN_ID, NoteKind.TYPE, NoteKind.CYCLE})
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


class Calculated(msgspec.Struct, frozen=True):
    """A field that is reckoned, never typed: what it is reckoned from, and whether some of it comes later."""

    sources: tuple[str, ...]
    """Labels."""
    later: bool


class BoundRules(msgspec.Struct, frozen=True):
    """The effects of all rules by the path they bear on; counts by path of their group (``""`` = form)."""

    required: dict[str, list[When]]
    forbidden: dict[str, list[When]]
    counts: dict[str, list[Count]]
    shown: dict[str, list[Condition]]
    """Conditions under which the element is of use, as far as page scripts understand them; all must hold."""
    demands: dict[str, list[Demand]]
    """Everything else a rule demands, by path of the group it is asked in."""
    hints: dict[str, list[str]]
    """What the page says of demands, by path of the element they are told at."""
    calculated: dict[str, Calculated]
    """The fields that hold a calculated value and nothing else."""


def check_rules(form: Form) -> None:
    """Raise ``RuleError`` for a rule that names what the form does not have, or means what cannot be."""
    if not form.rules:
        return
    vocabulary = vocabulary_of_form(form)
    circular = cycles({rule.id: rule.effects for rule in form.rules})
    for rule in form.rules:
        notes = list(check_effects(rule.effects, vocabulary))
        if rule.id in circular:
            notes.append(circular[rule.id])
        for note in notes:
            if note.kind in _REFUSED:
                raise RuleError(f"{rule.id}: {note.text}")


def bind_rules(
    form: Form, places: Mapping[str, Place], translate: Translate, clock: Clock = legal_day
) -> BoundRules:
    """Bind every rule of the form; ``clock`` tells the day ``heute`` means."""
    bound = BoundRules({}, {}, {}, {}, {}, {}, {})
    for effect in (effect for rule in form.rules for effect in rule.effects):
        match effect:
            case RequiredIf(when, target):
                for path in (*_holders_to_fill(effect, places), target):
                    _add(bound.required, path, _when(when, path, places, translate, clock))
            case ForbiddenIf(when, target):
                allowed = negate(when)
                place, text = places[target], condition_text(allowed, places, translate)
                test, later = (
                    bind(when, place.container, places, clock),
                    _is_later(paths_of(when), place, places),
                )
                _add(bound.forbidden, target, When(test, text, later))
                if is_simple(allowed):
                    _add(bound.shown, target, allowed)
            case AtLeastOne(targets, None) | ExactlyOne(targets, None):
                scope = scope_of(effect)
                first = places[targets[0]]
                located = tuple((places[path], locate(path, scope, places)) for path in targets)
                later = _is_later(targets, first, places)
                _add(bound.counts, scope, Count(located, isinstance(effect, ExactlyOne), later))
                _add(bound.hints, scope or targets[0], hint_text(effect, places, translate))
            case _:
                demand = demand_of(effect, places, translate, clock)
                _add(bound.demands, demand.scope, demand)
                _add(bound.hints, demand.place.part.path, demand.hint)
                if isinstance(effect, Assign) and effect.when in {None, ALWAYS}:
                    labels = tuple(
                        places[path].part.label for path in dict.fromkeys(term_paths(effect.value))
                    )
                    bound.calculated[effect.target] = Calculated(labels, demand.later)
    return bound


def _add(found: dict[str, list[_T]], path: str, each: _T) -> None:
    found.setdefault(path, []).append(each)


def _when(
    when: Condition, path: str, places: Mapping[str, Place], translate: Translate, clock: Clock
) -> When:
    place = places[path]
    text = condition_text(when, places, translate)
    return When(bind(when, place.container, places, clock), text, _is_later(paths_of(when), place, places))


def _is_later(paths: Sequence[str], place: Place, places: Mapping[str, Place]) -> bool:
    return any(places[path].page > place.page for path in paths)


def _holders_to_fill(effect: RequiredIf, places: Mapping[str, Place]) -> list[str]:
    """Groups that must be filled because something in them must: not beyond a repetition, whose rows are free."""
    scope = scope_of(effect)
    depth = len(scope.split(".")) if scope else 0
    inner = places[effect.target].holders[depth:]
    return [] if any(group.repeats for group in inner) else [group.path for group in inner]
