# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Search, the page of a service, and suggestions while typing. No cookie, no session; the place is in the address."""

from collections import defaultdict
from typing import Final

import msgspec
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from leistungswerk.core.settings import settings
from leistungswerk.online import feedback_sums
from leistungswerk.register.kinds import THEMES
from leistungswerk.register.queries import finder as register
from leistungswerk.register.queries.finder import Card, Place, SituationView
from leistungswerk.register.search import known_words
from leistungswerk.register.search.public_kinds import SERVICES
from leistungswerk.web.notices import ShownNotice
from leistungswerk.web.portal.finder import asked as asking
from leistungswerk.web.portal.finder import structured
from leistungswerk.web.portal.finder.answers import tagged
from leistungswerk.web.portal.finder.asked import Asked
from leistungswerk.web.portal.finder.page import ServicePage, levels_of, service_page
from leistungswerk.web.portal.finder.state import keys_online, state_of
from leistungswerk.web.portal.site.kept import kept
from leistungswerk.web.portal.support import holding

PAGE: Final = 20
_BUSINESS: Final = "unternehmensfuehrung_entwicklung"


class Hit(msgspec.Struct, frozen=True):
    """A service in the list; ``disturbed``: what holds for it now."""

    card: Card
    url: str
    online: bool
    disturbed: ShownNotice | None = None


class Facet(msgspec.Struct, frozen=True):
    """A narrowing with its count; ``current`` ones are taken back by their address."""

    text: str
    count: int
    url: str
    current: bool


class Choice(msgspec.Struct, frozen=True):
    place: Place
    url: str


def reader() -> str:
    """Language of the page."""
    return (get_language() or "de").partition("-")[0]


@require_safe
def finder(request: HttpRequest) -> HttpResponse:
    """The start of the finder, or what was found. A place that was typed goes on to its address."""
    question = asking.read(request)
    if question.place and request.GET.get("ort", "") != question.place.ars:
        return HttpResponseRedirect(question.address())
    return _finder(request, question)


@tagged
def _finder(request: HttpRequest, question: Asked) -> HttpResponse:
    context: dict[str, object] = {
        "here": "services",
        "asked": question,
        "choices": [Choice(place, question.address(ort=place.ars)) for place in question.choice],
        "without_place": question.address(ort=None),
        "portal": settings().portal_url,
        "disturbed": holding.for_everything(),
    }
    if question.empty:
        return render(request, "portal/finder/start.html", context | {"themes": _themes(question)})
    return render(request, "portal/finder/found.html", context | _found(question))


def _themes(question: Asked) -> list[tuple[str, list[tuple[SituationView, str]]]]:
    """Lagen by Themenfeld, those of companies last."""
    grouped: dict[str, list[tuple[SituationView, str]]] = defaultdict(list)
    for each in register.situations():
        grouped[each.theme].append((each, question.address(lage=each.number)))
    order = sorted(grouped, key=lambda slug: (slug == _BUSINESS, str(THEMES.get(slug, slug))))
    return [(str(THEMES.get(slug, slug)), grouped[slug]) for slug in order]


class _Hits(msgspec.Struct, frozen=True):
    """Keys that were found, as far as they are known at once, and those of the page."""

    page: tuple[str, ...]
    all: tuple[str, ...]
    total: int


def _search(question: Asked, online: frozenset[str]) -> _Hits:
    start = (question.number - 1) * PAGE
    if not question.words and question.situation and not question.online:
        keys, total = register.page_of_situation(question.situation, offset=start, limit=PAGE)
        return _Hits(keys, keys, total)
    narrowed = online if question.online else None
    if question.situation:
        inside = register.keys_of_situation(question.situation)
        narrowed = inside if narrowed is None else narrowed & inside
    found = register.hits(question.words, narrowed) if question.words else tuple(sorted(narrowed or ()))
    return _Hits(found[start : start + PAGE], found, len(found))


def _found(question: Asked) -> dict[str, object]:
    online = keys_online(levels_of(question.place))
    hits = _search(question, online)
    place = question.place.ars if question.place else None
    disturbed = holding.among(hits.page)
    rows = [
        Hit(card, service_address(card.key, place), card.key in online, disturbed.get(card.key))
        for card in register.cards(hits.page, reader())
    ]
    pages: Paginator[object] = Paginator(range(hits.total), PAGE)
    return {
        "rows": Page(rows, min(question.number, pages.num_pages), pages),
        "total": hits.total,
        "facets": _facets(question, hits, online),
        "query": question.parameters(),
        "similar": _similar(question) if not hits.total else (),
        "widened": question.address(lage=None, online=None) if question.situation or question.online else "",
        "situation": _situation_name(question),
    }


