# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A ticket as those see it who are not of the desk: the third level it was handed to, and who asked."""

from datetime import datetime
from uuid import UUID

import msgspec

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.permissions import require
from leistungswerk.enablement.desk import dials, links
from leistungswerk.enablement.desk.dials import Dial
from leistungswerk.enablement.desk.models import Entry, Ticket
from leistungswerk.enablement.desk.states import Category, EntryKind, TicketState, Urgency


class Said(msgspec.Struct, frozen=True):
    """A line somebody outside may read."""

    kind: EntryKind
    text: str
    at: datetime
    redacted: bool


class HandedView(msgspec.Struct, frozen=True, kw_only=True):
    """What the third level sees: what the desk wrote for it and what it answered, nothing of who asked."""

    uuid: UUID
    number: str
    subject: str
    urgency: Urgency
    category: Category
    service: str
    connection: str
    foreign_number: str
    organisation: str
    here: bool
    """It still lies with the third level."""
    handed_at: datetime
    handed_due: datetime | None
    dial: Dial
    said: tuple[Said, ...] = ()


def _handed(row: Ticket, now: datetime, said: tuple[Said, ...] = ()) -> HandedView:
    assert row.handed_to is not None
    assert row.handed_at is not None
    return HandedView(
        uuid=row.uuid,
        number=row.number,
        subject=row.handed_subject,
        urgency=Urgency(row.urgency),
        category=Category(row.category),
        service=row.service.name if row.service else "",
        connection=row.connection.name if row.connection else "",
        foreign_number=row.foreign_number,
        organisation=row.handed_to.name,
        here=row.state == TicketState.HANDED,
        handed_at=row.handed_at,
        handed_due=row.handed_due,
        dial=dials.third_level(row, now),
        said=said,
    )


def _said(row: Ticket, kinds: tuple[EntryKind, ...]) -> tuple[Said, ...]:
    lines = Entry.objects.filter(ticket=row, kind__in=kinds).order_by("at", "pk")
    return tuple(
        Said(EntryKind(each.kind), each.text, each.at, each.redacted_at is not None) for each in lines
    )


def _reached(actor: Actor) -> dict[str, object]:
    reach = actor.reach(Permission.ANSWER_HANDED)
    return {} if reach is None else {"handed_to__uuid__in": reach}


def handed_tickets(
    actor: Actor, *, here: bool, offset: int, limit: int
) -> tuple[tuple[HandedView, ...], int]:
    """Tickets handed to the organisations of the actor: those it still has by their time, or the others."""
    require(actor, Permission.ANSWER_HANDED)
    now = times.now()
    rows = Ticket.objects.filter(handed_at__isnull=False, **_reached(actor))
    if here:
        rows = rows.filter(state=TicketState.HANDED).order_by("handed_due", "pk")
    else:
        rows = rows.exclude(state=TicketState.HANDED).order_by("-handed_at", "-pk")
    found = rows.select_related("service", "connection", "handed_to")[offset : offset + limit]
    return tuple(_handed(row, now) for row in found), rows.count()


def handed_ticket(actor: Actor, identity: UUID) -> HandedView | None:
    require(actor, Permission.ANSWER_HANDED)
    rows = Ticket.objects.filter(uuid=identity, handed_at__isnull=False, **_reached(actor))
    row = rows.select_related("service", "connection", "handed_to").first()
    if row is None:
        return None
    return _handed(row, times.now(), _said(row, (EntryKind.HANDOVER, EntryKind.FOREIGN)))


class AskerView(msgspec.Struct, frozen=True, kw_only=True):
    """What who asked sees by the secret link."""

    number: str
    state: TicketState
    at: datetime
    response_due: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    category: Category
    said: tuple[Said, ...]
    may_add: bool
    rated: bool


def by_link(number: str, key: str) -> AskerView | None:
    """``None`` for a wrong link, and once the contact was deleted."""
    if not links.opens(number, key):
        return None
    row = Ticket.objects.filter(number=number, contact_deleted_at__isnull=True).first()
    if row is None:
        return None
    state = TicketState(row.state)
    return AskerView(
        number=row.number,
        state=state,
        at=row.at,
        response_due=row.response_due,
        answered_at=row.first_answer_at,
        ended_at=row.ended_at,
        category=Category(row.category),
        said=_said(row, (EntryKind.REQUEST, EntryKind.ANSWER)),
        may_add=state not in (TicketState.CLOSED, TicketState.DISCARDED),
        rated=row.rated,
    )
