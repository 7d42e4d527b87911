# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of reports; they stand before those of the figures, which take any word."""

from django.urls import path

from leistungswerk.web.office.reports import acts, views, writing

patterns = [
    path("zahlen/berichte/", views.reports, name="reports"),
    path("zahlen/berichte/neu/", writing.begin, name="begin_report"),
    path("zahlen/berichte/<uuid:identity>/", views.report, name="report"),
    path("zahlen/berichte/<uuid:identity>/text/<slug:key>/", writing.write, name="report_text"),
    path("zahlen/berichte/<uuid:identity>/datei/<slug:form>/", views.file, name="report_file"),
    path("zahlen/berichte/<uuid:identity>/<slug:step>/", acts.take_step, name="report_step"),
]
