# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files handed in for the register, from upload over comparison to acceptance."""

import uuid
from typing import ClassVar

from django.db import models

from leistungswerk.register.kinds import ImportKind, ImportState


class ImportRun(models.Model):
    """An import somebody compares before it counts. The files are dropped once it is decided."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=[(item.value, item.value) for item in ImportKind])
    state = models.CharField(
        max_length=20,
        choices=[(item.value, item.value) for item in ImportState],
        default=ImportState.PROPOSED.value,
    )
    as_of = models.DateField()
    """Date stamp of the data, as the person says."""
    plan_digest = models.CharField(max_length=64)
    """Digest of the comparison that was shown; accepting another one is refused."""
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    ended = models.PositiveIntegerField(default=0)
    created_by = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"


class ImportedFile(models.Model):
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["run", "name"], name="register_imported_file_once")
        ]

    def __str__(self) -> str:
        return self.name
