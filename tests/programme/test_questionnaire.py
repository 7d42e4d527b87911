# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Anbindungsfragebogen: form, file and schema are one; whatever is wrong is told with its place."""

import json
import os
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rollout_case import HOUSING, answers, responsible, unit_of

from leistungswerk.core.actor import OPERATOR, Role
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.programme.models import Questionnaire
from leistungswerk.programme.rollout import questionnaire
from leistungswerk.programme.rollout.questionnaire import QUESTIONS, WrongAnswers
from leistungswerk.programme.services import questionnaires, units
from leistungswerk.register.kinds import Transport

FILE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "anbindungsfragebogen.schema.json"


@pytest.fixture
def unit(land, begun):
    identity = begun(land.ministry)
    responsible(HOUSING, land.city)
    units.take_from_register(OPERATOR, project=identity)
    mine = unit_of(identity, land.city)
    units.edit_unit(OPERATOR, unit=mine, transport=Transport.FIT_CONNECT, expected_cases=None, revision=0)
    return mine


def _full(unit):
    content = answers(unit)
    content["stelle"] = {
        "name": "Stadt Musterstadt", "strasse": "Markt 1", "plz": "55116", "ort": "Musterstadt",
        "email": "amt@stadt.example", "telefon": "06131 1",
    }  # fmt: skip
    return content


def test_the_published_schema_is_that_of_the_code():
    text = json.dumps(questionnaire.json_schema(), ensure_ascii=False, indent=2) + "\n"
    if os.environ.get("UPDATE_DOCS") == "1":
        FILE.write_text(text, encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == text, "stale: run again with UPDATE_DOCS=1"


def test_the_schema_is_a_valid_schema():
    jsonschema_rs.meta.validate(questionnaire.json_schema())


@pytest.mark.django_db
def test_what_is_exported_is_valid_and_reads_back_to_the_same(unit):
    content = _full(unit)
    assert questionnaires.save(OPERATOR, unit=unit, content=content) == 1
    data = questionnaire.write(questionnaires.current(OPERATOR, unit=unit).content)
    assert questionnaires.read_file(OPERATOR, unit=unit, data=data) == 1
    content["betrieb"] = {**content["betrieb"], "bemerkung": "Ab Januar"}
    assert questionnaires.read_file(OPERATOR, unit=unit, data=questionnaire.write(content)) == 2
    assert Questionnaire.objects.count() == 2


@pytest.mark.django_db
def test_every_mistake_in_a_file_is_told_with_line_and_place(unit):
    content = _full(unit)
    content["stelle"]["plz"] = "5511"
    content["stelle"]["email"] = "keine"
    content["zustellung"] = {}
    content["kontakte"] = {**content["kontakte"], "fax": "1"}
    data = questionnaire.write(content)
    with pytest.raises(WrongAnswers) as refused:
        questionnaires.read_file(OPERATOR, unit=unit, data=data)
    found = {problem.place: problem for problem in refused.value.problems}
    assert set(found) == {"stelle.plz", "stelle.email", "zustellung", "kontakte"}
    lines = data.decode().splitlines()
    for place, problem in found.items():
        assert f'"{place.rpartition(".")[2]}"' in lines[problem.line - 1]
    assert "zum Beispiel 55116" in found["stelle.plz"].text
    assert "Destination-ID" in found["zustellung"].text
    assert "fax" in found["kontakte"].text
    assert not Questionnaire.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{", "Zeile 1"),
        (b'{\n "a": 1,\n}', "Zeile 3"),
        (b"\xff\xfe", "UTF-8"),
        (b"[]", "falsche Form"),
        (b"{}", "vorhaben"),
        (b" " * 70_000, "64 KB"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(unit, data, said):
    with pytest.raises(WrongAnswers, match=said):
        questionnaires.read_file(OPERATOR, unit=unit, data=data)


@pytest.mark.django_db
def test_a_file_of_another_body_is_not_taken(unit):
    content = _full(unit)
    content["kennung"] = "6a1f4a3c-3b7e-4e5c-9d1b-0f2d3c4b5a69"
    with pytest.raises(Refused, match="andere Stelle"):
        questionnaires.save(OPERATOR, unit=unit, content=content)


@pytest.mark.django_db
def test_another_transport_asks_other_questions_and_keeps_the_rest(unit):
    questionnaires.save(OPERATOR, unit=unit, content=_full(unit))
    units.edit_unit(OPERATOR, unit=unit, transport=Transport.OSCI_XTA, expected_cases=None, revision=1)
    now = questionnaires.current(OPERATOR, unit=unit).content
    assert now["transport"] == "osci_xta"
    assert set(now["zustellung"]) == {"organisationsschluessel", "osci_postfach"}
    assert now["betrieb"]["erste_hilfe"] == "Rechenzentrum"


@pytest.mark.django_db
def test_the_form_page_and_the_file_say_the_same(unit):
    content = _full(unit)
    posted = {
        each.field: content[each.section].get(each.name, "")
        for each in questionnaire.asked(Transport.FIT_CONNECT)
    }
    assert questionnaires.from_answers(OPERATOR, unit=unit, answers=posted) == content


@pytest.mark.django_db
def test_a_stranger_does_not_see_the_questionnaire(land, unit):
    with pytest.raises(Missing):
        questionnaires.current(land.actor((Role.MUNICIPAL_LEAD, land.district)), unit=unit)


@given(st.recursive(st.none() | st.booleans() | st.text(max_size=8) | st.integers(), lambda inner:
       st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["stelle", "format", "transport", "x"]), inner),
       max_leaves=8))  # fmt: skip
def test_no_content_whatever_breaks_the_check(content):
    with pytest.raises(WrongAnswers):
        questionnaire.check(content, json.dumps(content))


def test_every_question_has_its_own_field():
    assert len({each.field for each in QUESTIONS}) == len(QUESTIONS)
