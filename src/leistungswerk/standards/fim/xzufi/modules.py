# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The modules of a service description: texts, deadlines, costs, documents and the rest.

One model serves 2.2.0 and 2.3.1; what only one of them knows is empty in the other. Names follow the JSON
model of the FIM-Portal (standards.md 3.2), XML the same words in camelCase. Editors' personal names
(``erstelltDurch``, ``geaendertDurch``) have no place here and are not kept.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from leistungswerk.standards.fim.xzufi.values import Betrag, Code, Element, Identifikator, Text
from leistungswerk.standards.fim.xzufi.wire import Wire


class XzufiVersion(StrEnum):
    """Edition of the standard."""

    V220 = "2.2.0"
    V231 = "2.3.1"


V220 = XzufiVersion.V220
V231 = XzufiVersion.V231

PLAIN = Wire(plain=True)
ONLY_220 = Wire(only=V220)
ONLY_231 = Wire(only=V231)
PLAIN_231 = Wire(only=V231, plain=True)
PERSONAL = Wire(personal=True)


class Zeitraum(Element, frozen=True, kw_only=True):
    """A period of time, open where it has no end (ISO 8601 as in the file)."""

    beginn: str | None = None
    ende: str | None = None
    zusatz: tuple[Text, ...] = ()


class Hyperlink(Element, frozen=True, kw_only=True):
    """A link with title (``HyperlinkErweitert``). Never follow or show it before checking its scheme."""

    uri: str
    language_code: Annotated[str | None, Wire(attribute=True)] = None
    titel: str | None = None
    beschreibung: str | None = None
    position_darstellung: int | None = None


class Modul(Element, frozen=True, kw_only=True):
    """What every module carries. ``zugangskanal``: 000 all, 100 online, 200 not online (2.3.1)."""

    zugangskanal: Annotated[Code | None, PLAIN_231] = None
    position_darstellung: int | None = None
    id: Identifikator | None = None
    id_sekundaer: tuple[Identifikator, ...] = ()
    gueltigkeit: tuple[Zeitraum, ...] = ()


class Textmodul(Modul, frozen=True, kw_only=True):
    """A text of the fixed list (standards.md 3.3: 02 Leistungsbezeichnung … 25 Rechtsbehelf)."""

    leika_textmodul: Annotated[Code, PLAIN]
    leika_textmodul_abweichende_bezeichnung: tuple[Text, ...] = ()
    inhalt: tuple[Text, ...] = ()
    weiterfuehrender_link: tuple[Hyperlink, ...] = ()


class TextmodulIndividuell(Modul, frozen=True, kw_only=True):
    """A text with a title of its own."""

    individuelles_textmodultyp: Code
    inhalt: tuple[Text, ...] = ()
    weiterfuehrender_link: tuple[Hyperlink, ...] = ()


class FristDauer(Element, frozen=True, kw_only=True):
    """A span: ``dauer`` (to ``dauer_bis``) in units JAHR … SEKUNDE."""

    dauer: int
    einheit: Annotated[Code, PLAIN]
    dauer_bis: int | None = None
    einheit_bis: Annotated[Code | None, PLAIN] = None


class FristStichtag(Element, frozen=True, kw_only=True):
    """From and until: a date, a day of each year (``--12-31``) or words."""

    von: str | None = None
    bis: str | None = None


FRISTAUSWAHL = Wire(choices=("fristDauer", "fristStichtag"))


class Frist(Element, frozen=True, kw_only=True):
    """A deadline with its type (001 … 009)."""

    typ: Annotated[Code, PLAIN]
    fristauswahl: Annotated[FristDauer | FristStichtag, FRISTAUSWAHL]
    beschreibung: tuple[Text, ...] = ()
    position_darstellung: int | None = None
    gueltigkeit: tuple[Zeitraum, ...] = ()


class Bearbeitungsdauer(Element, frozen=True, kw_only=True):
    """A processing time."""

    fristauswahl: Annotated[FristDauer | FristStichtag, FRISTAUSWAHL]
    beschreibung: tuple[Text, ...] = ()
    position_darstellung: int | None = None
    gueltigkeit: tuple[Zeitraum, ...] = ()


class Fristmodul(Modul, frozen=True, kw_only=True):
    frist: tuple[Frist, ...] = ()
    beschreibung: tuple[Text, ...] = ()
    weiterfuehrender_link: tuple[Hyperlink, ...] = ()


class Bearbeitungsdauermodul(Modul, frozen=True, kw_only=True):
    bearbeitungsdauer: tuple[Bearbeitungsdauer, ...] = ()
    beschreibung: tuple[Text, ...] = ()
    weiterfuehrender_link: tuple[Hyperlink, ...] = ()


