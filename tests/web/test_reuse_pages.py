# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reuse and base infrastructure through the office: typed right, typed wrong, seen by the wrong one."""

import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from leistungswerk.core import accounts
from leistungswerk.core.actor import OPERATOR, Permission, Role
from leistungswerk.core.models import Account
from leistungswerk.programme.models import (
    BaseServiceRequest,
    ParameterSheet,
    Project,
    ProjectRuntime,
    ReuseContract,
    ReuseOffer,
)
from leistungswerk.programme.reuse_states import RuntimeKind
from leistungswerk.programme.services import infrastructure
from leistungswerk.programme.services.projects import ProjectEntry, begin_project
from leistungswerk.register.kinds import OrganisationKind, ResponsibilityKind
from leistungswerk.register.models import Organisation, Person, Responsibility, RoleAssignment, Service

pytestmark = pytest.mark.django_db
KEY = "99107023017000"
OFFER = {
    "title": "Wohngeld aus Schleswig-Holstein", "services": KEY, "land": "01", "operator": "Dataport",
    "state": "available", "routes": ["fit_store"], "transports": ["osci_xta"], "cost_yearly": "48.000,50",
    "source": "Marktübersicht", "maintainer": "Nachnutzungsmanagement", "checked_on": "2026-11-01", "revision": "0",
}  # fmt: skip


@pytest.fixture
def client() -> Client:
    name = f"konto-{uuid.uuid4()}"
    accounts.ensure_account(OPERATOR, username=name, password="x", name=name, grants=frozenset(Permission))
    made = Client()
    made.force_login(Account.objects.get(username=name))
    return made


@pytest.fixture
def project() -> Project:
    owner = Organisation.objects.create(name="Ministerium der Finanzen", kind=OrganisationKind.MINISTRY)
    service = Service.objects.create(key=KEY, name="Wohngeld Bewilligung")
    city = Organisation.objects.create(name="Stadt Musterstadt", kind=OrganisationKind.CITY)
    Responsibility.objects.create(service=service, organisation=city, kind=ResponsibilityKind.STATUTE)
    begin_project(OPERATOR, owner=owner.uuid, entry=ProjectEntry(title="Wohngeld", services=(KEY,)))
    Project.objects.update(phase=2, path="A")
    return Project.objects.get()


def _at(project: Project, rest: str) -> str:
    return f"/verwaltung/vorhaben/{project.uuid}/{rest}"


def test_an_offer_is_entered_scored_found_and_compared(client, project):
    answer = client.post("/verwaltung/nachnutzung/neu/", OFFER)
    assert answer.status_code == 302
    page = answer.headers["Location"]
    assert "48.000,50 €" in client.get(page).content.decode()
    scored = {f"met-{place}": "not_checked" for place in range(7)} | {"met-0": "met", "revision": "0"}
    assert client.post(f"{page}bewerten/", scored).status_code == 302
    assert client.get("/verwaltung/nachnutzung/?suche=Wohngeld").content.decode().count("Dataport") == 1
    offer = ReuseOffer.objects.get()
    assert (
        "Königsteiner"
        not in client.get(f"/verwaltung/nachnutzung/vergleich/?angebot={offer.uuid}").content.decode()
    )
    assert "Dataport" in client.get(_at(project, "nachnutzung/")).content.decode()


def test_a_wrong_entry_comes_back_with_what_was_typed_and_a_sentence(client, project):
    answer = client.post(
        "/verwaltung/nachnutzung/neu/", OFFER | {"cost_yearly": "viel", "operator": "Data&port"}
    )
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "ist kein Betrag in Euro" in text
    assert "Data&amp;port" in text
    assert not ReuseOffer.objects.exists()


def test_offers_go_out_and_come_back_with_the_difference_first(client, project):
    client.post("/verwaltung/nachnutzung/neu/", OFFER)
    for form in ("csv", "json"):
        file = client.get(f"/verwaltung/nachnutzung/angebote.{form}").content
        changed = file.replace(b"48000,50", b"50000,00")
        upload = SimpleUploadedFile(f"angebote.{form}", changed)
        answer = client.post("/verwaltung/nachnutzung/einlesen/", {"file": upload})
        assert "bisher 48.000,50 €, jetzt 50.000,00 €" in answer.content.decode()
        assert ReuseOffer.objects.get().cost_yearly == 48000.5
    told = {"act": "apply", "text": changed.decode(), "form": "json"}
    assert client.post("/verwaltung/nachnutzung/einlesen/", told).status_code == 302
    assert ReuseOffer.objects.get().cost_yearly == 50000
    wrong = SimpleUploadedFile("a.csv", b"Titel;Farbe\r\nA;rot\r\n")
    answer = client.post("/verwaltung/nachnutzung/einlesen/", {"file": wrong})
    assert answer.status_code == 422
    assert "Farbe" in answer.content.decode()


def test_a_contract_walks_its_route_by_its_one_next_step(client, project):
    client.post("/verwaltung/nachnutzung/neu/", OFFER)
    offer = ReuseOffer.objects.get()
    begin = {"offer": str(offer.uuid), "route": "fit_store", "contact": "Stelle", "parties": ""}
    answer = client.post(_at(project, "nachnutzung/vertrag/"), begin)
    page = answer.headers["Location"]
    assert "Interesse bekunden" in client.get(page).content.decode()
    paper = {
        "move": "declare_interest", "seen": "prepared", "document": "Schreiben", "file_number": "1/26",
        "form": "paper", "signer": "Leitung", "signed_on": "2026-11-02",
    }  # fmt: skip
    assert client.post(f"{page}schritt/", paper | {"signer": ""}).status_code == 422
    assert client.post(f"{page}schritt/", paper).status_code == 302
    assert client.post(f"{page}schritt/", paper).status_code == 409
    assert ReuseContract.objects.get().state == "interest_declared"
    assert "Schreiben" in client.get(page).content.decode()
    again = client.post(_at(project, "nachnutzung/vertrag/"), begin)
    assert (again.status_code, "läuft" in again.content.decode()) == (422, True)


