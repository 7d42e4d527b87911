# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Imported messages of XProzess and XZuFi, and what they describe."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from leistungswerk.register.message_states import MessageKind, MessageState


class FimMessage(models.Model):
    """A message as it was imported, less the names of people; the bytes never change."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in MessageKind])
    state = models.CharField(max_length=20, choices=[(state.value, state.value) for state in MessageState])
    sha256 = models.CharField(max_length=64, unique=True)
    """Digest of the file as it came, so that the same file is known again."""
    content_sha256 = models.CharField(max_length=64)
    """Digest of the bytes kept here: those of the file without names of people."""
    content = models.BinaryField()
    file_name = models.TextField()
    standard = models.CharField(max_length=20)
    findings = models.JSONField(default=list)
    imported_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:12]}"


class MessageEntry(models.Model):
    """One object of a message: a process, a service text, an organisational unit, an online service …"""

    message = models.ForeignKey(FimMessage, on_delete=models.PROTECT, related_name="entries")
    position = models.PositiveIntegerField()
    """Place in the message, from 0."""
    kind = models.CharField(max_length=40)
    """Element name of the standard: ``leistung``, ``organisationseinheit``, ``prozess`` …"""
    identifier = models.TextField()
    """Id with the scheme that makes it unique, as ``register.messages`` builds it."""
    version = models.CharField(max_length=60, blank=True)
    title = models.TextField()
    service_key = models.CharField(max_length=14, blank=True, db_index=True)
    """Leistungsschlüssel, where the object names one."""
    current = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["message", "position"], name="register_entry_once_per_place"),
            models.UniqueConstraint(
                fields=["kind", "identifier"], condition=Q(current=True), name="register_entry_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.identifier}"
