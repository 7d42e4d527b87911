# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an imported file of XProzess, XZuFi or BPMN holds. Source: standards.md 3.1, 3.2, 5.1."""

import hashlib
import re
from collections.abc import Iterator
from typing import TypeAlias

import msgspec
from lxml import etree

from leistungswerk.register.entries import ImportFile
from leistungswerk.register.message_states import MessageKind
from leistungswerk.standards import xml
from leistungswerk.standards.fim import FimError
from leistungswerk.standards.fim.errors import Finding
from leistungswerk.standards.fim.xprozess import Diagram, Prozess, Prozessklasse, read_bpmn, read_export
from leistungswerk.standards.fim.xprozess.bpmn import MODEL
from leistungswerk.standards.fim.xprozess.reader import NAMESPACE as XPROZESS
from leistungswerk.standards.fim.xzufi import (
    Identifikator,
    Leistung,
    Loesche,
    Onlinedienst,
    Organisationseinheit,
    Spezialisierung,
    XzufiVersion,
    Zustaendigkeit,
    in_language,
    read_leistung,
    read_message,
    write_leistung,
)
from leistungswerk.standards.fim.xzufi.nachricht import OBJEKTE
from leistungswerk.standards.fim.xzufi.persons import XPROZESS_PERSONS, XZUFI_PERSONS, stripped

Entity: TypeAlias = (
    Leistung
    | Spezialisierung
    | Organisationseinheit
    | Onlinedienst
    | Zustaendigkeit
    | Prozess
    | Prozessklasse
    | Diagram
)

_KEY = re.compile(r"(?<!\d)\d{14}(?!\d)")
_KIND_OF = {part: name for name, part in OBJEKTE.items()}
DELETION = "Die Nachricht löscht {count} Objekte. Gelöscht wird hier nichts: Was gilt, entscheidet eine neue Fassung."


class Described(msgspec.Struct, frozen=True):
    """One thing a file describes, with the names it is found by. ``identifier`` is unique within its kind."""

    kind: str
    identifier: str
    version: str
    title: str
    service_key: str
    value: Entity


class MessageReading(msgspec.Struct, frozen=True):
    """A file as it is kept: without names of people, with what it describes and what was noticed."""

    kind: MessageKind
    standard: str
    sha256: str
    content: bytes
    things: tuple[Described, ...]
    findings: tuple[Finding, ...]


def read_file(file: ImportFile) -> MessageReading:
    """Read a file of one of the three kinds, told by its content; raises ``FimError``."""
    sha256 = hashlib.sha256(file.content).hexdigest()
    if file.content.lstrip()[:1] == b"{":
        return _read_json(file.content, sha256)
    try:
        root = xml.parse(file.content)
    except xml.XmlError as error:
        raise FimError(error.message, line=error.line) from error
    namespace = etree.QName(root).namespace
    if namespace == XPROZESS:
        return _read_xprozess(file.content, sha256)
    if namespace == MODEL:
        return _read_bpmn(file, sha256)
    return _read_xzufi(file.content, sha256)


def read_kept(kind: MessageKind, content: bytes, name: str) -> MessageReading:
    """Read bytes kept before; they were checked when they came in."""
    reading = read_file(ImportFile(name, content))
    assert reading.kind is kind
    return reading


def _read_xprozess(data: bytes, sha256: str) -> MessageReading:
    reading = read_export(data)
    export = reading.export
    things = (*map(_klasse, export.prozessklassen()), *map(_prozess, export.prozesse()))
    standard = f"XProzess {export.xprozess_version or '2.0'}"
    kept = stripped(data, XPROZESS_PERSONS)
    return MessageReading(MessageKind.XPROZESS, standard, sha256, kept, things, reading.findings)


def _klasse(klasse: Prozessklasse) -> Described:
    return Described("prozessklasse", klasse.id, klasse.version or "", klasse.name, _key(klasse.id), klasse)


