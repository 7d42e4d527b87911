# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Statements as Turtle, RDF/XML and JSON-LD; the three say the same (a test reads them back)."""

from collections.abc import Iterable
from typing import Any, Final

import msgspec
from lxml import etree

from leistungswerk.standards.dcat.terms import PREFIXES, Iri, Literal, Triple, full

_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def _grouped(triples: Iterable[Triple]) -> dict[str, list[tuple[str, Iri | Literal]]]:
    subjects: dict[str, list[tuple[str, Iri | Literal]]] = {}
    for subject, predicate, value in triples:
        subjects.setdefault(subject, []).append((predicate, value))
    return subjects


def turtle(triples: Iterable[Triple]) -> bytes:
    """Turtle, one subject a paragraph."""
    lines = [f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items()]
    for subject, statements in _grouped(triples).items():
        said = " ;\n".join(f"  {predicate} {_turtle_value(value)}" for predicate, value in statements)
        lines.append(f"\n<{subject}>\n{said} .")
    return ("\n".join(lines) + "\n").encode()


def _turtle_value(value: Iri | Literal) -> str:
    if isinstance(value, Iri):
        return f"<{value.value}>"
    said = f'"{value.value.translate(_ESCAPES)}"'
    if value.language:
        return f"{said}@{value.language}"
    return f"{said}^^{value.datatype}" if value.datatype else said


def rdf_xml(triples: Iterable[Triple]) -> bytes:
    """RDF/XML, one description a subject."""
    rdf = PREFIXES["rdf"]
    root = etree.Element(f"{{{rdf}}}RDF", nsmap=PREFIXES)
    for subject, statements in _grouped(triples).items():
        node = etree.SubElement(root, f"{{{rdf}}}Description", {f"{{{rdf}}}about": subject})
        for predicate, value in statements:
            prefix, _, name = predicate.partition(":")
            child = etree.SubElement(node, f"{{{PREFIXES[prefix]}}}{name}")
            if isinstance(value, Iri):
                child.set(f"{{{rdf}}}resource", value.value)
                continue
            child.text = value.value
            if value.language:
                child.set(_XML_LANG, value.language)
            elif value.datatype:
                child.set(f"{{{rdf}}}datatype", full(value.datatype))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def json_ld(triples: Iterable[Triple]) -> bytes:
    """JSON-LD with a context of prefixes."""
    graph = []
    for subject, statements in _grouped(triples).items():
        node: dict[str, Any] = {"@id": subject}
        for predicate, value in statements:
            name = "@type" if predicate == "rdf:type" else predicate
            node.setdefault(name, []).append(value.value if name == "@type" else _json_value(value))
        graph.append(node)
    return msgspec.json.format(msgspec.json.encode({"@context": PREFIXES, "@graph": graph}))


def _json_value(value: Iri | Literal) -> dict[str, str]:
    if isinstance(value, Iri):
        return {"@id": value.value}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    return {"@value": value.value, "@type": value.datatype} if value.datatype else {"@value": value.value}
