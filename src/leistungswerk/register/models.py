# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""State of the register: what services, bodies and territories exist, and the FIM documents they rest on."""

import uuid
from typing import ClassVar

from django.db import models


class FimDocument(models.Model):
    """A schema exactly as it was imported; the bytes never change (design, row 1)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, unique=True)
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

    def __str__(self) -> str:
        return f"{self.fim_id} {self.version}"


class CodelistDocument(models.Model):
    """A Genericode list exactly as it was imported."""

    sha256 = models.CharField(max_length=64, unique=True)
    canonical_uri = models.TextField()
    version = models.CharField(max_length=60, blank=True)
    xml = models.BinaryField()
    imported_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.canonical_uri} {self.version}"


class Service(models.Model):
    """A Verwaltungsleistung under its Leistungsschlüssel (14 digits, standards.md 3.4)."""

    key = models.CharField(max_length=14, unique=True)
    name = models.TextField()

    def __str__(self) -> str:
        return f"{self.key} {self.name}"


class Territory(models.Model):
    """A Gebiet under its Regionalschlüssel (ARS, 12 digits)."""

    ars = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.ars} {self.name}"


class Authority(models.Model):
    """A Behörde that may execute services."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT)
    street = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=5, blank=True)
    city = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["name", "territory"], name="register_authority_once")
        ]

    def __str__(self) -> str:
        return self.name
