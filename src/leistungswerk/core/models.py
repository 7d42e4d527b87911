# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""State of the ground room: accounts, events, audit, outbox, check runs."""

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from leistungswerk.core.actor import Permission
from leistungswerk.core.failures import DeadReason
from leistungswerk.core.outbox_states import OutboxState


class AccountManager(BaseUserManager["Account"]):
    def create_account(
        self, *, username: str, password: str, name: str, grants: list[Permission]
    ) -> "Account":
        account = self.model(username=username, name=name, grants=[grant.value for grant in grants])
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A local account of the office. ``grants`` are :class:`Permission` values."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=200)
    grants = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.username


class Event(models.Model):
    """Something that happened, append-only. Carries references and digests, never content."""

    kind = models.CharField(max_length=60)
    subject = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    data = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["kind", "at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class AuditEntry(models.Model):
    """Who did what to which subject. Inserted plainly; ``number`` and ``chain`` are set in order by the sealer."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=120, db_index=True)
    digest = models.CharField(max_length=64, blank=True)
    note = models.TextField(blank=True)
    number = models.PositiveBigIntegerField(null=True, unique=True)
    chain = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"


class OutboxRow(models.Model):
    """Work promised in the transaction that caused it; see :mod:`leistungswerk.core.outbox`."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    topic = models.CharField(max_length=40)
    subject = models.UUIDField()
    lane = models.CharField(max_length=60)
    """Rows of one lane (a destination) never starve those of another."""
    state = models.CharField(max_length=20, default=OutboxState.PENDING)
    attempts = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    lease = models.UUIDField(null=True)
    reason = models.CharField(
        max_length=20, blank=True, choices=[(item.value, item.value) for item in DeadReason]
    )
    last_problem = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["topic", "subject", "lane"],
                condition=~Q(state__in=[OutboxState.DONE, OutboxState.DEAD]),
                name="core_outbox_one_live_row",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["not_before"],
                condition=Q(
                    state__in=[OutboxState.PENDING, OutboxState.RUNNING, OutboxState.AWAITING_RECEIPT]
                ),
                name="core_outbox_due",
            ),
            models.Index(
                fields=["lane", "not_before"],
                condition=Q(
                    state__in=[OutboxState.PENDING, OutboxState.RUNNING, OutboxState.AWAITING_RECEIPT]
                ),
                name="core_outbox_lane",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.subject} {self.state}"


class CheckRun(models.Model):
    """The result of a check the system ran itself; gates read these, never an upload that claims them."""

    kind = models.CharField(max_length=40)
    subject_digest = models.CharField(max_length=64, db_index=True)
    ok = models.BooleanField()
    report = models.JSONField(default=dict)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {'ok' if self.ok else 'nicht ok'}"


class MailState(models.TextChoices):
    """``sending`` is written before the message leaves, so that a crash in between is seen afterwards."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"


class Mail(models.Model):
    """A message to one address; see :mod:`leistungswerk.core.mail`. Once sent, only its Message-ID stays."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    message_id = models.CharField(max_length=200, unique=True)
    purpose = models.CharField(max_length=40)
    """What the room calls it (``desk.answer``); events name it."""
    about = models.UUIDField(db_index=True)
    """What it is about, in the room's own words: a ticket, a subscription."""
    recipient = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=250, blank=True)
    text = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=MailState.choices, default=MailState.WAITING)
    at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.purpose} {self.state}"
