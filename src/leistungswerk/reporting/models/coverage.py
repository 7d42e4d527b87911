# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What events keep of the facts: figures read some hundred rows, not a hundred thousand or millions."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class CoverageSpan(models.Model):
    """Counts of one service from a day to a day, as known from a moment to a moment: facts, counted.

    Always equal to what the metrics count from the facts for the same Stichtag and Datenstand (a test asks both).
    ``district`` is empty for all bodies together, or the first five digits of their ARS. An event supersedes the
    spans it changes and writes two or three; nothing is counted at night. However many there are: at a Stichtag and
    Datenstand one holds for each service, and it is found by its place in the index.
    """

    service_key = models.CharField(max_length=14)
    district = models.CharField(max_length=5, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    competent = models.PositiveIntegerField()
    """Relevant bodies that decide on it."""
    shown = models.PositiveIntegerField()
    """Of these, available and shown by evidence."""
    told = models.PositiveIntegerField()
    """Of these, only told."""
    end_to_end = models.PositiveIntegerField()
    """Of these, available with a transport that reaches the Fachverfahren as data."""
    level_shown = models.PositiveIntegerField()
    """Bodies at which it is shown to be available at level 2 or more of model 1.1; in all bodies together deciding or
    not, in a district only those that decide there."""
    level_told = models.PositiveIntegerField()
    """The same, told included."""
    stray = models.PositiveIntegerField()
    """Bodies where it is available though nobody says they decide on it."""
    unjudged = models.PositiveIntegerField()
    """Bodies where it is available without a level of model 1.1."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["service_key", "district", "valid_from"],
                condition=Q(superseded_at__isnull=True),
                name="reporting_span_one_known",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["service_key", "district", "valid_from", "recorded_at"], name="reporting_span_line"
            ),
            # Ends with what the map sums, so that it reads no row.
            models.Index(
                fields=["valid_to", "district", "valid_from", "competent", "shown", "told"],
                condition=Q(superseded_at__isnull=True) & Q(district__gt=""),
                name="reporting_span_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_key} {self.district} {self.shown + self.told}/{self.competent}"


class UsageMonth(models.Model):
    """Usage by service, Gebiet and month, kept by the events that make the facts; never about a person."""

    measure = models.CharField(max_length=40)
    month = models.DateField()
    """Its first day."""
    service_key = models.CharField(max_length=14)
    territory = models.CharField(max_length=12, blank=True)
    """Regionalschlüssel; empty for the sum of all."""
    amount = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["measure", "month", "service_key", "territory"], name="reporting_usage_month_once"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["measure", "month", "amount"],
                condition=Q(territory=""),
                name="reporting_usage_month_sum",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.month:%Y-%m} {self.amount}"
