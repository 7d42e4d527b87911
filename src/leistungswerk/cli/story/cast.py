# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Invented people, one for each role and organisation, who act in the story."""

import uuid
from datetime import date
from typing import Final

from django.utils.text import slugify

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR, Actor, Role
from leistungswerk.core.roles import ROLES
from leistungswerk.register import queries as reading
from leistungswerk.register import services as register
from leistungswerk.register.entries import PersonEntry
from leistungswerk.register.queries import directory
from leistungswerk.register.scopes import actor_of_person
from leistungswerk.register.services.access import open_access, open_account, use_access_code

_SINCE: Final = date(2026, 1, 1)
_SHORT: Final = {
    Role.OZG_COORDINATION: "koordination",
    Role.PROGRAMME_MANAGEMENT: "programm",
    Role.ROLLOUT_MANAGER: "rollout",
    Role.ADVISER: "beratung",
    Role.RESSORT_CONTACT: "ressort",
    Role.MUNICIPAL_LEAD: "kommune",
    Role.PROJECT_OFFICE: "projektbuero",
    Role.AUDITOR: "pruefung",
}


class Cast:
    """Gives the actor who holds a role; enters the person on first use."""

    def __init__(self, provider: uuid.UUID) -> None:
        self.provider = provider
        """The IT provider of the Land, where the OZG project sits."""
        self._people: dict[tuple[Role, uuid.UUID], uuid.UUID] = {}
        self._actors: dict[tuple[Role, uuid.UUID], Actor] = {}

    def person(self, role: Role, organisation: uuid.UUID) -> uuid.UUID:
        if (role, organisation) not in self._people and (known := _known(role, organisation)):
            self._people[role, organisation] = known
        if (role, organisation) not in self._people:
            found = reading.organisation_name(organisation)
            place = (found[1] if found else "").removeprefix("Ministerium ")
            entry = PersonEntry(
                name=f"Demo {ROLES[role].word} ({place})",
                organisation=organisation,
                function=str(ROLES[role].word),
                email=f"demo-{len(self._people) + 1}@example.org",
                phone="0000 0000",
            )
            person = register.enter_person(OPERATOR, entry=entry)
            register.assign_role(
                OPERATOR, person=person, role=role, organisation=organisation, valid_from=_SINCE
            )
            open_account(OPERATOR, person=person, username=self._username(role, organisation, place))
            self._people[role, organisation] = person
        return self._people[role, organisation]

    def _username(self, role: Role, organisation: uuid.UUID, place: str) -> str:
        """By role and place, as one would guess it: ``fachreferat-finanzen``, ``kommune-mainz``."""
        where = "ldi" if organisation == self.provider else place.rpartition(" ")[2]
        return slugify(f"{_SHORT.get(role, str(ROLES[role].word))}-{where}")

    def actor(self, role: Role, organisation: uuid.UUID) -> Actor:
        if (role, organisation) not in self._actors:
            person = self.person(role, organisation)
            self._actors[role, organisation] = actor_of_person(person, times.legal_day(times.now()))
        return self._actors[role, organisation]

    def sign_in(self, role: Role, organisation: uuid.UUID, password: str) -> str:
        """Let somebody sign in with this password; returns the user name."""
        access = open_access(OPERATOR, person=self.person(role, organisation))
        use_access_code(username=access.username, code=access.code, password=password)
        return access.username


def _known(role: Role, organisation: uuid.UUID) -> uuid.UUID | None:
    """Whom an earlier part of the story entered in this role."""
    found = reading.organisation_name(organisation)
    people = directory.people_holding((role,), times.legal_day(times.now()))
    return next((each.uuid for each in people if found and each.organisation == found[1]), None)
