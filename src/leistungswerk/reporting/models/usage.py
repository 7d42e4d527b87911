# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Facts: what figures are made of. Bitemporal: when it was true and when we learned it; corrections append."""

from typing import ClassVar

from django.db import models


class UsageFact(models.Model):
    """One thing that happened on a legal day (Europe/Berlin), counted once by its source event."""

    measure = models.CharField(max_length=40)
    day = models.DateField()
    service_key = models.CharField(max_length=14)
    territory = models.CharField(max_length=12)
    amount = models.IntegerField(default=1)
    recorded_at = models.DateTimeField()
    source_event = models.PositiveBigIntegerField(unique=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["measure", "day"]),
            models.Index(fields=["recorded_at"], name="reporting_usage_recorded"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.day} {self.amount}"
