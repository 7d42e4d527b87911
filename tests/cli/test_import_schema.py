# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``leistungswerk import schema``: exit code 0 and a summary, or exit code 2 and one sentence."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from leistungswerk.core.settings import settings
from leistungswerk.register import queries
from stage import DEMO, demo_files

pytestmark = pytest.mark.django_db

GOOD = (
    "v2_data-field-rule",
    "v2_data-group-rule",
    "v2_label",
    "v2_minimal",
    "v2_rule",
    "v2_simple",
    "v3_stammdatenschema_xmlstruct",
)
BAD = {
    "v2_duplicate-optional-value": ("„beschreibung“", "Zeilen 14 und 15"),
    "v2_duplicate-required-value": ("„name“", "Zeilen 12 und 13"),
    "v2_select": ("„urn:de:example“", "F123"),
    "v2_unknown-namespace": ("xdatenfelder.stammdatenschema.0102", "Zeile 2"),
    "v3_duplicate-id-node": ("„id“", "Zeilen 10 und 11"),
    "v3_empty-id-node": ("„id“", "Zeile 10"),
    "v3_input": ("datenfeldgruppe", "0102"),
    "v3_invalid-freigabestatus": ("„freigabestatus“", "Zeile 17"),
    "v3_missing-id-node": ("„identifikation“", "Zeile 9"),
    "v3_simple": ("datenfeldgruppe", "0102"),
    "v3_unexpected-node": ("„unknown“", "Zeile 11"),
    "v3_unknown-namespace": ("xdatenfelder.datenfeldgruppe.0103", "Zeile 3"),
}
EXAMPLE_LIST = """<?xml version="1.0" encoding="UTF-8"?>
<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">
  <Identification><ShortName>Beispiel</ShortName><LongName>Beispiel</LongName><Version>1</Version>
    <CanonicalUri>urn:de:example</CanonicalUri><CanonicalVersionUri>urn:de:example_1</CanonicalVersionUri>
  </Identification>
  <ColumnSet>
    <Column Id="code" Use="required"><ShortName>code</ShortName></Column>
    <Column Id="name" Use="required"><ShortName>name</ShortName></Column>
    <Key Id="codeKey"><ShortName>codeKey</ShortName><ColumnRef Ref="code"/></Key>
  </ColumnSet>
  <SimpleCodeList>
    <Row><Value ColumnRef="code"><SimpleValue>1</SimpleValue></Value>
      <Value ColumnRef="name"><SimpleValue>Eins</SimpleValue></Value></Row>
  </SimpleCodeList>
</gc:CodeList>
"""


@pytest.fixture
def official(artefacts: Path):
    return lambda name: artefacts / "xdatenfelder" / f"{name}.xml"


def _nothing_stored() -> bool:
    return queries.documents(offset=0, limit=1)[1] == 0


def test_every_official_sample_is_expected_to_be_taken_or_refused(artefacts: Path):
    known = {*GOOD, *BAD, "xdfm_1.8_meldungen.genericode"}
    assert {path.stem for path in (artefacts / "xdatenfelder").glob("*.xml")} == known


@pytest.mark.parametrize("name", GOOD)
def test_an_official_schema_is_taken(lw, official, name):
    done = lw("import", "schema", official(name))
    assert (done.code, done.err) == (0, "")
    assert "Übernommen." in done.out
    [document] = queries.documents(offset=0, limit=5)[0]
    assert document.sha256 in done.out


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_usable_schema_is_refused_in_one_sentence(lw, official, name):
    done = lw("import", "schema", official(name))
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Fehler: ")
    assert done.err.count("\n") == 1
    assert all(part in done.err for part in BAD[name])
    assert _nothing_stored()


def test_a_list_that_was_missing_is_taken_from_the_folder(lw, official, tmp_path):
    (tmp_path / "beispiel.xml").write_text(EXAMPLE_LIST, encoding="utf-8")
    done = lw("import", "schema", official("v2_select"), "--codelists", tmp_path)
    assert (done.code, done.err) == (0, "")
    [document] = queries.documents(offset=0, limit=5)[0]
    [codelist] = queries.schema_content(document.pk).codelists.codelisten
    assert (codelist.canonical_uri, codelist.version) == ("urn:de:example", "1")


@pytest.mark.parametrize("folder", ["S00000094V1.0", "S00000186V1.0"])
def test_a_real_schema_is_taken_from_the_folder_of_its_lists(lw, artefacts, folder):
    place = artefacts / "xdatenfelder" / "real" / folder
    [schema] = place.glob("*_xdf2.xml")
    done = lw("import", "schema", schema, "--codelists", place)
    assert (done.code, done.err) == (0, "")
    assert folder[:9] in done.out


