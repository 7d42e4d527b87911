# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""FIM schema → JSON Schema 2020-12 of its answers.

Source: standards.md 2.9, options "no versions in property names" and "no extensions". Additions: ``x-fim``
holds the path of group ids (2.5) at every property, since order and place are lost in JSON Schema.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import msgspec

from leistungswerk.standards.fim.codelists import CodelistCollection, werte_of
from leistungswerk.standards.fim.convert.limits import holds_answers, is_choice, lengths_of, range_of
from leistungswerk.standards.fim.errors import Finding, FindingKind
from leistungswerk.standards.fim.model import (
    Datenfeld,
    Praezisierung,
    Stammdatenschema,
    Struktur,
)
from leistungswerk.standards.fim.pattern_size import is_too_large
from leistungswerk.standards.fim.patterns import portable, xsd_regex

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_STRINGS: Final = {
    "date": {"type": "string", "format": "date"},
    # Not ``format: time``: RFC 3339 demands an offset, and a time of day in a form has none.
    "time": {"type": "string", "pattern": r"^(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?$"},
    "datetime": {"type": "string", "format": "date-time"},
    "file": {"type": "string", "format": "uuid"},
    "obj": {"type": "string"},
}


class Conversion(msgspec.Struct, frozen=True):
    """The JSON Schema, and what of the FIM schema it could not say."""

    document: dict[str, object]
    findings: tuple[Finding, ...]


def json_schema(
    schema: Stammdatenschema, codelists: CodelistCollection, *, base_uri: str
) -> dict[str, object]:
    """Return the JSON Schema of the answers to ``schema``; see :func:`convert` for what it leaves out."""
    return convert(schema, codelists, base_uri=base_uri).document


def convert(schema: Stammdatenschema, codelists: CodelistCollection, *, base_uri: str) -> Conversion:
    """Convert with findings. ``$id`` is ``{base_uri}/{id}V{version}.schema.json``.

    Property names are ids without version, nested by group. Label fields, and groups that hold nothing else,
    are left out. A file is the id (UUID) of its attachment. Raises :class:`MissingCodelistError`.
    """
    builder = _Builder(codelists)
    root = builder.object_of(schema.struktur, path="", one_of=False)
    version = f"V{schema.version}" if schema.version else ""
    document: dict[str, object] = {
        "$schema": DIALECT,
        "$id": f"{base_uri.rstrip('/')}/{schema.id}{version}.schema.json",
        "title": schema.titel,
        "x-fim": schema.id,
        **root,
    }
    if builder.definitions:
        document["$defs"] = builder.definitions
    return Conversion(document, tuple(builder.findings))


