# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""People, roles within reach, deputies, and access by a one-time code."""

from datetime import date, timedelta

import pytest

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR, Permission, Role
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.core.models import Account, AuditEntry
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.core.roles import ASSIGNABLE, ROLES, assignable
from leistungswerk.register import queries, services
from leistungswerk.register.entries import OrganisationEntry, PersonEntry
from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.register.models import Deputyship, Person
from leistungswerk.register.role_places import places
from leistungswerk.register.scopes import actor_with_roles

pytestmark = pytest.mark.django_db
BEGIN = date(2026, 1, 1)


class House:
    def __init__(self) -> None:
        self.city = self.body("Stadt Hier", OrganisationKind.CITY)
        self.other = self.body("Stadt Dort", OrganisationKind.CITY)
        self.ministry = self.body("Ministerium", OrganisationKind.MINISTRY)
        self.vendor = self.body("Hersteller", OrganisationKind.VENDOR)

    @staticmethod
    def body(name, kind):
        return services.enter_organisation(OPERATOR, entry=OrganisationEntry(kind=kind, name=name))

    @staticmethod
    def person(name, place, *roles):
        identity = services.enter_person(OPERATOR, entry=PersonEntry(name=name, organisation=place))
        for role in roles:
            services.assign_role(OPERATOR, person=identity, role=role, organisation=place, valid_from=BEGIN)
        return identity

    def actor(self, name, place, *roles):
        identity = self.person(name, place, *roles)
        account = Account.objects.create(username=name, name=name)
        Person.objects.filter(uuid=identity).update(account=account)
        return actor_with_roles(account, times.legal_day(times.now()))


@pytest.fixture
def house():
    return House()


def _assign(actor, person, role, place):
    services.assign_role(actor, person=person, role=role, organisation=place, valid_from=BEGIN)


def test_a_municipal_lead_gives_roles_of_its_own_house_only(house):
    lead, colleague = (
        house.actor("lead", house.city, Role.MUNICIPAL_LEAD),
        house.person("kollegin", house.city),
    )
    _assign(lead, colleague, Role.SERVICE_OWNER, house.city)
    for role, place in (
        (Role.OZG_COORDINATION, house.ministry),
        (Role.OZG_COORDINATION, house.city),
        (Role.ADMINISTRATION, house.city),
        (Role.SERVICE_OWNER, house.other),
    ):
        with pytest.raises(NotAllowed, match="nicht vergeben"):
            _assign(lead, colleague, role, place)
    assert [row.role for row in _detail(colleague).roles] == [Role.SERVICE_OWNER]


def _detail(person):
    found = queries.person_detail(OPERATOR, person, times.legal_day(times.now()))
    assert found is not None
    return found


def test_nobody_gives_a_role_to_oneself_and_no_role_where_it_does_not_fit(house):
    lead = house.actor("lead", house.city, Role.MUNICIPAL_LEAD)
    assert lead.person is not None
    with pytest.raises(Refused, match="andere Person"):
        _assign(lead, lead.person, Role.HEAD, house.city)
    guest = house.person("gast", house.vendor)
    for role, place in (
        (Role.OZG_COORDINATION, house.city),
        (Role.HEAD, house.vendor),
        (Role.VENDOR, house.city),
    ):
        with pytest.raises(Refused, match="gibt es in"):
            _assign(OPERATOR, guest, role, place)
    _assign(OPERATOR, guest, Role.VENDOR, house.vendor)
    with pytest.raises(Refused, match="schon"):
        _assign(OPERATOR, guest, Role.VENDOR, house.vendor)


def test_whoever_assigns_has_a_rule_and_every_role_has_a_place(house):
    givers = {role for role, profile in ROLES.items() if Permission.ASSIGN_ROLES in profile.permissions}
    assert set(ASSIGNABLE) == givers
    assert all(places(role) for role in Role)
    assert assignable(house.actor("x", house.city, Role.CASE_WORKER), house.city) == frozenset()


def test_an_ended_role_is_gone_today(house):
    head = house.person("kopf", house.city, Role.HEAD)
    services.end_role(OPERATOR, person=head, role=Role.HEAD, organisation=house.city)
    assert _detail(head).roles == ()
    with pytest.raises(Missing):
        services.end_role(OPERATOR, person=head, role=Role.HEAD, organisation=house.city)


