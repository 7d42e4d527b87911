# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Moves of a ticket and what they do to its clock."""

from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken
from leistungswerk.core.permissions import require
from leistungswerk.enablement.desk import clock
from leistungswerk.enablement.desk.models import Entry, Standing, Ticket
from leistungswerk.enablement.desk.states import (
    STATE_WORDS,
    TICKET_TRANSITIONS,
    EntryKind,
    TicketMove,
    TicketState,
)


def ticket_for(actor: Actor, identity: UUID) -> Ticket:
    """Raises :class:`~leistungswerk.core.permissions.NotAllowed` without the right, :class:`Missing` for none."""
    require(actor, Permission.SUPPORT_TICKETS)
    row = Ticket.objects.filter(uuid=identity).first()
    if row is None:
        raise Missing(_("Dieses Ticket gibt es nicht."))
    return row


def handed_ticket_for(actor: Actor, identity: UUID) -> Ticket:
    """A ticket that was handed over to an organisation of the actor; for everybody else it does not exist."""
    require(actor, Permission.ANSWER_HANDED)
    row = Ticket.objects.filter(uuid=identity, handed_to__isnull=False).select_related("handed_to").first()
    if row is None or row.handed_to is None or not actor.may(Permission.ANSWER_HANDED, row.handed_to.uuid):
        raise Missing(_("Dieses Ticket gibt es nicht."))
    return row


def _overtaken(row: Ticket) -> Overtaken:
    row.refresh_from_db()
    return Overtaken(
        _("Das Ticket steht inzwischen anders. Sehen Sie es sich noch einmal an."),
        now=[("Stand", str(STATE_WORDS[TicketState(row.state)]))],
    )


def move(row: Ticket, step: TicketMove, *, at: datetime, **columns: object) -> None:
    """One conditional UPDATE; raises :class:`Overtaken` where somebody moved it meanwhile."""
    after = TICKET_TRANSITIONS[TicketState(row.state)].get(step)
    if after is None:
        raise _overtaken(row)
    change(row, at=at, state=after, **columns)


def change(row: Ticket, *, at: datetime, **columns: object) -> None:
    """Change columns where nobody was faster, and keep how the ticket stands from now on."""
    held = Ticket.objects.filter(pk=row.pk, state=row.state, revision=row.revision)
    if not held.update(revision=F("revision") + 1, **columns):
        raise _overtaken(row)
    row.refresh_from_db()
    stand(row, at)


def stand(row: Ticket, at: datetime) -> None:
    """Keep how the ticket stands from ``at`` on."""
    Standing.objects.create(
        ticket=row,
        at=at,
        state=row.state,
        urgency=row.urgency,
        level=row.level,
        response_due=row.response_due,
        solve_due=row.solve_due,
        handed_due=row.handed_due if row.state == TicketState.HANDED else None,
        first_answer_at=row.first_answer_at,
    )


def resume(row: Ticket, step: TicketMove, at: datetime, **columns: object) -> None:
    """The clock runs again: the solution is promised later by the service time that was waited."""
    since = row.paused_at or row.ended_at
    minutes = max(clock.minutes_between(since, at), 0) if since else 0
    solve_due = clock.after(row.solve_due, minutes)
    move(
        row,
        step,
        at=at,
        paused_at=None,
        ended_at=None,
        paused_minutes=row.paused_minutes + minutes,
        solve_due=solve_due,
        solve_escalated_at=row.solve_escalated_at if solve_due < at else None,
        **columns,
    )


def add_line(
    actor: Actor, row: Ticket, kind: EntryKind, text: str, at: datetime, *, sent: UUID | None = None
) -> None:
    """A line of the history by whoever acts."""
    Entry.objects.create(
        ticket=row,
        kind=kind,
        text=text.strip(),
        author=actor.pseudonym,
        author_name=actor.name,
        at=at,
        mail=sent,
    )


def record(actor: Actor, row: Ticket, kind: str, at: datetime, note: str = "") -> None:
    """Event and audit entry; references only."""
    events.publish(kind=kind, subject=row.uuid, at=at, data={"number": row.number})
    audit.record(actor, action=kind, subject=f"ticket:{row.uuid}", at=at, note=note)
