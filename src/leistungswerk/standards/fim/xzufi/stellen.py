# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Organisational units, their responsibilities, and online services (XML only).

Source: standards.md 3.1. No XSD and no sample is in hand, so these structs hold what is known for sure; every
other child is kept as raw XML in ``fremd`` and reported. Not tried on real data.
"""

from __future__ import annotations

from typing import Annotated

from leistungswerk.standards.fim.xzufi.gebiete import Herausgeber, Versionsinformation
from leistungswerk.standards.fim.xzufi.leistung import Sprachversion
from leistungswerk.standards.fim.xzufi.modules import ONLY_231, V220, Zeitraum
from leistungswerk.standards.fim.xzufi.values import Code, Element, Identifikator, Text
from leistungswerk.standards.fim.xzufi.wire import Wire


class Zustaendigkeit(Element, frozen=True, kw_only=True):
    """Who answers for which services in which territories.

    ``rolle``: 01 zuständige Stelle, 03 Ansprechpunkt. Stands inside an organisational unit, or alone and then
    names it.
    """

    leistung_id: tuple[Identifikator, ...]
    gebiet_id: tuple[Identifikator, ...] = ()
    rolle: Code | None = None
    id: Identifikator | None = None
    organisationseinheit_id: Identifikator | None = None
    gueltigkeit: tuple[Zeitraum, ...] = ()


class Name(Element, frozen=True, kw_only=True):
    """The name of an organisational unit in several languages."""

    name: tuple[Text, ...]
    kurzbezeichnung: tuple[Text, ...] = ()
    gueltigkeit: tuple[Zeitraum, ...] = ()


class Anschrift(Element, frozen=True, kw_only=True):
    """An address of a unit."""

    typ: Code | None = None
    strasse: str | None = None
    hausnummer: str | None = None
    postfach: str | None = None
    postleitzahl: str | None = None
    ort: str | None = None
    zusatz: tuple[Text, ...] = ()


class Kommunikation(Element, frozen=True, kw_only=True):
    """A channel (telephone, mail …) and where to reach it."""

    kanal: Code | None = None
    kennung: str | None = None
    zusatz: tuple[Text, ...] = ()


class Organisationseinheit(Element, frozen=True, kw_only=True):
    """An authority or a part of one."""

    id: Identifikator
    name: tuple[Name, ...] = ()
    id_sekundaer: tuple[Identifikator, ...] = ()
    beschreibung: tuple[Text, ...] = ()
    anschrift: tuple[Anschrift, ...] = ()
    kommunikation: tuple[Kommunikation, ...] = ()
    zustaendigkeit: tuple[Zustaendigkeit, ...] = ()
    herausgeber: Herausgeber | None = None
    versionsinformationen: Annotated[
        Versionsinformation | None, Wire(only=V220, xml="versionsinformation"), ONLY_231
    ] = None
    sprachversion: tuple[Sprachversion, ...] = ()
    gueltigkeit: tuple[Zeitraum, ...] = ()


class Onlinedienstlink(Element, frozen=True, kw_only=True):
    """Where an online service is found; ``typ`` 01 starts it (list ``onlinedienstlinktyp``)."""

    link: str
    typ: Code | None = None
    titel: tuple[Text, ...] = ()


class Onlinedienst(Element, frozen=True, kw_only=True):
    """An online service for one or more services in some territories."""

    id: Identifikator
    bezeichnung: tuple[Text, ...] = ()
    id_sekundaer: tuple[Identifikator, ...] = ()
    beschreibung: tuple[Text, ...] = ()
    link: tuple[Onlinedienstlink, ...] = ()
    leistung_id: tuple[Identifikator, ...] = ()
    gebiet_id: tuple[Identifikator, ...] = ()
    herausgeber: Herausgeber | None = None
    versionsinformationen: Annotated[
        Versionsinformation | None, Wire(only=V220, xml="versionsinformation"), ONLY_231
    ] = None
    sprachversion: tuple[Sprachversion, ...] = ()
    gueltigkeit: tuple[Zeitraum, ...] = ()
