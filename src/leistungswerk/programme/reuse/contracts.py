# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading contracts: where they stand on their route, which papers made the moves, what comes next."""

from datetime import date, datetime
from uuid import UUID

import msgspec
from django.db.models import QuerySet

from leistungswerk.core.actor import Actor
from leistungswerk.programme.access import visible
from leistungswerk.programme.models import ReuseContract
from leistungswerk.programme.reuse.routes import onward
from leistungswerk.programme.reuse_states import CONTRACT_TRANSITIONS, ContractState, Route


class StepView(msgspec.Struct, frozen=True):
    move: str
    document: str
    form: str
    signer: str
    file_number: str
    signed_on: date | None
    at: datetime


class PartyView(msgspec.Struct, frozen=True):
    pk: int
    name: str
    form: str
    signer: str
    file_number: str
    signed_on: date | None


class ContractView(msgspec.Struct, frozen=True, kw_only=True):
    uuid: UUID
    project: UUID
    project_title: str
    offer: UUID
    offer_title: str
    route: Route
    state: ContractState
    number: str
    contact: str
    ends_on: date | None
    steps: tuple[StepView, ...]
    parties: tuple[PartyView, ...]

    @property
    def moves(self) -> tuple[str, ...]:
        return tuple(CONTRACT_TRANSITIONS[self.route][self.state])

    @property
    def next_move(self) -> str:
        return onward(self.route, self.state)

    @property
    def unsigned(self) -> tuple[str, ...]:
        """Parties whose signature is not recorded."""
        return tuple(party.name for party in self.parties if party.signed_on is None)


def _rows() -> "QuerySet[ReuseContract]":
    return ReuseContract.objects.select_related("project", "offer").prefetch_related("steps", "parties")


def view(row: ReuseContract) -> ContractView:
    steps = sorted(row.steps.all(), key=lambda step: step.pk)
    parties = sorted(row.parties.all(), key=lambda party: party.pk)
    return ContractView(
        uuid=row.uuid, project=row.project.uuid, project_title=row.project.title, offer=row.offer.uuid,
        offer_title=row.offer.title, route=Route(row.route), state=ContractState(row.state), number=row.number,
        contact=row.contact, ends_on=row.ends_on,
        steps=tuple(StepView(s.move, s.document, s.form, s.signer, s.file_number, s.signed_on, s.at) for s in steps),
        parties=tuple(PartyView(p.pk, p.name, p.form, p.signer, p.file_number, p.signed_on) for p in parties),
    )  # fmt: skip


def of_project(project_pk: int) -> tuple[ContractView, ...]:
    """The contracts of a Vorhaben, newest first; the caller has asked whether it may be seen."""
    return tuple(view(row) for row in _rows().filter(project_id=project_pk).order_by("-id"))


def contract(actor: Actor, identity: UUID) -> ContractView | None:
    """A contract of a Vorhaben the actor sees."""
    row = _rows().filter(uuid=identity, project__in=visible(actor)).first()
    return view(row) if row else None
