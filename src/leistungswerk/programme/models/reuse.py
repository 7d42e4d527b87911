# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reuse: offers with scored minimum requirements, contracts by route, parameter sheets."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from leistungswerk.programme.reuse_states import (
    ContractState,
    Fulfilment,
    OfferState,
    ParameterType,
    Route,
    SheetState,
)


class ReuseOffer(models.Model):
    """A Nachnutzungsangebot: what another Land or a provider lets others use."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=300)
    land = models.CharField(max_length=2)
    """Providing Land (UL) by the first two digits of the Regionalschlüssel; „00“: the federation."""
    operator = models.CharField(max_length=200)
    state = models.CharField(
        max_length=20,
        choices=[(item.value, item.value) for item in OfferState],
        default=OfferState.PLANNED.value,
    )
    available_from = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    routes = models.JSONField(default=list)
    """Contract routes (:class:`Route`)."""
    cost_key = models.CharField(max_length=200, blank=True)
    """How cost is shared: Königsteiner Schlüssel, per case, flat."""
    cost_once = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    cost_yearly = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    transports = models.JSONField(default=list)
    limits = models.TextField(blank=True)
    """Known limits, told before anybody decides."""
    services: "models.ManyToManyField[models.Model, models.Model]" = models.ManyToManyField(
        "register.Service", related_name="+"
    )
    source = models.CharField(max_length=300)
    url = models.URLField(max_length=500, blank=True)
    maintainer = models.CharField(max_length=200)
    """Role or office that keeps this entry."""
    checked_on = models.DateField()
    revision = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.title


class RequirementScore(models.Model):
    """How an offer meets a minimum requirement (:mod:`leistungswerk.programme.reuse.minimum`)."""

    offer = models.ForeignKey(ReuseOffer, on_delete=models.CASCADE, related_name="scores")
    requirement = models.CharField(max_length=20)
    """Its number."""
    fulfilment = models.CharField(max_length=20, choices=[(item.value, item.value) for item in Fulfilment])
    note = models.TextField(blank=True)
    checked_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["offer", "requirement"], name="programme_score_once")
        ]

    def __str__(self) -> str:
        return f"{self.requirement} {self.fulfilment}"


class OfferSubscription(models.Model):
    """Somebody is told when an offer changes."""

    offer = models.ForeignKey(ReuseOffer, on_delete=models.CASCADE, related_name="subscriptions")
    person = models.ForeignKey("register.Person", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["offer", "person"], name="programme_subscription_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.offer_id}"


class ReuseContract(models.Model):
    """A Nachnutzungsvertrag on its route (domain.md 4.2); the table of the route says what may follow."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("programme.Project", on_delete=models.PROTECT, related_name="contracts")
    offer = models.ForeignKey(ReuseOffer, on_delete=models.PROTECT, related_name="contracts")
    route = models.CharField(max_length=30, choices=[(item.value, item.value) for item in Route])
    state = models.CharField(
        max_length=30,
        choices=[(item.value, item.value) for item in ContractState],
        default=ContractState.PREPARED.value,
    )
    number = models.CharField(max_length=60, blank=True)
    """Of the contract itself, for example FITST/2026/0001."""
    contact = models.CharField(max_length=200, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["project", "offer"],
                condition=~Q(state__in=["ended", "abandoned"]),
                name="programme_one_open_contract",
            )
        ]

    def __str__(self) -> str:
        return f"{self.route} {self.state}"


class ContractStep(models.Model):
    """A move of a contract with the paper that made it: signed in the system or outside."""

    contract = models.ForeignKey(ReuseContract, on_delete=models.CASCADE, related_name="steps")
    move = models.CharField(max_length=40)
    document = models.CharField(max_length=300, blank=True)
    form = models.CharField(max_length=20, blank=True)
    """A :class:`leistungswerk.programme.states.SignatureForm`."""
    signer = models.CharField(max_length=200, blank=True)
    file_number = models.CharField(max_length=100, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.move


class ContractParty(models.Model):
    """A party to an agreement that all must sign, and how it signed outside."""

    contract = models.ForeignKey(ReuseContract, on_delete=models.CASCADE, related_name="parties")
    name = models.CharField(max_length=200)
    form = models.CharField(max_length=20, blank=True)
    signer = models.CharField(max_length=200, blank=True)
    file_number = models.CharField(max_length=100, blank=True)
    signed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["contract", "name"], name="programme_party_once")
        ]

    def __str__(self) -> str:
        return self.name


class ParameterDefinition(models.Model):
    """A parameter of a Vorhaben under its standard name (domain.md 4.4)."""

    project = models.ForeignKey("programme.Project", on_delete=models.CASCADE, related_name="parameters")
    name = models.CharField(max_length=100)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    type = models.CharField(max_length=20, choices=[(item.value, item.value) for item in ParameterType])
    unit = models.CharField(max_length=30, blank=True)
    choices = models.JSONField(default=list, blank=True)
    required = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["project", "name"], name="programme_parameter_once")
        ]

    def __str__(self) -> str:
        return self.name


class ParameterSheet(models.Model):
    """The values of the body that makes the statute (Satzungsgeber), in versions; a confirmed one never changes."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("programme.Project", on_delete=models.PROTECT, related_name="sheets")
    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    state = models.CharField(
        max_length=20,
        choices=[(item.value, item.value) for item in SheetState],
        default=SheetState.DRAFT.value,
    )
    values = models.JSONField(default=dict)
    """By name, in canonical text form of their type."""
    valid_from = models.DateField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=80, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["project", "organisation", "version"], name="programme_sheet_version_once"
            ),
            models.UniqueConstraint(
                fields=["project", "organisation"],
                condition=Q(state="draft"),
                name="programme_one_draft_sheet",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.version}"
