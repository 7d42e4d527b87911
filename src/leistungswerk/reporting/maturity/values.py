# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was said of each criterion, what the system showed, and the level that follows. Pure functions."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import msgspec

from leistungswerk.reporting.maturity.documents import Criterion, ModelDocument, Rule


class State(StrEnum):
    """What a check found; what was not found out does not count for or against."""

    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "unknown"


class Finding(msgspec.Struct, frozen=True):
    """What the running system shows of one question, in words, under a reference one can follow."""

    check: str
    state: State
    text: str
    reference: str = ""


class CriterionValue(msgspec.Struct, frozen=True):
    """A criterion as assessed: its level, and what shows it (a text, an address, a file number, a check)."""

    criterion: str
    level: int
    evidence: str = ""


class Computed(msgspec.Struct, frozen=True):
    """What facts say of a level: at least ``floor``, at most ``cap``; ``None``: they do not say."""

    floor: int | None = None
    cap: int | None = None
    reasons: tuple[str, ...] = ()
    """Sentences of the findings behind it."""

    @property
    def exact(self) -> int | None:
        """The level, where facts alone settle it."""
        return self.floor if self.floor is not None and self.floor == self.cap else None


Findings = Mapping[str, Finding]


def of_criterion(criterion: Criterion, model: ModelDocument, findings: Findings) -> Computed:
    """What the linked checks say of a criterion. Contradicting links: the cap wins, as a missing thing is missing."""
    floor: int | None = None
    cap: int | None = None
    reasons = []
    for link in criterion.checks:
        finding = findings.get(link.check)
        if finding is None or finding.state is State.UNKNOWN:
            continue
        reasons.append(finding.text)
        if finding.state is State.FAILS:
            cap = min(max(link.level - 1, 0), model.highest if cap is None else cap)
        elif link.proves:
            floor = max(link.level, floor or 0)
    if floor == model.highest and cap is None:
        cap = floor
    if floor is not None and cap is not None:
        floor = min(floor, cap)
    return Computed(floor, cap, tuple(reasons))


def of_service(model: ModelDocument, findings: Findings) -> Computed:
    """What facts say of the level of a service: checks the levels need, and criteria where the rule is known."""
    reasons: list[str] = []
    caps: list[int] = []
    for level in model.levels:
        failed = [
            findings[code]
            for code in level.requires
            if code in findings and findings[code].state is State.FAILS
        ]
        if failed:
            caps.append(max(level.number - 1, 0))
            reasons += [finding.text for finding in failed]
    floor: int | None = None
    if model.rule is Rule.LOWEST:
        each = [of_criterion(criterion, model, findings) for criterion in model.criteria]
        caps += [computed.cap for computed in each if computed.cap is not None]
        reasons += [
            reason
            for computed in each
            if computed.cap is not None and computed.cap < model.highest
            for reason in computed.reasons
            if reason not in reasons
        ]
        floors = [computed.floor for computed in each]
        known = [one for one in floors if one is not None]
        floor = min(known) if known and len(known) == len(floors) else None
    cap = min(caps, default=None)
    if floor is not None and cap is not None:
        floor = min(floor, cap)
    return Computed(floor, cap, tuple(reasons))


def settled_level(model: ModelDocument, values: Sequence[CriterionValue]) -> int | None:
    """The level that follows from the criteria by the rule; ``None`` while one is missing or no rule is known."""
    if model.rule is not Rule.LOWEST or {value.criterion for value in values} != {
        criterion.id for criterion in model.criteria
    }:
        return None
    return min(value.level for value in values)
