# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the federal dashboard says of us (standards.md 4.2): kept beside our own facts, never mixed with them."""

import uuid
from typing import ClassVar

from django.db import models


class DashboardImport(models.Model):
    """Files of the dashboard API taken in together: one state of its data."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    """SHA-256 over the digests of its files: the same files are taken in once."""
    files = models.JSONField(default=list)
    """Name, SHA-256 and bytes of each (``dashboard.reading.KeptFile``); the bytes lie in the blob storage."""
    source = models.CharField(max_length=300)
    as_of = models.DateField()
    """State of the data, as told at the import."""
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    lines = models.PositiveIntegerField()
    elsewhere = models.PositiveIntegerField(default=0)
    """Lines about other Länder, which are not kept."""
    unreadable = models.PositiveIntegerField(default=0)
    remarks = models.JSONField(default=list)
    """Sentences about lines set aside and fields the API did not have before; the first of them."""

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["-as_of", "-at"])]

    def __str__(self) -> str:
        return f"{self.as_of} {self.digest[:12]}"


class DashboardLine(models.Model):
    """One line as the dashboard tells it; the names of its fields are those of the API (DvDataDto)."""

    taken_in = models.ForeignKey(DashboardImport, on_delete=models.CASCADE, related_name="rows")
    leika_key = models.CharField(max_length=14)
    leika_name = models.TextField(blank=True)
    ars = models.CharField(max_length=12)
    ars_name = models.CharField(max_length=200, blank=True)
    ozgid = models.PositiveIntegerField(null=True, blank=True)
    ozg_bezeichnung = models.TextField(blank=True)
    url = models.TextField(blank=True)
    online_status = models.CharField(max_length=10, blank=True)
    aktiv = models.CharField(max_length=4, blank=True)
    art_flaechendeckung = models.CharField(max_length=60)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["taken_in", "leika_key", "ars"], name="reporting_dashboard_line")
        ]

    def __str__(self) -> str:
        return f"{self.leika_key} {self.ars} {self.art_flaechendeckung}"
