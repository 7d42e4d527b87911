# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Beschlüsse: sessions, texts, co-signatures, results, and the tasks that follow from their points."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from leistungswerk.programme.resolution_states import (
    CoSignature,
    Direction,
    ReferenceKind,
    ResolutionState,
    Verb,
    VoteResult,
)


class DecisionBody(models.Model):
    """A body of the Land that may decide: Ministerrat, CIO. Which there are is data, not code."""

    name = models.CharField(max_length=200, unique=True)
    may_decide_urgently = models.BooleanField(default=False)
    """Decides alone where there is no time; another body confirms later."""
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class CouncilSession(models.Model):
    """A session of a council. Its date may be unknown yet: „bis zur 49. Sitzung“ stays a promise in words."""

    council = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    held_on = models.DateField(null=True, blank=True)
    registration_until = models.DateField(null=True, blank=True)
    """Last day to register an item."""
    papers_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["council", "number"], name="programme_session_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}. Sitzung"


class Resolution(models.Model):
    """A Beschluss from draft to the last task done."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    working_number = models.CharField(max_length=20, unique=True)
    """„BV-2026-007“, given by us."""
    number = models.CharField(max_length=30, blank=True)
    """Official once decided: „2019/40“, „B-2025/41-IT“."""
    direction = models.CharField(max_length=10, choices=[(item.value, item.value) for item in Direction])
    state = models.CharField(
        max_length=20,
        choices=[(item.value, item.value) for item in ResolutionState],
        default=ResolutionState.DRAFT.value,
    )
    title = models.CharField(max_length=300)
    owner = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="+")
    """The ministry in the lead."""
    problem = models.TextField(blank=True)
    solution = models.TextField(blank=True)
    alternatives = models.TextField(blank=True)
    cost = models.TextField(blank=True)
    cost_municipal = models.TextField(blank=True)
    """Cost for municipalities (Konnexität); „keine“ is an answer, nothing is none."""
    session = models.ForeignKey(
        CouncilSession, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agenda_item = models.CharField(max_length=30, blank=True)
    decided_by = models.ForeignKey(
        DecisionBody, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_on = models.DateField(null=True, blank=True)
    decision_file_number = models.CharField(max_length=100, blank=True)
    urgent_reason = models.TextField(blank=True)
    """Not empty: decided urgently, to be confirmed."""
    confirmed_by = models.ForeignKey(
        DecisionBody, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_on = models.DateField(null=True, blank=True)
    result = models.CharField(
        max_length=20, choices=[(item.value, item.value) for item in VoteResult], blank=True
    )
    votes = models.CharField(max_length=300, blank=True)
    """As minuted; abstentions are not counted (domain.md 7.1)."""
    declaration = models.TextField(blank=True)
    """Protokollerklärung of the Land."""
    adopted_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    published_at = models.CharField(max_length=300, blank=True)
    """Bundesanzeiger reference or address."""
    created_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="programme_resolution_number_once"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["direction", "state"])]

    def __str__(self) -> str:
        return f"{self.number or self.working_number} {self.title}"


class ResolutionPoint(models.Model):
    """A numbered point: who does what for whom until when. A deadline is a day or a session, not both."""

    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="points")
    position = models.PositiveSmallIntegerField()
    verb = models.CharField(max_length=20, choices=[(item.value, item.value) for item in Verb])
    text = models.TextField()
    addressee = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_session = models.ForeignKey(
        CouncilSession, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["resolution", "position"], name="programme_point_once"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_session__isnull=True),
                name="programme_point_one_deadline",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.verb}"


class ResolutionCoSignature(models.Model):
    """A Ressort's answer to one revision of the text."""

    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="co_signatures")
    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="+")
    organisation_name = models.CharField(max_length=200)
    answer = models.CharField(
        max_length=20,
        choices=[(item.value, item.value) for item in CoSignature],
        default=CoSignature.ASKED.value,
    )
    note = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    signer = models.CharField(max_length=80, blank=True)
    signer_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(null=True, blank=True)
    objection_resolved = models.TextField(blank=True)
    """How an objection was settled; until then the text is not ready."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["resolution", "organisation"], name="programme_co_signature_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_name} {self.answer}"


class Hearing(models.Model):
    """A body heard before the decision: municipal associations, the IT-Kooperationsrat (§ 28 EGovGRP)."""

    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="hearings")
    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="+")
    organisation_name = models.CharField(max_length=200)
    asked_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    statement = models.TextField(blank=True)
    file_number = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["resolution", "organisation"], name="programme_hearing_once")
        ]

    def __str__(self) -> str:
        return self.organisation_name


class ResolutionReference(models.Model):
    """One resolution names another by its official number; ``target`` once the register holds it."""

    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="references")
    number = models.CharField(max_length=30)
    kind = models.CharField(max_length=10, choices=[(item.value, item.value) for item in ReferenceKind])
    target = models.ForeignKey(
        Resolution, on_delete=models.PROTECT, null=True, blank=True, related_name="referenced_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["resolution", "number"], name="programme_reference_once"),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | ~Q(target=F("resolution")),
                name="programme_reference_not_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Annex(models.Model):
    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="annexes")
    title = models.CharField(max_length=300)
    file_number = models.CharField(max_length=100, blank=True)
    url = models.URLField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.title


class ResolutionTask(models.Model):
    """What somebody has to do because of a point, traceable to the services it is about."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    point = models.OneToOneField(ResolutionPoint, on_delete=models.PROTECT, related_name="task")
    addressee = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """„None“: the addressee is outside the Land (FITKO, AL-Runde); it is followed, not done here."""
    services: "models.ManyToManyField[models.Model, models.Model]" = models.ManyToManyField(
        "register.Service", blank=True, related_name="+"
    )
    done_on = models.DateField(null=True, blank=True)
    proof = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.point_id}"
