# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The meaning of the language, fixed by files that any implementation can run."""

import json
from datetime import date
from pathlib import Path

import pytest
from forms_schemas import field, form, group, rule

from leistungswerk.forms.rules.evaluate import RuleProgram
from leistungswerk.forms.rules.parsing import parse_effects

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


def test_there_are_vectors():
    assert len(FILES) >= 5
