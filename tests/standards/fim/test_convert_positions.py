# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from leistungswerk.standards.fim import FimError, read_message, write_message
from leistungswerk.standards.fim.model import Anzahl, Bezug, Code, Identifikation, Regel, Struktur
from leistungswerk.standards.fim.positions import positions


@pytest.fixture
def data(field, group, schema, message):
    rule = Regel(
        identifikation=Identifikation("R60000000001", "1.0.0"),
        name="Regel",
        letzte_aenderung="2026-01-01T00:00:00Z",
        typ=Code("K"),
    )
    inner = group(
        "G60000000002", Struktur(Anzahl(0, 1), field("F60000000003"), (Bezug("§ 1"),)), regel=(rule,)
    )
    return write_message(message(schema(Struktur(Anzahl(1, 1), inner))))


def line_with(data: bytes, text: str) -> int:
    return next(n for n, line in enumerate(data.decode().splitlines(), 1) if text in line)


def test_every_element_of_a_message_has_its_line(data):
    found = positions(data)
    assert found.line("") == line_with(data, "<xdf:stammdatenschema>")
    assert found.line("G60000000002") == line_with(data, "<xdf:datenfeldgruppe>")
    assert found.line("G60000000002.F60000000003") == line_with(data, "<xdf:datenfeld>")
    assert found.line("G60000000002.R60000000001") == line_with(data, "<xdf:regel>")


def test_children_and_places_of_an_element_have_their_lines(data):
    found = positions(data)
    path = "G60000000002.F60000000003"
    assert found.line(path, "feldart") == line_with(data, "<xdf:feldart>")
    assert found.line(path, "anzahl") == line_with(data, "<xdf:anzahl>0:1")
    assert found.line(path, "struktur.bezug") == line_with(data, "<xdf:bezug>§ 1")


def test_a_place_the_file_does_not_have_is_answered_by_the_element_around_it(data):
    found = positions(data)
    assert found.line("G60000000002.F99999999999") == found.line("G60000000002")
    assert found.line("G60000000002.F60000000003", "maxSize") == found.line("G60000000002.F60000000003")


def test_a_schema_of_version_2_is_asked_with_ids_of_either_version(official):
    raw = official("real/S00000186V1.0/S00000186v1.0_xdf2.xml").read_bytes()
    found = positions(raw)
    read_message(raw)
    short = next(path for path, tag in found.lines if path.startswith("G") and not tag)
    assert found.line(short[:3] + short[6:]) == found.line(short)


def test_broken_xml_is_refused_with_its_line():
    with pytest.raises(FimError) as refusal:
        positions(b"<a>")
    assert refusal.value.line == 1
