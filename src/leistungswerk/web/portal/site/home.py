# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The start page of the Land: find a service, see how far we are, what is new, and for whom."""

from typing import Final

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from leistungswerk.core import times
from leistungswerk.enablement.site import queries as site
from leistungswerk.online import plans, queries
from leistungswerk.reporting import queries as reporting
from leistungswerk.reporting.public_usage import public_usage
from leistungswerk.web.portal.site.kept import kept
from leistungswerk.web.portal.site.views import tongue
from leistungswerk.web.portal.support import holding
from leistungswerk.web.shares import whole_percent

_SERVICES: Final = 6
_NEWS: Final = 3
_FIGURES: Final = ("m3", "m2")
_USED: Final = "m7"


class HomeFigure(msgspec.Struct, frozen=True):
    """A figure large, with what it is of; ``of`` is 0 for a plain number."""

    value: int
    of: int
    text: str | Promise

    @property
    def percent(self) -> int:
        """Length of the bar; what is there at all is seen, and only the whole fills it."""
        return whole_percent(self.value, self.of)


def _figures() -> list[HomeFigure]:
    cut = reporting.cut_at()
    asked = reporting.figures(cut, kept=True, codes=(*_FIGURES, _USED))
    shares = {share.code: share for share in asked}
    found = [
        HomeFigure(shares[code].total, shares[code].denominator or 0, shares[code].title)
        for code in _FIGURES
        if shares[code].denominator
    ]
    used = public_usage(cut, shares[_USED].total)
    return [*found, HomeFigure(used.total, 0, _("angenommene Anträge, mindestens"))] if used.total else found


@require_safe
@kept()
def home(request: HttpRequest) -> HttpResponse:
    services = [
        {
            "title": item.title,
            "authority": item.authority.name,
            "territory": item.territory,
            "url": reverse("portal:service", args=[item.slug]),
            "summary": plans.plan(item.form_version).form.help,
        }
        for item in queries.services(limit=_SERVICES)
    ]
    news, _total = site.news(tongue(), times.now(), limit=_NEWS)
    context = {
        "here": "home",
        "services": services,
        "figures": _figures(),
        "news": news,
        "language": tongue().value,
        "disturbed": holding.for_everything(),
    }
    return render(request, "portal/home.html", context)
