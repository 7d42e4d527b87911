# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Genericode lists ↔ frozen structs, children with or without namespace. Source: standards.md 2.6."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from leistungswerk.standards import xml
from leistungswerk.standards.fim.errors import FimError
from leistungswerk.standards.fim.model import Codeliste, XdfVersion
from leistungswerk.standards.fim.parts import CODELIST_MESSAGE, NAMESPACES
from leistungswerk.standards.fim.refusals import local_name
from leistungswerk.standards.xml import Element, attribute, line_of, text

NAMESPACE: Final = "http://docs.oasis-open.org/codelist/ns/genericode/1.0/"

MAX_ELEMENTS: Final = 250_000
"""Most elements of a list: more than other files may have, as a list of all municipalities has some 100.000."""

_NAME_HINTS = ("name", "bezeichnung", "suchbegriff", "beschreibung", "text", "wert")
"""Words in the id of a column that holds the readable name, best first, for lists without ``codenameKey``."""


def read_codelist(data: bytes) -> Codeliste:
    """Read a Genericode file, or the list inside a code list message 0105 of XDatenfelder 2.0.

    Every column and row is kept. Annotations, the agency and the data types of columns are not. Raises
    :class:`FimError`.
    """
    try:
        root = xml.parse(data, max_elements=MAX_ELEMENTS)
    except xml.XmlError as error:
        raise FimError(error.message, line=error.line) from error
    codelist = _codelist_element(root)
    if codelist is None:
        raise FimError(
            f"Das Element „{local_name(root)}“ (Zeile {line_of(root)}) ist keine Codeliste; erwartet wird "
            "Genericode mit dem Wurzelelement „CodeList“.",
            local_name(root),
            line_of(root),
        )
    return _decode(codelist)


def is_codelist(root: Element) -> bool:
    """Tell whether a parsed file holds a code list."""
    return _codelist_element(root) is not None


def _codelist_element(root: Element) -> Element | None:
    inside_0105 = root.tag == f"{{{NAMESPACES[XdfVersion.V2]}}}{CODELIST_MESSAGE}"
    candidates: Iterator[Element] = root.iter("{*}CodeList") if inside_0105 else iter((root,))
    for node in candidates:
        if local_name(node) == "CodeList" and etree.QName(node).namespace in (NAMESPACE, None):
            return node
    return None


def _decode(root: Element) -> Codeliste:
    identification = _child(root, "Identification")
    column_set = _child(root, "ColumnSet")
    if identification is None or column_set is None:
        missing = "Identification" if identification is None else "ColumnSet"
        raise _refused(
            root, f"Im Element „CodeList“ fehlt „{missing}“", "bitte laden Sie die Liste neu herunter"
        )
    canonical_uri = _text_of(identification, "CanonicalUri")
    if not canonical_uri:
        raise _refused(
            identification, "Die Codeliste nennt keine „CanonicalUri“", "bitte tragen Sie ihre URN ein"
        )
    columns = tuple(column.get("Id", "").strip() for column in _children(column_set, "Column"))
    if not columns or "" in columns:
        raise _refused(
            column_set, "Die Codeliste nennt keine Spalten", "bitte laden Sie die Liste neu herunter"
        )
    code_key, name_key = _keys(column_set, columns)
    simple = _child(root, "SimpleCodeList")
    rows = () if simple is None else tuple(_row(row, columns) for row in _children(simple, "Row"))
    return Codeliste(
        canonical_uri=canonical_uri,
        version=_text_of(identification, "Version"),
        canonical_version_uri=_text_of(identification, "CanonicalVersionUri"),
        short_name=_text_of(identification, "ShortName"),
        long_name=tuple(name for node in _children(identification, "LongName") if (name := _stripped(node))),
        columns=columns,
        code_key=code_key,
        name_key=name_key,
        rows=rows,
    )


def _keys(column_set: Element, columns: tuple[str, ...]) -> tuple[str, str | None]:
    """Code and name column. ``Key`` decides; without it the first required column, and a name by its id."""
    keys: dict[str, str] = {}
    for key in _children(column_set, "Key"):
        reference = _child(key, "ColumnRef")
        column = reference.get("Ref", "") if reference is not None else ""
        if column not in columns:
            raise _refused(
                key,
                f"Der Schlüssel „{key.get('Id', '')}“ verweist auf die unbekannte Spalte „{column}“",
                f"vorhanden sind: {', '.join(columns)}",
            )
        keys.setdefault(key.get("Id", "").casefold(), column)
    name_key = keys.pop("codenamekey", None)
    required = [
        column.get("Id", "") for column in _children(column_set, "Column") if column.get("Use") == "required"
    ]
    code_key = keys.get("codekey") or next(iter(keys.values()), None) or next(iter(required), columns[0])
    return code_key, name_key or _guessed_name(columns, code_key)


