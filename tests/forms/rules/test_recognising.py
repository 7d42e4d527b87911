# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_forms import SECOND, THIRD

from leistungswerk.forms.rules.german import Status, recognise, recognise_schema
from leistungswerk.forms.rules.model import (
    Assign,
    AtLeastOne,
    AtMostOne,
    Calculation,
    Compare,
    Empty,
    Equals,
    ExactlyOne,
    FieldValue,
    Filled,
    ForbiddenIf,
    MustHold,
    NotEquals,
    Number,
    Operator,
    Relation,
    RequiredIf,
    Span,
    Today,
    Unit,
)
from leistungswerk.forms.rules.parsing import parse_effects
from leistungswerk.forms.rules.printing import print_effects
from leistungswerk.forms.rules.soundness import CONTRADICTIONS, OPEN_QUESTIONS, NoteKind, check_effects
from leistungswerk.standards.fim import CodelistCollection, load_codelists, read_message


def full(text: str) -> str:
    """Short ids of the corpus as 2.0 writes them: ``F1`` → ``F60000001``."""
    return re.sub(r"\b([FG])(\d{1,2})\b", lambda found: f"{found[1]}60{int(found[2]):06d}", text)


def _lines(name: str) -> list[str]:
    return (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()


def _corpus(name: str) -> list[tuple[str, str]]:
    found: list[tuple[list[str], list[str]]] = [([], [])]
    for line in _lines(name):
        if line.startswith("  "):
            found[-1][1].append(line.strip())
        elif line and not line.startswith("#"):
            if found[-1][1]:
                found.append(([], []))
            found[-1][0].append(line)
    return [("\n".join(sentence), full("\n".join(meaning))) for sentence, meaning in found]


CORPUS = [
    case for name in ("corpus.txt", "phrasings.txt", "blind.txt", "blind_again.txt") for case in _corpus(name)
]
REFUSED = [line for line in _lines("refused.txt") if line and not line.startswith("#")]


def kinds(sentence: str, vocabulary=SECOND) -> set[NoteKind]:
    return {note.kind for note in recognise(full(sentence), vocabulary).notes}


def test_the_corpus_is_wide():
    assert len(CORPUS) >= 430
    assert len(REFUSED) >= 80


@pytest.mark.parametrize(("sentence", "meaning"), CORPUS)
def test_a_sentence_has_its_meaning(sentence, meaning):
    found = recognise(full(sentence), SECOND)
    assert found.expression == meaning
    assert found.status is Status.RECOGNISED
    assert parse_effects(found.expression) == found.effects


@pytest.mark.parametrize("sentence", REFUSED)
def test_what_is_not_clear_is_not_read_as_if_it_were(sentence):
    found = recognise(full(sentence), SECOND)
    assert found.status is not Status.RECOGNISED
    assert found.notes


@pytest.mark.parametrize(("sentence", "meaning"), CORPUS)
def test_the_printed_meaning_is_recognised_as_itself(sentence, meaning):
    again = recognise(meaning, SECOND)
    assert (again.expression, again.status) == (meaning, Status.RECOGNISED)


@pytest.mark.parametrize(
    ("sentence", "meaning"),
    [
        (
            'Wenn das Feld F60000001 "Status" = 009 "Sonstiges", dann muss F60000000002 befüllt sein.',
            'wenn F60000000001 = "009" dann muss F60000000002 befüllt sein.',
        ),
        (
            'Es muss entweder Feldgruppe G60000086 "Straßenanschrift" oder Feldgruppe G60000087 befüllt werden.',
            "muss genau eines von G60000000086, G60000000087 befüllt sein.",
        ),
        (
            "Wenn G60000086.F60000020 befüllt ist, darf G60000000087.F60000000022 nicht befüllt sein.",
            "wenn G60000000086.F60000000020 befüllt dann darf G60000000087.F60000000022 nicht befüllt sein.",
        ),
    ],
)
def test_ids_of_both_versions_are_understood_in_a_3_0_schema(sentence, meaning):
    found = recognise(sentence, THIRD)
    assert (found.expression, found.status) == (meaning, Status.RECOGNISED)
    assert any("andere" in note.text for note in found.notes)


@pytest.mark.parametrize(
    "sentence",
    [
        "Wenn F99 befüllt ist, dann muss F2 befüllt sein.",
        "Wenn F1 = 007, dann muss F2 befüllt sein.",
        "Wenn F7 > 5, dann muss F2 befüllt sein.",
        "Wenn G1 = wahr, dann muss F2 befüllt sein.",
        "Wenn F2 = wahr, dann muss F4 befüllt sein.",
        "F11 = F11 + F9.",
        "Wenn F1 = 001 UND F1 = 002, dann muss F2 befüllt sein.",
        "Wenn F3 = wahr, dann muss F2 befüllt sein und F2 darf nicht befüllt sein.",
    ],
)
def test_what_cannot_be_is_a_contradiction(sentence):
    assert recognise(full(sentence), SECOND).status is Status.CONTRADICTION


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "Eine Definition",
        "Die Angaben müssen plausibel sein.",
        "Wenn F9 ungefähr 5 ist, muss F2 befüllt sein.",
        "Wenn F3 = wahr, dann kann F2 befüllt werden.",
        "Die Hälfte von F9 darf F10 nicht überschreiten.",
        "Wenn F3 = wahr, dann muss F2 befüllt sein. Näheres regelt die Satzung.",
        "Wenn F60000020 befüllt ist, dann muss F2 befüllt sein.",
    ],
)
def test_what_is_unclear_needs_a_human(sentence):
    found = recognise(full(sentence), SECOND)
    assert found.status is Status.NEEDS_HUMAN
    assert found.notes


