# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Patterns of fields as they stand in an XML Schema. Source: standards.md 2.2; XML Schema Part 2, appendix F."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from lxml import etree

from leistungswerk.standards.fim.patterns import xsd_regex
from leistungswerk.standards.xml import attribute

_SYNTAX: Final = frozenset("\\|.?*+(){}-[]^")
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|.)", re.DOTALL)
_PROBE: Final = (
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="x"><xs:simpleType>'
    '<xs:restriction base="xs:string"><xs:pattern value="{pattern}"/></xs:restriction>'
    "</xs:simpleType></xs:element></xs:schema>"
)


def xsd_pattern(written: str) -> str | None:
    """A pattern as XML Schema takes it; ``None`` if it cannot be compiled.

    XML Schema always matches the whole text: ``^`` and ``$``, which authors mean as anchors, go.
    """
    if xsd_regex(written) is None:
        return None
    pattern = _unanchored(written)
    return pattern if _compiles(pattern) else None


def _unanchored(written: str) -> str:
    out: list[str] = []
    depth = at = 0
    while at < len(written):
        char = written[at]
        if char == "\\":
            escape = _ESCAPE.match(written, at)
            assert escape is not None  # the pattern compiled: no escape stands at its very end
            out.append(_escape(escape))
            at = escape.end()
            continue
        depth += (char == "[") - (char == "]" and depth > 0)
        if depth or char not in "^$":
            out.append(char)
        at += 1
        if not depth and char == "(" and written.startswith("?:", at):
            at += 2  # groups without capture are unknown to XML Schema, whose groups never capture
    return "".join(out)


def _escape(found: re.Match[str]) -> str:
    """An escape as XML Schema has it; others are met in real files: a slash, a dollar sign, ``u00E4``."""
    whole, code_point = found.group(0), found.group(1) or found.group(2)
    char = chr(int(code_point, 16)) if code_point else whole[1]
    if not code_point and char.isalnum():
        return whole
    return f"\\{char}" if char in _SYNTAX else char


@lru_cache(maxsize=256)
def _compiles(pattern: str) -> bool:
    try:
        etree.XMLSchema(etree.fromstring(_PROBE.format(pattern=attribute(pattern))))
    except (etree.XMLSchemaParseError, etree.XMLSyntaxError):
        return False
    return True
