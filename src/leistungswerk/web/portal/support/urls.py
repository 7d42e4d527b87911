# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of help. The secret link of a request opens what the desk and who asked wrote, never an application."""

from django.urls import path

from leistungswerk.web.portal.support import asking, status

patterns = [
    path("hilfe/", asking.ask, name="help"),
    path("hilfe/vorschlaege.json", asking.suggestions, name="help_suggestions"),
    path("hilfe/angekommen/", asking.thanks, name="help_thanks"),
    path("hilfe/wissen/<slug:slug>/", asking.article, name="knowledge"),
    path("hilfe/anfrage/<str:number>/<str:key>/", asking.request_by_link, name="help_request"),
    path("hilfe/bewertung/<str:number>/<str:key>/<str:helped>/", asking.rate, name="help_rating"),
    path("stoerungen/", status.status_page, name="status_page"),
    path("stoerungen/feed.xml", status.status_feed, name="status_feed"),
    path("stoerungen/<uuid:identity>/", status.status_notice, name="status_notice"),
    path("stoerungen/<uuid:identity>/termin.ics", status.status_calendar, name="status_calendar"),
]
