# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The federal dashboard through the office: take in, compare, hand on, export; wrong files are refused in words."""

import uuid
from datetime import timedelta

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR, Permission
from leistungswerk.core.models import Account
from leistungswerk.register import services as register
from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.models import AvailabilityFact, CompetenceFact, ServiceFact
from leistungswerk.reporting.services import facts

pytestmark = pytest.mark.django_db
PAGE = "/verwaltung/bundesdashboard/"
TODAY = times.legal_day(times.now())
SOMEWHERE = "in mind. einer Kommune verfügbar"


def _client(*grants: Permission) -> Client:
    made = Client()
    made.force_login(Account.objects.create(username=str(grants), name="Rheingold", grants=sorted(grants)))
    return made


@pytest.fixture
def client() -> Client:
    return _client(*Permission)


def _online(key: str) -> None:
    register.ensure_service(OPERATOR, key=key, name="Wohngeld")
    told = {"service_key": key, "valid_from": TODAY - timedelta(days=9), "source": "test"}
    body, at = uuid.uuid4(), times.now()
    facts.record(ServiceFact(name="Wohngeld", kind="lovd", ressort="FM", **told), at=at)
    facts.record(CompetenceFact(body=body, body_name="Stadt Mainz", ars="073150000000", **told), at=at)
    facts.record(
        AvailabilityFact(
            body=body, body_name="Stadt Mainz", ars="073150000000", evidence=Evidence.SHOWN, transport="fit_connect", **told
        ),
        at=at,
    )  # fmt: skip


def _page(*keys: str, art: str = SOMEWHERE) -> bytes:
    lines = [
        {"leika_key": key, "leika_name": "Wohngeld", "ars": "070000000000", "art_flaechendeckung": art} for key in keys
    ]  # fmt: skip
    return msgspec.json.encode({"content": lines})


def _post(client: Client, content: bytes, name: str = "data.json", **more: str) -> object:
    told = {"as_of": TODAY.isoformat(), "source": "https://dashboard.example/", **more}
    return client.post(PAGE, {"files": [SimpleUploadedFile(name, content)], **told})


def test_a_state_is_taken_in_compared_filtered_and_handed_on(client):
    _online("99107023017001")
    done = _post(client, _page("99107023017001", "99999999999999"))
    assert done.status_code == 302
    where = done.headers["Location"]
    text = client.get(where).content.decode()
    assert "3 Abweichungen in 3 Zeilen" in text
    assert "Leistungsschlüssel kennt unser Register" in text
    only = client.get(where, {"art": "nur_dort"}).content.decode()
    assert "kennt unser Register am Stichtag nicht" in only
    assert "Das Dashboard nennt hier keinen Online-Dienst" not in only
    assert "keine Zeile" in client.get(where, {"art": "gleich"}).content.decode()
    table = b"".join(client.get(f"{where}abweichungen.csv", {"art": "nur_hier"}).streaming_content).decode()
    assert [line.split(";")[3] for line in table.splitlines()[1:]] == ["073150000000"]
    assert client.get(f"{where}abweichungen.xlsx").content[:2] == b"PK"
    assert client.get(f"{where}abweichungen.pdf").status_code == 404
    assert "https://dashboard.example/" in client.get(PAGE).content.decode()


def test_a_kept_file_comes_back_byte_for_byte_and_no_other(client):
    content = _page("99107023017001")
    where = _post(client, content, name='böse"\r\n.json').headers["Location"]
    text = client.get(where).content.decode()
    address = text.split('lw-wrap-anywhere" lang="de" href="')[1].split('"')[0]
    answer = client.get(address)
    assert answer.content == content
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert client.get(f"{where}datei/{'0' * 64}/").status_code == 404
    assert client.get(f"{PAGE}{uuid.uuid4()}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("data.json", b'{"content": [', "keine Antwort der Dashboard-Schnittstelle"),
        ("data.csv", b"\xff\xfe\x00", "keine lesbare CSV-Datei"),
        ("data.xlsx", b"PK\x03\x04kaputt", "keine lesbare Excel-Tabelle"),
        ("foto.png", b"\x89PNG\r\n", "keine Antwort der Dashboard-Schnittstelle"),
        ("leer.json", b"{}", "keine Antwort der Dashboard-Schnittstelle"),
    ],
)
def test_a_wrong_file_is_refused_in_words_and_the_entries_stay(client, name, content, says):
    answer = _post(client, content, name=name)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert says in text
    assert "https://dashboard.example/" in text


def test_a_day_that_is_none_or_to_come_is_refused(client):
    for day in ("gestern", (TODAY + timedelta(days=1)).isoformat(), ""):
        assert _post(client, _page("99107023017001"), as_of=day).status_code == 422
    assert client.post(PAGE, {"as_of": TODAY.isoformat(), "source": "x"}).status_code == 422


def test_a_reader_compares_but_takes_nothing_in():
    reader = _client(Permission.SEE_PROJECT)
    assert "Neuen Stand" not in reader.get(PAGE).content.decode()
    assert _post(reader, _page("99107023017001")).status_code == 403


def test_the_export_has_our_lines_in_each_form(client):
    _online("99107023017001")
    found = msgspec.json.decode(b"".join(client.get(f"{PAGE}export.json").streaming_content))
    assert {line["ars"]: line["art_flaechendeckung"] for line in found["content"]} == {
        "070000000000": "landesweit flächendeckend",
        "073150000000": "kreisweit flächendeckend",
    }
    assert b"99107023017001" in b"".join(client.get(f"{PAGE}export.csv").streaming_content)
    assert b"".join(client.get(f"{PAGE}export.xlsx").streaming_content)[:2] == b"PK"
    assert client.get(f"{PAGE}export.pdf").status_code == 404


def test_the_comparison_takes_the_same_number_of_statements_however_many(client):
    keys = [f"9910702301700{number}" for number in range(5)]
    _online(keys[0])
    few, many = (
        _post(client, _page(*keys[:size], art="bundesweit flächendeckend")).headers["Location"]
        for size in (1, 5)
    )

    def _count(where: str) -> int:
        with CaptureQueriesContext(connection) as taken:
            assert client.get(where, {"art": "alle"}).status_code == 200
        return len(taken)

    once = _count(few)
    for key in keys[1:]:
        _online(key)
    assert _count(many) == once
    assert _count(many) < once  # the answers are kept until a fact is recorded
