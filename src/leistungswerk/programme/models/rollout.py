# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Phase 3: waves, executing bodies with their duties, questionnaires and portal orders."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from leistungswerk.programme.rollout_states import Duty, DutyState, OrderState, UnitState, WaveKind


class Wave(models.Model):
    """A pilot or wave of a roll-out; its days are a plan and change nothing by passing."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("programme.Project", on_delete=models.CASCADE, related_name="waves")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=[(item.value, item.value) for item in WaveKind])
    name = models.CharField(max_length=100)
    starts_on = models.DateField(null=True, blank=True)
    go_live_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["project", "position"], name="programme_wave_once")
        ]

    def __str__(self) -> str:
        return self.name


class RolloutUnit(models.Model):
    """One executing body in one Vorhaben: a cell of the matrix."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("programme.Project", on_delete=models.PROTECT, related_name="units")
    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="+")
    wave = models.ForeignKey(Wave, on_delete=models.SET_NULL, null=True, blank=True, related_name="units")
    state = models.CharField(
        max_length=20,
        choices=[(item.value, item.value) for item in UnitState],
        default=UnitState.PLANNED.value,
    )
    transport = models.CharField(max_length=20, blank=True)
    """A :class:`leistungswerk.register.kinds.Transport`; decides which duties it has."""
    expected_cases = models.PositiveIntegerField(null=True, blank=True)
    """A year, at this body."""
    live_from = models.DateField(null=True, blank=True)
    live_to = models.DateField(null=True, blank=True)
    online_service = models.UUIDField(null=True, blank=True)
    """On our own runtime."""
    reason = models.TextField(blank=True)
    """Of an exemption or withdrawal."""
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["project", "organisation"], name="programme_unit_once")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organisation", "state"])]

    def __str__(self) -> str:
        return f"{self.project_id} {self.organisation_id} {self.state}"


class DutyRecord(models.Model):
    """What a body has done for a duty, under a reference; the newest version counts („done“ may be taken back)."""

    unit = models.ForeignKey(RolloutUnit, on_delete=models.CASCADE, related_name="duties")
    duty = models.CharField(max_length=20, choices=[(item.value, item.value) for item in Duty])
    state = models.CharField(max_length=20, choices=[(item.value, item.value) for item in DutyState])
    reference = models.CharField(max_length=300, blank=True)
    """File number, destination id, organisation key, mailbox: what the duty needs."""
    valid_until = models.DateField(null=True, blank=True)
    """Of a certificate."""
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "duty"], name="programme_duty_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["valid_until"], condition=Q(valid_until__isnull=False), name="programme_expiry"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.duty} {self.state}"


class Questionnaire(models.Model):
    """The Anbindungsfragebogen of a body, in versions; the newest counts."""

    unit = models.ForeignKey(RolloutUnit, on_delete=models.CASCADE, related_name="questionnaires")
    version = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "version"], name="programme_questionnaire_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.version}"


class PortalOrder(models.Model):
    """The editorial order to the Landesredaktion for a go-live, tracked until the portal shows it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(RolloutUnit, on_delete=models.PROTECT, related_name="orders")
    state = models.CharField(
        max_length=20,
        choices=[(item.value, item.value) for item in OrderState],
        default=OrderState.DRAFTED.value,
    )
    xml = models.BinaryField()
    """XZuFi with online service and responsibility, as ordered."""
    digest = models.CharField(max_length=64)
    drafted_at = models.DateTimeField()
    ordered_at = models.DateTimeField(null=True, blank=True)
    recheck_at = models.DateTimeField(null=True, blank=True)
    """72 hours after the order (domain.md 5.2); read back then, by act."""
    read_back_at = models.DateTimeField(null=True, blank=True)
    deviations = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.state}"
