# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Read an XProzess 2.0 message. Source: standards.md 5.1."""

from __future__ import annotations

from typing import Final

from lxml import etree

from leistungswerk.standards.fim.errors import FimError
from leistungswerk.standards.fim.refusals import local_name
from leistungswerk.standards.fim.report import Report
from leistungswerk.standards.fim.xprozess.model import Export, ExportReading
from leistungswerk.standards.fim.xzufi.from_xml import XmlReader
from leistungswerk.standards.fim.xzufi.persons import XPROZESS_PERSONS, without_persons
from leistungswerk.standards.xml import XmlError, line_of, parse

NAMESPACE: Final = "http://www.regierung-mv.de/xprozess/2"


def read_export(data: bytes, *, tolerant: bool = True) -> ExportReading:
    """Return the processes and process classes of a message; names of people are dropped.

    Refused with :class:`FimError` (element and line): broken XML, another namespace, a missing head, a process
    without id or name. Strict reading also refuses unknown elements; tolerant reading keeps and reports them.
    """
    try:
        root = parse(data)
    except XmlError as error:
        raise FimError(error.message, line=error.line) from None
    namespace = etree.QName(root).namespace
    if namespace != NAMESPACE:
        raise FimError(
            f"Die Datei ist kein XProzess 2.0 (Namensraum „{namespace or 'ohne'}“, Element "
            f"„{local_name(root)}“); bitte exportieren Sie den Prozess in dieser Fassung.",
            local_name(root),
            line_of(root),
        )
    without_persons(root, XPROZESS_PERSONS)
    report = Report(tolerant=tolerant)
    export = XmlReader(edition="", namespace=NAMESPACE, report=report).element(root, Export)
    return ExportReading(export, report.findings())
