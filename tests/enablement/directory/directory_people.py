# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""People with roles in a small Land, for tests of the directory."""

import uuid
from datetime import date

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Role
from leistungswerk.core.models import Account
from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.register.models import Organisation, Person, RoleAssignment, Service
from leistungswerk.register.scopes import actor_with_roles

KEY = "99107023017001"


def organisation(name: str, kind: OrganisationKind = OrganisationKind.CITY) -> Organisation:
    return Organisation.objects.create(name=name, kind=kind)


def person(name: str, place: Organisation, *roles: Role, email: str = "") -> Person:
    account = Account.objects.create(username=f"{name}-{uuid.uuid4().hex[:6]}", name=name)
    row = Person.objects.create(
        account=account, organisation=place, name=name, email=email or f"{name.lower()}@example.org"
    )
    for role in roles:
        RoleAssignment.objects.create(
            person=row, role=role, organisation=place, valid_from=date(2026, 1, 1), granted_by="test"
        )
    return row


def actor(row: Person) -> Actor:
    assert row.account is not None
    return actor_with_roles(row.account, times.legal_day(times.now()))


def service(key: str = KEY, name: str = "Wohngeld", lead: Organisation | None = None) -> Service:
    return Service.objects.create(key=key, name=name, lead=lead)
