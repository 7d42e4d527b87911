# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a conversion between 2.0 and 3.0.0 gives back."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from leistungswerk.standards.fim.model import (
    Codeliste,
    Datenfeld,
    Datenfeldgruppe,
    Dokumentsteckbrief,
    Identifikation,
    Nachricht,
    Regel,
    Stammdatenschema,
)

FimElement: TypeAlias = Datenfeld | Datenfeldgruppe | Stammdatenschema | Dokumentsteckbrief | Regel
"""Everything with an id, a version and a description."""


class Loss(msgspec.Struct, frozen=True):
    """Something the target version has no place for. ``message`` is one German sentence."""

    path: str
    """Path of ids in the source (``G00001377.F00002372``); empty for what the message carries."""
    element: str
    """Id in the source."""
    attribute: str
    """Name of the element of the standard that is concerned."""
    message: str
    kept: bool = False
    """It stands in the description („Originalwerte der XDF2-Datei“) and comes back with :func:`to_v2`."""
    line: int | None = None


class Origin(msgspec.Struct, frozen=True):
    """Where an element comes from: its path (of the first place it stands at) and the element itself."""

    path: str
    element: FimElement


class Conversion(msgspec.Struct, frozen=True):
    """The converted message, and everything around it that it could not hold.

    ``codelists``: Genericode lists made of inline values (only 3.0 → 2.0). ``origins``: id and version in
    the result → the original; what the conversion added (``F60000000001``) has none.
    """

    nachricht: Nachricht
    losses: tuple[Loss, ...] = ()
    codelists: tuple[Codeliste, ...] = ()
    origins: dict[Identifikation, Origin] = {}


def part_of(element: FimElement) -> str:
    """Name of an element in the table of the standard."""
    return type(element).__name__.lower()
