# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of progress; the converters of keys are those of the finder."""

from django.urls import path

from leistungswerk.web.portal.progress import places, sitemap, views
from leistungswerk.web.portal.site.views import add_maps

add_maps("progress", lambda: (sitemap.ADDRESS,))

patterns = [
    path("fortschritt/", views.overview, name="progress"),
    path("fortschritt/zahlen/<slug:code>/", views.figure, name="progress_figure"),
    path("fortschritt/leistung/<leistung:key>/", views.service, name="progress_service"),
    path("fortschritt/ort/", places.places, name="places"),
    path("fortschritt/ort/<ars:ars>/", places.place, name="place"),
    path("fortschritt/aenderungen/", views.changed, name="progress_changed"),
    path(sitemap.ADDRESS.removeprefix("/"), sitemap.progress_map, name="progress_map"),
    path("fortschritt/bericht.pdf", views.report, name="progress_report"),
]
