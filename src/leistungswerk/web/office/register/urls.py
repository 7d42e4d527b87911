# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the register in the office."""

from django.urls import path

from leistungswerk.web.office.register import (
    bodies,
    case_systems,
    catalogue,
    catalogue_edit,
    imports,
    people,
    search,
)

patterns = [
    path("suche/", search.results, name="search"),
    path("zugang/", people.choose_password, name="choose_password"),
    path("register/leistungen/", catalogue.service_list, name="register_services"),
    path("register/leistungen/neu/", catalogue_edit.edit, name="register_service_new"),
    path("register/leistungen/<str:key>/", catalogue.service, name="register_service"),
    path("register/leistungen/<str:key>/bearbeiten/", catalogue_edit.edit, name="register_service_edit"),
    path("register/stellen/", bodies.organisations, name="organisations"),
    path("register/stellen/neu/", bodies.enter, name="organisation_new"),
    path("register/stellen/<uuid:identity>/", bodies.organisation, name="organisation"),
    path("register/neuzuschnitt/", bodies.recut, name="recut"),
    path("register/personen/", people.people, name="people"),
    path("register/personen/neu/", people.enter, name="person_new"),
    path("register/personen/<uuid:identity>/", people.person, name="person"),
    path("register/personen/<uuid:identity>/bearbeiten/", people.enter, name="person_edit"),
    path("register/fachverfahren/", case_systems.case_systems, name="case_systems"),
    path("register/fachverfahren/<uuid:identity>/", case_systems.case_system, name="case_system"),
    path("register/importe/", imports.imports, name="register_imports"),
    path("register/importe/<uuid:identity>/", imports.import_run, name="register_import"),
]
