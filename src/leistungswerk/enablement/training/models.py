# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Courses with their trainers, dates with their seats, and what participants said afterwards."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from leistungswerk.enablement.training.states import DateState, Level, Pace, SeatState, Topic


def _choices(
    kind: type[Topic] | type[Level] | type[DateState] | type[SeatState] | type[Pace],
) -> list[tuple[str, str]]:
    return [(item.value, item.value) for item in kind]


class TrainingCourse(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=200)
    topic = models.CharField(max_length=20, choices=_choices(Topic))
    level = models.CharField(max_length=20, choices=_choices(Level))
    description = models.TextField()
    """Markdown: what one can do afterwards, for whom, what to bring."""
    minutes = models.PositiveIntegerField()
    counts_for_rollout = models.BooleanField(default=False)
    """Whoever attended has trained its body for a go-live (domain.md 5.3)."""
    service_keys = models.JSONField(default=list, blank=True)
    """Leistungsschlüssel it prepares for; empty: for every service."""
    materials = models.JSONField(default=list, blank=True)
    """Pairs of title and address."""
    trainers: "models.ManyToManyField[models.Model, models.Model]" = models.ManyToManyField(
        "register.Person", blank=True, related_name="+"
    )
    """The joint trainer pool of Land and municipalities, for this course."""
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.title


class TrainingDate(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(TrainingCourse, on_delete=models.PROTECT, related_name="dates")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=300)
    """A room, or the address of an online meeting."""
    capacity = models.PositiveIntegerField()
    trainer = models.ForeignKey(
        "register.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=20, choices=_choices(DateState), default=DateState.PLANNED.value)
    sequence = models.PositiveIntegerField(default=0)
    """Counts changes, for calendars (RFC 5545, SEQUENCE)."""

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "begins_at"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="trainingdate_ends_later")
        ]

    def __str__(self) -> str:
        return f"{self.course} {self.begins_at:%Y-%m-%d}"


class Seat(models.Model):
    """One participant of one date. The order of ``id`` is the order of the waiting list."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    date = models.ForeignKey(TrainingDate, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(
        "register.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    """Empty for somebody without an account, whom a colleague registered."""
    name = models.CharField(max_length=200)
    email = models.EmailField()
    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=_choices(SeatState))
    at = models.DateTimeField()
    registered_by = models.CharField(max_length=80)
    evaluated = models.BooleanField(default=False)
    """Whether an evaluation was given; which one, nothing tells."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["date", "email"],
                condition=~Q(state=SeatState.GIVEN_BACK.value),
                name="seat_once_per_date",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organisation", "state"])]

    def __str__(self) -> str:
        return f"{self.name} {self.date}"


class Evaluation(models.Model):
    """What somebody said of a course: of the course, never of a trainer, and without a name or a time."""

    course = models.ForeignKey(TrainingCourse, on_delete=models.PROTECT, related_name="evaluations")
    useful = models.PositiveSmallIntegerField()
    """1 (not at all) to 5 (very)."""
    pace = models.CharField(max_length=10, choices=_choices(Pace))
    text = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(useful__gte=1, useful__lte=5), name="evaluation_useful_1_to_5")
        ]

    def __str__(self) -> str:
        return f"{self.course} {self.useful}"
