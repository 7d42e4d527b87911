# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import itertools
import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_fim_writing import TEXTS, TOKENS, structs

from leistungswerk.standards.fim import (
    CodelistCollection,
    load_codelists,
    read_message,
    werte_of,
    write_codelist,
    write_message,
)
from leistungswerk.standards.fim.convert import to_v2, to_v3
from leistungswerk.standards.fim.identifiers import (
    long_identifikation,
    long_ids_in,
    short_identifikation,
    short_ids_in,
)
from leistungswerk.standards.fim.model import (
    Anzahl,
    Bezug,
    Code,
    Codeliste,
    CodelisteReferenz,
    Datenfeld,
    Datenfeldgruppe,
    Header,
    Identifikation,
    Nachricht,
    Praezisierung,
    Regel,
    Stammdatenschema,
    Stichwort,
    Struktur,
    Wert,
    XdfVersion,
)
from leistungswerk.standards.fim.parts import MESSAGES
from leistungswerk.standards.fim.positions import positions

DEMO = Path(__file__).resolve().parents[3] / "demo" / "hundesteuer"
REAL = [
    "real/S00000186V1.0/S00000186v1.0_xdf2.xml",
    "real/S00000094V1.0/S00000094V1.0_xdf2.xml",
]
HEADER = Header("N1", "2026-01-02T03:04:05Z")
NO_LISTS = CodelistCollection()
FIM_LIST = CodelisteReferenz(
    "urn:de:fim:codeliste:farbe",
    "2024-01-01",
    "urn:de:fim:codeliste:farbe_2024-01-01",
    Identifikation("C00000007"),
)


def field_2(**changes) -> Datenfeld:
    values = {
        "identifikation": Identifikation("F60000319", "1.2"),
        "name": "Farbe",
        "bezeichnung_eingabe": "Farbe",
        "beschreibung": "Eine Farbe",
        "definition": "",
        "status": Code("inVorbereitung"),
        "schemaelementart": Code("RNG"),
        "hilfetext_eingabe": "",
        "hilfetext_ausgabe": "",
        "feldart": Code("input"),
        "datentyp": Code("text"),
    }
    return Datenfeld(**(values | changes))


def group_2(*places: Struktur, **changes) -> Datenfeldgruppe:
    values = {
        "identifikation": Identifikation("G60000010", "1.0"),
        "name": "Gruppe",
        "bezeichnung_eingabe": "Gruppe",
        "beschreibung": "",
        "definition": "",
        "status": Code("inVorbereitung"),
        "schemaelementart": Code("RNG"),
        "hilfetext_eingabe": "",
        "hilfetext_ausgabe": "",
        "struktur": places,
    }
    return Datenfeldgruppe(**(values | changes))


def rule_2(**changes) -> Regel:
    values = {
        "identifikation": Identifikation("R60000037", "1.0"),
        "name": "Regel",
        "bezeichnung_eingabe": "",
        "beschreibung": "",
        "definition": "",
        "status": Code("aktiv", "urn:xoev-de:fim:codeliste:xdatenfelder.status", "1.0"),
    }
    return Regel(**(values | changes))


def message_2(payload) -> Nachricht:
    return Nachricht(XdfVersion.V2, HEADER, payload)


def upgraded(payload, codelists=NO_LISTS):
    return to_v3(message_2(payload), codelists).nachricht.inhalt


def colours(*rows: tuple[str | None, ...], columns=("code", "name"), **changes) -> Codeliste:
    values = {
        "canonical_uri": FIM_LIST.canonical_identification,
        "version": FIM_LIST.version,
        "canonical_version_uri": FIM_LIST.canonical_version_uri,
        "columns": columns,
        "code_key": columns[0],
        "name_key": columns[1],
        "rows": rows,
    }
    return Codeliste(**(values | changes))


def select_2(**changes) -> Datenfeld:
    return field_2(feldart=Code("select"), codeliste_referenz=FIM_LIST, **changes)


@pytest.mark.parametrize("name", REAL)
def test_an_official_schema_comes_back_whole(official, name):
    path = official(name)
    nachricht = read_message(path.read_bytes()).nachricht
    codelists = load_codelists(path.parent)
    there = to_v3(nachricht, codelists)
    data = write_message(there.nachricht)
    assert read_message(data).nachricht == there.nachricht
    back = to_v2(read_message(data).nachricht)
    assert back.nachricht == nachricht
    assert back.losses == ()
    assert back.codelists
    assert set(back.codelists) <= set(codelists.codelisten)
    assert all(loss.kept for loss in there.losses)


