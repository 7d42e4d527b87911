# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import json

import pytest
from forms_schemas import field, form, group, messages, plan, rule
from hypothesis import given
from hypothesis import strategies as st

from leistungswerk.forms.places import places_of
from leistungswerk.forms.rules import (
    AllOf,
    AnyOf,
    AtLeastOne,
    Empty,
    Equals,
    ExactlyOne,
    Filled,
    ForbiddenIf,
    Not,
    NotEquals,
    RequiredIf,
    RuleError,
    dump_rules,
    load_rules,
    negate,
)
from leistungswerk.forms.rules.bind import bind
from leistungswerk.forms.rules.wording import condition_text
from leistungswerk.forms.texts import german

KIND = field("F1", label="Art", werte={"1": "Hund", "9": "Sonstiges"})
OTHER = field("F2", label="Welche?", anzahl="0:1")


def both(trigger: str, target: str):
    return rule(RequiredIf(Equals(trigger, "9"), target), ForbiddenIf(NotEquals(trigger, "9"), target))


def test_a_rule_demands_and_forbids():
    made = plan(group("G1", KIND, OTHER), rules=(both("G1.F1", "G1.F2"),))
    assert messages(made, {"G1.F1": "1"}) == {}
    assert messages(made, {"G1.F1": "9"}) == {
        "G1.F2": "Geben Sie „Welche?“ ein. Das ist erforderlich, wenn „Art“ = „Sonstiges“."
    }
    assert messages(made, {"G1.F1": "1", "G1.F2": "x"}) == {
        "G1.F2": "Lassen Sie „Welche?“ leer. Nur ausfüllen, wenn „Art“ = „Sonstiges“."
    }


def test_rules_of_a_repeatable_group_read_their_own_row():
    made = plan(group("G1", KIND, OTHER, anzahl="0:5"), rules=(both("G1.F1", "G1.F2"),))
    raw = {"G1.#": "3", "G1.0.F1": "9", "G1.1.F1": "1", "G1.1.F2": "x", "G1.2.F1": "9", "G1.2.F2": "x"}
    assert set(messages(made, raw)) == {"G1.0.F2", "G1.1.F2"}


def test_nested_rows_share_the_outer_row():
    inner = group("G2", field("F3", anzahl="0:1"), anzahl="0:5")
    made = plan(group("G1", KIND, inner, anzahl="0:5"), rules=(both("G1.F1", "G1.G2.F3"),))
    raw = {"G1.#": "2", "G1.0.F1": "9", "G1.1.F1": "1", "G1.1.G2.#": "1", "G1.1.G2.0.F3": "x"}
    assert set(messages(made, raw)) == {"G1.1.G2.0.F3"}


def test_a_condition_on_rows_elsewhere_holds_when_one_row_does():
    made = plan(group("G1", KIND, anzahl="0:5"), group("G2", OTHER), rules=(both("G1.F1", "G2.F2"),))
    assert set(messages(made, {"G1.#": "2", "G1.0.F1": "1", "G1.1.F1": "9"})) == {"G2.F2"}


def test_a_demanded_group_demands_its_fields():
    made = plan(KIND, group("G2", field("F3"), anzahl="0:1"), rules=(both("F1", "G2"),))
    assert set(messages(made, {"F1": "9"})) == {"G2.F3"}
    assert set(messages(made, {"F1": "1", "G2.F3": "x"})) == {"G2"}


def test_a_demanded_field_calls_its_optional_group_into_being():
    place = group("G2", field("F3"), field("F4", anzahl="0:1"), anzahl="0:1")
    made = plan(KIND, place, rules=(rule(RequiredIf(Equals("F1", "9"), "G2.F4")),))
    assert set(messages(made, {"F1": "9"})) == {"G2.F3", "G2.F4"}


def test_a_rule_inside_an_absent_group_rests():
    place = group(
        "G2", field("F3", anzahl="0:1"), field("F4", anzahl="0:1"), field("F5", anzahl="0:1"), anzahl="0:1"
    )
    made = plan(KIND, place, rules=(rule(AtLeastOne(("G2.F3", "G2.F4"))),))
    assert messages(made, {"F1": "1"}) == {}
    assert set(messages(made, {"F1": "1", "G2.F5": "x"})) == {"G2.F3"}
    assert messages(made, {"F1": "1", "G2.F4": "x"}) == {}


def test_exactly_one_is_neither_none_nor_two():
    targets = ("G1.F3", "G1.F4")
    made = plan(
        group("G1", field("F3", anzahl="0:1"), field("F4", anzahl="0:3")), rules=(rule(ExactlyOne(targets)),)
    )
    expected = {"G1.F3": "Füllen Sie genau eine dieser Angaben aus: „Feld F3“ oder „Feld F4“."}
    assert messages(made, {}) == expected
    assert messages(made, {"G1.F3": "x", "G1.F4.0": "y"}) == expected
    assert messages(made, {"G1.F4.0": "y"}) == {}


def test_a_page_does_not_ask_what_a_later_page_decides():
    made = plan(
        group("G1", field("F2", anzahl="0:1"), label="Vorn"),
        group("G2", KIND, label="Hinten"),
        rules=(
            rule(ForbiddenIf(NotEquals("G2.F1", "9"), "G1.F2"), RequiredIf(Equals("G2.F1", "9"), "G1.F2")),
        ),
    )
    assert made.check_page("vorn", {"G1.F2": "x"}) == ()
    assert set(messages(made, {"G1.F2": "x", "G2.F1": "1"})) == {"G1.F2"}


