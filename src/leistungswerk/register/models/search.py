# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the search box finds, as a table that every process reads along."""

from typing import ClassVar

from django.db import models


class SearchEntry(models.Model):
    """One document of the search; see :mod:`leistungswerk.register.search.index`."""

    kind = models.CharField(max_length=30)
    ref = models.CharField(max_length=40)
    title = models.TextField()
    detail = models.TextField(blank=True)
    extra = models.TextField(blank=True)
    keys = models.TextField(blank=True)
    """Keys and numbers, with blanks between."""
    gone = models.BooleanField(default=False)
    """No longer to be found; the row stays so that every process learns of it."""
    number = models.PositiveBigIntegerField(db_index=True)
    """When it changed, by the clock."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "ref"], name="register_search_entry_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"


class SearchClock(models.Model):
    """One row: the number of the latest change. Whoever changes something holds it until the commit."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)
