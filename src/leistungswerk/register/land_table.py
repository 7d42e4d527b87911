# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables of facts that come with the house: the bodies of a Land with their keys, sources and gaps.

``tools/land_table.py`` writes them.
"""

from pathlib import Path
from typing import Final

import msgspec

from leistungswerk.core.failures import Refused
from leistungswerk.register.kinds import OrganisationKind

_FOLDER: Final = Path(__file__).parent / "data"


class LandBody(msgspec.Struct, frozen=True):
    """A body of the Land.

    ``id`` is its name within the table; ``project_office`` is such an id. ``ars`` is empty where a chamber has a
    district of its own, which follows no key of a Gebiet, and for the IT-Planungsrat, which is of all Länder.
    """

    id: str
    kind: OrganisationKind
    name: str
    ars: str
    territory: str
    short_name: str = ""
    project_office: str = ""


class LandTable(msgspec.Struct, frozen=True):
    name: str
    key: str
    """Two digits of the Land."""
    sources: tuple[str, ...]
    gaps: tuple[str, ...]
    """What the table lacks, in words."""
    bodies: tuple[LandBody, ...]


def read(name: str) -> LandTable:
    """The table of a Land by the name of its file; raises :class:`Refused` if there is none."""
    known = {path.stem: path for path in _FOLDER.glob("*.json")}
    if name not in known:
        raise Refused(f"Für „{name}“ gibt es keine Tabelle. Vorhanden: {', '.join(sorted(known))}.")
    return msgspec.json.decode(known[name].read_bytes(), type=LandTable)
