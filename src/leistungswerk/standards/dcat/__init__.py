# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""DCAT-AP.de 2.0: a catalogue of data sets, written as Turtle, RDF/XML and JSON-LD (standards.md 15)."""

from leistungswerk.standards.dcat.catalogue import Agent, Catalogue, Contact, Dataset, Distribution, triples
from leistungswerk.standards.dcat.writing import json_ld, rdf_xml, turtle

__all__ = [
    "Agent", "Catalogue", "Contact", "Dataset", "Distribution", "json_ld", "rdf_xml", "triples", "turtle",
]  # fmt: skip
