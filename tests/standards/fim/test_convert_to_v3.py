# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import re

import pytest
from convert_samples import NO_LISTS, REAL, colours, field_2, group_2, message_2, rule_2, select_2, upgraded

from leistungswerk.standards.fim import (
    CodelistCollection,
    read_message,
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
    CodelisteReferenz,
    Identifikation,
    Praezisierung,
    Stammdatenschema,
    Struktur,
    Wert,
)
from leistungswerk.standards.fim.positions import positions


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
