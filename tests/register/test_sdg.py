# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Codes of the FIM list become policy codes of Your Europe, and nothing is guessed."""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leistungswerk.register import sdg

ANNEX_2 = {"R": 1, "S": 1, "T": 3, "U": 4, "V": 4, "W": 2}
"""Procedures of Annex II by area, without business (X), whose six the FIM list divides into eight."""


@pytest.mark.parametrize(
    ("code", "policy"),
    [
        ("1010000", "A"), ("1090100", "I1"), ("2010000", "J"), ("2080100", "Q1"), ("2011100", "J11"),
        ("1010", "R1"), ("3020", "T2"), ("6000", "W"), ("7000", "X"), ("7080", "X"),
        ("0000000", ""), ("1000000", ""), ("2000000", ""), ("0000", ""), ("8010", ""), ("3010000", ""), ("2090000", ""),
        ("", ""), ("T2", ""), ("123", ""), ("10101000", ""), ("١٠١٠", ""),
    ],
)  # fmt: skip
def test_a_code_has_the_policy_code_of_its_place_in_the_annexes(code, policy):
    assert sdg.policy_code(code) == policy


def test_every_code_of_the_official_list_has_an_area_and_no_two_the_same_code(artefacts: Path):
    schemas = json.loads((artefacts / "xdatenfelder" / "fim-portal-api_0.24.0.openapi.json").read_bytes())[
        "components"
    ]["schemas"]
    first, second = schemas["SDG"]["enum"], schemas["SDGInformationsbereich2"]["enum"]
    general = {"0000000", "1000000", "2000000", "0000"}
    found = {code: sdg.policy_code(code) for code in (*first, *second)}
    assert {code for code, policy in found.items() if not policy} == general
    told = Counter(policy for policy in found.values() if policy and policy != "X")
    assert set(told.values()) == {1}
    counted = Counter(policy[0] for code, policy in found.items() if code in second and policy[1:])
    assert counted == ANNEX_2
    assert {policy[0] for policy in found.values() if policy} == set(sdg.TITLES)


def test_a_service_names_each_code_once_and_titles_beside_its_own_codes():
    assert sdg.policy_codes(("7010", "7020", "1000000", "2010100")) == ("J1", "X")
    shown = sdg.areas(("3020", "0000"))
    assert [(area.code, area.policy, str(area.title)) for area in shown] == [
        ("3020", "T2", "Studium"),
        ("0000", "", ""),
    ]


@given(st.text(max_size=9))
def test_any_text_is_answered(code):
    policy = sdg.policy_code(code)
    assert not policy or policy[0] in sdg.TITLES
