# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the Beratung."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from leistungswerk.web.office.advice import views
from leistungswerk.web.office.projects import sections

sections.add(sections.Section("advice", _("Beratung"), "office:project_advice", 30))

patterns = [
    path("beratung/", views.queue, name="consultations"),
    path("beratung/anfragen/", views.ask, name="ask_advice"),
    path("beratung/<uuid:identity>/", views.consultation, name="consultation"),
    path("beratung/platz/<uuid:identity>/", views.room, name="adviser_room"),
    path("vorhaben/<uuid:identity>/beratung/", views.of_project, name="project_advice"),
]
