# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The elements of XProzess 2.0 as frozen structs, as far as FIM processes use them.

Names follow the standard (standards.md 5.1); how they are read is told by the plan of ``xzufi.wire``, as both
are XÖV standards. What is not listed here is kept as raw XML in ``fremd``. Names of people
(``letzterBearbeiter``, ``autor``) are removed before reading and have no place here.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from leistungswerk.standards.fim.errors import Finding
from leistungswerk.standards.fim.xzufi.values import Code, Element
from leistungswerk.standards.fim.xzufi.wire import Wire


class Handlungsgrundlage(Element, frozen=True, kw_only=True):
    """A legal basis: citation, kind (code), link. Check the scheme of the link before showing it."""

    name: str | None = None
    art: Code | None = None
    uri: str | None = None


class Klassifikation(Element, frozen=True, kw_only=True):
    """Place in an ordering frame, for example the FIM process catalogue."""

    ordnungsrahmen_name: str | None = None
    ordnungsrahmen_version: str | None = None
    klasse_id: str | None = None
    klasse_name: str | None = None


class Merkmal(Element, frozen=True, kw_only=True):
    """A free attribute with its values."""

    merkmal_name: str | None = None
    merkmal_datentyp: Code | None = None
    merkmal_wert: tuple[str, ...] = ()


class Zeitraum(Element, frozen=True, kw_only=True):
    beginn: str | None = None
    ende: str | None = None


class Zustandsangaben(Element, frozen=True, kw_only=True):
    """State of editing (status 1 to 8) and dates; who edited is not kept."""

    erstellungszeitpunkt: str | None = None
    letzter_aenderungszeitpunkt: str | None = None
    status: Code | None = None
    anmerkung_letzte_aenderung: str | None = None
    gueltigkeitszeitraum: Zeitraum | None = None
    fachlicher_freigabezeitpunkt: str | None = None
    formeller_freigabezeitpunkt: str | None = None


class VerwaltungspolitischeKodierung(Element, frozen=True, kw_only=True):
    bundesland: Code | None = None


class Beschreibung(Element, frozen=True, kw_only=True):
    """What a process class and a process have in common."""

    id: str
    version: str | None = None
    name: str
    bezeichnung: str | None = None
    fachlich_freigebende_stelle: str | None = None
    merkmal: tuple[Merkmal, ...] = ()
    klassifikation: tuple[Klassifikation, ...] = ()
    schlagwort: tuple[str, ...] = ()
    zustandsangaben: Zustandsangaben | None = None


class Prozessklasse(Beschreibung, frozen=True, kw_only=True):
    """A process of the catalogue; its id is the Leistungsschlüssel."""

    gliederungsebene: str | None = None
    uebergeordnete_prozessklasse_id: str | None = None
    abgeloeste_prozessklasse: tuple[str, ...] = ()
    definition: str | None = None
    handlungsgrundlage: tuple[Handlungsgrundlage, ...] = ()
    zwecksetzung: Code | None = None
    operatives_ziel: Code | None = None
    handlungsform: Code | None = None
    verfahrensart: Code | None = None
    verwaltungspolitische_kodierung: tuple[VerwaltungspolitischeKodierung, ...] = ()


class Formularverweis(Element, frozen=True, kw_only=True):
    """Which form data come in: a document profile, a schema with element ids, or words.

    Real files nest one ``formularverweis`` in another.
    """

    formularsteckbrief_id: str | None = None
    stammformular_id: str | None = None
    stammformular_version: str | None = None
    element_id: tuple[str, ...] = ()
    textuelle_beschreibung: str | None = None
    formularverweis: Formularverweis | None = None

    def worte(self) -> str:
        """Return the reference in words; empty if it says nothing."""
        inner = self.formularverweis.worte() if self.formularverweis else ""
        schema = " ".join(part for part in (self.stammformular_id, self.stammformular_version) if part)
        parts = (self.formularsteckbrief_id, schema, ", ".join(self.element_id), self.textuelle_beschreibung)
        return ", ".join(part for part in (*parts, inner) if part)


class Daten(Element, frozen=True, kw_only=True):
    """Data that come in or go out, and for transfers how and with whom."""

    formularverweis: Formularverweis | None = None
    textuelle_beschreibung: str | None = None
    uebermittlungsart: Code | None = None
    empfaenger: str | None = None
    sender: str | None = None

    def worte(self) -> str:
        """Return the data in words, with sender or receiver."""
        inner = self.formularverweis.worte() if self.formularverweis else ""
        what = ", ".join(part for part in (inner, self.textuelle_beschreibung) if part)
        sender = f"von {self.sender}" if self.sender else ""
        receiver = f"an {self.empfaenger}" if self.empfaenger else ""
        who = " ".join(part for part in (sender, receiver) if part)
        return f"{what} ({who})" if what and who else what or who


class Attribute(Element, frozen=True, kw_only=True):
    """What the kind of a group of activities adds (``spezifischeAttribute1`` to ``8``)."""

    empfangene_daten: tuple[Daten, ...] = ()
    bereitgestellte_daten: tuple[Daten, ...] = ()
    formelle_pruefung: tuple[Code, ...] = ()
    hilfsmittel: str | None = None
    entscheidungsart: Code | None = None
    bearbeitungsart: Code | None = None
    mitwirkungspflicht: bool | None = None
    beteiligungsform: Code | None = None
    beschreibung: str | None = None


