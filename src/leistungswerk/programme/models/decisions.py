# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""G1: the decision on the kind of digitisation, its options and the process before it."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from leistungswerk.programme.states import DecisionState, Dimension, Ground, Improvement, Path


class DigitisationDecision(models.Model):
    """The decision record with its options paper. Signed, it never changes; a new one supersedes it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("programme.Project", on_delete=models.PROTECT, related_name="decisions")
    state = models.CharField(
        max_length=20,
        choices=[(item.value, item.value) for item in DecisionState],
        default=DecisionState.DRAFT.value,
    )
    path = models.CharField(max_length=1, choices=[(item.value, item.value) for item in Path], blank=True)
    not_digitisable = models.BooleanField(default=False)
    ground = models.CharField(
        max_length=20, choices=[(item.value, item.value) for item in Ground], blank=True
    )
    review_on = models.DateField(null=True, blank=True)
    """When „not digitisable“ or „deferred“ is looked at again."""
    offer = models.ForeignKey(
        "programme.ReuseOffer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    route = models.CharField(max_length=30, blank=True)
    reasons = models.TextField(blank=True)
    maturity_model = models.CharField(max_length=10, blank=True)
    maturity_level = models.PositiveSmallIntegerField(null=True, blank=True)
    target_date = models.DateField(null=True, blank=True)
    cost_once = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    cost_yearly = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    cost_cover = models.TextField(blank=True)
    paper = models.TextField(blank=True)
    """The options paper as edited (Markdown); drafted from the data."""
    drafted_at = models.DateTimeField(null=True, blank=True)
    searched_at = models.DateTimeField(null=True, blank=True)
    """When reuse offers were last looked for."""
    searched_offers = models.JSONField(default=list, blank=True)
    """Uuids of the offers that were found then."""
    signed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    supersedes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(state="draft"), name="programme_one_draft_decision"
            ),
            models.UniqueConstraint(
                fields=["project"], condition=Q(state="signed"), name="programme_one_signed_decision"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.path} {self.state}"


class OptionRating(models.Model):
    """How an option looks in one dimension; the offer it means, where the option is a reuse."""

    decision = models.ForeignKey(DigitisationDecision, on_delete=models.CASCADE, related_name="ratings")
    path = models.CharField(max_length=1, choices=[(item.value, item.value) for item in Path])
    offer = models.ForeignKey(
        "programme.ReuseOffer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dimension = models.CharField(max_length=20, choices=[(item.value, item.value) for item in Dimension])
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    """0 does not fit to 3 fits well; ``None``: not judged yet."""
    text = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["decision", "path", "offer", "dimension"], name="programme_rating_of_offer"
            ),
            models.UniqueConstraint(
                fields=["decision", "path", "dimension"],
                condition=Q(offer__isnull=True),
                name="programme_rating_of_path",
            ),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__lte=3), name="programme_rating_points"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.path} {self.dimension}"


class ProcessStep(models.Model):
    """A step of the procedure today and what becomes of it (§ 10 EGovGRP)."""

    project = models.ForeignKey("programme.Project", on_delete=models.CASCADE, related_name="process_steps")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    improvement = models.CharField(
        max_length=20, choices=[(item.value, item.value) for item in Improvement], blank=True
    )
    """Empty: not examined yet."""
    reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["project", "position"], name="programme_process_step_once")
        ]

    def __str__(self) -> str:
        return self.title
