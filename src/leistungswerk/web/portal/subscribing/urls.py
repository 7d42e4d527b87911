# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of subscriptions. A token is the secret link of a mail (:mod:`leistungswerk.enablement.directory.links`)."""

from django.urls import path

from leistungswerk.web.portal.subscribing import views

patterns = [
    path("abonnieren/", views.subscribe, name="subscribe"),
    path("abonnieren/angefragt/", views.asked, name="subscribe_asked"),
    path("abonnieren/beendet/", views.ended, name="subscribe_ended"),
    path("abonnieren/bestaetigen/<str:token>/", views.confirm, name="subscribe_confirm"),
    path("abonnieren/meine/<str:token>/", views.preferences, name="subscribe_preferences"),
    path("abonnieren/abmelden/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
