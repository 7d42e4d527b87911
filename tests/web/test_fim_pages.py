# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The office pages about FIM building blocks, as the server gives them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leistungswerk.core import accounts
from leistungswerk.core.actor import OPERATOR, Permission
from leistungswerk.core.models import Account
from leistungswerk.core.settings import settings
from leistungswerk.register import queries, services
from leistungswerk.register.entries import ImportFile
from leistungswerk.register.models import CodelistDocument
from message_samples import CHANGED, SAMPLE
from stage import demo_files
from xrepository_server import Repository, genericode

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Client:
    """Somebody who may do everything in the office."""
    accounts.ensure_account(
        OPERATOR, username="redaktion", password="x", name="Redaktion", grants=frozenset(Permission)
    )
    client = Client()
    client.force_login(Account.objects.get(username="redaktion"))
    return client


@pytest.fixture
def national(repository: Repository, monkeypatch):
    """The office asks the repository of the test."""
    monkeypatch.setenv("LEISTUNGSWERK_FETCH", "xrepository")
    monkeypatch.setenv("LEISTUNGSWERK_FETCH_URL", repository.url)
    settings.cache_clear()
    yield repository
    settings.cache_clear()


def _post(office: Client, schema: ImportFile, lists=(), **fields: str):
    files = {"schema": SimpleUploadedFile(schema.name, schema.content)}
    if lists:
        files["codelists"] = [SimpleUploadedFile(file.name, file.content) for file in lists]
    return office.post("/verwaltung/schemata/", files | fields)


def test_missing_lists_are_fetched_with_the_import(office, national):
    schema, lists, _ = demo_files()
    for file in lists[1:]:
        national.add(file.content)
    answer = _post(office, schema, lists[:1], fetch="1")
    assert answer.status_code == 302
    assert queries.documents(offset=0, limit=5)[1] == 1
    assert len(national.asked) == 3
    page = office.get("/verwaltung/codelisten/").content.decode()
    assert "urn:de:leistungswerk:codeliste:hunderasse" in page
    assert national.url in page


def test_what_could_not_be_fetched_is_said_with_its_reason_and_the_choice_stays(office, national):
    schema, lists, _ = demo_files()
    national.add(lists[1].content)
    answer = _post(office, schema, fetch="1")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("kennt die Liste") == 3
    assert "Diese Codelisten fehlen" in page
    assert 'name="fetch" value="1" checked' in page
    assert queries.held_codelists(offset=0, limit=5)[1] == 1


def test_without_the_choice_no_repository_is_asked(office, national):
    answer = _post(office, demo_files()[0])
    assert answer.status_code == 422
    assert national.asked == []


def test_a_repository_that_is_not_set_up_is_a_sentence_on_the_page(office, monkeypatch):
    monkeypatch.setenv("LEISTUNGSWERK_FETCH", "brieftaube")
    settings.cache_clear()
    try:
        answer = _post(office, demo_files()[0], fetch="1")
    finally:
        settings.cache_clear()
    assert answer.status_code == 422
    assert "LEISTUNGSWERK_FETCH" in answer.content.decode()


def test_the_list_of_code_lists_costs_the_same_at_any_size(office):
    schema, lists, _ = demo_files()
    services.import_schema(OPERATOR, schema=schema, codelists=lists)
    with CaptureQueriesContext(connection) as few:
        office.get("/verwaltung/codelisten/")
    for number in range(40):
        content = genericode(f"urn:de:test:{number}", "1", {"1": "eins"})
        CodelistDocument.objects.create(
            sha256=f"{number:064}", canonical_uri=f"urn:de:test:{number}", version="1", xml=content,
            imported_at=CodelistDocument.objects.first().imported_at,
        )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        page = office.get("/verwaltung/codelisten/?seite=2").content.decode()
    assert len(few) == len(many)
    assert "seite=1" in page


def _message(office: Client, name: str, content: bytes):
    return office.post("/verwaltung/bausteine/", {"message": SimpleUploadedFile(name, content)})


def test_a_new_service_text_is_compared_and_accepted_on_the_page(office):
    assert _message(office, "alt.xml", SAMPLE.encode()).status_code == 302
    there = _message(office, "neu.xml", CHANGED.encode()).headers["Location"]
    page = office.get(there).content.decode()
    assert "<del>Die Anmeldung kostet nichts.</del>" in page
    assert "<ins>Die Anmeldung kostet 5 €.</ins>" in page
    base = page.split('name="base" value="')[1].split('"')[0]
    assert office.post(f"{there}entscheiden/", {"decision": "accept", "base": "veraltet"}).status_code == 409
    assert office.post(f"{there}entscheiden/", {"decision": "accept", "base": base}).status_code == 302
    assert "Übernommen" in office.get(there).content.decode()
    entry = office.get(f"{there}0/").content.decode()
    assert "Die Anmeldung kostet 5 €." in entry
    assert "Hund anmelden" in entry
    assert office.get(f"{there}7/").status_code == 404


def test_markup_of_strangers_stays_text(office):
    evil = SAMPLE.replace("kostet nichts", "&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;b&amp;gt;")
    there = _message(office, "boese.xml", evil.encode()).headers["Location"]
    page = office.get(f"{there}0/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;b&gt;" in page


def test_a_process_is_shown_as_list_and_drawing(office, artefacts):
    folder = artefacts / "xprozess"
    export, model = folder / "99006028261000_xprozess2_ohne_inhalt.xml", folder / "99006028261000.bpmn"
    there = _message(office, export.name, export.read_bytes()).headers["Location"]
    process = next(
        one
        for one in queries.entries(queries.messages(offset=0, limit=1)[0][0].pk, offset=0, limit=9)
        if one.kind == "prozess"
    )
    before = office.get(f"{there}{process.position}/").content.decode()
    assert "kein Modell" in before
    _message(office, model.name, model.read_bytes())
    page = office.get(f"{there}{process.position}/").content.decode()
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in page
    assert "style=" not in page[page.index("<svg") : page.index("</svg>")]
    assert page.count('id="schritt-') > 10
    assert "Rechtsgrundlage" in page


def test_a_file_that_is_nothing_of_it_is_refused_on_the_page(office):
    answer = _message(office, "x.xml", b"<a/>")
    assert answer.status_code == 422
    assert "keine XZuFi-Nachricht" in answer.content.decode()
    assert "Wählen Sie eine Datei aus." in office.post("/verwaltung/bausteine/").content.decode()


def test_the_list_of_messages_costs_the_same_at_any_size(office):
    _message(office, "a.xml", SAMPLE.encode())
    with CaptureQueriesContext(connection) as few:
        office.get("/verwaltung/bausteine/")
    for number in range(6):
        _message(office, f"{number}.xml", SAMPLE.replace("8f2c", f"n{number}").encode())
    with CaptureQueriesContext(connection) as many:
        office.get("/verwaltung/bausteine/")
    assert len(few) == len(many)