def test_the_demo_schema_comes_back_whole():
    nachricht = read_message((DEMO / "S99000001V1.0_xdf2.xml").read_bytes()).nachricht
    there = to_v3(nachricht, load_codelists(DEMO / "codelists"))
    assert to_v2(there.nachricht).nachricht == nachricht


@pytest.mark.parametrize("name", ["v2_simple.xml", "v2_rule.xml", "v2_data-group-rule.xml", "v2_minimal.xml"])
def test_the_official_samples_come_back_whole(official, name):
    nachricht = read_message(official(name).read_bytes(), tolerant=True).nachricht
    there = to_v3(nachricht, NO_LISTS).nachricht
    assert read_message(write_message(there)).nachricht == there
    assert to_v2(there).nachricht == nachricht


@st.composite
def messages_2(draw) -> Nachricht:
    message = draw(st.sampled_from(list(MESSAGES[XdfVersion.V2].values())))
    payload = draw(structs(XdfVersion.V2, message.part, itertools.count(10_000_000)))
    return Nachricht(XdfVersion.V2, draw(st.builds(Header, TOKENS, TOKENS)), payload)


@settings(
    deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(messages_2())
def test_whatever_version_2_holds_comes_back(nachricht):
    there = to_v3(nachricht, NO_LISTS).nachricht
    again = read_message(write_message(there)).nachricht
    assert again == there
    assert to_v2(again).nachricht == nachricht


@st.composite
def messages_3(draw) -> Nachricht:
    message = draw(st.sampled_from(list(MESSAGES[XdfVersion.V3].values())))
    payload = draw(structs(XdfVersion.V3, message.part, itertools.count(10_000_000)))
    return Nachricht(XdfVersion.V3, draw(st.builds(Header, TOKENS, TOKENS)), payload)


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(messages_3())
def test_whatever_version_3_holds_is_a_readable_file_of_version_2(nachricht):
    there = to_v2(nachricht)
    assert read_message(write_message(there.nachricht)).nachricht == there.nachricht
    again = to_v3(there.nachricht, CodelistCollection(there.codelists)).nachricht
    assert to_v2(again).nachricht == there.nachricht


CELLS = st.none() | TEXTS | TOKENS
CODES = st.lists(TOKENS, min_size=1, max_size=4, unique=True)


@given(codes=CODES, width=st.integers(2, 4), data=st.data())
def test_codes_names_and_help_of_a_list_come_back(codes, width, data):
    columns = ("a", "b", "c", "d")[:width]
    rows = tuple((code, *(data.draw(CELLS) for _ in columns[1:])) for code in codes)
    codelists = CodelistCollection((colours(*rows, columns=columns),))
    there = to_v3(message_2(select_2()), codelists)
    back = to_v2(there.nachricht)
    assert back.nachricht.inhalt == select_2()
    (liste,) = back.codelists
    assert liste.columns == columns
    feld = select_2(help_key="c" if width > 2 else None)
    assert werte_of(feld, CodelistCollection(back.codelists)) == werte_of(feld, codelists)
    assert (liste.rows == rows) is not any(loss.attribute == "werte" for loss in there.losses)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        (Identifikation("F60000319", "1.2"), Identifikation("F60000000319", "1.2.0")),
        (Identifikation("S00000186", None), Identifikation("S00000000186", None)),
        (Identifikation("T1234", "abc"), Identifikation("T1234", "abc")),
    ],
)
def test_ids_get_three_zeros_and_versions_a_third_number(short, long):
    assert long_identifikation(short) == long
    assert short_identifikation(long) == short


def test_an_id_of_a_sub_range_has_no_short_form():
    assert short_identifikation(Identifikation("F60001000319")).id == "F60001000319"


def test_ids_in_a_rule_sentence_are_expanded_once():
    sentence = 'Wenn G00001377.F00002372 "Name" = 001, dann muss F60000000319 befüllt sein.'
    expanded = long_ids_in(sentence)
    assert expanded == 'Wenn G00000001377.F00000002372 "Name" = 001, dann muss F60000000319 befüllt sein.'
    assert long_ids_in(expanded) == expanded
    assert short_ids_in(expanded).count("F60000319") == 1


