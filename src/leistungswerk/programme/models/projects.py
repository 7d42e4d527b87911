# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Vorhaben, who takes part in them, and what people write beside them."""

import uuid
from typing import ClassVar

from django.db import models

from leistungswerk.programme.states import Part, Path, Phase, ProjectState


class Project(models.Model):
    """A Vorhaben: one Leistung or bundle on its way online. The owner is the Bedarfsträger.

    ``phase`` and ``path`` are moved by gates only.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=20, unique=True)
    """„V-2026-0042“, given once."""
    title = models.CharField(max_length=300)
    owner = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="+")
    services: "models.ManyToManyField[models.Model, models.Model]" = models.ManyToManyField(
        "register.Service", related_name="+"
    )
    bundle = models.ForeignKey(
        "register.ServiceBundle", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    phase = models.PositiveSmallIntegerField(
        choices=[(item.value, item.name) for item in Phase], default=Phase.FIRST_STEPS.value
    )
    path = models.CharField(
        max_length=1,
        choices=[(item.value, item.value) for item in Path],
        default=Path.UNDECIDED.value,
        blank=True,
    )
    state = models.CharField(
        max_length=20,
        choices=[(item.value, item.value) for item in ProjectState],
        default=ProjectState.ACTIVE.value,
    )
    goal = models.TextField(blank=True)
    staff_share = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    """Promised full-time equivalents (rule of thumb 0.2, domain.md 4.1)."""
    budget_line = models.CharField(max_length=100, blank=True)
    expected_cases = models.PositiveIntegerField(null=True, blank=True)
    """Expected cases a year in the whole Land; usage is compared with it."""
    target_date = models.DateField(null=True, blank=True)
    """Planned only: reaching it changes nothing."""
    created_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)
    """Counts edits: the second of two editors sees what the first did."""

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "phase", "path"]),
            models.Index(fields=["owner", "state"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Participation(models.Model):
    """An organisation that takes part in a Vorhaben or may read it; the audience is read from here alone."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="participations")
    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=20, choices=[(item.value, item.value) for item in Part])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["project", "organisation", "part"], name="programme_participation_once"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organisation", "project"])]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.part}"


class ProjectContact(models.Model):
    """A person named for a Vorhaben: responsible Fachreferent:in, adviser, test lead."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="contacts")
    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    """A :class:`leistungswerk.core.actor.Role`."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["project", "person", "role"], name="programme_contact_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"


class Comment(models.Model):
    """What somebody noted beside a Vorhaben; never changed, only added to."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="comments")
    about = models.CharField(max_length=60, blank=True)
    """What within the Vorhaben it is about, as the audit names it; empty: the whole."""
    author = models.CharField(max_length=80)
    """Pseudonym."""
    author_name = models.CharField(max_length=200)
    text = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.author_name}, {self.at:%Y-%m-%d}"


class Notice(models.Model):
    """Something a person should know: an offer changed, a signature is waited for. Read once, then gone from the list."""

    person = models.ForeignKey("register.Person", on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["person", "read_at", "at"])]

    def __str__(self) -> str:
        return self.text[:60]
