# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bytes → frozen structs, for both versions of XDatenfelder. Source: standards.md 2.1 to 2.5."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import msgspec
from lxml import etree

from leistungswerk.standards import xml
from leistungswerk.standards.fim import refusals, surroundings
from leistungswerk.standards.fim.copies import Copies
from leistungswerk.standards.fim.decoders import Decoder, decoder_of
from leistungswerk.standards.fim.decoders import text as plain_text
from leistungswerk.standards.fim.errors import FimError, Finding, FindingKind
from leistungswerk.standards.fim.model import (
    CodelisteReferenz,
    Datenfeld,
    Datenfeldgruppe,
    Nachricht,
    Wert,
    XdfVersion,
)
from leistungswerk.standards.fim.parts import (
    CODELIST_MESSAGE,
    MESSAGES,
    NAMESPACES,
    PARTS,
    Child,
    Kind,
    Message,
    Part,
)
from leistungswerk.standards.fim.refusals import local_name
from leistungswerk.standards.fim.report import Report
from leistungswerk.standards.xml import Element, line_of

MAX_RULES: Final = 2000
"""Most rules of one file, counted at every place they stand."""

MAX_RULE_TEXT: Final = 400_000
"""Most characters in the sentences of all rules of one file."""

_SENTENCES: Final = frozenset({"definition", "freitextRegel"})


class Reading(msgspec.Struct, frozen=True, gc=False):
    """What a file said: the message, what was noticed, and the SHA-256 of its bytes (hex)."""

    nachricht: Nachricht
    findings: tuple[Finding, ...]
    sha256: str


def read_message(data: bytes, *, tolerant: bool = False) -> Reading:
    """Read a message 0101 to 0104 of XDatenfelder 2.0 or 3.0.0; the root's namespace tells the version.

    Strict reading refuses what the standard does not allow (:class:`FindingKind` tells what). Tolerant reading
    keeps unknown elements as raw XML in ``fremd`` and reports instead of refusing; it still refuses what
    leaves no meaning: broken XML, a foreign namespace, no id, no cardinality. Raises :class:`FimError`.
    """
    with _uncollected():
        try:
            root = xml.parse(data)
        except xml.XmlError as error:
            raise FimError(error.message, line=error.line) from error
        _few_rules(root)
        reader = _Reader(_version(root), Report(tolerant=tolerant))
        nachricht = reader.message(root)
        return Reading(nachricht, reader.report.findings(), hashlib.sha256(data).hexdigest())


