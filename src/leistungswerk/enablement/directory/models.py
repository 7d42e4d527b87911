# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""State of contacts, subscriptions and mailings."""

import uuid
from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from leistungswerk.core.actor import Role
from leistungswerk.enablement.directory.states import MailingState, Pace, RecipientState, Topic


def _choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    return [(item.value, item.value) for item in kind]


class Contact(models.Model):
    """How a role is reached in an organisation: a mailbox and a telephone of the office, never a person."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, blank=True, choices=_choices(Role))
    """Empty: what is answered there belongs to no role."""
    title = models.CharField(max_length=150)
    """What is answered there: „Fragen zum Wohngeld“, „Roll-out in der Kommune“."""
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    hours = models.CharField(max_length=150, blank=True)
    services: "models.ManyToManyField[models.Model, models.Model]" = models.ManyToManyField(
        "register.Service", blank=True, related_name="+"
    )
    """Empty: for all."""
    public = models.BooleanField(default=False)
    """The organisation agreed that everybody sees it."""
    valid_until = models.DateField(null=True, blank=True)
    """Last day; ``None`` while it holds."""
    checked_on = models.DateField()
    checked_by = models.CharField(max_length=80)
    """Pseudonym of who last said that it is right."""
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(phone=""), name="directory_contact_reaches_somebody"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["valid_until"]),
            models.Index(fields=["public", "valid_until"]),
        ]

    def __str__(self) -> str:
        return self.title


class Wish(models.Model):
    """Asked for by form, and not confirmed yet: goes after two days (:mod:`.services.subscribing`)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField()
    topics = models.JSONField()
    """Pairs of topic and key."""
    pace = models.CharField(max_length=10, choices=_choices(Pace))
    language = models.CharField(max_length=2)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["email", "at"])]

    def __str__(self) -> str:
        return str(self.uuid)


class Subscriber(models.Model):
    """Who is told about changes: a confirmed address, or a person of the register by the address there."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(blank=True)
    """Lower case; empty for people of the register."""
    person = models.OneToOneField(
        "register.Person", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    pace = models.CharField(max_length=10, choices=_choices(Pace))
    language = models.CharField(max_length=2)
    confirmed_at = models.DateTimeField()
    """Proof of the consent (Art. 7 (1) GDPR)."""
    told_until = models.DateTimeField()
    """Every change up to this moment was told or was not asked for."""
    bounces = models.PositiveSmallIntegerField(default=0)
    bounced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["email"], condition=~Q(email=""), name="directory_subscriber_once"
            ),
            models.CheckConstraint(
                condition=Q(email="", person__isnull=False) | (~Q(email="") & Q(person__isnull=True)),
                name="directory_subscriber_address_or_person",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["pace"])]

    def __str__(self) -> str:
        return str(self.uuid)


class Subscription(models.Model):
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="subscriptions")
    topic = models.CharField(max_length=10, choices=_choices(Topic))
    key = models.CharField(max_length=60, blank=True)
    since = models.DateTimeField()
    """Changes before are not told."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["subscriber", "topic", "key"], name="directory_subscription_once")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["topic", "key"])]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"


class Change(models.Model):
    """Something happened that one may subscribe to; references only, the words are made when it is told."""

    topic = models.CharField(max_length=10, choices=_choices(Topic))
    key = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=60)
    """Kind of the event."""
    subject = models.UUIDField()
    data = models.JSONField(default=dict)
    due_at = models.DateTimeField()
    """From when it is told; later than now for what is published later."""

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["due_at"]),
            models.Index(fields=["topic", "key", "due_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.key} {self.kind}"


class Mailing(models.Model):
    """A mail of the project to people by their roles: written by one person, released by another."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject = models.CharField(max_length=150)
    text = models.TextField()
    """Markdown."""
    roles = models.JSONField(default=list)
    """Values of :class:`leistungswerk.core.actor.Role`; never empty when it is proposed."""
    kinds = models.JSONField(default=list)
    """Kinds of organisation the roles are held in; empty for all."""
    organisations = models.JSONField(default=list)
    """uuids; empty for all."""
    services = models.JSONField(default=list)
    """Leistungsschlüssel; empty for all."""
    with_contacts = models.BooleanField(default=False)
    """Also to the mailboxes of the directory that fit."""
    state = models.CharField(max_length=10, choices=_choices(MailingState), default=MailingState.DRAFT.value)
    revision = models.PositiveIntegerField(default=1)
    written_by = models.CharField(max_length=80)
    """Pseudonym of who last changed it: never who releases it."""
    written_name = models.CharField(max_length=200)
    changed_at = models.DateTimeField()
    released_by = models.CharField(max_length=80, blank=True)
    released_name = models.CharField(max_length=200, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "changed_at"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(released_by="") | ~Q(released_by=F("written_by")),
                name="directory_mailing_four_eyes",
            )
        ]

    def __str__(self) -> str:
        return self.subject


class Recipient(models.Model):
    """One address of a released mailing. The address goes some weeks after the mailing."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="recipients")
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=200, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    number = models.PositiveIntegerField()
    """Its place in the mailing; unique there, so nobody is entered twice."""
    state = models.CharField(
        max_length=10, choices=_choices(RecipientState), default=RecipientState.WAITING.value
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["mailing", "email"], condition=~Q(email=""), name="directory_recipient_once"
            ),
            models.UniqueConstraint(fields=["mailing", "number"], name="directory_recipient_number"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["mailing", "state", "number"])]

    def __str__(self) -> str:
        return str(self.uuid)