@pytest.mark.parametrize(
    ("status", "version", "date", "expected"),
    [
        ("inaktiv", "1.0", "2024-01-01", "7"),
        ("aktiv", None, "2024-01-01", "2"),
        ("aktiv", "1.0", None, "2"),
        ("aktiv", "1.0", "2024-01-01", "6"),
        ("inVorbereitung", "1.0", "2024-01-01", "6"),
    ],
)
def test_release_status_follows_from_status_version_and_date(status, version, date, expected):
    feld = field_2(
        status=Code(status), identifikation=Identifikation("F60000319", version), freigabedatum=date
    )
    found = upgraded(feld)
    assert found.freigabestatus.code == expected
    assert found.status_gesetzt_am == date


def test_an_element_without_release_date_inherits_that_of_the_first_group_around_it():
    feld = field_2()
    first = group_2(Struktur(Anzahl(1, 1), feld), freigabedatum="2024-01-01")
    second = group_2(
        Struktur(Anzahl(1, 1), feld),
        freigabedatum="2025-01-01",
        identifikation=Identifikation("G60000011", "1.0"),
    )
    outer = group_2(
        Struktur(Anzahl(1, 1), first),
        Struktur(Anzahl(1, 1), second),
        identifikation=Identifikation("G60000012", "1.0"),
    )
    found = upgraded(outer)
    copies = [place.enthaelt.struktur[0].enthaelt for place in found.struktur]
    assert copies[0] == copies[1]
    assert copies[0].status_gesetzt_am == "2024-01-01"
    assert to_v2(to_v3(message_2(outer), NO_LISTS).nachricht).nachricht.inhalt == outer


def test_legal_bases_are_split_and_their_exact_text_is_kept():
    feld = field_2(bezug=(Bezug("§ 1 A;§ 2 B; \r\n"),))
    found = upgraded(feld)
    assert found.bezug == (Bezug("§ 1 A"), Bezug("§ 2 B"))
    assert 'bezug: "§ 1 A;§ 2 B; \\r\\n"' in found.beschreibung
    assert found.beschreibung.startswith("Eine Farbe\n\nOriginalwerte der XDF2-Datei:\n")


def test_limits_become_attributes():
    limits = Praezisierung("1", "50", roh='{"minLength":"1","maxLength":"50"}')
    found = upgraded(field_2(praezisierung=limits))
    assert found.praezisierung == Praezisierung("1", "50")
    assert found.beschreibung == "Eine Farbe"
    assert found.vorbefuellung.code == "keine"


def test_a_rule_sentence_moves_and_its_label_is_kept():
    rule = rule_2(definition="F60000319 muss befüllt sein.", bezeichnung_eingabe="Pflicht", skript="stub")
    found = upgraded(field_2(regel=(rule,))).regel[0]
    assert found.freitext_regel == "F60000000319 muss befüllt sein."
    assert found.definition is None
    assert found.typ.code == "K"
    assert 'bezeichnungEingabe: "Pflicht"' in found.beschreibung


def test_a_group_without_content_gets_the_default_field_and_gives_it_back():
    found = upgraded(group_2())
    assert [place.enthaelt.id for place in found.struktur] == ["F60000000001"]
    assert to_v2(to_v3(message_2(group_2()), NO_LISTS).nachricht).nachricht.inhalt == group_2()


def test_a_list_of_fim_moves_into_the_field_and_a_third_column_becomes_help():
    liste = colours(("1", "Rot", "wie Feuer"), ("2", "Blau", None), columns=("code", "name", "hinweis"))
    conversion = to_v3(message_2(select_2()), CodelistCollection((liste,)))
    feld = conversion.nachricht.inhalt
    assert feld.werte == (Wert("1", "Rot", "wie Feuer"), Wert("2", "Blau"))
    assert feld.codeliste_referenz is None
    back = to_v2(conversion.nachricht)
    assert back.codelists == (liste,)
    assert back.nachricht.inhalt == select_2()


