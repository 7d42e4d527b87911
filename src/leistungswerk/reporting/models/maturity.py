# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Maturity models (Reifegradmodelle) as data: each text of a model stays, so an old assessment can be read."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class MaturityModel(models.Model):
    """One text of a model: levels, criteria, rule (``maturity.documents.ModelDocument``). A later text supersedes."""

    code = models.CharField(max_length=10)
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(superseded_at__isnull=True), name="reporting_one_model"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.digest[:12]}"
