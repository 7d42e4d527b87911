# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Messages of version 2.0 made by hand, for the tests of conversion."""

from pathlib import Path

from leistungswerk.standards.fim import (
    CodelistCollection,
)
from leistungswerk.standards.fim.convert import to_v3
from leistungswerk.standards.fim.model import (
    Code,
    Codeliste,
    CodelisteReferenz,
    Datenfeld,
    Datenfeldgruppe,
    Header,
    Identifikation,
    Nachricht,
    Regel,
    Struktur,
    XdfVersion,
)

DEMO = Path(__file__).resolve().parents[3] / "demo" / "hundesteuer"
REAL = [
    "real/S00000186V1.0/S00000186v1.0_xdf2.xml",
    "real/S00000094V1.0/S00000094V1.0_xdf2.xml",
]
HEADER = Header("N1", "2026-01-02T03:04:05Z")
NO_LISTS = CodelistCollection()
FIM_LIST = CodelisteReferenz(
    "urn:de:fim:codeliste:farbe",
    "2024-01-01",
    "urn:de:fim:codeliste:farbe_2024-01-01",
    Identifikation("C00000007"),
)


def field_2(**changes) -> Datenfeld:
    values = {
        "identifikation": Identifikation("F60000319", "1.2"),
        "name": "Farbe",
        "bezeichnung_eingabe": "Farbe",
        "beschreibung": "Eine Farbe",
        "definition": "",
        "status": Code("inVorbereitung"),
        "schemaelementart": Code("RNG"),
        "hilfetext_eingabe": "",
        "hilfetext_ausgabe": "",
        "feldart": Code("input"),
        "datentyp": Code("text"),
    }
    return Datenfeld(**(values | changes))


def group_2(*places: Struktur, **changes) -> Datenfeldgruppe:
    values = {
        "identifikation": Identifikation("G60000010", "1.0"),
        "name": "Gruppe",
        "bezeichnung_eingabe": "Gruppe",
        "beschreibung": "",
        "definition": "",
        "status": Code("inVorbereitung"),
        "schemaelementart": Code("RNG"),
        "hilfetext_eingabe": "",
        "hilfetext_ausgabe": "",
        "struktur": places,
    }
    return Datenfeldgruppe(**(values | changes))


def rule_2(**changes) -> Regel:
    values = {
        "identifikation": Identifikation("R60000037", "1.0"),
        "name": "Regel",
        "bezeichnung_eingabe": "",
        "beschreibung": "",
        "definition": "",
        "status": Code("aktiv", "urn:xoev-de:fim:codeliste:xdatenfelder.status", "1.0"),
    }
    return Regel(**(values | changes))


def message_2(payload) -> Nachricht:
    return Nachricht(XdfVersion.V2, HEADER, payload)


def upgraded(payload, codelists=NO_LISTS):
    return to_v3(message_2(payload), codelists).nachricht.inhalt


def colours(*rows: tuple[str | None, ...], columns=("code", "name"), **changes) -> Codeliste:
    values = {
        "canonical_uri": FIM_LIST.canonical_identification,
        "version": FIM_LIST.version,
        "canonical_version_uri": FIM_LIST.canonical_version_uri,
        "columns": columns,
        "code_key": columns[0],
        "name_key": columns[1],
        "rows": rows,
    }
    return Codeliste(**(values | changes))


def select_2(**changes) -> Datenfeld:
    return field_2(feldart=Code("select"), codeliste_referenz=FIM_LIST, **changes)
