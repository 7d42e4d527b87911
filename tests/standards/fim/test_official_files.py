# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every official file through the whole chain: read, write, read; up and down; schema of the answers."""

from pathlib import Path

import jsonschema_rs
import pytest
from lxml import etree

from leistungswerk.standards.fim import (
    CodelistCollection,
    FimError,
    load_codelists,
    read_codelist,
    read_message,
    write_codelist,
    write_message,
)
from leistungswerk.standards.fim.convert import json_schema, to_v2, to_v3, xsd
from leistungswerk.standards.fim.model import Nachricht, Stammdatenschema, XdfVersion

UNREADABLE = {"v2_unknown-namespace", "v3_unknown-namespace", "v3_empty-id-node", "v3_missing-id-node"}
"""No meaning is left of these, so tolerant reading refuses them too."""
REFUSED = UNREADABLE | {
    "v2_duplicate-optional-value", "v2_duplicate-required-value", "v3_duplicate-id-node", "v3_invalid-freigabestatus",
    "v3_unexpected-node",
}  # fmt: skip


@pytest.fixture
def files(artefacts: Path) -> dict[str, Path]:
    folder = artefacts / "xdatenfelder"
    found = [*folder.glob("v[23]_*.xml"), *folder.glob("real/*/*_xdf2.xml")]
    return {path.stem: path for path in sorted(found)}


def _lists(path: Path) -> CodelistCollection:
    return load_codelists(path.parent) if path.stem.endswith("_xdf2") else CodelistCollection()


@pytest.mark.parametrize(
    ("tolerant", "refused"), [(False, REFUSED), (True, UNREADABLE)], ids=["strict", "tolerant"]
)
def test_what_is_read_is_written_and_read_the_same(files: dict[str, Path], tolerant: bool, refused: set[str]):
    said = set()
    for name, path in files.items():
        try:
            read = read_message(path.read_bytes(), tolerant=tolerant).nachricht
        except FimError:
            said.add(name)
            continue
        written = write_message(read, tolerant=tolerant)
        again = read_message(written, tolerant=tolerant).nachricht
        assert (again, write_message(again, tolerant=tolerant)) == (read, written), name
    assert said == refused
    assert len(files) > len(REFUSED) + 8


def test_up_and_down_again_loses_nothing(files: dict[str, Path]):
    for name, path in files.items():
        if name in UNREADABLE or not (name.startswith("v2") or "xdf2" in name):
            continue
        old = read_message(path.read_bytes(), tolerant=True).nachricht
        up = to_v3(old, _lists(path))
        down = to_v2(read_message(write_message(up.nachricht, tolerant=True), tolerant=True).nachricht)
        assert down.nachricht.inhalt == old.inhalt, name
        assert all(loss.kept for loss in (*up.losses, *down.losses)), name


def _schemas(files: dict[str, Path]) -> list[tuple[Nachricht, CodelistCollection]]:
    found = []
    for name, path in files.items():
        if name in REFUSED or name == "v2_select":  # its list exists nowhere
            continue
        nachricht, lists = read_message(path.read_bytes()).nachricht, _lists(path)
        both = (
            [nachricht, to_v3(nachricht, lists).nachricht] if nachricht.xdf is XdfVersion.V2 else [nachricht]
        )
        found += [(one, lists) for one in both if isinstance(one.inhalt, Stammdatenschema)]
    return found


def test_the_schemas_of_the_answers_compile_elsewhere(files: dict[str, Path]):
    schemas = _schemas(files)
    assert len(schemas) > 10
    for nachricht, lists in schemas:
        assert isinstance(nachricht.inhalt, Stammdatenschema)
        document = json_schema.convert(nachricht.inhalt, lists, base_uri="https://schema.example").document
        jsonschema_rs.meta.validate(document)
        jsonschema_rs.validator_for(document)
        etree.XMLSchema(etree.fromstring(xsd.convert(nachricht.inhalt, lists).document))


def test_every_official_list_is_written_and_read_the_same_with_its_columns(artefacts: Path):
    folder = artefacts / "xdatenfelder"
    paths = [path for path in folder.glob("real/*/*.xml") if "_xdf2" not in path.name]
    for path in (*paths, folder / "xdfm_1.8_meldungen.genericode.xml"):
        found = read_codelist(path.read_bytes())
        assert read_codelist(write_codelist(found)) == found
        assert {found.code_key, found.name_key} <= set(found.columns)
