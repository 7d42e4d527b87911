# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Data rounds as those meet them who open, answer, release, check, accept and close."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from openpyxl import load_workbook
from round_stage import SINCE, TODAY

from leistungswerk.core.actor import Role
from leistungswerk.reporting.models import DataRound, RoundLine, RoundPart
from leistungswerk.reporting.round_states import LineState, PartState, Question
from leistungswerk.reporting.rounds.answers import Answer
from leistungswerk.reporting.services.rounds import answering, chain

pytestmark = pytest.mark.django_db
ROUNDS = "/verwaltung/zahlen/abfragen/"
YES = Answer(online=True, since=SINCE)


def _browser(stage, *roles):
    client = Client()
    client.force_login(stage.land.person(*roles).account)
    return client


def _page(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:2000]
    return html.document_fromstring(answer.content)


def _text(answer, status=200):
    return " ".join(_page(answer, status).text_content().split())


def _part(stage, row, organisation):
    return f"{ROUNDS}teil/{stage.part(row, organisation).uuid}/"


@pytest.fixture
def people(stage):
    """A browser for each who takes part."""
    land = stage.land
    return {
        "owner": _browser(stage, (Role.SERVICE_OWNER, land.authority)),
        "contact": _browser(stage, (Role.RESSORT_CONTACT, land.ministry)),
        "office": _browser(stage, (Role.PROJECT_OFFICE, land.office)),
        "provider": _browser(stage, (Role.PROGRAMME_MANAGEMENT, land.provider)),
        "ministry": _browser(stage, (Role.OZG_COORDINATION, land.coordination)),
        "other": _browser(stage, (Role.SERVICE_OWNER, land.other)),
    }


def test_from_opening_to_the_closing_statement_by_pages_alone(stage, people):
    asked = {
        "title": "Quartal", "cut_off": TODAY.isoformat(), "due": TODAY.isoformat(), "land": "on",
        "questions": [Question.AVAILABLE], "services": "",
    }  # fmt: skip
    opened = people["ministry"].post(f"{ROUNDS}neu/", asked)
    row = DataRound.objects.get()
    assert opened.headers["Location"].startswith(f"{ROUNDS}{row.uuid}/")
    part = _part(stage, row, stage.land.ministry)
    line = stage.line(row, stage.land.authority)
    assert "1 Angaben bestätigen oder berichtigen" in _text(people["owner"].get("/verwaltung/"))
    assert "Wohngeld" in _text(people["owner"].get(part))
    said = {"act": "correct", "revision": line.revision, "online": "ja", "since": SINCE.isoformat()}
    assert people["owner"].post(f"{ROUNDS}frage/{line.uuid}/", said).status_code == 302
    assert people["contact"].post(f"{part}freigeben/").status_code == 302
    assert people["provider"].post(f"{part}pruefen/").status_code == 302
    assert people["ministry"].post(f"{part}abnehmen/").status_code == 302
    close = f"{ROUNDS}{row.uuid}/abschliessen/"
    assert "Das würde die Abfrage sagen" in _text(people["ministry"].get(close))
    assert people["ministry"].post(close, {"remark": ""}).status_code == 302
    said = _text(people["other"].get(f"{ROUNDS}{row.uuid}/"))
    assert "Was die Abfrage ergeben hat" in said
    assert "Keine: Alle Gefragten haben geantwortet, und alles ist abgenommen." in said


def test_a_running_part_exists_only_for_those_who_take_part(stage, people):
    row = stage.open(land=True, municipal=True)
    ressort, office = (_part(stage, row, of) for of in (stage.land.ministry, stage.land.office))
    for name in ("owner", "contact", "provider", "ministry"):
        assert people[name].get(ressort).status_code == 200, name
    for address in (ressort, f"{ressort}tabelle.xlsx", f"{ressort}hochladen/"):
        assert people["other"].get(address).status_code == 404
        assert people["office"].get(address).status_code == 404
    assert people["office"].get(office).status_code == 200
    assert people["contact"].get(office).status_code == 404
    line = stage.line(row, stage.land.authority)
    assert people["other"].get(f"{ROUNDS}frage/{line.uuid}/").status_code == 404
    assert people["other"].post(f"{ressort}freigeben/").status_code == 404


