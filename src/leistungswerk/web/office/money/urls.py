# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of money, compliance cost, usage and operation."""

from django.urls import path

from leistungswerk.web.office.money import efforts, measures, operations, tables, usage

patterns = [
    path("mittel/", measures.measures, name="measures"),
    path("mittel/neu/", measures.new, name="new_measure"),
    path("mittel/tabelle.csv", tables.money, {"kind": "csv"}, name="money_csv"),
    path("mittel/tabelle.xlsx", tables.money, {"kind": "xlsx"}, name="money_xlsx"),
    path("mittel/<uuid:identity>/", measures.measure, name="measure"),
    path("mittel/<uuid:identity>/bearbeiten/", measures.edit, name="edit_measure"),
    path("mittel/<uuid:identity>/ansatz/", measures.budget, name="measure_budget"),
    path("mittel/<uuid:identity>/buchen/", measures.book, name="measure_book"),
    path("mittel/<uuid:identity>/zurueck/<uuid:row>/", measures.reverse_one, name="measure_reverse"),
    path("aufwand/", efforts.newest, name="efforts_now"),
    path("aufwand/<int:number>/", efforts.efforts, name="efforts"),
    path("aufwand/<int:number>/neu/", efforts.new, name="new_effort"),
    path("aufwand/<int:number>/uebermittelt/", efforts.deliver, name="deliver_efforts"),
    path("aufwand/<int:number>/tabelle.csv", tables.efforts, {"kind": "csv"}, name="efforts_csv"),
    path("aufwand/<int:number>/tabelle.xlsx", tables.efforts, {"kind": "xlsx"}, name="efforts_xlsx"),
    path("aufwand/angabe/<uuid:identity>/", efforts.edit, name="edit_effort"),
    path("aufwand/angabe/<uuid:identity>/zurueck/", efforts.withdraw, name="withdraw_effort"),
    path("nutzung/", usage.usage, name="usage"),
    path("nutzung/datei/<slug:form>/", usage.file, name="usage_file"),
    path("betrieb/", operations.operations, name="operations"),
]
