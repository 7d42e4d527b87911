# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the editors."""

from django.urls import path

from leistungswerk.web.office.site import acts, lists, pages

patterns = [
    path("website/", pages.overview, name="site_pages"),
    path("website/neu/", pages.create, name="site_new"),
    path("website/verweise/", lists.links, name="site_links"),
    path("website/verweise/pruefen/", acts.check_links, name="site_check_links"),
    path("website/barrieren/", lists.barriers, name="site_barriers"),
    path("website/barrieren/erklaeren/", acts.declare_barrier, name="site_declare"),
    path("website/barrieren/<uuid:identity>/antwort/", acts.answer_barrier, name="site_answer"),
    path("website/barrieren/<uuid:identity>/behoben/", acts.close_barrier, name="site_close"),
    path("website/<uuid:identity>/", pages.page, name="site_page"),
    path("website/<uuid:identity>/fassung/<int:number>/", pages.revision, name="site_revision"),
    path("website/<uuid:identity>/vorschau/<int:number>/", pages.preview, name="site_preview"),
    path("website/<uuid:identity>/<slug:step>/", acts.step, name="site_step"),
]