def _prozess(prozess: Prozess) -> Described:
    classes = (one.klasse_id or "" for one in prozess.klassifikation)
    return Described(
        "prozess", prozess.id, prozess.version or "", prozess.name, _key(prozess.id, *classes), prozess
    )


def _read_bpmn(file: ImportFile, sha256: str) -> MessageReading:
    diagram = read_bpmn(file.content)
    stem = file.name.rpartition("/")[2].rpartition(".")[0] or file.name
    thing = Described("prozessmodell", stem, "", diagram.name or stem, _key(file.name, diagram.name), diagram)
    return MessageReading(MessageKind.BPMN, "BPMN 2.0", sha256, file.content, (thing,), diagram.findings)


def _read_json(data: bytes, sha256: str) -> MessageReading:
    reading = read_leistung(data)
    kept = write_leistung(reading.leistung, reading.version)
    things = (_leistung(reading.leistung),)
    return MessageReading(
        MessageKind.XZUFI, _standard(reading.version), sha256, kept, things, reading.findings
    )


def _read_xzufi(data: bytes, sha256: str) -> MessageReading:
    reading = read_message(data)
    nachricht = reading.nachricht
    deleted = sum(len(one.objekte) for one in nachricht.operationen if isinstance(one, Loesche))
    return MessageReading(
        MessageKind.XZUFI,
        _standard(nachricht.version),
        sha256,
        stripped(data, XZUFI_PERSONS),
        tuple(_things(nachricht.objekte())),
        (*reading.findings, *_deletion(deleted)),
    )


def _deletion(count: int) -> tuple[Finding, ...]:
    if not count:
        return ()
    from leistungswerk.standards.fim.errors import FindingKind

    return (Finding(FindingKind.UNKNOWN_ELEMENT, DELETION.format(count=count), "loesche"),)


def _standard(version: XzufiVersion) -> str:
    return f"XZuFi {version.value}"


def _things(objects: tuple[object, ...]) -> Iterator[Described]:
    for one in objects:
        match one:
            case Leistung():
                yield _leistung(one)
            case Spezialisierung():
                title = one.text("02") or one.text("03") or f"Spezialisierung zu {one.leistung_id}"
                yield _named(one, one.id, title, _key(one.leistung_id.value))
            case Organisationseinheit():
                names = tuple(text for name in one.name for text in name.name)
                yield _named(one, one.id, _text(names) or str(one.id), "")
            case Onlinedienst():
                key = _key(*(service.value for service in one.leistung_id))
                yield _named(one, one.id, _text(one.bezeichnung) or str(one.id), key)
            case Zustaendigkeit():
                services = ", ".join(map(str, one.leistung_id))
                whole = Identifikator(f"{one.organisationseinheit_id or ''} {services}".strip())
                key = _key(*(service.value for service in one.leistung_id))
                yield _named(one, one.id or whole, f"Zuständigkeit für {services}", key)


def _leistung(leistung: Leistung) -> Described:
    title = leistung.text("02") or leistung.text("03") or str(leistung.id)
    return _named(leistung, leistung.id, title, _key(*leistung.schluessel()))


def _named(
    one: Leistung | Spezialisierung | Organisationseinheit | Onlinedienst | Zustaendigkeit,
    identity: Identifikator,
    title: str,
    key: str,
) -> Described:
    information = getattr(one, "versionsinformationen", None)
    version = getattr(information, "version", None) or ""
    return Described(_KIND_OF[type(one)], str(identity), str(version), title, key, one)


def _text(texts: tuple[object, ...]) -> str:
    from leistungswerk.standards.fim.xzufi import Text

    found = in_language(tuple(text for text in texts if isinstance(text, Text)))
    return (found.value or "") if found else ""


def _key(*texts: str) -> str:
    """The first Leistungsschlüssel (14 digits) in ``texts``; empty where there is none."""
    return next((found.group() for text in texts if (found := _KEY.search(text))), "")
