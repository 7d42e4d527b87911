# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a gate requires, told by rules over the state of the Vorhaben and the running system.

Each theme adds its rules for a gate with :func:`rule`; nobody ticks a requirement off by hand.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Final

import msgspec

from leistungswerk.programme.models import Project, RolloutUnit, Waiver
from leistungswerk.programme.states import Gate


class Act(msgspec.Struct, frozen=True):
    """Where to go to mend it: name of an address of the office and its arguments."""

    address: str
    arguments: tuple[str, ...] = ()


class Proof(msgspec.Struct, frozen=True):
    """What shows that a requirement is met, as it will stand in the signed record."""

    title: str
    reference: str = ""
    """File number, address, digest or version."""
    measured: bool = False
    """Seen by the running system, not told by a person."""


class Requirement(msgspec.Struct, frozen=True, kw_only=True):
    """One thing a gate asks for. ``text`` says what is, and where it is not met, what is missing."""

    code: str
    title: str
    met: bool
    text: str
    who: str = ""
    """Who must act, in words."""
    act: Act | None = None
    proofs: tuple[Proof, ...] = ()
    waivable: bool = False
    waived: str = ""
    """The reason of a recorded waiver; then it does not block."""

    @property
    def blocks(self) -> bool:
        return not self.met and not self.waived


class Subject(msgspec.Struct, frozen=True):
    """What a gate is asked for: a Vorhaben, and for G3 one of its executing bodies."""

    project: Project
    unit: RolloutUnit | None = None


Rule = Callable[[Subject], Iterable[Requirement]]
_RULES: Final[dict[Gate, list[Rule]]] = defaultdict(list)


def rule(*gates: Gate) -> Callable[[Rule], Rule]:
    """Register a function that tells requirements of these gates; the module must be imported at start-up."""

    def _register(function: Rule) -> Rule:
        for gate in gates:
            _RULES[gate].append(function)
        return function

    return _register


def requirements(gate: Gate, subject: Subject) -> tuple[Requirement, ...]:
    """Everything the gate asks for now, in the order of the rules, with recorded waivers taken in."""
    waived = dict(
        Waiver.objects.filter(project=subject.project, gate=gate).values_list("requirement", "reason")
    )
    found = [each for function in _RULES[gate] for each in function(subject)]
    return tuple(_with_waiver(each, waived) for each in found)


def _with_waiver(requirement: Requirement, waived: Mapping[str, str]) -> Requirement:
    reason = waived.get(requirement.code, "") if requirement.waivable and not requirement.met else ""
    return msgspec.structs.replace(requirement, waived=reason)
