# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""XML → structs, along the plan of :mod:`.wire`.

Children may stand in any order. What the plan does not know, or what cannot be understood, is refused (strict)
or reported and kept as raw XML in ``fremd`` of the element it stands in (tolerant).
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Final, TypeVar

import regex
from lxml import etree

from leistungswerk.standards.fim import refusals
from leistungswerk.standards.fim.errors import FimError, FindingKind
from leistungswerk.standards.fim.refusals import local_name
from leistungswerk.standards.fim.report import Report
from leistungswerk.standards.fim.xzufi.values import GERMAN, Betrag, Code, Element, Identifikator, Text
from leistungswerk.standards.fim.xzufi.wire import LEAVES, Plan, Slot, plan
from leistungswerk.standards.xml import Element as Node
from leistungswerk.standards.xml import line_of

XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
SCHEME_ATTRIBUTES: Final = {
    "schemeAgencyID": "scheme_agency_id",
    "schemeAgencyName": "scheme_agency_name",
    "schemeDataURI": "scheme_data_uri",
    "schemeID": "scheme_id",
    "schemeName": "scheme_name",
    "schemeURI": "scheme_uri",
    "schemeVersionID": "scheme_version_id",
}
MAX_FOREIGN: Final = 10_000
"""Elements that are kept as raw XML, and attributes that are reported, of one file."""
MAX_DIGITS: Final = 18
"""Digits of an amount, before and after the comma: more is a slip or an attack."""

_INTEGER: Final = regex.compile(r"-?[0-9]{1,9}")
_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}

S = TypeVar("S", bound=Element)


class FloodError(FimError):
    """So much cannot be understood that reading on would only fill memory; never softened to a finding."""