def _guessed_name(columns: tuple[str, ...], code_key: str) -> str | None:
    for hint in _NAME_HINTS:
        for column in columns:
            if column != code_key and hint in column.casefold():
                return column
    return None


def _row(row: Element, columns: tuple[str, ...]) -> tuple[str | None, ...]:
    values: list[str | None] = [None] * len(columns)
    at = -1
    for value in _children(row, "Value"):
        reference = value.get("ColumnRef")
        # Genericode 1.0: a value without ColumnRef belongs to the column after the one before.
        at = at + 1 if reference is None else _index(columns, reference, value)
        if at >= len(columns):
            raise _refused(
                value, "Eine Zeile hat mehr Werte als Spalten", "bitte laden Sie die Liste neu herunter"
            )
        simple = _child(value, "SimpleValue")
        values[at] = None if simple is None else simple.text or ""
    return tuple(values)


def _index(columns: tuple[str, ...], reference: str, value: Element) -> int:
    try:
        return columns.index(reference)
    except ValueError:
        raise _refused(
            value,
            f"Ein Wert gehört zur unbekannten Spalte „{reference}“",
            f"vorhanden sind: {', '.join(columns)}",
        ) from None


def _children(node: Element, name: str) -> Iterator[Element]:
    return (child for child in node if local_name(child) == name)


def _child(node: Element, name: str) -> Element | None:
    return next(_children(node, name), None)


def _stripped(node: Element | None) -> str | None:
    return None if node is None else (node.text or "").strip() or None


def _text_of(node: Element, name: str) -> str | None:
    return _stripped(_child(node, name))


def _refused(node: Element, problem: str, remedy: str) -> FimError:
    return FimError(f"{problem} (Zeile {line_of(node)}); {remedy}.", local_name(node), line_of(node))


def write_codelist(codeliste: Codeliste) -> bytes:
    """Write Genericode as FIM exports it. ``read_codelist(write_codelist(x)) == x`` if ``x`` was read.

    A character that XML does not allow raises :class:`leistungswerk.standards.xml.XmlError`.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<gc:CodeList xmlns:gc="{NAMESPACE}">',
        "  <gc:Identification>",
        _leaf("ShortName", codeliste.short_name or ""),
        *(_leaf("LongName", name) for name in codeliste.long_name),
        *([_leaf("Version", codeliste.version)] if codeliste.version else []),
        _leaf("CanonicalUri", codeliste.canonical_uri),
        *(
            [_leaf("CanonicalVersionUri", codeliste.canonical_version_uri)]
            if codeliste.canonical_version_uri
            else []
        ),
        "  </gc:Identification>",
        "  <gc:ColumnSet>",
        *(_column(column, codeliste) for column in codeliste.columns),
        _key("codeKey", "CodeKey", codeliste.code_key),
        *([_key("codenameKey", "CodenameKey", codeliste.name_key)] if codeliste.name_key else []),
        "  </gc:ColumnSet>",
        "  <gc:SimpleCodeList>",
        *(_row_xml(row, codeliste.columns) for row in codeliste.rows),
        "  </gc:SimpleCodeList>",
        "</gc:CodeList>",
        "",
    ]
    return "\n".join(lines).encode()


def _leaf(name: str, value: str) -> str:
    return f"    <gc:{name}>{text(value)}</gc:{name}>"


def _column(column: str, codeliste: Codeliste) -> str:
    use = "required" if column in (codeliste.code_key, codeliste.name_key) else "optional"
    return (
        f'    <gc:Column Id="{attribute(column)}" Use="{use}"><gc:ShortName>{text(column)}</gc:ShortName>'
        '<gc:Data Type="string"/></gc:Column>'
    )


def _key(key: str, short_name: str, column: str) -> str:
    return (
        f'    <gc:Key Id="{key}"><gc:ShortName>{short_name}</gc:ShortName>'
        f'<gc:ColumnRef Ref="{attribute(column)}"/></gc:Key>'
    )


def _row_xml(row: tuple[str | None, ...], columns: tuple[str, ...]) -> str:
    values = (
        f'<gc:Value ColumnRef="{attribute(column)}"><gc:SimpleValue>{text(value)}</gc:SimpleValue></gc:Value>'
        for column, value in zip(columns, row, strict=True)
        if value is not None
    )
    return f"    <gc:Row>{''.join(values)}</gc:Row>"
