# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The facts of the demonstration are true, and what is invented says so."""

import csv
import os
import re
from pathlib import Path

import msgspec
import pytest

ROOT = Path(__file__).resolve().parents[2]
ARTEFACTS = ROOT.parent / "shared" / "artefacts"


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    ars: str
    territory: str
    street: str
    postcode: str
    city: str
    email: str
    phone: str


class Facts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    note: str
    leistungsschluessel: str
    leistung: str
    schema: str
    codelists: str
    rules: str
    bodies: tuple[Body, ...]


FACTS = msgspec.json.decode((ROOT / "demo" / "demo.json").read_bytes(), type=Facts)


def test_keys_have_the_form_of_the_standard():
    assert re.fullmatch(r"99\d{12}", FACTS.leistungsschluessel)
    assert all(re.fullmatch(r"07\d{10}", body.ars) for body in FACTS.bodies)


def test_every_file_it_names_exists():
    folder = ROOT / "demo"
    assert all((folder / name).exists() for name in (FACTS.schema, FACTS.codelists, FACTS.rules))


def test_three_bodies_of_their_own_territory_take_part():
    assert len({body.ars for body in FACTS.bodies}) == len(FACTS.bodies) == 3


@pytest.mark.parametrize("body", FACTS.bodies, ids=lambda body: body.ars)
def test_contacts_are_invented_and_say_so(body):
    assert "erfunden" in body.street
    assert body.email.endswith("@example.org")
    assert not body.postcode.strip("0")


def test_territories_bear_their_official_names():
    folder = ARTEFACTS / "regional"
    if not folder.is_dir():
        assert os.environ.get("NO_SKIP") != "1", f"official lists are missing: {folder}"
        pytest.skip("official lists of territories are not beside this clone")
    names = {}
    for file, key in (("rlp_kreise_2026-06-30.csv", "rs"), ("rlp_verbandsgemeinden_2026-06-30.csv", "rs9")):
        with (folder / file).open(encoding="utf-8", newline="") as lines:
            names |= {row[key].ljust(12, "0"): row["name"] for row in csv.DictReader(lines)}
    for body in FACTS.bodies:
        assert names[body.ars] in body.territory
