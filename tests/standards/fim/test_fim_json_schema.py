# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import json

import jsonschema_rs
import pytest

from leistungswerk.standards.fim import (
    CodelistCollection,
    FindingKind,
    MissingCodelistError,
    load_codelists,
    read_message,
)
from leistungswerk.standards.fim.convert.json_schema import convert, json_schema
from leistungswerk.standards.fim.model import (
    Code,
    CodelisteReferenz,
    Praezisierung,
    Wert,
)

NONE = CodelistCollection()
BASE = "https://example.org/fim"


def validator(schema) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(json_schema(schema, NONE, base_uri=BASE), validate_formats=True)


def property_of(document, *path):
    node = document
    for name in path:
        node = node.get("items", node)["properties"][name]
    if "$ref" in node:
        return document["$defs"][node["$ref"].rpartition("/")[2]]
    return node


def test_answers_are_nested_by_group_under_ids_without_version(schema, place, group, field):
    inner = group("G2", place(field("F2")), place(field("F3"), 0))
    check = validator(schema(place(field("F1"), 0), place(group("G1", place(inner)))))
    assert check.is_valid({"G1": {"G2": {"F2": "x"}}})
    assert check.is_valid({"F1": "x", "G1": {"G2": {"F2": "x", "F3": "y"}}})
    for wrong in (
        {},
        {"G1": {}},
        {"G1": {"G2": {}}},
        {"G1": {"G2": {"F2": 1}}},
        {"G1": {"G2": {"F2": "x"}}, "neu": 1},
        {"G1": {"G2": {"F2": "x", "F2V1.0.0": "x"}}},
    ):
        assert not check.is_valid(wrong)


def test_repeatable_elements_are_bounded_arrays(schema, place, group, field):
    check = validator(
        schema(
            place(field("F1"), 0, 3),
            place(group("G1", place(field("F2"))), 2, None),
            place(field("F3"), 1, 2),
        )
    )
    right = {"F1": ["a"], "G1": [{"F2": "a"}, {"F2": "b"}], "F3": ["a"]}
    assert check.is_valid(right)
    assert check.is_valid({key: value for key, value in right.items() if key != "F1"})
    for change in (
        {"F1": list("abcd")},
        {"G1": [{"F2": "a"}]},
        {"F3": []},
        {"F3": "a"},
        {"G1": [{"F2": "a"}, {}]},
    ):
        assert not check.is_valid(right | change)


@pytest.mark.parametrize(
    ("datentyp", "limits", "right", "wrong"),
    [
        ("text", {"min_length": "2", "max_length": "3"}, ["ab", "ßßß"], ["a", "abcd", 12]),
        ("text_latin", {"pattern": r"[\p{L}]+"}, ["Žižek"], ["1", "a1", ""]),
        ("num", {"min_value": "1", "max_value": "2,5"}, [1, 2.5], [0.9, 2.6, "1"]),
        ("num_currency", {"min_value": "0.01"}, [0.01], [0]),
        ("num_int", {"min_value": "1", "max_value": "31"}, [1, 31], [0, 32, 1.5]),
        ("bool", {}, [True, False], ["wahr", 1]),
        ("date", {}, ["2024-02-29"], ["2023-02-29", "29.02.2024"]),
        ("datetime", {}, ["2024-02-29T10:00:00Z"], ["2024-02-29"]),
        ("file", {}, ["0e2b9c2e-3a38-4f0e-8f0e-0123456789ab"], ["datei.pdf"]),
        ("obj", {}, ["alles"], [1]),
    ],
)
def test_every_datatype_has_its_json_form(schema, place, field, datentyp, limits, right, wrong):
    element = field("F1", datentyp=Code(datentyp), praezisierung=Praezisierung(**limits))
    check = validator(schema(place(element)))
    assert [check.is_valid({"F1": value}) for value in right] == [True] * len(right)
    assert [check.is_valid({"F1": value}) for value in wrong] == [False] * len(wrong)


def test_a_choice_is_an_enumeration_of_codes(schema, place, field):
    element = field(
        "F1", feldart=Code("select"), datentyp=Code("num"), werte=(Wert("001", "eins"), Wert("002", "zwei"))
    )
    check = validator(schema(place(element)))
    assert check.is_valid({"F1": "002"})
    assert not check.is_valid({"F1": "zwei"})


def test_a_choice_whose_list_is_missing_is_refused(schema, place, field):
    element = field("F1", feldart=Code("select"), codeliste_referenz=CodelisteReferenz("urn:x:a", "1"))
    with pytest.raises(MissingCodelistError, match="urn:x:a"):
        json_schema(schema(place(element)), NONE, base_uri=BASE)


def test_exactly_one_child_of_a_choice_group_is_filled(schema, place, group, field):
    choice = group(
        "G1",
        place(field("F1")),
        place(field("F2"), 0),
        place(field("F3", feldart=Code("label"))),
        art=Code("X"),
    )
    check = validator(schema(place(choice)))
    assert check.is_valid({"G1": {"F1": "a"}})
    assert check.is_valid({"G1": {"F2": "a"}})
    assert not check.is_valid({"G1": {}})
    assert not check.is_valid({"G1": {"F1": "a", "F2": "b"}})


