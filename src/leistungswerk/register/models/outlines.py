# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Installed outlines of districts."""

from typing import ClassVar

from django.db import models


class OutlineSet(models.Model):
    """Outlines as they were installed; the newest known one is drawn, so an older report keeps its own map."""

    digest = models.CharField(max_length=64)
    """SHA-256 of the file."""
    content = models.JSONField()
    """``register.outlines.Outlines`` in its JSON form."""
    recorded_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-recorded_at"], name="register_outlines_newest")]

    def __str__(self) -> str:
        return self.digest
