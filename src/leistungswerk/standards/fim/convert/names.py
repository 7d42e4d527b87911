# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names of XML elements for the data of a schema: ``F60000000319V1.2.0``. Source: standards.md 2.9."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from leistungswerk.standards.fim.model import Datenfeld, Datenfeldgruppe, Stammdatenschema, Struktur

NAMESPACE: Final = "urn:fim-de:xfall:datenschema:xdf3"
PREFIX: Final = "xfd"

Named: TypeAlias = Stammdatenschema | Datenfeldgruppe | Datenfeld

_NOT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9._-]")


class Names:
    """One name for every different element of a schema, the same whenever it is asked."""

    def __init__(self, schema: Stammdatenschema) -> None:
        self._by_base: dict[str, list[Named]] = {}
        for element in _walk(schema):
            self._add(element)

    def of(self, element: Named) -> str:
        """Name of an element of the schema. Copies that differ (tolerant reading) have names that differ."""
        base = _base(element)
        number = _index(self._by_base[base], element)
        assert number is not None
        return base if number == 0 else f"{base}-{number + 1}"

    def elements(self) -> Iterator[Named]:
        """Every different element once: the schema, then in the order of the file."""
        for elements in self._by_base.values():
            yield from elements

    def _add(self, element: Named) -> None:
        known = self._by_base.setdefault(_base(element), [])
        if _index(known, element) is None:
            known.append(element)


def distinct(places: tuple[Struktur, ...]) -> tuple[Struktur, ...]:
    """Places whose answers can be told apart: of two with one id (tolerant reading) the first."""
    return tuple({place.enthaelt.id: place for place in reversed(places)}.values())[::-1]


def _index(known: list[Named], element: Named) -> int | None:
    return next((index for index, other in enumerate(known) if other is element or other == element), None)


def _walk(element: Named) -> Iterator[Named]:
    yield element
    if not isinstance(element, Datenfeld):
        for place in element.struktur:
            yield from _walk(place.enthaelt)


def _base(element: Named) -> str:
    version = f"V{element.version}" if element.version else ""
    name = _NOT_IN_NAMES.sub("_", f"{element.id}{version}")
    return name if name[:1].isalpha() else f"_{name}"