def test_a_list_of_fim_that_is_not_held_stays_a_reference_and_is_told():
    conversion = to_v3(message_2(select_2()), NO_LISTS)
    assert conversion.nachricht.inhalt.codeliste_referenz.version == "2024-01-01"
    assert any("lag nicht vor" in loss.message for loss in conversion.losses)


def test_a_list_of_another_publisher_stays_a_reference():
    reference = CodelisteReferenz("urn:de:bund:destatis:staat", "1", None, Identifikation("C60000319"))
    liste = colours(("1", "Rot"), canonical_uri="urn:de:bund:destatis:staat", version="1")
    feld = field_2(feldart=Code("select"), codeliste_referenz=reference)
    found = upgraded(feld, CodelistCollection((liste,)))
    assert found.werte == ()
    assert found.codeliste_referenz == CodelisteReferenz("urn:de:bund:destatis:staat", "1")
    assert found.beschreibung == "Eine Farbe"


def test_values_of_version_3_become_a_list_named_after_the_field(field, message):
    werte = (Wert("1", "Ja"), Wert("2", "Nein", "nie"))
    feld = field("F60000000319", feldart=Code("select"), werte=werte, status_gesetzt_am="2026-01-01")
    back = to_v2(message(feld))
    (liste,) = back.codelists
    assert liste.canonical_uri == "urn:de:leistungswerk:codeliste:f60000000319"
    assert back.nachricht.inhalt.codeliste_referenz.identifikation.id == "C60000319"
    assert write_codelist(liste)
    again = to_v3(back.nachricht, CodelistCollection(back.codelists))
    assert again.nachricht.inhalt.werte == werte
    assert again.nachricht.inhalt.beschreibung == ""


def test_two_fields_whose_values_were_changed_apart_do_not_share_a_list():
    one = select_2()
    two = select_2(identifikation=Identifikation("F60000320", "1.0"))
    group = group_2(Struktur(Anzahl(1, 1), one), Struktur(Anzahl(1, 1), two))
    there = to_v3(message_2(group), CodelistCollection((colours(("1", "Rot")),))).nachricht
    first, second = there.inhalt.struktur
    changed = msgspec.structs.replace(second.enthaelt, werte=(Wert("1", "Grün"),))
    inhalt = msgspec.structs.replace(
        there.inhalt, struktur=(first, msgspec.structs.replace(second, enthaelt=changed))
    )
    back = to_v2(msgspec.structs.replace(there, inhalt=inhalt))
    assert {liste.rows[0][1] for liste in back.codelists} == {"Rot", "Grün"}
    assert back.nachricht.inhalt.struktur[0].enthaelt == one


def test_an_original_value_does_not_overwrite_a_later_change():
    there = to_v3(message_2(field_2(bezug=(Bezug("§ 1;§ 2"),))), NO_LISTS).nachricht
    changed = msgspec.structs.replace(there.inhalt, bezug=(Bezug("§ 3"),))
    back = to_v2(msgspec.structs.replace(there, inhalt=changed)).nachricht.inhalt
    assert back.bezug == (Bezug("§ 3"),)
    assert back.beschreibung == "Eine Farbe"


@pytest.mark.parametrize(
    "block",
    [
        "Originalwerte der XDF2-Datei:\nstatus: 1",
        "Originalwerte der XDF2-Datei:\nunfug: {",
        'Originalwerte der XDF2-Datei:\nregel: ["x"]\nbezug: 7\npraezisierung: []\ncodeliste: {"columns": []}',
        "Originalwerte der XDF2-Datei:\nidentifikation: " + "[" * 5000,
    ],
)
def test_damaged_original_values_do_no_harm(block, field, message):
    feld = field(beschreibung=block, feldart=Code("select"), werte=(Wert("1", "Ja"),))
    back = to_v2(message(feld))
    assert back.nachricht.inhalt.name == "Feld"
    assert read_message(write_message(back.nachricht)).nachricht == back.nachricht


@pytest.mark.parametrize("before", ["", "Text\n\n"])
def test_a_description_that_quotes_original_values_comes_back(before):
    quoted = f'{before}Originalwerte der XDF2-Datei:\nbezug: "§ 9"'
    feld = field_2(beschreibung=quoted, bezug=(Bezug(f"a;{quoted}"),))
    assert to_v2(to_v3(message_2(feld), NO_LISTS).nachricht).nachricht.inhalt == feld


