# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The meaning of the language, fixed by files that any implementation can run."""

import json
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from forms_schemas import field, form, group, rule

from leistungswerk.forms.rules.evaluate import RuleProgram
from leistungswerk.forms.rules.model import Condition, Effect, Operator, Relation, Term, Unit
from leistungswerk.forms.rules.parsing import parse_effects


class Element(msgspec.Struct, forbid_unknown_fields=True):
    path: str
    type: str
    rows: bool = False
    options: list[str] = []


class Outcome(msgspec.Struct, forbid_unknown_fields=True):
    required: list[str]
    forbidden: list[str]
    violated: list[str]
    values: dict[str, str]


class Case(msgspec.Struct, forbid_unknown_fields=True):
    rule: str
    answers: dict[str, str]
    today: date
    result: Outcome


class VectorFile(msgspec.Struct, forbid_unknown_fields=True):
    """The form of a file, as docs/reference/rule-language.md tells it."""

    about: str
    elements: list[Element]
    cases: list[Case]


FILES = sorted((Path(__file__).parent / "vectors").glob("*.json"))
_DATATYPES = {"number": "num", "truth": "bool", "currency": "num_currency", "code": "text"}


def _cases():
    for file in FILES:
        content = json.loads(file.read_text(encoding="utf-8"))
        for number, case in enumerate(content["cases"]):
            yield pytest.param(content["elements"], case, id=f"{file.stem}-{number}")


def _places(elements: list[dict], container: str) -> list:
    """The elements directly inside a container, with everything below."""
    found = []
    for each in elements:
        holder, _, element_id = each["path"].rpartition(".")
        if holder != container:
            continue
        anzahl = "0:*" if each.get("rows") else "0:1"
        if each["type"] == "group":
            found.append(group(element_id, *_places(elements, each["path"]), anzahl=anzahl))
        else:
            werte = {code: code for code in each.get("options", ())}
            found.append(
                field(element_id, _DATATYPES.get(each["type"], each["type"]), anzahl=anzahl, werte=werte)
            )
    return found


@pytest.mark.parametrize(("elements", "case"), list(_cases()))
def test_a_vector_has_its_result(elements, case):
    made = form(*_places(elements, ""), rules=(rule(*parse_effects(case["rule"])),))
    verdict = RuleProgram(made, lambda: date.fromisoformat(case["today"])).evaluate(case["answers"])
    assert {
        "required": sorted(verdict.required),
        "forbidden": sorted(verdict.forbidden),
        "violated": sorted(verdict.violated),
        "values": verdict.values,
    } == {key: sorted(value) if isinstance(value, list) else value for key, value in case["result"].items()}


def _parts(value):
    """A construct and everything in it."""
    if isinstance(value, msgspec.Struct):
        yield type(value)
        for name in value.__struct_fields__:
            yield from _parts(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _parts(each)
    elif isinstance(value, StrEnum):
        yield value


def test_the_vectors_hold_every_construct_of_the_language():
    rules = {case.values[1]["rule"] for case in _cases()}
    found = {part for text in rules for part in _parts(parse_effects(text))}
    constructs = {each for union in (Effect, Condition, Term) for each in get_args(union)}
    assert constructs | set(Relation) | set(Operator) | set(Unit) <= found


def test_the_vectors_use_every_type_rows_and_empty_answers():
    elements = [each for file in FILES for each in json.loads(file.read_text(encoding="utf-8"))["elements"]]
    types = {"text", "number", "truth", "date", "time", "datetime", "code", "currency", "group"}
    assert {each["type"] for each in elements} == types
    assert any(each.get("rows") and each["type"] == "group" for each in elements)
    assert any(not case.values[1]["answers"] for case in _cases())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_vector_file_has_the_documented_form(file):
    msgspec.convert(json.loads(file.read_text(encoding="utf-8")), VectorFile, strict=True)
