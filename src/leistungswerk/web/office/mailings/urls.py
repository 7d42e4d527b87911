# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of mailings."""

from django.urls import path

from leistungswerk.web.office.mailings import views

patterns = [
    path("rundmails/", views.mailings, name="mailings"),
    path("rundmails/neu/", views.write, name="mailing_new"),
    path("rundmails/<uuid:identity>/", views.mailing, name="mailing"),
    path("rundmails/<uuid:identity>/bearbeiten/", views.edit, name="mailing_edit"),
    path("rundmails/<uuid:identity>/empfaenger/", views.recipients, name="mailing_recipients"),
    path("rundmails/<uuid:identity>/<slug:step>/", views.step, name="mailing_step"),
]
