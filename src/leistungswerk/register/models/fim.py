# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Imported schemas and code lists: bytes that never change."""

import uuid
from typing import ClassVar

from django.db import models


class FimDocument(models.Model):
    """A schema exactly as it was imported, with the lists it was imported with (design, row 1).

    Bytes and lists of a row never change, so a form version that rests on it never does. The same schema with
    other lists is another row.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sha256 = models.CharField(max_length=64)
    lists_digest = models.CharField(max_length=64, db_default="")
    """Digest over the set of lists, see :func:`leistungswerk.register.keys.lists_digest`."""
    fim_id = models.CharField(max_length=20)
    version = models.CharField(max_length=20, blank=True)
    standard = models.CharField(max_length=10)
    title = models.TextField()
    xml = models.BinaryField()
    findings = models.JSONField(default=list)
    imported_at = models.DateTimeField()
    codelists: "models.ManyToManyField[CodelistDocument, models.Model]" = models.ManyToManyField(
        "CodelistDocument"
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["fim_id", "version"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sha256", "lists_digest"], name="register_schema_with_lists_once")
        ]

    def __str__(self) -> str:
        return f"{self.fim_id} {self.version}"


class CodelistDocument(models.Model):
    """A Genericode list exactly as it was imported or fetched: the local cache of the national repository.

    Bytes are named by their digest. URI and version lead to the newest row: a publisher may correct a list
    without giving it a new version, and both stay.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    canonical_uri = models.TextField()
    version = models.CharField(max_length=60, blank=True)
    version_uri = models.TextField(blank=True, db_default="")
    """Canonical version URI: the name under which the repository keeps this edition."""
    xml = models.BinaryField()
    imported_at = models.DateTimeField()
    source = models.TextField(blank=True, db_default="")
    """Address it was fetched from; empty for a file that somebody handed in."""
    fetched_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["canonical_uri", "version"], name="register_codelist_by_uri"),
            models.Index(fields=["version_uri"], name="register_codelist_by_version"),
        ]

    def __str__(self) -> str:
        return f"{self.canonical_uri} {self.version}"
