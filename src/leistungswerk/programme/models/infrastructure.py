# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Base infrastructure: base services, requests for them, and the runtimes online services run on."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from leistungswerk.programme.reuse_states import BaseServiceKind, BaseServiceState, RuntimeKind


class BaseService(models.Model):
    """A Basisdienst of the Land: form platform, account, payment, portal, signature, transport (domain.md 2.3)."""

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(
        max_length=20,
        choices=[(item.value, item.value) for item in BaseServiceKind],
        default=BaseServiceKind.FORM_PLATFORM.value,
    )
    name = models.CharField(max_length=200)
    description = models.TextField()
    provider = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="+")
    available = models.BooleanField(default=True)
    lead_days = models.PositiveSmallIntegerField(null=True, blank=True)
    """Working days from request to ready, as the provider promises."""
    url = models.URLField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.name


class BaseServiceRequest(models.Model):
    """A Vorhaben needs a base service; until it is ready, the Vorhaben shows it as blocker."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("programme.Project", on_delete=models.PROTECT, related_name="base_requests")
    base_service = models.ForeignKey(BaseService, on_delete=models.PROTECT, related_name="requests")
    state = models.CharField(
        max_length=20,
        choices=[(item.value, item.value) for item in BaseServiceState],
        default=BaseServiceState.REQUESTED.value,
    )
    purpose = models.TextField(blank=True)
    needed_by = models.DateField(null=True, blank=True)
    promised_on = models.DateField(null=True, blank=True)
    """What the promise of lead time meant when it was requested; reaching it changes nothing."""
    note = models.TextField(blank=True)
    requested_at = models.DateTimeField()
    requested_by = models.CharField(max_length=80)
    moved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["project", "base_service"],
                condition=~Q(state__in=["refused", "withdrawn"]),
                name="programme_one_base_request",
            )
        ]

    def __str__(self) -> str:
        return f"{self.base_service_id} {self.state}"


class Runtime(models.Model):
    """A system on which online services run: this one, the APP, an EfA service, a product."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=[(item.value, item.value) for item in RuntimeKind])
    name = models.CharField(max_length=200, unique=True)
    operator = models.CharField(max_length=200)
    url = models.URLField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.name


class ProjectRuntime(models.Model):
    """What a Vorhaben runs on, and what was tested there; one at a time."""

    project = models.OneToOneField("programme.Project", on_delete=models.CASCADE, related_name="runs_on")
    runtime = models.ForeignKey(Runtime, on_delete=models.PROTECT, related_name="+")
    version = models.CharField(max_length=60, blank=True)
    url = models.URLField(max_length=500, blank=True)
    """Of the online service."""
    form_version = models.UUIDField(null=True, blank=True)
    """On our own runtime: the form version gate 2 releases."""
    controller = models.CharField(max_length=300, blank=True)
    """Who is controller of the online service (§ 8a OZG)."""
    receiving_controller = models.CharField(max_length=300, blank=True)
    """Who answers for the processing that follows: the receiving authorities, in words."""
    controller_file_number = models.CharField(max_length=100, blank=True)
    """Of the paper that settles both: Auftragsverarbeitung, Art. 26 GDPR, Verwaltungsabkommen."""
    interface_tested_on = models.DateField(null=True, blank=True)
    interface_product = models.CharField(max_length=200, blank=True)
    """Fachverfahren it was tested with."""
    interface_version = models.CharField(max_length=60, blank=True)
    interface_passed = models.BooleanField(null=True, blank=True)
    """``None``: not tested."""
    interface_file_number = models.CharField(max_length=100, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    """Acceptance by the operator."""
    accepted_by = models.CharField(max_length=200, blank=True)
    acceptance_file_number = models.CharField(max_length=100, blank=True)
    revision = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.project_id} {self.runtime_id}"


class Defect(models.Model):
    """A defect found in tests, by class: an open one of class 1 blocks the release (domain.md R04)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("programme.Project", on_delete=models.CASCADE, related_name="defects")
    severity = models.PositiveSmallIntegerField()
    """1 prevents use, 2 hinders, 3 disturbs."""
    title = models.CharField(max_length=300)
    found_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    closing = models.TextField(blank=True)
    """How it was mended, and who checked."""
    note = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(severity__range=(1, 3)), name="programme_defect_class")
        ]

    def __str__(self) -> str:
        return self.title


class AccessibilityTest(models.Model):
    """A named person's test of the online service with the barriers it still has (beside the automatic run)."""

    project = models.ForeignKey(
        "programme.Project", on_delete=models.PROTECT, related_name="accessibility_tests"
    )
    tester_name = models.CharField(max_length=200)
    tested_on = models.DateField()
    method = models.CharField(max_length=300)
    open_barriers = models.TextField(blank=True)
    """As they will stand in the accessibility declaration; empty: none found."""
    subject_digest = models.CharField(max_length=64, blank=True)
    """Digest of the form version on our own runtime; empty elsewhere."""
    file_number = models.CharField(max_length=100, blank=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.tester_name}, {self.tested_on}"


class Waiver(models.Model):
    """A requirement of a gate that the owner gives up with a reason, where the rules allow it."""

    project = models.ForeignKey("programme.Project", on_delete=models.PROTECT, related_name="waivers")
    gate = models.CharField(max_length=2)
    requirement = models.CharField(max_length=60)
    reason = models.TextField()
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["project", "gate", "requirement"], name="programme_waiver_once")
        ]

    def __str__(self) -> str:
        return f"{self.gate} {self.requirement}"
