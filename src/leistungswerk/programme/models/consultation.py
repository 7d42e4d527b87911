# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Beratung: an authority asks, the OZG project answers; the owner decides."""

import uuid
from typing import ClassVar

from django.db import models

from leistungswerk.programme.states import ConsultationState


class Consultation(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=20, unique=True)
    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="+")
    """Who asks."""
    project = models.ForeignKey(
        "programme.Project", on_delete=models.PROTECT, null=True, blank=True, related_name="consultations"
    )
    subject = models.CharField(max_length=300)
    question = models.TextField()
    state = models.CharField(
        max_length=20,
        choices=[(item.value, item.value) for item in ConsultationState],
        default=ConsultationState.REQUESTED.value,
    )
    adviser = models.ForeignKey(
        "register.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    requested_at = models.DateTimeField()
    requested_by = models.CharField(max_length=80)
    answer_due = models.DateField()
    """Counted in working days from the request; a promise of the project, not a limit for the authority."""
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "answer_due"])]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}"


class ConsultationEntry(models.Model):
    """A line of the Beratungsprotokoll: what was said, agreed, sent. Only added."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="entries")
    text = models.TextField()
    is_answer = models.BooleanField(default=False)
    author = models.CharField(max_length=80)
    author_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text[:60]


class AdviserCapacity(models.Model):
    """How many consultations a person can hold at once; a limit for the queue, never a measure of the person."""

    person = models.OneToOneField("register.Person", on_delete=models.CASCADE, related_name="+")
    open_consultations = models.PositiveSmallIntegerField()
    topics = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.person_id} {self.open_consultations}"
