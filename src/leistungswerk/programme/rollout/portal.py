# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The editorial order for the portal as XZuFi, and whether the portal shows what was ordered.

Source: standards.md 3.1 (message), 3.5 (answer of the PVOG). Pure functions: what is read back is a file somebody
fetched or the answer of the PVOG; nothing confirms itself.
"""

import uuid
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec
from django.utils.translation import gettext as _

from leistungswerk.core.failures import Refused
from leistungswerk.register.keys import leistung_urn
from leistungswerk.register.queries.execution import BodyView
from leistungswerk.standards.fim import FimError, xzufi
from leistungswerk.standards.fim.xzufi.nachricht import Objekt
from leistungswerk.standards.fim.xzufi.stellen import Onlinedienstlink

_ARS_SCHEME: Final = "urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:rs"
_LINK_TYPE: Final = xzufi.Code("01", "urn:xoev-de:fim:codeliste:onlinedienstlinktyp")
_ROLE: Final = xzufi.Code("01", name="Zuständige Stelle")
_AGENCY: Final = "leistungswerk"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What the portal shall show: the online service of one body for the services of a Vorhaben."""

    identity: uuid.UUID
    title: str
    url: str
    keys: tuple[str, ...]
    body: BodyView


class Deviation(msgspec.Struct, frozen=True):
    """Where the portal shows something else: the field, what was ordered, what is there."""

    field: str
    ordered: str
    shown: str


def _id(value: str) -> xzufi.Identifikator:
    return xzufi.Identifikator(value, scheme_agency_id=_AGENCY)


def _services(keys: Iterable[str]) -> tuple[xzufi.Identifikator, ...]:
    return tuple(xzufi.Identifikator(leistung_urn(key)) for key in keys)


def order(entry: Entry, *, message: uuid.UUID, at: str) -> bytes:
    """The order as a message that writes the online service and the responsibility; ``at``: ISO 8601."""
    area = (xzufi.Identifikator(entry.body.ars, scheme_id=_ARS_SCHEME),) if entry.body.ars else ()
    online = xzufi.Onlinedienst(
        id=_id(f"OD.{entry.identity}"),
        bezeichnung=(xzufi.Text(entry.title),),
        link=(Onlinedienstlink(link=entry.url, typ=_LINK_TYPE),),
        leistung_id=_services(entry.keys),
        gebiet_id=area,
    )
    responsible = xzufi.Zustaendigkeit(
        id=_id(f"ZS.{entry.identity}"),
        leistung_id=_services(entry.keys),
        gebiet_id=area,
        rolle=_ROLE,
        organisationseinheit_id=_id(f"OE.{entry.body.uuid}"),
    )
    return xzufi.write_message(
        xzufi.Nachricht(
            version=xzufi.XzufiVersion.V220,
            art="transfer.operation.040101",
            kopf=xzufi.Nachrichtenkopf(nachricht_uuid=str(message), erstellt_datum_zeit=at),
            operationen=(xzufi.Schreibe((online, responsible)),),
        )
    )


class _Shown(msgspec.Struct, frozen=True):
    title: str
    links: frozenset[str]
    keys: frozenset[str] | None
    areas: frozenset[str]


def _key(identifier: xzufi.Identifikator) -> str:
    return identifier.value.removeprefix("urn:de:fim:leika:leistung:")


def _of_message(objects: Iterable[Objekt]) -> tuple[_Shown, ...]:
    return tuple(
        _Shown(
            title=(text.value or "") if (text := xzufi.in_language(each.bezeichnung)) else "",
            links=frozenset(link.link for link in each.link),
            keys=frozenset(map(_key, each.leistung_id)),
            areas=frozenset(area.value for area in each.gebiet_id),
        )
        for each in objects
        if isinstance(each, xzufi.Onlinedienst)
    )


class _PvogLink(msgspec.Struct):
    uri: str = ""


class _PvogArea(msgspec.Struct):
    ars: list[str] = []


class _PvogService(msgspec.Struct, rename="camel"):
    name: str = ""
    links: list[_PvogLink] = []
    service_descriptions: list[_PvogArea] = []


class _PvogAnswer(msgspec.Struct):
    onlineservices: list[_PvogService]


def _of_pvog(data: bytes) -> tuple[_Shown, ...]:
    answer = msgspec.json.decode(data, type=_PvogAnswer)
    return tuple(
        _Shown(
            title=each.name,
            links=frozenset(link.uri for link in each.links),
            keys=None,
            areas=frozenset(ars for area in each.service_descriptions for ars in area.ars),
        )
        for each in answer.onlineservices
    )


def read_back(data: bytes) -> tuple[_Shown, ...]:
    """Online services of an XZuFi file or of an answer of the PVOG; raises :class:`Refused` for anything else."""
    try:
        if data.lstrip()[:1] == b"{":
            return _of_pvog(data)
        return _of_message(xzufi.read_message(data).nachricht.objekte())
    except FimError as error:
        raise Refused(
            _("Die Datei lässt sich nicht als XZuFi lesen: %(reason)s") % {"reason": error}
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Refused(
            _(
                "Die Datei ist weder eine XZuFi-Nachricht noch eine Antwort der PVOG-Suche nach Onlinediensten."
            )
        ) from None


def compare(ordered: bytes, shown: tuple[_Shown, ...]) -> tuple[Deviation, ...]:
    """What differs between the order and what the portal shows; empty if it shows what was ordered."""
    [wanted] = _of_message(xzufi.read_message(ordered).nachricht.objekte())
    link = next(iter(wanted.links))
    found = next((each for each in shown if wanted.links & each.links), None)
    if found is None:
        named = next((each for each in shown if each.title == wanted.title), None)
        there = ", ".join(sorted(named.links)) if named else ""
        return (Deviation("link", link, there),)
    compared: Mapping[str, tuple[str, str, bool]] = {
        "title": (wanted.title, found.title, wanted.title == found.title),
        "keys": (
            ", ".join(sorted(wanted.keys or ())),
            ", ".join(sorted(found.keys or ())),
            found.keys is None or (wanted.keys or frozenset()) <= found.keys,
        ),
        "area": (
            ", ".join(sorted(wanted.areas)),
            ", ".join(sorted(found.areas)),
            wanted.areas <= found.areas,
        ),
    }
    return tuple(
        Deviation(field, wished, there) for field, (wished, there, same) in compared.items() if not same
    )
