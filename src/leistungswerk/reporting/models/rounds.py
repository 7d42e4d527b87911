# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Data rounds: what people were asked at a Stichtag, what they said, who released, checked and accepted it.

Lines name services and bodies as they were, like facts. A closed round is never written again; what is found
wrong later is a :class:`LateCorrection` beside it and a later version of the fact.
"""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models

from leistungswerk.reporting.round_states import (
    LineState,
    Outcome,
    PartKind,
    PartState,
    Question,
    RoundState,
)


class DataRound(models.Model):
    """A round of questions about one Stichtag, to the Ressorts and through project offices to municipalities."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=200)
    cut_off = models.DateField()
    due = models.DateField()
    """Until when each Ressort and project office releases."""
    answers_due = models.DateField(null=True, blank=True)
    """Until when the Fachreferate answer, so that somebody can look at it before; ``None``: until ``due``."""
    questions = models.JSONField(default=list)
    services = models.JSONField(default=list)
    """Leistungsschlüssel it was limited to; empty: all."""
    unasked = models.JSONField(default=list)
    """Bodies nobody can be asked for: no Ressort and no project office; named as gaps."""
    state = models.CharField(
        max_length=20,
        choices=[(item.value, item.value) for item in RoundState],
        default=RoundState.OPEN.value,
    )
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    opened_by_name = models.CharField(max_length=200)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by_name = models.CharField(max_length=200, blank=True)
    remark = models.TextField(blank=True)
    """Why it was closed with gaps, or cancelled."""
    statement = models.JSONField(null=True, blank=True)
    """The closing statement as it was said (``rounds.statement.Statement``)."""

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "cut_off"])]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class RoundPart(models.Model):
    """The part of one Ressort, or of one project office for its municipalities."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(DataRound, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=20, choices=[(item.value, item.value) for item in PartKind])
    organisation = models.UUIDField()
    name = models.CharField(max_length=200)
    state = models.CharField(
        max_length=20,
        choices=[(item.value, item.value) for item in PartState],
        default=PartState.COLLECTING.value,
    )
    reason = models.TextField(blank=True)
    """Why it came back last; empty once it went on."""
    released_by = models.CharField(max_length=80, blank=True)
    checked_by = models.CharField(max_length=80, blank=True)
    escalation_asked_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    extended_to = models.DateField(null=True, blank=True)
    """A later due day that the ministry in charge granted to this one alone."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "organisation"], name="reporting_one_part"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.name}"

    @property
    def due(self) -> date:
        """Until when this part is to be released."""
        return self.extended_to or self.round.due


class RoundLine(models.Model):
    """One question about one service at one body, pre-filled with what was known last."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    part = models.ForeignKey(RoundPart, on_delete=models.CASCADE, related_name="lines")
    question = models.CharField(max_length=20, choices=[(item.value, item.value) for item in Question])
    service_key = models.CharField(max_length=14)
    service_name = models.TextField()
    body = models.UUIDField()
    """Whom the answer is about."""
    body_name = models.CharField(max_length=200)
    ars = models.CharField(max_length=12, blank=True)
    answering = models.UUIDField()
    """Who answers: the body itself, or its successor."""
    answering_name = models.CharField(max_length=200)
    before = models.JSONField(null=True, blank=True)
    """``rounds.answers.Answer`` as known at opening; ``None``: nothing was known."""
    before_source = models.CharField(max_length=120, blank=True)
    answer = models.JSONField(null=True, blank=True)
    state = models.CharField(
        max_length=20, choices=[(item.value, item.value) for item in LineState], default=LineState.OPEN.value
    )
    note = models.TextField(blank=True)
    """Why it came back, why it cannot be said, or where the body went on."""
    answered_by = models.CharField(max_length=80, blank=True)
    answered_by_name = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(
        max_length=20, choices=[(item.value, item.value) for item in Outcome], blank=True
    )
    fact = models.UUIDField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["part", "question", "service_key", "body"], name="reporting_one_line"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["part", "state"]),
            models.Index(fields=["part", "service_name", "body_name"]),
            models.Index(fields=["answering"]),
        ]

    def __str__(self) -> str:
        return f"{self.service_key} {self.body_name} {self.question}"


class RoundStep(models.Model):
    """Who did what in a round, and why; only added."""

    round = models.ForeignKey(DataRound, on_delete=models.CASCADE, related_name="steps")
    part = models.ForeignKey(RoundPart, on_delete=models.CASCADE, null=True, blank=True, related_name="steps")
    act = models.CharField(max_length=30)
    reason = models.TextField(blank=True)
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    day = models.DateField()
    """Legal day of ``at``: a reminder goes out once a day."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["part", "day"],
                condition=models.Q(act="reminded"),
                name="reporting_one_reminder",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.at}"


class RoundDissent(models.Model):
    """Somebody who takes part disagrees with what is told on; it is printed with the answers."""

    part = models.ForeignKey(RoundPart, on_delete=models.CASCADE, related_name="dissents")
    line = models.ForeignKey(RoundLine, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    text = models.TextField()
    organisation_name = models.CharField(max_length=200)
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text[:60]


class LateCorrection(models.Model):
    """A closed answer turned out wrong: what is right, why, and since when that is known."""

    line = models.ForeignKey(RoundLine, on_delete=models.CASCADE, related_name="late_corrections")
    answer = models.JSONField()
    reason = models.TextField()
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.line_id} {self.at}"
