# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Facts that hold from a day to a day.

Every fact has two times. Valid time: ``valid_from`` to ``valid_to``, legal days, both included. Recorded time:
``recorded_at``, and ``superseded_at`` once a later version of the same ``fact`` was recorded. A version is known
at a moment if it was recorded by then and not yet superseded; so what was said then can be said again.

Facts name services, bodies and Vorhaben by their public keys and names as they were, so a later recut or
renaming changes no report. A plan is no fact: nothing here begins or ends in the future.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from leistungswerk.reporting.kinds import CostKind, Evidence


class _Fact(models.Model):
    fact = models.UUIDField(default=uuid.uuid4, editable=False)
    """The same for all versions."""
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=120)
    """Where we know it from: an event, a data round, an import."""

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["fact"], condition=Q(superseded_at__isnull=True), name="%(class)s_one_known"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="%(class)s_times"
            ),
        ]


class AvailabilityFact(_Fact):
    """A service is available online at a body: since when, how, and what shows it."""

    service_key = models.CharField(max_length=14)
    body = models.UUIDField()
    body_name = models.CharField(max_length=200)
    ars = models.CharField(max_length=12)
    channel = models.CharField(max_length=20, default="online")
    transport = models.CharField(max_length=20, blank=True)
    """How applications reach the Fachverfahren; empty: not known."""
    maturity_model = models.CharField(max_length=10, blank=True)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    """Reifegrad in ``maturity_model``; ``None``: not judged."""
    evidence = models.CharField(max_length=10, choices=[(item.value, item.value) for item in Evidence])
    reference = models.CharField(max_length=200, blank=True)
    """What shows it: a gate case, an answer of a data round."""

    class Meta(_Fact.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["service_key", "body", "channel", "valid_from"]),
            models.Index(fields=["recorded_at"], name="reporting_available_recorded"),
            models.Index(
                fields=["superseded_at"],
                condition=Q(superseded_at__isnull=False),
                name="reporting_available_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_key} {self.body_name} {self.valid_from}"


class CompetenceFact(_Fact):
    """A body decides on a service: the denominators. ``relevant`` is ``False`` where it does not arise there."""

    service_key = models.CharField(max_length=14)
    body = models.UUIDField()
    body_name = models.CharField(max_length=200)
    ars = models.CharField(max_length=12)
    relevant = models.BooleanField(default=True)
    reason = models.TextField(blank=True)

    class Meta(_Fact.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["service_key", "body", "valid_from"]),
            models.Index(fields=["recorded_at"], name="reporting_competent_recorded"),
            models.Index(
                fields=["superseded_at"],
                condition=Q(superseded_at__isnull=False),
                name="reporting_competent_ended",
            ),
            models.Index(fields=["ars", "service_key"], name="reporting_competent_area"),
        ]

    def __str__(self) -> str:
        return f"{self.service_key} {self.body_name}"


class ServiceFact(_Fact):
    """What a service was called and where it belonged."""

    service_key = models.CharField(max_length=14)
    name = models.TextField()
    kind = models.CharField(max_length=4)
    """Detailstufe: lo, lov, lovd."""
    ozg_id = models.CharField(max_length=10, blank=True)
    ozg_name = models.TextField(blank=True)
    theme = models.CharField(max_length=60, blank=True)
    ressort = models.CharField(max_length=200, blank=True)
    typing = models.CharField(max_length=10, blank=True)

    class Meta(_Fact.Meta):
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["service_key", "valid_from"])]

    def __str__(self) -> str:
        return f"{self.service_key} {self.name}"


class PhaseFact(_Fact):
    """A Vorhaben was in a phase, on a path, in a state, under an owner."""

    project = models.UUIDField()
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    owner = models.UUIDField()
    owner_name = models.CharField(max_length=200)
    ressort = models.CharField(max_length=200)
    """The ministry above the owner, or the owner itself."""
    phase = models.PositiveSmallIntegerField()
    path = models.CharField(max_length=1, blank=True)
    state = models.CharField(max_length=20)

    class Meta(_Fact.Meta):
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["project", "valid_from"])]

    def __str__(self) -> str:
        return f"{self.number} {self.phase}"


