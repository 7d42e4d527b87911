# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Money and effort: measures with a budget for each year, what is bound and paid, the compliance cost of bodies.

Amounts are whole cents. Nothing is deleted: a booking is reversed, with a reason.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from leistungswerk.programme.money_states import BookingKind, Method


class Measure(models.Model):
    """A Maßnahme: what money is provided for, under one owner; part of the Land's programme or of a Ressort."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=300)
    owner = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="+")
    programme = models.BooleanField(default=False)
    """Paid from the money of the OZG programme, which the LDI and the ministry in charge keep."""
    project = models.ForeignKey(
        "programme.Project", null=True, blank=True, on_delete=models.PROTECT, related_name="measures"
    )
    mandate = models.ForeignKey(
        "programme.Mandate", null=True, blank=True, on_delete=models.PROTECT, related_name="measures"
    )
    budget_line = models.CharField(max_length=60, blank=True)
    """Haushaltsstelle: Kapitel and Titel."""
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner", "title"], name="programme_measure_once")
        ]

    def __str__(self) -> str:
        return self.title


class MeasureBudget(models.Model):
    """The money provided for a year, with the file that says so."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="budgets")
    year = models.PositiveSmallIntegerField()
    cents = models.BigIntegerField()
    file_number = models.CharField(max_length=100)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["measure", "year"], name="programme_measure_budget_once"),
            models.CheckConstraint(condition=Q(cents__gte=0), name="programme_measure_budget_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.year}"


class Booking(models.Model):
    """Money bound or paid, with its evidence: the number of the file in the E-Akte."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="bookings")
    kind = models.CharField(max_length=20, choices=[(item.value, item.value) for item in BookingKind])
    year = models.PositiveSmallIntegerField()
    """Haushaltsjahr it counts for."""
    on = models.DateField()
    """Day of the contract or of the payment."""
    cents = models.BigIntegerField()
    file_number = models.CharField(max_length=100)
    purpose = models.CharField(max_length=300)
    draws_on = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    """The commitment a payment is made under; what is paid is no longer bound."""
    at = models.DateTimeField()
    reversed_at = models.DateTimeField(null=True, blank=True)
    reversal_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="programme_booking_positive")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["measure", "year"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.on} {self.cents}"


class Effort(models.Model):
    """Erfüllungsaufwand of one body for one Vorgabe as of a statutory day: cases, time, rate, material, once."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cut_off = models.DateField()
    body = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="+")
    service_key = models.CharField(max_length=14, blank=True)
    duty = models.CharField(max_length=300)
    """The Vorgabe: what the law makes the body do."""
    cases = models.PositiveIntegerField()
    """A year."""
    minutes = models.PositiveIntegerField()
    """Working time of one case."""
    rate_cents = models.PositiveIntegerField()
    """Labour cost of one hour, as the guideline in force says for the level of administration."""
    material_cents = models.BigIntegerField(default=0)
    """Material cost of one case."""
    once_cents = models.BigIntegerField(default=0)
    """One-off effort (Umstellungsaufwand)."""
    method = models.CharField(max_length=20, choices=[(item.value, item.value) for item in Method])
    file_number = models.CharField(max_length=100)
    at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["cut_off", "body", "service_key", "duty"],
                condition=Q(withdrawn_at__isnull=True),
                name="programme_effort_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.cut_off} {self.duty}"

    @property
    def yearly_cents(self) -> int:
        """Running effort of a year: cases × (time × rate + material), rounded to the cent once, at the end."""
        return (self.cases * (self.minutes * self.rate_cents + 60 * self.material_cents) + 30) // 60


class EffortDelivery(models.Model):
    """The compliance cost of a day was handed over to FITKO; from then on its entries stand."""

    cut_off = models.DateField(unique=True)
    concept = models.CharField(max_length=200)
    """The common concept it was determined under, with its version."""
    delivered_on = models.DateField()
    file_number = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    """SHA-256 of the file that was handed over."""
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.cut_off} {self.digest[:12]}"
