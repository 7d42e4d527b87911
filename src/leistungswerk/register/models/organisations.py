# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Territories and organisations, each with the time in which it exists."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from leistungswerk.register.kinds import OrganisationKind


class Territory(models.Model):
    """A Gebiet under its Regionalschlüssel (ARS, 12 digits; standards.md 13.1)."""

    ars = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=200)
    valid_from = models.DateField(null=True, blank=True)
    """Unknown where an import gives only the present state."""
    valid_to = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.ars} {self.name}"


class Organisation(models.Model):
    """A body that takes part: ministries, authorities, municipalities, chambers, providers, vendors.

    ``parent`` is the body it is subordinate to; a ministry with everything below it is a Ressort.
    ``project_office`` is the municipal project office that works for it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(
        max_length=30,
        choices=[(kind.value, kind.value) for kind in OrganisationKind],
        default=OrganisationKind.AUTHORITY.value,
    )
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="subordinates"
    )
    project_office = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="supported"
    )
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, blank=True)
    """Where it is competent; providers and vendors have none."""
    street = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=5, blank=True)
    city = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    website = models.URLField(blank=True)
    external_id = models.CharField(max_length=200, blank=True, db_default="")
    """Id under which an import knows it: scheme and id of an XZuFi message, a key of a table of facts."""
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    """Last day; ``None`` while it exists."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["name", "territory"], name="register_authority_once"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(territory__isnull=True), name="register_placeless_once"
            ),
            models.UniqueConstraint(
                fields=["external_id"], condition=~Q(external_id=""), name="register_external_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="register_organisation_times",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["kind", "name"])]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """A body goes on in another from a day on: a recut of ministries, a merger of municipalities."""

    predecessor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="precessions")
    on = models.DateField()
    """First day of the successor."""
    act = models.TextField(blank=True)
    """What orders it: a Organisationserlass, a Landesgesetz."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="register_succession_once"),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="register_succession_not_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
