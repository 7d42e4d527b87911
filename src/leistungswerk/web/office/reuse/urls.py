# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of reuse."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from leistungswerk.web.office.projects import sections
from leistungswerk.web.office.reuse import contracts, offer_entry, offers, parameters

sections.add(sections.Section("reuse", _("Nachnutzung"), "office:project_contracts", 38))
sections.add(sections.Section("parameters", _("Parameter"), "office:project_parameters", 40))

patterns = [
    path("nachnutzung/", offers.offer_list, name="offers"),
    path("nachnutzung/neu/", offer_entry.new, name="new_offer"),
    path("nachnutzung/vergleich/", offers.compare_page, name="compare_offers"),
    path("nachnutzung/einlesen/", offer_entry.read_file, name="import_offers"),
    path("nachnutzung/angebote.<slug:form>", offers.export, name="export_offers"),
    path("nachnutzung/<uuid:identity>/", offers.offer_page, name="offer"),
    path("nachnutzung/<uuid:identity>/aendern/", offer_entry.edit, name="edit_offer"),
    path("nachnutzung/<uuid:identity>/bewerten/", offer_entry.score, name="score_offer"),
    path("nachnutzung/<uuid:identity>/benachrichtigen/", offers.subscribe, name="subscribe_offer"),
    path("nachnutzung/<uuid:identity>/nicht-benachrichtigen/", offers.unsubscribe, name="unsubscribe_offer"),
    path("vorhaben/<uuid:identity>/nachnutzung/", contracts.section, name="project_contracts"),
    path("vorhaben/<uuid:identity>/nachnutzung/vertrag/", contracts.begin, name="begin_contract"),
    path("vertraege/<uuid:identity>/", contracts.page, name="contract"),
    path("vertraege/<uuid:identity>/schritt/", contracts.move, name="move_contract"),
    path("vertraege/<uuid:identity>/zeichnung/", contracts.sign, name="sign_contract"),
    path("vorhaben/<uuid:identity>/parameter/", parameters.section, name="project_parameters"),
    path("vorhaben/<uuid:identity>/parameter/ueblich/", parameters.standard, name="standard_parameters"),
    path("vorhaben/<uuid:identity>/parameter/blatt/", parameters.begin_sheet, name="begin_sheet"),
    path("vorhaben/<uuid:identity>/parameter/tabelle.csv", parameters.export, name="export_sheets"),
    path("vorhaben/<uuid:identity>/parameter/einlesen/", parameters.read_table, name="import_sheets"),
    path("parameterblaetter/<uuid:identity>/", parameters.sheet, name="sheet"),
]
