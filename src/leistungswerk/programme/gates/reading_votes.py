# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading votes and accepted risks of a Vorhaben."""

import uuid
from datetime import date, datetime

import msgspec

from leistungswerk.core.actor import Actor, Role
from leistungswerk.programme.models import Project, RiskAcceptance, Vote
from leistungswerk.programme.services.votes import ROLE_OF
from leistungswerk.programme.states import Gate, Verdict, VoteKind


class VoteView(msgspec.Struct, frozen=True):
    uuid: uuid.UUID
    kind: VoteKind
    verdict: Verdict
    conditions: str
    conditions_met_on: date | None
    file_number: str
    given_on: date
    voter_name: str
    counts: bool
    """The newest of its kind; the others are history."""


class RiskView(msgspec.Struct, frozen=True):
    gate: Gate
    kind: VoteKind
    text: str
    signer_name: str
    at: datetime


class VoteRights(msgspec.Struct, frozen=True):
    """What the reader may do here."""

    kinds: tuple[VoteKind, ...]
    risks: bool


def votes_of(project: Project) -> tuple[VoteView, ...]:
    """Every vote, newest first."""
    seen: set[str] = set()
    found: list[VoteView] = []
    for row in Vote.objects.filter(project=project).order_by("-pk"):
        found.append(
            VoteView(
                row.uuid, VoteKind(row.kind), Verdict(row.verdict), row.conditions, row.conditions_met_on,
                row.file_number, row.given_on, row.voter_name, row.kind not in seen,
            )
        )  # fmt: skip
        seen.add(row.kind)
    return tuple(found)


def accepted_risks(project: Project) -> tuple[RiskView, ...]:
    rows = RiskAcceptance.objects.filter(project=project).order_by("-pk")
    return tuple(
        RiskView(Gate(row.gate), VoteKind(row.kind), row.text, row.signer_name, row.at) for row in rows
    )


def rights(actor: Actor, project: Project) -> VoteRights:
    owner = project.owner.uuid
    return VoteRights(
        tuple(kind for kind in VoteKind if actor.acting_as(ROLE_OF[kind], owner) is not None),
        actor.acting_as(Role.HEAD, owner) is not None,
    )
