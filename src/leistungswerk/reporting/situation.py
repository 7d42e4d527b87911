# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happened to the data themselves: contradictions, corrections after the Stichtag, bodies that merged.

The rules are always the same and stand on every report that has room for them: evidence comes before what is told,
of two periods that overlap the second is refused, what is learnt later changes no report, a plan counts nothing.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final
from uuid import UUID

import msgspec
from django.db.models import Q

from leistungswerk.core import events, times
from leistungswerk.register.queries import for_figures
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.models import AvailabilityFact, CompetenceFact, DataRound, RoundLine
from leistungswerk.reporting.round_states import Outcome, RoundState

_LOOKS_BACK: Final = timedelta(days=366)
"""For so long a merger is still told on reports."""
SUCCEEDED: Final = "organisation.succeeded"


class Merged(msgspec.Struct, frozen=True):
    """A body that went on in another; ``on``: first day of the successor."""

    name: str
    successor: str
    on: date


class Situation(msgspec.Struct, frozen=True, omit_defaults=True):
    """``contradicting``: answers of the last closed round that say other than what is known, which stays.

    ``corrected``: entries about the Stichtag that were added, changed or taken back between its end and the
    Datenstand; the figures have them in.
    """

    round_number: str = ""
    contradicting: int = 0
    corrected: int = 0
    merged: tuple[Merged, ...] = ()


def situation(cut: Cut) -> Situation:
    """What is to be said of the data at this Stichtag, as known at the Datenstand."""
    number, contradicting = _contradicting(cut)
    return Situation(number, contradicting, _corrected(cut), tuple(_merged(cut)))


def _contradicting(cut: Cut) -> tuple[str, int]:
    closed = DataRound.objects.filter(
        state=RoundState.CLOSED, closed_at__lte=cut.known_at, cut_off__lte=cut.cut_off
    ).order_by("-cut_off", "-closed_at")
    last = closed.values_list("pk", "number").first()
    if last is None:
        return "", 0
    count = RoundLine.objects.filter(part__round=last[0], outcome=Outcome.CONTRADICTS).count()
    return (last[1], count) if count else ("", 0)


def _corrected(cut: Cut) -> int:
    end = times.end_of_day(cut.cut_off)
    if cut.known_at <= end:
        return 0
    said = Cut(cut.cut_off, end)
    return len(_touched(AvailabilityFact, said, cut)) + len(_touched(CompetenceFact, said, cut))


def _touched(kind: type[AvailabilityFact] | type[CompetenceFact], said: Cut, now: Cut) -> set[UUID]:
    """Facts of which the Stichtag is told otherwise now than at its end; a fact that only went on is the same."""
    names = (
        ("fact", "evidence", "transport", "maturity_model", "level")
        if kind is AvailabilityFact
        else ("fact", "relevant", "ars")
    )
    rows = kind.objects.filter(
        Q(recorded_at__gt=said.known_at, recorded_at__lte=now.known_at)
        | Q(superseded_at__gt=said.known_at, superseded_at__lte=now.known_at)
    )
    before, after = (set(rows.filter(each.held()).values_list(*names)) for each in (said, now))
    return {row[0] for row in before ^ after}


def _merged(cut: Cut) -> Iterable[Merged]:
    found = for_figures.recuts(cut.cut_off - _LOOKS_BACK, cut.cut_off)
    told = events.first_of(SUCCEEDED, {each.body for each in found})
    for each in found:
        # Entered without an event (an import): known since ever.
        if each.body not in told or told[each.body] <= cut.known_at:
            yield Merged(each.name, each.successor, each.on)
