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
    Condition,
    Empty,
    Equals,
    Filled,
    Not,
    NotEquals,
    negate,
)
from leistungswerk.forms.texts import AND, IS_EMPTY, IS_FILLED, OR, Translate
from leistungswerk.forms.values import display


def condition_text(condition: Condition, places: Mapping[str, Place], translate: Translate) -> str:
    """The condition with the labels people see; brackets where „und“ and „oder“ meet."""

    def words(each: Condition) -> str:
        match each:
            case Equals(path, value) | NotEquals(path, value):
                part = places[path].part
                shown = display(part, value, translate) if isinstance(part, Field) else value
                return f"„{part.label}“ {'=' if isinstance(each, Equals) else '≠'} „{shown}“"
            case Filled(path):
                return translate(IS_FILLED).format(label=places[path].part.label)
            case Empty(path):
                return translate(IS_EMPTY).format(label=places[path].part.label)
            case Not(inner):
                return words(negate(inner))
            case AllOf(of) | AnyOf(of):
                link = f" {translate(AND if isinstance(each, AllOf) else OR)} "
                return link.join(
                    f"({words(one)})" if isinstance(one, AllOf | AnyOf) and len(of) > 1 else words(one)
                    for one in of
                )

    return words(condition)
