# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a reading says about a file: German sentences that name element, line and remedy."""

from __future__ import annotations

from typing import Final

from lxml import etree

from leistungswerk.standards.fim import refusals
from leistungswerk.standards.fim.errors import FimError, Finding, FindingKind
from leistungswerk.standards.fim.refusals import local_name
from leistungswerk.standards.xml import Element, line_of

MAX_FINDINGS: Final = 1000
"""Findings kept of one file; the rest is only counted (a hostile file could have millions)."""


class Report:
    """Collects findings of one reading, or refuses at once when it is strict."""

    def __init__(self, *, tolerant: bool) -> None:
        self._findings: list[Finding] = []
        self._tolerant = tolerant
        self._more = 0
        self._foreign: list[list[tuple[str, str]]] = [[]]
        self._kept: set[Element] = set()

    def findings(self) -> tuple[Finding, ...]:
        """Everything noticed so far, in the order of the file."""
        if not self._more:
            return tuple(self._findings)
        return (
            *self._findings,
            Finding(FindingKind.MORE, f"Es gibt {self._more} weitere Feststellungen.", ""),
        )

    def note(self, kind: FindingKind, node: Element, what: str) -> None:
        """Report without ever refusing."""
        name = local_name(node)
        self._add(kind, node, f"Das Element „{name}“ (Zeile {line_of(node)}) {what}.")

    def soft(self, kind: FindingKind, node: Element, error: FimError) -> None:
        """Refuse in strict reading, report in tolerant reading."""
        if not self._tolerant:
            raise error
        self._add(kind, node, error.message)

    def _add(self, kind: FindingKind, node: Element, message: str) -> None:
        if len(self._findings) >= MAX_FINDINGS:
            self._more += 1
            return
        path = node.getroottree().getpath(node)
        self._findings.append(Finding(kind, " ".join(message.split()), local_name(node), line_of(node), path))

    def open(self) -> None:
        """Begin an element that has a place for foreign XML."""
        self._foreign.append([])

    def close(self) -> list[tuple[str, str]]:
        """End it; returns tag and raw XML of every foreign element met inside."""
        return self._foreign.pop()

    def keep(self, node: Element) -> None:
        """Keep a node as raw XML with the element begun last.

        Exclusive canonical XML carries its own namespaces and reads the same wherever it is put.
        """
        try:
            raw = etree.tostring(node, method="c14n", exclusive=True, with_tail=False).decode()
        except etree.C14NError:  # a namespace that is no absolute URI has no canonical form
            raw = etree.tostring(node, encoding="unicode", with_tail=False)
        self._foreign[-1].append((node.tag, raw))
        self._kept.add(node)

    def is_kept(self, node: Element) -> bool:
        """Tell whether a node lies in XML that is kept raw, and so is not lost."""
        return bool(self._kept) and any(other in self._kept for other in (node, *node.iterancestors()))

    def unknown(self, node: Element) -> None:
        parent = node.getparent()
        within = f" in „{local_name(parent)}“" if parent is not None else ""
        namespace = etree.QName(node).namespace
        foreign = f" aus dem Namensraum „{namespace}“" if namespace else " ohne Namensraum"
        message = (
            f"Das Element „{local_name(node)}“{foreign} (Zeile {line_of(node)}) ist{within} unbekannt; "
            "bitte entfernen Sie es oder lesen Sie die Datei tolerant ein."
        )
        self.soft(FindingKind.UNKNOWN_ELEMENT, node, refusals.error(node, message))
        self.keep(node)

    def duplicate(self, first: Element, second: Element) -> None:
        self.soft(FindingKind.DUPLICATE_ELEMENT, second, refusals.duplicate(first, second))

    def empty(self, node: Element) -> None:
        self.soft(FindingKind.EMPTY_ELEMENT, node, refusals.empty(node))

    def invalid(self, node: Element, value: str, allowed: str) -> None:
        self.soft(FindingKind.INVALID_VALUE, node, refusals.invalid(node, value, allowed))
