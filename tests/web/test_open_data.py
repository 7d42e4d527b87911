# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The public API and its files: figures down to their rows, errors in words, nothing that must stay secret."""

import csv
import hashlib
import io
import json
import uuid
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from arro3.io import read_parquet
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from open_data_land import AT, HUND, MAINZ, MAYEN, WOHNGELD, land, used

from leistungswerk.core import limits, times
from leistungswerk.reporting.models import AvailabilityFact, CompetenceFact, UsageFact
from leistungswerk.reporting.open_data import datasets
from leistungswerk.reporting.services import facts
from leistungswerk.web.api.app import description

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SNAPSHOT = Path(__file__).resolve().parents[2] / "docs" / "reference" / "openapi.json"


@pytest.fixture(autouse=True)
def quiet():
    limits._seen.clear()


@pytest.fixture
def told():
    land()


def get(address: str, **headers: str):
    return Client().get(address, headers=headers)


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_the_description_is_the_checked_in_one():
    assert json.loads(SNAPSHOT.read_text(encoding="utf-8")) == json.loads(json.dumps(description()))


def test_a_metric_opens_to_definition_statement_and_the_missing_body(told):
    found = get("/api/v1/kennzahlen").json()["kennzahlen"]
    [m2] = [each for each in found if each["kennzahl"] == "m2"]
    assert (m2["belegt"], m2["gesamt"], m2["nenner"]) == (0, 0, 2)
    one = get("/api/v1/kennzahlen/m2").json()
    assert "FROM coverage" in one["berechnung"]
    [wohngeld] = [row for row in get(m2["zeilen"]).json()["zeilen"] if row["leistungsschluessel"] == WOHNGELD]
    assert (wohngeld["zustaendig"], wohngeld["belegt"], wohngeld["fehlen"]) == (3, 2, 1)
    missing = get(f"/api/v1/verfuegbarkeit?leistung={WOHNGELD}&verfuegbar=nein").json()["zeilen"]
    assert [row["ars"] for row in missing] == [MAYEN]


@pytest.mark.parametrize(
    ("asked", "m4"),
    [("", (2, 3, 6)), (f"gebiet={MAINZ}", (1, 2, 2)), ("gebiet=07137", (0, 0, 2)), (f"leistung={HUND}", (0, 1, 3)),
     (f"ressort={quote('Ministerium der Finanzen')}", (2, 3, 6)), ("ressort=anderes", (0, 0, 0))],
)  # fmt: skip
def test_a_metric_of_a_part_counts_only_that_part(told, asked, m4):
    found = get(f"/api/v1/kennzahlen?{asked}").json()["kennzahlen"]
    [share] = [each for each in found if each["kennzahl"] == "m4"]
    assert (share["belegt"], share["gesamt"], share["nenner"]) == m4


def test_what_was_known_then_can_be_asked_again(told):
    facts.retract(AvailabilityFact.objects.get(service_key=HUND), at=AT + timedelta(days=30))
    then = get(f"/api/v1/leistungen/{HUND}?stichtag=2026-03-02&datenstand=2026-03-02T00:00")
    assert then.json()["gemeldet"] == 1
    assert then.headers["Cache-Control"] == "public, max-age=86400"
    assert get(f"/api/v1/leistungen/{HUND}").json()["gemeldet"] == 0


def test_an_unchanged_answer_is_not_sent_twice(told):
    first = get("/api/v1/kennzahlen")
    again = get("/api/v1/kennzahlen", if_none_match=first.headers["ETag"])
    assert again.status_code == 304
    facts.retract(AvailabilityFact.objects.get(service_key=HUND), at=times.now())
    assert get("/api/v1/kennzahlen", if_none_match=first.headers["ETag"]).status_code == 200


