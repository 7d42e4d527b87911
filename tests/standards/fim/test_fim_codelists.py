# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leistungswerk.standards.fim import (
    CodelistCollection,
    FimError,
    FindingKind,
    MissingCodelistError,
    codelist_findings,
    load_codelists,
    read_codelist,
    read_message,
    werte_of,
    write_codelist,
)
from leistungswerk.standards.fim.model import Code, Codeliste, CodelisteReferenz, Datenfeld, Wert

GENERICODE = """<?xml version="1.0" encoding="UTF-8"?>
<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">
  <Identification><ShortName/><LongName>Ampel</LongName><Version>1</Version>
    <CanonicalUri>urn:x:ampel</CanonicalUri><CanonicalVersionUri>urn:x:ampel_1</CanonicalVersionUri>
  </Identification>
  <ColumnSet>
    <Column Id="schluessel" Use="required"/><Column Id="anzeige"/><Column Id="mehr"/>
    <Key Id="codenameKey"><ColumnRef Ref="anzeige"/></Key>
    <Key Id="codeKey"><ColumnRef Ref="schluessel"/></Key>
  </ColumnSet>
  <SimpleCodeList>
    <Row><Value ColumnRef="schluessel"><SimpleValue>1</SimpleValue></Value>
      <Value><SimpleValue>rot</SimpleValue></Value><Value><SimpleValue>halten</SimpleValue></Value></Row>
    <Row><Value ColumnRef="anzeige"><SimpleValue>grün</SimpleValue></Value>
      <Value ColumnRef="schluessel"><SimpleValue> 2 </SimpleValue></Value></Row>
  </SimpleCodeList>
</gc:CodeList>
"""
NAMESPACED = (
    GENERICODE.replace("<", "<gc:").replace("<gc:/", "</gc:").replace("<gc:?", "<?").replace("gc:gc:", "gc:")
)
PLAIN = GENERICODE.replace("gc:", "").replace(' xmlns:gc="', ' n="')


def make(uri: str = "urn:x:a", version: str | None = "1", rows=(("1", "eins"),)) -> Codeliste:
    return Codeliste(
        canonical_uri=uri,
        version=version,
        canonical_version_uri=f"{uri}_{version}" if version else None,
        columns=("code", "name"),
        code_key="code",
        name_key="name",
        rows=rows,
    )


def select(field, ref: CodelisteReferenz | None, **changes) -> Datenfeld:
    return field("F1", feldart=Code("select"), codeliste_referenz=ref, **changes)


@pytest.mark.parametrize("text", [GENERICODE, NAMESPACED, PLAIN], ids=["mixed", "namespaced", "plain"])
def test_a_list_is_read_with_or_without_namespace(text):
    liste = read_codelist(text.encode())
    assert liste == Codeliste(
        canonical_uri="urn:x:ampel",
        version="1",
        canonical_version_uri="urn:x:ampel_1",
        long_name=("Ampel",),
        columns=("schluessel", "anzeige", "mehr"),
        code_key="schluessel",
        name_key="anzeige",
        rows=(("1", "rot", "halten"), (" 2 ", "grün", None)),
    )


def test_a_list_inside_a_message_0105_is_read():
    inner = GENERICODE.split("\n", 1)[1]
    data = (
        '<xdf:xdatenfelder.codeliste.0105 xmlns:xdf="urn:xoev-de:fim:standard:xdatenfelder_2"><xdf:header/>'
        f"<xdf:codeliste><xdf:genericode>{inner}</xdf:genericode></xdf:codeliste>"
        "</xdf:xdatenfelder.codeliste.0105>"
    )
    assert read_codelist(data.encode()) == read_codelist(GENERICODE.encode())


