# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names of the vocabularies, and the three kinds of values a statement may have."""

from typing import Final

import msgspec

PREFIXES: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class Iri(msgspec.Struct, frozen=True):
    value: str


class Literal(msgspec.Struct, frozen=True):
    """A text, with its language or its type (``xsd:date`` …), never both."""

    value: str
    language: str = ""
    datatype: str = ""


Triple = tuple[str, str, Iri | Literal]
"""Subject, predicate as prefix and name, object."""


def full(name: str) -> str:
    """The whole IRI of a short name."""
    prefix, _, rest = name.partition(":")
    return PREFIXES[prefix] + rest
