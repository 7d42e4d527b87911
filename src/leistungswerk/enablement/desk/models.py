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
    Helped,
    Level,
    MailOutcome,
    NoticeKind,
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
    connection = models.ForeignKey(
        "delivery.Connection", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    application = models.CharField(max_length=20, blank=True)
    """Reference number of an application (LW-…); never its content."""
    page = models.CharField(max_length=300, blank=True)
    """Path of the public page it came from, without what identifies a draft."""
    form_key = models.CharField(max_length=40, unique=True, null=True, blank=True)
    """Of the form it was sent with: the same form sent twice is one ticket."""
    asker_name = models.CharField(max_length=120, blank=True)
    asker_email = models.EmailField(blank=True)
    asker_phone = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=2, default="de")
    """Two letters: of the page on which somebody asked. Mails of the desk frame its answers in it."""
    last_message_id = models.CharField(max_length=200, blank=True)
    """Of the last mail from who asked; answers name it, so that mail programs keep them together."""
    reported = models.UUIDField(null=True, blank=True, unique=True)
    """What another part of the house announced: a reported barrier."""
    assignee = models.ForeignKey(
        "register.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unread = models.BooleanField(default=True)
    """Something came from outside that nobody of the desk has answered to yet."""
    handed_to = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    handed_mail = models.EmailField(blank=True)
    """Of the foreign ticket system; empty where the third level works in the office itself."""
    handed_subject = models.CharField(max_length=250, blank=True)
    """What the third level reads; the subject of who asked may name them."""
    handed_at = models.DateTimeField(null=True, blank=True)
    handed_due = models.DateTimeField(null=True, blank=True)
    foreign_number = models.CharField(max_length=60, blank=True)
    """How the foreign ticket system calls it."""
    at = models.DateTimeField()
    response_due = models.DateTimeField()
    solve_due = models.DateTimeField()
    first_answer_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_minutes = models.PositiveIntegerField(default=0)
    """Of service time, waited for who asked or for the third level; the solution time is longer by them."""
    response_escalated_at = models.DateTimeField(null=True, blank=True)
    solve_escalated_at = models.DateTimeField(null=True, blank=True)
    handed_escalated_at = models.DateTimeField(null=True, blank=True)
    notice = models.ForeignKey(
        "ServiceNotice", on_delete=models.PROTECT, null=True, blank=True, related_name="tickets"
    )
    rated = models.BooleanField(default=False)
    """That somebody said whether the help helped; what they said is kept apart."""
    ended_at = models.DateTimeField(null=True, blank=True)
    contact_deleted_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["level", "solve_due"], condition=Q(state__in=LIVE), name="desk_ticket_queue"
            ),
            models.Index(fields=["state", "ended_at"], name="desk_ticket_ended"),
            models.Index(fields=["at"], name="desk_ticket_at"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}"


class Standing(models.Model):
    """How a ticket stood from a moment on. Only added, so a report of a past day says the same whenever it is asked."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="standings")
    at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=[(item.value, item.value) for item in TicketState])
    urgency = models.CharField(max_length=20, choices=[(item.value, item.value) for item in Urgency])
    level = models.CharField(max_length=1, choices=[(item.value, item.value) for item in Level])
    response_due = models.DateTimeField()
    solve_due = models.DateTimeField()
    handed_due = models.DateTimeField(null=True, blank=True)
    first_answer_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["ticket", "at"], name="desk_standing_ticket")
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.at:%d.%m.%Y}"


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


class ServiceClass(models.Model):
    """What the desk promises for a class, where somebody set other times than :data:`URGENCIES` names."""

    urgency = models.CharField(
        max_length=20, unique=True, choices=[(item.value, item.value) for item in Urgency]
    )
    response = models.PositiveSmallIntegerField()
    """Hours of service time."""
    solution = models.PositiveSmallIntegerField()
    lead = models.ForeignKey(
        "register.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Who is told once when a time of this class has passed."""

    def __str__(self) -> str:
        return self.urgency


class ServiceNotice(models.Model):
    """A disturbance or a planned maintenance, told to everybody who comes to what it affects."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=[(item.value, item.value) for item in NoticeKind])
    title = models.CharField(max_length=200)
    text = models.TextField()
    everything = models.BooleanField(default=False)
    """The whole portal."""
    services: "models.ManyToManyField[models.Model, models.Model]" = models.ManyToManyField(
        "register.Service", blank=True, related_name="+"
    )
    connections: "models.ManyToManyField[models.Model, models.Model]" = models.ManyToManyField(
        "delivery.Connection", blank=True, related_name="+"
    )
    base_services = models.JSONField(default=list)
    """Codes of Basisdienste; which services need one is known above this room."""
    starts_at = models.DateTimeField()
    planned_end = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()
    changed_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["ended_at", "starts_at"], name="desk_notice_now")
        ]

    def __str__(self) -> str:
        return self.title


class NoticeUpdate(models.Model):
    """What was said about a notice later on."""

    notice = models.ForeignKey(ServiceNotice, on_delete=models.CASCADE, related_name="updates")
    text = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text[:60]


class CannedAnswer(models.Model):
    """A text for what is asked again and again; what its placeholders mean: :mod:`.placeholders`."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=120, unique=True)
    text = models.TextField()
    category = models.CharField(
        max_length=20, blank=True, choices=[(item.value, item.value) for item in Category]
    )
    """It is offered first in tickets of this category."""
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.title


class Article(models.Model):
    """Knowledge: a question and its answer, suggested while somebody types and read on its own page."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    text = models.TextField()
    """Markdown."""
    title_en = models.CharField(max_length=200, blank=True)
    text_en = models.TextField(blank=True)
    keywords = models.CharField(max_length=300, blank=True)
    """Words people use for it that stand neither in title nor text."""
    category = models.CharField(max_length=20, choices=[(item.value, item.value) for item in Category])
    public = models.BooleanField(default=True)
    """Otherwise only the office reads it."""
    active = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class Rating(models.Model):
    """Whether help helped. It names no ticket and no person, so nobody can be traced or judged by it."""

    month = models.DateField()
    """Its first day."""
    category = models.CharField(max_length=20, choices=[(item.value, item.value) for item in Category])
    helped = models.CharField(max_length=10, choices=[(item.value, item.value) for item in Helped])

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["month"], name="desk_rating_month")]

    def __str__(self) -> str:
        return self.helped