def test_parameters_are_defined_filled_and_confirmed(client, project):
    page = _at(project, "parameter/")
    rate = {"title": "Gebühr", "name": "gebuehr", "type": "amount", "required": "ja"}
    assert client.post(page, rate | {"name": "Gebühr!"}).status_code == 422
    assert client.post(page, rate).status_code == 302
    city = Organisation.objects.get(kind=OrganisationKind.CITY)
    sheet = client.post(f"{page}blatt/", {"organisation": str(city.uuid)}).headers["Location"]
    assert client.post(sheet, {"p:gebuehr": "viel", "revision": "0"}).status_code == 422
    assert client.post(sheet, {"p:gebuehr": "12,5", "revision": "0"}).status_code == 302
    confirmed = client.post(sheet, {"act": "confirm", "valid_from": "2027-01-01", "revision": "1"})
    assert confirmed.status_code == 302
    assert ParameterSheet.objects.get().values == {"gebuehr": "12.50"}
    assert "12,50 €" in client.get(sheet).content.decode()
    table = client.get(f"{page}tabelle.csv").content.decode()
    assert "Stadt Musterstadt;12,50" in table
    upload = SimpleUploadedFile("t.csv", table.replace("12,50", "13,00").encode())
    assert client.post(f"{page}einlesen/", {"file": upload}).status_code == 302
    assert ParameterSheet.objects.get(state="draft").values == {"gebuehr": "13.00"}


def test_a_base_service_is_requested_and_provided(client, project):
    provider = Organisation.objects.create(name="LDI", kind=OrganisationKind.IT_PROVIDER)
    assert (
        client.post("/verwaltung/basisdienste/", {"act": "take", "provider": str(provider.uuid)}).status_code
        == 302
    )
    lead = {"act": "lead", "code": "epayment", "lead": "10", "available": "ja"}
    assert client.post("/verwaltung/basisdienste/", lead).status_code == 302
    page = _at(project, "basisdienste/")
    assert client.post(page, {"code": "epayment", "purpose": ""}).status_code == 422
    assert client.post(page, {"code": "epayment", "purpose": "Gebühren"}).status_code == 302
    assert "wartet auf einen Basisdienst" in client.get(page).content.decode()
    asked = BaseServiceRequest.objects.get()
    move = f"/verwaltung/basisdienste/{asked.uuid}/bewegen/"
    assert client.post(move, {"move": "provision", "seen": "requested"}).status_code == 302
    assert client.post(move, {"move": "provision", "seen": "requested"}).status_code == 409
    assert (
        client.post(move, {"move": "ready", "seen": "in_provision", "project": str(project.uuid)}).status_code
        == 302
    )
    assert "wartet auf" not in client.get(page).content.decode()


def test_runtime_defects_and_accessibility_tests_are_recorded(client, project):
    runtime = infrastructure.register_runtime(
        OPERATOR, kind=RuntimeKind.EFA, name="Wohngeld SH", operator="Dataport"
    )
    page = _at(project, "laufzeit/")
    told = {"runtime": str(runtime), "controller": "Schleswig-Holstein", "revision": "0"}
    assert client.post(f"{page}aendern/", told | {"accepted_on": "2026-11-02"}).status_code == 422
    assert client.post(f"{page}aendern/", told).status_code == 302
    assert ProjectRuntime.objects.get().controller == "Schleswig-Holstein"
    assert (
        client.post(
            page, {"act": "defect", "title": "Weg", "severity": "1", "found_on": "2026-11-02"}
        ).status_code
        == 302
    )
    assert client.post(page, {"act": "test", "tester_name": "", "method": "BITV"}).status_code == 422
    test = {"act": "test", "tester_name": "Prüfstelle", "method": "BITV-Test", "tested_on": "2026-11-02"}
    assert client.post(page, test).status_code == 302
    text = client.get(page).content.decode()
    assert "Prüfstelle" in text
    assert "Keine gefunden" in text


def _someone(role: Role, body: Organisation) -> Client:
    name = f"person-{uuid.uuid4().hex[:8]}"
    account = Account.objects.create(username=name, name=name)
    person = Person.objects.create(account=account, organisation=body, name=name)
    RoleAssignment.objects.create(
        person=person, role=role, organisation=body, valid_from=date(2026, 1, 1), granted_by="test"
    )
    made = Client()
    made.force_login(account)
    return made


@pytest.mark.parametrize(
    "rest", ["nachnutzung/", "parameter/", "basisdienste/", "laufzeit/", "parameter/tabelle.csv"]
)
def test_a_strangers_vorhaben_is_not_there_and_ones_own_is_read(project, rest):
    other = Organisation.objects.create(name="Ministerium der Justiz", kind=OrganisationKind.MINISTRY)
    assert _someone(Role.SERVICE_OWNER, other).get(_at(project, rest)).status_code == 404
    owner = Organisation.objects.get(name="Ministerium der Finanzen")
    assert _someone(Role.SERVICE_OWNER, owner).get(_at(project, rest)).status_code == 200


def test_the_owner_sees_no_form_for_what_the_ministry_signs(project):
    owner = Organisation.objects.get(name="Ministerium der Finanzen")
    reader = _someone(Role.SERVICE_OWNER, owner)
    assert "Vertragsweg beginnen" not in reader.get(_at(project, "nachnutzung/")).content.decode()
    assert reader.get(_at(project, "nachnutzung/vertrag/")).status_code == 403
