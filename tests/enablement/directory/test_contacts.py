# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Contacts: mailboxes of the office that somebody looks at once a year, and people only for those who may see them."""

from datetime import timedelta

import pytest
from directory_people import KEY, actor, organisation, person, service
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR, Role
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.enablement.directory.models import Contact
from leistungswerk.enablement.directory.queries import contacts as queries
from leistungswerk.enablement.directory.queries.contacts import REVIEW, ContactFilter
from leistungswerk.enablement.directory.services import contacts
from leistungswerk.enablement.directory.services.contacts import KEPT, ContactEntry
from leistungswerk.enablement.directory.vcards import Card, vcard
from leistungswerk.enablement.site import queries as site
from leistungswerk.register.queries.role_contacts import HolderFilter, holder_page
from leistungswerk.register.services.own_entry import edit_own_contact

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
ALL = ContactFilter()


def _entry(place, **fields) -> ContactEntry:
    values = {
        "organisation": place.uuid,
        "title": "Fragen zum Wohngeld",
        "email": "wohngeld@example.org",
        **fields,
    }
    return ContactEntry(**values)


def _page(who=OPERATOR, wanted=ALL):
    return queries.contact_page(who, wanted, offset=0, limit=25)


@pytest.fixture
def city():
    return organisation("Musterstadt")


def test_a_contact_is_found_by_word_role_organisation_and_service(city):
    service()
    other = organisation("Nachbarstadt")
    contacts.enter_contact(OPERATOR, entry=_entry(city, role=Role.MUNICIPAL_LEAD, services=(KEY,)))
    contacts.enter_contact(OPERATOR, entry=_entry(other, title="Alles", email="", phone="06131 1-2"))

    def _found(**wanted):
        return [row.title for row in _page(wanted=ContactFilter(**wanted))[0]]

    assert _found() == ["Fragen zum Wohngeld", "Alles"]
    assert _found(text="muster wohn") == ["Fragen zum Wohngeld"]
    assert _found(role=Role.MUNICIPAL_LEAD) == ["Fragen zum Wohngeld"]
    assert _found(organisation=other.uuid) == ["Alles"]
    # What is for no service in particular is for each.
    assert _found(service=KEY) == ["Fragen zum Wohngeld", "Alles"]
    assert _found(service="99000000000000") == ["Alles"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": " "}, "Wofür"),
        ({"email": "", "phone": ""}, "E-Mail-Adresse oder eine Telefonnummer"),
        ({"email": "kein"}, "„kein“ ist keine"),
        ({"phone": "rufen Sie an"}, "06131"),
        ({"services": ("99",)}, "„99“ ist kein Leistungsschlüssel"),
    ],
)
def test_what_cannot_be_a_contact_is_refused_in_words(city, fields, words):
    with pytest.raises(Refused, match=words):
        contacts.enter_contact(OPERATOR, entry=_entry(city, **fields))
    assert not Contact.objects.exists()


def test_people_keep_the_contacts_of_their_own_bodies_only(city):
    other = organisation("Nachbarstadt")
    lead = actor(person("Ada", city, Role.MUNICIPAL_LEAD))
    worker = actor(person("Bo", city, Role.CASE_WORKER))
    mine = contacts.enter_contact(lead, entry=_entry(city))
    theirs = contacts.enter_contact(OPERATOR, entry=_entry(other))
    with pytest.raises(NotAllowed):
        contacts.enter_contact(lead, entry=_entry(other))
    with pytest.raises(Missing):
        contacts.end_contact(lead, contact=theirs)
    with pytest.raises(NotAllowed):
        contacts.check_contact(worker, contact=mine)
    assert _page(worker)[1] == 2  # mailboxes of the office are for everybody there


def test_the_second_of_two_changes_is_told(city):
    made = contacts.enter_contact(OPERATOR, entry=_entry(city))
    contacts.edit_contact(OPERATOR, contact=made, entry=_entry(city, phone="1"), revision=1)
    with pytest.raises(Overtaken):
        contacts.edit_contact(OPERATOR, contact=made, entry=_entry(city, phone="2"), revision=1)
    assert Contact.objects.get().phone == "1"


def test_after_a_year_somebody_looks_again(city):
    lead = actor(person("Ada", city, Role.MUNICIPAL_LEAD))
    mine = contacts.enter_contact(OPERATOR, entry=_entry(city))
    contacts.enter_contact(OPERATOR, entry=_entry(organisation("Nachbarstadt")))
    Contact.objects.update(checked_on=times.legal_day(times.now()) - REVIEW)
    assert (queries.due_count(lead), queries.due_count(OPERATOR)) == (1, 2)
    assert [row.uuid for row in _page(lead, ContactFilter(due=True))[0]] == [mine]
    contacts.check_contact(lead, contact=mine)
    assert queries.due_count(lead) == 0


