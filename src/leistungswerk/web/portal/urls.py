# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the portal. No address carries a code or an answer; secret links of mails end only what they began."""

from django.urls import path

from leistungswerk.web.operation import views as operation
from leistungswerk.web.portal import applying, following, public, speaking
from leistungswerk.web.portal.finder import urls as finder
from leistungswerk.web.portal.progress import urls as progress
from leistungswerk.web.portal.site import urls as site
from leistungswerk.web.portal.subscribing import urls as subscribing
from leistungswerk.web.portal.support import urls as support

app_name = "portal"
urlpatterns = [
    *site.patterns,
    *finder.patterns,
    *progress.patterns,
    *subscribing.patterns,
    *support.patterns,
    path("rueckmeldung/", speaking.feedback, name="feedback"),
    path("leistungen/<slug:slug>/", public.service, name="service"),
    path("leistungen/<slug:slug>/start/", applying.start, name="start"),
    path("antrag/<uuid:draft>/", following.overview, name="application"),
    path("antrag/<uuid:draft>/schritt/<slug:page>/", applying.step, name="step"),
    path("antrag/<uuid:draft>/gespeichert/", applying.saved, name="saved"),
    path("antrag/<uuid:draft>/pruefen/", applying.review, name="review"),
    path("antrag/<uuid:draft>/absenden/", applying.submit, name="submit"),
    path("antrag/<uuid:draft>/abgesendet/", following.confirmation, name="confirmation"),
    path("antrag/<uuid:draft>/status/", following.status, name="status"),
    path("antrag/<uuid:draft>/beleg.pdf", following.receipt, name="receipt"),
    path("fortsetzen/", following.resume, name="resume"),
    path("sprache/", public.language, name="language"),
    path("schema/<str:fim_id>/<str:version>/<str:digest>", public.schema, name="schema"),
    path("gesundheit", public.health, name="health"),
    path("metriken", operation.metrics, name="metrics"),
    *site.pages,
]
