# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every official message that a file alone can give: told where it is due, and only there."""

import sys

import pytest
from check_cases import CASES, Case
from check_samples import (
    FIELD_ID,
    GROUP_ID,
    OTHER_ID,
    choice,
    field,
    group,
    listed,
    message,
    place,
    profile,
    rule,
    schema,
)
from lxml import etree

from leistungswerk.standards.fim import CodelistCollection
from leistungswerk.standards.fim.check import Severity, check
from leistungswerk.standards.fim.check.checks import IMPLEMENTED
from leistungswerk.standards.fim.check.table_structure import DEACTIVATED, ELSEWHERE, TABLE
from leistungswerk.standards.fim.model import Code, Datenfeld, Identifikation, Payload, Struktur

OFFICIAL_SEVERITY = {
    "FehlerKritisch": Severity.CRITICAL,
    "FehlerMethodisch": Severity.METHODICAL,
    "Warnung": Severity.WARNING,
    "Hinweis": Severity.HINT,
}


def _codes(payload: Payload, case: Case | None = None) -> set[int]:
    lists = CodelistCollection(case.codelists if case else ())
    return {one.code for one in check(message(payload), lists)}


@pytest.mark.parametrize("case", CASES, ids=[f"{case.code}-{number}" for number, case in enumerate(CASES)])
def test_a_message_is_told_where_it_is_due_and_not_near_by(case):
    assert case.code in _codes(case.wrong, case)
    assert case.code not in _codes(case.right, case)


@pytest.mark.parametrize("payload", [field(), choice(), listed(), group(), schema(), profile()])
def test_nothing_is_said_about_an_element_without_a_flaw(payload):
    assert check(message(payload)) == ()


def test_every_number_is_implemented_and_has_a_case():
    assert {case.code for case in CASES} == set(TABLE) == IMPLEMENTED
    assert len(TABLE) + len(ELSEWHERE) + len(DEACTIVATED) == 142


def test_numbers_and_severities_are_those_of_the_official_list(official):
    root = etree.parse(official("xdfm_1.8_meldungen.genericode.xml"))
    rows = [
        {value.get("ColumnRef"): "".join(value.itertext()).strip() for value in row}
        for row in root.iter("{*}Row")
    ]
    types = {int(row["Code"]): row["Typ"] for row in rows}
    assert {code for code, kind in types.items() if kind == "Deaktiviert"} == DEACTIVATED
    assert set(types) == set(TABLE) | ELSEWHERE | DEACTIVATED
    assert {code: OFFICIAL_SEVERITY[types[code]] for code in TABLE} == {
        code: row.severity for code, row in TABLE.items()
    }


def test_our_words_are_not_those_of_the_official_list(official):
    root = etree.parse(official("xdfm_1.8_meldungen.genericode.xml"))
    words = {"".join(value.itertext()).strip() for value in root.iter("{*}SimpleValue")}
    assert not words & {text for row in TABLE.values() for text in (row.text, row.remedy)}


@pytest.mark.parametrize("row", TABLE.values(), ids=[str(code) for code in TABLE])
def test_every_sentence_is_short_kind_and_names_a_remedy(row):
    text = row.text.format(element="Das Datenfeld F12000000001 „Feld“", what="x")
    assert text.endswith(".")
    assert row.remedy.startswith("Bitte ")
    assert row.remedy.endswith(".")
    assert len(text) < 180
    assert len(row.remedy) < 110


def _in_group(element: Datenfeld, number: int) -> Struktur:
    return place(group(place(element), place(field(OTHER_ID)), group_id=f"G1200000000{number}"))


def test_a_message_is_told_once_for_all_copies_of_an_element():
    bad = field(name="")
    found = check(message(schema(*(_in_group(bad, number) for number in range(2, 6)))))
    assert [one.code for one in found if one.code == 1002] == [1002]


def test_what_differs_between_two_copies_is_told_of_both():
    found = check(message(schema(_in_group(field(name=""), 2), _in_group(field(bezeichnung_ausgabe=""), 3))))
    assert {1002, 1010} <= {one.code for one in found}


def test_a_message_names_path_element_and_remedy():
    found = [one for one in check(message(schema(_in_group(field(name=""), 7)))) if one.code == 1002]
    assert [one.path for one in found] == ["G12000000007.F12000000001"]
    assert found[0].message == "Das Datenfeld F12000000001 hat keinen Namen."
    assert found[0].remedy == "Bitte tragen Sie einen Namen ein."
    assert found[0].severity is Severity.CRITICAL
    assert found[0].line is None


def test_a_place_is_told_under_the_path_of_what_stands_there():
    found = [one for one in check(message(schema(place(group(), 3, 2)))) if one.code == 1047]
    assert [(one.path, "3:2" in one.message) for one in found] == [(GROUP_ID, True)]


def test_what_the_message_carries_is_told_under_its_id():
    assert [one.path for one in check(message(schema(bezug=())))] == ["S12000000001"]


def test_braces_in_a_file_are_only_characters():
    found = check(message(field(feldart=Code("{what}"), name="{element}{0!r}")))
    assert [one.code for one in found] == [1027]
    assert "„{element}{0!r}“ hat die unbekannte Feldart „{what}“" in found[0].message


def test_long_pieces_of_a_file_are_quoted_in_part():
    found = check(message(field(feldart=Code("x" * 10_000))))
    assert len(found[0].message) < 400


def test_many_versions_are_listed_in_part():
    places = [
        place(field(identifikation=Identifikation(FIELD_ID, f"{number}.0.0"))) for number in range(1, 9)
    ]
    found = [one for one in check(message(schema(*places))) if one.code == 1003]
    assert len(found) == 8
    assert "1.0.0, 2.0.0, 3.0.0, 4.0.0, 5.0.0 …" in found[0].message


def _calls(count: int) -> int:
    """How many calls of functions a check of ``count`` different fields takes."""
    places = [
        place(field(f"F12{number:09}", regel=(rule(f"F12{number:09} ist leer."),))) for number in range(count)
    ]
    nachricht, calls = message(schema(*places)), 0

    def count_call(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count_call)
    try:
        assert check(nachricht) == ()
    finally:
        sys.setprofile(None)
    return calls


def test_the_work_grows_with_the_number_of_fields_and_not_faster():
    assert _calls(1000) < 10.5 * _calls(100)
