# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What looks odd in the answers of a part, before somebody releases, checks or accepts them (domain.md S10).

Nothing is refused for it: the one who looks asks back or lets it stand.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec
from django.db.models import Q
from django.utils.translation import gettext as _

from leistungswerk.core import times
from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.models import AvailabilityFact, RoundLine, RoundPart
from leistungswerk.reporting.round_states import LineState, PartState, Question
from leistungswerk.reporting.rounds import answers
from leistungswerk.reporting.rounds.answers import Answer

_MOST: Final = 2_000
"""So many changed lines are looked at; nobody reads more findings."""
_TIMES: Final = 10
"""A number of cases that changed by this factor is probably a slip of typing."""


class Finding(msgspec.Struct, frozen=True):
    """``line`` looks odd for the reason in ``text``."""

    line: uuid.UUID
    about: str
    text: str


def findings_of(part: RoundPart) -> tuple[Finding, ...]:
    """Findings of one part, contradictions to evidence first; two or three statements."""
    if part.state == PartState.ACCEPTED:
        return ()
    changed = RoundLine.objects.filter(part=part, state=LineState.CORRECTED)
    ordered = changed.order_by("service_name", "body_name")[:_MOST]
    return (*_against_evidence(part), *_odd_changes(ordered))


def _against_evidence(part: RoundPart) -> Iterator[Finding]:
    """Lines that say „not online“ where evidence has come in since the round was opened."""
    cut = Cut(part.round.cut_off, times.now())
    fresh = AvailabilityFact.objects.filter(
        cut.held(), evidence=Evidence.SHOWN, recorded_at__gt=part.round.opened_at
    )
    pairs = set(fresh.values_list("service_key", "body")[:_MOST])
    if not pairs:
        return
    keys, bodies = {key for key, _body in pairs}, {body for _key, body in pairs}
    rows = RoundLine.objects.filter(
        ~Q(answer=None), part=part, question=Question.AVAILABLE, service_key__in=keys, body__in=bodies
    )
    for line in rows.order_by("service_name", "body_name"):
        said = answers.read(line.answer)
        if said is not None and not said.online and (line.service_key, line.body) in pairs:
            yield _finding(
                line, _("Gemeldet ist „nicht online“, belegt ist das Gegenteil. Das Belegte gilt.")
            )


def _odd_changes(lines: "Iterable[RoundLine]") -> Iterator[Finding]:
    for line in lines:
        before, after = answers.read(line.before), answers.read(line.answer)
        if before is not None and after is not None and (text := _odd(before, after)):
            yield _finding(line, text)


def _odd(before: Answer, after: Answer) -> str:
    if before.online and not after.online and after.until is None:
        return _("Bisher galt sie als online, nun soll sie es nie gewesen sein.")
    if before.online and after.online and before.since and after.since and after.since < before.since:
        return _("Der Beginn rückt zurück: Damit ändern sich auch frühere Zahlen.")
    pair: Sequence[int] = sorted(each.number for each in (before, after) if each.number is not None)
    if len(pair) == 2 and pair[0] * _TIMES <= pair[1] and pair[1] > 0:
        return _("Die Zahl weicht um das Zehnfache oder mehr ab. Vertippt?")
    return ""


def _finding(line: RoundLine, text: str) -> Finding:
    return Finding(line.uuid, f"{line.service_name} ({line.body_name})", text)
