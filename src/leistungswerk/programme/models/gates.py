# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Gates: cases, Zeichnungen, votes, and who signs in which order."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from leistungswerk.programme.states import (
    Gate,
    GateState,
    SignatorySide,
    SignatureAct,
    SignatureForm,
    Verdict,
    VoteKind,
)


class GateCase(models.Model):
    """One attempt to pass a gate. While it is signed, ``record`` holds what everybody signs; then it never changes.

    G3 is passed once by each executing body (``organisation``), the others once by the Vorhaben.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("programme.Project", on_delete=models.PROTECT, related_name="gate_cases")
    gate = models.CharField(max_length=2, choices=[(item.value, item.value) for item in Gate])
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    round = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=20,
        choices=[(item.value, item.value) for item in GateState],
        default=GateState.IN_SIGNING.value,
    )
    record = models.JSONField()
    """Names, services, requirements with their evidence, votes and the order of signing, as everybody signs them."""
    digest = models.CharField(max_length=64)
    """SHA-256 of the record in canonical JSON; every Zeichnung names it."""
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    """Of a refusal or withdrawal."""
    supersedes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revision = models.PositiveIntegerField(default=0)
    """Raised by every act on the case, in its transaction: two at once come one after the other."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["project", "gate", "organisation", "round"], name="programme_gate_round_of_body"
            ),
            models.UniqueConstraint(
                fields=["project", "gate", "round"],
                condition=Q(organisation__isnull=True),
                name="programme_gate_round",
            ),
            models.UniqueConstraint(
                fields=["project", "gate", "organisation"],
                condition=Q(state="in_signing"),
                name="programme_one_signing_of_body",
            ),
            models.UniqueConstraint(
                fields=["project", "gate"],
                condition=Q(state="in_signing", organisation__isnull=True),
                name="programme_one_signing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gate}/{self.round} {self.state}"


class SigningStep(models.Model):
    """A place in the order of signing of a case, taken from the owner's own order when the case was opened."""

    case = models.ForeignKey(GateCase, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    turn = models.PositiveSmallIntegerField(default=1)
    """Steps of one turn are signed in any order; a turn begins when the one before it is complete."""
    role = models.CharField(max_length=30)
    side = models.CharField(max_length=20, choices=[(item.value, item.value) for item in SignatorySide])
    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="+")
    organisation_name = models.CharField(max_length=200)
    """As it was called then; a later recut leaves it alone."""
    act = models.CharField(
        max_length=20, choices=[(item.value, item.value) for item in SignatureAct], blank=True
    )
    """Empty: not signed yet."""
    signer = models.CharField(max_length=80, blank=True)
    """Pseudonym; of whoever recorded it, if it was signed outside."""
    signer_name = models.CharField(max_length=200, blank=True)
    deputy_for = models.CharField(max_length=80, blank=True)
    form = models.CharField(
        max_length=20, choices=[(item.value, item.value) for item in SignatureForm], blank=True
    )
    file_number = models.CharField(max_length=100, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    """Digest of the record that was before the signer's eyes."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "position"], name="programme_step_once"),
            models.UniqueConstraint(
                fields=["case", "signer"],
                condition=Q(form=SignatureForm.IN_SYSTEM.value),
                name="programme_four_eyes",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["role", "organisation", "act"])]

    def __str__(self) -> str:
        return f"{self.position} {self.role}"


class SigningRule(models.Model):
    """An organisation's own order of signing for a gate (Zeichnungsordnung); the house's default where it has none."""

    organisation = models.ForeignKey("register.Organisation", on_delete=models.CASCADE, related_name="+")
    gate = models.CharField(max_length=2, choices=[(item.value, item.value) for item in Gate])
    position = models.PositiveSmallIntegerField()
    turn = models.PositiveSmallIntegerField(default=1)
    side = models.CharField(max_length=20, choices=[(item.value, item.value) for item in SignatorySide])
    role = models.CharField(max_length=30)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "gate", "position"], name="programme_rule_once")
        ]

    def __str__(self) -> str:
        return f"{self.gate} {self.position} {self.role}"


class Vote(models.Model):
    """A statement of data protection or information security on a Vorhaben. It advises; the newest counts."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("programme.Project", on_delete=models.PROTECT, related_name="votes")
    kind = models.CharField(max_length=30, choices=[(item.value, item.value) for item in VoteKind])
    verdict = models.CharField(max_length=20, choices=[(item.value, item.value) for item in Verdict])
    conditions = models.TextField(blank=True)
    conditions_met_on = models.DateField(null=True, blank=True)
    file_number = models.CharField(max_length=100, blank=True)
    given_on = models.DateField()
    voter = models.CharField(max_length=80)
    voter_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.verdict}"


class RiskAcceptance(models.Model):
    """The head of the responsible authority takes over the residual risk in writing, for one gate and one vote."""

    project = models.ForeignKey("programme.Project", on_delete=models.PROTECT, related_name="accepted_risks")
    gate = models.CharField(max_length=2, choices=[(item.value, item.value) for item in Gate])
    kind = models.CharField(max_length=30, choices=[(item.value, item.value) for item in VoteKind])
    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, null=True, blank=True)
    """The vote that was negative; ``None``: none was given."""
    text = models.TextField()
    signer = models.CharField(max_length=80)
    signer_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.gate} {self.kind}"
