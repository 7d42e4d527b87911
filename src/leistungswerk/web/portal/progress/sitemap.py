# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Site map of progress (sitemaps.org 0.9): the overview, each figure, each place."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from leistungswerk.core.settings import settings
from leistungswerk.register.queries import gazetteer
from leistungswerk.register.queries.finder import LAND
from leistungswerk.reporting.metrics.definitions import METRICS
from leistungswerk.web.portal.site.kept import kept

ADDRESS = "/sitemap-fortschritt.xml"


@require_safe
@kept()
def progress_map(request: HttpRequest) -> HttpResponse:
    """A Land has some thousand places; the format allows 50,000 addresses."""
    pages = [reverse("portal:progress"), reverse("portal:places")]
    pages += [reverse("portal:progress_figure", args=[metric.code]) for metric in METRICS]
    below = sorted(ars for ars in gazetteer.names() if ars[2:].strip("0") and ars != LAND)
    pages += [reverse("portal:place", args=[ars]) for ars in below]
    rows = [(f"{settings().base_url}{page}", None) for page in pages]
    return render(request, "portal/site/sitemap.xml", {"rows": rows}, content_type="application/xml")