def test_the_demo_schema_is_taken_once(lw):
    call = ("import", "schema", DEMO / "S99000001V1.0_xdf2.xml", "--codelists", DEMO / "codelists")
    assert "Übernommen." in lw(*call).out
    again = lw(*call)
    assert again.code == 0
    assert "Schon vorhanden" in again.out


def test_tolerant_keeps_what_is_unknown_and_reports_it(lw, tmp_path):
    schema, _, _ = demo_files()
    mark = b"</xdf:stammdatenschema>"
    file = tmp_path / "antrag.xml"
    file.write_bytes(schema.content.replace(mark, b"<xdf:neuartig>wert</xdf:neuartig>" + mark, 1))
    call = ("import", "schema", file, "--codelists", DEMO / "codelists")
    assert lw(*call).code == 2
    assert _nothing_stored()
    done = lw(*call, "--tolerant")
    assert done.code == 0
    [hint] = [line for line in done.out.splitlines() if line.startswith("Hinweis:") and "neuartig" in line]
    assert "Zeile" in hint


@pytest.mark.parametrize("name", ["v3_unexpected-node", "v2_duplicate-optional-value"])
def test_tolerant_or_not_a_hopeless_file_ends_in_a_sentence(lw, official, name):
    done = lw("import", "schema", official(name), "--tolerant")
    assert done.code in (0, 2)
    assert "Traceback" not in done.err


def test_a_file_or_folder_that_is_not_there_is_named(lw, tmp_path):
    missing = lw("import", "schema", tmp_path / "fehlt.xml")
    assert (missing.code, missing.err.count("\n")) == (2, 1)
    assert "fehlt.xml" in missing.err
    schema = DEMO / "S99000001V1.0_xdf2.xml"
    folder = lw("import", "schema", schema, "--codelists", tmp_path / "nirgends")
    assert folder.code == 2
    assert "nirgends" in folder.err


def test_a_file_that_is_far_too_large_is_refused_unread(lw, tmp_path):
    file = tmp_path / "riesig.xml"
    with file.open("wb") as sparse:
        sparse.truncate(1024**3)
    done = lw("import", "schema", file)
    assert done.code == 2
    assert "riesig.xml" in done.err
    assert "größer als" in done.err


def test_as_a_process_it_ends_with_the_same_codes(lw_process, tmp_path):
    (tmp_path / "kaputt.xml").write_bytes(b"<a><b></a>")
    done = lw_process("import", "schema", tmp_path / "kaputt.xml")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Fehler: ")
    assert done.err.count("\n") == 1
    with closing(sqlite3.connect(tmp_path / "data" / "db" / "leistungswerk.sqlite3")) as db:
        assert db.execute("SELECT count(*) FROM register_fimdocument").fetchone() == (0,)


@pytest.fixture
def national(repository, monkeypatch):
    """The command asks the repository of the test."""
    monkeypatch.setenv("LEISTUNGSWERK_FETCH", "xrepository")
    monkeypatch.setenv("LEISTUNGSWERK_FETCH_URL", repository.url)
    settings.cache_clear()
    yield repository
    settings.cache_clear()


def test_missing_lists_are_fetched_on_request(lw, national):
    _schema, lists, _ = demo_files()
    for file in lists:
        national.add(file.content)
    done = lw("import", "schema", DEMO / "S99000001V1.0_xdf2.xml", "--fetch")
    assert (done.code, done.err) == (0, "")
    assert "Codeliste 1 von 4: urn:de:leistungswerk:codeliste:" in done.out
    assert "Geholt: 4, nicht geholt: 0." in done.out
    again = lw("import", "schema", DEMO / "S99000001V1.0_xdf2.xml", "--fetch")
    assert (again.code, "Codeliste aus dem Bestand: urn:de:" in again.out) == (0, True)


def test_what_could_not_be_fetched_is_listed_by_name(lw, national):
    _schema, lists, _ = demo_files()
    for file in lists[1:]:
        national.add(file.content)
    done = lw("import", "schema", DEMO / "S99000001V1.0_xdf2.xml", "--fetch")
    assert done.code == 2
    first, second = done.err.splitlines()
    assert first.startswith(
        "Nicht geholt: urn:de:leistungswerk:codeliste:hunderasse 2026-11-01: Das XRepository kennt"
    )
    assert second.startswith("Fehler: Diese Codeliste fehlt: „urn:de:leistungswerk:codeliste:hunderasse“")
    assert "Geholt: 3, nicht geholt: 1." in done.out
    assert queries.held_codelists(offset=0, limit=9)[1] == 3
