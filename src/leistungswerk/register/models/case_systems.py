# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fachverfahren: who makes them, which version can receive how, who uses which."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from leistungswerk.register.kinds import InterfaceState, Transport
from leistungswerk.register.models.catalogue import Service
from leistungswerk.register.models.organisations import Organisation


class CaseSystem(models.Model):
    """A product in which an authority handles its cases."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    vendor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="products")
    name = models.CharField(max_length=200)
    services: "models.ManyToManyField[Service, models.Model]" = models.ManyToManyField(
        Service, blank=True, related_name="case_systems"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["vendor", "name"], name="register_case_system_once")
        ]

    def __str__(self) -> str:
        return self.name


class CaseSystemVersion(models.Model):
    """A version and the state of its interface for one transport; a version without a row receives nothing."""

    case_system = models.ForeignKey(CaseSystem, on_delete=models.CASCADE, related_name="versions")
    version = models.CharField(max_length=60)
    transport = models.CharField(max_length=20, choices=[(item.value, item.value) for item in Transport])
    interface = models.CharField(
        max_length=20,
        choices=[(item.value, item.value) for item in InterfaceState],
        default=InterfaceState.NONE.value,
    )
    message_standard = models.CharField(max_length=100, blank=True)
    available_from = models.DateField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case_system", "version", "transport"], name="register_case_system_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_system_id} {self.version}"


class CaseSystemUse(models.Model):
    """An installation: a body uses a product in a version, run by an operator."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="installations")
    case_system = models.ForeignKey(CaseSystem, on_delete=models.PROTECT, related_name="installations")
    version = models.CharField(max_length=60, blank=True)
    operator = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="operates"
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "case_system"],
                condition=Q(valid_to__isnull=True),
                name="register_one_open_installation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.case_system_id}"
