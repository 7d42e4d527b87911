# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What holds now for each service, kept by events: the dashboard reads a few hundred rows, not a hundred thousand."""

from django.db import models


class Coverage(models.Model):
    """Counts of one service as of now; recounted in the transaction that changes one of its facts.

    Always equal to what the metrics count from the facts (a test asks both); a report never reads it.
    """

    service_key = models.CharField(max_length=14, unique=True)
    competent = models.PositiveIntegerField(default=0)
    """Relevant bodies that decide on it."""
    shown = models.PositiveIntegerField(default=0)
    """Of these, available and shown by evidence."""
    told = models.PositiveIntegerField(default=0)
    """Of these, only told."""
    end_to_end = models.PositiveIntegerField(default=0)
    """Of these, available with a transport that reaches the Fachverfahren as data."""

    def __str__(self) -> str:
        return f"{self.service_key} {self.shown + self.told}/{self.competent}"
