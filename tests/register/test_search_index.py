# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The table behind the search box: current with every write, cut by what somebody may see."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from leistungswerk.core.actor import OPERATOR, Actor, Permission, Role
from leistungswerk.core.models import Account
from leistungswerk.register import search, services
from leistungswerk.register.entries import OrganisationEntry, PersonEntry, ServiceEntry
from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.register.models import Person, SearchEntry, Service
from leistungswerk.register.scopes import actor_with_roles

KEY = "99102013104000"
DAY = date(2026, 11, 2)


def _titles(actor, query):
    return [hit.document.title for group in search.search(actor, query) for hit in group.hits]


def _enter(key=KEY, name="Hundesteuer Anmeldung"):
    services.enter_service(OPERATOR, entry=ServiceEntry(key=key, name=name))


@pytest.mark.django_db
@pytest.mark.postgres
def test_what_is_entered_changed_and_ended_is_found_so_at_once():
    _enter()
    assert _titles(OPERATOR, "Hundesteueranmeldung") == ["Hundesteuer Anmeldung"]
    services.edit_service(OPERATOR, entry=ServiceEntry(key=KEY, name="Hundesteuer Festsetzung"))
    assert _titles(OPERATOR, KEY[:8]) == ["Hundesteuer Festsetzung"]
    services.set_service_active(OPERATOR, key=KEY, active=False)
    assert _titles(OPERATOR, "Hundesteuer") == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_what_another_process_wrote_is_found_and_what_it_took_back_is_not():
    _enter()
    assert _titles(OPERATOR, "Hundesteuer") == ["Hundesteuer Anmeldung"]
    # As another process does: rows appear beside the index of this one.
    _enter("99107023017000", "Wohngeld Bewilligung")
    assert _titles(OPERATOR, "Wohngeld") == ["Wohngeld Bewilligung"]
    with transaction.atomic():
        _enter("99008001011001", "Personalausweis Änderung")
        assert _titles(OPERATOR, "Personalausweis") == ["Personalausweis Änderung"]
        transaction.set_rollback(True)
    assert _titles(OPERATOR, "Personalausweis") == []


@pytest.mark.django_db
def test_the_table_is_written_only_in_the_transaction_of_the_change():
    assert not SearchEntry.objects.filter(ref=KEY).exists()
    _enter()
    assert SearchEntry.objects.get(kind="service", ref=KEY).title == "Hundesteuer Anmeldung"


@pytest.mark.django_db
def test_a_search_takes_the_same_statements_for_few_and_many():
    counts = []
    for size in (3, 300):
        Service.objects.bulk_create(
            Service(key=f"98{size:06d}{number:06d}", name=f"Leistung {number}") for number in range(size)
        )
        search.rebuild()
        with CaptureQueriesContext(connection) as statements:
            search.search(OPERATOR, "Leistung 2")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 2


@pytest.mark.django_db
def test_people_are_found_only_where_ones_role_reaches():
    def body(name):
        return services.enter_organisation(
            OPERATOR, entry=OrganisationEntry(kind=OrganisationKind.CITY, name=name)
        )

    here, there = body("Stadt Hier"), body("Stadt Dort")
    for name, place in (("Anna Beispiel", here), ("Bernd Beispiel", there)):
        services.enter_person(OPERATOR, entry=PersonEntry(name=name, organisation=place))
    lead = services.enter_person(OPERATOR, entry=PersonEntry(name="Leitung", organisation=here))
    services.assign_role(
        OPERATOR, person=lead, role=Role.MUNICIPAL_LEAD, organisation=here, valid_from=date(2026, 1, 1)
    )
    account = Account.objects.create(username="leitung", name="Leitung")
    Person.objects.filter(uuid=lead).update(account=account)
    actor = actor_with_roles(account, DAY)
    assert _titles(actor, "Beispiel") == ["Anna Beispiel"]
    assert _titles(OPERATOR, "Beispiel") == ["Anna Beispiel", "Bernd Beispiel"]
    assert _titles(actor, "Stadt Dort") == ["Stadt Dort"]


@pytest.mark.django_db
def test_who_may_see_nothing_finds_nothing():
    _enter()
    assert _titles(Actor("account:x", "x"), "Hundesteuer") == []
    assert _titles(Actor("account:x", "x", frozenset({Permission.SEE_REGISTER})), "Hundesteuer")
