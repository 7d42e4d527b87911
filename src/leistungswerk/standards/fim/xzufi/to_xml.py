# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Structs → XML, along the plan of :mod:`.wire`; codes without namespace, as XÖV wants it."""

from __future__ import annotations

from typing import Final

from lxml import etree

from leistungswerk.standards.fim.errors import FimError
from leistungswerk.standards.fim.xzufi.from_xml import SCHEME_ATTRIBUTES, XSI
from leistungswerk.standards.fim.xzufi.values import Betrag, Code, Element, Identifikator, Text
from leistungswerk.standards.fim.xzufi.wire import Slot, plan
from leistungswerk.standards.xml import Element as Node
from leistungswerk.standards.xml import XmlError, parse

PREFIX: Final = "xzufi"


class XmlWriter:
    """Writes elements of one edition into one namespace."""

    def __init__(self, *, edition: str, namespace: str) -> None:
        self._edition = edition
        self._namespace = namespace

    def root(self, tag: str) -> Node:
        """Return the empty root of a message."""
        names = {PREFIX: self._namespace, "xsi": XSI}
        return etree.Element(self._name(tag), nsmap=names)

    def child(self, parent: Node, tag: str, value: object) -> Node:
        """Append ``value`` to ``parent`` and return the new element.

        A text that XML cannot hold is refused with :class:`FimError` naming the element.
        """
        node = etree.SubElement(parent, self._name(tag))
        try:
            self._fill(node, value)
        except ValueError as error:
            if isinstance(error, FimError):
                raise
            raise FimError(
                f"Das Element „{tag}“ enthält ein Zeichen, das in XML nicht erlaubt ist; "
                "bitte entfernen Sie es.",
                tag,
            ) from None
        return node

    def raw(self, parent: Node, parts: tuple[str, ...]) -> None:
        """Append XML that was kept as it stood."""
        for part in parts:
            try:
                parent.append(parse(part.encode()))
            except XmlError as error:
                raise FimError(
                    f"Ein fremdes Element kann nicht geschrieben werden: {error.message}"
                ) from None

    def _name(self, tag: str) -> str:
        return f"{{{self._namespace}}}{tag}"

    def _fill(self, node: Node, value: object) -> None:
        match value:
            case Element():
                self._element(node, value)
            case Code():
                self._code(node, value)
            case Text():
                node.set("languageCode", value.language_code)
                node.text = value.value
            case Identifikator():
                node.text = value.value
                for name, attribute in SCHEME_ATTRIBUTES.items():
                    given = getattr(value, attribute)
                    if given:
                        node.set(name, given)
            case Betrag():
                node.set("currencyCode", value.currency_code)
                node.text = f"{value.value:f}"
            case bool():
                node.text = "true" if value else "false"
            case _:
                node.text = str(value)

    def _element(self, node: Node, value: Element) -> None:
        scheme = plan(type(value), self._edition)
        for slot in scheme.attributes:
            given = getattr(value, slot.attribute)
            if given is not None:
                node.set(slot.xml, given)
        for slot in scheme.children:
            given = getattr(value, slot.attribute)
            for one in given if slot.many else (given,):
                if one is not None:
                    self._one(node, slot, one)
        self.raw(node, value.fremd)

    def _one(self, parent: Node, slot: Slot, value: object) -> None:
        if not slot.wire.choices:
            self.child(parent, slot.xml, value)
            return
        choice = slot.wire.choices[slot.types.index(type(value))]
        if slot.wire.xsi_type:
            self.child(parent, slot.xml, value).set(f"{{{XSI}}}type", f"{PREFIX}:{choice}")
        else:
            self.child(etree.SubElement(parent, self._name(slot.xml)), choice, value)

    def _code(self, node: Node, value: Code) -> None:
        if value.list_uri:
            node.set("listURI", value.list_uri)
        if value.list_version_id:
            node.set("listVersionID", value.list_version_id)
        etree.SubElement(node, "code").text = value.code
        if value.name:
            etree.SubElement(node, "name").text = value.name
