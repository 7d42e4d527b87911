# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Texts about services for citizens and companies, as their editors published them."""

from typing import ClassVar

from django.db import models


class ServiceText(models.Model):
    """What an editorial office says about a Leistung in one language, for everywhere or one Gebiet.

    Imported from XZuFi and replaced by the next import; never edited here. The Land's portal stays the place where
    the text is kept.
    """

    key = models.CharField(max_length=14)
    """Leistungsschlüssel; the register need not know the Leistung yet."""
    language = models.CharField(max_length=35)
    """BCP 47: ``de``, ``en``, ``de-x-leicht`` …"""
    ars = models.CharField(max_length=12, blank=True)
    """Where it holds; empty: everywhere."""
    agency = models.CharField(max_length=60, blank=True)
    """Key of the editorial office, such as ``L100042``."""
    publisher = models.TextField(blank=True)
    identifier = models.CharField(max_length=200)
    """Id of the text with its editor."""
    name = models.TextField(blank=True)
    keywords = models.TextField(blank=True)
    """Words people look for, with blanks between."""
    content = models.JSONField()
    """A :class:`leistungswerk.register.text_content.TextContent`."""
    digest = models.CharField(max_length=64)
    origin_url = models.CharField(max_length=2000, blank=True)
    """The page the editor names as the origin of the text."""
    changed_on = models.DateField(null=True, blank=True)
    """Last change at the editor's, as the text says."""
    imported_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key", "language", "ars", "agency"], name="register_text_once")
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.language} {self.agency}"
