# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading the desk."""

from datetime import datetime
from uuid import UUID

import msgspec
from django.db.models import Q

from leistungswerk.enablement.desk import clock
from leistungswerk.enablement.desk.models import Ticket
from leistungswerk.enablement.desk.states import LIVE, Level, TicketState, Urgency


class OverdueTicket(msgspec.Struct, frozen=True):
    """A ticket past a promised time: for the queue and for reports. Names no person."""

    uuid: UUID
    number: str
    urgency: Urgency
    level: Level
    state: TicketState
    unanswered: bool
    """The first answer is late, too."""
    late_minutes: int
    """Of service time past the earlier of the missed times."""


def overdue(as_of: datetime) -> tuple[OverdueTicket, ...]:
    """Tickets that had missed a promised time at that moment and are still open now, the latest first.

    While the desk waits for who asked, no time is missed.
    """
    missed = Q(solve_due__lt=as_of) | Q(response_due__lt=as_of, first_answer_at__isnull=True)
    rows = Ticket.objects.filter(missed, state__in=LIVE, at__lte=as_of).exclude(state=TicketState.WAITING)
    return tuple(sorted((_late(row, as_of) for row in rows), key=lambda each: -each.late_minutes))


def _late(row: Ticket, as_of: datetime) -> OverdueTicket:
    unanswered = row.first_answer_at is None and row.response_due < as_of
    due = min(row.response_due, row.solve_due) if unanswered else row.solve_due
    return OverdueTicket(
        row.uuid, row.number, Urgency(row.urgency), Level(row.level), TicketState(row.state), unanswered,
        clock.minutes_between(due, as_of),
    )  # fmt: skip
