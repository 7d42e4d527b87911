# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the Beschlüsse."""

from django.urls import path

from leistungswerk.web.office.resolutions import acts, editing, views

patterns = [
    path("beschluesse/", views.resolutions, name="resolutions"),
    path("beschluesse/neu/", editing.begin, name="begin_resolution"),
    path("beschluesse/eingang/", editing.incoming, name="incoming_resolution"),
    path("beschluesse/sitzungen/", views.calendar, name="sessions"),
    path("beschluesse/gremien/", views.deciders, name="decision_bodies"),
    path("beschluesse/aufgaben/", views.tasks, name="resolution_tasks"),
    path("beschluesse/aufgaben/<uuid:identity>/", acts.task, name="resolution_task"),
    path("beschluesse/<uuid:identity>/", views.resolution, name="resolution"),
    path("beschluesse/<uuid:identity>/text/", editing.edit, name="edit_resolution"),
    path("beschluesse/<uuid:identity>/<slug:step>/", acts.take_step, name="resolution_step"),
]
