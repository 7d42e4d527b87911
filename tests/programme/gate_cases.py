# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A Vorhaben with everything gate 0 asks for, and the people who sign in a ministry and in the LDI."""

import uuid
from decimal import Decimal
from types import SimpleNamespace

from leistungswerk.core.actor import Actor, Role
from leistungswerk.core.times import legal_day, now
from leistungswerk.programme.models import ChecklistItem, Participation, Project, ProjectContact
from leistungswerk.programme.services.decisions import (
    DecisionEntry,
    Rating,
    draft_from_data,
    rate_options,
    search_reuse,
    write_decision,
)
from leistungswerk.programme.services.process_steps import StepEntry, add_step
from leistungswerk.programme.services.votes import VoteEntry, give_vote
from leistungswerk.programme.states import (
    Dimension,
    Gate,
    Improvement,
    ItemState,
    Part,
    Path,
    Verdict,
    VoteKind,
)
from leistungswerk.register.models import FimState, Service

TODAY = legal_day(now())
SIGNERS = {
    Gate.G0: ("contact",),
    Gate.G1: ("owner", "head_of_unit", "budget"),
    Gate.G2: ("owner", "technical"),
}


def people(land) -> SimpleNamespace:
    """Somebody for each role that signs or votes for a Vorhaben of the ministry of finance."""
    ministry, provider = land.ministry, land.provider
    roles = {
        "contact": (Role.RESSORT_CONTACT, ministry),
        "owner": (Role.SERVICE_OWNER, ministry),
        "head_of_unit": (Role.UNIT_HEAD, ministry),
        "budget": (Role.BUDGET, ministry),
        "head": (Role.HEAD, ministry),
        "privacy": (Role.DATA_PROTECTION, ministry),
        "security": (Role.INFORMATION_SECURITY, ministry),
        "technical": (Role.TECHNICAL_LEAD, provider),
        "management": (Role.PROGRAMME_MANAGEMENT, provider),
        "rollout": (Role.ROLLOUT_MANAGER, provider),
        "coordination": (Role.OZG_COORDINATION, land.coordination),
        "stranger": (Role.SERVICE_OWNER, land.other),
    }
    return SimpleNamespace(**{name: land.actor(role, on=TODAY) for name, role in roles.items()})


def item(row: Project, gate: Gate, code: str) -> None:
    ChecklistItem.objects.create(
        project=row, gate=gate, code=code, position=1, dimension=Dimension.ORGANISATIONAL, title=code,
        responsible=Role.SERVICE_OWNER, evidence="document", state=ItemState.DONE,
    )  # fmt: skip


def ready_for_advice(land, identity: uuid.UUID) -> Project:
    """Everything gate 0 asks for."""
    row = Project.objects.get(uuid=identity)
    Project.objects.filter(pk=row.pk).update(staff_share=Decimal("0.2"), budget_line="0412 533 01")
    Participation.objects.create(project=row, organisation=land.city, part=Part.EXECUTING)
    ProjectContact.objects.create(
        project=row, person=land.person((Role.SERVICE_OWNER, land.ministry)), role=Role.SERVICE_OWNER
    )
    item(row, Gate.G0, "brief")
    return row


def vote(actor: Actor, identity: uuid.UUID, kind: VoteKind, verdict: Verdict = Verdict.POSITIVE) -> uuid.UUID:
    entry = VoteEntry(kind=kind, verdict=verdict, given_on=TODAY, conditions="Löschfrist festlegen.")
    return give_vote(actor, project=identity, entry=entry)


def decide(
    land,
    who: SimpleNamespace,
    identity: uuid.UUID,
    entry: DecisionEntry | None = None,
    *,
    votes: bool = True,
) -> None:
    """Everything gate 1 asks for, for own development unless an entry says otherwise."""
    row = Project.objects.get(uuid=identity)
    if not row.process_steps.exists():
        step = StepEntry(
            title="Antrag prüfen", improvement=Improvement.SIMPLIFY, reason="Nur noch eine Prüfung"
        )
        add_step(who.owner, project=identity, entry=step)
    for service in Service.objects.filter(pk__in=row.services.values("pk")):
        FimState.objects.get_or_create(service=service, block="datenfelder", defaults={"status": 6})
    search_reuse(who.owner, project=identity)
    rate_options(
        who.owner,
        project=identity,
        ratings=[
            Rating(path, None, dimension, 2, "Geprüft.")
            for path in Path
            if path is not Path.UNDECIDED
            for dimension in Dimension
        ],
    )
    draft = row.decisions.get(state="draft")
    chosen = entry or DecisionEntry(
        path=Path.OWN_DEVELOPMENT, reasons="Kein Angebot deckt die Satzung.", cost_once=Decimal(90000),
        cost_yearly=Decimal(12000), cost_cover="Haushaltsstelle 0412 533 01",
    )  # fmt: skip
    write_decision(who.owner, project=identity, entry=chosen, revision=draft.revision)
    draft_from_data(who.owner, project=identity, revision=draft.revision + 1)
    if not ChecklistItem.objects.filter(project=row, gate=Gate.G1).exists():
        item(row, Gate.G1, "advice")
    if votes:
        vote(who.privacy, identity, VoteKind.DATA_PROTECTION)
        vote(who.security, identity, VoteKind.INFORMATION_SECURITY)
