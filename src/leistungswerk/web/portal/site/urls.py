# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the public site. ``pages`` comes last of all: it takes whatever address an editor gave a page."""

from django.urls import path

from leistungswerk.web.portal.site import declaration, home, views

patterns = [
    path("", home.home, name="home"),
    path("aktuelles/", views.news, name="news"),
    path("aktuelles/feed.xml", views.feed, name="feed"),
    path("glossar/", views.glossary, name="glossary"),
    path("sitemap/", views.sitemap, name="sitemap"),
    path("ressorts/", views.ressorts, name="ressorts"),
    path("ressorts/<slug:slug>/", views.ressort, name="ressort"),
    path("impressum/", views.fixed, {"path": "impressum"}, name="imprint"),
    path("datenschutz/", views.fixed, {"path": "datenschutz"}, name="privacy"),
    path("kontakt/", views.fixed, {"path": "kontakt"}, name="contact"),
    path("barrierefreiheit/", declaration.declaration, name="accessibility"),
    path("barrierefreiheit/melden/", declaration.report_barrier, name="report_barrier"),
    path("barrierefreiheit/gemeldet/", declaration.barrier_thanks, name="barrier_thanks"),
    path("sitemap.xml", views.map_index, name="map_index"),
    path("sitemap-seiten.xml", views.page_map, name="page_map"),
    path("robots.txt", views.robots, name="robots"),
]
pages = [path("<path:path>/", views.page, name="page"), path("<path:path>", views.slash, name="slash")]
