# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which promised time has passed at a moment, as conditions on tickets and on how they stood.

The first answer is promised while nobody has answered, wherever the ticket lies. The solution is promised while
the desk itself has it: it stands while the desk waits for who asked or for the third level, whose own time runs.
"""

from datetime import datetime

from django.db.models import Q

from leistungswerk.enablement.desk.states import TicketState

_UNANSWERED = (TicketState.NEW, TicketState.OPEN, TicketState.HANDED)
_AT_THE_DESK = (TicketState.NEW, TicketState.OPEN)


def response(at: datetime) -> Q:
    return Q(state__in=_UNANSWERED, first_answer_at__isnull=True, response_due__lt=at)


def solution(at: datetime) -> Q:
    return Q(state__in=_AT_THE_DESK, solve_due__lt=at)


def handed(at: datetime) -> Q:
    return Q(state=TicketState.HANDED, handed_due__lt=at)


def anything(at: datetime) -> Q:
    return response(at) | solution(at) | handed(at)