def test_pages_name_the_next(told):
    first = get("/api/v1/leistungen?groesse=1")
    assert 'rel="next"' in first.headers["Link"]
    second = get(first.json()["weiter"])
    assert 'rel="prev"' in second.headers["Link"]
    assert second.json()["weiter"] is None
    keys = [row["leistungsschluessel"] for each in (first, second) for row in each.json()["leistungen"]]
    assert keys == sorted({WOHNGELD, HUND})


def test_what_holds_at_a_place_comes_from_all_levels(told):
    rows = get(f"/api/v1/gebiete/{MAYEN}").json()["zeilen"]
    assert {row["ars"] for row in rows} == {MAYEN}
    assert not any(row["verfuegbar"] for row in rows)
    assert [each["gebiet"] for each in get("/api/v1/gebiete?suche=Mianz").json()["gebiete"]] == [
        "Mainz (kreisfreie Stadt)"
    ]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/api/v1/verfuegbarkeit", 422, "Nennen Sie leistung, gebiet oder ressort."),
        ("/api/v1/kennzahlen?stichtag=2999-01-01", 422, "Der Stichtag liegt in der Zukunft."),
        ("/api/v1/kennzahlen?datenstand=2999-01-01T00:00", 422, "Der Datenstand liegt in der Zukunft."),
        ("/api/v1/kennzahlen?datenstand=0001-01-01", 422, "Vor 2017"),
        ("/api/v1/kennzahlen?stichtag=0001-01-01", 422, "Vor 2017"),
        ("/api/v1/kennzahlen?stichtag=9999-12-31", 422, "Der Stichtag liegt in der Zukunft."),
        (
            "/api/v1/kennzahlen?datenstand=9999-12-31T23:59%2B00:00",
            422,
            "Der Datenstand liegt in der Zukunft.",
        ),
        ("/api/v1/kennzahlen?stichtag=gestern", 422, "„stichtag“"),
        ("/api/v1/kennzahlen?gebiet=Mainz", 422, "ist kein Regionalschlüssel"),
        ("/api/v1/kennzahlen?leistung=12", 422, "ist kein Leistungsschlüssel"),
        ("/api/v1/leistungen?groesse=1001", 422, "„groesse“"),
        ("/api/v1/kennzahlen/m9", 404, "Diese Kennzahl gibt es nicht."),
        ("/api/v1/leistungen/99999999999999", 404, "keine zuständige Behörde"),
        ("/api/v1/gebiete/019999999999", 404, "keine zuständige Behörde"),
        ("/api/v1/dateien/gebiete.exe", 404, "Diese Form gibt es nicht."),
        ("/api/v1/dateien/geheim.csv", 404, "Diesen Datensatz gibt es nicht."),
    ],
)
def test_an_error_says_what_is_wrong_and_what_helps(address, status, words):
    response = get(address)
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert words in problem["detail"]
    assert problem["abhilfe"]
    assert problem["status"] == status


def test_nothing_is_taken_and_everybody_may_read(told):
    refused = Client().post("/api/v1/kennzahlen", {}, content_type="application/json")
    assert refused.status_code == 405
    assert refused.headers["Allow"] == "GET, HEAD, OPTIONS"
    response = get("/api/v1/kennzahlen", origin="https://anderswo.example")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    head = Client().head("/api/v1/dateien/leistungen.csv")
    assert (head.status_code, head.content) == (200, b"")