def test_a_person_names_a_deputy_of_the_same_house(house):
    head = house.actor("kopf", house.city, Role.HEAD)
    near, far = house.person("nah", house.city), house.person("fern", house.other)
    today = times.legal_day(times.now())
    services.name_deputy(
        head, person=head.person, deputy=near, valid_from=today, valid_to=today, reason="Urlaub"
    )
    with pytest.raises(NotAllowed):
        services.name_deputy(head, person=head.person, deputy=far, valid_from=today, valid_to=None)
    with pytest.raises(NotAllowed):
        services.name_deputy(head, person=far, deputy=near, valid_from=today, valid_to=None)
    with pytest.raises(Refused, match="andere Person"):
        services.name_deputy(head, person=head.person, deputy=head.person, valid_from=today, valid_to=None)
    with pytest.raises(Refused, match="vor ihrem Beginn"):
        services.name_deputy(
            head, person=head.person, deputy=near, valid_from=today, valid_to=today - timedelta(days=1)
        )
    [row] = _detail(head.person).deputies
    assert (row.other.name, row.reason) == ("nah", "")
    own = queries.person_detail(head, head.person, today)
    assert own is not None
    assert own.deputies[0].reason == "Urlaub"
    services.end_deputyship(head, person=head.person, deputyship=row.id)
    assert _detail(head.person).deputies == ()


def test_a_locked_person_is_no_deputy_and_cannot_sign_in(house):
    head, locked = house.actor("kopf", house.city, Role.HEAD), house.person("weg", house.city)
    access = services.open_access(OPERATOR, person=locked, username="weg")
    services.use_access_code(username="weg", code=access.code, password="ein langes Passwort")
    services.set_person_active(OPERATOR, person=locked, active=False)
    assert not Account.objects.get(username="weg").is_active
    today = times.legal_day(times.now())
    with pytest.raises(Refused, match="gesperrt"):
        services.name_deputy(head, person=head.person, deputy=locked, valid_from=today, valid_to=None)
    assert not Deputyship.objects.exists()


def test_the_one_time_code_sets_a_password_once(house, client):
    person = house.person("neu", house.city)
    access = services.open_access(OPERATOR, person=person, username=" Neu ")
    assert access.username == "neu"
    wrong = (("neu", "falsch"), ("niemand", access.code))
    for username, code in wrong:
        with pytest.raises(Refused, match="passen nicht zusammen"):
            services.use_access_code(username=username, code=code, password="ein langes Passwort")
    with pytest.raises(Refused, match="12 Zeichen"):
        services.use_access_code(username="neu", code=access.code, password="kurz")
    services.use_access_code(username="neu", code=access.code, password="ein langes Passwort")
    assert client.login(username="neu", password="ein langes Passwort")
    with pytest.raises(Refused, match="passen nicht zusammen"):
        services.use_access_code(username="neu", code=access.code, password="noch ein Passwort")
    stored = Person.objects.get(uuid=person)
    assert access.code not in (stored.access_code, *AuditEntry.objects.values_list("note", flat=True))


def test_a_code_that_is_too_old_or_replaced_is_void(house):
    person = house.person("neu", house.city)
    first = services.open_access(OPERATOR, person=person, username="neu")
    second = services.open_access(OPERATOR, person=person)
    with pytest.raises(Refused):
        services.use_access_code(username="neu", code=first.code, password="ein langes Passwort")
    Person.objects.filter(uuid=person).update(access_code_until=times.now() - timedelta(seconds=1))
    with pytest.raises(Refused):
        services.use_access_code(username="neu", code=second.code, password="ein langes Passwort")


def test_a_taken_or_odd_user_name_is_refused(house):
    Account.objects.create(username="schon", name="x")
    for name, sentence in (("schon", "gibt es schon"), ("", "Leerzeichen"), ("a b", "Leerzeichen")):
        with pytest.raises(Refused, match=sentence):
            services.open_access(OPERATOR, person=house.person("p", house.city), username=name)


def test_people_of_another_house_do_not_exist_for_a_lead(house):
    lead, stranger = house.actor("lead", house.city, Role.MUNICIPAL_LEAD), house.person("fremd", house.other)
    assert queries.person_detail(lead, stranger, BEGIN) is None
    for act in (
        lambda: services.open_access(lead, person=stranger, username="x"),
        lambda: services.set_person_active(lead, person=stranger, active=False),
    ):
        with pytest.raises(Missing):
            act()


def test_a_list_of_people_takes_the_same_statements_for_few_and_many(house, django_assert_num_queries):
    for number in range(3):
        house.person(f"p{number}", house.city, Role.CASE_WORKER)
    today = times.legal_day(times.now())
    for _round in range(2):
        with django_assert_num_queries(4):
            queries.people_page(OPERATOR, organisation=None, on=today, offset=0, limit=25)
        for number in range(10):
            house.person(f"q{number}", house.city, Role.CASE_WORKER, Role.HEAD)
