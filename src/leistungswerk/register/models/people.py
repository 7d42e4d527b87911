# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""People with work contacts only, the roles they hold, and who stands in for them.

Nothing here or above counts or rates what a person does (Personalvertretung; domain.md R43).
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from leistungswerk.core.actor import Role
from leistungswerk.register.models.organisations import Organisation


class Person(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="person"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="people")
    name = models.CharField(max_length=200)
    function = models.CharField(max_length=200, blank=True)
    """Dienststellung or Referat, as on the door."""
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    active = models.BooleanField(default=True)
    access_code = models.CharField(max_length=200, blank=True, db_default="")
    """Hash of the one-time code with which the person sets a password; empty once used."""
    access_code_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class RoleAssignment(models.Model):
    """A role held in an organisation for a time."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=30, choices=[(item.value, item.value) for item in Role])
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="assignments")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    granted_by = models.CharField(max_length=80)
    """Pseudonym."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person", "role", "organisation"],
                condition=Q(valid_to__isnull=True),
                name="register_one_open_assignment",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"


class Deputyship(models.Model):
    """From one day to another somebody stands in for a person: absence, or a standing Vertretung."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deputyships")
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="stands_in")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    """Shown to nobody but the two; never a diagnosis."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(person=F("deputy")), name="register_deputy_is_another")
        ]

    def __str__(self) -> str:
        return f"{self.deputy_id} für {self.person_id}"