class SpezifischeAttribute(Element, frozen=True, kw_only=True):
    """The holder of the numbered attributes; the number is the kind of the group."""

    attribute: Annotated[
        tuple[Attribute, ...],
        Wire(xml="spezifischeAttribute1", aliases=tuple(f"spezifischeAttribute{n}" for n in range(2, 9))),
    ] = ()


class Aktivitaetengruppe(Element, frozen=True, kw_only=True):
    """A step in legal and data detail; ``sub_prozess_id`` is the id of its element in the BPMN model."""

    referenzaktivitaetengruppe_typ: Code | None = None
    referenzaktivitaetengruppe_version: str | None = None
    id: str | None = None
    sub_prozess_id: str | None = None
    name: str | None = None
    beschreibung: str | None = None
    handlungsgrundlage: tuple[Handlungsgrundlage, ...] = ()
    eingehende_daten: tuple[Daten, ...] = ()
    ausgehende_daten: tuple[Daten, ...] = ()
    fachverfahren: tuple[str, ...] = ()
    spezifische_attribute: SpezifischeAttribute | None = None
    zeile: Annotated[int | None, Wire(line=True)] = None


class StrukturbeschreibungFIM(Element, frozen=True, kw_only=True):
    aktivitaetengruppe: tuple[Aktivitaetengruppe, ...] = ()


class Modellierungsmethode(Element, frozen=True, kw_only=True):
    code: Code | None = None
    freitext: str | None = None


class Strukturbeschreibung(Element, frozen=True, kw_only=True):
    """``prozessstrukturbeschreibung``."""

    modellierungsmethode: Modellierungsmethode | None = None
    strukturbeschreibung_fim: Annotated[
        StrukturbeschreibungFIM | None, Wire(xml="strukturbeschreibungFIM")
    ] = None


class Datei(Element, frozen=True, kw_only=True):
    """A file: ``inhalt`` is Base64 of a ZIP with one file, see :func:`.content.unpack`."""

    dateiname: str | None = None
    modellierungsmethode: Modellierungsmethode | None = None
    mime_type: Code | None = None
    inhalt: str | None = None
    zeile: Annotated[int | None, Wire(line=True)] = None


class Prozessmodell(Element, frozen=True, kw_only=True):
    """The BPMN model, its picture and a report."""

    prozessmodelldatei: tuple[Datei, ...] = ()
    visualisierungsdatei: tuple[Datei, ...] = ()
    beschreibungsdatei: tuple[Datei, ...] = ()


class Prozessteilnehmer(Element, frozen=True, kw_only=True):
    name: str | None = None
    rolle: tuple[Code, ...] = ()


class AusloeserErgebnis(Element, frozen=True, kw_only=True):
    """What starts or ends a process: a form, another process, or words."""

    formular_id: str | None = None
    prozess_id: str | None = None
    textuelle_beschreibung: str | None = None


class Prozesssteckbrief(Element, frozen=True, kw_only=True):
    definition: str | None = None
    beschreibung: str | None = None
    ausloeser: tuple[AusloeserErgebnis, ...] = ()
    ergebnis: tuple[AusloeserErgebnis, ...] = ()
    prozessteilnehmer: tuple[Prozessteilnehmer, ...] = ()
    detaillierungsstufe: Code | None = None
    verwaltungspolitische_kodierung: tuple[VerwaltungspolitischeKodierung, ...] = ()
    zielvorgaben: str | None = None
    merkmal: tuple[Merkmal, ...] = ()


class Prozess(Beschreibung, frozen=True, kw_only=True):
    """A process of the library with its profile, its steps and its model."""

    prozesssteckbrief: Prozesssteckbrief | None = None
    prozessstrukturbeschreibung: Strukturbeschreibung | None = None
    prozessmodell: Prozessmodell | None = None

    def aktivitaetengruppen(self) -> tuple[Aktivitaetengruppe, ...]:
        """Return the steps in legal and data detail; empty where the process has none."""
        structure = self.prozessstrukturbeschreibung
        fim = structure.strukturbeschreibung_fim if structure else None
        return fim.aktivitaetengruppe if fim else ()


class Prozesskatalog(Element, frozen=True, kw_only=True):
    name: str | None = None
    prozessklasse: tuple[Prozessklasse, ...] = ()


class Prozessbibliothek(Element, frozen=True, kw_only=True):
    name: str | None = None
    prozess: tuple[Prozess, ...] = ()


class Nachrichtenkopf(Element, frozen=True, kw_only=True):
    nachricht_uuid: str | None = None
    nachrichtentyp: Code | None = None
    erstellungszeitpunkt: str | None = None


class Export(Element, frozen=True, kw_only=True):
    """A message of XProzess (0101 to 0303) with what it carries."""

    nachrichtenkopf: Nachrichtenkopf
    produkt: Annotated[str | None, Wire(attribute=True)] = None
    produkthersteller: Annotated[str | None, Wire(attribute=True)] = None
    xprozess_version: Annotated[str | None, Wire(attribute=True)] = None
    prozesskatalog: tuple[Prozesskatalog, ...] = ()
    prozessbibliothek: tuple[Prozessbibliothek, ...] = ()

    def prozesse(self) -> tuple[Prozess, ...]:
        """Return every process of the libraries."""
        return tuple(prozess for library in self.prozessbibliothek for prozess in library.prozess)

    def prozessklassen(self) -> tuple[Prozessklasse, ...]:
        """Return every process class of the catalogues."""
        return tuple(klasse for catalogue in self.prozesskatalog for klasse in catalogue.prozessklasse)


class ExportReading(msgspec.Struct, frozen=True):
    """An export and what was noticed while reading it."""

    export: Export
    findings: tuple[Finding, ...] = ()
