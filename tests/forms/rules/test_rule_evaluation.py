# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import pytest
from forms_schemas import field, form, group, messages, plan, rule
from hypothesis import given
from hypothesis import strategies as st

from leistungswerk.forms.rules import RuleError
from leistungswerk.forms.rules.evaluate import RuleProgram
from leistungswerk.forms.rules.parsing import parse_effects

TEXT = """
wenn F1 = wahr und F2 > 5 dann muss F3 befüllt sein.
wenn F1 <> wahr dann darf G1 nicht befüllt sein.
wenn G1.F5 befüllt dann muss G1.F6 befüllt sein.
ergibt sich F4 aus F2 * 2.
wenn F4 > 20 dann muss F7 befüllt sein.
muss mindestens eines von F3, F7 befüllt sein.
muss jeder Eintrag in G1.F5 verschieden sein.
muss gelten: F8 <= heute.
ergibt sich F9 aus Summe(G1.F10) + F4.
wenn G1 befüllt dann darf höchstens eines von F3, F7 befüllt sein.
"""


def _form(**more):
    return form(
        field("F1", "bool", anzahl="0:1"),
        field("F2", "num", anzahl="0:1"),
        field("F3", anzahl="0:1"),
        field("F4", "num", anzahl="0:1"),
        group(
            "G1",
            field("F5", anzahl="0:1"),
            field("F6", anzahl="0:1"),
            field("F10", "num", anzahl="0:1"),
            anzahl="0:5",
        ),
        field("F7", anzahl="0:1"),
        field("F8", "date", anzahl="0:1"),
        field("F9", "num", anzahl="0:1"),
        **more,
    )


def _today() -> date:
    return date(2026, 11, 23)


PROGRAM = RuleProgram(_form(rules=(rule(*parse_effects(TEXT)),)), _today)
NAMES = ["F1", "F2", "F3", "F7", "F8", "G1.#", "G1.0.F5", "G1.0.F6", "G1.1.F5", "G1.0.F10", "G1.1.F10", "F9"]
VALUES = st.sampled_from(["", "true", "false", "1", "3", "7", "12", "01.01.2026", "01.01.2030", "x"])
CHANGES = st.lists(st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=3), max_size=5)


@given(st.dictionaries(st.sampled_from(NAMES), VALUES), CHANGES)
def test_changes_lead_to_the_verdict_of_a_full_evaluation(raw, changes):
    state = PROGRAM.start(raw)
    for change in changes:
        state.update(change)
        raw = raw | change
    assert state.verdict() == PROGRAM.evaluate(raw)


class CountedAnswers(dict):
    """Counts how often an answer was read: the operations of an evaluation."""

    reads = 0

    def get(self, key, default=None):
        self.reads += 1
        return super().get(key, default)


def _many(rules: int):
    places = [
        group(f"G{n}", field(f"F{n}1", "bool", anzahl="0:1"), field(f"F{n}2", anzahl="0:1"))
        for n in range(rules)
    ]
    text = "\n".join(f"wenn G{n}.F{n}1 = wahr dann muss G{n}.F{n}2 befüllt sein." for n in range(rules))
    program = RuleProgram(form(*places, rules=(rule(*parse_effects(text)),)), _today)
    return program, {f"G{n}.F{n}1": "true" for n in range(rules)}


def _reads(rules: int) -> int:
    program, raw = _many(rules)
    counted = CountedAnswers(raw)
    for number in range(len(program.effects)):
        program.ask(number, counted)
    return counted.reads


def test_the_work_grows_with_the_number_of_rules_and_no_faster():
    assert _reads(20) * 10 == _reads(200)


def test_a_change_asks_only_what_depends_on_it():
    program, raw = _many(100)
    state = program.start(raw)
    assert len(state.update({"G7.F71": "false"})) == 1
    assert state.update({"G7.F72": "x"}) == ()


def test_a_change_passes_through_calculated_values():
    state = PROGRAM.start({"F2": "1"})
    assert state.answers["F4"] == "2"
    state.update({"F2": "11"})
    assert state.answers["F4"] == "22"
    assert "F7" in state.verdict().required
    state.update({"F2": ""})
    assert state.answers["F4"] == ""


def test_calculated_values_in_a_circle_are_refused_when_compiling():
    with pytest.raises(RuleError, match="hängt über andere Werte von sich selbst ab"):
        _form(rules=(rule(*parse_effects("ergibt sich F4 aus F2. ergibt sich F2 aus F4.")),))


def _checked(text: str, raw: dict[str, str]) -> dict[str, str]:
    made = plan(
        field("F1", anzahl="0:1", label="Erstes"),
        field("F2", "num", anzahl="0:1", label="Zahl"),
        field("F3", "num", anzahl="0:1", label="Summe"),
        group("G1", field("F4", anzahl="0:1", label="Eintrag"), anzahl="0:5"),
        field("F5", "date", anzahl="0:1", label="Tag"),
        rules=(rule(*parse_effects(text)),),
    )
    return messages(made, raw)


def test_a_demand_is_told_at_its_first_field():
    assert _checked("muss gelten: F2 <= 10.", {"F2": "11"}) == {
        "F2": "Prüfen Sie diese Angaben. Es muss gelten: „Zahl“ ≤ 10."
    }
    assert _checked("muss gelten: F2 <= 10.", {}) == {}


def test_a_demand_tells_its_condition():
    found = _checked("wenn F1 befüllt dann muss gelten: F2 + 1 <= F3.", {"F1": "x", "F2": "5", "F3": "5"})
    assert found == {
        "F2": "Prüfen Sie diese Angaben. Es muss gelten: „Zahl“ + 1 ≤ „Summe“. "
        "Das ist erforderlich, wenn „Erstes“ ausgefüllt ist."
    }


def test_a_doubled_entry_is_told():
    found = _checked(
        "muss jeder Eintrag in G1.F4 verschieden sein.", {"G1.#": "2", "G1.0.F4": "a", "G1.1.F4": "a"}
    )
    assert found == {"G1.0.F4": "Geben Sie bei „Eintrag“ jeden Eintrag nur einmal an."}


def test_a_value_that_differs_from_the_calculated_one_is_told():
    text = "ergibt sich F3 aus F2 * 2."
    assert _checked(text, {"F2": "2", "F3": "4"}) == {}
    assert _checked(text, {"F2": "2"}) == {}
    assert _checked(text, {"F2": "2", "F3": "5"}) == {
        "F3": "Bei „Summe“ ergibt sich 4 aus Ihren Angaben. Tragen Sie diesen Wert ein."
    }


def test_at_most_one_is_told():
    found = _checked(
        "wenn F2 befüllt dann darf höchstens eines von F1, F5 befüllt sein.", {"F1": "x", "F2": "1"}
    )
    assert found == {}
    raw = {"F1": "x", "F2": "1", "F5": "01.01.2026"}
    text = "wenn F2 befüllt dann darf höchstens eines von F1, F5 befüllt sein."
    assert _checked(text, raw)["F1"].startswith(
        "Füllen Sie höchstens eine dieser Angaben aus: „Erstes“ oder „Tag“."
    )


def test_a_comparison_is_told_in_words():
    found = _checked(
        "wenn Tage von F5 bis heute >= 0 und nicht (F2 < 3) dann muss F1 befüllt sein.", {"F5": "01.01.2020"}
    )
    assert found == {
        "F1": "Geben Sie „Erstes“ ein. Das ist erforderlich, wenn Tage von „Tag“ bis heute ≥ 0 und nicht („Zahl“ < 3)."
    }
