# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of training."""

from django.urls import path

from leistungswerk.web.office.training import editing, playground, views

patterns = [
    path("schulungen/", views.dates, name="training"),
    path("uebungsumgebung/", playground.playground, name="playground"),
    path("schulungen/kurse/", editing.courses, name="training_courses"),
    path("schulungen/kurse/neu/", editing.enter, name="training_enter_course"),
    path("schulungen/kurse/<uuid:identity>/", editing.course, name="training_course"),
    path("schulungen/kurse/<uuid:identity>/bearbeiten/", editing.edit, name="training_edit_course"),
    path("schulungen/kurse/<uuid:identity>/termin/", editing.plan, name="training_plan_date"),
    path("schulungen/platz/<uuid:identity>/abmelden/", views.give_back, name="training_give_back"),
    path(
        "schulungen/platz/<uuid:identity>/bescheinigung.pdf", views.certificate, name="training_certificate"
    ),
    path("schulungen/platz/<uuid:identity>/bewertung/", views.evaluation, name="training_evaluation"),
    path("schulungen/<uuid:identity>/", views.date, name="training_date"),
    path("schulungen/<uuid:identity>/termin.ics", views.calendar, name="training_calendar"),
    path("schulungen/<uuid:identity>/teilnahme/", views.attendance, name="training_attendance"),
    path("schulungen/<uuid:identity>/bearbeiten/", editing.change, name="training_change_date"),
    path("schulungen/<uuid:identity>/absagen/", editing.cancel, name="training_cancel_date"),
]
