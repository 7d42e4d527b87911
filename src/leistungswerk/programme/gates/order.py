# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who signs a gate, and in which order: an organisation's own order of signing, or the default of the house.

An organisation orders its own side only: an owner cannot write the LDI out of a release, nor the LDI the owner.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
from uuid import UUID

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leistungswerk.core import times
from leistungswerk.core.actor import Role
from leistungswerk.programme.gates.requirements import Subject
from leistungswerk.programme.models import SigningRule
from leistungswerk.programme.states import Gate, SignatorySide
from leistungswerk.register import seats
from leistungswerk.register.kinds import MUNICIPAL, OrganisationKind


class Place(msgspec.Struct, frozen=True):
    """A place in the order. Places of one ``turn`` are signed in any order."""

    turn: int
    role: Role
    side: SignatorySide


class Seat(msgspec.Struct, frozen=True):
    """A place with the organisation whose role signs there."""

    place: Place
    pk: int
    organisation: UUID
    name: str


SIDE_WORDS: Final[Mapping[SignatorySide, str | Promise]] = MappingProxyType(
    {
        SignatorySide.OWNER: _("Bedarfsträger"),
        SignatorySide.IT_PROVIDER: _("LDI"),
        SignatorySide.COORDINATION: _("Federführendes Ministerium"),
        SignatorySide.EXECUTING: _("Vollzugsbehörde"),
    }
)
_OWNER, _LDI = SignatorySide.OWNER, SignatorySide.IT_PROVIDER
HOUSE: Final[Mapping[Gate, tuple[Place, ...]]] = MappingProxyType(
    {
        Gate.G0: (Place(1, Role.RESSORT_CONTACT, _OWNER),),
        Gate.G1: (
            Place(1, Role.SERVICE_OWNER, _OWNER),
            Place(2, Role.UNIT_HEAD, _OWNER),
            Place(2, Role.BUDGET, _OWNER),
        ),
        Gate.G2: (Place(1, Role.SERVICE_OWNER, _OWNER), Place(2, Role.TECHNICAL_LEAD, _LDI)),
        Gate.G3: (
            Place(1, Role.MUNICIPAL_LEAD, SignatorySide.EXECUTING),
            Place(2, Role.ROLLOUT_MANAGER, _LDI),
        ),
        Gate.G4: (
            Place(1, Role.SERVICE_OWNER, _OWNER),
            Place(2, Role.PROGRAMME_MANAGEMENT, _LDI),
            Place(3, Role.OZG_COORDINATION, SignatorySide.COORDINATION),
        ),
    }
)
"""The default of the house (domain.md 13)."""
INFORMED: Final[Mapping[Gate, tuple[Role, ...]]] = MappingProxyType(
    {Gate.G1: (Role.OZG_COORDINATION,), Gate.G2: (Role.OZG_COORDINATION,)}
)
"""Who is told when a gate is passed, without signing it."""
_IN_MUNICIPALITIES: Final = {Role.RESSORT_CONTACT: Role.MUNICIPAL_LEAD}
_OUTSIDE_MUNICIPALITIES: Final = {Role.MUNICIPAL_LEAD: Role.SERVICE_OWNER}
_SEATS: Final = {
    _LDI: frozenset({OrganisationKind.IT_PROVIDER}),
    SignatorySide.COORDINATION: frozenset({OrganisationKind.MINISTRY}),
}


def own_side(gate: Gate) -> SignatorySide:
    """The side an organisation orders itself: at G3 the executing body's, otherwise the owner's."""
    return SignatorySide.EXECUTING if gate is Gate.G3 else _OWNER


def own_order(organisation: int, gate: Gate) -> tuple[Place, ...]:
    """What the organisation has ordered for its side; empty where the default of the house holds."""
    rows = SigningRule.objects.filter(organisation_id=organisation, gate=gate).order_by("position")
    return tuple(Place(row.turn, Role(row.role), SignatorySide(row.side)) for row in rows)


def house_order(gate: Gate, kind: OrganisationKind) -> tuple[Place, ...]:
    """The default for a kind of organisation: a town has no Ressortansprechperson, a Landesamt no municipal lead."""
    instead = _IN_MUNICIPALITIES if kind in MUNICIPAL else _OUTSIDE_MUNICIPALITIES
    return tuple(
        Place(place.turn, instead.get(place.role, place.role), place.side)
        if place.side is own_side(gate)
        else place
        for place in HOUSE[gate]
    )


def order(gate: Gate, organisation: int, kind: OrganisationKind) -> tuple[Place, ...]:
    """The places of a gate in order: the organisation's own, then those of the other sides."""
    house, own = house_order(gate, kind), own_order(organisation, gate)
    if not own:
        return house
    others = [place for place in house if place.side is not own_side(gate)]
    last = max(place.turn for place in own)
    first = min((place.turn for place in others), default=1)
    return (*own, *(Place(last + place.turn - first + 1, place.role, place.side) for place in others))


def seated(gate: Gate, subject: Subject) -> tuple[Seat | Place, ...]:
    """The order with the organisation of each place; a place stays bare where no organisation has that seat."""
    body = subject.unit.organisation if gate is Gate.G3 and subject.unit else subject.project.owner
    today = times.legal_day(times.now())
    places = order(gate, body.pk, OrganisationKind(body.kind))
    found: list[Seat | Place] = []
    for place in sorted(places, key=lambda each: each.turn):
        if place.side is own_side(gate):
            found.append(Seat(place, body.pk, body.uuid, body.name))
        elif place.side in _SEATS:
            seat = seats.seat_of(place.role, _SEATS[place.side], today)
            found.append(Seat(place, seat.pk, seat.uuid, seat.name) if seat else place)
        else:
            owner = subject.project.owner
            found.append(Seat(place, owner.pk, owner.uuid, owner.name))
    return tuple(found)
