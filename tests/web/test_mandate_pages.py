# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Projektauftrag through the office; organisation chart and responsibility matrix from the data."""

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leistungswerk.core import accounts
from leistungswerk.core.actor import OPERATOR, Permission
from leistungswerk.core.models import Account
from leistungswerk.programme.reuse import mandates
from leistungswerk.programme.reuse.mandate_document import Block, blocks
from leistungswerk.programme.services.projects import ProjectEntry, begin_project
from leistungswerk.register.kinds import OrganisationKind, ResponsibilityKind
from leistungswerk.register.models import CaseSystem, Organisation, Responsibility, Service

pytestmark = pytest.mark.django_db
OUTSIDE = {"signer": "Leitung", "form": "paper", "signed_on": "2026-11-02", "file_number": "1/26"}


@pytest.fixture
def client() -> Client:
    name = f"konto-{uuid.uuid4()}"
    accounts.ensure_account(OPERATOR, username=name, password="x", name=name, grants=frozenset(Permission))
    made = Client()
    made.force_login(Account.objects.get(username=name))
    return made


def _body(name: str, kind: OrganisationKind, **fields: Organisation) -> Organisation:
    return Organisation.objects.create(name=name, kind=kind, **fields)


def test_a_mandate_is_written_signed_by_both_changed_and_set_as_pdf(client):
    ministry = _body("Ministerium", OrganisationKind.MINISTRY)
    provider = _body("LDI", OrganisationKind.IT_PROVIDER)
    told = {
        "title": "Projektauftrag OZG", "client": str(ministry.uuid), "contractor": str(provider.uuid),
        "text": "# Umfang\n\n- Beratung\n- **Basisdienste**\n\n<script>alert(1)</script>", "valid_from": "2026-01-01",
    }  # fmt: skip
    page = client.post("/verwaltung/projektauftrag/", told).headers["Location"]
    text = client.get(page).content.decode()
    assert "<strong>Basisdienste</strong>" in text
    assert "<script>alert" not in text
    version = f"{page}fassungen/1/"
    assert client.post(f"{version}auslegen/", {"act": "lay_out", "revision": "0"}).status_code == 302
    identity = uuid.UUID(page.split("/")[-2])
    digest = mandates.mandate(identity).versions[0].digest
    for body in (ministry, provider):
        signed = OUTSIDE | {"organisation": str(body.uuid), "digest": digest}
        assert client.post(f"{version}zeichnen/", signed).status_code == 302
        assert client.post(f"{version}zeichnen/", signed).status_code in {409, 422}
    assert mandates.mandate(identity).current.number == 1
    assert client.get(f"{version}pdf/").content.startswith(b"%PDF-")
    write = client.post(f"{page}neue-fassung/").headers["Location"]
    changed = {"text": told["text"].replace("Beratung", "Anleitung"), "change_note": "Neu", "revision": "0"}
    assert client.post(write, changed | {"valid_from": "morgen"}).status_code == 422
    assert client.post(write, changed | {"valid_from": "2027-01-01"}).status_code == 302
    text = client.get(f"{page}fassungen/2/").content.decode()
    assert "<del>Beratung</del>" in text
    assert "<ins>Anleitung</ins>" in text


def test_markdown_becomes_headings_paragraphs_and_items():
    assert blocks("# A\n\nText mit **fett**\n\n- eins\n- zwei") == (
        Block(1, "A"), Block(0, "Text mit fett"), Block(-1, "eins"), Block(-1, "zwei"),
    )  # fmt: skip


def test_the_chart_shows_ressorts_with_their_authorities_and_counts_municipalities(client):
    ministry = _body("Ministerium der Finanzen", OrganisationKind.MINISTRY)
    _body("Landesamt für Steuern", OrganisationKind.STATE_AUTHORITY, parent=ministry)
    office = _body("Kommunales Projektbüro", OrganisationKind.PROJECT_OFFICE)
    for number in range(3):
        _body(f"Stadt {number}", OrganisationKind.CITY, project_office=office)
    text = client.get("/verwaltung/organisation/").content.decode()
    assert "Landesamt für Steuern" in text
    assert "Kreisfreie Stadt: 3" in text
    assert "Stadt 1" not in text


def test_the_matrix_tells_who_does_what_with_a_constant_number_of_statements(client):
    ministry = _body("Ministerium der Finanzen", OrganisationKind.MINISTRY)
    _body("LDI", OrganisationKind.IT_PROVIDER)
    vendor, city = _body("Hersteller", OrganisationKind.VENDOR), _body("Stadt", OrganisationKind.CITY)

    def _add(number: int) -> None:
        key = f"9910200000{number:04d}"
        service = Service.objects.create(key=key, name=f"Leistung {number}", lead=ministry)
        Responsibility.objects.create(service=service, organisation=city, kind=ResponsibilityKind.STATUTE)
        CaseSystem.objects.create(vendor=vendor, name=f"Verfahren {number}").services.add(service)
        begin_project(OPERATOR, owner=ministry.uuid, entry=ProjectEntry(title="V", services=(key,)))

    def _statements() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get("/verwaltung/verantwortung/").status_code == 200
        return len(found)

    _add(1)
    table = client.get("/verwaltung/verantwortung/tabelle.csv").content.decode()
    assert table.splitlines()[1].split(";")[3:] == ["Ministerium der Finanzen"] * 2 + [
        "LDI",
        "Stadt",
        "",
        "Hersteller",
    ]
    few = _statements()
    for number in range(2, 12):
        _add(number)
    assert _statements() == few