def _situation_name(question: Asked) -> str:
    if question.situation is None:
        return ""
    return register.situation_name(question.situation)


def _facets(question: Asked, hits: _Hits, online: frozenset[str]) -> list[Facet]:
    """Only online, and the Lagen that hold most of what was found."""
    from django.utils.translation import gettext as _

    made: list[Facet] = []
    running = sum(key in online for key in hits.all)
    if question.online or (running and running < hits.total):
        made.append(
            Facet(
                _("Nur online"),
                running,
                question.address(online=None if question.online else "1"),
                question.online,
            )
        )
    if question.words and (hits.total > 5 or question.situation):
        for number, name, count in register.situation_counts(hits.all):
            current = number == question.situation
            if current or count < hits.total:
                made.append(Facet(name, count, question.address(lage=None if current else number), current))
    return made


def _similar(question: Asked) -> tuple[tuple[str, str], ...]:
    """Names of services with words near those that found nothing, each with its search."""
    found: dict[str, str] = {}
    for word in known_words(SERVICES, question.words)[:3]:
        for _key, name in register.suggestions(word, limit=1):
            found.setdefault(name, question.address(suche=name, lage=None, online=None))
    return tuple(found.items())[:4]


def service_address(key: str, ars: str | None) -> str:
    url = reverse("portal:leistung", args=[key])
    return f"{url}?ort={ars}" if ars else url


def page_of(key: str, place: Place | None, wanted: str) -> ServicePage:
    """Everything about a service at a place; raises :class:`Http404`."""
    levels = levels_of(place)
    found = register.public_service(key, levels)
    if found is None:
        raise Http404
    return service_page(
        found,
        reader=reader(),
        wanted=wanted,
        place=place,
        state=state_of(key, levels, chosen=place is not None),
        offices=register.offices(key, levels),
    )


@require_safe
def service(request: HttpRequest, key: str) -> HttpResponse:
    """The page of a service; a place that was typed goes on to its address."""
    typed = request.GET.get("ort", "")
    question = asking.read(request) if typed else Asked()
    if question.place and typed != question.place.ars:
        return HttpResponseRedirect(service_address(key, question.place.ars))
    if question.choice or question.typed:
        return _service(request, key, question)
    return _kept_service(request, key)


@kept("ort", "sprache")
def _kept_service(request: HttpRequest, key: str) -> HttpResponse:
    return _service(request, key, asking.read(request))


def _service(request: HttpRequest, key: str, question: Asked) -> HttpResponse:
    page = page_of(key, question.place, request.GET.get("sprache", "")[:35])
    url = service_address(key, None)
    context = {
        "here": "services",
        "page": page,
        "asked": question,
        "choices": [Choice(each, f"{url}?ort={each.ars}") for each in question.choice],
        "url": url,
        "back": question.address(),
        "feedback": feedback_sums.public(key),
        "disturbed": holding.for_service(key),
        "data": structured.script(page),
        "data_url": reverse("portal:leistung_data", args=[key]),
    }
    return render(request, "portal/finder/service.html", context)


@require_safe
@tagged
def data(request: HttpRequest, key: str) -> HttpResponse:
    """The service as JSON-LD of schema.org, for machines that ask for it apart from the page."""
    place = register.place(request.GET.get("ort", ""))
    return HttpResponse(structured.encode(page_of(key, place, "")), content_type="application/ld+json")


@require_safe
@tagged
def suggestions(request: HttpRequest) -> HttpResponse:
    """A few services or places for what has been typed so far."""
    typed, place = request.GET.get("suche", "")[:200], request.GET.get("ort", "")[:200]
    ars = place if len(place) == 12 and place.isdecimal() else None
    if typed:
        rows = [{"name": name, "url": service_address(key, ars)} for key, name in register.suggestions(typed)]
        return JsonResponse({"leistungen": rows})
    found = [{"name": each.name, "detail": each.detail, "ars": each.ars} for each in register.places(place)]
    return JsonResponse({"orte": found})