def test_slips_are_passed_over_and_told():
    assert kinds('Wenn das Feld "F4 "Telefon" befüllt ist, dann muss F5 befüllt sein.') == {NoteKind.READING}
    assert kinds("Es muss mindestes eines der Felder F4 und F5 befüllt sein.") == {NoteKind.READING}
    assert kinds("Wenn das Feld Feld F4 befüllt ist, dann muss F5 befüllt sein.") == {NoteKind.READING}
    assert kinds('Wenn F4 "Fernsprecher" befüllt ist, dann muss F5 befüllt sein.') == {NoteKind.NAME}
    assert kinds('Wenn F1 = 001 "ledig", dann muss F5 befüllt sein.') == {NoteKind.NAME}
    assert kinds("Wenn F3 = wahr ODER F13 = wahr UND F4 leer ist, dann muss F6 befüllt sein.") == {
        NoteKind.READING
    }


def test_dates_are_marked_to_be_released_singly():
    found = recognise(full("Wenn (aktuelles Datum - F7) < 7 Tage, dann muss F2 befüllt sein."), SECOND)
    assert found.dates
    assert found.status is Status.RECOGNISED
    assert not recognise(full("Wenn F4 befüllt ist, dann muss F2 befüllt sein."), SECOND).dates


def test_the_place_of_the_rule_tells_which_field_is_meant():
    sentence = full("Wenn F20 befüllt ist, dann darf F2 nicht befüllt sein.")
    found = recognise(sentence, SECOND, ["G60000002"])
    assert found.expression == full("wenn G2.F20 befüllt dann darf F2 nicht befüllt sein.")


@pytest.mark.parametrize(
    ("sentence", "meaning"),
    [
        ("Pflichtfeld, wenn F1 = 009.", 'wenn F1 = "009" dann muss F2 befüllt sein.'),
        ("Das Feld muss befüllt sein, wenn F1 = 009.", 'wenn F1 = "009" dann muss F2 befüllt sein.'),
        (
            "Wenn F3 = wahr, darf das Feld nicht befüllt sein.",
            "wenn F3 = wahr dann darf F2 nicht befüllt sein.",
        ),
    ],
)
def test_a_rule_without_a_target_means_the_field_that_carries_it(sentence, meaning):
    found = recognise(full(sentence), SECOND, ["F60000002"])
    assert (found.expression, found.status) == (full(meaning), Status.RECOGNISED)
    assert any("an dem die Regel steht" in note.text for note in found.notes)
    for owner in ("", "G60000001"):
        assert recognise(full(sentence), SECOND, [owner]).status is Status.NEEDS_HUMAN


