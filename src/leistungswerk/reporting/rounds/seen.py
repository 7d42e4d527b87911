# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which rounds, parts and lines exist for whom: conditions for queries, so that a list costs one statement.

A closed round is open to all of the programme, like a frozen report. While it runs, those who check or accept see
all of it, those who answer or release see their own parts, and nobody else sees anything.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.reporting.models import DataRound, RoundLine, RoundPart
from leistungswerk.reporting.round_states import RoundState


def coordinates(actor: Actor) -> bool:
    """Those who check or accept: the LDI and the ministry in charge."""
    return actor.may(Permission.CHECK_ROUND) or actor.may(Permission.ACCEPT_ROUND)


def parts_of(actor: Actor) -> Q:
    """Parts the actor takes part in."""
    reach = actor.reach(Permission.ANSWER_ROUND)
    if coordinates(actor) or reach is None:
        return Q(pk__isnull=False)
    asked = RoundLine.objects.filter(part=OuterRef("pk"), answering__in=reach)
    return Q(organisation__in=reach) | Q(Exists(asked))


def rounds_of(actor: Actor) -> "QuerySet[DataRound]":
    if coordinates(actor):
        return DataRound.objects.all()
    mine = RoundPart.objects.filter(parts_of(actor)).values("round")
    return DataRound.objects.filter(Q(state=RoundState.CLOSED) | Q(pk__in=mine))


def answered_lines(actor: Actor, part: RoundPart) -> "QuerySet[RoundLine]":
    """The lines of a part the actor answers: all if they speak for it, else those of the bodies they reach."""
    rows = RoundLine.objects.filter(part=part)
    reach = actor.reach(Permission.ANSWER_ROUND)
    if reach is None or part.organisation in reach:
        return rows
    return rows.filter(answering__in=reach)


def lines_of(actor: Actor, part: RoundPart) -> "QuerySet[RoundLine]":
    """The lines of a part the actor reads."""
    return RoundLine.objects.filter(part=part) if coordinates(actor) else answered_lines(actor, part)