def test_what_version_2_cannot_say_is_listed_with_path_and_line(field, group, schema, place, message):
    rule = Regel(
        identifikation=Identifikation("R60000000001", "1.0.0"),
        name="Regel",
        freitext_regel="Satz",
        letzte_aenderung="2026-01-01T00:00:00Z",
        typ=Code("B"),
        fremd=('<xdf:ziel xmlns:xdf="urn:xoev-de:fim:standard:xdatenfelder_3.0.0">x</xdf:ziel>',),
    )
    feld = field(
        "F60000000007",
        datentyp=Code("datetime"),
        feldart=Code("locked"),
        vorbefuellung=Code("optional"),
        max_size=7,
        media_type=("image/png",),
        stichwort=(Stichwort("Wort"),),
        bezug=(Bezug("§ 1", "https://example.org"),),
        regel=(rule,),
    )
    inner = group(
        "G60000000008", Struktur(Anzahl(0, 1), feld, (Bezug("§ 2", "https://e.example"),)), art=Code("X")
    )
    data = write_message(message(schema(place(inner), dokumentsteckbrief=Identifikation("D60000000001"))))
    conversion = to_v2(read_message(data).nachricht, lines=positions(data))
    told = {(loss.path, loss.attribute) for loss in conversion.losses}
    path = "G60000000008.F60000000007"
    names = ["datentyp", "feldart", "vorbefuellung", "maxSize", "mediaType", "stichwort", "bezug"]
    names += ["struktur.bezug"]
    assert {(path, name) for name in names} <= told
    rule_path = f"{path}.R60000000001"
    assert {("", "dokumentsteckbrief"), ("G60000000008", "art"), (rule_path, "typ"), (rule_path, "")} <= told
    lines = data.decode().splitlines()
    assert all(loss.line for loss in conversion.losses)
    (kind,) = [loss for loss in conversion.losses if loss.attribute == "datentyp"]
    assert "<xdf:datentyp>" in lines[kind.line - 1]
    assert "(datetime)" in kind.message
    again = read_message(write_message(conversion.nachricht)).nachricht
    assert again == conversion.nachricht


def test_unknown_elements_of_version_2_are_told_not_carried():
    feld = field_2(fremd=("<x>1</x>",))
    conversion = to_v3(message_2(feld), NO_LISTS)
    assert conversion.nachricht.inhalt.fremd == ()
    (loss,) = conversion.losses
    assert not loss.kept
    assert "<x>1</x>" in loss.message


def test_every_element_knows_where_it_comes_from(official):
    data = official(REAL[0]).read_bytes()
    nachricht = read_message(data).nachricht
    conversion = to_v3(nachricht, NO_LISTS, lines=positions(data))
    for loss in conversion.losses:
        assert loss.line
        assert re.fullmatch(r"[SFGR]\d{8}", loss.element)

    def check(element) -> None:
        origin = conversion.origins[element.identifikation]
        assert long_identifikation(origin.element.identifikation) == element.identifikation
        assert origin.element.name == element.name
        assert origin.path.rpartition(".")[2] in (origin.element.identifikation.id, "")
        for place in getattr(element, "struktur", ()):
            check(place.enthaelt)

    check(conversion.nachricht.inhalt)


def test_a_message_that_has_the_version_already_stays_as_it_is(field, message):
    three = message(field())
    two = message_2(field_2())
    assert to_v3(three, NO_LISTS).nachricht is three
    assert to_v2(two).nachricht is two


def test_a_schema_title_finds_its_place():
    schema = Stammdatenschema(
        identifikation=Identifikation("S60000010", "1.0"),
        name="Intern",
        bezeichnung_eingabe="Antrag",
        bezeichnung_ausgabe="Bescheid",
        beschreibung="",
        definition="",
        status=Code("aktiv"),
        hilfetext=None,
        ableitungsmodifikationen_struktur=Code("3"),
        ableitungsmodifikationen_repraesentation=Code("1"),
    )
    found = upgraded(schema)
    assert found.bezeichnung == "Antrag"
    assert found.dokumentsteckbrief.id == "D99000000001"
    assert 'bezeichnungAusgabe: "Bescheid"' in found.beschreibung
