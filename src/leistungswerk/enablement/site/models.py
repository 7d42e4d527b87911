# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages and their revisions, dead links, barriers."""

import uuid
from typing import ClassVar

from django.db import models

from leistungswerk.enablement.site.states import BarrierReason, Live, Section, Tongue


class Page(models.Model):
    """A page of the public site under its address; what it says stands in its revisions."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    path = models.CharField(max_length=150, unique=True)
    """Address without the slashes at its ends, as ``umsetzung/erste-schritte``."""
    start = models.CharField(max_length=150, blank=True, db_default="")
    """Address of the start text it came from, wherever it was moved since; empty for pages made here."""
    section = models.CharField(max_length=20, choices=[(item.value, item.value) for item in Section])
    position = models.PositiveSmallIntegerField(default=100)
    """Place in its section, smallest first; the first leads the section."""
    live = models.CharField(
        max_length=20, choices=[(item.value, item.value) for item in Live], default="", blank=True
    )
    easy = models.BooleanField(default=False)
    """Written in Leichte Sprache."""
    organisation = models.UUIDField(null=True, blank=True)
    """The Ressort whose own page this is; it may edit it."""
    review_days = models.PositiveSmallIntegerField(default=180)
    reviewed_on = models.DateField(null=True, blank=True)
    """``None``: nobody has looked at the start text yet."""
    reviewed_by = models.CharField(max_length=80, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    """From this moment on the page is not shown."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["start"], condition=~models.Q(start=""), name="site_start_once")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["section", "position"])]

    def __str__(self) -> str:
        return self.path


class Revision(models.Model):
    """What a page says in a language; never changed, only followed by another."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="revisions")
    language = models.CharField(max_length=2, choices=[(item.value, item.value) for item in Tongue])
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    """One or two sentences that stand first, in lists and in the feed."""
    body = models.TextField(blank=True)
    """Markdown."""
    note = models.CharField(max_length=200, blank=True)
    """What changed, for the editors."""
    author = models.CharField(max_length=80)
    author_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    shown_from = models.DateTimeField(null=True, blank=True)
    """``None``: a draft. Otherwise the moment from which readers see it."""
    is_start = models.BooleanField(default=False)
    """Brought with the software; a newer start text follows only on start texts."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["page", "language", "number"], name="site_revision_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["page", "language", "-shown_from", "-number"], name="site_revision_current"),
            models.Index(fields=["shown_from"], name="site_revision_shown"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language} {self.number})"


class SiteClock(models.Model):
    """One row; its number grows with every write, so a reader of kept pages knows what is stale."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)


class DeadLink(models.Model):
    """A link of a shown page that leads nowhere, as the nightly check last saw it."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="dead_links")
    language = models.CharField(max_length=2, choices=[(item.value, item.value) for item in Tongue])
    target = models.CharField(max_length=500)
    problem = models.CharField(max_length=300)
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["page", "language", "target"], name="site_dead_link_once")
        ]

    def __str__(self) -> str:
        return self.target


class KnownBarrier(models.Model):
    """A barrier the operator knows of and declares (BITV RP § 1; model declaration (EU) 2018/1523)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=60, blank=True)
    """Of a start entry; empty for others."""
    text = models.TextField()
    text_en = models.TextField(blank=True)
    alternative = models.TextField(blank=True)
    """What helps until it is gone."""
    alternative_en = models.TextField(blank=True)
    reason = models.CharField(max_length=20, choices=[(item.value, item.value) for item in BarrierReason])
    since = models.DateField()
    planned_until = models.DateField(null=True, blank=True)
    """Planned only; reaching it closes nothing."""
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["code"], condition=~models.Q(code=""), name="site_known_barrier_once"
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class BarrierReport(models.Model):
    """Somebody met a barrier and says so. Answered within one month; afterwards its text is deleted."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    at = models.DateTimeField()
    due_on = models.DateField()
    address = models.CharField(max_length=500, blank=True)
    """Where it was met, in the reporter's words."""
    text = models.TextField(blank=True)
    contact = models.CharField(max_length=200, blank=True)
    """E-mail or telephone; empty: no answer wanted."""
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answer = models.TextField(blank=True)
    emptied_at = models.DateTimeField(null=True, blank=True)
    """When its text and contact were deleted."""

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["answered_at", "due_on"])]

    def __str__(self) -> str:
        return self.reference
