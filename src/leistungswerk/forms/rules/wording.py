# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Conditions in words: „Die Person“ = „stillend“."""

from __future__ import annotations

from collections.abc import Mapping

from leistungswerk.forms.model import Field
from leistungswerk.forms.places import Place
from leistungswerk.forms.rules.model import (
    AllOf,
    AnyOf,
    Calculation,
    Calendar,
    Compare,
    Condition,
    CountOf,
    Day,
    Empty,
    Equals,
    FieldValue,
    Filled,
    Not,
    NotEquals,
    Number,
    Relation,
    Span,
    SumOf,
    Term,
    Text,
    Today,
    Unit,
    negate,
)
from leistungswerk.forms.texts import (
    AND,
    IS_EMPTY,
    IS_FILLED,
    OR,
    QUOTED,
    REQUIRED_WHEN,
    Translate,
    gettext_noop,
)
from leistungswerk.forms.values import display, typed

AT_MOST_ONE = gettext_noop("Füllen Sie höchstens eine dieser Angaben aus: {labels}.")
MUST_HOLD = gettext_noop("Prüfen Sie diese Angaben. Es muss gelten: {condition}.")
DUPLICATE = gettext_noop("Geben Sie bei „{label}“ jeden Eintrag nur einmal an.")
CALCULATED = gettext_noop("Bei „{label}“ ergibt sich {value} aus Ihren Angaben. Tragen Sie diesen Wert ein.")
TODAY = gettext_noop("heute")
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
