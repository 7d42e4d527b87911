# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""FIM: read and write XDatenfelder 2.0 and 3.0.0 and Genericode."""

from leistungswerk.standards.fim.codelists import (
    CodelistCollection,
    codelist_findings,
    load_codelists,
    werte_of,
)
from leistungswerk.standards.fim.errors import FimError, Finding, FindingKind, MissingCodelistError
from leistungswerk.standards.fim.genericode import read_codelist, write_codelist
from leistungswerk.standards.fim.reader import Reading, read_message
from leistungswerk.standards.fim.stored import Readings
from leistungswerk.standards.fim.writer import write_message

__all__ = [
    "CodelistCollection",
    "FimError",
    "Finding",
    "FindingKind",
    "MissingCodelistError",
    "Reading",
    "Readings",
    "codelist_findings",
    "load_codelists",
    "read_codelist",
    "read_message",
    "werte_of",
    "write_codelist",
    "write_message",
]
