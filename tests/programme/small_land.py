# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A small Land: ministry, authority below it, LDI, two municipalities with their project office, and people."""

import uuid
from datetime import date

from leistungswerk.core.actor import Actor, Role
from leistungswerk.core.models import Account
from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.register.models import Organisation, Person, RoleAssignment, Service
from leistungswerk.register.scopes import actor_with_roles

DAY = date(2026, 11, 2)
DOG_TAX = "99102013104000"
HOUSING = "99107023017000"


class Land:
    """Organisations by a short word; ``actor`` gives somebody who holds roles in them."""

    def __init__(self) -> None:
        kinds = OrganisationKind
        self.coordination = self._add("Ministerium für Digitalisierung", kinds.MINISTRY)
        self.provider = self._add("Landesbetrieb Daten und Information", kinds.IT_PROVIDER)
        self.ministry = self._add("Ministerium der Finanzen", kinds.MINISTRY)
        self.authority = self._add("Landesamt für Steuern", kinds.STATE_AUTHORITY, parent=self.ministry)
        self.other = self._add("Ministerium der Justiz", kinds.MINISTRY)
        self.office = self._add("Kommunales Projektbüro", kinds.PROJECT_OFFICE)
        self.city = self._add("Stadt Musterstadt", kinds.CITY, project_office=self.office)
        self.district = self._add("Landkreis Musterland", kinds.DISTRICT, project_office=self.office)
        self.audit_office = self._add("Rechnungshof", kinds.AUDIT_OFFICE)
        for key, name in ((DOG_TAX, "Hundesteuer Anmeldung"), (HOUSING, "Wohngeld Bewilligung")):
            Service.objects.get_or_create(key=key, defaults={"name": name})

    @staticmethod
    def _add(name: str, kind: OrganisationKind, **fields: Organisation) -> Organisation:
        return Organisation.objects.create(name=name, kind=kind, **fields)

    def person(self, *roles: tuple[Role, Organisation]) -> Person:
        name = f"person-{uuid.uuid4().hex[:8]}"
        account = Account.objects.create(username=name, name=name)
        person = Person.objects.create(account=account, organisation=roles[0][1], name=name)
        for role, organisation in roles:
            RoleAssignment.objects.create(
                person=person,
                role=role,
                organisation=organisation,
                valid_from=date(2026, 1, 1),
                granted_by="test",
            )
        return person

    def actor(self, *roles: tuple[Role, Organisation], on: date = DAY) -> Actor:
        account = self.person(*roles).account
        assert account is not None
        return actor_with_roles(account, on)
