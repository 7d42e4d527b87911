# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports: texts of people around computed figures, until they are frozen, and the files made of them."""

import uuid
from typing import ClassVar

from django.db import models

from leistungswerk.programme.resolution_states import CoSignature
from leistungswerk.reporting.report_states import ReportState


class Report(models.Model):
    """A report on its way: drafted by the LDI, owned by the ministry in charge, co-signed, then frozen."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=20, blank=True)
    """„B-2026-007“, given by us."""
    version = models.PositiveSmallIntegerField(default=1)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    """The frozen report this one corrects; it stays as it was."""
    template = models.CharField(max_length=20)
    cut_off = models.DateField()
    known_at = models.DateTimeField()
    texts = models.JSONField(default=dict)
    """Written into it when it is frozen: every text with its figures, every answer (``reports.written``)."""
    files = models.JSONField(default=dict)
    """When frozen: ending → SHA-256 of the file in the archive."""
    round = models.PositiveSmallIntegerField(default=0)
    """How often it went into co-signing; answers of an earlier round no longer count and stay to be read."""
    state = models.CharField(
        max_length=20,
        choices=[(item.value, item.value) for item in ReportState],
        default=ReportState.DRAFT.value,
    )
    data_digest = models.CharField(max_length=64, blank=True)
    """Of the data it was frozen with."""
    created_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["template", "cut_off"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["number", "version"], condition=~models.Q(number=""), name="reporting_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.cut_off}"


class ReportSection(models.Model):
    """What people wrote in a section, or the answer to a question of the Landtag (key ``q1``, ``q2`` …)."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(max_length=20)
    title = models.TextField(blank=True)
    """The question, word for word; empty for sections of the template."""
    text = models.TextField(blank=True)
    """Paragraphs with placeholders such as ``{{M1.share}}``."""
    figures = models.JSONField(default=list)
    """Codes of the figures printed beneath an answer."""
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["report", "key"], name="reporting_section_once")
        ]

    def __str__(self) -> str:
        return self.key


class ReportRevision(models.Model):
    """A section as somebody left it: who wrote what when."""

    section = models.ForeignKey(ReportSection, on_delete=models.CASCADE, related_name="revisions")
    revision = models.PositiveIntegerField()
    title = models.TextField(blank=True)
    text = models.TextField(blank=True)
    figures = models.JSONField(default=list)
    author = models.CharField(max_length=80)
    author_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["section", "revision"], name="reporting_revision_once")
        ]

    def __str__(self) -> str:
        return f"{self.revision} {self.author_name}"


class ReportCoSignature(models.Model):
    """What a Ressort said to the text of one round."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="co_signatures")
    round = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="+")
    organisation_name = models.CharField(max_length=200)
    answer = models.CharField(
        max_length=20,
        choices=[(item.value, item.value) for item in CoSignature],
        default=CoSignature.ASKED.value,
    )
    note = models.TextField(blank=True)
    due_on = models.DateField()
    signer = models.CharField(max_length=80, blank=True)
    signer_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["report", "organisation", "round"], name="reporting_co_signature_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_name} {self.answer}"


class ReportFile(models.Model):
    """A file of a report in the archive (folder ``reports``), named by what it is and its digest."""

    template = models.CharField(max_length=20)
    cut_off = models.DateField()
    known_at = models.DateTimeField()
    suffix = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64, unique=True)
    data_digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.template} {self.cut_off} {self.sha256[:12]}"
