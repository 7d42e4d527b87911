# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_forms import SECOND

from leistungswerk.forms.rules import (
    AllOf,
    AnyOf,
    Assign,
    AtLeastOne,
    AtMostOne,
    Calculation,
    Calendar,
    CountOf,
    Day,
    Empty,
    Equals,
    ExactlyOne,
    FieldValue,
    Filled,
    ForbiddenIf,
    MustHold,
    Not,
    NotEquals,
    Number,
    Operator,
    Relation,
    RequiredIf,
    Rule,
    RuleError,
    Span,
    SumOf,
    Text,
    Today,
    Unique,
    Unit,
    dump_rules,
    load_rules,
)
from leistungswerk.forms.rules.model import compare
from leistungswerk.forms.rules.parsing import parse_condition, parse_effects
from leistungswerk.forms.rules.printing import print_condition, print_effects
from leistungswerk.forms.rules.soundness import NoteKind, check_effects, cycles

PATHS = st.sampled_from(["F1", "G1.F2", "G60000000086.F60000000020", "G1", "wenn", "G1.familienname"])
TEXTS = st.text(max_size=12)
NUMBERS = st.decimals(-(10**12), 10**12, places=4, allow_nan=False, allow_infinity=False)
TERMS = st.recursive(
    st.one_of(
        PATHS.map(FieldValue),
        NUMBERS.map(Number),
        st.dates(date(1000, 1, 1)).map(Day),
        TEXTS.map(Text),
        st.just(Today()),
        PATHS.map(SumOf),
        PATHS.map(CountOf),
    ),
    lambda inner: st.one_of(
        st.builds(Calculation, st.sampled_from(Operator), inner, inner),
        st.builds(Span, st.sampled_from(Unit), inner, inner),
    ),
    max_leaves=5,
)
CONDITIONS = st.recursive(
    st.one_of(
        st.builds(Equals, PATHS, TEXTS),
        st.builds(NotEquals, PATHS, TEXTS),
        PATHS.map(Filled),
        PATHS.map(Empty),
        st.builds(compare, st.sampled_from(Relation), TERMS, TERMS),
        st.builds(Calendar, PATHS, PATHS, PATHS),
        st.just(AllOf(())),
        st.just(AnyOf(())),
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda each: AllOf(tuple(each))),
        st.lists(inner, min_size=2, max_size=3).map(lambda each: AnyOf(tuple(each))),
        inner.map(Not),
    ),
    max_leaves=5,
)
TARGETS = st.lists(PATHS, min_size=1, max_size=3).map(tuple)
MAYBE = st.none() | CONDITIONS
EFFECTS = st.one_of(
    st.builds(RequiredIf, CONDITIONS, PATHS),
    st.builds(ForbiddenIf, CONDITIONS, PATHS),
    st.builds(AtLeastOne, TARGETS, MAYBE),
    st.builds(ExactlyOne, TARGETS, MAYBE),
    st.builds(AtMostOne, TARGETS, MAYBE),
    st.builds(MustHold, CONDITIONS, MAYBE),
    st.builds(Unique, PATHS),
    st.builds(Assign, PATHS, TERMS, MAYBE),
)


@given(CONDITIONS)
def test_a_printed_condition_is_read_alike(condition):
    assert parse_condition(print_condition(condition)) == condition


@given(st.lists(EFFECTS, max_size=3).map(tuple))
def test_printed_effects_are_read_alike(effects):
    names = dict.fromkeys(["F1", "G1.F2"], "Name mit „Anführung“ und\nZeile")
    assert parse_effects(print_effects(effects)) == effects
    assert parse_effects(print_effects(effects, names)) == effects


@given(st.lists(EFFECTS, max_size=3).map(tuple))
def test_effects_are_stored_and_loaded_alike(effects):
    rules = (Rule("R1", "1.0", "Ein Satz.", effects),)
    assert load_rules(dump_rules(rules)) == rules


def test_an_unconditional_count_is_stored_as_before():
    dumped = dump_rules((Rule("R1", None, "", (AtLeastOne(("F1", "F2")),)),))
    assert b"when" not in dumped


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("wenn", "endet zu früh"),
        ("muss F1 befüllt", "endet zu früh"),
        ("muss F1 befüllt sein", "endet zu früh"),
        ("muss gelten: F1 ? 2.", "Zeile 1, Zeichen 17: „? 2.“"),
        ("muss F1 befüllt sein.\nmuss F2 leer sein.", "Zeile 2, Zeichen 9: „leer“"),
        ("muss gelten: F1 < 31.02.2020.", "Das Datum 31.02.2020 gibt es nicht"),
        ("muss gelten: F1 < wahr.", "mit = oder <>"),
        ("wenn F1 leer dann muss jeder Eintrag in F2 verschieden sein.", "gilt immer"),
        (f"muss gelten: {'(' * 60}F1{')' * 60} = 1.", "zu tief geklammert"),
    ],
)
def test_what_cannot_be_parsed_is_told_with_its_place(text, fragment):
    with pytest.raises(RuleError, match=fragment.replace("?", r"\?")):
        parse_effects(text)


@given(st.text(max_size=60))
def test_no_text_breaks_the_parser(text):
    try:
        parse_effects(text)
    except RuleError as error:
        assert str(error)  # noqa: PT017  # either outcome is right; any other error would not be


def full(path: str) -> str:
    return f"{path[0]}60{int(path[1:]):06d}"


F1, F2, F7, F9, F11, F14 = (full(each) for each in ("F1", "F2", "F7", "F9", "F11", "F14"))


@pytest.mark.parametrize(
    ("effect", "kind"),
    [
        (RequiredIf(Filled("F99"), F2), NoteKind.UNKNOWN_ID),
        (RequiredIf(Equals(F1, "007"), F2), NoteKind.TYPE),
        (MustHold(compare(Relation.LESS, FieldValue(F7), Number(Decimal(3)))), NoteKind.TYPE),
        (MustHold(compare(Relation.LESS, FieldValue(F1), Text("b"))), NoteKind.TYPE),
        (Assign(F11, FieldValue(F7)), NoteKind.TYPE),
        (Assign(F11, Calculation(Operator.PLUS, FieldValue(F11), FieldValue(F9))), NoteKind.CYCLE),
        (MustHold(compare(Relation.LESS, FieldValue(F14), Text("b"))), NoteKind.SEVERAL_VALUES),
        (Unique(F2), NoteKind.UNREACHABLE),
        (RequiredIf(AllOf((Filled(F1), Empty(F1))), F2), NoteKind.UNREACHABLE),
        (RequiredIf(AnyOf((AllOf((Equals(F1, "001"), Equals(F1, "002"))),)), F2), NoteKind.UNREACHABLE),
        (MustHold(compare(Relation.LESS, FieldValue(F7), Today())), NoteKind.DATES),
    ],
)
def test_effects_are_judged_by_their_types(effect, kind):
    assert kind in {note.kind for note in check_effects((effect,), SECOND)}


def test_a_sound_effect_has_no_notes():
    assert check_effects((RequiredIf(Equals(F1, "001"), F2),), SECOND) == ()


def test_calculated_values_in_a_circle_are_found():
    circle = {
        "R1": (Assign("F1", FieldValue("F2")),),
        "R2": (Assign("F2", FieldValue("F3")),),
        "R3": (Assign("F3", FieldValue("F1")),),
        "R4": (Assign("F4", FieldValue("F1")),),
    }
    assert set(cycles(circle)) == {"R1", "R2", "R3"}
