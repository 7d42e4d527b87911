# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading rounds: the list, and one with who is at turn, what is missing and what it said."""

import uuid
from collections.abc import Sequence
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.reporting import queries
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.queries import Share
from leistungswerk.reporting.round_states import QUESTION_WORDS, PartState, RoundState
from leistungswerk.reporting.rounds import views as reading
from leistungswerk.reporting.rounds.views import PartRow, RoundView, Turn
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.rounds import shown

_PAIRS: Final = "m4"
"""The metric that counts pairs of service and body, as rounds ask."""


@require_safe
@staff(Permission.SEE_PROJECT)
def rounds(request: HttpRequest, actor: Actor) -> HttpResponse:
    number = page_number(request)
    found, total = reading.rounds(actor, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    context = {
        "here": "rounds",
        "rows": window([shown.round_row(each) for each in found], total, number),
        "may_begin": actor.may(Permission.OPEN_ROUND),
    }
    return render(request, "office/rounds/list.html", context)


@require_safe
@staff(Permission.SEE_PROJECT)
def round_page(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """A round as it stands; a closed one with what it said, its gaps, dissent and later corrections."""
    found = reading.round_view(actor, identity)
    context = {
        "here": "rounds",
        "head": shown.round_row(found.row),
        "round": found,
        "days": shown.days_left(found.row.due),
        "questions": [QUESTION_WORDS[each] for each in found.questions],
        "parts": [shown.part_row(each) for each in _ordered(found)],
        "late": sum(each.late for each in found.parts),
        "mine": [shown.part_row(each) for each in found.parts if each.opens] if not found.may else [],
        "waiting": [shown.part_row(each) for each in found.parts if _waits(actor, each)],
        "steps": [shown.step_row(each) for each in found.steps],
        "pairs": _pairs(found),
        "close_url": reverse("office:close_round", args=[identity]),
        "cancel_url": reverse("office:cancel_round", args=[identity]),
        "ready": all(each.state is PartState.ACCEPTED for each in found.parts),
    }
    return render(request, "office/rounds/round.html", context)


def _ordered(found: RoundView) -> Sequence[PartRow]:
    """While it runs the late ones first; then as they were asked."""
    if found.row.state is not RoundState.OPEN:
        return found.parts
    return sorted(found.parts, key=lambda each: (not each.late, each.state is PartState.ACCEPTED))


def _waits(actor: Actor, part: PartRow) -> bool:
    """The one who looks has to act in this part: as the LDI that checks, or as the ministry that accepts."""
    checks, accepts = actor.may(Permission.CHECK_ROUND), actor.may(Permission.ACCEPT_ROUND)
    return (
        (checks and (part.turn is Turn.CHECKING or (part.late and not part.escalation_asked_at and not part.escalated_at)))
        or (accepts and (part.turn is Turn.ACCEPTING or part.escalation_asked_at is not None))
    )  # fmt: skip


def _pairs(found: RoundView) -> dict[str, object]:
    """What is shown by evidence and what is only told at the Stichtag, counted apart, for the whole Land."""
    known_at = found.closed_at or times.now()
    share: Share
    (share,) = queries.figures(Cut(found.row.cut_off, known_at), kept=True, codes=(_PAIRS,))
    query = f"?stichtag={found.row.cut_off.isoformat()}"
    return {
        "share": share,
        "neither": (share.denominator or 0) - share.total,
        "url": reverse("office:figure", args=[_PAIRS]) + query,
    }
