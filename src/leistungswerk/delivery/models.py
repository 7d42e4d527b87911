# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""State of the delivery room. It knows parcels by an opaque reference, never applications."""

import uuid
from typing import ClassVar

from django.db import models

from leistungswerk.core.ports import ReceiptKind


class Connection(models.Model):
    """A way to a Fachverfahren: an adapter with its options. The secret lies in the key folder."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200, unique=True)
    adapter = models.CharField(max_length=40)
    options = models.JSONField(default=dict)
    kid = models.CharField(max_length=64, blank=True)
    jwk = models.JSONField(null=True)
    """Public key of the destination as last checked; seals parcels without a network call."""
    checked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class ParcelState(models.TextChoices):
    WAITING = "waiting"
    ANNOUNCED = "announced"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Parcel(models.Model):
    """Sealed content on its way. Emptied once the receiver has accepted or rejected it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    connection = models.ForeignKey(Connection, on_delete=models.PROTECT)
    service_name = models.CharField(max_length=255)
    service_identifier = models.CharField(max_length=120)
    region = models.CharField(max_length=12)
    kid = models.CharField(max_length=64)
    metadata = models.TextField(blank=True)
    data = models.TextField(blank=True)
    state = models.CharField(max_length=20, choices=ParcelState.choices, default=ParcelState.WAITING)
    foreign_submission = models.CharField(max_length=64, blank=True)
    foreign_case = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.uuid} {self.state}"


class ParcelAttachment(models.Model):
    """A sealed attachment in blob storage."""

    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE, related_name="attachments")
    uuid = models.UUIDField(unique=True)
    blob = models.CharField(max_length=64)
    tag = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.uuid)


class Attempt(models.Model):
    """One try at a parcel and how it ended; the reason is a sentence for the office."""

    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=20)
    reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.outcome}"


class ParcelReceipt(models.Model):
    """A verified receipt with its evidence (the signed token). The same receipt is kept once."""

    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE, related_name="receipts")
    foreign_id = models.CharField(max_length=64)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in ReceiptKind])
    at = models.DateTimeField()
    evidence = models.TextField()
    problems = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["parcel", "foreign_id"], name="delivery_receipt_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
