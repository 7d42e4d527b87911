# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""FIM schema → XML Schema of its answers, as XFall data. Source: standards.md 2.9.

Every different element is one global element; places refer to it. Ids stand as in the schema given. What
validates as JSON by :mod:`json_schema` validates here when rendered by :func:`xml_of_answers`.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

import msgspec

from leistungswerk.standards.fim.codelists import CodelistCollection, werte_of
from leistungswerk.standards.fim.convert.limits import (
    holds_answers,
    is_choice,
    lengths_of,
    range_of,
)
from leistungswerk.standards.fim.convert.names import NAMESPACE, PREFIX, Named, Names, distinct
from leistungswerk.standards.fim.convert.xsd_patterns import xsd_pattern
from leistungswerk.standards.fim.errors import Finding, FindingKind
from leistungswerk.standards.fim.model import Datenfeld, Stammdatenschema, Struktur
from leistungswerk.standards.xml import attribute, text

_XS: Final = "http://www.w3.org/2001/XMLSchema"
_TYPES: Final = {
    "bool": "boolean",
    "date": "date",
    "time": "time",
    "datetime": "dateTime",
    "num": "float",
    "num_int": "integer",
    "num_currency": "decimal",
}
_MOST: Final = 999_999_999
"""Largest cardinality validators take."""
_NUMBERS: Final = ("num", "num_int", "num_currency")


class XsdConversion(msgspec.Struct, frozen=True):
    """The XML Schema as a file, and what of the FIM schema it could not say."""

    document: bytes
    findings: tuple[Finding, ...]


def xsd(schema: Stammdatenschema, codelists: CodelistCollection) -> bytes:
    """Return the XML Schema of the answers to ``schema``; see :func:`convert` for what it leaves out."""
    return convert(schema, codelists).document


def convert(schema: Stammdatenschema, codelists: CodelistCollection) -> XsdConversion:
    """Convert with findings. Raises :class:`MissingCodelistError`."""
    builder = _Builder(schema, codelists)
    namespaces = f'xmlns:xs="{_XS}" xmlns:{PREFIX}="{NAMESPACE}" targetNamespace="{NAMESPACE}"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xs:schema {namespaces} elementFormDefault="qualified">',
        *builder.elements(),
        "</xs:schema>",
        "",
    ]
    return XsdConversion("\n".join(lines).encode(), tuple(builder.findings))


class _Builder:
    def __init__(self, schema: Stammdatenschema, codelists: CodelistCollection) -> None:
        self.findings: list[Finding] = []
        self._codelists = codelists
        self._names = Names(schema)

    def elements(self) -> list[str]:
        lines: list[str] = []
        for element in self._names.elements():
            kind = ' type="xs:anyType"' if _is_anything(element) else ""
            label = f'<xs:documentation xml:lang="de">{text(_label(element))}</xs:documentation>'
            lines += [
                f'  <xs:element name="{self._names.of(element)}"{kind}>',
                f"    <xs:annotation>{label}</xs:annotation>",
                *(self._simple(element) if isinstance(element, Datenfeld) else self._complex(element)),
                "  </xs:element>",
            ]
        return lines

    def _complex(self, element: Named) -> list[str]:
        assert not isinstance(element, Datenfeld)
        places = distinct(element.struktur)
        choice = (
            not isinstance(element, Stammdatenschema)
            and is_choice(element)
            and any(holds_answers(place.enthaelt) for place in places)
        )
        model = "choice" if choice else "sequence"
        return [
            f"    <xs:complexType><xs:{model}>",
            *(self._place(place, choice=choice) for place in places),
            f"    </xs:{model}></xs:complexType>",
        ]

    def _place(self, place: Struktur, *, choice: bool) -> str:
        low, high = place.anzahl.min, place.anzahl.max
        if not holds_answers(place.enthaelt):
            low, high = 0, 0
        elif choice:
            low = max(low, 1)
        most = "unbounded" if high is None or high > _MOST else str(high)
        name = self._names.of(place.enthaelt)
        return f'      <xs:element ref="{PREFIX}:{name}" minOccurs="{min(low, _MOST)}" maxOccurs="{most}"/>'

    def _simple(self, feld: Datenfeld) -> list[str]:
        kind = feld.datentyp.code
        if feld.feldart.code == "select":
            return _restriction("token", self._codes(feld))
        if kind in _NUMBERS:
            return _restriction(_TYPES[kind], self._range(feld))
        if _is_anything(feld):
            return []
        if kind in _TYPES:
            return _restriction(_TYPES[kind], [])
        return _restriction("string", self._text(feld))

    def _codes(self, feld: Datenfeld) -> list[str]:
        codes = dict.fromkeys(wert.code for wert in werte_of(feld, self._codelists))
        if not codes:
            self._note(feld, FindingKind.CODELIST, "ist ein Auswahlfeld, nennt aber keine Werte")
        return [_facet("enumeration", code) for code in codes]

    def _range(self, feld: Datenfeld) -> list[str]:
        found = range_of(feld, lambda kind, what: self._note(feld, kind, what))
        least, most = found.least, found.most
        if feld.datentyp.code == "num_int":
            least = None if least is None else least.to_integral_value(ROUND_CEILING)
            most = None if most is None else most.to_integral_value(ROUND_FLOOR)
        return self._bounds(feld, ("minInclusive", least), ("maxInclusive", most))

    def _text(self, feld: Datenfeld) -> list[str]:
        found = lengths_of(feld, lambda kind, what: self._note(feld, kind, what))
        facets = self._bounds(feld, ("minLength", found.least), ("maxLength", found.most))
        written = feld.praezisierung.pattern if feld.praezisierung else None
        if not written:
            return facets
        pattern = xsd_pattern(written)
        if pattern is None:
            self._note(feld, FindingKind.PATTERN, f"hat das unlesbare Muster „{written}“")
            return facets
        return [*facets, _facet("pattern", pattern)]

    def _bounds(
        self, feld: Datenfeld, least: tuple[str, Decimal | int | None], most: tuple[str, Decimal | int | None]
    ) -> list[str]:
        if least[1] is not None and most[1] is not None and least[1] > most[1]:
            self._note(
                feld, FindingKind.LIMIT, f"hat Grenzen, zwischen denen nichts liegt ({least[1]}–{most[1]})"
            )
            return []
        return [
            _facet(name, format(Decimal(value), "f")) for name, value in (least, most) if value is not None
        ]

    def _note(self, feld: Datenfeld, kind: FindingKind, what: str) -> None:
        message = f"Das Feld {feld.id} {what}; im XML-Schema entfällt diese Angabe."
        self.findings.append(Finding(kind, message, feld.id))


def _is_anything(element: Named) -> bool:
    """Files and objects: whatever their receiver makes of them."""
    if not isinstance(element, Datenfeld) or element.feldart.code == "select":
        return False
    return element.datentyp.code in ("file", "obj")


def _restriction(base: str, facets: list[str]) -> list[str]:
    inside = "".join(facets)
    return [f'    <xs:simpleType><xs:restriction base="xs:{base}">{inside}</xs:restriction></xs:simpleType>']


def _facet(name: str, value: str) -> str:
    return f'<xs:{name} value="{attribute(value)}"/>'


def _label(element: Named) -> str:
    if isinstance(element, Stammdatenschema):
        return element.titel
    return (element.bezeichnung_eingabe or element.name).strip()