@pytest.mark.parametrize(
    ("keys", "code_key", "name_key"),
    [
        ("", "schluessel", None),
        ('<Key Id="k"><ColumnRef Ref="mehr"/></Key>', "mehr", None),
        ('<Key Id="CodeKey"><ColumnRef Ref="schluessel"/></Key>', "schluessel", None),
    ],
)
def test_a_list_without_keys_gets_sensible_columns(keys, code_key, name_key):
    start, end = GENERICODE.index("    <Key"), GENERICODE.index("  </ColumnSet>")
    liste = read_codelist((GENERICODE[:start] + keys + GENERICODE[end:]).encode())
    assert (liste.code_key, liste.name_key) == (code_key, name_key)


def test_a_name_column_is_guessed_by_its_id():
    text = GENERICODE.replace("anzeige", "Kurzbezeichnung").replace("codenameKey", "andererKey")
    assert read_codelist(text.encode()).name_key == "Kurzbezeichnung"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("<CanonicalUri>urn:x:ampel</CanonicalUri>", "", "CanonicalUri"),
        ('<ColumnRef Ref="anzeige"/>', '<ColumnRef Ref="fehlt"/>', "fehlt"),
        ('<Value ColumnRef="anzeige">', '<Value ColumnRef="fehlt">', "unbekannten Spalte „fehlt“"),
        ("<Value><SimpleValue>halten", "<Value/><Value><SimpleValue>halten", "mehr Werte als Spalten"),
        ("ColumnSet>", "Spalten>", "ColumnSet"),
        ("gc:CodeList", "gc:Liste", "keine Codeliste"),
        ("</gc:CodeList>", "", "beschädigt"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_with_its_line(old, new, says):
    assert old in GENERICODE
    with pytest.raises(FimError, match=says) as caught:
        read_codelist(GENERICODE.replace(old, new).encode())
    assert caught.value.line


CELLS = st.none() | st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=6)


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=5), st.none() | st.just("b"), st.none() | st.just("Ü")
)
def test_a_written_list_is_read_back_equal(rows, name_key, short_name):
    liste = Codeliste(
        canonical_uri="urn:x:a",
        version=None,
        canonical_version_uri="urn:x:a_1",
        short_name=short_name,
        long_name=("Lang <1>", "Lang 2"),
        columns=("a", "b", "c"),
        code_key="c",
        name_key=name_key,
        rows=tuple(rows),
    )
    assert read_codelist(write_codelist(liste)) == liste


@pytest.mark.parametrize("folder", ["S00000094V1.0", "S00000186V1.0"])
def test_every_list_of_a_real_schema_is_found(official, folder):
    path = official(f"real/{folder}")
    codelists = load_codelists(path)
    assert codelists.findings == ()
    assert len(codelists.codelisten) == len(list(path.glob("*.xml"))) - 1
    (schema_path,) = path.glob("S*.xml")
    found = list(selects(read_message(schema_path.read_bytes()).nachricht.inhalt))
    assert found
    for field in found:
        werte = werte_of(field, codelists)
        assert len(werte) >= 2
        assert all(wert.code and wert.name for wert in werte)
    for liste in codelists.codelisten:
        assert read_codelist(write_codelist(liste)) == liste


def selects(container):
    for place in container.struktur:
        if not isinstance(place.enthaelt, Datenfeld):
            yield from selects(place.enthaelt)
        elif place.enthaelt.feldart.code == "select":
            yield place.enthaelt


def test_the_official_quality_messages_are_a_code_list(official):
    liste = read_codelist(official("xdfm_1.8_meldungen.genericode.xml").read_bytes())
    assert (liste.code_key, liste.name_key, len(liste.rows)) == ("Code", "Meldungstext", 142)
    assert codelist_findings(liste) == ()


