# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the handbook."""

from django.urls import path

from leistungswerk.web.office.handbook import views

patterns = [
    path("handbuch/", views.handbook, name="handbook"),
    path("handbuch/<slug:slug>/", views.article, name="handbook_article"),
]