SIGNS = st.sampled_from(
    full(
        'Wenn wenn das Feld F1 "Status" = <> 009 "Sonstiges" wahr dann muss darf nicht kann F2 F3 G3 G4.F41 befüllt leer '
        "sein . , ( ) UND ODER oder entweder mindestens eines der Felder aktuelles Datum - > 7 Tage Jahre Summe sonst nur"
    ).split()
)


CHOICES = {"F60000001": ("001", "002", "009"), "F60000003": ("true", "false"), "F60000061": ("A", "B", "X")}
NUMERIC = st.sampled_from(["F60000009", "F60000010", "F60000011"])
FILLABLE = st.sampled_from(["F60000002", "F60000004", "G60000001", "G60000006.F60000071"])
ASKED = st.one_of(
    st.sampled_from([(path, value) for path, values in CHOICES.items() for value in values]).flatmap(
        lambda each: st.sampled_from([Equals(*each), NotEquals(*each)])
    ),
    FILLABLE.flatmap(lambda path: st.sampled_from([Filled(path), Empty(path)])),
    st.builds(
        Compare,
        st.sampled_from(Relation),
        NUMERIC.map(FieldValue),
        st.integers(-99, 99).map(Decimal).map(Number),
    ),
    st.builds(
        lambda unit, relation, count: Compare(
            relation, Span(unit, FieldValue("F60000012"), Today()), Number(Decimal(count))
        ),
        st.sampled_from(Unit),
        st.sampled_from([Relation.LESS, Relation.AT_LEAST]),
        st.integers(0, 99),
    ),
)
SEVERAL = st.lists(FILLABLE, min_size=2, max_size=3, unique=True).map(tuple)
MEANINGS = st.one_of(
    st.builds(RequiredIf, ASKED, FILLABLE),
    st.builds(ForbiddenIf, ASKED, FILLABLE),
    st.builds(AtLeastOne, SEVERAL, st.none() | ASKED),
    st.builds(ExactlyOne, SEVERAL, st.none() | ASKED),
    st.builds(AtMostOne, SEVERAL, st.none() | ASKED),
    st.builds(MustHold, ASKED, st.none() | ASKED),
    st.builds(
        Assign,
        NUMERIC,
        st.builds(
            Calculation, st.sampled_from(Operator), NUMERIC.map(FieldValue), st.just(Number(Decimal(7)))
        ),
    ),
)


@given(MEANINGS)
def test_a_meaning_printed_in_german_is_recognised_as_itself(effect):
    sound = not any(note.kind in CONTRADICTIONS | OPEN_QUESTIONS for note in check_effects((effect,), SECOND))
    found = recognise(print_effects((effect,)), SECOND)
    assert not sound or (found.effects, found.status) == ((effect,), Status.RECOGNISED)


@given(st.lists(SIGNS, max_size=25).map(" ".join) | st.text(max_size=80))
def test_no_sentence_breaks_the_recogniser(sentence):
    found = recognise(sentence, SECOND)
    assert parse_effects(found.expression) == found.effects
    assert found.status is not Status.RECOGNISED or found.effects


@pytest.mark.parametrize(
    "sentence",
    [
        "Wenn F4 befüllt ist, " * 2000,
        "Wenn " + "(" * 5000 + "F4 befüllt" + ")" * 5000 + ", muss F5 befüllt sein.",
        "Wenn " + "F4 befüllt ist UND " * 400 + "F3, dann F5.",
        "F4, " * 3000 + "oder",
        "muss " * 3900,
    ],
)
def test_endless_sentences_end_in_a_note(sentence):
    assert recognise(full(sentence), SECOND).status is Status.NEEDS_HUMAN


def test_almost_every_rule_of_the_official_schemas_is_recognised(artefacts):
    found = []
    for folder in ("S00000094V1.0", "S00000186V1.0"):
        (file,) = (artefacts / "xdatenfelder" / "real" / folder).glob("S*xdf2.xml")
        payload = read_message(file.read_bytes()).nachricht.inhalt
        with_lists = recognise_schema(payload, load_codelists(file.parent))
        found += with_lists
        assert len(with_lists) == len(recognise_schema(payload, CodelistCollection()))
    recognised = [each for each in found if each.status is Status.RECOGNISED]
    assert len(found) == 48
    assert len(recognised) >= 0.95 * len(found)
    assert all(each.effects for each in recognised)