def test_a_page_asks_what_an_earlier_page_decided():
    made = plan(
        group("G1", KIND, label="Vorn"), group("G2", OTHER, label="Hinten"), rules=(both("G1.F1", "G2.F2"),)
    )
    assert [each.name for each in made.check_page("hinten", {"G1.F1": "9"})] == ["G2.F2"]


@pytest.mark.parametrize(
    ("value", "raw"),
    [("1234.5", "1.234,50"), ("1234.5", "1234,5")],
)
def test_numbers_are_compared_as_numbers(value, raw):
    made = plan(field("F1", "num"), OTHER, rules=(rule(RequiredIf(Equals("F1", value), "F2")),))
    assert set(messages(made, {"F1": raw})) == {"F2"}


def test_one_of_several_choices_is_enough():
    several = field("F1", werte={"1": "A", "9": "B"}, anzahl="0:2")
    made = plan(several, OTHER, rules=(rule(RequiredIf(Equals("F1", "9"), "F2")),))
    assert set(messages(made, {"F1": "1\n9"})) == {"F2"}


@pytest.mark.parametrize(
    ("effect", "fragment"),
    [
        (RequiredIf(Equals("F1", "9"), "G7.F1"), "nennt „G7.F1“"),
        (RequiredIf(Filled("F9"), "F2"), "nennt „F9“"),
        (RequiredIf(Equals("F1", "Sonstiges"), "F2"), "vergleicht „F1“ mit „Sonstiges“"),
        (RequiredIf(Not(AllOf((Equals("G3", "x"),))), "F2"), "vergleicht „G3“"),
        (AtLeastOne(()), "nennt kein Ziel"),
    ],
)
def test_a_rule_that_does_not_fit_is_refused_when_compiling(effect, fragment):
    with pytest.raises(RuleError, match=fragment):
        form(KIND, OTHER, group("G3", field("F4")), rules=(rule(effect),))


PLACES = places_of(form(KIND, OTHER, group("G3", field("F4", anzahl="0:1"), anzahl="0:1")))
ATOMS = st.one_of(
    st.sampled_from(["1", "9"]).map(lambda value: Equals("F1", value)),
    st.sampled_from(["1", "9"]).map(lambda value: NotEquals("F1", value)),
    st.sampled_from(["F2", "G3", "G3.F4"]).map(Filled),
    st.sampled_from(["F2", "G3", "G3.F4"]).map(Empty),
)
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda each: AllOf(tuple(each))),
        st.lists(inner, min_size=1, max_size=3).map(lambda each: AnyOf(tuple(each))),
        inner.map(Not),
    ),
    max_leaves=6,
)
ANSWERS = st.dictionaries(st.sampled_from(["F1", "F2", "G3.F4"]), st.sampled_from(["", "1", "9", "x"]))


@given(CONDITIONS, ANSWERS)
def test_every_condition_is_total_and_its_negation_its_contrary(condition, raw):
    assert bind(condition, "", PLACES)(raw, "") is not bind(negate(condition), "", PLACES)(raw, "")
    assert condition_text(condition, PLACES, german)


@given(st.lists(CONDITIONS, max_size=3))
def test_rules_are_written_and_read_alike(conditions):
    rules = tuple(rule(RequiredIf(each, "F2"), AtLeastOne(("F2", "G3"))) for each in conditions)
    assert load_rules(dump_rules(rules)) == rules


@pytest.mark.parametrize(
    "data", [b"", b"{", b'[{"id": 1}]', b'[{"id":"R","version":null,"sentence":"","effects":[{}]}]']
)
def test_an_unreadable_rule_file_is_refused_in_german(data):
    with pytest.raises(RuleError, match="Die Regeldatei ist nicht lesbar"):
        load_rules(data)


def test_the_condition_is_told_in_words_and_to_scripts_in_the_names_of_the_row():
    made = plan(group("G1", KIND, OTHER, anzahl="1:5", label="Seite"), rules=(both("G1.F1", "G1.F2"),))
    html = made.render_page("seite", {"G1.#": "2"})
    assert html.count("Nur ausfüllen, wenn „Art“ = „Sonstiges“.") == 2
    for row in "01":
        condition = json.dumps({"op": "equals", "path": f"G1.{row}.F1", "value": "9"}, separators=(",", ":"))
        assert f'data-lw-when="{condition.replace(chr(34), "&quot;")}"' in html


def test_scripts_are_told_nothing_they_cannot_see_on_the_page():
    made = plan(
        group("G1", KIND, label="Vorn"), group("G2", OTHER, label="Hinten"), rules=(both("G1.F1", "G2.F2"),)
    )
    html = made.render_page("hinten", {})
    assert "data-lw-when" not in html
    assert "Nur ausfüllen, wenn" in html


def test_a_rule_that_only_demands_never_hides():
    made = plan(
        group("G1", KIND, OTHER, label="Seite"), rules=(rule(RequiredIf(Equals("G1.F1", "9"), "G1.F2")),)
    )
    html = made.render_page("seite", {})
    assert "data-lw-when" not in html
    assert "Erforderlich, wenn „Art“ = „Sonstiges“." in html


def test_mixed_conditions_are_bracketed():
    condition = AnyOf((AllOf((Equals("F1", "1"), Filled("F2"))), Empty("G3")))
    assert condition_text(condition, PLACES, german) == (
        "(„Art“ = „Hund“ und „Welche?“ ausgefüllt ist) oder „Gruppe G3“ leer ist"
    )
