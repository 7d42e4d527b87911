# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Moves of a ticket and what they do to its clock."""

from datetime import datetime
from uuid import UUID

from django.db.models import F

from leistungswerk.core import audit, events
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken
from leistungswerk.core.permissions import require
from leistungswerk.enablement.desk import clock
from leistungswerk.enablement.desk.models import Ticket
from leistungswerk.enablement.desk.states import STATE_WORDS, TICKET_TRANSITIONS, TicketMove, TicketState


def ticket_for(actor: Actor, identity: UUID) -> Ticket:
    """Raises :class:`~leistungswerk.core.permissions.NotAllowed` without the right, :class:`Missing` for none."""
    require(actor, Permission.SUPPORT_TICKETS)
    row = Ticket.objects.filter(uuid=identity).first()
    if row is None:
        raise Missing("Dieses Ticket gibt es nicht.")
    return row


def move(row: Ticket, step: TicketMove, **columns: object) -> None:
    """One conditional UPDATE; raises :class:`Overtaken` where somebody moved it meanwhile."""
    state = TicketState(row.state)
    after = TICKET_TRANSITIONS[state].get(step)
    held = Ticket.objects.filter(pk=row.pk, state=state, revision=row.revision)
    if after is None or not held.update(state=after, revision=F("revision") + 1, **columns):
        row.refresh_from_db()
        raise Overtaken(
            "Das Ticket steht inzwischen anders. Sehen Sie es sich noch einmal an.",
            now=[("Stand", str(STATE_WORDS[TicketState(row.state)]))],
        )
    row.refresh_from_db()


def resume(row: Ticket, step: TicketMove, at: datetime) -> None:
    """The clock runs again: the solution is promised later by the service time that was waited."""
    since = row.paused_at or row.ended_at
    minutes = max(clock.minutes_between(since, at), 0) if since else 0
    move(
        row,
        step,
        paused_at=None,
        ended_at=None,
        paused_minutes=row.paused_minutes + minutes,
        solve_due=clock.after(row.solve_due, minutes),
    )


def record(actor: Actor, row: Ticket, kind: str, at: datetime, note: str = "") -> None:
    """Event and audit entry; references only."""
    events.publish(kind=kind, subject=row.uuid, at=at, data={"number": row.number})
    audit.record(actor, action=kind, subject=f"ticket:{row.uuid}", at=at, note=note)
