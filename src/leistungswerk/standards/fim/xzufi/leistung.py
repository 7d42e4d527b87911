# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A service (Leistung) and what deviates from it for a territory (Spezialisierung).

Source: standards.md 3.2; both editions in one model, see :mod:`.modules`.
"""

from __future__ import annotations

from typing import Annotated

from leistungswerk.standards.fim.xzufi.gebiete import Herausgeber, Versionsinformation
from leistungswerk.standards.fim.xzufi.modules import (
    ONLY_220,
    ONLY_231,
    PERSONAL,
    PLAIN,
    PLAIN_231,
    V220,
    V231,
    Auskunftshinweismodul,
    Bearbeitungsdauermodul,
    BegriffImKontextModul,
    Dokumentmodul,
    FachlicheFreigabeModul,
    Fristmodul,
    Kostenmodul,
    Textmodul,
    TextmodulIndividuell,
    UrsprungsportalModul,
    Zeitraum,
)
from leistungswerk.standards.fim.xzufi.values import Code, Element, Identifikator, Text, in_language
from leistungswerk.standards.fim.xzufi.wire import Wire

SINGLE_220 = (Wire(only=V220, single=True), ONLY_231)


class Kategorieklasse(Element, frozen=True, kw_only=True):
    """A scheme of categories."""

    id: Identifikator
    id_sekundaer: tuple[Identifikator, ...] = ()
    typ: Annotated[Code | None, PLAIN_231] = None
    bezeichnung: tuple[Text, ...] = ()
    beschreibung: tuple[Text, ...] = ()
    version: str | None = None


class Bilddatei(Element, frozen=True, kw_only=True):
    datei_id: Identifikator | None = None
    datei_url: str | None = None


class Copyright(Element, frozen=True, kw_only=True):
    copyright_hinweis: tuple[Text, ...] = ()
    copyright_url: str | None = None


class Bild(Element, frozen=True, kw_only=True):
    """A picture with its text alternative."""

    datei_referenz: Bilddatei
    bezeichnung: tuple[Text, ...] = ()
    alternative_beschreibung: tuple[Text, ...] = ()
    copyright: Copyright | None = None


class Kategorie(Element, frozen=True, kw_only=True):
    """A category of a scheme (Lagen, Themen …)."""

    id: Identifikator
    klasse: Kategorieklasse
    id_sekundaer: tuple[Identifikator, ...] = ()
    uebergeordnete_kategorie_id: Identifikator | None = None
    untergeordnete_kategorie_id: tuple[Identifikator, ...] = ()
    bezeichnung: tuple[Text, ...] = ()
    beschreibung: tuple[Text, ...] = ()
    piktogramm_id: Annotated[Bild | None, ONLY_231] = None


class LeistungsstrukturObjekt(Element, frozen=True, kw_only=True):
    """A service object (LO), for example Hundesteuer."""

    leistungsgruppierung: Annotated[
        Code | Kategorie | None,
        Wire(only=V220, choices=("leistungsgruppierungLeiKa", "leistungsgruppierungIndividuell")),
        Wire(only=V231, json="leistungsgruppierung_leika", xml="leistungsgruppierungLeiKa", plain=True),
    ] = None


class LeistungsstrukturObjektMitVerrichtung(LeistungsstrukturObjekt, frozen=True, kw_only=True):
    """An object with an action (LOV), for example Hundesteuer, Befreiung."""

    leistungsobjekt_id: Identifikator
    verrichtung: Annotated[
        Code | Kategorie,
        Wire(only=V220, choices=("verrichtungLeiKa", "verrichtungIndividuell")),
        Wire(only=V231, json="verrichtung_leika", xml="verrichtungLeiKa", plain=True),
    ]


class LeistungsstrukturObjektMitVerrichtungUndDetail(
    LeistungsstrukturObjektMitVerrichtung, frozen=True, kw_only=True
):
    """An object with an action and a detail of it (LOVD)."""

    verrichtungsdetail: tuple[Text, ...] = ()


class InformationsbereicheSdg(Element, frozen=True, kw_only=True):
    """Areas of the Single Digital Gateway, annexes I and II (2.3.1)."""

    informationsbereich_sdg1: Annotated[tuple[Code, ...], PLAIN] = ()
    informationsbereich_sdg2: Annotated[tuple[Code, ...], PLAIN] = ()


class Wirtschaftszweig(Element, frozen=True, kw_only=True):
    code: Annotated[Code, Wire(xml="wirtschaftszweig")]
    spezifische_id: Identifikator


class Staatsangaben(Element, frozen=True, kw_only=True):
    """Nationalities and groups of states a service is for (2.3.1)."""

    staatsangehoerigkeit: Annotated[tuple[Code, ...], PLAIN] = ()
    staatengruppe: Annotated[tuple[Code, ...], PLAIN] = ()


class MaschinelleUebersetzung(Element, frozen=True, kw_only=True):
    """Says that a text was translated by a machine, and from which language."""

    original_sprache: str
    original_id: Identifikator | None = None
    uebersetzt_durch: Annotated[None, PERSONAL] = None


class Sprachversion(Element, frozen=True, kw_only=True):
    """A language in which the texts exist."""

    language_code: str
    sprachbezeichnung_deutsch: str | None = None
    sprachbezeichnung_nativ: str | None = None
    kennzeichen_maschinelle_uebersetzung: Annotated[bool | None, ONLY_231] = None
    maschinelle_uebersetzung: Annotated[MaschinelleUebersetzung | None, ONLY_231] = None
    erstellt_datum_zeit: str | None = None
    erstellt_durch: Annotated[None, PERSONAL] = None
    geaendert_datum_zeit: str | None = None
    geaendert_durch: Annotated[None, PERSONAL] = None
    version: str | None = None


class Leistungstexte(Element, frozen=True, kw_only=True):
    """The modules that a Leistung and a Spezialisierung share."""

    modul_text: tuple[Textmodul, ...] = ()
    modul_text_individuell: tuple[TextmodulIndividuell, ...] = ()
    modul_frist: Annotated[tuple[Fristmodul, ...], *SINGLE_220] = ()
    modul_kosten: Annotated[tuple[Kostenmodul, ...], *SINGLE_220] = ()
    modul_bearbeitungsdauer: Annotated[tuple[Bearbeitungsdauermodul, ...], *SINGLE_220] = ()
    modul_begriff_im_kontext: tuple[BegriffImKontextModul, ...] = ()
    modul_fachliche_freigabe: Annotated[tuple[FachlicheFreigabeModul, ...], *SINGLE_220] = ()
    modul_auskunftshinweis: Annotated[tuple[Auskunftshinweismodul, ...], *SINGLE_220] = ()
    modul_dokument: Annotated[tuple[Dokumentmodul, ...], *SINGLE_220] = ()
    modul_ursprungsportal: tuple[UrsprungsportalModul, ...] = ()

    def text(self, textmodul: str, language: str = "de") -> str | None:
        """Return a text of the fixed list (``06`` Volltext …) in a language; ``None`` if there is none.

        It may contain HTML of a stranger.
        """
        texts = tuple(
            text
            for module in self.modul_text
            if module.leika_textmodul.code == textmodul
            for text in module.inhalt
        )
        found = in_language(texts, language)
        return found.value if found else None


class Leistung(Leistungstexte, frozen=True, kw_only=True):
    """A public service in one edition of XZuFi."""

    id: Identifikator
    id_sekundaer: tuple[Identifikator, ...] = ()
    struktur: Annotated[
        LeistungsstrukturObjekt
        | LeistungsstrukturObjektMitVerrichtung
        | LeistungsstrukturObjektMitVerrichtungUndDetail
        | None,
        Wire(
            choices=(
                "LeistungsstrukturObjekt",
                "LeistungsstrukturObjektMitVerrichtung",
                "LeistungsstrukturObjektMitVerrichtungUndDetail",
            ),
            xsi_type=True,
        ),
    ] = None
    referenz_leika: Annotated[tuple[Code, ...], ONLY_220] = ()
    referenz_leistungsschluessel: Annotated[tuple[Identifikator, ...], ONLY_231] = ()
    status_katalog: Annotated[Code | None, Wire(only=V231, plain=True, numeric=True)] = None
    status_bibliothek: Annotated[Code | None, Wire(only=V231, plain=True, numeric=True)] = None
    detailstufe: Annotated[Code | None, PLAIN_231] = None
    typisierung: Annotated[tuple[Code, ...], PLAIN] = ()
    vertrauensniveau: Annotated[Code | None, PLAIN] = None
    leistungsadressat: Annotated[tuple[Code, ...], PLAIN] = ()
    bezugsort_typ: Annotated[Code | None, PLAIN_231] = None
    kennzeichen_schriftformerfordernis: Annotated[
        bool | None, Wire(only=V220, json="kennzeichen_schritformerfordernis")
    ] = None
    """The FIM-Portal spells its JSON name with a slip; that is its name."""
    kennzeichen_formular_schriftformerfordernis: Annotated[bool | None, ONLY_231] = None
    kennzeichen_formular_persoenlich: Annotated[bool | None, ONLY_231] = None
    kennzeichen_formular_formlos: Annotated[bool | None, ONLY_231] = None
    kategorie: tuple[Kategorie, ...] = ()
    klassifizierung: tuple[Code, ...] = ()
    informationsbereich_sdg: Annotated[tuple[Code, ...], Wire(only=V220, plain=True)] = ()
    informationsbereiche_sdg: Annotated[InformationsbereicheSdg | None, ONLY_231] = None
    leistung_im_kontext_id: Annotated[
        tuple[Identifikator, ...],
        Wire(only=V220, json="id_leistung_im_kontext", xml="idLeistungImKontext"),
        ONLY_231,
    ] = ()
    prozess_id: Annotated[
        tuple[Identifikator, ...], Wire(only=V220, json="id_prozess", xml="idProzess"), ONLY_231
    ] = ()
    herausgeber: Herausgeber | None = None
    gueltigkeit_gebiet_id: tuple[Identifikator, ...] = ()
    kennzeichen_ea: Annotated[bool | None, ONLY_220] = None
    durchfuehrbar_einheitliche_stelle: Annotated[tuple[Code, ...], PLAIN_231] = ()
    relevant_fuer_wirtschaftszweig: tuple[Wirtschaftszweig, ...] = ()
    relevant_fuer_rechtsform: Annotated[tuple[Code, ...], ONLY_220, PLAIN_231] = ()
    relevant_fuer_staatsangehoerigkeit: Annotated[tuple[Code, ...], ONLY_220] = ()
    staatsangaben: Annotated[
        Staatsangaben | None,
        Wire(only=V231, json="relevant_fuer_staatsangehoerigkeit", xml="relevantFuerStaatsangehoerigkeit"),
    ] = None
    versionsinformationen: Annotated[
        Versionsinformation | None,
        Wire(only=V220, json="versionsinformation", xml="versionsinformation"),
        ONLY_231,
    ] = None
    sprachversion: tuple[Sprachversion, ...] = ()
    gueltigkeit: tuple[Zeitraum, ...] = ()

    def schluessel(self) -> tuple[str, ...]:
        """Return the Leistungsschlüssel (14 digits) the service refers to, in either edition."""
        return (
            *(code.code for code in self.referenz_leika),
            *(identifier.value for identifier in self.referenz_leistungsschluessel),
        )


class Spezialisierung(Leistungstexte, frozen=True, kw_only=True):
    """What a territory says differently about a service (XML only; not tried on real data)."""

    id: Identifikator
    id_sekundaer: tuple[Identifikator, ...] = ()
    leistung_id: Identifikator
    gueltigkeit_gebiet_id: tuple[Identifikator, ...] = ()
    herausgeber: Herausgeber | None = None
    versionsinformationen: Annotated[
        Versionsinformation | None, Wire(only=V220, xml="versionsinformation"), ONLY_231
    ] = None
    sprachversion: tuple[Sprachversion, ...] = ()
    gueltigkeit: tuple[Zeitraum, ...] = ()
