# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What faces get of Beschlüsse: frozen structs."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec

from leistungswerk.programme.resolution_states import (
    CoSignature,
    Direction,
    ReferenceKind,
    ResolutionState,
    Verb,
    VoteResult,
)


class Deadline(msgspec.Struct, frozen=True):
    """A day, or a session whose day may not be known yet."""

    on: date | None
    session: str
    """„49. Sitzung“; empty: the deadline is a day, or there is none."""

    @property
    def known(self) -> bool:
        return self.on is not None


class ResolutionRow(msgspec.Struct, frozen=True):
    uuid: UUID
    number: str
    """The official one, or ours while there is none."""
    title: str
    owner: str
    direction: Direction
    state: ResolutionState
    session: Deadline
    needs_confirmation: bool


class TaskView(msgspec.Struct, frozen=True):
    uuid: UUID
    resolution: UUID
    number: str
    text: str
    addressee: str
    deadline: Deadline
    overdue: bool
    """Only marked: nothing moves because a day has passed."""
    done_on: date | None
    proof: str
    services: tuple[tuple[str, str], ...]
    """Leistungsschlüssel and name."""


class PointView(msgspec.Struct, frozen=True):
    position: int
    verb: Verb
    text: str
    addressee: str
    deadline: Deadline
    due_session: int | None
    amount: Decimal | None
    task: TaskView | None


class CoSignatureView(msgspec.Struct, frozen=True):
    ministry: UUID
    name: str
    answer: CoSignature
    note: str
    due_on: date | None
    signer: str
    resolved: str
    mine: bool
    """The actor may answer for this Ressort."""


class HearingView(msgspec.Struct, frozen=True):
    name: str
    asked_on: date
    answered_on: date | None
    statement: str
    file_number: str


class ReferenceView(msgspec.Struct, frozen=True):
    number: str
    kind: ReferenceKind
    target: UUID | None
    title: str
    outgoing: bool
    """This one names the other; otherwise the other names this one."""


class AnnexView(msgspec.Struct, frozen=True):
    title: str
    file_number: str
    url: str


class ResolutionView(msgspec.Struct, frozen=True, kw_only=True):
    """A Beschluss with everything a page or paper shows."""

    row: ResolutionRow
    working_number: str
    owner_uuid: UUID
    problem: str
    solution: str
    alternatives: str
    cost: str
    cost_municipal: str
    agenda_item: str
    decided_by: str
    decided_on: date | None
    decision_file_number: str
    urgent_reason: str
    confirmed_by: str
    confirmed_on: date | None
    result: VoteResult | None
    votes: str
    declaration: str
    adopted_on: date | None
    published_on: date | None
    published_at: str
    revision: int
    points: tuple[PointView, ...]
    co_signatures: tuple[CoSignatureView, ...]
    hearings: tuple[HearingView, ...]
    references: tuple[ReferenceView, ...]
    annexes: tuple[AnnexView, ...]
    problems: tuple[str, ...]
    """What is wrong with the references, as sentences."""
    missing: tuple[str, ...]
    """While it is coordinated: what keeps it from being ready."""
    steps: frozenset[str]
    """What the state and the actor's rights allow next."""


class SessionView(msgspec.Struct, frozen=True):
    council: UUID
    council_name: str
    number: int
    held_on: date | None
    registration_until: date | None
    papers_until: date | None
    items: tuple[ResolutionRow, ...]
    tasks: int
    """Points due by this session."""


class DecisionBodyView(msgspec.Struct, frozen=True):
    """A body that decides, or decided, in the Land."""

    pk: int
    name: str
    may_decide_urgently: bool
    active: bool
