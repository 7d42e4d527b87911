# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Frozen structs → bytes, for both versions of XDatenfelder. Source: standards.md 2.1 to 2.3."""

from __future__ import annotations

from typing import Any

from leistungswerk.standards import xml
from leistungswerk.standards.fim import praezisierung
from leistungswerk.standards.fim.errors import FimError
from leistungswerk.standards.fim.model import (
    Bezug,
    Code,
    Datenfeld,
    Identifikation,
    Nachricht,
    Praezisierung,
    Stichwort,
    Wert,
)
from leistungswerk.standards.fim.parts import MESSAGES, NAMESPACES, PARTS, Child, Kind, Part
from leistungswerk.standards.xml import attribute, text

_INDENT = "  "


def write_message(nachricht: Nachricht, *, tolerant: bool = False) -> bytes:
    """Write a message in its version; ``read_message(write_message(x)).nachricht == x`` if ``x`` was read.

    A mandatory text that is ``None`` is written empty. Raises :class:`FimError` if another mandatory element
    is missing, or a text holds a character that XML does not allow. Tolerant writing leaves out what is
    missing: what was read tolerantly can be written, and is read tolerantly again.
    """
    writer = _Writer(nachricht, tolerant=tolerant)
    try:
        return writer.message(nachricht)
    except xml.XmlError as error:
        raise FimError(error.message) from error


