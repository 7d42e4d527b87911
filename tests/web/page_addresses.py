# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The address names that templates use, without any view behind them."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from reuse_samples import ADDRESSES as REUSE

from leistungswerk.web.office.advice.urls import patterns as advice
from leistungswerk.web.office.contacts import urls as contacts
from leistungswerk.web.office.dashboard import urls as dashboard
from leistungswerk.web.office.figures import urls as figures
from leistungswerk.web.office.handbook import urls as handbook
from leistungswerk.web.office.mailbox import urls as mailbox
from leistungswerk.web.office.mailings import urls as mailings
from leistungswerk.web.office.maturity import urls as maturity
from leistungswerk.web.office.money import urls as money
from leistungswerk.web.office.navigation import GROUPS
from leistungswerk.web.office.projects.urls import patterns as projects
from leistungswerk.web.office.register import urls as register
from leistungswerk.web.office.reports import urls as reports
from leistungswerk.web.office.rounds import urls as rounds
from leistungswerk.web.office.site.urls import patterns as site
from leistungswerk.web.office.support import urls as support
from leistungswerk.web.office.training import urls as training
from leistungswerk.web.portal.finder import urls as finder
from leistungswerk.web.portal.progress import urls as progress
from leistungswerk.web.portal.support import urls as help_urls

PORTAL = ("home", "resume", "imprint", "privacy", "accessibility", "glossary", "language",
    "contact", "sitemap", "ressorts", "news", "feed", "report_barrier", "barrier_thanks", "finder", "finder_suggestions", "feedback", "subscribe", "help", "status_page")  # fmt: skip
OFFICE = (
    *(entry.address.removeprefix("office:") for group in GROUPS for entry in group.entries),
    "codelists",
    "messages",
    "login",
    "logout",
    *REUSE,
)


def nothing(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


PUBLIC = [
    path(str(each.pattern), nothing, name=each.name)
    for each in (*finder.patterns, *progress.patterns, *help_urls.patterns)
    if each.name not in PORTAL
]
REGISTER = [path(str(each.pattern), nothing, name=each.name) for each in register.patterns]
FILES = [
    *projects,
    *advice,
    *site,
    *(
        path(str(each.pattern), nothing, name=each.name)
        for each in (
            *reports.patterns,
            *rounds.patterns,
            *figures.patterns,
            *training.patterns,
            *maturity.patterns,
            *dashboard.patterns,
            *contacts.patterns,
            *mailings.patterns,
            *mailbox.patterns,
            *support.patterns,
            *money.patterns,
            *handbook.patterns,
        )
        if each.name not in OFFICE
    ),
    path("hinweise/<int:pk>/gelesen/", nothing, name="read_notice"),
    path("angebote.<slug:form>", nothing, name="export_offers"),
    path("bausteine/<uuid:identity>/entscheiden/", nothing, name="decide_message"),
]
urlpatterns = [
    path("", include(([*(path(f"{name}/", nothing, name=name) for name in PORTAL), *PUBLIC], "portal"))),
    path(
        "verwaltung/",
        include(([path(f"{name}/", nothing, name=name) for name in OFFICE] + FILES + REGISTER, "office")),
    ),
]
