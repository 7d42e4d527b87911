# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import pytest
from forms_schemas import field, form, group, rule

from leistungswerk.forms.rules.german.marking import Mark, pieces
from leistungswerk.forms.rules.parsing import parse_effects
from leistungswerk.forms.rules.vocabulary import vocabulary_of_form
from leistungswerk.forms.trial import Said, Trial

FORM = form(
    group(
        "G1",
        field("F1", werte={"1": "Hund", "9": "Sonstiges"}),
        field("F2", anzahl="0:1"),
        field("F3", "date"),
        field("F4", "file", anzahl="0:1"),
        label="Tier",
    ),
    group("G2", field("F5", "num"), anzahl="0:5", label="Posten"),
    group("G3", field("F6", "num", anzahl="0:1"), label="Summe"),
)


def trial(text: str) -> Trial:
    return Trial(FORM, rule(*parse_effects(text)), clock=lambda: date(2026, 7, 1))


def said(text: str, **typed: str) -> list[Said]:
    raw = {name.replace("_", "."): value for name, value in typed.items()}
    return [each.said for each in trial(text).outcome(raw)]


@pytest.mark.parametrize(
    ("text", "typed", "wanted"),
    [
        ('wenn G1.F1 = "9" dann muss G1.F2 befüllt sein.', {"G1_F1": "1"}, Said.SILENT),
        ('wenn G1.F1 = "9" dann muss G1.F2 befüllt sein.', {"G1_F1": "9"}, Said.MISSING),
        ('wenn G1.F1 = "9" dann muss G1.F2 befüllt sein.', {"G1_F1": "9", "G1_F2": "x"}, Said.PRESENT),
        ('wenn G1.F1 = "1" dann darf G1.F2 nicht befüllt sein.', {"G1_F1": "1"}, Said.ABSENT),
        (
            'wenn G1.F1 = "1" dann darf G1.F2 nicht befüllt sein.',
            {"G1_F1": "1", "G1_F2": "x"},
            Said.SUPERFLUOUS,
        ),
        ("wenn G1.F4 leer dann muss G1.F2 befüllt sein.", {"G1_F4": "datei"}, Said.SILENT),
        ("muss gelten: Jahre von G1.F3 bis heute >= 18.", {"G1_F3": "01.07.2008"}, Said.KEPT),
        ("muss gelten: Jahre von G1.F3 bis heute >= 18.", {"G1_F3": "02.07.2008"}, Said.VIOLATED),
        ("muss jeder Eintrag in G2.F5 verschieden sein.", {"G2_0_F5": "1", "G2_1_F5": "1"}, Said.VIOLATED),
        ("muss jeder Eintrag in G2.F5 verschieden sein.", {"G2_0_F5": "1", "G2_1_F5": "2"}, Said.KEPT),
        ("muss mindestens eines von G1.F2, G1.F4 befüllt sein.", {}, Said.VIOLATED),
        ("ergibt sich G3.F6 aus Summe(G2.F5).", {}, Said.UNCALCULATED),
    ],
)
def test_a_trial_says_what_a_rule_says(text, typed, wanted):
    assert said(text, **typed) == [wanted]


def test_a_calculated_value_is_shown_and_not_typed():
    made = trial("ergibt sich G3.F6 aus Summe(G2.F5) * 2.")
    [told] = made.outcome({"G2.0.F5": "1,5", "G2.1.F5": "2", "G3.F6": "99"})
    assert (told.said, told.value) == (Said.CALCULATED, "7")
    assert [(each.name, each.calculated) for each in made.inputs] == [
        ("G3.F6", True),
        ("G2.0.F5", False),
        ("G2.1.F5", False),
    ]


def test_a_group_is_stood_for_by_its_first_field():
    made = trial("wenn G2 befüllt dann muss G1.F2 befüllt sein.")
    assert [each.name for each in made.inputs] == ["G1.F2", "G2.0.F5"]
    [told] = made.outcome({"G2.0.F5": "3"})
    assert told.said is Said.MISSING


def test_samples_keep_the_rule():
    made = Trial(FORM, rule(*parse_effects("muss gelten: Jahre von G1.F3 bis heute >= 18.")))
    for seed in range(4):
        sample = made.sample(seed)
        assert sample["G1.F3"]
        assert [each.said for each in made.outcome(sample)] == [Said.KEPT]


def test_where_no_sample_is_found_the_inputs_stay_empty():
    assert trial("muss gelten: G2.F5 > 1. muss gelten: G1.F1 <> G1.F1.").sample() == {}


def test_a_sentence_in_pieces_is_the_sentence():
    schema = form(field("F60000041", label="Art"), field("F60000042", label="Anzahl"))
    sentence = 'Wenn F60000041 "Art" = "999 Sonstiges", dann G60000001.F60000042 statt F69999999.'
    found = pieces(sentence, vocabulary_of_form(schema))
    assert "".join(each.text for each in found) == sentence
    assert [(each.text, each.mark, each.name) for each in found if each.mark is not Mark.PLAIN] == [
        ('F60000041 "Art"', Mark.ELEMENT, ""),
        ('"999 Sonstiges"', Mark.VALUE, ""),
        ("G60000001.F60000042", Mark.ELEMENT, "Anzahl"),
        ("F69999999", Mark.UNKNOWN, ""),
    ]
