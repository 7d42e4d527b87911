# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the base infrastructure."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from leistungswerk.web.office.infrastructure import base_services, running
from leistungswerk.web.office.projects import sections

sections.add(sections.Section("base_services", _("Basisdienste"), "office:project_base_services", 42))
sections.add(sections.Section("runtime", _("Laufzeit und Tests"), "office:project_runtime", 44))

patterns = [
    path("basisdienste/", base_services.catalogue, name="base_services"),
    path("basisdienste/<uuid:identity>/bewegen/", base_services.move, name="move_base_request"),
    path("vorhaben/<uuid:identity>/basisdienste/", base_services.section, name="project_base_services"),
    path("vorhaben/<uuid:identity>/laufzeit/", running.section, name="project_runtime"),
    path("vorhaben/<uuid:identity>/laufzeit/aendern/", running.edit, name="edit_runtime"),
]