class _Writer:
    def __init__(self, nachricht: Nachricht, *, tolerant: bool) -> None:
        self._tolerant = tolerant
        self._parts = PARTS[nachricht.xdf]
        self._lines: list[str] = []

    def message(self, nachricht: Nachricht) -> bytes:
        part, name, payload = _frame(nachricht)
        self._lines += [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<xdf:{name} xmlns:xdf="{NAMESPACES[nachricht.xdf]}">',
        ]
        self._struct("header", nachricht.header, self._parts["header"], 1)
        self._struct(payload, nachricht.inhalt, self._parts[part], 1)
        self._lines += [f"</xdf:{name}>", ""]
        return "\n".join(self._lines).encode()

    def _struct(self, tag: str, struct: Any, part: Part, depth: int) -> None:
        for name in part.unwritable:
            if getattr(struct, name) not in (None, ()):
                raise _lost(struct, name)
        indent = _INDENT * depth
        self._lines.append(f"{indent}<xdf:{tag}>")
        for child in part.children:
            if child.kind is not Kind.RAW:
                self._child(child, struct, depth + 1)
        if part.holds_unknown:
            for raw in struct.fremd:
                xml.parse(raw.encode())  # text that is no element would break the file around it
                self._lines.append(f"{indent}{_INDENT}{raw}")
        self._lines.append(f"{indent}</xdf:{tag}>")

    def _child(self, child: Child, struct: Any, depth: int) -> None:
        if child.kind is Kind.PART and child.part == "genericodeIdentification":
            # 2.0 puts the reference one level deeper than the struct does.
            self._struct(child.tag, struct, self._parts[child.part], depth)
            return
        value = getattr(struct, child.attribute)
        items = value if child.many else (value,)
        if items in ((), (None,), ((),)):
            self._absent(child, struct, depth)
            return
        for item in items:
            self._value(child, item, depth)

    def _absent(self, child: Child, struct: Any, depth: int) -> None:
        missing = child.filled or child.kind not in (Kind.TEXT, Kind.TOKEN, Kind.BEZUG_2)
        if not child.required or (missing and self._tolerant):
            return
        if missing:
            raise FimError(
                f"Im Element {_label(struct)} fehlt „{child.tag}“; bitte ergänzen Sie es vor dem Schreiben.",
                child.tag,
            )
        self._leaf(child.tag, "", depth)

    def _value(self, child: Child, value: Any, depth: int) -> None:
        match child.kind:
            case Kind.PART:
                self._struct(child.tag, value, self._parts[child.part], depth)
            case Kind.CODELISTE_2 | Kind.CODELISTE_3:
                self._struct(child.tag, value, self._parts["codelisteReferenz"], depth)
            case Kind.WERTE:
                self._werte(child.tag, value, depth)
            case Kind.ENTHAELT:
                self._enthaelt(child.tag, value, depth)
            case _:
                self._plain(child, value, depth)

    def _plain(self, child: Child, value: Any, depth: int) -> None:
        tag = child.tag
        match value:
            case Code():
                self._code(tag, value, depth)
            case bool():
                self._leaf(tag, str(value).lower(), depth)
            case Bezug():
                self._leaf(tag, value.text, depth, link=value.link)
            case Stichwort():
                self._leaf(tag, value.text, depth, uri=value.uri)
            case Praezisierung() if child.kind is Kind.PRAEZISIERUNG_2:
                self._leaf(tag, praezisierung.to_json_text(value), depth)
            case Praezisierung():
                limits = {key: getattr(value, name) for key, name in praezisierung.ATTRIBUTES.items()}
                self._leaf(tag, value.text or "", depth, **limits)
            case tuple():
                if any(bezug.link is not None for bezug in value):
                    raise _lost(value, "link")
                self._leaf(tag, "; ".join(bezug.text for bezug in value), depth)
            case _:
                self._leaf(tag, str(value), depth)

    def _leaf(self, tag: str, value: str, depth: int, **attributes: str | None) -> None:
        written = "".join(
            f' {name}="{attribute(item)}"' for name, item in attributes.items() if item is not None
        )
        self._lines.append(f"{_INDENT * depth}<xdf:{tag}{written}>{text(value)}</xdf:{tag}>")

    def _code(self, tag: str, code: Code, depth: int) -> None:
        attributes = {"listURI": code.list_uri, "listVersionID": code.list_version}
        written = "".join(
            f' {name}="{attribute(item)}"' for name, item in attributes.items() if item is not None
        )
        # The children of a code are in no namespace (standards.md 2.1).
        name = "" if code.name is None else f"<name>{text(code.name)}</name>"
        line = f"<xdf:{tag}{written}><code>{text(code.code)}</code>{name}</xdf:{tag}>"
        self._lines.append(_INDENT * depth + line)

    def _werte(self, tag: str, werte: tuple[Wert, ...], depth: int) -> None:
        self._lines.append(f"{_INDENT * depth}<xdf:{tag}>")
        for wert in werte:
            self._struct("wert", wert, self._parts["wert"], depth + 1)
        self._lines.append(f"{_INDENT * depth}</xdf:{tag}>")

    def _enthaelt(self, tag: str, element: Any, depth: int) -> None:
        inner = "datenfeld" if isinstance(element, Datenfeld) else "datenfeldgruppe"
        self._lines.append(f"{_INDENT * depth}<xdf:{tag}>")
        self._struct(inner, element, self._parts[inner], depth + 1)
        self._lines.append(f"{_INDENT * depth}</xdf:{tag}>")


def _label(struct: Any) -> str:
    identifikation = getattr(struct, "identifikation", None)
    return identifikation.id if isinstance(identifikation, Identifikation) else type(struct).__name__


def _lost(struct: Any, name: str) -> FimError:
    return FimError(
        f"Die Angabe „{name}“ im Element {_label(struct)} gibt es in dieser Version von XDatenfelder nicht; "
        "bitte wandeln Sie das Element vor dem Schreiben um.",
        name,
    )


def _frame(nachricht: Nachricht) -> tuple[str, str, str]:
    """Part, message and payload names of what a message carries."""
    part = type(nachricht.inhalt).__name__.lower()
    for name, message in MESSAGES[nachricht.xdf].items():
        if message.part == part:
            return part, name, message.payload
    raise FimError(f"Ein Element vom Typ „{part}“ hat keine eigene Nachricht.", part)