def test_the_ldi_asks_and_only_the_coordination_turns_to_a_ministry(stage, people):
    row = stage.open()
    DataRound.objects.update(due=TODAY - timedelta(days=1))
    part = _part(stage, row, stage.land.ministry)
    page = _text(people["provider"].get(part))
    assert "An ein Ministerium wendet sich nur die OZG-Koordination" in page
    assert "Sich an die Hausleitung wenden" not in page
    assert people["provider"].post(f"{part}eskalieren/", {"reason": "Bitte."}).status_code == 403
    assert (
        people["provider"].post(f"{part}eskalation-erbitten/", {"reason": "Niemand antwortet."}).status_code
        == 302
    )
    assert "Niemand antwortet." in _text(people["ministry"].get(part))
    assert people["ministry"].post(f"{part}nicht-eskalieren/", {"reason": ""}).status_code == 422
    assert people["ministry"].post(f"{part}eskalieren/", {"reason": "Bitte antworten."}).status_code == 302
    assert RoundPart.objects.get(uuid=stage.part(row, stage.land.ministry).uuid).escalated_at


def test_a_wrong_answer_is_refused_and_what_was_typed_stays(stage, people):
    line = stage.line(stage.open(), stage.land.authority)
    said = {"act": "correct", "revision": line.revision, "online": "ja", "since": "irgendwann"}
    page = _page(people["owner"].post(f"{ROUNDS}frage/{line.uuid}/", said), 422)
    assert page.xpath("//input[@name='since']/@value") == ["irgendwann"]
    assert "Online seit" in page.xpath("string(//*[@role='alert'])")
    line.refresh_from_db()
    assert line.state == LineState.OPEN


def test_a_period_after_the_stichtag_is_no_answer(stage, people):
    line = stage.line(stage.open(), stage.land.authority)
    said = {"act": "correct", "revision": line.revision, "online": "ja", "since": (TODAY + timedelta(days=9)).isoformat()}  # fmt: skip
    assert people["owner"].post(f"{ROUNDS}frage/{line.uuid}/", said).status_code == 422


def test_two_who_answer_the_same_line_do_not_overwrite_each_other(stage, people):
    row = stage.open()
    line = stage.line(row, stage.land.authority)
    answering.answer_line(stage.owner, line=line.uuid, answer=YES, revision=line.revision)
    late = people["contact"].post(
        f"{ROUNDS}frage/{line.uuid}/", {"act": "correct", "revision": line.revision, "online": "nein"}
    )
    assert late.status_code == 409
    line.refresh_from_db()
    assert line.answer["online"] is True


def _sheet(people, part):
    return load_workbook(io.BytesIO(people["owner"].get(f"{part}tabelle.xlsx").content))


def _upload(client, part, book, **fields):
    packed = io.BytesIO()
    book.save(packed)
    return client.post(
        f"{part}hochladen/", {"datei": SimpleUploadedFile("bogen.xlsx", packed.getvalue()), **fields}
    )


def _cell(book, column):
    sheet = book.active
    names = [cell.value for cell in sheet[1]]
    return sheet.cell(row=2, column=names.index(column) + 1)


