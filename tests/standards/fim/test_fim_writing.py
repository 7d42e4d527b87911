# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import itertools
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leistungswerk.standards import xml
from leistungswerk.standards.fim import FimError, praezisierung, read_message, write_message
from leistungswerk.standards.fim.model import (
    Anzahl,
    Bezug,
    Code,
    CodelisteReferenz,
    Header,
    Identifikation,
    Nachricht,
    Praezisierung,
    Stichwort,
    Wert,
    XdfVersion,
)
from leistungswerk.standards.fim.parts import MESSAGES, PARTS, Child, Kind

TOKENS = st.text("AFGS0123456789.:-_", min_size=1, max_size=8)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from('\r\n\t<>&"]'),
    max_size=12,
)
FILLED = TEXTS.filter(str.strip)
NOTES = st.none() | FILLED
LIMITS = st.fixed_dictionaries({}, optional=dict.fromkeys(praezisierung.ATTRIBUTES.values(), TEXTS))


@st.composite
def structs(draw, version: XdfVersion, part_name: str, ids: "itertools.count[int]", depth: int = 0) -> Any:
    """Any struct the table of the standard allows, with ids that never repeat."""
    part = PARTS[version][part_name]
    values: dict[str, Any] = {}
    for child in part.children:
        if child.kind is Kind.RAW or not (child.required or draw(st.booleans())):
            continue
        if child.kind is Kind.PART and child.part == "identifikation" and child.tag == "identifikation":
            values["identifikation"] = Identifikation(f"F{next(ids)}", draw(st.none() | TOKENS))
        elif child.many:
            least = 1 if child.required else 0
            values[child.attribute] = tuple(
                draw(content(version, child, ids, depth))
                for _ in range(draw(st.integers(least, max(least, 2 - depth))))
            )
        else:
            values[child.attribute] = draw(content(version, child, ids, depth))
    if values.get("werte") and values.get("codeliste_referenz"):
        del values["codeliste_referenz"]
    return part.struct(**values)


def content(
    version: XdfVersion, child: Child, ids: "itertools.count[int]", depth: int
) -> st.SearchStrategy[Any]:
    """Values of one child."""
    match child.kind:
        case Kind.PART:
            return structs(version, child.part, ids, depth)
        case Kind.ENTHAELT:
            names = ["datenfeld", "datenfeldgruppe"] if depth < 2 else ["datenfeld"]
            return st.sampled_from(names).flatmap(lambda name: structs(version, name, ids, depth + 1))
        case Kind.CODE:
            return st.builds(Code, st.sampled_from(child.values), NOTES, NOTES, st.none() | TEXTS)
        case Kind.TEXT if child.filled:
            return FILLED
        case _:
            return PLAIN[child.kind]


PLAIN: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: TEXTS,
    Kind.TOKEN: TOKENS,
    Kind.BOOLEAN: st.booleans(),
    Kind.NUMBER: st.integers(0, 10**18 - 1),
    Kind.CARDINALITY: st.integers(0, 9).flatmap(
        lambda low: st.builds(Anzahl, st.just(low), st.none() | st.integers(max(low, 1), 99))
    ),
    Kind.BEZUG_2: st.tuples() | st.tuples(st.builds(Bezug, FILLED)),
    Kind.BEZUG_3: st.builds(Bezug, FILLED, NOTES),
    Kind.STICHWORT: st.builds(Stichwort, FILLED, NOTES),
    Kind.PRAEZISIERUNG_2: FILLED.map(praezisierung.from_json_text)
    | LIMITS.filter(bool)
    .map(lambda limits: Praezisierung(**limits))
    .map(lambda limits: praezisierung.from_json_text(praezisierung.to_json_text(limits))),
    Kind.PRAEZISIERUNG_3: st.builds(
        lambda limits, note: Praezisierung(**limits, text=note), LIMITS, NOTES
    ).filter(lambda limits: limits != Praezisierung()),
    Kind.WERTE: st.lists(st.builds(Wert, TOKENS, TEXTS, st.none() | TEXTS), max_size=3).map(tuple),
    Kind.CODELISTE_2: st.builds(
        CodelisteReferenz,
        TOKENS,
        st.none() | TOKENS,
        st.none() | TOKENS,
        st.builds(Identifikation, TOKENS, st.none() | TOKENS),
    ),
    Kind.CODELISTE_3: st.builds(CodelisteReferenz, TOKENS, st.none() | TOKENS, st.none() | TOKENS),
}


