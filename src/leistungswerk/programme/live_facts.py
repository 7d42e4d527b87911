# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Live facts: what the running system knows of a Vorhaben, by a code that items of checklists name.

An item with a live fact is ticked by the fact, never by hand. A theme registers its facts with :func:`fact` in a
module that ``ProgrammeConfig.ready`` imports.
"""

from collections.abc import Callable
from typing import Final

import msgspec
from django.utils.functional import Promise

from leistungswerk.programme.gates.requirements import Proof
from leistungswerk.programme.models import Project

Tell = Callable[[Project], Proof | None]


class Fact(msgspec.Struct, frozen=True):
    code: str
    title: str | Promise
    """What is true if it holds, in words."""
    tell: Tell


_FACTS: Final[dict[str, Fact]] = {}


def fact(code: str, title: str | Promise) -> Callable[[Tell], Tell]:
    """Register what tells a fact: a proof while it holds, else ``None``."""

    def _register(tell: Tell) -> Tell:
        if code in _FACTS:
            raise ValueError(f"A fact „{code}“ exists already.")
        _FACTS[code] = Fact(code, title, tell)
        return tell

    return _register


def known() -> tuple[Fact, ...]:
    """All facts, by code."""
    return tuple(_FACTS[code] for code in sorted(_FACTS))


def is_known(code: str) -> bool:
    return code in _FACTS


def prove(code: str, project: Project) -> Proof | None:
    """The proof while the fact holds; ``None`` if it does not, or if no theme tells it."""
    entry = _FACTS.get(code)
    return entry.tell(project) if entry else None
