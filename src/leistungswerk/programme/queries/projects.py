# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Vorhaben as lists and heads of pages show them."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import msgspec
from django.db.models import Count, Q

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.programme.access import project_for, visible
from leistungswerk.programme.models import ChecklistItem, DigitisationDecision, GateCase, Project
from leistungswerk.programme.states import (
    GATE_OF_PHASE,
    DecisionState,
    Gate,
    GateState,
    ItemState,
    Part,
    Path,
    Phase,
    ProjectState,
)
from leistungswerk.register.queries.fact_sheet import (
    InstallationLine,
    ServiceSheet,
    installations,
    service_sheets,
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


def visible_projects(actor: Actor) -> frozenset[UUID]:
    """Which Vorhaben the actor may see, to pick from figures about all."""
    return frozenset(visible(actor).values_list("uuid", flat=True))


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


class ProjectText(msgspec.Struct, frozen=True):
    """What the owner says, as its form shows it."""

    values: dict[str, str]
    services: dict[str, str]
    """Leistungsschlüssel and name."""
    revision: int


def project_text(actor: Actor, identity: UUID) -> ProjectText:
    """Raises :class:`Missing`, or ``NotAllowed`` for who may not edit it."""
    row = project_for(actor, identity, Permission.EDIT_PROJECT)
    share = "" if row.staff_share is None else str(row.staff_share).replace(".", ",")
    return ProjectText(
        {
            "title": row.title,
            "goal": row.goal,
            "staff_share": share,
            "budget_line": row.budget_line,
            "expected_cases": "" if row.expected_cases is None else str(row.expected_cases),
            "target_date": row.target_date.isoformat() if row.target_date else "",
            "bundle": row.bundle.ozg_id if row.bundle else "",
        },
        dict(row.services.order_by("key").values_list("key", "name")),
        row.revision,
    )


class Participant(msgspec.Struct, frozen=True):
    uuid: UUID
    name: str
    kind: str
    part: Part


class ContactView(msgspec.Struct, frozen=True):
    """A person named for the Vorhaben, with work contacts."""

    uuid: UUID
    name: str
    role: Role
    function: str
    email: str
    phone: str
    organisation: str


class ProjectDetail(msgspec.Struct, frozen=True, kw_only=True):
    """Data sheet of a Vorhaben: its own statements, and everything else from the register."""

    goal: str
    staff_share: Decimal | None
    budget_line: str
    expected_cases: int | None
    target_date: date | None
    created_at: datetime
    sheets: tuple[ServiceSheet, ...]
    installations: tuple[InstallationLine, ...]
    participants: tuple[Participant, ...]
    contacts: tuple[ContactView, ...]


def project_detail(actor: Actor, identity: UUID) -> ProjectDetail:
    """Raises :class:`Missing` for a Vorhaben the actor may not see; a constant number of statements."""
    row = project_for(actor, identity)
    services = list(row.services.values_list("pk", flat=True))
    taking = list(row.participations.select_related("organisation").order_by("part", "organisation__name"))
    bodies = [each.organisation_id for each in taking if each.part != Part.RELEASED_TO]
    contacts = row.contacts.select_related("person__organisation").order_by("role", "person__name")
    return ProjectDetail(
        goal=row.goal,
        staff_share=row.staff_share,
        budget_line=row.budget_line,
        expected_cases=row.expected_cases,
        target_date=row.target_date,
        created_at=row.created_at,
        sheets=service_sheets(services),
        installations=installations(services, bodies, times.legal_day(times.now())),
        participants=tuple(
            Participant(
                each.organisation.uuid, each.organisation.name, each.organisation.kind, Part(each.part)
            )
            for each in taking
        ),
        contacts=tuple(
            ContactView(
                each.person.uuid,
                each.person.name,
                Role(each.role),
                each.person.function,
                each.person.email,
                each.person.phone,
                each.person.organisation.name,
            )
            for each in contacts
        ),
    )


def owner_pk(actor: Actor, identity: UUID) -> int:
    """Internal id of the owner, to look for people near it."""
    return project_for(actor, identity).owner_id
