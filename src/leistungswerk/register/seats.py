# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a role of the Land has its seat, and who holds a role for an organisation."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

import msgspec
from django.db.models import Q

from leistungswerk.core.actor import Role
from leistungswerk.core.roles import ROLES, Reach
from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.register.models import Organisation, Person, RoleAssignment, Succession


class SeatView(msgspec.Struct, frozen=True):
    pk: int
    uuid: UUID
    name: str


class HolderView(msgspec.Struct, frozen=True):
    """A person who holds a role; ``pk`` is for notices."""

    pk: int
    uuid: UUID
    name: str
    account: UUID | None


def _held(role: Role, on: date) -> Q:
    return Q(assignments__role=role, assignments__valid_from__lte=on, assignments__person__active=True) & (
        Q(assignments__valid_to__isnull=True) | Q(assignments__valid_to__gte=on)
    )


def seat_of(role: Role, kinds: Collection[OrganisationKind], on: date) -> SeatView | None:
    """The organisation of these kinds in which a role of the whole Land is held; ``None`` if it is held nowhere."""
    rows = Organisation.objects.filter(_held(role, on), kind__in=kinds, valid_to__isnull=True)
    row = rows.order_by("pk").first()
    return SeatView(row.pk, row.uuid, row.name) if row else None


def holders_for(role: Role, organisation: UUID, on: date) -> tuple[HolderView, ...]:
    """Who may act in a role for an organisation on a day: held there, or above it where the role reaches down."""
    line = _line(organisation) if ROLES[role].reach is Reach.BELOW else [organisation]
    rows = RoleAssignment.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        role=role,
        organisation__uuid__in=line,
        valid_from__lte=on,
        person__active=True,
    ).values_list("person_id", "person__uuid", "person__name", "person__account__uuid")
    return tuple(HolderView(*row) for row in sorted(set(rows), key=lambda row: (row[2], row[0])))


def _line(organisation: UUID) -> list[UUID]:
    """The organisation and everything above it."""
    line: list[UUID] = []
    row = Organisation.objects.filter(uuid=organisation).first()
    while row is not None and row.uuid not in line:
        line.append(row.uuid)
        row = Organisation.objects.filter(pk=row.parent_id).first() if row.parent_id else None
    return line


def today_called(organisation: UUID) -> UUID:
    """The organisation in which another goes on today; itself while it exists (recut, merger)."""
    seen = {organisation}
    while True:
        following = (
            Succession.objects.filter(predecessor__uuid=organisation, predecessor__valid_to__isnull=False)
            .order_by("on")
            .values_list("successor__uuid", flat=True)
            .first()
        )
        if following is None or following in seen:
            return organisation
        seen.add(following)
        organisation = following


def person_name(account: UUID) -> str:
    """Name of the person behind an account; empty if there is none."""
    return Person.objects.filter(account__uuid=account).values_list("name", flat=True).first() or ""