class ProjectServiceFact(_Fact):
    """A Vorhaben brought a service online."""

    project = models.UUIDField()
    service_key = models.CharField(max_length=14)

    class Meta(_Fact.Meta):
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["project", "service_key"])]

    def __str__(self) -> str:
        return f"{self.project} {self.service_key}"


class FocusFact(_Fact):
    """A service stood on the list of Fokusleistungen; the list is dated data (domain.md 2.2)."""

    service_key = models.CharField(max_length=14)
    list_name = models.CharField(max_length=100)

    class Meta(_Fact.Meta):
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["list_name", "service_key"])]

    def __str__(self) -> str:
        return f"{self.list_name} {self.service_key}"


class CostFact(_Fact):
    """Money or effort: a budget for its year, a booking on its day, compliance cost as of its statutory day."""

    kind = models.CharField(max_length=30, choices=[(item.value, item.value) for item in CostKind])
    subject = models.UUIDField()
    """The measure, or the entry of compliance cost."""
    year = models.PositiveSmallIntegerField()
    """Haushaltsjahr, or the year of the statutory day."""
    body = models.UUIDField(null=True, blank=True)
    body_name = models.CharField(max_length=200, blank=True)
    ressort = models.CharField(max_length=200, blank=True)
    service_key = models.CharField(max_length=14, blank=True)
    measure = models.CharField(max_length=200, blank=True)
    """Name of the budget measure or the Vorgabe of the compliance cost."""
    cents = models.BigIntegerField()
    draws_on = models.UUIDField(null=True, blank=True)
    """The commitment a payment was made under: what is paid is no longer bound."""
    evidence = models.CharField(max_length=10, choices=[(item.value, item.value) for item in Evidence])
    reference = models.CharField(max_length=200, blank=True)
    """Number of the file in the E-Akte."""

    class Meta(_Fact.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "valid_from"]),
            models.Index(fields=["subject", "year"], name="reporting_cost_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.cents}"


class ToldFact(_Fact):
    """What only people know about a service and told in a data round: a number or a text, never counted as shown."""

    measure = models.CharField(max_length=20)
    """The question it answers (``round_states.Question``)."""
    service_key = models.CharField(max_length=14)
    body = models.UUIDField()
    body_name = models.CharField(max_length=200)
    number = models.PositiveIntegerField(null=True, blank=True)
    text = models.TextField(blank=True)
    reference = models.CharField(max_length=200, blank=True)

    class Meta(_Fact.Meta):
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["measure", "service_key"])]

    def __str__(self) -> str:
        return f"{self.measure} {self.service_key}"


class AssessmentFact(_Fact):
    """A service was judged to have a Reifegrad in one model, everywhere or at one body; never converted to another.

    ``values`` and ``findings`` are kept as they were on the day of the assessment: what people said of each
    criterion (``maturity.values.CriterionValue``), and what the running system showed (``maturity.checks.Finding``).
    """

    service_key = models.CharField(max_length=14)
    body = models.UUIDField(null=True, blank=True)
    """The body it differs at; ``None``: wherever the service is offered."""
    body_name = models.CharField(max_length=200, blank=True)
    ars = models.CharField(max_length=12, blank=True)
    model = models.CharField(max_length=10)
    model_digest = models.CharField(max_length=64)
    """Of the text of the model it was judged by."""
    level = models.PositiveSmallIntegerField()
    evidence = models.CharField(max_length=10, choices=[(item.value, item.value) for item in Evidence])
    values = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    """Why this level, where the criteria do not say it, and why it is above what the system shows."""
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)

    class Meta(_Fact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *_Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["service_key", "model"],
                condition=Q(superseded_at__isnull=True, valid_to__isnull=True, body__isnull=True),
                name="reporting_one_assessment",
            ),
            models.UniqueConstraint(
                fields=["service_key", "model", "body"],
                condition=Q(superseded_at__isnull=True, valid_to__isnull=True, body__isnull=False),
                name="reporting_one_assessment_here",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["service_key", "model", "valid_from"], name="reporting_assessed"),
            models.Index(fields=["recorded_at"], name="reporting_assessed_recorded"),
        ]

    def __str__(self) -> str:
        return f"{self.service_key} {self.model} {self.level}"
