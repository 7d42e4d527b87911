# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A mail becomes a ticket or a line of one. Machines are recognised and never answered (RFC 3834)."""

import hashlib
import hmac
import re
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction

from leistungswerk.core import mail, times
from leistungswerk.core.failures import TemporaryFailure
from leistungswerk.core.ids import normalise_code
from leistungswerk.core.settings import settings
from leistungswerk.enablement.desk import guard, incoming, letters
from leistungswerk.enablement.desk.incoming import Incoming
from leistungswerk.enablement.desk.models import ReceivedMail, Ticket
from leistungswerk.enablement.desk.services import opening
from leistungswerk.enablement.desk.services.handing import number_in
from leistungswerk.enablement.desk.services.moving import resume
from leistungswerk.enablement.desk.states import (
    TICKET_TRANSITIONS,
    Category,
    Channel,
    EntryKind,
    MailOutcome,
    TicketMove,
    TicketState,
)

MOST_AN_HOUR: Final = 10
"""Mails of one sender that are taken in an hour; more waits at the sender's server."""
_REFERENCE: Final = re.compile(r"\[SD-\d{4}-\d{4,6} ([0-9A-Za-z-]{12,16})\]")


def receive(content: bytes, *, envelope_sender: str | None = None) -> MailOutcome:
    """Take a mail; returns what became of it.

    Raises :class:`~leistungswerk.enablement.desk.incoming.Unreadable` for what is no mail, and
    :class:`~leistungswerk.core.failures.TemporaryFailure` for a sender who writes too much.
    """
    found = incoming.read(content, envelope_sender=envelope_sender)
    digest = hashlib.sha256(found.message_id.encode() or content).hexdigest()
    sender = hmac.new(settings().secret_key.encode(), found.sender.encode(), "sha256").hexdigest()
    at = times.now()
    taken = ReceivedMail.objects.filter(sender=sender, at__gt=at - timedelta(hours=1)).count()
    if taken >= MOST_AN_HOUR and not found.is_bounce:
        raise TemporaryFailure("Von dieser Adresse kommen gerade zu viele Mails.", retry_after=3600)
    try:
        with transaction.atomic():
            row = ReceivedMail.objects.create(digest=digest, sender=sender, outcome=MailOutcome.TWICE, at=at)
            outcome = _take(found, at)
            ReceivedMail.objects.filter(pk=row.pk).update(outcome=outcome)
    except IntegrityError:
        if not ReceivedMail.objects.filter(digest=digest).exists():
            raise
        return MailOutcome.TWICE
    return outcome


def _take(found: Incoming, at: datetime) -> MailOutcome:
    own = mail.by_message_ids(list(found.references))
    if found.is_bounce:
        for each in own[:1]:
            mail.report_refused(each.uuid)
        return MailOutcome.BOUNCE
    if found.sender == settings().mail.address.lower() or mail.by_message_ids([found.message_id]):
        return MailOutcome.LOOP
    ticket = _ticket_of(found, own)
    if found.is_automatic:
        if ticket is not None:
            # An absence or the number of a foreign ticket system is worth knowing, but it moves nothing.
            _foreign_number(ticket, found)
            opening.add_request(
                ticket, text=f"Automatische Antwort\n\n{found.text}", name=found.sender_name, files=(), at=at,
                kind=EntryKind.NOTE,
            )  # fmt: skip
        return MailOutcome.AUTOMATIC
    if ticket is not None:
        _add(ticket, found, at)
        return MailOutcome.ANSWER
    if found.is_spam or guard.links_in(found.text) > guard.MOST_LINKS_IN_MAIL:
        _open(found, at, discarded=True)
        return MailOutcome.SPAM
    letters.confirm(_open(found, at), at=at)
    return MailOutcome.TICKET


def _ticket_of(found: Incoming, own: tuple[mail.MailView, ...]) -> Ticket | None:
    """By the token in the subject, or by one of our Message-IDs; both cannot be guessed. A closed one is none."""
    rows = Ticket.objects.exclude(state__in=[TicketState.CLOSED, TicketState.DISCARDED])
    said = _REFERENCE.search(found.subject)
    token = normalise_code(said.group(1), 12) if said else None
    if token:
        return rows.filter(token=token).first()
    about = [each.about for each in own if each.purpose.startswith("desk.")]
    return rows.filter(uuid__in=about).first()


def _words(found: Incoming) -> str:
    notes = [f"Nicht übernommen: {name}" for name in found.left_out]
    return "\n".join([found.text or "(ohne Text)", *notes])


def _foreign_number(row: Ticket, found: Incoming) -> None:
    """The third level's own number, from the subject of its first mail."""
    if row.handed_mail and found.sender == row.handed_mail and not row.foreign_number:
        number = number_in(found.subject)
        if number:
            Ticket.objects.filter(pk=row.pk).update(foreign_number=number)


def _add(row: Ticket, found: Incoming, at: datetime) -> None:
    foreign = bool(row.handed_mail) and found.sender == row.handed_mail.lower()
    other = not foreign and found.sender != row.asker_email.lower()
    opening.add_request(
        row, text=_words(found), name=found.sender_name or found.sender, files=found.files, at=at,
        other_sender=other, kind=EntryKind.FOREIGN if foreign else EntryKind.REQUEST,
    )  # fmt: skip
    _foreign_number(row, found)
    if foreign or other:
        return
    Ticket.objects.filter(pk=row.pk).update(last_message_id=found.message_id)
    asked_again(row, at)


def asked_again(row: Ticket, at: datetime) -> None:
    """Who asked said something: the clock runs again, and a solved ticket is open."""
    for move in (TicketMove.REPLY, TicketMove.REOPEN):
        if move in TICKET_TRANSITIONS[TicketState(row.state)]:
            row.refresh_from_db()
            resume(row, move, at)
            return


def _open(found: Incoming, at: datetime, *, discarded: bool = False) -> Ticket:
    made = opening.open_ticket(
        opening.Request(
            subject=found.subject, text=_words(found), channel=Channel.MAIL, category=Category.OTHER,
            name=found.sender_name, email=found.sender, message_id=found.message_id, files=found.files,
            discarded=discarded,
        ),
        at=at,
    )  # fmt: skip
    return Ticket.objects.get(uuid=made)