@st.composite
def messages(draw) -> Nachricht:
    version = draw(st.sampled_from(XdfVersion))
    message = draw(st.sampled_from(list(MESSAGES[version].values())))
    payload = draw(structs(version, message.part, itertools.count(1)))
    return Nachricht(version, draw(st.builds(Header, TOKENS, TOKENS, st.none() | TOKENS)), payload)


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(messages())
def test_what_is_written_is_read_back_equal(nachricht):
    data = write_message(nachricht)
    reading = read_message(data)
    assert reading.nachricht == nachricht
    assert write_message(reading.nachricht) == data


def test_a_message_is_written_one_element_a_line(schema, place, field, message):
    lines = write_message(message(schema(place(field("F1"))))).decode().splitlines()
    assert lines[0] == '<?xml version="1.0" encoding="UTF-8"?>'
    assert lines[1].endswith('xmlns:xdf="urn:xoev-de:fim:standard:xdatenfelder_3.0.0">')
    assert "            <xdf:id>F1</xdf:id>" in lines
    assert "      <xdf:anzahl>1:1</xdf:anzahl>" in lines


def test_a_mandatory_code_that_is_missing_is_named(schema, place, field, message):
    with pytest.raises(FimError, match="Im Element F1 fehlt „vorbefuellung“"):
        write_message(message(schema(place(field("F1", vorbefuellung=None)))))


def test_a_schema_without_places_is_not_written_as_version_3(schema, message):
    with pytest.raises(FimError, match="Im Element S99000000001 fehlt „struktur“"):
        write_message(message(schema()))


def test_what_a_version_cannot_say_is_refused_instead_of_dropped(field, message):
    with pytest.raises(FimError, match="„freigabestatus“ im Element F1 gibt es in dieser Version"):
        write_message(message(field("F1"), XdfVersion.V2))


def test_a_link_has_no_place_in_version_2(field, message):
    values = {
        "freigabestatus": None,
        "letzte_aenderung": None,
        "vorbefuellung": None,
        "status": Code("aktiv"),
        "bezug": (Bezug("§ 1"), Bezug("§ 2")),
    }
    written = write_message(message(field("F1", **values), XdfVersion.V2))
    assert read_message(written).nachricht.inhalt.bezug == (Bezug("§ 1; § 2"),)
    values["bezug"] = (Bezug("§ 1", "https://example.org"),)
    with pytest.raises(FimError, match="„link“"):
        write_message(message(field("F1", **values), XdfVersion.V2))


def test_a_forbidden_character_is_named(field, message):
    with pytest.raises(FimError, match=r"U\+0000"):
        write_message(message(field("F1", name="a\x00b")))


def test_raw_xml_that_is_no_element_is_not_written(field, message):
    with pytest.raises(FimError):
        write_message(message(field("F1", fremd=("</xdf:datenfeld>",))))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ('{"minLength":"1","maxLength":"50"}', Praezisierung(min_length="1", max_length="50")),
        ('{"minValue":1,"maxValue":0.10}', Praezisierung(min_value="1", max_value="0.10")),
        ('{"pattern":"\\\\d+"}', Praezisierung(pattern=r"\d+")),
        ("{}", Praezisierung()),
        ("nur Großbuchstaben", Praezisierung(text="nur Großbuchstaben")),
        ('["a"]', Praezisierung(text='["a"]')),
        ('{"note":"Hinweis"}', Praezisierung(text="note: Hinweis")),
        ('{"pattern":"\\ud800"}', Praezisierung(text='{"pattern":"\\ud800"}')),
        ("[" * 100_000, Praezisierung(text="[" * 100_000)),
    ],
)
def test_limits_of_version_2_are_understood_and_kept_as_they_stand(raw, expected):
    assert praezisierung.from_json_text(raw) == msgspec.structs.replace(expected, roh=raw)


def test_blank_limits_are_no_limits():
    assert praezisierung.from_json_text(" \n") is None


def test_written_xml_passes_the_hardened_parser(schema, place, field, message):
    assert xml.parse(write_message(message(schema(place(field("F1", name="<&>\r\n")))))) is not None
