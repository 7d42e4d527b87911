# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import re

import pytest
from forms_schemas import field, form, group, rule
from hypothesis import given
from hypothesis import strategies as st

from leistungswerk.forms import compile_plan
from leistungswerk.forms.language import mark, plain, runs, spoken
from leistungswerk.forms.rules import AtLeastOne
from leistungswerk.standards.fim.model import Bezug, Wert

ENGLISH = {
    "„{text}“": "“{text}”",
    "oder": "or",
    "Geben Sie „{label}“ ein.": "Enter “{label}”.",
    "Wählen Sie bei „{label}“ eine Möglichkeit aus.": "Choose an option for “{label}”.",
    "Füllen Sie mindestens eine dieser Angaben aus: {labels}.": "Fill in at least one of these: {labels}.",
    "„{label}“ entfernen": "Remove “{label}”",
    "„{label}“ hinzufügen": "Add “{label}”",
    "(freiwillig)": "(you may skip it)",
    "Ja": "Yes",
    "Nein": "No",
    "Bitte auswählen": "Please choose",
    "Rechtsgrundlage": "Legal basis",
    "Hinweise aus der Regelung": "Notes from the regulation",
    "Keine Angabe": "No answer",
    "Weiter": "Continue",
}


@pytest.fixture(scope="module")
def places():
    return (
        group(
            "G1",
            field("F1", label="Vorname", hilfetext_eingabe="Wie im Ausweis"),
            field("F2", "bool", label="Gechippt", anzahl="0:1"),
            field("F3", label="Rasse", werte={str(number): f"Rasse {number}" for number in range(9)}),
            field("F4", art="select", label="Wurf", werte_mit_hilfe=(Wert("1", "Eigen", "Selbst gezogen"),)),
            field("F5", art="label", label="Achtung", inhalt="Erster Absatz\n\nZweiter\nAbsatz"),
            group("G2", field("F1", label="Rufname", limits={"max_length": "9"}), anzahl="1:3", label="Hund"),
            label="Seite",
            regeln={"R1": "Das Feld ist wahr zu füllen."},
            bezug=(Bezug("§ 1 Hundegesetz"),),
        ),
    )


@pytest.fixture(scope="module")
def english(places):
    made = form(*places, rules=(rule(AtLeastOne(("G1.F1", "G1.F2"))),))
    return compile_plan(made, translate=lambda text: ENGLISH.get(text, text), language="en")


GERMAN_PART = re.compile(r'<(span|option)[^>]* lang="de">.*?</\1>', re.DOTALL)
TEXT = re.compile(r">([^<]+)<")


def test_only_texts_of_the_schema_are_german_on_an_english_page(english):
    html = english.render_page("seite", {"G1.G2.#": "2"}, english.check_page("seite", {}))
    for german in ("Vorname", "Wie im Ausweis", "Gechippt", "Selbst gezogen", "Hund", "Zweiter<br>Absatz"):
        assert f'<span lang="de">{german}</span>' in html
    assert '<option value="3" lang="de">Rasse 3</option>' in html
    own = " ".join(TEXT.findall(GERMAN_PART.sub("", html)))
    for word in ("Yes", "No", "Please choose", "(you may skip it)", "Remove “", "Add “", "Legal basis"):
        assert word in own
    assert not re.search(r"Vorname|Rasse|Rufname|Absatz|Hundegesetz|wahr|[äöüß„]", own)


def test_a_message_names_the_field_in_its_own_language(english):
    said = [spoken(error.message) for error in english.check_page("seite", {}) if error.name == "G1.F1"]
    assert said == [
        'Enter “<span lang="de">Vorname</span>”.',
        'Fill in at least one of these: “<span lang="de">Vorname</span>” or “<span lang="de">Gechippt</span>”.',
    ]
    html = english.render_page("seite", {}, english.check_page("seite", {}))
    assert 'Enter “<span lang="de">Vorname</span>”.' in html


def test_the_choice_made_is_still_chosen(english):
    html = english.render_page("seite", {"G1.F3": "4", "G1.F2": "true"})
    assert '<option value="4" selected lang="de">Rasse 4</option>' in html
    assert 'value="true" checked' in html


def test_a_summary_keeps_apart_what_is_german(english):
    raw = {"G1.F1": "Kim", "G1.F2": "true", "G1.F3": "2", "G1.G2.#": "1", "G1.G2.0.F1": "Waldi"}
    [section] = english.summary(raw)
    assert section.title == "Seite"
    assert [(runs(row.label), runs(row.value)) for row in section.rows][1:] == [
        ((("Gechippt", True),), (("Yes", False),)),
        ((("Rasse", True),), (("Rasse 2", True),)),
    ]
    assert runs(section.sections[0].title) == (("Hund", True), (" 1", False))


def test_a_german_plan_holds_no_marks(places):
    made = compile_plan(form(*places))
    html = made.render_page("seite", {}, made.check_page("seite", {}))
    assert 'lang="' not in html
    assert html == plain(html)


def test_the_form_itself_stays_as_it_was(english, places):
    assert english.form == compile_plan(form(*places, rules=english.form.rules)).form


@given(st.lists(st.tuples(st.text("<&\"'ab \n\ue010\ue011"), st.booleans())))
def test_whatever_is_said_the_markup_is_closed_and_nothing_is_lost(parts):
    said = "".join(mark(plain(text)) if german else text for text, german in parts)
    html = spoken(said)
    assert html.count('<span lang="de">') == html.count("</span>")
    assert not re.search("[\ue010\ue011]", html)
    assert "".join(run.text for run in runs(said)) == plain(said)
