# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Official files (never part of the repository) and messages of our own."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from leistungswerk.standards.fim.model import (
    Anzahl,
    Code,
    Datenfeld,
    Datenfeldgruppe,
    Header,
    Identifikation,
    Nachricht,
    Stammdatenschema,
    Struktur,
    XdfVersion,
)

ARTEFACTS = Path(__file__).resolve().parents[4] / "shared" / "artefacts" / "xdatenfelder"


@pytest.fixture
def official() -> Callable[[str], Path]:
    """Path of an official file; skips where the folder is absent, fails there under NO_SKIP=1."""

    def path_of(name: str) -> Path:
        path = ARTEFACTS / name
        if not path.exists():
            message = f"official file xdatenfelder/{name} is not beside this clone"
            if os.environ.get("NO_SKIP") == "1":
                pytest.fail(message)
            pytest.skip(message)
        return path

    return path_of


@pytest.fixture
def field() -> Callable[..., Datenfeld]:
    """Make a minimal field of version 3.0.0."""

    def make(field_id: str = "F60000000001", **changes) -> Datenfeld:
        values = {
            "identifikation": Identifikation(field_id, "1.0.0"),
            "name": "Feld",
            "bezeichnung_eingabe": "Feld",
            "freigabestatus": Code("6"),
            "letzte_aenderung": "2026-01-01T00:00:00Z",
            "schemaelementart": Code("HAR"),
            "feldart": Code("input"),
            "datentyp": Code("text"),
            "vorbefuellung": Code("keine"),
        }
        return Datenfeld(**(values | changes))

    return make


@pytest.fixture
def group() -> Callable[..., Datenfeldgruppe]:
    """Make a group of version 3.0.0 around places."""

    def make(group_id: str, *places: Struktur, **changes) -> Datenfeldgruppe:
        values = {
            "identifikation": Identifikation(group_id, "1.0.0"),
            "name": "Gruppe",
            "bezeichnung_eingabe": "Gruppe",
            "freigabestatus": Code("6"),
            "letzte_aenderung": "2026-01-01T00:00:00Z",
            "schemaelementart": Code("HAR"),
            "struktur": places,
        }
        return Datenfeldgruppe(**(values | changes))

    return make


@pytest.fixture
def schema() -> Callable[..., Stammdatenschema]:
    """Make a schema of version 3.0.0 around places."""

    def make(*places: Struktur, **changes) -> Stammdatenschema:
        values = {
            "identifikation": Identifikation("S99000000001", "1.0.0"),
            "name": "Schema",
            "bezeichnung": "Antrag",
            "freigabestatus": Code("6"),
            "letzte_aenderung": "2026-01-01T00:00:00Z",
            "ableitungsmodifikationen_struktur": Code("0"),
            "ableitungsmodifikationen_repraesentation": Code("0"),
            "dokumentsteckbrief": Identifikation("D99000000001"),
            "struktur": places,
        }
        return Stammdatenschema(**(values | changes))

    return make


@pytest.fixture
def place() -> Callable[..., Struktur]:
    def make(element: Datenfeld | Datenfeldgruppe, low: int = 1, high: int | None = 1) -> Struktur:
        return Struktur(Anzahl(low, high), element)

    return make


@pytest.fixture
def message() -> Callable[..., Nachricht]:
    def make(payload, version: XdfVersion = XdfVersion.V3) -> Nachricht:
        return Nachricht(version, Header("N1", "2026-01-01T00:00:00Z"), payload)

    return make
