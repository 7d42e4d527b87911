# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import pytest

from leistungswerk.core.actor import Permission, Role
from leistungswerk.core.models import Account
from leistungswerk.core.roles import ROLES
from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.register.models import Deputyship, Organisation, Person, RoleAssignment
from leistungswerk.register.scopes import actor_with_roles, holders

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 2)


def _person(name, organisation, *roles, valid_to=None):
    account = Account.objects.create(username=name, name=name)
    person = Person.objects.create(account=account, organisation=organisation, name=name)
    for role in roles:
        RoleAssignment.objects.create(
            person=person, role=role, organisation=organisation, valid_from=date(2026, 1, 1), valid_to=valid_to,
            granted_by="test",
        )  # fmt: skip
    return person


@pytest.fixture
def ministry():
    return Organisation.objects.create(name="Ministerium", kind=OrganisationKind.MINISTRY)


def test_a_role_reaches_everything_below_and_nothing_beside(ministry):
    below = Organisation.objects.create(name="Amt", kind=OrganisationKind.STATE_AUTHORITY, parent=ministry)
    deeper = Organisation.objects.create(name="Außenstelle", kind=OrganisationKind.AUTHORITY, parent=below)
    beside = Organisation.objects.create(name="Anderes", kind=OrganisationKind.MINISTRY)
    actor = actor_with_roles(_person("a", ministry, Role.SERVICE_OWNER).account, DAY)
    assert actor.reach(Permission.EDIT_PROJECT) == {ministry.uuid, below.uuid, deeper.uuid}
    assert not actor.may(Permission.EDIT_PROJECT, beside.uuid)
    assert actor.may(Permission.EDIT_PROJECT)
    assert not actor.may(Permission.ADVISE)


def test_a_role_of_the_project_reaches_all_and_an_ended_one_nothing(ministry):
    assert (
        actor_with_roles(_person("a", ministry, Role.ADVISER).account, DAY).reach(Permission.ADVISE) is None
    )
    ended = _person("b", ministry, Role.ADVISER, valid_to=date(2026, 11, 1))
    assert actor_with_roles(ended.account, DAY).scopes == ()
    assert actor_with_roles(ended.account, date(2026, 11, 1)).scopes != ()


def test_a_deputy_acts_for_the_absent_while_the_absence_lasts_and_says_so(ministry):
    absent, deputy = _person("a", ministry, Role.HEAD), _person("b", ministry)
    Deputyship.objects.create(
        person=absent, deputy=deputy, valid_from=date(2026, 11, 1), valid_to=date(2026, 11, 5)
    )
    scope = actor_with_roles(deputy.account, DAY).acting_as(Role.HEAD, ministry.uuid)
    assert scope is not None
    assert scope.deputy_for == f"account:{absent.account.uuid}"
    assert actor_with_roles(deputy.account, date(2026, 11, 6)).acting_as(Role.HEAD, ministry.uuid) is None


def test_a_locked_account_or_person_may_nothing(ministry):
    person = _person("a", ministry, Role.PROGRAMME_MANAGEMENT)
    Person.objects.filter(pk=person.pk).update(active=False)
    assert actor_with_roles(person.account, DAY).scopes == ()


def test_holders_of_a_role_are_found_by_name(ministry):
    _person("berta", ministry, Role.HEAD)
    _person("anton", ministry, Role.HEAD)
    assert [name for _, _, name in holders(Role.HEAD, [ministry.uuid], DAY)] == ["anton", "berta"]


def test_building_an_actor_takes_a_constant_number_of_statements(ministry, django_assert_num_queries):
    person = _person("a", ministry, Role.SERVICE_OWNER, Role.HEAD, Role.BUDGET)
    for number in range(20):
        Organisation.objects.create(name=f"Amt {number}", parent=ministry)
    with django_assert_num_queries(4):
        actor_with_roles(person.account, DAY)


def test_every_role_has_a_word_and_permissions():
    assert set(ROLES) == set(Role)
    assert all(profile.permissions and str(profile.word) for profile in ROLES.values())
