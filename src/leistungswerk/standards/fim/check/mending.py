# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading for the checks: what the reader must refuse is mended first, so that it can be told by number.

A missing id or code becomes :data:`NO_VALUE`, an impossible cardinality ``0:*``. The file itself is never
changed. Source: standards.md 2.2 to 2.5.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec
from lxml import etree

from leistungswerk.standards import xml
from leistungswerk.standards.fim.check.index import NO_VALUE, Way
from leistungswerk.standards.fim.check.structure import cardinality_problem
from leistungswerk.standards.fim.errors import FimError, FindingKind
from leistungswerk.standards.fim.model import Nachricht, XdfVersion
from leistungswerk.standards.fim.parts import MESSAGES, NAMESPACES, PARTS, Child, Kind, Part
from leistungswerk.standards.fim.reader import Reading, read_message
from leistungswerk.standards.fim.refusals import local_name
from leistungswerk.standards.xml import Element

_MALFORMED: Final = frozenset(
    {
        FindingKind.UNKNOWN_ELEMENT,
        FindingKind.DUPLICATE_ELEMENT,
        FindingKind.MISSING_ELEMENT,
        FindingKind.INVALID_VALUE,
    }
)
"""What makes a file not well-formed by the standard. The rest has a message of its own, or is a matter of taste."""
_CARDINALITY: Final = re.compile(r"([0-9]{1,9}):(\*|[0-9]{1,9})", re.ASCII)
_BOOLEANS: Final = ("true", "false", "1", "0")
_ANY: Final = "0:*"


class BadCardinality(msgspec.Struct, frozen=True):
    """A cardinality the structs cannot hold: path of the element, number of the message, text in the file."""

    way: Way
    code: int
    text: str


class Readable(msgspec.Struct, frozen=True):
    """A message the checks can look at. ``refusals``: why it is not well-formed by the standard."""

    nachricht: Nachricht
    refusals: tuple[str, ...]
    cardinalities: tuple[BadCardinality, ...] = ()


def read_for_checks(data: bytes) -> Readable:
    """Read whatever has some meaning. Raises :class:`FimError` for the rest: broken XML, a foreign namespace."""
    try:
        reading = read_message(data, tolerant=True)
    except FimError as error:
        # Its traceback would keep the whole tree in memory.
        refusal = error.with_traceback(None)
    else:
        return Readable(reading.nachricht, _refusals(data, reading))
    return _mended(data, refusal)


def _mended(data: bytes, error: FimError) -> Readable:
    mender = _Mender()
    try:
        mended = mender.mend(data)
        reading = read_message(mended, tolerant=True)
    except (FimError, xml.XmlError):
        raise error from None
    refusals = (error.message,) if mender.structural else _refusals(mended, reading)
    return Readable(reading.nachricht, refusals, tuple(mender.cardinalities))


def _refusals(data: bytes, reading: Reading) -> tuple[str, ...]:
    found = tuple(finding.message for finding in reading.findings if finding.kind in _MALFORMED)
    if not found:
        return ()
    try:
        read_message(data)
    except FimError:
        return found
    return ()


class _Mender:
    """One mending. Elements nest at most as deep as :data:`xml.MAX_DEPTH` allows, so does the recursion."""

    def __init__(self) -> None:
        self.cardinalities: list[BadCardinality] = []
        self.structural = False
        """Something other than a cardinality was mended."""
        self._namespace = ""
        self._parts: dict[str, Part] = {}

    def mend(self, data: bytes) -> bytes:
        """Return the file as the reader can take it; raises :class:`xml.XmlError` for broken XML."""
        root = xml.parse(data)
        for version in XdfVersion:
            namespace = NAMESPACES[version]
            message = MESSAGES[version].get(local_name(root))
            if message is None or etree.QName(root).namespace != namespace:
                continue
            self._namespace, self._parts = f"{{{namespace}}}", PARTS[version]
            for node in root:
                if local_name(node) in (message.payload, *message.aliases):
                    self._element(node, self._parts[message.part], ())
        return etree.tostring(root, encoding="utf-8", xml_declaration=True)

    def _element(self, node: Element, part: Part, way: Way) -> None:
        for child in part.children:
            names = (child.tag, *child.aliases)
            nodes = [inner for inner in node if inner.tag.removeprefix(self._namespace) in names]
            if not nodes and child.attribute in part.essential:
                nodes = self._inserted(node, child)
            for inner in nodes:
                self._child(inner, child, way)

    def _inserted(self, node: Element, child: Child) -> list[Element]:
        if child.kind not in (Kind.CODE, Kind.CARDINALITY, Kind.TEXT) and child.part != "identifikation":
            return []
        self.structural = True
        return [etree.SubElement(node, f"{self._namespace}{child.tag}")]

    def _child(self, node: Element, child: Child, way: Way) -> None:
        match child.kind:
            case Kind.CODE:
                self._code(node)
            case Kind.CARDINALITY:
                self._cardinality(node, way)
            case Kind.BOOLEAN:
                self._boolean(node)
            case Kind.TOKEN if child.filled and not (node.text or "").strip() and not len(node):
                self._fill(node)
            case Kind.ENTHAELT:
                self._enthaelt(node, way)
            case Kind.CODELISTE_2 | Kind.CODELISTE_3 if len(node):
                self._element(node, self._parts["codelisteReferenz"], way)
            case Kind.PART if child.part == "identifikation":
                self._identifikation(node)
            case Kind.PART if child.part == "struktur":
                self._element(node, self._parts["struktur"], (*way, self._id_at(node)))
            case Kind.PART if child.part == "regel":
                self._element(node, self._parts["regel"], (*way, _id_in(node)))
            case Kind.PART:
                self._element(node, self._parts[child.part], way)

    def _id_at(self, node: Element) -> str:
        """Id of the element at a place."""
        for inner in node.iterfind("{*}enthaelt/*"):
            if inner.tag.removeprefix(self._namespace) in self._parts:
                return _id_in(inner)
        return NO_VALUE

    def _enthaelt(self, node: Element, way: Way) -> None:
        for inner in node:
            part = self._parts.get(inner.tag.removeprefix(self._namespace))
            if part is not None:
                self._element(inner, part, way)

    def _identifikation(self, node: Element) -> None:
        inner = node.find(f"{self._namespace}id")
        if inner is None:
            self._fill(etree.SubElement(node, f"{self._namespace}id"))
        elif not (inner.text or "").strip():
            self._fill(inner)

    def _code(self, node: Element) -> None:
        inner = node.find("code")
        if inner is None:
            self._fill(etree.SubElement(node, "code"))
        elif not (inner.text or "").strip():
            self._fill(inner)

    def _fill(self, node: Element) -> None:
        self.structural = True
        node.text = NO_VALUE

    def _boolean(self, node: Element) -> None:
        parent = node.getparent()
        if (node.text or "").strip() not in _BOOLEANS and parent is not None:
            self.structural = True
            parent.remove(node)

    def _cardinality(self, node: Element, way: Way) -> None:
        text = (node.text or "").strip()
        found = _CARDINALITY.fullmatch(text)
        if not text:
            problem: int | None = 1021
        elif found is None:
            problem = 1046
        else:
            problem = cardinality_problem(int(found[1]), None if found[2] == "*" else int(found[2]))
        if problem is not None:
            self.cardinalities.append(BadCardinality(way, problem, text))
            node.text = _ANY


def _id_in(node: Element) -> str:
    return (node.findtext("{*}identifikation/{*}id") or "").strip() or NO_VALUE
