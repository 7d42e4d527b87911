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
