# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""State of running services: form versions, releases, services, drafts, applications."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from leistungswerk.online.states import ApplicationState, DraftState, FormState, RuleChoice


class RuleDecision(models.Model):
    """What a person decided about a rule of a schema. Rows are only added; the newest of a rule counts."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    document = models.ForeignKey("register.FimDocument", on_delete=models.PROTECT)
    rule = models.CharField(max_length=80)
    """Key of the rule within its document, see :mod:`leistungswerk.online.rulebook`."""
    number = models.PositiveIntegerField()
    """Counts the decisions of a rule from 1."""
    choice = models.CharField(max_length=20, choices=[(s.value, s.value) for s in RuleChoice])
    expression = models.TextField(blank=True)
    """The meaning that was decided on, in the rule language."""
    corrected = models.BooleanField(default=False)
    """True when it is not what the machine had read."""
    status = models.CharField(max_length=20)
    """How far the machine had read the sentence."""
    content = models.JSONField(default=list)
    """The released rule, as :func:`leistungswerk.forms.rules.dump_rules` writes it; empty for other choices."""
    note = models.TextField(blank=True)
    actor = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # Two people who decide on the same state: the second one is told, nothing is lost.
            models.UniqueConstraint(fields=["document", "rule", "number"], name="online_rule_decision_once")
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.number} {self.choice}"


class FormVersion(models.Model):
    """A form that never changes: schema, lists and released rules under one digest (design, row 4)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    document = models.ForeignKey("register.FimDocument", on_delete=models.PROTECT)
    digest = models.CharField(max_length=64, unique=True)
    rules = models.JSONField(default=list)
    """Released typed rules, as :func:`leistungswerk.forms.rules.dump_rules` writes them."""
    decisions: "models.ManyToManyField[RuleDecision, models.Model]" = models.ManyToManyField(RuleDecision)
    """The decisions that released them; none for rules that came from a file."""
    state = models.CharField(
        max_length=20, choices=[(s.value, s.value) for s in FormState], default=FormState.CANDIDATE
    )
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.digest[:12]} {self.state}"


class Release(models.Model):
    """Why a form version may be published, and who answers for it. Nothing is published without one."""

    form_version = models.OneToOneField(FormVersion, on_delete=models.PROTECT, related_name="release")
    policy = models.CharField(max_length=20)
    """A :class:`leistungswerk.online.states.ReleasePolicy`."""
    case = models.UUIDField(null=True, blank=True)
    """The gate case whose signatures answer for it, if a gate released."""
    actor = models.CharField(max_length=80)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.policy} {self.at:%Y-%m-%d}"


class OnlineService(models.Model):
    """Form version × executing body × territory × Leistungsschlüssel × connection × validity (design, row 5)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=120, unique=True)
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT)
    service = models.ForeignKey("register.Service", on_delete=models.PROTECT)
    authority = models.ForeignKey("register.Organisation", on_delete=models.PROTECT)
    territory = models.ForeignKey("register.Territory", on_delete=models.PROTECT)
    connection = models.ForeignKey("delivery.Connection", on_delete=models.PROTECT)
    parameters = models.JSONField(default=list, blank=True)
    """What the body's statute sets, frozen when the service came online: [name, title, value as people read it]."""
    parameters_digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of the parameters; empty without any."""
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["service", "authority", "territory"],
                condition=Q(valid_to__isnull=True),
                name="online_one_open_service",
            )
        ]

    def __str__(self) -> str:
        return self.slug


class Draft(models.Model):
    """An Entwurf: encrypted answers under a key wrapped twice. Finishes on the version it began with."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey(OnlineService, on_delete=models.PROTECT)
    state = models.CharField(
        max_length=20, choices=[(s.value, s.value) for s in DraftState], default=DraftState.OPEN
    )
    lookup = models.CharField(max_length=64, unique=True)
    copy_public = models.BinaryField()
    """Public half of the key that the citizen's code yields."""
    wrapped_by_server = models.BinaryField(null=True)
    wrapped_by_code = models.BinaryField(null=True)
    content = models.BinaryField(null=True)
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.uuid} {self.state}"


class DraftUpload(models.Model):
    """An uploaded file: bytes encrypted under the draft's key in blob storage, name and size in the draft."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="uploads")
    uuid = models.UUIDField(unique=True)
    blob = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.uuid)


class Application(models.Model):
    """An Antrag: metadata and the citizen's own sealed copy. The content itself has left with the parcel."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    draft = models.OneToOneField(Draft, on_delete=models.PROTECT)
    """Idempotent by draft: four clicks make one application."""
    service = models.ForeignKey(OnlineService, on_delete=models.PROTECT)
    parcel = models.UUIDField(unique=True)
    state = models.CharField(max_length=20, choices=[(s.value, s.value) for s in ApplicationState])
    copy = models.BinaryField()
    sent_at = models.DateTimeField(db_index=True)
    received_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    problems = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.reference


class ServiceFeedback(models.Model):
    """What somebody said about an online service after submitting (Regulation (EU) 2018/1724, Art. 25).

    No reference to an application, no moment, no account. ``voucher`` follows from the citizen's code, which is
    stored nowhere: it lets each submission speak once and tells nobody which one spoke.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    """By chance: the order of arrival says nothing."""
    voucher = models.CharField(max_length=64, unique=True)
    service = models.ForeignKey("register.Service", on_delete=models.PROTECT, related_name="+")
    authority = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    """First day of the month in which it was said; the day itself is not kept."""
    rating = models.PositiveSmallIntegerField()
    """1 (bad) to 5 (very good)."""
    found = models.CharField(max_length=10, blank=True)
    """A :class:`leistungswerk.online.states.Found`; empty: not answered."""
    country = models.CharField(max_length=2, blank=True)
    """ISO 3166 code of where somebody acted from, as they said; EU and XX for others inside and outside."""
    text = models.TextField(blank=True)
    """As typed, without what looked like personal data."""
    removed = models.JSONField(default=list)
    """Kinds of personal data that were taken out before it was kept."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(rating__range=(1, 5)), name="online_feedback_rating")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["service", "month"])]

    def __str__(self) -> str:
        return f"{self.service_id} {self.month:%Y-%m} {self.rating}"
