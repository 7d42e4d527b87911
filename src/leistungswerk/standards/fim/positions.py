# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where in a file an element stands: path of ids → line.

The structs of the model know no lines, so that equal copies are equal. Ids are normalised to the form of
3.0.0: a schema of version 2.0 can be asked with the paths of its conversion. Source: standards.md 2.5.
"""

from __future__ import annotations

from typing import Final

import msgspec

from leistungswerk.standards import xml
from leistungswerk.standards.fim.errors import FimError
from leistungswerk.standards.fim.identifiers import long_id
from leistungswerk.standards.fim.refusals import local_name
from leistungswerk.standards.xml import Element, line_of

_NESTED: Final = ("datenfeld", "datenfeldgruppe")


class Positions(msgspec.Struct, frozen=True):
    """Lines of a message. A path is ``G00001377.F00002372`` (group ids, then field or rule id), as in 2.5.

    The path of what the message carries is ``""``.
    """

    lines: dict[tuple[str, str], int]
    """(path in long ids, name of a child element or "") → line, counted from 1."""

    def line(self, path: str, tag: str = "") -> int | None:
        """Line of the element at ``path``, or of its child ``tag``; the nearest element around it otherwise.

        ``anzahl`` and ``struktur`` are those of the place the element stands at; ``struktur.bezug`` is the
        legal basis there. Where an element stands twice, the first place counts. ``None``: not a FIM file.
        """
        key = ".".join(long_id(step) for step in path.split("."))
        found = self.lines.get((key, tag))
        while found is None:
            found = self.lines.get((key, ""))
            if not key:
                break
            key = key.rpartition(".")[0]
        return found


def positions(data: bytes) -> Positions:
    """Tell where the elements of a message of either version stand. Raises :class:`FimError` for broken XML."""
    try:
        root = xml.parse(data)
    except xml.XmlError as error:
        raise FimError(error.message, line=error.line) from error
    collector = _Collector()
    for payload in root:
        if local_name(payload) != "header":
            collector.element(payload, "")
    return Positions(collector.lines)


class _Collector:
    """Elements nest at most as deep as :data:`xml.MAX_DEPTH` allows, so does the recursion."""

    def __init__(self) -> None:
        self.lines: dict[tuple[str, str], int] = {}

    def element(self, node: Element, path: str) -> None:
        self._note(node, path, "")
        for child in node:
            name = local_name(child)
            if name == "struktur":
                self._place(child, path)
            elif name == "regel":
                self.element(child, _join(path, child))
            else:
                self._note(child, path, name)

    def _place(self, node: Element, path: str) -> None:
        for around in node:
            if local_name(around) != "enthaelt":
                continue
            for inner in around:
                if local_name(inner) not in _NESTED:
                    continue
                inner_path = _join(path, inner)
                self._note(node, inner_path, "struktur")
                for child in node:
                    name = local_name(child)
                    self._note(child, inner_path, "struktur.bezug" if name == "bezug" else name)
                self.element(inner, inner_path)

    def _note(self, node: Element, path: str, tag: str) -> None:
        line = line_of(node)
        if line is not None:
            self.lines.setdefault((path, tag), line)


def _join(path: str, node: Element) -> str:
    """Path of an element; one without id is addressed as ``?``."""
    found = node.findtext("{*}identifikation/{*}id") or ""
    return f"{path}.{long_id(found.strip()) or '?'}".removeprefix(".")
