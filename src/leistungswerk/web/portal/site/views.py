# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages of the public site: texts of editors, news, glossary, Ressorts. Nobody's data is touched, no cookie is set."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date
from typing import Final
from urllib.parse import quote

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from leistungswerk.core import times
from leistungswerk.core.settings import settings
from leistungswerk.enablement.directory.queries.contacts import public_contacts
from leistungswerk.enablement.site import markup, queries
from leistungswerk.enablement.site.glossary import glossary as terms
from leistungswerk.enablement.site.queries import Entry, Shown
from leistungswerk.enablement.site.states import SECTION_WORDS, Live, Section, Tongue
from leistungswerk.forms.slugs import slug
from leistungswerk.programme.queries import public
from leistungswerk.programme.states import PHASE_WORDS
from leistungswerk.register import queries as register
from leistungswerk.register.queries.catalogue import ServiceFilter
from leistungswerk.register.queries.ressort_views import RessortView, ressort_views
from leistungswerk.reporting import queries as reporting
from leistungswerk.web.portal.site import live, menu
from leistungswerk.web.portal.site.kept import kept
from leistungswerk.web.portal.site.live import Fact, Part

_NEWS: Final = 10
_SERVICES: Final = 25
_GLOSSARY: Final = "/glossar/"
FIXED: Final[Mapping[str, tuple[str | Promise, str]]] = {
    "impressum": (_("Impressum"), "portal/texts/imprint.html"),
    "datenschutz": (_("Datenschutz"), "portal/texts/privacy.html"),
    "kontakt": (_("Kontakt"), "portal/site/live_contact.html"),
}
"""Pages that every instance has: what stands in them from the settings follows the text of the editors."""


def tongue() -> Tongue:
    """The language of the reader."""
    return Tongue.ENGLISH if (get_language() or "").startswith(Tongue.ENGLISH.value) else Tongue.GERMAN


def page_context(found: Shown, part: Part | None, *, preview: bool = False) -> dict[str, object]:
    """What ``portal/site/page.html`` shows of a page."""
    language = tongue()
    body = markup.render(found.body, terms={} if found.easy else terms().links(found.language, _GLOSSARY))
    entries = queries.section(found.section, language, times.now()) if not preview else ()
    return {
        "here": menu.here(found.section),
        "page": found,
        "html": body.html,
        "headings": body.headings if len(body.headings) > 3 else (),
        "crumbs": menu.crumbs(found.section, found.path),
        "beside": menu.beside(entries, found.section, found.path),
        "beside_title": SECTION_WORDS[found.section],
        "dated": found.section in {Section.NEWS, Section.PRESS},
        "part": part,
        "foreign": found.language is not language,
        "text_language": "de-simple" if found.easy else found.language.value,
    }


@require_safe
@kept()
def page(request: HttpRequest, path: str) -> HttpResponse:
    """A page of the editors under its address."""
    found = queries.shown(path, tongue(), times.now())
    if found is None or found.section is Section.RESSORT:
        raise Http404
    return render(request, "portal/site/page.html", page_context(found, live.part(found.live)))


@require_safe
def slash(request: HttpRequest, path: str) -> HttpResponse:
    """An address typed without its last slash."""
    place = f"/{path}/"
    try:
        known = resolve(place).url_name != "page" or queries.shown(path, tongue(), times.now()) is not None
    except Resolver404 as nowhere:
        raise Http404 from nowhere
    if not known:
        raise Http404
    return HttpResponsePermanentRedirect(quote(place))


@require_safe
@kept()
def fixed(request: HttpRequest, path: str) -> HttpResponse:
    """A page that stands even before anybody wrote a text for it."""
    title, template = FIXED[path]
    found = queries.shown(path, tongue(), times.now()) or _bare(path, str(title))
    more = {"contacts": public_contacts()} if path == "kontakt" else {}
    return render(request, "portal/site/page.html", page_context(found, Part(template, more)))


def _bare(path: str, title: str) -> Shown:
    return Shown(
        path=path, section=Section.LEGAL, live=Live.NONE, easy=False, organisation=None, title=title, summary="",
        body="", language=tongue(), number=0, is_start=True, shown_from=times.now(), reviewed_on=None,
    )  # fmt: skip


def _paged(rows: tuple[object, ...], total: int, number: int, size: int) -> "Page[object]":
    pages: Paginator[object] = Paginator(range(total), size)
    return Page(rows, min(number, pages.num_pages), pages)


def _number(request: HttpRequest) -> int:
    said = request.GET.get("seite", "1")
    return max(int(said), 1) if said.isdecimal() and len(said) < 6 else 1


@require_safe
@kept("seite")
def news(request: HttpRequest) -> HttpResponse:
    number = _number(request)
    rows, total = queries.news(tongue(), times.now(), offset=(number - 1) * _NEWS, limit=_NEWS)
    context = {
        "here": Section.SERVICE.value,
        "rows": _paged(rows, total, number, _NEWS),
        "sections": SECTION_WORDS,
        "language": tongue().value,
    }
    return render(request, "portal/site/news.html", context)


