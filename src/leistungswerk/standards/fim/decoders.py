# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""One element without structure of its own → one value; a function per :class:`Kind`.

Source: standards.md 2.1 (codes), 2.2, 2.3 (limits, legal bases), 2.5 (cardinality).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, TypeAlias

from leistungswerk.standards.fim import praezisierung, refusals
from leistungswerk.standards.fim.errors import FindingKind
from leistungswerk.standards.fim.model import Anzahl, Bezug, Code, Praezisierung, Stichwort
from leistungswerk.standards.fim.parts import Child, Kind
from leistungswerk.standards.fim.report import Report
from leistungswerk.standards.xml import Element

_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}


def text(report: Report, node: Element, _child: Child) -> str:
    value = node.text or ""
    if len(node):
        value += "".join(inner.tail or "" for inner in node)
        for inner in node:
            report.unknown(inner)
    return value


def filled_text(report: Report, node: Element, child: Child) -> str:
    value = text(report, node, child)
    if not value.strip():
        report.empty(node)
    return value


def token(report: Report, node: Element, child: Child) -> str | None:
    value = (node.text or "").strip() if not len(node) else text(report, node, child).strip()
    if not value and child.filled:
        raise refusals.empty(node)
    return value or None


def code(report: Report, node: Element, child: Child) -> Code:
    value = name = None
    # Nearly every code stands alone: spare it the loop.
    alone = node[0] if len(node) == 1 else None
    if alone is not None and alone.tag == "code":
        value = (alone.text or "").strip()
    for inner in node if value is None else ():
        if inner.tag == "code" and value is None:
            value = (inner.text or "").strip()
        elif inner.tag == "name" and name is None:
            name = inner.text or ""
        else:
            report.unknown(inner)
    if not value:
        raise refusals.empty(node, "code")
    if value not in child.values:
        report.invalid(node, value, ", ".join(child.values))
    return Code(value, node.get("listURI"), node.get("listVersionID"), name)


def boolean(report: Report, node: Element, child: Child) -> bool:
    value = _BOOLEANS.get(token(report, node, child) or "")
    if value is None:
        raise refusals.invalid(node, node.text or "", "true, false")
    return value


def number(report: Report, node: Element, child: Child) -> int | None:
    value = token(report, node, child)
    if value is None:
        return None
    if not (_is_number(value) and len(value) <= 18):
        raise refusals.invalid(node, value, "ganze Zahlen ab 0")
    return int(value)


def cardinality(report: Report, node: Element, child: Child) -> Anzahl:
    value = token(report, node, child) or ""
    anzahl = _cardinality(value)
    if anzahl is None:
        raise refusals.cardinality(node, value)
    return anzahl


@lru_cache(maxsize=256)
def _cardinality(value: str) -> Anzahl | None:
    low, _, high = value.partition(":")
    if not _is_number(low) or not (_is_number(high) or high == "*") or len(value) > 20:
        return None
    anzahl = Anzahl(int(low), None if high == "*" else int(high))
    return None if anzahl.max is not None and (anzahl.max == 0 or anzahl.max < anzahl.min) else anzahl


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit()


def bezug_2(report: Report, node: Element, child: Child) -> tuple[Bezug, ...]:
    value = text(report, node, child)
    return (Bezug(value),) if value.strip() else ()


def bezug_3(report: Report, node: Element, child: Child) -> Bezug | None:
    value, link = text(report, node, child), node.get("link")
    return Bezug(value, link) if value.strip() or link is not None else None


def stichwort(report: Report, node: Element, child: Child) -> Stichwort | None:
    value, uri = text(report, node, child), node.get("uri")
    return Stichwort(value, uri) if value.strip() or uri is not None else None


def praezisierung_2(report: Report, node: Element, child: Child) -> Praezisierung | None:
    return praezisierung.from_json_text(text(report, node, child))


def praezisierung_3(report: Report, node: Element, child: Child) -> Praezisierung | None:
    limits: dict[str, str] = {}
    for key, value in node.attrib.items():
        attribute = praezisierung.ATTRIBUTES.get(str(key))
        if attribute is None:
            report.note(FindingKind.UNKNOWN_ATTRIBUTE, node, f"hat das unbekannte Attribut „{key!s}“")
        else:
            limits[attribute] = str(value)
    note = text(report, node, child)
    if not limits and not note.strip():
        return None
    return Praezisierung(**limits, text=note if note.strip() else None)


def raw(report: Report, node: Element, _child: Child) -> None:
    report.keep(node)


Decoder: TypeAlias = Callable[[Report, Element, Child], object]
_DECODERS: Final[dict[Kind, Decoder]] = {
    Kind.TEXT: text,
    Kind.TOKEN: token,
    Kind.CODE: code,
    Kind.BOOLEAN: boolean,
    Kind.NUMBER: number,
    Kind.CARDINALITY: cardinality,
    Kind.BEZUG_2: bezug_2,
    Kind.BEZUG_3: bezug_3,
    Kind.STICHWORT: stichwort,
    Kind.PRAEZISIERUNG_2: praezisierung_2,
    Kind.PRAEZISIERUNG_3: praezisierung_3,
    Kind.RAW: raw,
}


def decoder_of(child: Child) -> Decoder | None:
    """Return the function for a child element; ``None`` if it has structure of its own."""
    if child.kind is Kind.TEXT and child.filled:
        return filled_text
    return _DECODERS.get(child.kind)
