# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Checklists: versioned templates, and the items of a Vorhaben that were copied from them."""

import uuid
from typing import ClassVar

from django.db import models

from leistungswerk.programme.states import Dimension, EvidenceKind, Gate, ItemState


class ChecklistTemplate(models.Model):
    """A version of the checklist before a gate, for a path and typings. A published one never changes."""

    gate = models.CharField(max_length=2, choices=[(item.value, item.value) for item in Gate])
    path = models.CharField(max_length=1, blank=True)
    """Empty: every path."""
    typings = models.JSONField(default=list, blank=True)
    """Typisierungen it is for; empty: all."""
    title = models.CharField(max_length=200)
    version = models.PositiveIntegerField()
    edition = models.PositiveIntegerField(null=True, blank=True)
    """Edition of the house's file it was read from; ``None``: written in the office."""
    published_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["gate", "path", "title", "version"], name="programme_template_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.gate} {self.title} {self.version}"


class TemplateItem(models.Model):
    template = models.ForeignKey(ChecklistTemplate, on_delete=models.CASCADE, related_name="items")
    code = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    dimension = models.CharField(max_length=20, choices=[(item.value, item.value) for item in Dimension])
    title = models.CharField(max_length=300)
    guidance = models.TextField(blank=True)
    responsible = models.CharField(max_length=30)
    """A role."""
    due_days = models.PositiveSmallIntegerField(null=True, blank=True)
    """Days after the list was begun."""
    mandatory = models.BooleanField(default=True)
    evidence = models.CharField(max_length=20, choices=[(item.value, item.value) for item in EvidenceKind])
    live_fact = models.CharField(max_length=40, blank=True)
    """Which fact of the running system proves it, if ``evidence`` is ``live_fact``."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["template", "code"], name="programme_template_item_once")
        ]

    def __str__(self) -> str:
        return self.title


class ChecklistItem(models.Model):
    """An item of a Vorhaben; texts are copied, so a later template changes nothing here."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("programme.Project", on_delete=models.CASCADE, related_name="items")
    gate = models.CharField(max_length=2, choices=[(item.value, item.value) for item in Gate])
    template = models.ForeignKey(ChecklistTemplate, on_delete=models.PROTECT, null=True, blank=True)
    """``None``: added by the owner."""
    code = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    dimension = models.CharField(max_length=20, choices=[(item.value, item.value) for item in Dimension])
    title = models.CharField(max_length=300)
    guidance = models.TextField(blank=True)
    responsible = models.CharField(max_length=30)
    person = models.ForeignKey(
        "register.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    due = models.DateField(null=True, blank=True)
    mandatory = models.BooleanField(default=True)
    evidence = models.CharField(max_length=20, choices=[(item.value, item.value) for item in EvidenceKind])
    live_fact = models.CharField(max_length=40, blank=True)
    state = models.CharField(
        max_length=20, choices=[(item.value, item.value) for item in ItemState], default=ItemState.OPEN.value
    )
    note = models.TextField(blank=True)
    """Reason where it does not apply."""
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["project", "gate", "code"], name="programme_item_once")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "due"])]

    def __str__(self) -> str:
        return self.title


class Evidence(models.Model):
    """What proves an item: a paper's file number, a link, a decision, or a fact with its digest. Only added."""

    item = models.ForeignKey(ChecklistItem, on_delete=models.CASCADE, related_name="proofs")
    kind = models.CharField(max_length=20, choices=[(item.value, item.value) for item in EvidenceKind])
    title = models.CharField(max_length=300)
    file_number = models.CharField(max_length=100, blank=True)
    """Aktenzeichen in the E-Akte, which stays the place of the paper itself."""
    url = models.URLField(max_length=500, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.title