def test_labels_and_groups_of_labels_have_no_answer(schema, place, group, field):
    label = field("F1", feldart=Code("label"))
    document = json_schema(schema(place(label), place(group("G1", place(label)))), NONE, base_uri=BASE)
    assert document["properties"] == {}
    assert "required" not in document
    assert "$defs" not in document


def test_the_path_of_every_place_is_told(schema, place, group, field):
    shared = group("G2", place(field("F1")))
    document = json_schema(
        schema(place(shared), place(group("G1", place(shared, 0, None)))), NONE, base_uri=f"{BASE}/"
    )
    assert document["$id"] == f"{BASE}/S99000000001V1.0.0.schema.json"
    assert document["title"] == "Antrag"
    properties = document["properties"]
    assert properties["G2"]["properties"]["F1"]["x-fim"] == "G2.F1"
    assert properties["G1"]["properties"]["G2"]["x-fim"] == "G1.G2"
    assert properties["G1"]["properties"]["G2"]["items"]["properties"]["F1"]["x-fim"] == "G1.G2.F1"
    assert list(document["$defs"]) == ["F1V1.0.0"]


def test_copies_that_differ_are_converted_apart(schema, place, group, field):
    short = field("F1", praezisierung=Praezisierung(max_length="1"))
    long = field("F1", praezisierung=Praezisierung(max_length="9"))
    document = json_schema(schema(place(short), place(group("G1", place(long)))), NONE, base_uri=BASE)
    assert property_of(document, "F1")["maxLength"] == 1
    assert property_of(document, "G1", "F1")["maxLength"] == 9


@pytest.mark.parametrize("pattern", ["[", "a)|(b", r"\p{IsKlingon}", "a{3"])
def test_a_pattern_that_cannot_be_compiled_is_left_out_and_reported(schema, place, field, pattern):
    conversion = convert(
        schema(place(field("F1", praezisierung=Praezisierung(pattern=pattern)))), NONE, base_uri=BASE
    )
    (finding,) = conversion.findings
    assert (finding.kind, finding.element, finding.path) == (FindingKind.PATTERN, "F1", "F1")
    assert "pattern" not in property_of(conversion.document, "F1")


def test_limits_that_are_no_numbers_are_left_out_and_reported(schema, place, field):
    text = field("F1", praezisierung=Praezisierung(min_length="eins", max_length="-1"))
    number = field(
        "F2", datentyp=Code("num"), praezisierung=Praezisierung(min_value="null", max_value="1e9999")
    )
    choice = field("F3", feldart=Code("select"))
    conversion = convert(schema(place(text), place(number), place(choice)), NONE, base_uri=BASE)
    kinds = [finding.kind for finding in conversion.findings]
    assert kinds == [FindingKind.LIMIT] * 4 + [FindingKind.CODELIST]
    assert jsonschema_rs.Draft202012Validator(conversion.document).is_valid({"F1": "", "F2": 0, "F3": "x"})


@pytest.mark.parametrize(
    ("folder", "fields", "groups"), [("S00000094V1.0", 29, 16), ("S00000186V1.0", 100, 42)]
)
def test_a_real_schema_becomes_a_valid_json_schema(official, folder, fields, groups):
    path = official(f"real/{folder}")
    (schema_path,) = path.glob("S*.xml")
    schema = read_message(schema_path.read_bytes()).nachricht.inhalt
    conversion = convert(schema, load_codelists(path), base_uri=BASE)
    assert conversion.findings == ()
    assert len(conversion.document["$defs"]) == fields
    assert json.dumps(conversion.document, ensure_ascii=False).count('"type": "object"') == groups + 1
    jsonschema_rs.meta.validate(conversion.document)
    check = jsonschema_rs.Draft202012Validator(conversion.document, validate_formats=True)
    answers = filled(conversion.document, conversion.document)
    assert list(check.iter_errors(answers)) == []
    assert not check.is_valid({})


SAMPLES = {"email": "erika@example.org", "postcode": "55116"}


def filled(document, node):
    """Answers that fill everything: samples are tried until the validator takes one."""
    if "$ref" in node:
        node = document["$defs"][node["$ref"].rpartition("/")[2]]
    match node["type"]:
        case "object":
            return {name: filled(document, child) for name, child in node["properties"].items()}
        case "array":
            return [filled(document, node["items"])] * node.get("minItems", 1)
        case "boolean":
            return True
        case "number" | "integer":
            return node.get("minimum", 1)
    if "enum" in node:
        return node["enum"][0]
    check = jsonschema_rs.Draft202012Validator(node, validate_formats=True)
    samples = (
        *SAMPLES.values(),
        "2024-02-29",
        "0e2b9c2e-3a38-4f0e-8f0e-0123456789ab",
        *("A" * n for n in (1, 3, 9)),
    )
    return next(sample for sample in samples if check.is_valid(sample))
