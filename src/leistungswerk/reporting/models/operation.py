# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signs of life."""

from django.db import models


class WorkerBeat(models.Model):
    """When a worker last ran its recurring jobs; ``worker`` is machine and process, no person."""

    worker = models.CharField(max_length=120, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.worker} {self.at:%H:%M:%S}"