def test_too_many_requests_wait(told, monkeypatch):
    monkeypatch.setattr("leistungswerk.web.api.served.PER_MINUTE", 2)
    assert [get("/api/v1/datensaetze").status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize("name", sorted(datasets.BY_NAME))
def test_the_three_forms_of_a_file_hold_the_same_rows(told, name):
    for day in (date(2026, 1, 7), date(2026, 2, 3)):
        used(12, day=day)
    table = list(csv.DictReader(io.StringIO(body(get(f"/api/v1/dateien/{name}.csv")).decode("utf-8-sig")), delimiter=";"))  # fmt: skip
    lines = [json.loads(line) for line in body(get(f"/api/v1/dateien/{name}.ndjson")).splitlines()]
    columns = read_parquet(io.BytesIO(body(get(f"/api/v1/dateien/{name}.parquet")))).read_all()
    names = [column.name for column in datasets.BY_NAME[name].columns]
    assert table
    assert list(table[0]) == list(lines[0]) == names == columns.schema.names
    assert len(table) == len(lines) == columns.num_rows
    words = {"True": "ja", "False": "nein", "None": ""}
    told_lines = [{name: words.get(str(value), str(value)) for name, value in row.items()} for row in lines]
    assert told_lines == table


def test_a_file_names_stichtag_and_digest_and_is_the_same_twice(told):
    first = get("/api/v1/dateien/verfuegbarkeit.csv?stichtag=2026-03-02&datenstand=2026-03-02T12:00")
    content = body(first)
    digest = hashlib.sha256(content).hexdigest()
    assert f"verfuegbarkeit-2026-03-02-{digest[:12]}.csv" in first.headers["Content-Disposition"]
    assert first.headers["ETag"] == f'"{digest[:32]}"'
    again = get("/api/v1/dateien/verfuegbarkeit.csv?stichtag=2026-03-02&datenstand=2026-03-02T12:00")
    assert body(again) == content


def test_small_numbers_of_use_are_never_told(told):
    used(40, day=date(2026, 1, 7))
    used(2, day=date(2026, 1, 8), key=HUND)
    used(9, day=date(2026, 1, 9), ars=MAYEN)
    rows = get("/api/v1/nutzung").json()["zeilen"]
    cells = {(row["leistungsschluessel"], row["kreis"]): row["antraege"] for row in rows}
    assert cells[HUND, "07315"] is None
    assert None in {count for cell, count in cells.items() if cell != (HUND, "07315")}


def test_a_month_is_published_once_and_late_records_change_nothing(told):
    this = times.legal_day(times.now())
    used(30, day=this.replace(day=1))
    assert get("/api/v1/nutzung").json()["zeilen"] == []
    used(30, day=date(2026, 1, 7))
    before = get("/api/v1/nutzung").json()["zeilen"]
    used(1, day=date(2026, 1, 8))
    UsageFact.objects.filter(day=date(2026, 1, 8)).update(recorded_at=times.now())
    assert get("/api/v1/nutzung").json()["zeilen"] == before


def test_the_number_of_statements_does_not_grow_with_the_land(told):
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            get(f"/api/v1/verfuegbarkeit?leistung={WOHNGELD}")
            get("/api/v1/leistungen")
            get("/api/v1/gebiete")
            get(f"/api/v1/gebiete/{MAINZ}")
        return len(captured)

    before = statements()
    CompetenceFact.objects.bulk_create(
        CompetenceFact(service_key=WOHNGELD, body=uuid.UUID(int=100 + number), body_name="x",
                       ars=f"0733{number:08d}", valid_from=date(2026, 1, 1), recorded_at=AT, source="test")
        for number in range(20)
    )  # fmt: skip
    assert statements() == before


class TestHostileQuestions(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(
        st.sampled_from(["kennzahlen", "leistungen", "verfuegbarkeit", "gebiete", "nutzung", "dateien/gebiete.exe"]),
        st.dictionaries(
            st.sampled_from(["stichtag", "datenstand", "gebiet", "ressort", "leistung", "seite", "groesse", "suche",
                             "kreis", "monat", "verfuegbar"]),
            st.text(max_size=12) | st.sampled_from(["07", "2026-01-01", "0001-01-01", "1", "%", "' OR 1=1 --", "\x00"]),
            max_size=3,
        ),
    )  # fmt: skip
    def test_any_question_gets_an_answer_or_a_sentence(self, name, asked):
        limits._seen.clear()
        response = Client().get(f"/api/v1/{name}", asked)
        assert response.status_code in {200, 404, 422}
        if response.status_code != 200:
            assert response.json()["abhilfe"]
