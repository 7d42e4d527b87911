# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of maturity."""

from django.urls import path

from leistungswerk.web.office.maturity import models, overview, service

patterns = [
    path("reifegrad/", overview.overview, name="maturity"),
    path("reifegrad/modelle/", models.models, name="maturity_models"),
    path("reifegrad/modelle/<str:code>/", models.model, name="maturity_model"),
    path("reifegrad/modelle/<str:code>/datei.toml", models.file, name="maturity_model_file"),
    path("reifegrad/leistung/<str:key>/", service.service, name="maturity_service"),
    path("reifegrad/leistung/<str:key>/zurueck/", service.withdraw, name="withdraw_assessment"),
]
