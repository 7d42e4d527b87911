# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What attributes, text modules and languages are called in German, for people who read a comparison.

Codes whose list gives no words here are shown as codes: labels are not in hand (standards.md 17).
"""

from __future__ import annotations

from typing import Final

TEXTMODULE: Final = {
    "02": "Leistungsbezeichnung",
    "03": "Leistungsbezeichnung II",
    "05": "Kurztext",
    "06": "Volltext",
    "07": "Rechtsgrundlagen",
    "08": "erforderliche Unterlagen",
    "09": "Voraussetzungen",
    "11": "Verfahrensablauf",
    "14": "Formulare",
    "15": "weiterführende Informationen",
    "16": "Hinweise",
    "18": "Urheber",
    "22": "zuständige Stelle",
    "23": "Ansprechpunkt",
    "24": "Teaser",
    "25": "Rechtsbehelf",
}
"""List ``urn:de:xzufi:codeliste:leistungstextmodulleika`` (standards.md 3.3)."""

SPRACHEN: Final = {
    "de": "deutsch",
    "en": "englisch",
    "fr": "französisch",
    "hsb": "obersorbisch",
    "dsb": "niedersorbisch",
    "pl": "polnisch",
    "uk": "ukrainisch",
}

_ATTRIBUTES: Final = {
    "alternative_beschreibung": "Alternativbeschreibung",
    "angabe_signatur": "Signatur",
    "art": "Art",
    "begriff_im_kontext": "Begriff im Kontext",
    "beschreibung_ausgehend": "Beschreibung der ausgehenden Dokumente",
    "beschreibung_eingehend": "Beschreibung der eingehenden Dokumente",
    "beschreibung_kostenfreiheit": "Beschreibung der Kostenfreiheit",
    "beschreibung_variabilitaet": "Beschreibung der Spanne",
    "betrag_obergrenze": "höchster Betrag",
    "betrag_untergrenze": "niedrigster Betrag",
    "bezugsort_typ": "Bezugsort",
    "copyright_hinweis": "Hinweis zum Urheberrecht",
    "copyright_url": "Adresse zum Urheberrecht",
    "datei_id": "Id der Datei",
    "datei_referenz": "Datei",
    "datei_url": "Adresse der Datei",
    "dauer_bis": "Dauer bis",
    "dokument_ausgehend": "ausgehendes Dokument",
    "dokument_eingehend": "eingehendes Dokument",
    "durchfuehrbar_einheitliche_stelle": "durchführbar über die Einheitliche Stelle",
    "dynamische_parameter": "dynamischer Parameter",
    "eingehend": "eingehendes Dokument",
    "einheit_bis": "Einheit bis",
    "erstellt_datum_zeit": "erstellt am",
    "fachlich_freigegeben_am": "fachlich freigegeben am",
    "fachlich_freigegeben_durch": "fachlich freigegeben durch",
    "formular_referenz": "Formular",
    "fremd": "nicht gedeutetes Element",
    "fristauswahl": "Frist",
    "geaendert_datum_zeit": "geändert am",
    "gebiet_id": "Gebiet",
    "gemeindeschluessel": "Gemeindeschlüssel",
    "gueltigkeit": "Gültigkeit",
    "gueltigkeit_gebiet_id": "Gebiet der Gültigkeit",
    "id_sekundaer": "sekundäre Id",
    "individuelles_textmodultyp": "Art des eigenen Textmoduls",
    "informationsbereich_sdg": "SDG-Informationsbereich",
    "informationsbereich_sdg1": "SDG-Informationsbereich (Anhang I)",
    "informationsbereich_sdg2": "SDG-Informationsbereich (Anhang II)",
    "informationsbereiche_sdg": "SDG-Informationsbereiche",
    "kennzeichen_ausloeser": "löst das Verfahren aus",
    "kennzeichen_ea": "über den Einheitlichen Ansprechpartner",
    "kennzeichen_formular_formlos": "formlos möglich",
    "kennzeichen_formular_persoenlich": "persönliches Erscheinen nötig",
    "kennzeichen_formular_schriftformerfordernis": "Schriftform erforderlich",
    "kennzeichen_maschinelle_uebersetzung": "maschinell übersetzt",
    "kennzeichen_schriftformerfordernis": "Schriftform erforderlich",
    "kostenauswahl": "Kosten",
    "language_code": "Sprache",
    "leika_textmodul": "Textmodul",
    "leika_textmodul_abweichende_bezeichnung": "abweichende Bezeichnung",
    "leistung_id": "Leistung",
    "leistung_im_kontext_id": "Leistung im Kontext",
    "leistungsobjekt_id": "Leistungsobjekt",
    "link_kostenbildung": "Link zur Kostenbildung",
    "links_kostenbildung": "Link zur Kostenbildung",
    "maschinelle_uebersetzung": "maschinelle Übersetzung",
    "modul_auskunftshinweis": "Auskunftshinweis",
    "modul_bearbeitungsdauer": "Bearbeitungsdauer",
    "modul_begriff_im_kontext": "Begriffe im Kontext",
    "modul_dokument": "Dokumente",
    "modul_fachliche_freigabe": "fachliche Freigabe",
    "modul_frist": "Fristen",
    "modul_kosten": "Kosten",
    "modul_text": "Textmodul",
    "modul_text_individuell": "eigenes Textmodul",
    "modul_ursprungsportal": "Ursprungsportal",
    "nachricht_uuid": "Id der Nachricht",
    "nicht_gelisteter_wert": "nicht gelisteter Wert",
    "organisationseinheit_id": "Organisationseinheit",
    "original_id": "Id des Originals",
    "original_sprache": "Sprache des Originals",
    "parameter_name": "Name des Parameters",
    "pflichtangabe_grund_kontextabhaengigkeit": "Grund der Abhängigkeit",
    "pflichtangabetyp": "Pflicht",
    "piktogramm_id": "Piktogramm",
    "position_darstellung": "Position der Darstellung",
    "prozess_id": "Prozess",
    "referenz_leika": "Leistungsschlüssel",
    "referenz_leistungsschluessel": "Leistungsschlüssel",
    "regionalschluessel": "Regionalschlüssel",
    "relevant_fuer_rechtsform": "relevant für Rechtsform",
    "relevant_fuer_staatsangehoerigkeit": "relevant für Staatsangehörigkeit",
    "relevant_fuer_wirtschaftszweig": "relevant für Wirtschaftszweig",
    "spezifische_id": "spezifische Id",
    "sprachbezeichnung_deutsch": "Bezeichnung auf Deutsch",
    "sprachbezeichnung_nativ": "Bezeichnung in der Sprache selbst",
    "staatsangaben": "Staatsangaben",
    "staatsangehoerigkeit": "Staatsangehörigkeit",
    "standard_zustaendigkeitsgebiet": "übliches Zuständigkeitsgebiet",
    "status_bibliothek": "Status in der Bibliothek",
    "status_katalog": "Status im Katalog",
    "strasse": "Straße",
    "uebergeordnete_kategorie_id": "übergeordnete Kategorie",
    "uebergeordnetes_gebiet_id": "übergeordnetes Gebiet",
    "untergeordnete_kategorie_id": "untergeordnete Kategorie",
    "untergeordnetes_gebiet_id": "untergeordnetes Gebiet",
    "uri": "Adresse",
    "versionsinformationen": "Versionsinformation",
    "verwaltungspolitische_kodierung": "verwaltungspolitische Kodierung",
    "von": "von",
    "bis": "bis",
    "weiterfuehrender_link": "weiterführender Link",
    "zustaendigkeit": "Zuständigkeit",
}


def label(attribute: str) -> str:
    """Return the German name of an attribute; one word of the standard is its own name."""
    return _ATTRIBUTES.get(attribute) or attribute.replace("_", " ").capitalize()


def language(code: str) -> str:
    """Return the name of a language; a variety (``de-AT``, leichte Sprache) keeps its code beside it."""
    base = code.lower().partition("-")[0]
    name = SPRACHEN.get(base, f"Sprache {base}")
    return name if code.lower() == base else f"{name} ({code})"
