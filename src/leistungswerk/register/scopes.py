# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""From an account to the actor: which roles hold today, how far they reach, and for whom one stands in."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from leistungswerk.core.accounts import actor_of
from leistungswerk.core.actor import Actor, Role, Scope
from leistungswerk.core.models import Account
from leistungswerk.core.roles import ROLES, Reach
from leistungswerk.register.models import Deputyship, Organisation, Person, RoleAssignment

_Row = TypeVar("_Row", Deputyship, RoleAssignment)


def actor_with_roles(account: Account, on: date) -> Actor:
    """The account's actor with every role of its person, and of those it stands in for, on a day.

    A constant number of statements: person, deputyships, assignments, and the tree of organisations only if a
    role reaches further than its own.
    """
    bare = actor_of(account)
    person = Person.objects.filter(account=account, active=True).only("pk", "uuid").first()
    if person is None or not account.is_active:
        return bare
    absent = dict(
        _valid(Deputyship.objects.filter(deputy=person), on).values_list("person_id", "person__account__uuid")
    )
    rows = _valid(
        RoleAssignment.objects.filter(person_id__in=[person.pk, *absent], person__active=True), on
    ).select_related("organisation")
    tree = _Tree()
    scopes = tuple(
        _scope(row, tree, f"account:{absent[row.person_id]}" if row.person_id != person.pk else "")
        for row in rows.order_by("id")
    )
    return Actor(bare.pseudonym, bare.name, bare.grants, scopes, person.uuid)


def actor_of_person(person: UUID, on: date) -> Actor:
    """The actor of a person whose account is open."""
    row = Person.objects.select_related("account").get(uuid=person, account__isnull=False)
    assert row.account is not None
    return actor_with_roles(row.account, on)


def _valid(rows: "QuerySet[_Row]", on: date) -> "QuerySet[_Row]":
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)


def _scope(row: RoleAssignment, tree: "_Tree", deputy_for: str) -> Scope:
    role = Role(row.role)
    profile = ROLES[role]
    match profile.reach:
        case Reach.ALL:
            reach = None
        case Reach.OWN:
            reach = frozenset({row.organisation.uuid})
        case Reach.BELOW:
            reach = tree.below(row.organisation_id)
        case Reach.SUPPORTED:
            reach = tree.supported(row.organisation_id)
    return Scope(role, row.organisation.uuid, profile.permissions, reach, deputy_for)


class _Tree:
    """Who is subordinate to whom and whom a project office works for; read once, on first need."""

    def __init__(self) -> None:
        self._rows: dict[int, UUID] | None = None
        self._children: dict[int, list[int]] = defaultdict(list)
        self._supported: dict[int, list[int]] = defaultdict(list)

    def _load(self) -> dict[int, UUID]:
        if self._rows is None:
            self._rows = {}
            for pk, uuid, parent, office in Organisation.objects.values_list(
                "pk", "uuid", "parent_id", "project_office_id"
            ):
                self._rows[pk] = uuid
                if parent is not None:
                    self._children[parent].append(pk)
                if office is not None:
                    self._supported[office].append(pk)
        return self._rows

    def below(self, root: int) -> frozenset[UUID]:
        rows = self._load()
        found, waiting = {root}, [root]
        while waiting:
            fresh = set(self._children[waiting.pop()]) - found
            found |= fresh
            waiting.extend(fresh)
        return frozenset(rows[pk] for pk in found)

    def supported(self, office: int) -> frozenset[UUID]:
        rows = self._load()
        return frozenset(rows[pk] for pk in (office, *self._supported[office]))


def holders(role: Role, organisations: Iterable[UUID], on: date) -> tuple[tuple[UUID, UUID, str], ...]:
    """Who holds a role in one of the organisations on a day: (person, organisation, name), by name."""
    rows = _valid(
        RoleAssignment.objects.filter(
            role=role, organisation__uuid__in=list(organisations), person__active=True
        ),
        on,
    )
    return tuple(
        rows.order_by("person__name").values_list("person__uuid", "organisation__uuid", "person__name")
    )
