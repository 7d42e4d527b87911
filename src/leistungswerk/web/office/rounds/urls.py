# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of data rounds; they stand before those of the figures, which take any word."""

from django.urls import path

from leistungswerk.web.office.rounds import acts, closing, lines, opening, parts, sheets, views

patterns = [
    path("zahlen/abfragen/", views.rounds, name="rounds"),
    path("zahlen/abfragen/neu/", opening.begin, name="begin_round"),
    path("zahlen/abfragen/<uuid:identity>/", views.round_page, name="round"),
    path("zahlen/abfragen/<uuid:identity>/abschliessen/", closing.close, name="close_round"),
    path("zahlen/abfragen/<uuid:identity>/abbrechen/", closing.cancel, name="cancel_round"),
    path("zahlen/abfragen/teil/<uuid:identity>/", parts.part, name="round_part"),
    path("zahlen/abfragen/teil/<uuid:identity>/tabelle.xlsx", sheets.download, name="round_sheet"),
    path("zahlen/abfragen/teil/<uuid:identity>/hochladen/", sheets.upload, name="take_round_sheet"),
    path("zahlen/abfragen/teil/<uuid:identity>/<slug:step>/", acts.take_step, name="round_step"),
    path("zahlen/abfragen/frage/<uuid:identity>/", lines.line, name="round_line"),
]
