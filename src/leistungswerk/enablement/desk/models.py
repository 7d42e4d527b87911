# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""State of the support desk. Nothing here counts or rates what a person does."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from leistungswerk.enablement.desk.states import (
    LIVE,
    Category,
    Channel,
    EntryKind,
    Level,
    MailOutcome,
    TicketState,
    Urgency,
)


class Ticket(models.Model):
    """Something somebody asked or reported. Where it belongs is told by references, never by content."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=20, unique=True)
    token = models.CharField(max_length=12, unique=True)
    """In the subject of every mail: who knows it may add to the ticket. 55 random bits."""
    subject = models.CharField(max_length=250)
    category = models.CharField(max_length=20, choices=[(item.value, item.value) for item in Category])
    urgency = models.CharField(
        max_length=20, choices=[(item.value, item.value) for item in Urgency], default=Urgency.NORMAL.value
    )
    level = models.CharField(
        max_length=1, choices=[(item.value, item.value) for item in Level], default=Level.FIRST.value
    )
    state = models.CharField(
        max_length=20,
        choices=[(item.value, item.value) for item in TicketState],
        default=TicketState.NEW.value,
    )
    channel = models.CharField(max_length=10, choices=[(item.value, item.value) for item in Channel])
    service = models.ForeignKey(
        "register.Service", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    application = models.CharField(max_length=20, blank=True)
    """Reference number of an application (LW-…), which exists; never its content."""
    asker_name = models.CharField(max_length=120, blank=True)
    asker_email = models.EmailField(blank=True)
    last_message_id = models.CharField(max_length=200, blank=True)
    """Of the last mail from who asked; answers name it, so that mail programs keep them together."""
    reported = models.UUIDField(null=True, blank=True, unique=True)
    """What another part of the house announced: a reported barrier."""
    handed_to = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    handed_mail = models.EmailField(blank=True)
    foreign_number = models.CharField(max_length=60, blank=True)
    """How the foreign ticket system calls it."""
    at = models.DateTimeField()
    response_due = models.DateTimeField()
    solve_due = models.DateTimeField()
    first_answer_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_minutes = models.PositiveIntegerField(default=0)
    """Of service time, waited for who asked; the solution time is longer by them."""
    ended_at = models.DateTimeField(null=True, blank=True)
    contact_deleted_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["level", "solve_due"], condition=Q(state__in=LIVE), name="desk_ticket_queue"
            ),
            models.Index(fields=["state", "ended_at"], name="desk_ticket_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}"


class Entry(models.Model):
    """A line of the ticket's history. Only added; redaction takes words away and leaves the trace."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=10, choices=[(item.value, item.value) for item in EntryKind])
    text = models.TextField(blank=True)
    author = models.CharField(max_length=80)
    author_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    mail = models.UUIDField(null=True, blank=True)
    """The message it left by."""
    undelivered = models.BooleanField(default=False)
    other_sender = models.BooleanField(default=False)
    """A mail with the right token from another address than the one known."""
    redacted_at = models.DateTimeField(null=True, blank=True)
    redacted_by = models.CharField(max_length=200, blank=True)
    redacted_why = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["mail"], name="desk_entry_mail")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%d.%m.%Y}"


class Attachment(models.Model):
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="attachments")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class ReceivedMail(models.Model):
    """That a mail came and what became of it: by digests, so that a second copy and a flood are seen."""

    digest = models.CharField(max_length=64, unique=True)
    """Of its Message-ID, or of its bytes where it has none."""
    sender = models.CharField(max_length=64)
    """Digest of the address, keyed."""
    outcome = models.CharField(max_length=12, choices=[(item.value, item.value) for item in MailOutcome])
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["sender", "at"], name="desk_mail_sender")
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.at}"
