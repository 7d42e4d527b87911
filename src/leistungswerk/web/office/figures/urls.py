# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of figures and reports."""

from django.urls import path

from leistungswerk.web.office.figures import focus, plan, views

patterns = [
    path("zahlen/", views.figures, name="figures"),
    path("zahlen/fokusleistungen/", focus.focus, name="focus"),
    path("zahlen/plan/", plan.plans, name="figure_plans"),
    path("zahlen/plan/<uuid:identity>/", plan.plan, name="figure_plan"),
    path("zahlen/leistung/<str:key>/", views.service, name="figure_service"),
    path("zahlen/bericht/<slug:template>/<slug:form>/", views.report, name="figure_report"),
    path("zahlen/<slug:code>/", views.figure, name="figure"),
]
