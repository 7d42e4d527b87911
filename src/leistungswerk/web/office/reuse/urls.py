# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of reuse."""

from django.urls import path

from leistungswerk.web.office.reuse import offer_entry, offers

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
]