@contextmanager
def _uncollected() -> Iterator[None]:
    """Reading makes thousands of objects and no cycle among them: looking for some takes a quarter of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _few_rules(root: Element) -> None:
    """Rules cost most of all elements: their sentences are searched, compared and parsed."""
    length = 0
    for number, rule in enumerate(root.iter("{*}regel"), 1):
        length += sum(len(child.text or "") for child in rule if local_name(child) in _SENTENCES)
        if number > MAX_RULES or length > MAX_RULE_TEXT:
            what = f"{MAX_RULES} Regeln" if number > MAX_RULES else f"{MAX_RULE_TEXT} Zeichen in Regeln"
            raise FimError(
                f"Die Datei hat ab Zeile {line_of(rule)} mehr als die erlaubten {what}; bitte teilen Sie das Schema auf.",
                "regel",
                line_of(rule),
            )


def _version(root: Element) -> XdfVersion:
    namespace = etree.QName(root).namespace or ""
    for version, known in NAMESPACES.items():
        if namespace == known:
            return version
    raise FimError(
        f"Der Namensraum „{namespace}“ des Elements „{local_name(root)}“ (Zeile {line_of(root)}) ist "
        "unbekannt; gelesen werden XDatenfelder 2.0 und 3.0.0.",
        local_name(root),
        line_of(root),
    )


class _Plan(msgspec.Struct, frozen=True):
    """A part with the decoder beside each child (``None``: structured): one look-up per element."""

    part: Part
    table: dict[str, tuple[Child, Decoder | None, str, bool]]
    """Tag → child, its decoder, its attribute, whether it may repeat."""
    repeats: bool
    """Stands in full at every place of use."""

    def keeps(self, tag: str) -> bool:
        return tag not in self.table or self.table[tag][0].kind is Kind.RAW


_PLANS: Final = {
    version: {
        name: _Plan(
            part=part,
            table={
                tag: (child, decoder_of(child), child.attribute, child.many)
                for tag, child in part.by_tag.items()
            },
            repeats=name in ("datenfeld", "datenfeldgruppe", "regel"),
        )
        for name, part in parts.items()
    }
    for version, parts in PARTS.items()
}


class _Reader:
    """One reading. Elements nest at most as deep as :data:`xml.MAX_DEPTH` allows, so does the recursion."""

    def __init__(self, version: XdfVersion, report: Report) -> None:
        self.report = report
        self._version = version
        self._plans = _PLANS[version]
        self._namespace = f"{{{NAMESPACES[version]}}}"
        self._copies = Copies(report)

    def message(self, root: Element) -> Nachricht:
        name = local_name(root)
        message = MESSAGES[self._version].get(name)
        if message is None:
            remedy = (
                "bitte lesen Sie die Datei als Codeliste ein"
                if name == CODELIST_MESSAGE
                else "gelesen werden die Nachrichten 0101 bis 0104"
            )
            raise refusals.error(
                root,
                f"Das Element „{name}“ (Zeile {line_of(root)}) ist keine Nachricht mit Schema, Gruppe, Feld "
                f"oder Dokumentsteckbrief; {remedy}.",
            )
        header, payload = self._envelope(root, message)
        nachricht = Nachricht(
            self._version, self._build(header, "header"), self._build(payload, message.part)
        )
        surroundings.inspect(root, self.report)
        return nachricht

    def _envelope(self, root: Element, message: Message) -> tuple[Element, Element]:
        """Return header and payload, each of which stands exactly once."""
        found: dict[str, Element] = {}
        names = {"header": "header", message.payload: message.payload}
        names |= dict.fromkeys(message.aliases, message.payload)
        for node in root:
            name = names.get(node.tag.removeprefix(self._namespace))
            if name is None:
                self.report.unknown(node)
            elif name in found:
                self.report.duplicate(found[name], node)
            else:
                found[name] = node
        for name in ("header", message.payload):
            if name not in found:
                raise refusals.missing(root, name)
        return found["header"], found[message.payload]

    def _build(self, element: Element, name: str) -> Any:
        """Turn an element into the struct of the part ``name``."""
        plan = self._plans[name]
        if plan.part.holds_unknown:
            self.report.open()
        values = self._values(element, plan)
        if plan.part.holds_unknown and (foreign := self.report.close()):
            # A known element in a wrong place was reported; kept here it would pass for one in its right place.
            values["fremd"] = tuple(raw for tag, raw in foreign if plan.keeps(tag))
        built = plan.part.struct(**values)
        if "werte" in values:
            self._check_werte(built, element)
        return self._copies.known(built, element) if plan.repeats else built

    def _values(self, element: Element, plan: _Plan) -> dict[str, Any]:
        values: dict[str, Any] = {}
        find, report, part = plan.table.get, self.report, plan.part
        for node in element:
            entry = find(node.tag)
            if entry is None:
                report.unknown(node)
                continue
            child, decode, name, many = entry
            if decode is plain_text and not len(node):
                value: Any = node.text or ""  # half of all elements: spare them a call
            elif decode is not None:
                value = decode(report, node, child)
            else:
                value = self._structured(node, child)
            if many:
                if value is not None:
                    values.setdefault(name, []).append(value)
            elif name not in values:
                values[name] = value
            else:
                values[name] = self._repeated(node, child, values[name], value)
        for name in part.many:
            if name in values:
                values[name] = tuple(values[name])
        self._check(element, part, values)
        return values

    def _check(self, element: Element, part: Part, values: dict[str, Any]) -> None:
        if part.required.difference(values):
            self._missing(element, part, values)
        if "struktur" in values:
            self._copies.distinct(element, values["struktur"])

    def _missing(self, element: Element, part: Part, values: dict[str, Any]) -> None:
        for child in part.children:
            if not child.required or child.attribute in values:
                continue
            error = refusals.missing(element, child.tag)
            if child.attribute in part.essential:
                raise error
            self.report.soft(FindingKind.MISSING_ELEMENT, element, error)
            if child.kind is Kind.TEXT:
                values[child.attribute] = ""

    def _repeated(self, node: Element, child: Child, old: Any, new: Any) -> Any:
        """A second element where one is allowed; an empty text beside a filled one says nothing in 3.0."""
        is_text = child.kind is Kind.TEXT and self._version is XdfVersion.V3 and not child.required
        if is_text and not (old.strip() and new.strip()):
            self.report.note(
                FindingKind.DUPLICATE_ELEMENT, node, "steht doppelt, einmal leer; der Inhalt zählt"
            )
            return old if old.strip() else new
        first = next(node.itersiblings(node.tag, preceding=True))
        self.report.duplicate(first, node)
        return old

    def _structured(self, node: Element, child: Child) -> Any:
        if child.part:
            return self._build(node, child.part)
        match child.kind:
            case Kind.ENTHAELT:
                return self._enthaelt(node)
            case Kind.WERTE:
                return self._werte(node)
            case Kind.CODELISTE_2:
                return self._codeliste_2(node)
            case _:
                return self._codeliste_3(node)

    def _enthaelt(self, node: Element) -> Datenfeld | Datenfeldgruppe:
        found: list[tuple[Element, str]] = []
        for inner in node:
            name = inner.tag.removeprefix(self._namespace)
            if name in ("datenfeld", "datenfeldgruppe"):
                found.append((inner, name))
            else:
                self.report.unknown(inner)
        if not found:
            raise refusals.missing(node, "datenfeld“ oder „datenfeldgruppe")
        if len(found) > 1:
            raise refusals.duplicate(found[0][0], found[1][0])
        built: Datenfeld | Datenfeldgruppe = self._build(*found[0])
        return built

    def _werte(self, node: Element) -> tuple[Wert, ...]:
        found: list[Wert] = []
        for inner in node:
            if inner.tag == f"{self._namespace}wert":
                found.append(self._build(inner, "wert"))
            else:
                self.report.unknown(inner)
        return tuple(found)

    def _check_werte(self, feld: Datenfeld, element: Element) -> None:
        if feld.codeliste_referenz is not None:
            error = refusals.error(
                element,
                f"Das Element „datenfeld“ {feld.id} (Zeile {line_of(element)}) hat „werte“ und "
                "„codelisteReferenz“; bitte entfernen Sie eines von beiden.",
            )
            self.report.soft(FindingKind.CODELIST, element, error)
        if len({wert.code for wert in feld.werte}) < len(feld.werte):
            self.report.note(
                FindingKind.CODELIST, element, f"({feld.id}) nennt einen Code in „werte“ zweimal"
            )

    def _codeliste_2(self, node: Element) -> CodelisteReferenz:
        values = self._values(node, self._plans["codelisteReferenz"])
        reference: CodelisteReferenz = values["genericode_identification"]
        return msgspec.structs.replace(reference, identifikation=values.get("identifikation"))

    def _codeliste_3(self, node: Element) -> CodelisteReferenz | None:
        if not len(node) and not (node.text or "").strip():
            self.report.note(FindingKind.EMPTY_ELEMENT, node, "ist leer und nennt keine Codeliste")
            return None
        reference: CodelisteReferenz = self._build(node, "codelisteReferenz")
        return reference
