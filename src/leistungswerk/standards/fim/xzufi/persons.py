# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names of people in files of the administration: removed before anything else looks at the file."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from lxml import etree

from leistungswerk.standards.fim.refusals import local_name
from leistungswerk.standards.xml import Element, parse

XZUFI_PERSONS: Final = frozenset(
    {"erstelltDurch", "geaendertDurch", "uebersetztDurch", "autor", "leser", "empfaenger", "kontaktperson"}
)
"""Elements of XZuFi that name people."""

XPROZESS_PERSONS: Final = frozenset({"letzterBearbeiter", "autor", "leser"})
"""Elements of XProzess that name people."""


def without_persons(root: Element, names: Collection[str]) -> None:
    """Remove every element with one of ``names``, in any namespace and at any depth.

    Done on the tree and not while reading, so that raw XML kept as foreign cannot carry them either.
    """
    found = [node for node in root.iter() if isinstance(node.tag, str) and local_name(node) in names]
    for node in found:
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)


def stripped(data: bytes, names: Collection[str]) -> bytes:
    """Return an XML file (UTF-8) without the elements ``names``: what may be kept of it. Raises ``XmlError``."""
    root = parse(data)
    without_persons(root, names)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
