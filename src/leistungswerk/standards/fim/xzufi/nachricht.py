# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The frame around the objects: a message with its operations. Source: standards.md 3.1."""

from __future__ import annotations

from typing import Final, TypeAlias

import msgspec

from leistungswerk.standards.fim.errors import Finding
from leistungswerk.standards.fim.xzufi.leistung import Leistung, Spezialisierung
from leistungswerk.standards.fim.xzufi.modules import XzufiVersion
from leistungswerk.standards.fim.xzufi.stellen import Onlinedienst, Organisationseinheit, Zustaendigkeit
from leistungswerk.standards.fim.xzufi.values import Code, Element, Identifikator

Objekt: TypeAlias = Leistung | Spezialisierung | Organisationseinheit | Onlinedienst | Zustaendigkeit

OBJEKTE: Final[dict[str, type[Objekt]]] = {
    "leistung": Leistung,
    "spezialisierung": Spezialisierung,
    "organisationseinheit": Organisationseinheit,
    "onlinedienst": Onlinedienst,
    "zustaendigkeit": Zustaendigkeit,
}
"""Element name of each object. ``formular`` is not modelled; it is kept as raw XML."""

VORBEHALT: Final = (
    "Das Lesen und Schreiben von XZuFi-XML ist ungeprüft gegen Echtdaten: "
    "Weder das XML-Schema noch eine echte Datei lag vor."
)


class Nachrichtenkopf(Element, frozen=True, kw_only=True):
    """Head of a message. Sender and reader are not kept: they name contact persons."""

    nachricht_uuid: str | None = None
    nachrichtentyp: Code | None = None
    erstellt_datum_zeit: str | None = None


class Schreibe(msgspec.Struct, frozen=True):
    """Write these objects; each replaces the one with the same id."""

    objekte: tuple[Objekt, ...]
    fremd: tuple[str, ...] = ()


class Loeschung(msgspec.Struct, frozen=True):
    """An object to be deleted: the name of its element and its id."""

    art: str
    id: Identifikator


class Loesche(msgspec.Struct, frozen=True):
    """Delete these objects. The exact form of the operation is background knowledge, see ``VORBEHALT``."""

    objekte: tuple[Loeschung, ...]
    fremd: tuple[str, ...] = ()


class Nachricht(msgspec.Struct, frozen=True, kw_only=True):
    """A message: ``art`` is the name of its root element."""

    version: XzufiVersion
    art: str
    kopf: Nachrichtenkopf
    operationen: tuple[Schreibe | Loesche, ...] = ()
    transaktion_id: str | None = None
    transaktion_position: str | None = None
    attribute: tuple[tuple[str, str], ...] = ()
    """Other attributes of the root (product, producer), as they stood."""
    fremd: tuple[str, ...] = ()

    def objekte(self) -> tuple[Objekt, ...]:
        """Return every object that the message writes, in its order."""
        return tuple(
            one
            for operation in self.operationen
            if isinstance(operation, Schreibe)
            for one in operation.objekte
        )


class MessageReading(msgspec.Struct, frozen=True):
    """A message and what was noticed; ``vorbehalt`` belongs beside whatever is shown of it."""

    nachricht: Nachricht
    findings: tuple[Finding, ...] = ()
    vorbehalt: str = VORBEHALT


class LeistungReading(msgspec.Struct, frozen=True):
    """A service from JSON and what was noticed."""

    leistung: Leistung
    version: XzufiVersion
    findings: tuple[Finding, ...] = ()
