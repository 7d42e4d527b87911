# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the desk says about a ticket: answer, ask back, note, solve, reopen, discard, black out."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import personal_data, times
from leistungswerk.core.actor import Actor
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.enablement.desk import letters
from leistungswerk.enablement.desk.models import Attachment, Entry, Ticket
from leistungswerk.enablement.desk.services.moving import add_line, change, move, record, resume, ticket_for
from leistungswerk.enablement.desk.states import LIVE, Channel, EntryKind, TicketMove, TicketState


def needs_text(text: str) -> None:
    if not text.strip():
        raise Refused(_("Schreiben Sie einen Text."))


def _reachable(row: Ticket) -> None:
    """By mail, or by the secret link of the form."""
    if not row.asker_email and row.channel != Channel.FORM:
        raise Refused(
            _("Zu diesem Ticket ist keine Adresse bekannt. Halten Sie das Ergebnis als Notiz fest.")
        )


def _answered(row: Ticket, at: datetime) -> dict[str, object]:
    return {"unread": False} if row.first_answer_at else {"first_answer_at": at, "unread": False}


def _tell_asker(actor: Actor, row: Ticket, text: str, at: datetime, *, final: bool = False) -> None:
    """A line for who asked, and a mail where there is an address."""
    sent = letters.answer(row, text=text, at=at, final=final) if row.asker_email else None
    add_line(actor, row, EntryKind.ANSWER, text, at, sent=sent)


def note(actor: Actor, *, ticket: UUID, text: str) -> None:
    """For the desk only; never leaves it."""
    row, at = ticket_for(actor, ticket), times.now()
    needs_text(text)
    with transaction.atomic():
        add_line(actor, row, EntryKind.NOTE, text, at)
        record(actor, row, "ticket.noted", at)


def answer(actor: Actor, *, ticket: UUID, text: str) -> None:
    """Say something to who asked and go on working; the clock of the solution runs."""
    row, at = ticket_for(actor, ticket), times.now()
    needs_text(text)
    _reachable(row)
    if row.state not in LIVE:
        raise Refused(_("Dieses Ticket ist beendet. Öffnen Sie es erst wieder."))
    with transaction.atomic():
        if row.state == TicketState.NEW:
            move(row, TicketMove.TAKE, at=at, **_answered(row, at))
        else:
            change(row, at=at, **_answered(row, at))
        _tell_asker(actor, row, text, at)
        record(actor, row, "ticket.answered", at)


def ask_back(actor: Actor, *, ticket: UUID, text: str) -> None:
    """Ask who asked; the clock stands until the answer comes."""
    row, at = ticket_for(actor, ticket), times.now()
    needs_text(text)
    _reachable(row)
    with transaction.atomic():
        move(row, TicketMove.ASK, at=at, paused_at=row.paused_at or at, **_answered(row, at))
        _tell_asker(actor, row, text, at)
        record(actor, row, "ticket.asked", at)


def go_on(actor: Actor, *, ticket: UUID, text: str) -> None:
    """The answer came another way, by telephone for instance: it is noted and the clock runs again."""
    row, at = ticket_for(actor, ticket), times.now()
    needs_text(text)
    with transaction.atomic():
        resume(row, TicketMove.REPLY, at)
        add_line(actor, row, EntryKind.NOTE, text, at)
        record(actor, row, "ticket.resumed", at)


def solve(actor: Actor, *, ticket: UUID, text: str) -> None:
    """Answer for good. Where nobody can be reached the text is kept as a note."""
    row, at = ticket_for(actor, ticket), times.now()
    needs_text(text)
    with transaction.atomic():
        solve_row(actor, row, text, at)


def solve_row(actor: Actor, row: Ticket, text: str, at: datetime) -> None:
    """The same inside a transaction of somebody who may."""
    move(row, TicketMove.SOLVE, at=at, ended_at=at, **_answered(row, at))
    if row.asker_email or row.channel == Channel.FORM:
        _tell_asker(actor, row, text, at, final=True)
    else:
        add_line(actor, row, EntryKind.NOTE, text, at)
    record(actor, row, "ticket.solved", at)


def reopen(actor: Actor, *, ticket: UUID) -> None:
    row, at = ticket_for(actor, ticket), times.now()
    with transaction.atomic():
        resume(row, TicketMove.REOPEN, at)
        record(actor, row, "ticket.reopened", at)


def discard(actor: Actor, *, ticket: UUID) -> None:
    """Advertising, a loop, a message to somebody else: nobody is answered, and it can be taken back."""
    row, at = ticket_for(actor, ticket), times.now()
    with transaction.atomic():
        move(row, TicketMove.DISCARD, at=at, ended_at=at, unread=False)
        record(actor, row, "ticket.discarded", at)


def redact(actor: Actor, *, ticket: UUID, entry: int, why: str, found_only: bool = False) -> None:
    """Take the words of a line and its files away for good; who, when and why stay. The audit log holds no content.

    A subject made of these words goes with them.

    ``found_only``: only what :mod:`~leistungswerk.core.personal_data` recognises; the rest of the line stays.
    """
    row, at = ticket_for(actor, ticket), times.now()
    if not why.strip():
        raise Refused(
            _("Nennen Sie bei „Grund“, warum Sie schwärzen, zum Beispiel wegen einer Bankverbindung.")
        )
    with transaction.atomic():
        held = Entry.objects.filter(pk=entry, ticket=row, redacted_at__isnull=True)
        words = held.values_list("text", flat=True).first() or ""
        text = personal_data.black_out(words) if found_only else ""
        if not held.update(
            text=text, redacted_at=at, redacted_by=actor.name[:200], redacted_why=why.strip()[:200]
        ):
            raise Missing(_("Diesen Eintrag gibt es nicht, oder er ist schon geschwärzt."))
        row.subject = _redacted_subject(row.subject, words, found_only=found_only)
        row.save(update_fields=["subject"])
        if not found_only:
            Attachment.objects.filter(entry=entry).delete()
        record(actor, row, "ticket.redacted", at, note=f"entry:{entry}")


def _redacted_subject(subject: str, words: str, *, found_only: bool) -> str:
    if found_only:
        return personal_data.black_out(subject)
    made_of = [" ".join(text.split()) for text in (words, personal_data.black_out(words))]
    said = subject.rpartition(": ")[2]
    return "Anfrage (geschwärzt)" if said and any(said in text for text in made_of) else subject
