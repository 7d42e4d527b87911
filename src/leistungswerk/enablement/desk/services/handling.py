# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the desk does with a ticket: answer, ask back, note, hand over, solve, black out."""

import re
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from leistungswerk.core import times
from leistungswerk.core.actor import Actor
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.enablement.desk import letters
from leistungswerk.enablement.desk.models import Attachment, Entry, Ticket
from leistungswerk.enablement.desk.services.moving import move, record, resume, ticket_for
from leistungswerk.enablement.desk.states import EntryKind, Level, TicketMove
from leistungswerk.register import queries as register

_ADDRESS: Final = re.compile(r"[^@\s<>,;:]+@[^@\s<>,;:]+\.[^@\s<>,;:]+")


def _write(
    actor: Actor, row: Ticket, kind: EntryKind, text: str, at: datetime, *, sent: UUID | None = None
) -> None:
    if not text.strip():
        raise Refused("Schreiben Sie einen Text.")
    Entry.objects.create(
        ticket=row,
        kind=kind,
        text=text.strip(),
        author=actor.pseudonym,
        author_name=actor.name,
        at=at,
        mail=sent,
    )


def _reachable(row: Ticket) -> None:
    if not row.asker_email:
        raise Refused("Zu diesem Ticket ist keine Adresse bekannt. Halten Sie das Ergebnis als Notiz fest.")


def _answered(row: Ticket, at: datetime) -> dict[str, object]:
    return {} if row.first_answer_at else {"first_answer_at": at}


def note(actor: Actor, *, ticket: UUID, text: str) -> None:
    """For the desk only; never leaves it."""
    row, at = ticket_for(actor, ticket), times.now()
    with transaction.atomic():
        _write(actor, row, EntryKind.NOTE, text, at)
        record(actor, row, "ticket.noted", at)


def ask_back(actor: Actor, *, ticket: UUID, text: str) -> None:
    """Ask who asked; the clock stands until the answer comes."""
    row, at = ticket_for(actor, ticket), times.now()
    _reachable(row)
    with transaction.atomic():
        move(row, TicketMove.ASK, paused_at=at, **_answered(row, at))
        _write(actor, row, EntryKind.ANSWER, text, at, sent=letters.answer(row, text=text, at=at))
        record(actor, row, "ticket.asked", at)


def solve(actor: Actor, *, ticket: UUID, text: str) -> None:
    """Answer for good. Without an address the text is kept as a note."""
    row, at = ticket_for(actor, ticket), times.now()
    with transaction.atomic():
        move(row, TicketMove.SOLVE, ended_at=at, **_answered(row, at))
        sent = letters.answer(row, text=text, at=at) if row.asker_email else None
        _write(actor, row, EntryKind.ANSWER if sent else EntryKind.NOTE, text, at, sent=sent)
        record(actor, row, "ticket.solved", at)


def hand_over(actor: Actor, *, ticket: UUID, organisation: UUID, address: str, text: str) -> None:
    """To the third level: a vendor or the operator of a reused service, by mail to its ticket system.

    Only ``text`` leaves the house, never who asked or what they wrote.
    """
    row, at = ticket_for(actor, ticket), times.now()
    place = register.organisation_id(organisation)
    if place is None:
        raise Missing("Diese Stelle gibt es nicht.")
    if not _ADDRESS.fullmatch(address.strip()):
        raise Refused("Geben Sie bei „Adresse“ die E-Mail-Adresse des fremden Ticketsystems an.")
    with transaction.atomic():
        move(
            row, TicketMove.HAND_OVER, handed_to=place, handed_mail=address.strip().lower(), level=Level.THIRD
        )
        sent = letters.hand_over(row, recipient=address.strip(), text=text, at=at)
        _write(actor, row, EntryKind.HANDOVER, text, at, sent=sent)
        record(actor, row, "ticket.handed_over", at, note=f"organisation:{organisation}")


def set_foreign_number(actor: Actor, *, ticket: UUID, number: str) -> None:
    """How the foreign ticket system calls it."""
    row, at = ticket_for(actor, ticket), times.now()
    with transaction.atomic():
        Ticket.objects.filter(pk=row.pk).update(foreign_number=number.strip()[:60])
        record(actor, row, "ticket.foreign_number_set", at)


def give_back(actor: Actor, *, ticket: UUID) -> None:
    """The third level is done; the second goes on."""
    row, at = ticket_for(actor, ticket), times.now()
    with transaction.atomic():
        move(row, TicketMove.GIVE_BACK, level=Level.SECOND)
        record(actor, row, "ticket.given_back", at)


def reopen(actor: Actor, *, ticket: UUID) -> None:
    row, at = ticket_for(actor, ticket), times.now()
    with transaction.atomic():
        resume(row, TicketMove.REOPEN, at)
        record(actor, row, "ticket.reopened", at)


def redact(actor: Actor, *, ticket: UUID, entry: int, why: str) -> None:
    """Take the words of a line and its files away for good; who, when and why stay. The audit log holds no content."""
    row, at = ticket_for(actor, ticket), times.now()
    if not why.strip():
        raise Refused("Nennen Sie den Grund der Schwärzung, zum Beispiel „Bankverbindung“.")
    with transaction.atomic():
        held = Entry.objects.filter(pk=entry, ticket=row, redacted_at__isnull=True)
        if not held.update(
            text="", redacted_at=at, redacted_by=actor.name[:200], redacted_why=why.strip()[:200]
        ):
            raise Missing("Diesen Eintrag gibt es nicht, oder er ist schon geschwärzt.")
        Attachment.objects.filter(entry=entry).delete()
        record(actor, row, "ticket.redacted", at, note=f"entry:{entry}")
