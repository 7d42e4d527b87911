# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import itertools
from decimal import Decimal
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from test_fim_writing import structs

from leistungswerk.forms import compile_form, compile_plan
from leistungswerk.forms.sample import Fill, sample_raw
from leistungswerk.standards.fim import (
    CodelistCollection,
    FimError,
    MissingCodelistError,
    load_codelists,
    read_message,
)
from leistungswerk.standards.fim.convert import json_schema, to_v3
from leistungswerk.standards.fim.convert.answers_xml import xml_of_answers
from leistungswerk.standards.fim.convert.names import NAMESPACE
from leistungswerk.standards.fim.convert.xsd import convert, xsd
from leistungswerk.standards.fim.convert.xsd_patterns import xsd_pattern
from leistungswerk.standards.fim.model import (
    Anzahl,
    Code,
    CodelisteReferenz,
    Identifikation,
    Praezisierung,
    Struktur,
    Wert,
    XdfVersion,
)

DEMO = Path(__file__).resolve().parents[3] / "demo" / "hundesteuer"
REAL = [
    "real/S00000186V1.0/S00000186v1.0_xdf2.xml",
    "real/S00000094V1.0/S00000094V1.0_xdf2.xml",
]
NO_LISTS = CodelistCollection()


def validator(schema, codelists=NO_LISTS) -> etree.XMLSchema:
    return etree.XMLSchema(etree.fromstring(xsd(schema, codelists)))


def problems(schema, answers, codelists=NO_LISTS) -> list[str]:
    checker = validator(schema, codelists)
    checker.validate(etree.fromstring(xml_of_answers(schema, answers)))
    return [error.message for error in checker.error_log]


@cache
def both_versions(path: Path, folder: Path):
    nachricht = read_message(path.read_bytes()).nachricht
    codelists = load_codelists(folder)
    return nachricht.inhalt, to_v3(nachricht, codelists).nachricht.inhalt, codelists


@pytest.fixture(params=[*REAL, "demo"])
def real(request, official):
    """Schema (2.0 and its conversion) with its code lists."""
    if request.param == "demo":
        return both_versions(DEMO / "S99000001V1.0_xdf2.xml", DEMO / "codelists")
    path = official(request.param)
    return both_versions(path, path.parent)


@pytest.mark.parametrize("fill", Fill)
@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("version", [0, 1])
def test_answers_of_a_real_form_are_valid_as_xml(real, fill, seed, version):
    schema, codelists = real[version], real[2]
    plan = compile_plan(compile_form(schema, codelists))
    answers = plan.answers(sample_raw(plan.form, seed, fill=fill))
    assert problems(schema, answers, codelists) == []
    assert convert(schema, codelists).findings == ()


def test_names_carry_the_version_and_live_in_one_namespace(schema, place, field):
    made = schema(place(field("F60000000001")))
    root = etree.fromstring(xml_of_answers(made, {"F60000000001": "Ja & <nein>"}))
    assert root.tag == f"{{{NAMESPACE}}}S99000000001V1.0.0"
    assert root[0].tag == f"{{{NAMESPACE}}}F60000000001V1.0.0"
    assert root[0].text == "Ja & <nein>"
    assert problems(made, {"F60000000001": "Ja & <nein>"}) == []


def test_elements_stand_in_the_order_of_the_schema(schema, place, field):
    made = schema(place(field("F2")), place(field("F1"), 0))
    assert problems(made, {"F1": "a", "F2": "b"}) == []
    assert problems(made, {"F1": "a"}) != []


TYPES = [
    ("text", "Wort", "ab"),
    ("text_latin", "Wort", "ab"),
    ("date", "2026-02-03", "3.2.2026"),
    ("time", "10:30", "25:00"),
    ("time", "10:30:15", "10"),
    ("datetime", "2026-02-03t10:30:00z", "2026-02-03"),
    ("bool", True, "vielleicht"),
    ("num", Decimal("1.25"), "eins"),
    ("num_int", 12, "1.5"),
    ("num_currency", Decimal("0.10"), "1e3"),
]


@pytest.mark.parametrize(("datentyp", "good", "bad"), TYPES)
def test_every_datatype_says_what_it_takes(schema, place, field, datentyp, good, bad):
    limits = Praezisierung(min_length="3", min_value="0", max_value="20")
    made = schema(place(field("F1", datentyp=Code(datentyp), praezisierung=limits)))
    assert problems(made, {"F1": good}) == []
    assert problems(made, {"F1": bad}) != []


