# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""To the third level and back: by mail to a foreign ticket system, or to the people of a vendor in this office."""

import re
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Role
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.enablement.desk import letters
from leistungswerk.enablement.desk.classes import classes
from leistungswerk.enablement.desk.models import Ticket
from leistungswerk.enablement.desk.services.handling import needs_text
from leistungswerk.enablement.desk.services.moving import (
    add_line,
    change,
    handed_ticket_for,
    move,
    record,
    resume,
    ticket_for,
)
from leistungswerk.enablement.desk.states import EntryKind, Level, TicketMove, TicketState, Urgency
from leistungswerk.register import queries as register
from leistungswerk.register.queries import directory

_NUMBER: Final = re.compile(
    r"(?:ticket|vorgang|case|incident|request|nr\.?|#)\s*[:#]?\s*((?:[A-Z]{2,5}[-_]?)?\d{4,16}(?:[-/.]\d+)*)|\b((?:INC|REQ|CS|TKT)\d{5,12})\b",
    re.IGNORECASE,
)
"""How ticket systems name a ticket in a subject."""


def hand_over(
    actor: Actor, *, ticket: UUID, organisation: UUID, address: str, subject: str, text: str
) -> None:
    """To the third level: a vendor or the operator of a reused service.

    With an ``address`` by mail to its ticket system; without, its own people must work in this office. Only
    ``subject`` and ``text`` reach it, never who asked or what they wrote.
    """
    row, at = ticket_for(actor, ticket), times.now()
    place = register.organisation_id(organisation)
    if place is None:
        raise Missing(_("Diese Stelle gibt es nicht."))
    needs_text(text)
    address = address.strip().lower()
    if address and not letters.is_address(address):
        raise Refused(_("Geben Sie bei „Adresse“ die E-Mail-Adresse des fremden Ticketsystems an."))
    people = (
        directory.people_holding((Role.VENDOR,), times.legal_day(at), organisation) if not address else ()
    )
    if not address and not people:
        raise Refused(
            _(
                "Von dieser Stelle arbeitet niemand hier mit. Geben Sie bei „Adresse“ die E-Mail-Adresse ihres Ticketsystems an."
            )
        )
    with transaction.atomic():
        move(
            row,
            TicketMove.HAND_OVER,
            at=at,
            handed_to=place,
            handed_mail=address,
            handed_subject=subject.strip()[:250] or f"Anfrage {row.number}",
            handed_at=at,
            handed_due=classes()[Urgency(row.urgency)].solve_due(at),
            handed_escalated_at=None,
            level=Level.THIRD,
            paused_at=at,
            unread=False,
        )
        sent = letters.hand_over(row, text=text, at=at) if address else None
        add_line(actor, row, EntryKind.HANDOVER, text, at, sent=sent)
        for each in people:
            _tell_third_level(row, each.email, at)
        record(actor, row, "ticket.handed_over", at, note=f"organisation:{organisation}")


def _tell_third_level(row: Ticket, address: str, at: datetime) -> None:
    if address:
        letters.tell(
            row,
            recipient=address,
            purpose="desk.handed",
            handed=True,
            subject=f"{row.number}: an Sie übergeben",
            text=f"Guten Tag,\n\ndie Anfrage {row.number} liegt jetzt bei Ihnen: {row.handed_subject}",
            at=at,
        )


def tell_third_level(actor: Actor, *, ticket: UUID, text: str) -> None:
    """One more message to whoever has it."""
    row, at = ticket_for(actor, ticket), times.now()
    needs_text(text)
    if row.state != TicketState.HANDED:
        raise Refused(_("Dieses Ticket liegt nicht bei der 3. Ebene. Übergeben Sie es erst."))
    with transaction.atomic():
        change(row, at=at, unread=False)
        sent = letters.hand_over(row, text=text, at=at) if row.handed_mail else None
        add_line(actor, row, EntryKind.HANDOVER, text, at, sent=sent)
        record(actor, row, "ticket.told_third_level", at)


def set_foreign_number(actor: Actor, *, ticket: UUID, number: str) -> None:
    """How the foreign ticket system calls it."""
    row, at = ticket_for(actor, ticket), times.now()
    with transaction.atomic():
        Ticket.objects.filter(pk=row.pk).update(foreign_number=number.strip()[:60])
        record(actor, row, "ticket.foreign_number_set", at)


def number_in(subject: str) -> str:
    """How a foreign ticket system calls the ticket, as far as a subject says so; our own reference is left out."""
    found = _NUMBER.search(re.sub(r"\[SD-[^\]]*\]", "", subject))
    return (found.group(1) or found.group(2) or "")[:60] if found else ""


def give_back(actor: Actor, *, ticket: UUID) -> None:
    """The desk takes it back: the third level is done; the second goes on."""
    row, at = ticket_for(actor, ticket), times.now()
    with transaction.atomic():
        _back(actor, row, at)


def _back(actor: Actor, row: Ticket, at: datetime, **columns: object) -> None:
    resume(row, TicketMove.GIVE_BACK, at, level=Level.SECOND, **columns)
    record(actor, row, "ticket.given_back", at)


def foreign_answer(actor: Actor, *, ticket: UUID, text: str) -> None:
    """Somebody of the third level writes in this office; the desk finds it as unread."""
    row, at = handed_ticket_for(actor, ticket), times.now()
    needs_text(text)
    _still_there(row)
    with transaction.atomic():
        change(row, at=at, unread=True)
        add_line(actor, row, EntryKind.FOREIGN, text, at)
        record(actor, row, "ticket.foreign_answered", at)


def foreign_return(actor: Actor, *, ticket: UUID, text: str) -> None:
    """The third level is done and says what it did."""
    row, at = handed_ticket_for(actor, ticket), times.now()
    needs_text(text)
    _still_there(row)
    with transaction.atomic():
        add_line(actor, row, EntryKind.FOREIGN, text, at)
        _back(actor, row, at, unread=True)


def name_foreign_number(actor: Actor, *, ticket: UUID, number: str) -> None:
    """The third level names its own number."""
    row, at = handed_ticket_for(actor, ticket), times.now()
    _still_there(row)
    with transaction.atomic():
        Ticket.objects.filter(pk=row.pk).update(foreign_number=number.strip()[:60])
        record(actor, row, "ticket.foreign_number_set", at)


def _still_there(row: Ticket) -> None:
    if row.state != TicketState.HANDED:
        raise Refused(_("Dieses Ticket liegt nicht mehr bei Ihnen; es wurde zurückgeholt oder beendet."))
