# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Read and write XZuFi messages (XML) and services (JSON of the FIM-Portal). Source: standards.md 3.1, 3.2."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import msgspec
from lxml import etree

from leistungswerk.standards.fim.errors import FimError, FindingKind
from leistungswerk.standards.fim.refusals import local_name, missing
from leistungswerk.standards.fim.report import Report
from leistungswerk.standards.fim.xzufi.as_json import JsonReader, to_json
from leistungswerk.standards.fim.xzufi.from_xml import XmlReader
from leistungswerk.standards.fim.xzufi.leistung import Leistung
from leistungswerk.standards.fim.xzufi.modules import XzufiVersion
from leistungswerk.standards.fim.xzufi.nachricht import (
    OBJEKTE,
    LeistungReading,
    Loesche,
    Loeschung,
    MessageReading,
    Nachricht,
    Nachrichtenkopf,
    Objekt,
    Schreibe,
)
from leistungswerk.standards.fim.xzufi.persons import XZUFI_PERSONS, without_persons
from leistungswerk.standards.fim.xzufi.to_xml import XmlWriter
from leistungswerk.standards.xml import MAX_BYTES, Element, XmlError, line_of, parse

NAMESPACES: Final = {
    XzufiVersion.V220: "http://xoev.de/schemata/xzufi/2_2_0",
    XzufiVersion.V231: "http://xoev.de/schemata/xzufi/2_3_1",
}
_VERSIONS: Final = {namespace: version for version, namespace in NAMESPACES.items()}
_FRAME: Final = frozenset({"nachrichtenkopf", "transaktionID", "transaktionPosition"})


def read_message(data: bytes, *, tolerant: bool = True) -> MessageReading:
    """Return an XZuFi message of 2.2.0 or 2.3.1.

    The version is told by the namespace. Refused with :class:`FimError`: broken or foreign XML, a missing head,
    an object without id; strict reading also refuses whatever is unknown.
    """
    try:
        root = parse(data)
    except XmlError as error:
        raise FimError(error.message, line=error.line) from None
    version = _version(root)
    without_persons(root, XZUFI_PERSONS)
    report = Report(tolerant=tolerant)
    nachricht = _Frame(XmlReader(edition=version, namespace=NAMESPACES[version], report=report), report).read(
        root, version
    )
    return MessageReading(nachricht, report.findings())


def write_message(nachricht: Nachricht) -> bytes:
    """Return the message as XML (UTF-8)."""
    writer = XmlWriter(edition=nachricht.version, namespace=NAMESPACES[nachricht.version])
    root = writer.root(nachricht.art)
    for name, value in (("xzufiVersion", nachricht.version.value), *nachricht.attribute):
        root.set(name, value)
    writer.child(root, "nachrichtenkopf", nachricht.kopf)
    if nachricht.transaktion_id is not None:
        writer.child(root, "transaktionID", nachricht.transaktion_id)
    if nachricht.transaktion_position is not None:
        writer.child(root, "transaktionPosition", nachricht.transaktion_position)
    for operation in nachricht.operationen:
        _write_operation(writer, root, operation)
    writer.raw(root, nachricht.fremd)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def read_leistung(
    data: bytes, *, version: XzufiVersion | None = None, tolerant: bool = True
) -> LeistungReading:
    """Return a service from the JSON of the FIM-Portal (``parsed-xzufi``).

    Without ``version`` the edition is told by the attribute that refers to the Leistungsschlüssel. Refused with
    :class:`FimError`: no JSON, larger than 20 MB, a value of the wrong kind, a service without id. Strict
    reading also refuses unknown attributes.
    """
    if len(data) > MAX_BYTES:
        raise FimError(f"Die JSON-Datei ist größer als die erlaubten {MAX_BYTES // 1024} KB.")
    try:
        value = msgspec.json.Decoder(float_hook=Decimal).decode(data)
        given = value if isinstance(value, dict) else {}
        newer = "referenz_leistungsschluessel" in given
        edition = version or (XzufiVersion.V231 if newer else XzufiVersion.V220)
        reader = JsonReader(edition, tolerant=tolerant)
        leistung = reader.element(value, Leistung, "leistung")
    except RecursionError:
        raise FimError("Die Angaben der JSON-Datei sind zu tief ineinander verschachtelt.") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FimError(f"Die Datei ist kein gültiges JSON ({error}); bitte laden Sie sie neu.") from None
    return LeistungReading(leistung, edition, tuple(reader.findings))