@pytest.mark.parametrize("datentyp", ["file", "obj"])
def test_files_and_objects_are_whatever_their_receiver_makes_of_them(schema, place, field, datentyp):
    made = schema(place(field("F1", datentyp=Code(datentyp)), 0, None))
    assert problems(made, {"F1": ["a", "b"]}) == []
    assert problems(made, {}) == []


@pytest.mark.parametrize(
    ("limits", "good", "bad"),
    [
        (Praezisierung(min_value="-1,5", max_value="2"), Decimal("-1.5"), Decimal("2.01")),
        (Praezisierung(min_value="1"), 1, Decimal("0.99")),
    ],
)
def test_ranges_are_kept(schema, place, field, limits, good, bad):
    made = schema(place(field("F1", datentyp=Code("num_currency"), praezisierung=limits)))
    assert problems(made, {"F1": good}) == []
    assert problems(made, {"F1": bad}) != []


def test_whole_numbers_have_whole_bounds(schema, place, field):
    limits = Praezisierung(min_value="1.5", max_value="3.5")
    made = schema(place(field("F1", datentyp=Code("num_int"), praezisierung=limits)))
    assert [problems(made, {"F1": number}) == [] for number in (1, 2, 3, 4)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("limits", "what"),
    [
        (Praezisierung(min_length="9", max_length="3"), "zwischen denen nichts liegt"),
        (Praezisierung(max_length="viele"), "keine ganze Zahl"),
        (Praezisierung(pattern="a(b"), "unlesbare Muster"),
    ],
)
def test_a_limit_without_sense_is_told_and_left_out(schema, place, field, limits, what):
    made = schema(place(field("F1", praezisierung=limits)))
    assert any(what in finding.message for finding in convert(made, NO_LISTS).findings)
    assert problems(made, {"F1": "12345"}) == []


@pytest.mark.parametrize(
    ("written", "good", "bad"),
    [
        (r"^[0-9]{5}$", "55116", "5511"),
        (r"(?:a|b)\/\$c", "a/$c", "c/$c"),
        (r"[\p{L} \-]+", "Ä b-c", "1"),
        ("[^a]", "b", "a"),
        ("[a-z-[aeiou]]+", "bcd", "bad"),
        (r"\u00E4x", "äx", "ax"),
        (r"^a$|^b$", "b", "ab"),
    ],
)
def test_patterns_match_the_whole_value(schema, place, field, written, good, bad):
    made = schema(place(field("F1", praezisierung=Praezisierung(pattern=written))))
    assert convert(made, NO_LISTS).findings == ()
    assert problems(made, {"F1": good}) == []
    assert problems(made, {"F1": bad}) != []


@settings(max_examples=150, deadline=None)
@given(st.text("ab^$\\[](){}?*+|.-:/1,dpux", max_size=12))
def test_whatever_pattern_is_written_the_schema_compiles(written):
    pattern = xsd_pattern(written)
    if pattern is not None:
        facet = etree.Element("{http://www.w3.org/2001/XMLSchema}pattern", value=pattern)
        source = (
            '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="x"><xs:simpleType>'
            '<xs:restriction base="xs:string"/></xs:simpleType></xs:element></xs:schema>'
        )
        root = etree.fromstring(source)
        root[0][0][0].append(facet)
        etree.XMLSchema(root)


@pytest.mark.parametrize("bomb", ["((((a{100}){100}){100}){100}){100}", "((ab){999}){999}", "a{1,999999999}"])
def test_a_pattern_that_explodes_is_left_out(schema, place, field, bomb):
    assert xsd_pattern(bomb) is None
    made = schema(place(field("F1", praezisierung=Praezisierung(pattern=bomb))))
    (finding,) = json_schema.convert(made, NO_LISTS, base_uri="https://example.org").findings
    assert "unlesbare Muster" in finding.message


def test_a_long_count_is_no_explosion():
    assert xsd_pattern("[a-z]{1,4000}") == "[a-z]{1,4000}"