def test_a_reference_finds_its_edition_and_none_other():
    old, new = make(version="2020-01-01"), make(version="2021-01-01")
    codelists = CodelistCollection([new, old])
    assert codelists.find(CodelisteReferenz("urn:x:a", "2020-01-01")) is old
    assert codelists.find(CodelisteReferenz("urn:x:a", None, "urn:x:a_2020-01-01")) is old
    assert codelists.find(CodelisteReferenz("urn:x:a")) is new
    assert codelists.find(CodelisteReferenz("urn:x:a", "2022-01-01")) is None
    assert codelists.find(CodelisteReferenz("urn:x:a", None, "urn:x:a_2022-01-01")) is None
    assert codelists.find(CodelisteReferenz("urn:x:b")) is None


def test_a_missing_list_names_urn_version_field_and_remedy(field):
    with pytest.raises(MissingCodelistError) as caught:
        werte_of(select(field, CodelisteReferenz("urn:x:fehlt", "7")), CodelistCollection())
    message = str(caught.value)
    assert all(part in message for part in ("urn:x:fehlt", "Version 7", "F1", "--codelists"))


def test_a_field_chooses_other_columns_than_its_list(field):
    codelists = CodelistCollection([read_codelist(GENERICODE.encode())])
    ref = CodelisteReferenz("urn:x:ampel", "1")
    assert werte_of(select(field, ref), codelists) == (Wert("1", "rot"), Wert("2", "grün"))
    chosen = select(field, ref, code_key="anzeige", name_key="schluessel", help_key="mehr")
    assert werte_of(chosen, codelists) == (Wert("rot", "1", "halten"), Wert("grün", " 2 "))
    with pytest.raises(FimError, match="F1 nennt die Spalte „fehlt“"):
        werte_of(select(field, ref, name_key="fehlt"), codelists)


def test_values_of_the_field_itself_come_first(field):
    own = (Wert("a", "A"),)
    assert werte_of(select(field, None, werte=own), CodelistCollection()) == own
    assert werte_of(select(field, None), CodelistCollection()) == ()


def test_a_code_that_stands_twice_counts_once_and_is_reported(field):
    liste = make(rows=(("1", "eins"), ("1", "noch einmal"), (None, "ohne"), ("2", None)))
    codelists = CodelistCollection([liste])
    assert werte_of(select(field, CodelisteReferenz("urn:x:a", "1")), codelists) == (
        Wert("1", "eins"),
        Wert("2", "2"),
    )
    assert [finding.kind for finding in codelists.findings] == [FindingKind.CODELIST] * 2
    assert "„1“ steht 2-mal" in codelists.findings[0].message


def test_one_edition_with_two_contents_is_reported_and_the_first_counts():
    first = make()
    second = msgspec.structs.replace(first, rows=(("2", "zwei"),))
    codelists = CodelistCollection([first, first, second])
    assert codelists.find(CodelisteReferenz("urn:x:a", "1")) is first
    (finding,) = codelists.findings
    assert "zweimal mit verschiedenem Inhalt" in finding.message


def test_a_folder_is_read_past_files_that_are_no_lists(tmp_path):
    (tmp_path / "a.xml").write_text(GENERICODE, encoding="utf-8")
    (tmp_path / "b.xml").write_text("<anderes/>", encoding="utf-8")
    (tmp_path / "c.xml").write_text("<kaputt", encoding="utf-8")
    (tmp_path / "d.txt").write_text("kein XML", encoding="utf-8")
    codelists = load_codelists(tmp_path)
    assert [liste.canonical_uri for liste in codelists.codelisten] == ["urn:x:ampel"]
    (finding,) = codelists.findings
    assert finding.message.startswith("Die Datei „c.xml“ wurde nicht gelesen: ")


def test_a_list_in_a_folder_that_cannot_be_used_is_named_with_its_file(tmp_path):
    (tmp_path / "a.xml").write_text(GENERICODE.replace("urn:x:ampel</", "</"), encoding="utf-8")
    with pytest.raises(FimError, match=r"In der Datei „a\.xml“: Die Codeliste nennt keine „CanonicalUri“"):
        load_codelists(tmp_path)


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(FimError, match="gibt es nicht"):
        load_codelists(tmp_path / "fehlt")
