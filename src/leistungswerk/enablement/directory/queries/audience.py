# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who a mailing goes to: roles × organisations × services, each address once."""

import hashlib
import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from leistungswerk.core import times
from leistungswerk.core.actor import Role
from leistungswerk.enablement.directory.queries import contacts
from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.register.queries import role_contacts
from leistungswerk.register.queries.role_contacts import HolderFilter

MOST: Final = 20_000


class Circle(msgspec.Struct, frozen=True, kw_only=True):
    """A choice of people; empty means all, but for the roles: nobody writes to everybody."""

    roles: tuple[Role, ...] = ()
    kinds: tuple[OrganisationKind, ...] = ()
    organisations: tuple[uuid.UUID, ...] = ()
    services: tuple[str, ...] = ()
    with_contacts: bool = False


class Addressee(msgspec.Struct, frozen=True):
    email: str
    name: str
    organisation: str


class Audience(msgspec.Struct, frozen=True):
    """Each address once, in the order of organisation and name; ``without``: people no address is known of."""

    addressees: tuple[Addressee, ...]
    without: tuple[Addressee, ...]

    @property
    def digest(self) -> str:
        """Tells whether it is still the same circle."""
        content = "\n".join(sorted(each.email for each in self.addressees))
        return hashlib.sha256(content.encode()).hexdigest()[:32]


def audience(circle: Circle) -> Audience:
    """The people who hold one of the roles today and, if wanted, the mailboxes that fit; five statements."""
    if not circle.roles:
        return Audience((), ())
    people = list(_people(circle))
    found = [*people, *(_mailboxes(circle) if circle.with_contacts else ())]
    return Audience(_once(found), tuple(each for each in people if not each.email))


def _people(circle: Circle) -> Iterator[Addressee]:
    wanted = HolderFilter(
        roles=circle.roles, kinds=circle.kinds, organisations=circle.organisations, services=circle.services
    )
    for row in role_contacts.holders_for_mail(wanted, times.legal_day(times.now())):
        yield Addressee(row.email.lower(), row.name, row.organisation.name)


def _mailboxes(circle: Circle) -> Iterator[Addressee]:
    for row in contacts.mailboxes(
        roles=circle.roles,
        kinds=[kind.value for kind in circle.kinds],
        organisations=circle.organisations,
        services=circle.services,
    ):
        yield Addressee(row.email, row.title, row.organisation.name)


def _once(found: Iterable[Addressee]) -> tuple[Addressee, ...]:
    first: dict[str, Addressee] = {}
    for each in found:
        if each.email:
            first.setdefault(each.email, each)
    return tuple(first.values())


def by_organisation(found: Sequence[Addressee]) -> tuple[tuple[str, int], ...]:
    """How many in which organisation, most first."""
    counts: dict[str, int] = {}
    for each in found:
        counts[each.organisation] = counts.get(each.organisation, 0) + 1
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
