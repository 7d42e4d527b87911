# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the Projektauftrag, the organisation chart and the responsibility matrix."""

from django.urls import path

from leistungswerk.web.office.mandate import mandates, overview

_VERSION = "projektauftrag/<uuid:identity>/fassungen/<int:number>/"
patterns = [
    path("projektauftrag/", mandates.mandate_list, name="mandates"),
    path("projektauftrag/<uuid:identity>/", mandates.page, name="mandate"),
    path("projektauftrag/<uuid:identity>/neue-fassung/", mandates.begin, name="begin_mandate_version"),
    path(_VERSION, mandates.page, name="mandate_version"),
    path(f"{_VERSION}schreiben/", mandates.write, name="write_mandate"),
    path(f"{_VERSION}auslegen/", mandates.move, name="move_mandate"),
    path(f"{_VERSION}zeichnen/", mandates.sign, name="sign_mandate"),
    path(f"{_VERSION}pdf/", mandates.pdf, name="mandate_pdf"),
    path("organisation/", overview.chart, name="chart"),
    path("verantwortung/", overview.matrix, name="matrix_of_responsibility"),
    path("verantwortung/tabelle.csv", overview.matrix_table, name="matrix_table"),
]