@require_safe
@kept()
def feed(request: HttpRequest) -> HttpResponse:
    """News as an Atom feed (RFC 4287), in the language of the reader."""
    rows, _total = queries.news(tongue(), times.now(), limit=30)
    base = settings().base_url
    context = {
        "base": base,
        "language": tongue().value,
        "updated": max((row.changed for row in rows), default=times.now()).astimezone(UTC),
        "rows": [
            (row, row.at.astimezone(UTC), row.changed.astimezone(UTC), f"{base}{row.address}") for row in rows
        ],
    }
    return render(
        request, "portal/site/feed.xml", context, content_type="application/atom+xml; charset=utf-8"
    )


@require_safe
@kept()
def glossary(request: HttpRequest) -> HttpResponse:
    held = terms().terms
    context = {
        "here": Section.SERVICE.value,
        "english": tongue() is Tongue.ENGLISH,
        "public": [term for term in held if term.linked],
        "inner": [term for term in held if not term.linked],
    }
    return render(request, "portal/site/glossary.html", context)


def _contents() -> dict[Section, list[Entry]]:
    found: dict[Section, list[Entry]] = {section: [] for section in Section}
    for entry in queries.contents(tongue(), times.now()):
        found[entry.section].append(entry)
    return found


@require_safe
@kept()
def sitemap(request: HttpRequest) -> HttpResponse:
    """All pages in the order of the menu."""
    held = _contents()
    context = {
        "here": "",
        "parts": [
            (SECTION_WORDS[section], held[section])
            for section in Section
            if held[section] and section is not Section.RESSORT
        ],
        "ressorts": [(each, address(each)) for each in ressort_views()],
        "language": tongue().value,
    }
    return render(request, "portal/site/sitemap.html", context)


def address(ressort: RessortView) -> str:
    """The address of the page of a Ressort."""
    return f"/ressorts/{slug(ressort.short_name or ressort.name)}/"


@require_safe
@kept()
def ressorts(request: HttpRequest) -> HttpResponse:
    context = {
        "here": Section.LAND.value,
        "ressorts": [(each, address(each)) for each in ressort_views()],
    }
    return render(request, "portal/site/ressorts.html", context)


@require_safe
@kept("seite")
def ressort(request: HttpRequest, slug: str) -> HttpResponse:
    """A Ressort: what it says itself, where it is reached, its Leistungen and how far they are online."""
    found = next((each for each in ressort_views() if address(each) == f"/ressorts/{slug}/"), None)
    if found is None:
        raise Http404
    number = _number(request)
    wanted = ServiceFilter(lead=found.uuid)
    rows, total = register.service_page(wanted, offset=(number - 1) * _SERVICES, limit=_SERVICES)
    shares = reporting.online_shares(row.key for row in rows)
    own = queries.ressort_page(found.uuid, tongue(), times.now())
    body = markup.render(own.body, terms=terms().links(own.language, _GLOSSARY)) if own else None
    context = {
        "here": Section.LAND.value,
        "ressort": found,
        "own": own,
        "html": body.html if body else "",
        "rows": _paged(tuple((row, shares.get(row.key)) for row in rows), total, number, _SERVICES),
        "total": total,
        "facts": [
            Fact(count, PHASE_WORDS[phase]) for phase, count in public.phases_of(found.name).items() if count
        ],
    }
    return render(request, "portal/site/ressort.html", context)


_MAPS: Final[dict[str, Callable[[], Iterable[str]]]] = {"site": lambda: ("/sitemap-seiten.xml",)}


def add_maps(area: str, places: Callable[[], Iterable[str]]) -> None:
    """An area with many pages names site maps of its own (``/sitemap-….xml``); asked anew for every index."""
    _MAPS[area] = places


@require_safe
@kept()
def map_index(request: HttpRequest) -> HttpResponse:
    """``sitemap.xml``: the site maps of all areas (sitemaps.org 0.9)."""
    context = {"maps": [f"{settings().base_url}{place}" for places in _MAPS.values() for place in places()]}
    return render(request, "portal/site/sitemap_index.xml", context, content_type="application/xml")


def places() -> list[tuple[str, date | None]]:
    """The address of every public page of the site, and the day it last changed where that is known."""
    base, moment = settings().base_url, times.now()
    held = [
        entry for entry in queries.contents(Tongue.GERMAN, moment) if entry.section is not Section.RESSORT
    ]
    recent, _total = queries.news(Tongue.GERMAN, moment, limit=1000)
    plain = ["/", "/aktuelles/", "/glossar/", "/ressorts/", "/sitemap/"]
    rows: list[tuple[str, date | None]] = [(f"{base}{place}", None) for place in plain]
    rows += [(f"{base}{address(each)}", None) for each in ressort_views()]
    return [
        *rows,
        *((f"{base}{entry.address}", times.legal_day(entry.changed)) for entry in (*held, *recent)),
    ]


@require_safe
@kept()
def page_map(request: HttpRequest) -> HttpResponse:
    """The pages of the site with the day they last changed."""
    return render(request, "portal/site/sitemap.xml", {"rows": places()}, content_type="application/xml")


@require_safe
@kept()
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines read the public pages; a demonstration is not to be found (RFC 9309)."""
    lines = ["User-agent: *"]
    if settings().demo:
        lines.append("Disallow: /")
    else:
        lines += ["Disallow: /verwaltung/", "Disallow: /antrag/", "Disallow: /fortsetzen/"]
        lines.append(f"Sitemap: {settings().base_url}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