class KostenFix(Element, frozen=True, kw_only=True):
    betrag: Betrag


class KostenFrei(Element, frozen=True, kw_only=True):
    beschreibung_kostenfreiheit: tuple[Text, ...] = ()


class KostenVariabel(Element, frozen=True, kw_only=True):
    betrag_untergrenze: Betrag | None = None
    betrag_obergrenze: Betrag | None = None
    beschreibung_variabilitaet: tuple[Text, ...] = ()


class Kosten(Element, frozen=True, kw_only=True):
    """A fee: fixed, free of charge or variable; ``vorkasse``: to be paid in advance."""

    typ: Annotated[Code, PLAIN]
    kostenauswahl: Annotated[
        KostenFix | KostenFrei | KostenVariabel, Wire(choices=("fix", "frei", "variabel"))
    ]
    beschreibung: tuple[Text, ...] = ()
    vorkasse: bool | None = None
    link_kostenbildung: Annotated[str | None, ONLY_220] = None
    links_kostenbildung: Annotated[
        tuple[Hyperlink, ...], Wire(only=V231, json="link_kostenbildung", xml="linkKostenbildung")
    ] = ()
    position_darstellung: int | None = None
    gueltigkeit: tuple[Zeitraum, ...] = ()


class Kostenmodul(Modul, frozen=True, kw_only=True):
    kosten: tuple[Kosten, ...] = ()
    beschreibung: tuple[Text, ...] = ()
    weiterfuehrender_link: tuple[Hyperlink, ...] = ()


class Dokumenttyp(Element, frozen=True, kw_only=True):
    """A listed type of document (001 … 999), or one in words."""

    code: Annotated[Code | None, PLAIN] = None
    nicht_gelisteter_wert: str | None = None


class Dokument(Element, frozen=True, kw_only=True):
    """A document; ``art`` is called ``typ`` in 2.2.0."""

    art: Annotated[Dokumenttyp, Wire(only=V220, json="typ", xml="typ"), ONLY_231]
    bezeichnung: tuple[Text, ...] = ()
    beschreibung: tuple[Text, ...] = ()
    formular_referenz: Annotated[
        tuple[Identifikator, ...],
        Wire(only=V220, json="referenz_formular_id", xml="referenzFormularID"),
        ONLY_231,
    ] = ()
    angabe_signatur: Annotated[Code | None, PLAIN] = None


class DokumentEingehend(Element, frozen=True, kw_only=True):
    """A document to be handed in, and whether it must be (2.3.1)."""

    dokument: Dokument
    pflichtangabetyp: Annotated[Code | None, PLAIN] = None
    pflichtangabe_grund_kontextabhaengigkeit: tuple[Code, ...] = ()
    kennzeichen_ausloeser: bool | None = None


class Dokumentmodul(Modul, frozen=True, kw_only=True):
    dokument_eingehend: Annotated[tuple[Dokument, ...], ONLY_220] = ()
    eingehend: Annotated[
        tuple[DokumentEingehend, ...], Wire(only=V231, json="dokument_eingehend", xml="dokumentEingehend")
    ] = ()
    dokument_ausgehend: tuple[Dokument, ...] = ()
    beschreibung: Annotated[tuple[Text, ...], ONLY_220] = ()
    beschreibung_eingehend: Annotated[tuple[Text, ...], ONLY_231] = ()
    beschreibung_ausgehend: Annotated[tuple[Text, ...], ONLY_231] = ()
    weiterfuehrender_link: tuple[Hyperlink, ...] = ()


class BegriffImKontext(Element, frozen=True, kw_only=True):
    """A synonym or search word."""

    begriff: Text
    typ: Annotated[Code | None, PLAIN] = None


class BegriffImKontextModul(Modul, frozen=True, kw_only=True):
    begriff_im_kontext: tuple[BegriffImKontext, ...] = ()


class FachlicheFreigabeModul(Modul, frozen=True, kw_only=True):
    """Which authority released the texts, and when."""

    fachlich_freigegeben_am: str | None = None
    fachlich_freigegeben_durch: tuple[Text, ...] = ()


class Auskunftshinweismodul(Modul, frozen=True, kw_only=True):
    inhalt: tuple[Text, ...] = ()
    weiterfuehrender_link: tuple[Hyperlink, ...] = ()


class DynamischerUrlParameter(Element, frozen=True, kw_only=True):
    typ: Annotated[Code, PLAIN]
    parameter_name: str


class UrsprungsportalModul(Modul, frozen=True, kw_only=True):
    """The page the texts come from."""

    uri: str
    language_code: Annotated[str | None, Wire(attribute=True)] = None
    titel: str | None = None
    dynamische_parameter: Annotated[tuple[DynamischerUrlParameter, ...], ONLY_231] = ()
