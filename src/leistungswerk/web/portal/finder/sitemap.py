# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Site map of the services (sitemaps.org 0.9), in parts of ten thousand."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from leistungswerk.core.settings import settings
from leistungswerk.register.queries import finder as register
from leistungswerk.web.portal.site.kept import kept

_PART: Final = 10_000
"""Addresses of one map; the format allows 50,000."""


@require_safe
@kept()
def services(request: HttpRequest, number: int = 1) -> HttpResponse:
    """One part; a further one names itself in its address."""
    offset = (number - 1) * _PART
    found = register.changed_services(offset=max(offset, 0), limit=_PART)
    if offset < 0 or (offset and not found):
        raise Http404
    base = settings().base_url
    rows = [(f"{base}{reverse('portal:leistung', args=[key])}", day) for key, day in found]
    if not offset:
        rows.insert(0, (f"{base}{reverse('portal:finder')}", None))
    return render(request, "portal/site/sitemap.xml", {"rows": rows}, content_type="application/xml")


def maps() -> tuple[str, ...]:
    """The addresses of all parts: for the index of the site maps."""
    parts = max(-(-register.service_count() // _PART), 1)
    return ("/sitemap-leistungen.xml", *(f"/sitemap-leistungen-{part}.xml" for part in range(2, parts + 1)))
