# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the rules of readiness look at: frozen, read once for all cells together (:mod:`.collect`)."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

import msgspec

from leistungswerk.core.actor import Role
from leistungswerk.programme.reuse_states import RuntimeKind
from leistungswerk.programme.rollout_states import Duty, DutyState, OrderState, UnitState
from leistungswerk.register.kinds import MUNICIPAL, InterfaceState, OrganisationKind, Transport

BITS: Final[Mapping[Duty, int]] = MappingProxyType({duty: 1 << place for place, duty in enumerate(Duty)})
"""One bit for each duty: thousands of records travel as one number for each body."""
NO_DUTIES: Final = 0


class RouteKind(StrEnum):
    """The two ways through phase 3 (domain.md 13)."""

    ROLLOUT = "rollout"
    """Municipalities: pilot, waves, hypercare, withdrawal."""
    IMPLEMENTATION = "implementation"
    """Land authorities and chambers: each by itself, without waves."""


def route_of(kind: OrganisationKind) -> RouteKind:
    """By which way a body goes live."""
    return RouteKind.ROLLOUT if kind in MUNICIPAL else RouteKind.IMPLEMENTATION


class ContactPart(StrEnum):
    """Roles each body must fill before it is connected (domain.md 5.3)."""

    LEAD = "lead"
    TECHNICAL = "technical"
    FUNCTIONAL = "functional"


CONTACT_ROLES: Final[Mapping[ContactPart, frozenset[Role]]] = MappingProxyType(
    {
        ContactPart.LEAD: frozenset(
            {Role.MUNICIPAL_LEAD, Role.RESSORT_CONTACT, Role.SERVICE_OWNER, Role.HEAD}
        ),
        ContactPart.TECHNICAL: frozenset(
            {Role.TECHNICAL_LEAD, Role.INTEGRATION_ARCHITECT, Role.ADMINISTRATION, Role.INFORMATION_SECURITY}
        ),
        ContactPart.FUNCTIONAL: frozenset({Role.CASE_WORKER, Role.SERVICE_OWNER, Role.UNIT_HEAD}),
    }
)
"""Who counts as which contact: holding one of the roles in the body, or being named for the Vorhaben in one."""
NAMED_AS: Final[Mapping[ContactPart, Role]] = MappingProxyType(
    {
        ContactPart.LEAD: Role.MUNICIPAL_LEAD,
        ContactPart.TECHNICAL: Role.TECHNICAL_LEAD,
        ContactPart.FUNCTIONAL: Role.CASE_WORKER,
    }
)
"""As what somebody is named for a Vorhaben; being named gives no rights."""


class BodyFacts(msgspec.Struct, frozen=True):
    """An executing body. ``missing``: fields of its entry that the portal needs and the register lacks."""

    pk: int
    uuid: UUID
    name: str
    kind: OrganisationKind
    missing: tuple[str, ...]
    roles: frozenset[Role]


class ProjectFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A Vorhaben as phase 3 sees it. ``keys``: internal id and Leistungsschlüssel of its services."""

    pk: int
    uuid: UUID
    number: str
    title: str
    runtime: RuntimeKind | None
    contract: bool
    """A contract of reuse is concluded."""
    parameters: bool
    """It has required parameters."""
    keys: tuple[tuple[int, str], ...]
    rehearsed: bool
    """On our own runtime: the rehearsal of exactly this form version was passed."""


class CaseSystemFacts(msgspec.Struct, frozen=True):
    """The Fachverfahren a body uses for the services, and what its version can receive by the transport."""

    name: str
    version: str
    interface: InterfaceState


class UnitFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One cell: everything the rules look at."""

    uuid: UUID
    body: BodyFacts
    project: ProjectFacts
    state: UnitState
    transport: Transport | None
    done: int = NO_DUTIES
    """Bits of the duties recorded as done."""
    not_needed: int = NO_DUTIES
    certificate: date | None = None
    """Last day of the certificate."""
    connection: bool = False
    """On our own runtime: the connection that was recorded is there and its key was checked."""
    named: frozenset[Role] = frozenset()
    """As what people of the body are named for the Vorhaben."""
    linked: frozenset[int] = frozenset()
    """Internal ids of the services the register links the body to."""
    sheets_missing: tuple[str, ...] = ()
    """Bodies that make the statute and have not confirmed their parameters."""
    case_system: CaseSystemFacts | None = None
    trained: bool = False
    """Somebody of the body was in a course that counts for the services."""
    questionnaire: bool = False
    """A filled one is there and still fits the transport."""
    order: OrderState | None = None
    recheck_at: datetime | None = None
    wave: str = ""
    go_live_on: date | None = None
    """Of its wave: a plan."""


class Status(StrEnum):
    """What a rule says of a duty."""

    MET = "met"
    OPEN = "open"
    """Red: something is missing."""
    NOTICE = "notice"
    """Met, but something comes up: a certificate that expires soon."""
    LATER = "later"
    """Comes after the go-live."""
    NOT_NEEDED = "not_needed"


class Finding(msgspec.Struct, frozen=True):
    """What a rule found; the sentence stands in :mod:`.words` under ``code``."""

    duty: Duty
    status: Status
    code: str
    values: tuple[str, ...] = ()


class DutyMark(msgspec.Struct, frozen=True):
    """A recorded duty with what was said of it."""

    duty: Duty
    state: DutyState
    reference: str
    valid_until: date | None
    at: datetime
