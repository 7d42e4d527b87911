# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""One walk through a message: what every check looks at, and what only the whole can tell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import islice
from typing import Generic, TypeAlias, TypeVar

import msgspec

from leistungswerk.standards.fim.codelists import CodelistCollection
from leistungswerk.standards.fim.model import (
    Code,
    Codeliste,
    Datenfeld,
    Datenfeldgruppe,
    Element,
    Identifikation,
    Nachricht,
    Payload,
    Regel,
    Stammdatenschema,
)

NO_VALUE = "?"
"""Stands where the standard wants a value and the file has none; see :mod:`.mending`."""

Way: TypeAlias = tuple[str, ...]
"""Ids from the first level below what the message carries down to an element; empty for itself."""

_LISTED = 5

Subject_co = TypeVar("Subject_co", covariant=True)
Other = TypeVar("Other")


def blank(value: str | None) -> bool:
    """Tell whether a text says nothing."""
    return value is None or value.strip() in ("", NO_VALUE)


def value_of(code: Code | None) -> str:
    """The value of a code, empty if there is none."""
    return "" if code is None or blank(code.code) else code.code


class Found(msgspec.Struct, frozen=True):
    """A check met something, at the element it looked at or, with ``place``, at its n-th place."""

    code: int
    tag: str = ""
    """Name of the child element that is meant; its line is told."""
    what: str = ""
    place: int | None = None


class Subject(msgspec.Struct, Generic[Subject_co], frozen=True, eq=False):
    """An element or rule to be checked, where it stands first, and the whole around it."""

    element: Subject_co
    index: Index
    way: Way
    at: int
    """Number of its place in the walk."""

    def of(self, element: Other) -> Subject[Other]:
        """The same subject under its exact type."""
        return Subject(element, self.index, self.way, self.at)


class Index:
    """Everything checks ask about a message as a whole. Every place is visited once."""

    def __init__(self, nachricht: Nachricht, codelists: CodelistCollection) -> None:
        self.root: Payload = nachricht.inhalt
        self.codelists = codelists
        self.subjects: list[Subject[Element]] = []
        """Every element once, in the order of the file."""
        self.rules: list[Subject[Regel]] = []
        self.cycles: set[int] = set()
        """``id()`` of groups that stand within themselves."""
        self.versions: dict[str, dict[str | None, None]] = {}
        self.list_versions: dict[str, dict[str | None, None]] = {}
        self.list_uris: dict[tuple[str, str | None], set[str]] = {}
        self.list_use: dict[tuple[str, str | None], int] = {}
        """Code list → place of the first field that refers to it."""
        self.column_use: dict[tuple[str | None, ...], int] = {}
        """Code list with the columns a field chooses → place of the first field that does."""
        self.lists_in_conflict = _in_conflict(codelists)
        """Code lists at hand with two contents under one version."""
        self._columns: dict[tuple[int, str], frozenset[str]] = {}
        self._positions: dict[str, list[int]] = {}
        self._ends: list[int] = []
        self._seen: set[int] = set()
        self._visit(self.root, (), [])

    def reaches(self, at: int, element_id: str) -> bool:
        """Tell whether an element with this id stands at place ``at`` or below it."""
        positions = self._positions.get(element_id, [])
        before = bisect_right(positions, self._ends[at])
        return before > 0 and positions[before - 1] >= at

    def offers(self, liste: Codeliste, key: str, value: str) -> bool:
        """Tell whether a column of a code list holds a value; every column is gone through once."""
        held = self._columns.get((id(liste), key))
        if held is None:
            held = self._columns[id(liste), key] = frozenset(column(liste, key))
        return value in held

    def _visit(self, element: Payload, way: Way, above: list[Identifikation]) -> None:
        at = len(self._ends)
        self._ends.append(at)
        self._positions.setdefault(element.id, []).append(at)
        if element.identifikation in above:
            self.cycles.add(id(element))
        if id(element) not in self._seen:
            self._seen.add(id(element))
            self._note(element, way, at)
        if isinstance(element, Datenfeldgruppe | Stammdatenschema):
            above.append(element.identifikation)
            for struktur in element.struktur:
                self._visit(struktur.enthaelt, (*way, struktur.enthaelt.id), above)
            above.pop()
            self._ends[at] = len(self._ends) - 1

    def _note(self, element: Payload, way: Way, at: int) -> None:
        self.subjects.append(Subject(element, self, way, at))
        self.versions.setdefault(element.id, {})[element.version] = None
        if not isinstance(element, Datenfeldgruppe | Stammdatenschema | Datenfeld):
            return
        for regel in element.regel:
            self.rules.append(Subject(regel, self, (*way, regel.identifikation.id), at))
        if isinstance(element, Datenfeld) and element.codeliste_referenz is not None:
            ref = element.codeliste_referenz
            urn, key = ref.canonical_identification, (ref.canonical_identification, ref.version)
            self.list_versions.setdefault(urn, {})[ref.version] = None
            self.list_use.setdefault(key, at)
            self.column_use.setdefault((*key, element.code_key, element.name_key), at)
            if ref.canonical_version_uri is not None:
                self.list_uris.setdefault(key, set()).add(ref.canonical_version_uri)


def column(liste: Codeliste, key: str) -> list[str]:
    """The values of a column without surrounding blanks."""
    number = liste.columns.index(key)
    return [(row[number] or "").strip() for row in liste.rows]


def listed(values: Iterable[str]) -> str:
    """The first few of many values, for a sentence."""
    shown = list(islice(values, _LISTED + 1))
    return ", ".join(shown[:_LISTED]) + (" …" if len(shown) > _LISTED else "")


def _in_conflict(codelists: CodelistCollection) -> frozenset[tuple[str, str | None]]:
    first: dict[tuple[str, str | None], Codeliste] = {}
    return frozenset(
        key
        for liste in codelists.codelisten
        if first.setdefault(key := (liste.canonical_uri, liste.version), liste).rows != liste.rows
    )
