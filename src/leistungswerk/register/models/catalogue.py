# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The catalogue: OZG-Leistungen, Verwaltungsleistungen, their FIM state and who is competent for them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from leistungswerk.register.kinds import FimBlock, ResponsibilityKind, SdgAnnex
from leistungswerk.register.models.organisations import Organisation


class Situation(models.Model):
    """A Lebens- or Geschäftslage of the OZG-Umsetzungskatalog within its Themenfeld (standards.md 4.1)."""

    number = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=200)
    theme = models.CharField(max_length=60)
    """Slug of the Themenfeld (standards.md 3.3)."""

    def __str__(self) -> str:
        return self.name


class ServiceBundle(models.Model):
    """An OZG-Leistung: what the OZG-Umsetzungskatalog counts."""

    ozg_id = models.CharField(max_length=10, unique=True)
    name = models.TextField()
    situation = models.ForeignKey(Situation, on_delete=models.PROTECT, null=True, blank=True)
    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True)
    """The Ressort in the lead."""
    as_of = models.DateField(null=True, blank=True)
    """Date stamp of the catalogue it was last read from."""

    def __str__(self) -> str:
        return f"{self.ozg_id} {self.name}"


class Service(models.Model):
    """A Verwaltungsleistung under its Leistungsschlüssel (14 digits, standards.md 3.4)."""

    key = models.CharField(max_length=14, unique=True)
    name = models.TextField()
    citizen_name = models.TextField(blank=True)
    """Leistungsbezeichnung II: the name as people say it."""
    typing = models.CharField(max_length=10, blank=True)
    """Typisierung: who regulates and who executes (standards.md 3.3); may name several, „1, 2/3“."""
    bundles: "models.ManyToManyField[ServiceBundle, models.Model]" = models.ManyToManyField(
        ServiceBundle, blank=True, related_name="services"
    )
    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True)
    sdg_annex = models.CharField(
        max_length=10, choices=[(item.value, item.value) for item in SdgAnnex], default=SdgAnnex.NONE.value
    )
    sdg_areas = models.JSONField(default=list, blank=True)
    """Codes of the information areas (standards.md 14.1)."""
    legal_bases = models.JSONField(default=list, blank=True)
    """Texts as cited."""
    written_form = models.BooleanField(null=True, blank=True)
    """Schriftformerfordernis; ``None``: not known."""
    trust_level = models.CharField(max_length=2, blank=True)
    """Vertrauensniveau 00, 10, 15, 20, 30, 40; empty: not known."""
    as_of = models.DateField(null=True, blank=True)
    active = models.BooleanField(default=True)
    """``False`` once the catalogue no longer has it; it is never deleted."""

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["active", "name"])]

    def __str__(self) -> str:
        return f"{self.key} {self.name}"


class KeylessService(models.Model):
    """A Leistung the catalogue lists without a key („nicht im LeiKa“): counted with its bundle, never executed."""

    bundle = models.ForeignKey(
        ServiceBundle, on_delete=models.PROTECT, null=True, blank=True, related_name="keyless"
    )
    """Some are listed without an OZG-Leistung too."""
    name = models.TextField()
    typing = models.CharField(max_length=10, blank=True)
    as_of = models.DateField(null=True, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["bundle", "active"])]

    def __str__(self) -> str:
        return self.name


class FimState(models.Model):
    """What FIM has of a service: status 1 to 8 of one Baustein (domain.md 3.4), and what our check found."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="fim")
    block = models.CharField(max_length=20, choices=[(item.value, item.value) for item in FimBlock])
    external_id = models.CharField(max_length=40, blank=True)
    version = models.CharField(max_length=20, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    document = models.ForeignKey("register.FimDocument", on_delete=models.SET_NULL, null=True, blank=True)
    """Where we hold the file itself."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["service", "block"], name="register_fim_state_once"),
            models.CheckConstraint(
                condition=Q(status__isnull=True) | Q(status__range=(1, 8)), name="register_fim_status"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.block}"


class Responsibility(models.Model):
    """A Zuständigkeit: one body, one service, one part in it, for a time.

    A body for which a service does not arise (no Rebfläche, no such office) is ``relevant=False`` with a reason;
    denominators leave it out.
    """

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="responsibilities")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="responsibilities")
    kind = models.CharField(max_length=20, choices=[(item.value, item.value) for item in ResponsibilityKind])
    relevant = models.BooleanField(default=True)
    reason = models.TextField(blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["service", "organisation", "kind"],
                condition=Q(valid_to__isnull=True),
                name="register_one_open_responsibility",
            )
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.kind} {self.organisation_id}"
