# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What rules of one schema say together, and what contradicts the schema they stand in."""

import json
import re

import pytest
from forms_schemas import NO_LISTS, field, group, schema
from test_rules_command import DEMO, run

from leistungswerk.forms.rules.german import Status, recognise_schema
from leistungswerk.forms.rules.soundness import NoteKind

FORMS = {"1": "GbR", "2": "GmbH", "3": "Verein"}
PLACES = (
    field("F90000001", werte=FORMS, name="Rechtsform"),
    field("F90000002", anzahl="0:1", name="Registernummer"),
    field("F90000003", "num", anzahl="0:1", name="Beitrag"),
    field("F90000004", "num", anzahl="0:1", name="Summe der Beiträge"),
    field("F90000005", anzahl="0:1", art="label", name="Hinweis"),
    group("G90000001", field("F90000006", anzahl="0:1"), anzahl="0:1"),
)


def recognised(**sentences: str):
    return {each.id: each for each in recognise_schema(schema(*PLACES, regeln=sentences), NO_LISTS)}


def test_what_one_rule_shows_is_hidden_otherwise():
    found = recognised(R1="Wenn F90000001 = 2, dann wird F90000002 angezeigt.")["R1"]
    assert found.expression == 'wenn F90000001 <> "2" dann darf F90000002 nicht befüllt sein.'
    assert found.status is Status.RECOGNISED


def test_what_two_rules_show_needs_a_person():
    found = recognised(
        R1="Wenn F90000001 = 2, dann wird F90000002 angezeigt.",
        R2="Wenn F90000001 = 3, dann muss F90000002 befüllt sein.",
        R3="Wenn F90000001 = 1, dann wird G90000001 angezeigt.",
    )
    assert found["R1"].status is Status.NEEDS_HUMAN
    assert {note.kind for note in found["R1"].notes} == {NoteKind.READING, NoteKind.AMBIGUOUS}
    assert found["R2"].status is found["R3"].status is Status.RECOGNISED


def test_two_conditions_that_show_the_same_are_told_as_one():
    sentence = "Wenn F90000001 = 2, dann wird F90000002 angezeigt. Wenn F90000001 = 3, dann wird F90000002 angezeigt."
    found = recognised(R1=sentence)["R1"]
    assert found.expression == (
        'wenn F90000001 <> "2" und F90000001 <> "3" dann darf F90000002 nicht befüllt sein.'
    )


def test_an_unknown_id_beside_a_unique_name_is_resolved_and_told():
    found = recognised(R1='Wenn F90000001 = 2, dann muss F99999999 "Registernummer" befüllt sein.')["R1"]
    assert found.effects[0].target == "F90000002"
    assert found.status is Status.RECOGNISED
    assert any("nach dem Namen" in note.text for note in found.notes)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Wenn F90000099 = 2, dann muss F90000002 befüllt sein.", NoteKind.UNKNOWN_ID),
        ("Wenn F90000003 > 01.01.2024, dann muss F90000002 befüllt sein.", NoteKind.TYPE),
        ("Wenn F90000001 = 7, dann muss F90000002 befüllt sein.", NoteKind.TYPE),
        ("F90000004 = F90000004 + F90000003.", NoteKind.CYCLE),
        ("Wenn F90000001 = 2, dann muss F90000005 befüllt sein.", NoteKind.UNREACHABLE),
        ("Wenn F90000001 = 1 und F90000001 = 2, dann muss F90000002 befüllt sein.", NoteKind.UNREACHABLE),
    ],
)
def test_each_contradiction_is_found(sentence, kind):
    found = recognised(R1=sentence)["R1"]
    assert found.status is Status.CONTRADICTION
    assert kind in {note.kind for note in found.notes}


def test_a_cycle_over_two_rules_contradicts_both():
    found = recognised(R1="F90000004 = F90000003 * 2.", R2="F90000003 = F90000004 + 1.")
    assert {each.status for each in found.values()} == {Status.CONTRADICTION}


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Die Angaben müssen plausibel sein.", "needs-human"),
        ("Wenn F99009999 befüllt ist, dann muss F99009998 befüllt sein.", "contradiction"),
    ],
)
def test_the_command_tells_the_status_of_a_rule(tmp_path, sentence, status):
    text = (DEMO / "S99000001V1.0_xdf2.xml").read_text(encoding="utf-8")
    written = re.search(r"<xdf:definition>(Es muss mindestens eines[^<]*)</xdf:definition>", text)[1]
    file = tmp_path / "muster.xml"
    file.write_text(text.replace(written, sentence), encoding="utf-8")
    found = {each["sentence"]: each for each in json.loads(run(file, "--json").stdout)}
    assert found[sentence]["status"] == status
    assert found[sentence]["notes"]
