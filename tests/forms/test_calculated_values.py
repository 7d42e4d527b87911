# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from decimal import Decimal

import pytest
from forms_schemas import field, form, group, messages, plan, rule
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from leistungswerk.forms import Plan, encode_answers
from leistungswerk.forms.rules import RuleError
from leistungswerk.forms.rules.parsing import parse_effects
from leistungswerk.forms.sample import posted_of, sample_raw


def made(text: str, *places) -> Plan:
    return plan(*places, rules=(rule(*parse_effects(text)),))


def total(**more) -> Plan:
    """Two amounts on a page and their sum on the next."""
    return made(
        "ergibt sich G2.F3 aus G1.F1 + G1.F2.",
        group("G1", field("F1", "num", anzahl="0:1"), field("F2", "num", anzahl="0:1"), label="Beträge"),
        group("G2", field("F3", "num", **more), field("F4", anzahl="0:1"), label="Summe"),
    )


def test_a_calculated_value_is_there_after_the_page_it_follows_from():
    raw = total().read_post("betraege", {"G1.F1": ["1,5"], "G1.F2": ["2"]}, {})
    assert raw["G2.F3"] == "3,5"
    assert encode_answers(total().answers(raw)) == b'{"G1":{"F1":1.5,"F2":2},"G2":{"F3":3.5}}'
    assert messages(total(), raw) == {}


def test_what_is_typed_into_a_calculated_field_is_passed_over():
    before = {"G1.F1": "1", "G1.F2": "2", "G2.F3": "3"}
    raw = total().read_post("summe", {"G2.F3": ["1000000"], "G2.F4": ["x"]}, before)
    assert (raw["G2.F3"], raw["G2.F4"]) == ("3", "x")


def test_a_calculated_value_goes_when_it_no_longer_follows():
    before = {"G1.F1": "1", "G1.F2": "2", "G2.F3": "3"}
    raw = total().read_post("betraege", {"G1.F1": ["1"], "G1.F2": [""]}, before)
    assert raw.get("G2.F3", "") == ""


def test_a_missing_value_is_told_by_what_it_needs():
    found = messages(total(), {"G1.F1": "1"})
    assert found == {
        "G2.F3": "„Feld F3“ lässt sich noch nicht berechnen. Ergänzen Sie dazu diese Angaben: "
        "„Feld F1“ und „Feld F2“."
    }
    assert messages(total(anzahl="0:1"), {"G1.F1": "1"}) == {}


def test_a_calculated_value_keeps_the_limits_of_its_field():
    limited = total(limits={"max_value": "10"})
    raw = limited.settled({"G1.F1": "7", "G1.F2": "7"})
    assert messages(limited, raw) == {"G2.F3": "Geben Sie bei „Feld F3“ höchstens 10 ein."}


def test_the_page_shows_a_calculated_field_without_an_input_to_type_in():
    page = html.fromstring(f"<div>{total().render_page('summe', {'G2.F3': '3,5'})}</div>")
    [shown] = page.xpath("//input[@name='G2.F3']")
    assert shown.get("readonly") is not None
    assert shown.get("value") == "3,5"
    assert "Wird berechnet: „Feld F1“ + „Feld F2“." in page.text_content()
    assert "optional" not in page.xpath("string(//label[@for='f-G2-F3'])")


def test_calculated_values_stand_on_the_review_page():
    [_, section] = total().summary({"G1.F1": "1", "G1.F2": "2", "G2.F3": "3"})
    assert [(row.label, row.value) for row in section.rows] == [("Feld F3", "3")]


def test_values_in_rows_follow_the_row():
    rows = made(
        "ergibt sich G1.F3 aus G1.F1 * 2. ergibt sich F4 aus Summe(G1.F3).",
        group("G1", field("F1", "num"), field("F3", "num"), anzahl="1:5", label="Posten"),
        field("F4", "num", label="Gesamt"),
    )
    post = {"G1.#": ["2"], "G1.0.F1": ["1"], "G1.1.F1": ["3"]}
    raw = rows.read_post("posten", post, {})
    assert (raw["G1.0.F3"], raw["G1.1.F3"], raw["F4"]) == ("2", "6", "8")
    left = rows.apply_action("posten", raw, "remove:G1.0")
    assert left is not None
    assert (left["G1.0.F3"], left["F4"]) == ("6", "6")


def test_a_locked_field_of_the_schema_holds_the_calculated_value():
    locked = made("ergibt sich F2 aus F1 * 2.", field("F1", "num"), field("F2", "num", art="locked"))
    raw = locked.read_post(locked.form.pages[0].slug, {"F1": ["4"]}, {})
    assert encode_answers(locked.answers(raw)) == b'{"F1":4,"F2":8}'
    assert messages(locked, {}).keys() == {"F1", "F2"}


def test_a_field_calculated_only_sometimes_may_be_typed_in_otherwise():
    page = made(
        "wenn F1 = wahr dann ergibt sich F3 aus F2 * 2.",
        field("F1", "bool"),
        field("F2", "num"),
        field("F3", "num", anzahl="0:1"),
    )
    slug = page.form.pages[0].slug
    raw = page.read_post(slug, {"F1": ["true"], "F2": ["2"], "F3": ["9"]}, {})
    assert raw["F3"] == "4"
    changed = page.read_post(slug, {"F1": ["false"], "F2": ["2"], "F3": ["4"]}, raw)
    assert changed["F3"] == ""
    typed = page.read_post(slug, {"F1": ["false"], "F2": ["2"], "F3": ["7"]}, changed)
    assert typed["F3"] == "7"
    assert 'name="F3" readonly' not in page.render_page(slug, typed)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**29), max_value=10**29, places=4),
       st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**29), max_value=10**29, places=4),
       st.sampled_from("+-*/"))  # fmt: skip
def test_every_result_fits_its_field_or_is_missing(one: Decimal, other: Decimal, sign: str):
    page = made(
        f"ergibt sich F3 aus F1 {sign} F2.", field("F1", "num"), field("F2", "num"), field("F3", "num")
    )
    post = {"F1": [f"{one:f}".replace(".", ",")], "F2": [f"{other:f}".replace(".", ",")]}
    raw = page.read_post(page.form.pages[0].slug, post, {})
    found = messages(page, raw)
    assert found == {} or (found.keys() == {"F3"} and raw.get("F3", "") == "")


@pytest.mark.parametrize("kind", ["num", "num_int", "num_currency"])
def test_long_fractions_are_cut_to_what_can_be_read_again(kind):
    page = made("ergibt sich F3 aus F1 / F2.", field("F1", "num"), field("F2", "num"), field("F3", kind))
    raw = page.settled({"F1": "1", "F2": "3"})
    assert raw["F3"] == ("0,33" if kind == "num_currency" else "0,333333333333")


def test_a_field_with_several_values_is_not_calculated():
    with pytest.raises(RuleError, match="mehrere Werte"):
        made("ergibt sich F2 aus F1.", field("F1", "num"), field("F2", "num", anzahl="0:3"))


def test_samples_hold_calculated_values_and_posting_them_changes_nothing():
    page = total()
    for seed in range(5):
        raw = sample_raw(page.form, seed)
        again: dict[str, str] = {}
        for each in page.form.pages:
            again = page.read_post(each.slug, posted_of(each, raw), again)
        assert again["G2.F3"] == raw["G2.F3"] != ""


def test_a_form_without_calculations_is_left_alone():
    plain = plan(field("F1"))
    raw = {"F1": "x"}
    assert plain.settled(raw) is raw
    assert form(field("F1")).rules == ()