def test_the_sheet_goes_out_pre_filled_is_compared_and_taken_over_whole(stage, people):
    row = stage.open()
    part = _part(stage, row, stage.land.ministry)
    book = _sheet(people, part)
    _cell(book, "Antwort").value = "ja"
    _cell(book, "Online seit").value = SINCE
    compared = _page(_upload(people["owner"], part, book))
    assert "Noch ist nichts übernommen" in compared.text_content()
    assert RoundLine.objects.get(part__round=row, body=stage.land.authority.uuid).state == LineState.OPEN
    form = {
        field.get("name"): field.get("value") for field in compared.xpath("//form//input[@type='hidden']")
    }
    assert people["owner"].post(f"{part}hochladen/", {**form, "act": "take"}).status_code == 302
    line = RoundLine.objects.get(part__round=row, body=stage.land.authority.uuid)
    assert (line.state, line.answer["since"]) == (LineState.CORRECTED, SINCE.isoformat())


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        pytest.param("Antwort", "vielleicht", "Zeile 2", id="no answer"),
        pytest.param("Kennung", "0", "Kennung", id="a line of somebody else"),
        pytest.param("Online seit", "31.02.2026", "Zeile 2", id="no day"),
    ],
)
def test_a_sheet_with_one_wrong_row_changes_nothing(stage, people, column, value, said):
    row = stage.open()
    part = _part(stage, row, stage.land.ministry)
    book = _sheet(people, part)
    _cell(book, "Antwort").value = "ja"
    _cell(book, column).value = value
    assert said in _text(_upload(people["owner"], part, book), 422)
    assert not RoundLine.objects.exclude(state=LineState.OPEN).exists()


def test_a_file_that_is_no_sheet_is_refused_in_words(stage, people):
    part = _part(stage, stage.open(), stage.land.ministry)
    for name, content in (
        ("bogen.xlsx", b"PK\x03\x04 nonsense"),
        ("bogen.exe", b"MZ"),
        ("bogen.csv", b"a;b\n1;2\n"),
    ):
        sent = {"datei": SimpleUploadedFile(name, content)}
        assert people["owner"].post(f"{part}hochladen/", sent).status_code == 422, name


def test_an_extension_moves_the_due_day_of_one_part_only(stage, people):
    row = stage.open(land=True, municipal=True)
    part = stage.part(row, stage.land.ministry)
    address = f"{ROUNDS}teil/{part.uuid}/frist/"
    later = (TODAY + timedelta(days=7)).isoformat()
    assert people["contact"].post(address, {"due": later, "reason": "Urlaub"}).status_code == 403
    assert people["ministry"].post(address, {"due": TODAY.isoformat(), "reason": "Urlaub"}).status_code == 422
    assert people["ministry"].post(address, {"due": later, "reason": "Urlaub"}).status_code == 302
    part.refresh_from_db()
    assert part.due == TODAY + timedelta(days=7)
    assert stage.part(row, stage.land.office).due == TODAY


def test_pages_ask_the_same_number_of_statements_for_one_line_and_for_many(stage, people):
    def counted(address):
        people["ministry"].get(address)
        with CaptureQueriesContext(connection) as asked:
            assert people["ministry"].get(address).status_code == 200
        return len(asked)

    row = stage.open()
    addresses = (ROUNDS, f"{ROUNDS}{row.uuid}/", _part(stage, row, stage.land.ministry))
    few = [counted(address) for address in addresses]
    model = stage.line(row, stage.land.authority)
    RoundLine.objects.bulk_create(
        RoundLine(
            part=model.part, question=model.question, service_key=f"9999999999{number:04d}", service_name=f"Leistung {number}",
            body=model.body, body_name=model.body_name, answering=model.answering, answering_name=model.answering_name,
        )
        for number in range(40)
    )  # fmt: skip
    assert [counted(address) for address in addresses] == few


def test_a_part_that_is_released_takes_no_answer_any_more(stage, people):
    row = stage.open()
    line = stage.line(row, stage.land.authority)
    answering.answer_line(stage.owner, line=line.uuid, answer=YES, revision=line.revision)
    chain.release(stage.contact, part=line.part.uuid)
    answer = people["owner"].post(
        f"{ROUNDS}frage/{line.uuid}/", {"act": "correct", "revision": line.revision + 1, "online": "nein"}
    )
    assert answer.status_code in {409, 422}
    assert RoundPart.objects.get(pk=line.part_id).state == PartState.RELEASED
