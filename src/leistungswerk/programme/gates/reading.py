# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading gates: where a Vorhaben stands, the rounds of a gate, and what waits for somebody's signature."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import msgspec
from django.db.models import Exists, OuterRef, Q

from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.roles import ROLES
from leistungswerk.programme.access import visible
from leistungswerk.programme.gates.notices import open_turn
from leistungswerk.programme.gates.rights import recording_scope, signing_scope
from leistungswerk.programme.models import GateCase, Project, RolloutUnit, SigningStep
from leistungswerk.programme.states import Gate, GateState, SignatureAct, SignatureForm
from leistungswerk.register import seats


class StepView(msgspec.Struct, frozen=True):
    """A place in the order with what was done there, and what the reader may do."""

    position: int
    turn: int
    role: Role
    role_word: str
    organisation: str
    act: SignatureAct | None
    signer_name: str
    deputy_for: str
    """Name of the absent person, empty if signed in one's own right."""
    form: SignatureForm | None
    file_number: str
    signed_on: date | None
    note: str
    is_open: bool
    """Its turn has come."""
    may_sign: bool
    may_record: bool


class CaseView(msgspec.Struct, frozen=True):
    """A round of a gate."""

    uuid: uuid.UUID
    gate: Gate
    round: int
    state: GateState
    digest: str
    record: dict[str, Any]
    opened_at: datetime
    decided_at: datetime | None
    reason: str
    organisation: str
    steps: tuple[StepView, ...]


class WaitingView(msgspec.Struct, frozen=True):
    """A case whose turn is the reader's."""

    case: uuid.UUID
    gate: Gate
    project: uuid.UUID
    number: str
    title: str
    role_word: str
    since: datetime
    deputy: bool
    """The turn is that of somebody the reader stands in for."""


def _deputy_name(pseudonym: str) -> str:
    kind, _sep, identity = pseudonym.partition(":")
    return seats.person_name(uuid.UUID(identity)) if kind == "account" and identity else ""


def _step_view(actor: Actor, step: SigningStep, *, is_open: bool) -> StepView:
    role = Role(step.role)
    return StepView(
        step.position,
        step.turn,
        role,
        str(ROLES[role].word),
        step.organisation_name,
        SignatureAct(step.act) if step.act else None,
        step.signer_name,
        _deputy_name(step.deputy_for) if step.deputy_for else "",
        SignatureForm(step.form) if step.form else None,
        step.file_number,
        step.signed_on,
        step.note,
        is_open,
        is_open and signing_scope(actor, step) is not None,
        is_open and recording_scope(actor, step) is not None,
    )


def case_view(actor: Actor, row: GateCase) -> CaseView:
    """Needs project and organisation selected."""
    steps = list(row.steps.select_related("organisation").order_by("position"))
    now = {step.pk for step in open_turn(steps)} if row.state == GateState.IN_SIGNING.value else set()
    return CaseView(
        row.uuid,
        Gate(row.gate),
        row.round,
        GateState(row.state),
        row.digest,
        row.record,
        row.opened_at,
        row.decided_at,
        row.reason,
        row.organisation.name if row.organisation else "",
        tuple(_step_view(actor, step, is_open=step.pk in now) for step in steps),
    )


def rounds(
    actor: Actor, project: uuid.UUID, gate: Gate, organisation: uuid.UUID | None = None
) -> tuple[CaseView, ...]:
    """Every round of a gate of a Vorhaben the actor may see, newest first; at G3 of one body."""
    rows = GateCase.objects.filter(project__in=visible(actor).filter(uuid=project), gate=gate)
    if organisation is not None:
        rows = rows.filter(organisation__uuid=organisation)
    return tuple(
        case_view(actor, row) for row in rows.select_related("project", "organisation").order_by("-pk")
    )


def states(project_pks: Iterable[int]) -> dict[int, dict[Gate, GateState]]:
    """The newest state of each gate for many Vorhaben at once; one statement (lists and boards)."""
    found: dict[int, dict[Gate, GateState]] = {}
    rows = GateCase.objects.filter(project_id__in=list(project_pks), organisation__isnull=True).order_by("pk")
    for pk, gate, state in rows.values_list("project_id", "gate", "state"):
        found.setdefault(pk, {})[Gate(gate)] = GateState(state)
    return found


class BodyView(msgspec.Struct, frozen=True):
    """An executing body of a Vorhaben and its newest case of gate 3."""

    uuid: uuid.UUID
    name: str
    state: GateState | None


def bodies(project: Project, *, limit: int = 300) -> tuple[BodyView, ...]:
    """The executing bodies by name, each with its G3; two statements."""
    newest = {
        pk: GateState(state)
        for pk, state in GateCase.objects.filter(project=project, gate=Gate.G3)
        .order_by("pk")
        .values_list("organisation_id", "state")
    }
    rows = RolloutUnit.objects.filter(project=project).order_by("organisation__name")
    found = rows.values_list("organisation_id", "organisation__uuid", "organisation__name")[:limit]
    return tuple(BodyView(identity, name, newest.get(pk)) for pk, identity, name in found)


def waiting(actor: Actor, *, limit: int = 50) -> tuple[WaitingView, ...]:
    """What waits for the actor's signature, longest first; two statements whatever its roles."""
    mine = Q(pk__in=[])
    for scope in actor.scopes:
        if Permission.SIGN not in scope.permissions:
            continue
        where = (
            Q(organisation__uuid=scope.organisation)
            if scope.reach is None
            else Q(organisation__uuid__in=scope.reach)
        )
        mine |= Q(role=scope.role) & where
    earlier = SigningStep.objects.filter(case=OuterRef("case"), act="", turn__lt=OuterRef("turn"))
    signed = SigningStep.objects.filter(
        case=OuterRef("case"), signer=actor.pseudonym, form=SignatureForm.IN_SYSTEM
    )
    rows = (
        SigningStep.objects.filter(mine, act="", case__state=GateState.IN_SIGNING)
        .filter(~Exists(earlier), ~Exists(signed))
        .select_related("case__project", "organisation")
        .order_by("case__opened_at")[:limit]
    )
    return tuple(
        WaitingView(
            row.case.uuid,
            Gate(row.case.gate),
            row.case.project.uuid,
            row.case.project.number,
            row.case.project.title,
            str(ROLES[Role(row.role)].word),
            row.case.opened_at,
            bool(scope and scope.deputy_for),
        )
        for row in rows
        for scope in [actor.acting_as(Role(row.role), row.organisation.uuid)]
    )


class OpenStep(msgspec.Struct, frozen=True):
    """A Zeichnung that is still waited for, and the digest it will name."""

    position: int
    role: Role
    organisation: uuid.UUID
    digest: str


def open_steps(case: uuid.UUID) -> tuple[OpenStep, ...]:
    """What a case still waits for, in order."""
    rows = SigningStep.objects.filter(case__uuid=case, act="").order_by("position")
    return tuple(
        OpenStep(position, Role(role), organisation, digest)
        for position, role, organisation, digest in rows.values_list(
            "position", "role", "organisation__uuid", "case__digest"
        )
    )
