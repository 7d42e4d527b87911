# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the federal dashboard."""

from django.urls import path

from leistungswerk.web.office.dashboard import compared, views

patterns = [
    path("bundesdashboard/", views.overview, name="federal_dashboard"),
    path("bundesdashboard/export.<str:form>", views.export, name="federal_export"),
    path("bundesdashboard/<uuid:identity>/", compared.taken_in, name="federal_import"),
    path(
        "bundesdashboard/<uuid:identity>/abweichungen.<str:form>", compared.table, name="federal_differences"
    ),
    path("bundesdashboard/<uuid:identity>/datei/<str:digest>/", compared.file, name="federal_file"),
]