class XmlReader:
    """Reads elements of one edition of a standard in one namespace."""

    def __init__(self, *, edition: str, namespace: str | None, report: Report) -> None:
        self._edition = edition
        self._namespaces = {namespace, None}  # codes stand without namespace
        self._report = report
        self._foreign = 0

    def element(self, node: Node, struct: type[S]) -> S:
        """Return ``node`` as ``struct``; refuses with :class:`FimError` when something mandatory is missing."""
        scheme = plan(struct, self._edition)
        self._report.open()
        try:
            values = self._attributes(node, scheme)
            groups = self._groups(node, scheme)
            for slot in scheme.children:
                value = self._slot(node, slot, groups.get(slot.attribute, []))
                if value is not None:
                    values[slot.attribute] = value
        finally:
            foreign = self._report.close()
        return struct(**values, fremd=tuple(raw for _, raw in foreign))

    def is_ours(self, node: Node) -> bool:
        """Tell whether an element stands in the namespace of the standard, or in none."""
        return etree.QName(node).namespace in self._namespaces

    def unknown(self, node: Node) -> None:
        """Report an element that has no place here and keep it raw; strict reading refuses it."""
        self._count(node)
        self._report.unknown(node)

    def spoiled(self, node: Node, kind: FindingKind, error: FimError) -> None:
        """Report an element that cannot be understood and keep it raw; strict reading refuses it."""
        if isinstance(error, FloodError):
            raise error
        self._count(node)
        self._report.soft(kind, node, error)
        self._report.keep(node)

    def repeated(self, first: Node, second: Node) -> None:
        """Report an element that stands once too often and keep it raw; strict reading refuses it."""
        self._count(second)
        self._report.duplicate(first, second)
        self._report.keep(second)

    def _count(self, node: Node) -> None:
        self._foreign += 1
        if self._foreign > MAX_FOREIGN:
            raise FloodError(
                f"Die Datei enthält mehr als {MAX_FOREIGN} Angaben, die nicht gelesen werden können (bis Zeile "
                f"{line_of(node)}); bitte prüfen Sie, ob sie zu dieser Fassung des Standards gehört.",
                local_name(node),
                line_of(node),
            )

    def _groups(self, node: Node, scheme: Plan) -> dict[str, list[Node]]:
        if (node.text or "").strip():
            self._report.note(FindingKind.STRAY_TEXT, node, "enthält Text zwischen seinen Elementen")
        groups: dict[str, list[Node]] = {}
        for child in node:
            slot = scheme.by_tag.get(local_name(child).lower()) if self.is_ours(child) else None
            if slot is None:
                self.unknown(child)
            else:
                groups.setdefault(slot.attribute, []).append(child)
        return groups

    def _attributes(self, node: Node, scheme: Plan) -> dict[str, object]:
        known = {slot.xml: slot.attribute for slot in scheme.attributes}
        values: dict[str, object] = {scheme.line: line_of(node)} if scheme.line else {}
        for name, value in self._own_attributes(node):
            if name in known:
                values[known[name]] = value
            else:
                self._unknown_attribute(node, name)
        return values

    def _own_attributes(self, node: Node) -> list[tuple[str, str]]:
        # Attributes of a namespace (xsi:type, xsi:nil) belong to XML Schema, not to the element.
        return [
            (str(name), str(value).strip()) for name, value in node.attrib.items() if "{" not in str(name)
        ]

    def _unknown_attribute(self, node: Node, name: str) -> None:
        self._count(node)
        self._report.note(FindingKind.UNKNOWN_ATTRIBUTE, node, f"trägt das unbekannte Attribut „{name}“")

    def _slot(self, parent: Node, slot: Slot, nodes: list[Node]) -> object:
        if slot.wire.personal:
            return None
        found: list[object] = []
        used: list[Node] = []
        for node in nodes:
            value = self._understood(node, slot)
            if value is None:
                continue
            if used and not slot.many:
                self.repeated(used[0], node)
                continue
            found.append(value)
            used.append(node)
        if not found and slot.required:
            raise refusals.empty(nodes[0]) if nodes else refusals.missing(parent, slot.xml)
        if slot.many:
            return tuple(found)
        return found[0] if found else None

    def _understood(self, node: Node, slot: Slot) -> object:
        try:
            return self._value(node, slot)
        except FimError as error:
            if slot.required and not slot.many:
                raise
            self.spoiled(node, FindingKind.INVALID_VALUE, error)
            return None

    def _value(self, node: Node, slot: Slot) -> object:
        kind = slot.types[0]
        if len(slot.types) > 1 and slot.wire.choices:
            return self._choice(node, slot)
        return self._typed(node, kind)

    def _typed(self, node: Node, kind: type) -> object:
        if kind in LEAVES:
            return self._leaf(node, kind)
        if issubclass(kind, Element):
            scheme = plan(kind, self._edition)
            blank = not len(node) and not node.attrib and not (node.text or "").strip()
            if blank and any(slot.required for slot in scheme.slots):
                return None
            return self.element(node, kind)
        return self._plain(node, kind)

    def _choice(self, node: Node, slot: Slot) -> object:
        named = {
            name.lower(): kind
            for kind, choice in zip(slot.types, slot.wire.choices, strict=True)
            for name in (choice, kind.__name__)
        }
        if slot.wire.xsi_type:
            told = str(node.get(f"{{{XSI}}}type", "")).rpartition(":")[2].lower()
            return self._typed(node, named.get(told) or self._fitting(node, slot.types))
        inner = [child for child in node if local_name(child).lower() in named]
        if not inner:
            return self._typed(node, self._fitting(node, slot.types)) if len(node) else None
        for child in node:
            if child is not inner[0]:
                self.unknown(child)
        return self._typed(inner[0], named[local_name(inner[0]).lower()])

    def _fitting(self, node: Node, kinds: tuple[type, ...]) -> type:
        """Return the first alternative that knows every child."""
        tags = {local_name(child).lower() for child in node}
        for kind in kinds:
            known = {"code", "name"} if kind is Code else set(plan(kind, self._edition).by_tag)
            if tags <= known:
                return kind
        return kinds[-1]

    def _plain(self, node: Node, kind: type) -> str | int | bool | None:
        value = self._text(node).strip()
        if not value:
            return None
        if kind is bool:
            if value not in _BOOLEANS:
                raise refusals.invalid(node, value, "true, false")
            return _BOOLEANS[value]
        if kind is int:
            if not _INTEGER.fullmatch(value):
                raise refusals.invalid(node, value, "ganze Zahlen mit höchstens neun Ziffern")
            return int(value)
        return value

    def _text(self, node: Node) -> str:
        """Return the text; markup inside (HTML not escaped) is reported and only its text kept."""
        if len(node):
            self._report.note(
                FindingKind.UNKNOWN_ELEMENT,
                node,
                "enthält Elemente, erwartet wird Text; übernommen wird nur der Text daraus",
            )
            return "".join(str(part) for part in node.itertext())
        return node.text or ""

    def _leaf(self, node: Node, kind: type) -> Code | Text | Identifikator | Betrag | None:
        if kind is Code:
            return self._code(node)
        if kind is Text:
            value, language = self._text(node) or None, str(node.get("languageCode", ""))
            return Text(value, language or GERMAN) if value or language else None
        if kind is Betrag:
            return self._betrag(node)
        return self.identifier(node)

    def identifier(self, node: Node) -> Identifikator | None:
        """Return an id with its scheme; ``None`` where the element is empty."""
        value = self._text(node).strip()
        attributes: dict[str, str] = {}
        for name, given in self._own_attributes(node):
            if name not in SCHEME_ATTRIBUTES:
                self._unknown_attribute(node, name)
            elif given:
                attributes[SCHEME_ATTRIBUTES[name]] = given
        return Identifikator(value, **attributes) if value else None

    def _code(self, node: Node) -> Code | None:
        parts: dict[str, str] = {}
        for child in node:
            name = local_name(child).lower()
            if name in {"code", "name"} and name not in parts:
                parts[name] = (child.text or "").strip()
            else:
                self.unknown(child)
        value = parts.get("code") or ("" if len(node) else (node.text or "").strip())
        if not value:
            return None
        return Code(
            value,
            str(node.get("listURI", "")).strip() or None,
            str(node.get("listVersionID", "")).strip() or None,
            parts.get("name") or None,
        )

    def _betrag(self, node: Node) -> Betrag | None:
        value = self._text(node).strip()
        if not value:
            return None
        try:
            amount = bounded(Decimal(value))
        except (InvalidOperation, ValueError):
            raise refusals.invalid(node, value, "Beträge wie 12.50") from None
        currency = node.get("currencyCode") or node.get("currencyID") or "EUR"
        return Betrag(amount, str(currency).strip())


def bounded(amount: Decimal) -> Decimal:
    """Return an amount that is finite and of a size money can have; else :class:`ValueError`."""
    if not amount.is_finite():
        raise ValueError("not a number")
    exponent = amount.as_tuple().exponent
    if not isinstance(exponent, int) or abs(exponent) > MAX_DIGITS or amount.adjusted() > MAX_DIGITS:
        raise ValueError("out of bounds")
    return amount
