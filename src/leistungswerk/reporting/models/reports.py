# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports: texts of people around computed figures, until they are frozen, and the files made of them."""

import uuid
from typing import ClassVar

from django.db import models

from leistungswerk.reporting.report_states import ReportState


class Report(models.Model):
    """A report on its way: drafted by the LDI, owned by the ministry in charge, co-signed, then frozen."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    template = models.CharField(max_length=20)
    cut_off = models.DateField()
    known_at = models.DateTimeField()
    texts = models.JSONField(default=dict)
    """By section; what people wrote."""
    state = models.CharField(
        max_length=20,
        choices=[(item.value, item.value) for item in ReportState],
        default=ReportState.DRAFT.value,
    )
    data_digest = models.CharField(max_length=64, blank=True)
    """Of the data it was frozen with."""
    created_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["template", "cut_off"])]

    def __str__(self) -> str:
        return f"{self.template} {self.cut_off}"


class ReportFile(models.Model):
    """A file of a report in the archive (folder ``reports``), named by what it is and its digest."""

    template = models.CharField(max_length=20)
    cut_off = models.DateField()
    known_at = models.DateTimeField()
    suffix = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64, unique=True)
    data_digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.template} {self.cut_off} {self.sha256[:12]}"
