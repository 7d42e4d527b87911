# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Checks of how elements stand in groups and schemas. Source: standards.md 2.2, 2.3, 2.5, 2.10."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

from leistungswerk.standards.fim.check.elements import has_bezug
from leistungswerk.standards.fim.check.index import Found, Subject, blank, listed, value_of
from leistungswerk.standards.fim.check.registry import Check
from leistungswerk.standards.fim.model import (
    Anzahl,
    Datenfeld,
    Datenfeldgruppe,
    Element,
    Identifikation,
    Stammdatenschema,
)

DEFAULT_FIELD: Final = "F60000000001"
INACTIVE: Final = "7"
_BEFORE_DRAFT: Final = ("", "1", "2")

Container: TypeAlias = Datenfeldgruppe | Stammdatenschema


def cardinality_problem(low: int, high: int | None) -> int | None:
    """The number of the message about a cardinality, if there is one."""
    if low < 0 or (high is not None and high < 0):
        return 1046
    if high == 0 and low == 0:
        return 1021
    return 1047 if high is not None and low > high else None


def _cardinality(subject: Subject[Container]) -> Iterator[Found]:
    container = subject.element
    exclusive = isinstance(container, Datenfeldgruppe) and value_of(container.art) == "X"
    for place, struktur in enumerate(container.struktur):
        anzahl, inner = struktur.anzahl, struktur.enthaelt
        problem = cardinality_problem(anzahl.min, anzahl.max)
        if problem is not None:
            yield Found(problem, "anzahl", str(anzahl), place)
        elif exclusive and anzahl != Anzahl(0, 1):
            yield Found(1118, "anzahl", str(anzahl), place)
        if isinstance(inner, Datenfeld) and value_of(inner.datentyp) == "file" and anzahl.max is not None:
            yield Found(1139, "anzahl", str(anzahl), place)


def _members(subject: Subject[Container]) -> Iterator[Found]:
    container = subject.element
    seen: set[Identifikation] = set()
    for place, struktur in enumerate(container.struktur):
        inner = struktur.enthaelt
        if inner.identifikation in seen:
            yield Found(1025 if isinstance(container, Stammdatenschema) else 1004, "", "", place)
        seen.add(inner.identifikation)
        if value_of(inner.schemaelementart) == "ABS":
            yield Found(1013, "schemaelementart", "", place)
        if value_of(inner.freigabestatus) == INACTIVE:
            yield Found(1116, "freigabestatus", "", place)


def _reasons(subject: Subject[Datenfeldgruppe]) -> Iterator[Found]:
    if value_of(subject.element.schemaelementart) != "RNG":
        return
    for place, struktur in enumerate(subject.element.struktur):
        kind = value_of(struktur.enthaelt.schemaelementart)
        if kind in ("ABS", "HAR") and not has_bezug(struktur.bezug):
            yield Found(1022, "anzahl", "", place)


def _size(subject: Subject[Container]) -> Iterator[Found]:
    container = subject.element
    count = len(container.struktur)
    if count == 0:
        yield Found(1078 if isinstance(container, Stammdatenschema) else 1023)
    elif any(struktur.enthaelt.id == DEFAULT_FIELD for struktur in container.struktur):
        yield Found(1094 if count > 1 else 1095)


def _group(subject: Subject[Datenfeldgruppe]) -> Iterator[Found]:
    group = subject.element
    kind = value_of(group.art)
    if group.art is not None and kind != "X":
        yield Found(1042, "art", kind)
    if len(group.struktur) == 1:
        yield Found(1043 if kind == "X" else 1106)
    if id(group) in subject.index.cycles:
        yield Found(1026)


def _versions(subject: Subject[Element]) -> Iterator[Found]:
    versions = subject.index.versions[subject.element.id]
    if len(versions) > 1 and not blank(subject.element.id):
        yield Found(1003, "identifikation", listed(version or "Arbeitskopie" for version in versions))


def _unversioned_members(subject: Subject[Container]) -> Iterator[Found]:
    if blank(subject.element.version):
        return
    for place, struktur in enumerate(subject.element.struktur):
        if blank(struktur.enthaelt.version):
            yield Found(1135, "identifikation", "", place)


def _beneath_root(subject: Subject[Element]) -> Iterator[Found]:
    """What the state of the whole asks of everything in it."""
    element, root = subject.element, subject.index.root
    if element is root:
        return
    if not blank(root.veroeffentlichungsdatum):
        in_schema = isinstance(root, Stammdatenschema)
        if blank(element.veroeffentlichungsdatum):
            yield Found(1127 if in_schema else 1128, "veroeffentlichungsdatum")
        if value_of(element.freigabestatus) in _BEFORE_DRAFT:
            yield Found(1129 if in_schema else 1130, "freigabestatus")
    bound = isinstance(element, Datenfeld | Datenfeldgruppe) and value_of(element.schemaelementart) == "RNG"
    if bound and blank(root.version) and element.version is not None and element.id[1:3] == root.id[1:3]:
        yield Found(1134, "identifikation", element.version)


ELEMENT_CHECKS: Final[tuple[Check[Element], ...]] = (
    Check((1003,), _versions),
    Check((1127, 1128, 1129, 1130, 1134), _beneath_root),
)
CONTAINER_CHECKS: Final[tuple[Check[Container], ...]] = (
    Check((1021, 1046, 1047, 1118, 1139), _cardinality),
    Check((1004, 1013, 1025, 1116), _members),
    Check((1023, 1078, 1094, 1095), _size),
    Check((1135,), _unversioned_members),
)
GROUP_CHECKS: Final[tuple[Check[Datenfeldgruppe], ...]] = (
    Check((1022,), _reasons),
    Check((1026, 1042, 1043, 1106), _group),
)