def test_a_choice_takes_exactly_one_of_its_children(schema, place, field, group):
    chosen = group(
        "G1", place(field("F1"), 0), place(field("F2"), 0, 2), place(field("F3", feldart=Code("label"))),
        art=Code("X"),
    )  # fmt: skip
    made = schema(place(chosen))
    assert problems(made, {"G1": {"F1": "a"}}) == []
    assert problems(made, {"G1": {"F2": ["a", "b"]}}) == []
    assert problems(made, {"G1": {}}) != []
    assert problems(made, {"G1": {"F1": "a", "F2": ["b"]}}) != []


def test_static_texts_hold_no_answer(schema, place, field, group):
    label = field("F1", feldart=Code("label"))
    made = schema(
        place(label), place(group("G1", place(label))), place(group("G2", place(label), art=Code("X")))
    )
    assert problems(made, {}) == []
    assert problems(made, {"F1": "Text"}) != []


def test_a_choice_of_codes_takes_only_its_codes(schema, place, field):
    werte = (Wert("1", "Ja"), Wert("2 b", "Nein"))
    made = schema(place(field("F1", feldart=Code("select"), werte=werte), 1, 2))
    assert problems(made, {"F1": ["1", "2 b"]}) == []
    assert problems(made, {"F1": ["3"]}) != []
    assert problems(made, {"F1": ["1", "1", "1"]}) != []


def test_a_missing_code_list_is_told_like_everywhere(schema, place, field):
    reference = CodelisteReferenz("urn:de:x", "1")
    made = schema(place(field("F1", feldart=Code("select"), codeliste_referenz=reference)))
    with pytest.raises(MissingCodelistError):
        xsd(made, NO_LISTS)


def test_a_choice_without_values_is_told(schema, place, field):
    made = schema(place(field("F1", feldart=Code("select"))))
    assert "keine Werte" in convert(made, NO_LISTS).findings[0].message
    assert problems(made, {"F1": "frei"}) == []


def test_copies_that_differ_get_names_that_differ(schema, place, field, group):
    one, other = field("F1"), field("F1", datentyp=Code("num_int"))
    made = schema(place(one), place(group("G1", place(other))))
    assert problems(made, {"F1": "Wort", "G1": {"F1": 3}}) == []
    assert problems(made, {"F1": "Wort", "G1": {"F1": "Wort"}}) != []


def test_names_that_xml_cannot_hold_are_made_fit(schema, place, field):
    odd = field("1 a:b", identifikation=Identifikation("1 a:b", "1 0"))
    made = schema(place(odd), place(odd))
    assert problems(made, {"1 a:b": "x"}) == []


@pytest.mark.parametrize(
    ("answers", "what"),
    [
        ({"F9": "x"}, "nicht kennt: F9"),
        ({"F1": ["x"]}, "eine einzelne Angabe"),
        ({"F2": "x"}, "eine Liste"),
        ({"F1": {"a": "b"}}, "ein Text"),
        ({"G1": "x"}, "eine Gruppe"),
        ({"F1": "\x01"}, "nicht erlaubt"),
    ],
)
def test_answers_of_another_shape_are_refused_by_name(schema, place, field, group, answers, what):
    made = schema(place(field("F1"), 0), place(field("F2"), 0, 3), place(group("G1", place(field("F3")))))
    with pytest.raises(FimError, match=what):
        xml_of_answers(made, answers)


def test_the_document_is_the_same_every_time(real):
    schema, _, codelists = real
    assert xsd(schema, codelists) == xsd(msgspec.structs.replace(schema), codelists)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.data())
def test_the_xsd_of_whatever_schema_compiles(data):
    schema = data.draw(structs(XdfVersion.V3, "stammdatenschema", itertools.count(1)))
    try:
        document = xsd(schema, NO_LISTS)
    except MissingCodelistError:
        return
    etree.XMLSchema(etree.fromstring(document))


@pytest.mark.parametrize("high", [10**9, 10**17])
def test_an_absurd_cardinality_does_no_harm(schema, field, high):
    made = schema(Struktur(Anzahl(0, high), field("F1")))
    assert problems(made, {"F1": ["x"]}) == []


def test_places_keep_their_cardinality(schema, field):
    made = schema(Struktur(Anzahl(2, 3), field("F1")))
    counts = {count: problems(made, {"F1": ["x"] * count}) == [] for count in range(1, 5)}
    assert counts == {1: False, 2: True, 3: True, 4: False}
