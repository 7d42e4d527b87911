# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Conditions in words: „Die Person“ = „stillend“."""

from __future__ import annotations

from collections.abc import Mapping

from leistungswerk.forms.model import Field
from leistungswerk.forms.places import Place
from leistungswerk.forms.rules.model import (
    ALWAYS,
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
    Relation,
    RequiredIf,
    SeveralOf,
    Span,
    SumOf,
    Term,
    Text,
    Today,
    Unique,
    Unit,
    condition_of,
    negate,
)
from leistungswerk.forms.texts import (
    AND,
    AT_LEAST_ONE,
    EXACTLY_ONE,
    IS_EMPTY,
    IS_FILLED,
    OR,
    QUOTED,
    REQUIRED_WHEN,
    Translate,
    gettext_noop,
    quoted_list,
)
from leistungswerk.forms.values import display, typed

AT_MOST_ONE = gettext_noop("Füllen Sie höchstens eine dieser Angaben aus: {labels}.")
MUST_HOLD = gettext_noop("Prüfen Sie diese Angaben. Es muss gelten: {condition}.")
DUPLICATE = gettext_noop("Geben Sie bei „{label}“ jeden Eintrag nur einmal an.")
CALCULATED = gettext_noop("Bei „{label}“ ergibt sich {value} aus Ihren Angaben. Tragen Sie diesen Wert ein.")
TODAY = gettext_noop("heute")
REQUIRES = gettext_noop("„{label}“ muss ausgefüllt sein.")
REQUIRES_WHEN = gettext_noop("„{label}“ muss ausgefüllt sein, wenn {condition}.")
FORBIDS = gettext_noop("„{label}“ muss leer bleiben.")
FORBIDS_WHEN = gettext_noop("„{label}“ muss leer bleiben, wenn {condition}.")
HOLDS = gettext_noop("Es muss gelten: {condition}.")
CALCULATED_FROM = gettext_noop("Wird berechnet: {value}.")
CALCULATED_WHEN = gettext_noop("Wird berechnet, wenn {condition}: {value}.")
NOT_CALCULABLE = gettext_noop(
    "„{label}“ lässt sich noch nicht berechnen. Ergänzen Sie dazu diese Angaben: {labels}."
)
NOT = gettext_noop("nicht ({condition})")
CALENDAR = gettext_noop("{labels} ergeben ein Datum, das es gibt")
SUM = gettext_noop("Summe von „{label}“")
COUNT = gettext_noop("Anzahl von „{label}“")
SPANS = {
    Unit.DAYS: gettext_noop("Tage von {start} bis {end}"),
    Unit.MONTHS: gettext_noop("Monate von {start} bis {end}"),
    Unit.YEARS: gettext_noop("Jahre von {start} bis {end}"),
}
_SIGNS = {Relation.UNEQUAL: "≠", Relation.AT_MOST: "≤", Relation.AT_LEAST: "≥"}


def with_condition(message: str, condition: str, translate: Translate) -> str:
    """A message and the condition under which it is true."""
    return f"{message} {translate(REQUIRED_WHEN).format(condition=condition)}"


def effect_text(effect: Effect, places: Mapping[str, Place], translate: Translate) -> str:
    """An effect in one sentence with the labels people see."""
    match effect:
        case RequiredIf(when, target) | ForbiddenIf(when, target):
            always, sometimes = (
                (REQUIRES, REQUIRES_WHEN) if isinstance(effect, RequiredIf) else (FORBIDS, FORBIDS_WHEN)
            )
            text = translate(always if when == ALWAYS else sometimes)
            condition = condition_text(when, places, translate) if when != ALWAYS else ""
            return text.format(label=places[target].part.label, condition=condition)
        case Assign(target):
            label = translate(QUOTED).format(text=places[target].part.label)
            return f"{label}: {hint_text(effect, places, translate)}"
        case _:
            return hint_text(effect, places, translate)


def hint_text(effect: Effect, places: Mapping[str, Place], translate: Translate) -> str:
    """A demand as the page tells it at its place before anybody went wrong."""
    when = condition_of(effect)
    reason = condition_text(when, places, translate) if when not in {None, ALWAYS} and when else ""
    match effect:
        case MustHold(that):
            text = translate(HOLDS).format(condition=condition_text(that, places, translate))
        case Unique(path):
            return translate(DUPLICATE).format(label=places[path].part.label)
        case Assign(_, value):
            told = term_text(value, places, translate)
            text = CALCULATED_WHEN if reason else CALCULATED_FROM
            return translate(text).format(value=told, condition=reason)
        case AtLeastOne(targets) | ExactlyOne(targets) | AtMostOne(targets):
            labels = quoted_list([places[path].part.label for path in targets], translate)
            text = translate(several_text(effect)).format(labels=labels)
        case _:
            return ""
    return with_condition(text, reason, translate) if reason else text


def several_text(effect: SeveralOf) -> str:
    """The sentence of a demand on how many are filled."""
    match effect:
        case AtLeastOne():
            return AT_LEAST_ONE
        case ExactlyOne():
            return EXACTLY_ONE
        case AtMostOne():
            return AT_MOST_ONE


def condition_text(condition: Condition, places: Mapping[str, Place], translate: Translate) -> str:
    """The condition with the labels people see; brackets where „und“ and „oder“ meet."""
    quoted = translate(QUOTED)

    def words(each: Condition) -> str:
        match each:
            case Equals(path, value) | NotEquals(path, value):
                part = places[path].part
                shown = display(part, value, translate) if isinstance(part, Field) else value
                sign = "=" if isinstance(each, Equals) else "≠"
                return f"{quoted.format(text=part.label)} {sign} {quoted.format(text=shown)}"
            case Filled(path):
                return translate(IS_FILLED).format(label=places[path].part.label)
            case Empty(path):
                return translate(IS_EMPTY).format(label=places[path].part.label)
            case Compare(relation, left, right):
                sign = _SIGNS.get(relation, str(relation))
                return f"{term_text(left, places, translate)} {sign} {term_text(right, places, translate)}"
            case Calendar(day, month, year):
                labels = ", ".join(quoted.format(text=places[path].part.label) for path in (day, month, year))
                return translate(CALENDAR).format(labels=labels)
            case Not(Compare() | Calendar() as inner):
                return translate(NOT).format(condition=words(inner))
            case Not(inner):
                return words(negate(inner))
            case AllOf(of) | AnyOf(of):
                link = f" {translate(AND if isinstance(each, AllOf) else OR)} "
                return link.join(
                    f"({words(one)})" if isinstance(one, AllOf | AnyOf) and len(of) > 1 else words(one)
                    for one in of
                )

    return words(condition)


def term_text(term: Term, places: Mapping[str, Place], translate: Translate) -> str:
    """A term with the labels people see."""
    quoted = translate(QUOTED)

    def words(each: Term) -> str:
        match each:
            case FieldValue(path):
                return quoted.format(text=places[path].part.label)
            case SumOf(path):
                return translate(SUM).format(label=places[path].part.label)
            case CountOf(path):
                return translate(COUNT).format(label=places[path].part.label)
            case Number() | Day():
                return typed(each.value)
            case Text(value):
                return quoted.format(text=value)
            case Today():
                return translate(TODAY)
            case Span(unit, start, end):
                return translate(SPANS[unit]).format(start=words(start), end=words(end))
            case Calculation(operator, left, right):
                sides = (
                    f"({words(side)})" if isinstance(side, Calculation) else words(side)
                    for side in (left, right)
                )
                return f" {operator} ".join(sides)

    return words(term)