def write_leistung(leistung: Leistung, version: XzufiVersion) -> bytes:
    """Return a service in the JSON of the FIM-Portal. Attributes the edition does not know are left out."""
    encoder = msgspec.json.Encoder(decimal_format="number")
    return encoder.encode(to_json(leistung, version))


def _version(root: Element) -> XzufiVersion:
    namespace = etree.QName(root).namespace
    version = _VERSIONS.get(namespace or "")
    if version is None:
        raise FimError(
            f"Die Datei ist keine XZuFi-Nachricht der Fassungen 2.2 oder 2.3 (Namensraum „{namespace or 'ohne'}“, "
            f"Element „{local_name(root)}“); bitte exportieren Sie sie in einer dieser Fassungen.",
            local_name(root),
            line_of(root),
        )
    return version


class _Frame:
    """Reads what stands around the objects."""

    def __init__(self, reader: XmlReader, report: Report) -> None:
        self._reader = reader
        self._report = report

    def read(self, root: Element, version: XzufiVersion) -> Nachricht:
        parts: dict[str, Element] = {}
        operations: list[Schreibe | Loesche] = []
        self._report.open()
        for child in root:
            name = local_name(child) if self._reader.is_ours(child) else ""
            if name == "schreibe":
                operations.append(self._schreibe(child))
            elif name == "loesche":
                operations.append(self._loesche(child))
            elif name in _FRAME and name in parts:
                self._reader.repeated(parts[name], child)
            elif name in _FRAME:
                parts[name] = child
            else:
                self._reader.unknown(child)
        if "nachrichtenkopf" not in parts:
            raise missing(root, "nachrichtenkopf")
        kopf = self._reader.element(parts["nachrichtenkopf"], Nachrichtenkopf)
        attributes = [(str(name), str(value)) for name, value in root.attrib.items()]
        return Nachricht(
            version=version,
            art=local_name(root),
            kopf=kopf,
            operationen=tuple(operations),
            transaktion_id=_word(parts.get("transaktionID")),
            transaktion_position=_word(parts.get("transaktionPosition")),
            attribute=tuple(pair for pair in attributes if pair[0] != "xzufiVersion" and "{" not in pair[0]),
            fremd=tuple(raw for _, raw in self._report.close()),
        )

    def _schreibe(self, node: Element) -> Schreibe:
        found: list[Objekt] = []
        self._report.open()
        for child in node:
            struct = OBJEKTE.get(local_name(child)) if self._reader.is_ours(child) else None
            if struct is None:
                self._reader.unknown(child)
                continue
            try:
                found.append(self._reader.element(child, struct))
            except FimError as error:
                self._reader.spoiled(child, FindingKind.MISSING_ELEMENT, error)
        return Schreibe(tuple(found), tuple(raw for _, raw in self._report.close()))

    def _loesche(self, node: Element) -> Loesche:
        found: list[Loeschung] = []
        self._report.open()
        for child in node:
            deletion = self._loeschung(child) if self._reader.is_ours(child) else None
            if deletion is None:
                self._reader.unknown(child)
            else:
                found.append(deletion)
        return Loesche(tuple(found), tuple(raw for _, raw in self._report.close()))

    def _loeschung(self, node: Element) -> Loeschung | None:
        """Accept ``<leistung><id>…`` and ``<leistungID>…``: neither form is proven."""
        name = local_name(node)
        art = name.removesuffix("ID")
        if art not in OBJEKTE:
            return None
        holder = node if name != art else next((each for each in node if local_name(each) == "id"), None)
        if holder is None:
            return None
        identifier = self._reader.identifier(holder)
        return Loeschung(art, identifier) if identifier else None


def _write_operation(writer: XmlWriter, root: Element, operation: Schreibe | Loesche) -> None:
    if isinstance(operation, Loesche):
        node = writer.child(root, "loesche", "")
        for deletion in operation.objekte:
            writer.child(node, f"{deletion.art}ID", deletion.id)
    else:
        node = writer.child(root, "schreibe", "")
        names = {struct: name for name, struct in OBJEKTE.items()}
        for one in operation.objekte:
            writer.child(node, names[type(one)], one)
    writer.raw(node, operation.fremd)


def _word(node: Element | None) -> str | None:
    return ((node.text or "").strip() or None) if node is not None else None
