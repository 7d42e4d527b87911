# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2

import msgspec
import pytest
from convert_samples import NO_LISTS, colours, field_2, group_2, message_2, select_2

from leistungswerk.standards.fim import (
    CodelistCollection,
    read_message,
    write_codelist,
    write_message,
)
from leistungswerk.standards.fim.convert import to_v2, to_v3
from leistungswerk.standards.fim.model import (
    Anzahl,
    Bezug,
    Code,
    Identifikation,
    Regel,
    Stichwort,
    Struktur,
    Wert,
)
from leistungswerk.standards.fim.positions import positions


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


def test_a_message_that_has_the_version_already_stays_as_it_is(field, message):
    three = message(field())
    two = message_2(field_2())
    assert to_v3(three, NO_LISTS).nachricht is three
    assert to_v2(two).nachricht is two
