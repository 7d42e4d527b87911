# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import json
from decimal import Decimal

import jsonschema_rs
import pytest
from forms_schemas import NO_LISTS, field, group, plan, schema
from hypothesis import given, settings
from hypothesis import strategies as st

from leistungswerk.forms import AnswersError, UploadInfo, compile_form, compile_plan, encode_answers
from leistungswerk.forms.places import fields_of
from leistungswerk.forms.sample import Fill, posted_of, sample_raw
from leistungswerk.standards.fim.convert.json_schema import json_schema

MANY_KINDS = (
    group(
        "G1",
        field("F1"),
        field("F2", "num_int"),
        field("F3", "num"),
        field("F4", "bool"),
        field("F5", "date"),
        field("F6", werte={"1": "A", "2": "B"}, anzahl="0:2"),
        field("F7", anzahl="0:3"),
        field("F8", "file", anzahl="0:*"),
        field("F9", anzahl="0:1"),
        field("F10", art="label"),
        group("G2", field("F1"), anzahl="0:5"),
        group("G3", field("F1", anzahl="0:1"), anzahl="0:1"),
        group("G4", field("F1", anzahl="0:1")),
        group("G5", field("F1", art="label")),
    ),
    field("F11", art="hidden", inhalt="fest"),
    field("F12", art="locked", inhalt="gesperrt"),
)


def test_answers_are_nested_typed_and_without_what_is_empty():
    raw = {
        "G1.F1": "x",
        "G1.F2": "1.234",
        "G1.F3": "1.234,50",
        "G1.F4": "false",
        "G1.F5": "1.2.2026",
        "G1.F6": "1\n2",
        "G1.F7.#": "3",
        "G1.F7.1": "y",
        "G1.F8": "id-1\nid-2",
        "G1.F9": "",
        "G1.G2.#": "3",
        "G1.G2.0.F1": "a",
        "G1.G2.2.F1": "c",
        "F12": "vom Amt",
    }
    assert plan(*MANY_KINDS).answers(raw) == {
        "G1": {
            "F1": "x",
            "F2": 1234,
            "F3": Decimal("1234.50"),
            "F4": False,
            "F5": "2026-02-01",
            "F6": ["1", "2"],
            "F7": ["y"],
            "F8": ["id-1", "id-2"],
            "G2": [{"F1": "a"}, {"F1": "c"}],
            "G4": {},
        },
        "F11": "fest",
        "F12": "vom Amt",
    }


def test_of_a_choice_only_the_chosen_child_is_answered():
    made = plan(group("G1", group("G2", field("F1", anzahl="0:1")), group("G3", field("F1")), choice=True))
    assert made.answers({"G1.G3.F1": "x"}) == {"G1": {"G3": {"F1": "x"}}}


def test_required_rows_stand_there_even_when_nothing_in_them_is():
    made = plan(group("G1", field("F1", anzahl="0:1"), anzahl="2:3"))
    assert made.answers({}) == {"G1": [{}, {}]}


def test_encoding_is_exact_and_the_same_for_the_same_answers():
    data = encode_answers({"b": Decimal("1234567890123456789.10"), "a": [True, 1]})
    assert data == b'{"a":[true,1],"b":1234567890123456789.10}'


def test_unchecked_answers_that_cannot_be_read_are_refused_with_the_name():
    with pytest.raises(AnswersError, match=r"„Frage“ \(F1\)"):
        plan(field("F1", "date", label="Frage")).answers({"F1": "gestern"})


def test_a_summary_shows_what_people_read():
    made = plan(
        group(
            "G1",
            field("F1", "bool", label="Frage"),
            field("F2", "date", label="Tag"),
            field("F3", werte={"1": "Eins", "2": "Zwei"}, anzahl="0:2", label="Wahl"),
            field("F4", "num_currency", label="Betrag"),
            field("F5", "file", label="Nachweis"),
            field("F6", anzahl="0:1", label="Leer"),
            group("G2", field("F1", label="Name"), anzahl="0:3", label="Hund"),
            label="Seite",
        ),
        group("G3", field("F1", "num_int", label="Jahr"), label="Ende"),
    )
    raw = {
        "G1.F1": "true",
        "G1.F2": "2026-2-1",
        "G1.F3": "2\n1",
        "G1.F4": "1234,5",
        "G1.F5": "id",
        "G3.F1": "2019",
    }
    raw |= {"G1.G2.#": "2", "G1.G2.1.F1": "Rex"}
    first, second = made.summary(raw, {"id": UploadInfo("a.pdf", 1, "application/pdf")})
    assert (first.title, first.page_slug) == ("Seite", "seite")
    assert first.rows == (
        ("Frage", "Ja"),
        ("Tag", "2026-2-1"),
        ("Wahl", "Zwei\nEins"),
        ("Betrag", "1.234,50 €"),
        ("Nachweis", "a.pdf"),
    )
    assert [(section.title, section.rows) for section in first.sections] == [("Hund 1", (("Name", "Rex"),))]
    assert second.rows == (("Jahr", "2019"),)


