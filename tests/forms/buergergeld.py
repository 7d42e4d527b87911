# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Bürgergeld application as an XDatenfelder 3.0.0 message, built from the structure the artefacts hold as JSON.

The JSON has structure, names, datatypes and limits; rule texts and code lists are not in it. In their place stand
the name of a rule, and three made-up values of a list. A field that stands several times directly in one group
(the JSON unites groups that differ) gets an id of its own from the range of examples, so no place is lost.
"""

import json
from pathlib import Path
from typing import Any

import msgspec

from leistungswerk.standards.fim.model import (
    Anzahl,
    Bezug,
    Code,
    Datenfeld,
    Datenfeldgruppe,
    Header,
    Identifikation,
    Nachricht,
    Praezisierung,
    Regel,
    Stammdatenschema,
    Struktur,
    Wert,
    XdfVersion,
)

FILE = "S00000123V1.0_buergergeld_aus_rdf.json"
_AT = "2026-11-01T08:00:00Z"
_VALUES = (Wert("001", "Erster Eintrag"), Wert("002", "Zweiter Eintrag"), Wert("999", "Sonstiges"))
_COMMON = {"freigabestatus": Code("6"), "letzte_aenderung": _AT, "schemaelementart": Code("ABS")}


def message(artefacts: Path) -> Nachricht:
    """The whole application."""
    content = json.loads((artefacts / "xdatenfelder" / "real" / FILE).read_text(encoding="utf-8"))
    return Nachricht(XdfVersion.V3, Header("buergergeld", _AT), _Builder(content).schema())


class _Builder:
    def __init__(self, content: dict[str, Any]) -> None:
        self._groups, self._fields, self._rules = content["gruppen"], content["felder"], content["regeln"]
        (self._schema,) = content["schemata"].values()
        self._built: dict[str, Datenfeld | Datenfeldgruppe] = {}

    def schema(self) -> Stammdatenschema:
        raw = self._schema
        return Stammdatenschema(
            identifikation=Identifikation(_long(raw["id"]), "1.0.0"),
            name=raw["name"],
            bezeichnung=raw["label"],
            freigabestatus=Code("6"),
            letzte_aenderung=_AT,
            ableitungsmodifikationen_struktur=Code("3"),
            ableitungsmodifikationen_repraesentation=Code("1"),
            dokumentsteckbrief=Identifikation("D99000000001"),
            regel=self._rules_of(raw),
            struktur=self._places(raw["struktur"]),
        )

    def _places(self, places: list[dict[str, Any]]) -> tuple[Struktur, ...]:
        """In the order of the numbers; places without one keep theirs and stand last."""
        found: list[Struktur] = []
        used: set[str] = set()
        for place in sorted(places, key=lambda each: each["laufnummer"] or 10**6):
            element = self._element(place["enthaelt"])
            if element.id in used:
                own = f"{element.id[0]}99{len(found):03d}{element.id[6:]}"
                element = msgspec.structs.replace(
                    element, identifikation=Identifikation(own, element.version)
                )
            used.add(element.id)
            low, _, high = place["anzahl"].partition(":")
            found.append(Struktur(Anzahl(int(low), None if high == "*" else int(high)), element))
        return tuple(found)

    def _element(self, key: str) -> Datenfeld | Datenfeldgruppe:
        if key not in self._built:
            self._built[key] = self._group(key) if key in self._groups else self._field(key)
        return self._built[key]

    def _group(self, key: str) -> Datenfeldgruppe:
        raw = self._groups[key]
        return Datenfeldgruppe(
            **_general(raw, key), **_COMMON, regel=self._rules_of(raw), struktur=self._places(raw["struktur"])
        )

    def _field(self, key: str) -> Datenfeld:
        raw = self._fields[key]
        is_choice = raw["feldart"] == "select" and raw["datentyp"] != "bool"
        kind = raw["feldart"] if is_choice or raw["feldart"] == "label" else "input"
        return Datenfeld(
            **_general(raw, key),
            **_COMMON,
            feldart=Code(kind),
            datentyp=Code(raw["datentyp"]),
            vorbefuellung=Code("keine"),
            praezisierung=_limits(raw.get("praezisierung")),
            inhalt=raw.get("inhalt", raw["name"]) if kind == "label" else None,
            werte=_VALUES if is_choice else (),
        )

    def _rules_of(self, raw: dict[str, Any]) -> tuple[Regel, ...]:
        return tuple(
            Regel(
                identifikation=Identifikation(_long(rule["id"]), "1.0.0"),
                name=rule["name"],
                freitext_regel=rule.get("beschreibung", rule["name"]),
                letzte_aenderung=_AT,
                typ=Code("M"),
            )
            for rule in (self._rules[key] for key in raw.get("regeln", ()))
        )


def _general(raw: dict[str, Any], key: str) -> dict[str, Any]:
    return {
        "identifikation": Identifikation(_long(raw["id"]), f"{key.partition('V')[2]}.0"),
        "name": raw["name"],
        "bezeichnung_eingabe": raw["label"],
        "bezeichnung_ausgabe": raw["label"],
        "hilfetext_eingabe": raw.get("hilfetextEingabe"),
        "hilfetext_ausgabe": raw.get("hilfetextAusgabe"),
        "bezug": tuple(
            Bezug(each) for each in raw.get("bezug", ()) if isinstance(each, str) and each.strip()
        ),
    }


def _long(short: str) -> str:
    """The id of 3.0.0: the sub-range 000 follows the two digits of the range."""
    return f"{short[:3]}000{short[3:]}"


def _limits(text: str | None) -> Praezisierung | None:
    if not text:
        return None
    try:
        limits = json.loads(text)
    except ValueError:
        return Praezisierung(text=text)
    names = {
        "minLength": "min_length",
        "maxLength": "max_length",
        "minValue": "min_value",
        "maxValue": "max_value",
    }
    known = {name: str(limits[key]) for key, name in names.items() if limits.get(key)}
    return Praezisierung(**known) if known else None
