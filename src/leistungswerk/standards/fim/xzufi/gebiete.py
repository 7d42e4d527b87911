# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Territories and the editors responsible for them. Source: standards.md 3.2, schema of the FIM-Portal."""

from __future__ import annotations

from typing import Annotated

from leistungswerk.standards.fim.xzufi.modules import PERSONAL, PLAIN, Zeitraum
from leistungswerk.standards.fim.xzufi.values import Code, Element, Identifikator, Text
from leistungswerk.standards.fim.xzufi.wire import Wire


class Versionsinformation(Element, frozen=True, kw_only=True):
    """When something was written and changed. By whom is not kept: these are names of people."""

    erstellt_datum_zeit: str | None = None
    erstellt_durch: Annotated[None, PERSONAL] = None
    geaendert_datum_zeit: str | None = None
    geaendert_durch: Annotated[None, PERSONAL] = None
    version: str | None = None


class Gebietsklasse(Element, frozen=True, kw_only=True):
    """A scheme of territories (ARS, AGS …)."""

    id: Identifikator
    id_sekundaer: tuple[Identifikator, ...] = ()
    bezeichnung: tuple[Text, ...] = ()
    beschreibung: tuple[Text, ...] = ()
    version: str | None = None
    kurzbezeichnung: tuple[Text, ...] = ()


class Gebietstyp(Element, frozen=True, kw_only=True):
    id: Identifikator
    klasse: Gebietsklasse
    id_sekundaer: Annotated[tuple[Identifikator, ...], Wire(json="idSekundaer")] = ()
    bezeichnung: Annotated[tuple[Text, ...], PLAIN] = ()
    kurzbezeichnung: Annotated[tuple[Text, ...], PLAIN] = ()
    beschreibung: tuple[Text, ...] = ()


class VerwaltungspolitischeKodierung(Element, frozen=True, kw_only=True):
    """Keys of a territory, from the municipality to the nation."""

    kreis: Code | None = None
    bezirk: Code | None = None
    bundesland: Annotated[Code | None, PLAIN] = None
    gemeindeschluessel: Code | None = None
    regionalschluessel: Code | None = None
    nation: Code | None = None
    gemeindeverband: Code | None = None


class Gebiet(Element, frozen=True, kw_only=True):
    """A territory with its place in the hierarchy."""

    id: Identifikator
    typ: Gebietstyp
    id_sekundaer: Annotated[tuple[Identifikator, ...], Wire(json="idSekundaer")] = ()
    uebergeordnetes_gebiet_id: Annotated[tuple[Identifikator, ...], Wire(json="uebergeordnetesGebietId")] = ()
    untergeordnetes_gebiet_id: Annotated[tuple[Identifikator, ...], Wire(json="untergeordnetesGebietId")] = ()
    verwaltungspolitische_kodierung: Annotated[
        VerwaltungspolitischeKodierung | None, Wire(json="verwaltungspolitischeKodierung")
    ] = None
    bezeichnung: tuple[Text, ...] = ()
    kurzbezeichnung: tuple[Text, ...] = ()
    beschreibung: tuple[Text, ...] = ()
    herausgeber: Herausgeber | None = None
    versionsinformationen: Versionsinformation | None = None
    gueltigkeit: tuple[Zeitraum, ...] = ()


class Herausgeber(Element, frozen=True, kw_only=True):
    """The editorial office that publishes a text."""

    id: Identifikator
    id_sekundaer: tuple[Identifikator, ...] = ()
    bezeichnung: Annotated[tuple[Text, ...], PLAIN] = ()
    kurzbezeichnung: Annotated[tuple[Text, ...], PLAIN] = ()
    beschreibung: tuple[Text, ...] = ()
    standard_zustaendigkeitsgebiet: tuple[Gebiet, ...] = ()