CARDINALITIES = st.sampled_from(["0:1", "1:1", "1:1", "0:3", "1:2", "2:4", "0:*", "1:*"])
KINDS = st.sampled_from(
    [
        ("text", {"limits": {"max_length": "20", "min_length": "2"}}),
        ("text", {"limits": {"pattern": "[A-ZÄÖÜ]{2}-[0-9]{1,4}( (H|E))?"}}),
        ("text_latin", {}),
        ("date", {}),
        ("date", {"limits": {"min_value": "2025-01-01", "max_value": "2025-01-03"}}),
        ("datetime", {}),
        ("time", {}),
        ("bool", {}),
        ("bool", {"inhalt": "nein"}),
        ("num", {"limits": {"min_value": "-1.5", "max_value": "2.25"}}),
        ("num_int", {"limits": {"min_value": "1", "max_value": "31"}}),
        ("num_currency", {}),
        ("file", {}),
        ("text", {"werte": {"01": "A", "02": "B", "03": "C", "04": "D"}}),
        ("text", {"werte": {str(n): f"Nr. {n}" for n in range(40)}}),
        ("text", {"art": "label", "inhalt": "Hinweis"}),
        ("text", {"art": "hidden", "inhalt": "fest"}),
    ]
)


@st.composite
def places(draw, depth: int = 0):
    """Fields and groups as they come, ids by number so that none stands twice in a group."""
    made = []
    for number in range(draw(st.integers(1, 4))):
        if depth < 3 and draw(st.integers(0, 3)) == 0:
            children = draw(places(depth + 1))
            choice = draw(st.booleans()) and all(_answers(child) for child in children)
            made.append(group(f"G{number}", *children, anzahl=draw(CARDINALITIES), choice=choice))
        else:
            datentyp, more = draw(KINDS)
            made.append(field(f"F{number}", datentyp, anzahl=draw(CARDINALITIES), **more))
    # Something is always there to be seen.
    return [*made, field("F9")] if depth == 0 else made


def _answers(place) -> bool:
    """Whether a citizen can fill the first thing in it: else no choice could fall on it."""
    element = place.enthaelt
    if hasattr(element, "struktur"):
        return _answers(element.struktur[0])
    return element.feldart.code not in {"label", "hidden"}


NOISE = st.sampled_from(
    ["", "x", "1", "-1", "3,14", "true", "01", "31.12.2025", "2025-01-02", "AB-12 H", "  ", "\n", "Ä"]
)


@settings(max_examples=120, deadline=None)
@given(places(), st.integers(0, 5), st.sampled_from(Fill), st.data())
def test_answers_fit_the_json_schema_whenever_the_checks_say_so(made, seed, fill, data):
    described = schema(*made)
    form = compile_form(described, NO_LISTS)
    compiled = compile_plan(form)
    validator = jsonschema_rs.validator_for(json_schema(described, NO_LISTS, base_uri="https://example.org"))
    raw = sample_raw(form, seed, fill=fill)
    assert compiled.check(raw) == ()
    names = [name for page in form.pages for _, name in fields_of(raw, page.parts)]
    for name in data.draw(st.lists(st.sampled_from(names), max_size=3)) if names else ():
        raw[name] = data.draw(NOISE).strip()
    if compiled.check(raw):
        return
    document = encode_answers(compiled.answers(raw))
    assert [error.message for error in validator.iter_errors(json.loads(document))] == []


@settings(max_examples=60, deadline=None)
@given(places(), st.integers(0, 5))
def test_a_sample_survives_being_posted_page_by_page(made, seed):
    form = compile_form(schema(*made), NO_LISTS)
    compiled = compile_plan(form)
    raw = sample_raw(form, seed)
    after: dict[str, str] = {name: value for name, value in raw.items() if value.count("-") >= 4}
    for page in form.pages:
        after = compiled.read_post(page.slug, posted_of(page, raw), after)
        assert compiled.render_page(page.slug, after)
    assert compiled.answers(after) == compiled.answers(raw)
    assert compiled.summary(after)
