# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Projektauftrag between the ministry in charge and the LDI, in versions signed by both."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from leistungswerk.programme.states import DecisionState


class Mandate(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=300)
    client = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="+")
    contractor = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.title


class MandateVersion(models.Model):
    """A version of the text; both parties sign the same digest, then it never changes."""

    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(
        max_length=20,
        choices=[(item.value, item.value) for item in DecisionState],
        default=DecisionState.DRAFT.value,
    )
    text = models.TextField()
    """Markdown: scope, duties, budget, term."""
    change_note = models.TextField(blank=True)
    valid_from = models.DateField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of title, parties, text and first day once it is laid out for signing; then the text stands."""
    signed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["mandate", "number"], name="programme_mandate_version_once"),
            models.UniqueConstraint(
                fields=["mandate"], condition=Q(state="draft"), name="programme_one_draft_mandate"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mandate_id} {self.number}"


class MandateSignature(models.Model):
    """A party's signature under one digest; it says nothing about a text that was changed afterwards."""

    version = models.ForeignKey(MandateVersion, on_delete=models.PROTECT, related_name="signatures")
    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="+")
    organisation_name = models.CharField(max_length=200)
    signer = models.CharField(max_length=80)
    signer_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    form = models.CharField(max_length=20)
    file_number = models.CharField(max_length=100, blank=True)
    signed_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["version", "organisation", "digest"], name="programme_mandate_signature_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_name} {self.signed_on}"
