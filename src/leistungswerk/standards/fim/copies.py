# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Elements stand in full at every place of use: are the copies equal, and is every name unambiguous?

Source: standards.md 2.2 (facts from the real files), quality messages 1003 and 1004.
"""

from __future__ import annotations

import re
from typing import TypeAlias

import msgspec

from leistungswerk.standards.fim import refusals
from leistungswerk.standards.fim.errors import FindingKind
from leistungswerk.standards.fim.model import Datenfeld, Datenfeldgruppe, Identifikation, Regel, Struktur
from leistungswerk.standards.fim.report import Report
from leistungswerk.standards.xml import Element, line_of

Copy: TypeAlias = Datenfeld | Datenfeldgruppe | Regel

# Blanks and escaped line ends in JSON; copies in files written by hand differ by their indentation.
_BLANKS = re.compile(rb"(?:\\[nrt]| )+")


class Copies:
    """The copies met so far in one message."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._known: dict[Identifikation, tuple[Copy, int | None]] = {}

    def known(self, copy: Copy, element: Element) -> Copy:
        """Return the equal copy met before (it saves memory), or this one."""
        first, line = self._known.setdefault(copy.identifikation, (copy, line_of(element)))
        if first is copy or first == copy:
            return first
        if _normalised(first) != _normalised(copy):
            self._differs(copy, element, line)
        return copy

    def _differs(self, copy: Copy, element: Element, first_line: int | None) -> None:
        identifikation = copy.identifikation
        version = f" Version {identifikation.version}" if identifikation.version else ""
        message = (
            f"Das Element {identifikation.id}{version} steht mit verschiedenem Inhalt in den Zeilen "
            f"{first_line} und {line_of(element)}; bitte gleichen Sie die Kopien an oder vergeben Sie eine "
            "neue Version."
        )
        self._report.soft(FindingKind.DIFFERING_COPIES, element, refusals.error(element, message))

    def distinct(self, parent: Element, places: tuple[Struktur, ...]) -> None:
        """Report an id that stands twice directly in one group or schema: two answers, one name."""
        if len({place.enthaelt.id for place in places}) == len(places):
            return
        tag = parent.tag.rpartition("}")[0] + "}struktur"
        nodes = [node for node in parent if node.tag == tag]
        seen: dict[str, Element] = {}
        for place, node in zip(places, nodes, strict=True):
            element_id = place.enthaelt.id
            first = seen.setdefault(element_id, node)
            if first is node:
                continue
            message = (
                f"Das Element {element_id} steht zweimal direkt in derselben Gruppe (Zeilen "
                f"{line_of(first)} und {line_of(node)}), seine Angaben wären nicht zu unterscheiden; bitte "
                "fassen Sie beide mit einer höheren Anzahl zusammen oder vergeben Sie eine andere Id."
            )
            self._report.soft(FindingKind.AMBIGUOUS_NAME, node, refusals.error(node, message))


def _normalised(copy: Copy) -> bytes:
    flat = _BLANKS.sub(b" ", msgspec.json.encode(copy))
    return flat.replace(b'" ', b'"').replace(b' "', b'"')
