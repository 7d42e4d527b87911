# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The handbook: all how-tos with a search, and one of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leistungswerk.core.actor import Actor
from leistungswerk.enablement.guidance import handbook as reading
from leistungswerk.web import languages
from leistungswerk.web.office.access import staff


@require_safe
@staff()
def handbook(request: HttpRequest, actor: Actor) -> HttpResponse:
    asked = request.GET.get("suche", "")[:100].strip()
    found = reading.search(asked, languages.current())
    context = {
        "here": "handbook",
        "asked": asked,
        "mine": reading.first_days({scope.role for scope in actor.scopes}, languages.current())
        if not asked
        else (),
        "articles": [each for each in found if asked or not each.first_day],
        "first_days": [each for each in found if each.first_day] if not asked else (),
    }
    return render(request, "office/handbook/list.html", context)


@require_safe
@staff()
def article(request: HttpRequest, actor: Actor, slug: str) -> HttpResponse:
    found = reading.article(slug, languages.current())
    if found is None:
        raise Http404
    return render(request, "office/handbook/article.html", {"here": "handbook", "article": found})
