# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from leistungswerk.web.office.feedback import views

patterns = [
    path("rueckmeldungen/", views.feedback_list, name="feedback_list"),
    path("rueckmeldungen/<str:key>/", views.feedback, name="feedback"),
]
