# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Services, territories and authorities."""

import uuid
from typing import ClassVar

from django.db import models


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