def test_what_ended_is_shown_to_nobody_and_goes(city):
    made = contacts.enter_contact(OPERATOR, entry=_entry(city, public=True))
    assert [row.title for row in queries.public_contacts()] == ["Fragen zum Wohngeld"]
    before = site.version()
    contacts.end_contact(OPERATOR, contact=made)
    assert site.version() > before  # the page that showed it is made anew
    assert queries.public_contacts() == ()
    assert _page()[1] == 0
    assert queries.contact(actor(person("Bo", city, Role.CASE_WORKER)), made) is None
    assert contacts.forget_ended() == 0
    Contact.objects.update(valid_until=times.legal_day(times.now() - KEPT) - timedelta(days=1))
    assert contacts.forget_ended() == 1


def test_only_what_is_marked_public_is_public(city):
    contacts.enter_contact(OPERATOR, entry=_entry(city))
    assert queries.public_contacts() == ()


def test_role_holders_are_seen_as_far_as_roles_reach(city):
    other = organisation("Nachbarstadt")
    service(lead=city)
    ada, bo = (
        person("Ada", city, Role.MUNICIPAL_LEAD),
        person("Bo", other, Role.MUNICIPAL_LEAD, Role.CASE_WORKER),
    )
    today = times.legal_day(times.now())

    def _names(who, **wanted):
        rows, total = holder_page(who, HolderFilter(**wanted), on=today, offset=0, limit=25)
        assert total == len(rows)
        return [row.name for row in rows]

    assert _names(OPERATOR) == ["Ada", "Bo"]
    assert _names(actor(ada)) == ["Ada"]
    assert _names(OPERATOR, services=[KEY]) == ["Ada"]
    assert _names(OPERATOR, roles=[Role.CASE_WORKER]) == ["Bo"]
    assert _names(OPERATOR, text="nachbar bo") == ["Bo"]
    bo.assignments.update(valid_to=today - timedelta(days=1))
    assert _names(OPERATOR) == ["Ada"]


def test_lists_cost_the_same_for_few_and_many(city):
    today = times.legal_day(times.now())

    def _asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            _page()
            holder_page(OPERATOR, HolderFilter(), on=today, offset=0, limit=25)
        return len(seen)

    contacts.enter_contact(OPERATOR, entry=_entry(city))
    person("Ada", city, Role.MUNICIPAL_LEAD)
    few = _asked()
    for number in range(5):
        contacts.enter_contact(OPERATOR, entry=_entry(city, title=f"Nr. {number}"))
        person(f"P{number}", city, Role.CASE_WORKER, Role.BUDGET)
    assert _asked() == few


def test_people_change_how_they_are_reached_and_nothing_else(city):
    row = person("Ada", city, Role.CASE_WORKER)
    edit_own_contact(actor(row), function=" Sachgebiet  3 ", phone="06131 1-0")
    row.refresh_from_db()
    assert (row.function, row.phone, row.name) == ("Sachgebiet 3", "06131 1-0", "Ada")
    with pytest.raises(Refused, match="06131"):
        edit_own_contact(actor(row), function="", phone="<b>")
    with pytest.raises(Missing):
        edit_own_contact(OPERATOR, function="", phone="")


def test_a_card_says_what_the_directory_says_in_lines_that_programs_read():
    made = vcard(
        Card(
            uid="u", name="Ada Müller", organisation="Amt; Stadt, Land", phone="06131 1", person=True,
            note="ü" * 60, email="a@example.org",
        )
    )  # fmt: skip
    lines = made.decode().split("\r\n")
    assert lines[:6] == [
        "BEGIN:VCARD", "VERSION:3.0", "UID:u", "FN:Ada Müller", "N:Müller;Ada;;;", r"ORG:Amt\; Stadt\, Land",
    ]  # fmt: skip
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "".join(
        line.removeprefix(" ") for line in lines[lines.index("TEL;TYPE=WORK,VOICE:06131 1") + 1 :]
    ).startswith("NOTE:" + "ü" * 60)
    assert (
        r"N:Fragen\, Antworten;;;;"
        in vcard(Card(uid="u", name="Fragen, Antworten", organisation="x")).decode()
    )
