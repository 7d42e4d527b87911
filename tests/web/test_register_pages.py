# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The register in the office, as somebody uses it: through addresses and forms."""

import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leistungswerk.core import accounts
from leistungswerk.core.actor import OPERATOR, Permission, Role
from leistungswerk.core.models import Account
from leistungswerk.register import search, services
from leistungswerk.register.entries import OrganisationEntry, PersonEntry, ServiceEntry
from leistungswerk.register.kinds import OrganisationKind, ResponsibilityKind
from leistungswerk.register.models import ImportRun, Organisation, Person, Responsibility, Service

pytestmark = pytest.mark.django_db
KEY = "99102013104000"


@pytest.fixture
def editor():
    accounts.ensure_account(OPERATOR, username="e", password="x", name="E", grants=frozenset(Permission))
    client = Client()
    client.force_login(Account.objects.get(username="e"))
    return client


def _body(name, kind=OrganisationKind.CITY, ars=""):
    entry = OrganisationEntry(kind=kind, name=name, ars=ars, territory=name if ars else "")
    return services.enter_organisation(OPERATOR, entry=entry)


def _post(client, name, data, *arguments):
    return client.post(reverse(f"office:{name}", args=arguments), data)


def _lead(city):
    person = services.enter_person(OPERATOR, entry=PersonEntry(name="Lead", organisation=city))
    services.assign_role(
        OPERATOR, person=person, role=Role.MUNICIPAL_LEAD, organisation=city, valid_from=date(2026, 1, 1)
    )
    account = Account.objects.create(username="lead", name="Lead")
    Person.objects.filter(uuid=person).update(account=account)
    client = Client()
    client.force_login(account)
    return client


def test_a_service_is_entered_found_and_given_bodies(editor):
    _body("Stadt Eins", ars="073150000000")
    wrong = _post(editor, "register_service_new", {"key": KEY[:13], "name": "Hundesteuer Anmeldung"})
    assert (wrong.status_code, "hier sind es 13" in wrong.content.decode()) == (422, True)
    assert 'value="Hundesteuer Anmeldung"' in wrong.content.decode()
    _post(
        editor,
        "register_service_new",
        {"key": "99 102 013 104 000", "name": "Hundesteuer Anmeldung", "typing": "4"},
    )
    found = editor.get(reverse("office:search"), {"q": "Hundesteueranmeldung"})
    assert reverse("office:register_service", args=[KEY]) in found.content.decode()
    _post(editor, "register_service", {"act": "assign", "part": "decides", "bulk": "all"}, KEY)
    page = editor.get(reverse("office:register_service", args=[KEY])).content.decode()
    assert "Stadt Eins" in page
    assert "99 102 013 104 000" in page
    assert Responsibility.objects.get().kind == ResponsibilityKind.DECIDES
    none = _post(editor, "register_service", {"act": "assign", "part": "decides", "bulk": "ministries"}, KEY)
    assert (none.status_code, "keine Stelle dieser Art" in none.content.decode()) == (422, True)


def test_files_are_handed_in_compared_and_accepted(editor):
    text = "leika_schluessel,leistung,typisierung,ozg_id,rechtsgrundlage\n99102013104000,Hundesteuer Anmeldung,4,,\n"
    upload = SimpleUploadedFile("leika.csv", text.encode())
    answer = _post(editor, "register_imports", {"kind": "catalogue", "files": upload, "as_of": "2026-01-01"})
    page = editor.get(answer.headers["Location"])
    assert "Hundesteuer Anmeldung" in page.content.decode()
    assert not Service.objects.exists()
    run = ImportRun.objects.get()
    services.enter_service(OPERATOR, entry=ServiceEntry(key=KEY, name="Von Hand"))
    late = _post(editor, "register_import", {"act": "accept", "digest": run.plan_digest}, run.uuid)
    assert (late.status_code, "seit dem Vergleich geändert" in late.content.decode()) == (409, True)
    _post(editor, "register_import", {"act": "accept", "digest": late.context["digest"]}, run.uuid)
    assert Service.objects.get().name == "Hundesteuer Anmeldung"
    bad = SimpleUploadedFile("a.csv", b"a,b\n1,2\n")
    refused = _post(editor, "register_imports", {"kind": "catalogue", "files": bad})
    assert (refused.status_code, "a.csv ist keine Tabelle" in refused.content.decode()) == (422, True)