class _Builder:
    """Fields become definitions, each different one once; groups stand where they are, so that ``x-fim`` is true."""

    def __init__(self, codelists: CodelistCollection) -> None:
        self.definitions: dict[str, object] = {}
        self.findings: list[Finding] = []
        self._codelists = codelists
        self._names: dict[str, list[Datenfeld]] = {}
        self._compiles: dict[str, bool] = {}

    def object_of(self, places: tuple[Struktur, ...], *, path: str, one_of: bool) -> dict[str, object]:
        """The object whose properties are the elements at ``places``; ``one_of``: a group with art X."""
        shown = [place for place in places if holds_answers(place.enthaelt)]
        properties: dict[str, object] = {}
        for place in shown:
            element_path = f"{path}.{place.enthaelt.id}".removeprefix(".")
            properties[place.enthaelt.id] = self._place(place, element_path)
        found: dict[str, object] = {
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
        }
        required = [place.enthaelt.id for place in shown if place.anzahl.min >= 1]
        if one_of and shown:
            found["oneOf"] = [{"required": [name]} for name in properties]
        elif required:
            found["required"] = required
        return found

    def _place(self, place: Struktur, path: str) -> dict[str, object]:
        element = place.enthaelt
        if isinstance(element, Datenfeld):
            value: dict[str, object] = {"$ref": f"#/$defs/{self._definition(element, path)}"}
        else:
            one_of = is_choice(element)
            title = {"title": (element.bezeichnung_eingabe or element.name).strip()}
            value = title | self.object_of(element.struktur, path=path, one_of=one_of)
        if place.anzahl.max == 1:
            return value | {"x-fim": path}
        array: dict[str, object] = {"type": "array", "items": value, "x-fim": path}
        if place.anzahl.min:
            array["minItems"] = place.anzahl.min
        if place.anzahl.max is not None:
            array["maxItems"] = place.anzahl.max
        return array

    def _definition(self, feld: Datenfeld, path: str) -> str:
        base = f"{feld.id}V{feld.version}" if feld.version else feld.id
        known = self._names.setdefault(base, [])
        # Copies that differ are possible after tolerant reading; each is converted as it stands.
        number = next((index for index, other in enumerate(known) if other == feld), len(known))
        name = base if number == 0 else f"{base}-{number + 1}"
        if number == len(known):
            known.append(feld)
            title = {"title": (feld.bezeichnung_eingabe or feld.name).strip()}
            self.definitions[name] = title | self._field(feld, path)
        return name

    def _field(self, feld: Datenfeld, path: str) -> dict[str, object]:
        if feld.feldart.code == "select":
            return self._select(feld, path)
        match feld.datentyp.code:
            case "bool":
                return {"type": "boolean"}
            case "num" | "num_currency":
                return {"type": "number"} | self._range(feld, path)
            case "num_int":
                return {"type": "integer"} | self._range(feld, path)
            case datentyp if datentyp in _STRINGS:
                return dict(_STRINGS[datentyp])
            case _:
                return {"type": "string"} | self._text_limits(feld, path)

    def _select(self, feld: Datenfeld, path: str) -> dict[str, object]:
        codes = [wert.code for wert in werte_of(feld, self._codelists)]
        if codes:
            return {"type": "string", "enum": list(dict.fromkeys(codes))}
        self._note(FindingKind.CODELIST, feld, path, "ist ein Auswahlfeld, nennt aber keine Werte")
        return {"type": "string"}

    def _range(self, feld: Datenfeld, path: str) -> dict[str, object]:
        limits = range_of(feld, lambda kind, what: self._note(kind, feld, path, what))
        bounds = (("minimum", limits.least), ("maximum", limits.most))
        return {keyword: _number(value) for keyword, value in bounds if value is not None}

    def _text_limits(self, feld: Datenfeld, path: str) -> dict[str, object]:
        limits = feld.praezisierung or Praezisierung()
        lengths = lengths_of(feld, lambda kind, what: self._note(kind, feld, path, what))
        bounds = (("minLength", lengths.least), ("maxLength", lengths.most))
        found: dict[str, object] = {keyword: value for keyword, value in bounds if value is not None}
        if limits.pattern:
            pattern = self._pattern(limits.pattern)
            if pattern is None:
                self._note(FindingKind.PATTERN, feld, path, f"hat das unlesbare Muster „{limits.pattern}“")
            else:
                found["pattern"] = pattern
        return found

    def _pattern(self, pattern: str) -> str | None:
        """Anchor a pattern; ``None`` if the validator cannot compile it."""
        if is_too_large(pattern):
            return None
        translated = portable(pattern)
        # Compiled alone first: „a)|(b“ is no pattern, but would become one between our brackets.
        if translated is None or xsd_regex(pattern) is None:
            return None
        anchored = f"^(?:{translated})$"
        if anchored not in self._compiles:
            self._compiles[anchored] = _compiles(anchored)
        return anchored if self._compiles[anchored] else None

    def _note(self, kind: FindingKind, feld: Datenfeld, path: str, what: str) -> None:
        message = f"Das Feld {path} {what}; im JSON-Schema entfällt diese Angabe."
        self.findings.append(Finding(kind, message, feld.id, path=path))


def _number(value: Decimal) -> int | float:
    """A JSON number."""
    return int(value) if value == value.to_integral_value() else float(value)


def _compiles(pattern: str) -> bool:
    import jsonschema_rs

    schema: dict[str, Any] = {"$schema": DIALECT, "pattern": pattern}
    try:
        jsonschema_rs.Draft202012Validator(schema)
    except (ValueError, jsonschema_rs.ValidationError):
        return False
    return True
