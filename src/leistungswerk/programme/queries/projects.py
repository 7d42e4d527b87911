# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Vorhaben as lists and heads of pages show them."""

from datetime import date
from uuid import UUID

import msgspec
from django.db.models import Count, Q

from leistungswerk.core.actor import Actor
from leistungswerk.programme.access import project_for, visible
from leistungswerk.programme.models import ChecklistItem, DigitisationDecision, GateCase, Project
from leistungswerk.programme.states import (
    GATE_OF_PHASE,
    DecisionState,
    Gate,
    GateState,
    ItemState,
    Path,
    Phase,
    ProjectState,
)


class ProjectRow(msgspec.Struct, frozen=True):
    """A Vorhaben as lists show it."""

    uuid: UUID
    number: str
    title: str
    owner: str
    phase: Phase
    path: Path
    state: ProjectState


class ProjectHead(msgspec.Struct, frozen=True, kw_only=True):
    """What stands above every page of a Vorhaben."""

    uuid: UUID
    number: str
    title: str
    owner: str
    owner_uuid: UUID
    owner_kind: str
    """An :class:`leistungswerk.register.kinds.OrganisationKind`."""
    services: tuple[tuple[str, str], ...]
    """Leistungsschlüssel and name."""
    bundle: str
    """OZG-Kennung and name of the OZG-Leistung, empty without one."""
    phase: Phase
    path: Path
    state: ProjectState
    gate: Gate
    """The gate that ends the present phase."""
    gate_in_signing: bool
    open_mandatory: int
    """Mandatory items of the gate that are neither done nor waived."""
    items: int
    """Items of the gate."""
    review_on: date | None
    """When a deferred or not digitisable Vorhaben is looked at again."""
    target_date: date | None
    revision: int


def project_row(row: Project) -> ProjectRow:
    """Needs the owner selected."""
    return ProjectRow(
        row.uuid,
        row.number,
        row.title,
        row.owner.name,
        Phase(row.phase),
        Path(row.path),
        ProjectState(row.state),
    )


def projects(actor: Actor, *, offset: int, limit: int) -> tuple[tuple[ProjectRow, ...], int]:
    """The Vorhaben the actor may see, newest first, and how many there are."""
    rows = visible(actor).select_related("owner").order_by("-id")
    return tuple(project_row(row) for row in rows[offset : offset + limit]), rows.count()


def project_head(actor: Actor, identity: UUID) -> ProjectHead:
    """Raises :class:`leistungswerk.core.failures.Missing` for a Vorhaben the actor may not see."""
    row = project_for(actor, identity)
    gate = GATE_OF_PHASE[Phase(row.phase)]
    counted = ChecklistItem.objects.filter(project=row, gate=gate).aggregate(
        all=Count("pk"), open=Count("pk", filter=Q(mandatory=True, state=ItemState.OPEN))
    )
    decision = (
        DigitisationDecision.objects.filter(project=row, state=DecisionState.SIGNED).only("review_on").first()
    )
    return ProjectHead(
        uuid=row.uuid,
        number=row.number,
        title=row.title,
        owner=row.owner.name,
        owner_uuid=row.owner.uuid,
        owner_kind=row.owner.kind,
        services=tuple(row.services.order_by("key").values_list("key", "name")),
        bundle=f"{row.bundle.ozg_id} {row.bundle.name}" if row.bundle else "",
        phase=Phase(row.phase),
        path=Path(row.path),
        state=ProjectState(row.state),
        gate=gate,
        gate_in_signing=GateCase.objects.filter(project=row, gate=gate, state=GateState.IN_SIGNING).exists(),
        open_mandatory=counted["open"],
        items=counted["all"],
        review_on=decision.review_on if decision else None,
        target_date=row.target_date,
        revision=row.revision,
    )