def test_a_recut_is_carried_out_and_a_circle_refused(editor):
    old, new = _body("Alt", OrganisationKind.MINISTRY), _body("Neu", OrganisationKind.MINISTRY)
    form = {"day": "2026-05-18", "act": "Erlass", "predecessor_1": old, "successor_1": old}
    assert _post(editor, "recut", form).status_code == 422
    assert _post(editor, "recut", form | {"successor_1": new}).status_code == 302
    assert Organisation.objects.get(uuid=old).valid_to == date(2026, 5, 17)
    page = editor.get(reverse("office:organisation", args=[old])).content.decode()
    assert "besteht nicht mehr" in page


def test_a_person_gets_a_role_a_code_and_a_password(editor):
    city = _body("Stadt Eins", ars="073150000000")
    answer = _post(editor, "person_new", {"name": "Anna Beispiel", "organisation": city})
    person = Person.objects.get().uuid
    assert answer.headers["Location"] == reverse("office:person", args=[person])
    _post(
        editor,
        "person",
        {"act": "assign", "role": "head", "organisation": city, "valid_from": "2026-01-01"},
        person,
    )
    shown = _post(editor, "person", {"act": "access", "username": "anna"}, person)
    access = shown.context["access"]
    assert access.code in shown.content.decode()
    assert access.code not in editor.get(reverse("office:person", args=[person])).content.decode()
    visitor = Client()
    form = {
        "username": "anna",
        "code": access.code,
        "password": "ein langes Passwort",
        "password_again": "anders",
    }
    assert _post(visitor, "choose_password", form).status_code == 422
    done = _post(visitor, "choose_password", form | {"password_again": "ein langes Passwort"})
    assert done.headers["Location"] == reverse("office:login")
    assert visitor.login(username="anna", password="ein langes Passwort")
    assert _post(editor, "person", {"act": "seltsam"}, person).status_code == 400
    _post(editor, "person_edit", {"name": "Anna Neu", "organisation": city, "function": "Referat 1"}, person)
    assert "Anna Neu" in editor.get(reverse("office:person_edit", args=[person])).content.decode()


def test_a_lead_sees_and_changes_its_own_house_only(editor):
    here, there = _body("Stadt Hier", ars="073150000000"), _body("Stadt Dort", ars="073160000000")
    stranger = services.enter_person(OPERATOR, entry=PersonEntry(name="Fremd", organisation=there))
    lead = _lead(here)
    assert _post(lead, "organisation", {"city": "Mainz"}, here).status_code == 302
    assert _post(lead, "organisation", {"city": "Mainz"}, there).status_code == 403
    assert lead.get(reverse("office:person", args=[stranger])).status_code == 404
    assert _post(lead, "person", {"act": "lock", "active": "0"}, stranger).status_code == 404
    assert lead.get(reverse("office:recut")).status_code == 403
    assert lead.get(reverse("office:register_imports")).status_code == 403
    role = {"act": "assign", "role": "ozg_coordination", "organisation": here, "valid_from": "2026-01-01"}
    own = Person.objects.get(name="Lead").uuid
    assert _post(lead, "person", role, own).status_code == 403
    assert editor.get(reverse("office:person", args=[uuid.UUID(int=3)])).status_code == 404


@pytest.mark.parametrize("name", ["register_services", "organisations", "people", "case_systems", "search"])
def test_a_list_takes_the_same_statements_for_few_and_many(editor, name):
    counts = []
    for size in (2, 60):
        Service.objects.bulk_create(
            Service(key=f"98{size:06d}{n:06d}", name=f"Leistung {n}") for n in range(size)
        )
        Organisation.objects.bulk_create(Organisation(name=f"Stelle {size} {n}") for n in range(size))
        place = Organisation.objects.order_by("id")[0]
        Person.objects.bulk_create(Person(name=f"Person {n}", organisation=place) for n in range(size))
        search.rebuild()
        with CaptureQueriesContext(connection) as statements:
            assert editor.get(reverse(f"office:{name}"), {"q": "Leistung 1"}).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]
