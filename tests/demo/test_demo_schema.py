# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The schema of the demonstration is a valid, complete and understandable example of the standard."""

from pathlib import Path

import pytest

from leistungswerk.forms import compile_form
from leistungswerk.forms.rules import load_rules
from leistungswerk.standards.fim import load_codelists, read_message, werte_of
from leistungswerk.standards.fim.model import Datenfeld, Datenfeldgruppe, Regel, Stammdatenschema

FOLDER = Path(__file__).resolve().parents[2] / "demo" / "hundesteuer"
FILE = FOLDER / "S99000001V1.0_xdf2.xml"


@pytest.fixture(scope="module")
def reading():
    return read_message(FILE.read_bytes())


@pytest.fixture(scope="module")
def schema(reading):
    return reading.nachricht.inhalt


@pytest.fixture(scope="module")
def codelists():
    return load_codelists(FOLDER / "codelists")


@pytest.fixture(scope="module")
def released():
    return load_rules((FOLDER / "rules.json").read_bytes())


def fields(node: Stammdatenschema | Datenfeldgruppe) -> list[Datenfeld]:
    found = []
    for place in node.struktur:
        part = place.enthaelt
        found.extend([part] if isinstance(part, Datenfeld) else fields(part))
    return found


def rules(node: Stammdatenschema | Datenfeldgruppe | Datenfeld) -> list[Regel]:
    below = getattr(node, "struktur", ())
    return [*node.regel, *(rule for place in below for rule in rules(place.enthaelt))]


def test_schema_is_read_strictly_and_without_findings(reading, schema):
    assert isinstance(schema, Stammdatenschema)
    assert reading.findings == ()
    assert FILE.name == f"{schema.id}V{schema.version}_xdf2.xml"


def test_every_select_field_finds_its_list(schema, codelists):
    selects = [field for field in fields(schema) if field.feldart.code == "select"]
    assert len(selects) == 4
    assert all(len(werte_of(field, codelists)) >= 2 for field in selects)


def test_lists_are_our_own_and_claim_no_official_address(schema):
    references = [field.codeliste_referenz for field in fields(schema) if field.codeliste_referenz]
    assert {ref.canonical_identification.split(":")[2] for ref in references} == {"leistungswerk"}


def test_every_kind_of_place_occurs(schema):
    top = [place.enthaelt for place in schema.struktur]
    assert len(top) == 5
    assert {field.datentyp.code for field in fields(schema)} >= {"text", "date", "bool", "num_int", "file"}
    repeated = [inner.anzahl.max for group in top for inner in group.struktur if inner.anzahl.max != 1]
    assert repeated == [5, 10]


def test_released_rules_stand_on_the_sentences_of_the_schema(schema, released):
    sentences = {rule.identifikation.id: rule.satz for rule in rules(schema)}
    assert {rule.id: rule.sentence for rule in released}.items() <= sentences.items()


def test_every_rule_of_the_schema_is_released(schema, released):
    assert {rule.identifikation.id for rule in rules(schema)} == {rule.id for rule in released}


def test_released_rules_fit_the_form(schema, codelists, released):
    form = compile_form(schema, codelists, rules=released)
    assert [page.title for page in form.pages] == [
        "Halterin oder Halter",
        "Haushalt",
        "Hunde",
        "Steuerermäßigung",
        "Erklärung",
    ]
    assert form.rules == released
