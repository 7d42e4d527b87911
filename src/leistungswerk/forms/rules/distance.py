# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How far a condition is from being true or false: the number of its statements that would have to change."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from leistungswerk.forms.model import RawAnswers
from leistungswerk.forms.places import Place
from leistungswerk.forms.rules.conditions import bind
from leistungswerk.forms.rules.model import AllOf, AnyOf, Condition, Not

Distance = Callable[[RawAnswers, str], int]
_NEVER = 1_000


def distance(condition: Condition, container: str, places: Mapping[str, Place], *, wanted: bool) -> Distance:
    """Bind the distance of a condition to a wanted truth; 0 when it is so already."""
    match condition:
        case Not(inner):
            return distance(inner, container, places, wanted=not wanted)
        case AllOf(of) | AnyOf(of):
            parts = [distance(each, container, places, wanted=wanted) for each in of]
            every = isinstance(condition, AllOf) is wanted
            return _sum(parts) if every else _least(parts)
        case _:
            test = bind(condition, container, places)
            return lambda raw, base: int(test(raw, base) is not wanted)


def _sum(parts: list[Distance]) -> Distance:
    return lambda raw, base: sum(part(raw, base) for part in parts)


def _least(parts: list[Distance]) -> Distance:
    return lambda raw, base: min((part(raw, base) for part in parts), default=_NEVER)
