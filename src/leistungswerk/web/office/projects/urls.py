# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the Vorhaben."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from leistungswerk.web.office.projects import sections, views

sections.add(sections.Section("overview", _("Überblick"), "office:project", 0))

patterns = [
    path("vorhaben/", views.projects, name="projects"),
    path("vorhaben/<uuid:identity>/", views.project, name="project"),
]
