# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of pages, a page with its revisions, and writing it."""

import uuid
from datetime import datetime, time
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.enablement.site import editing
from leistungswerk.enablement.site.access import edits_all
from leistungswerk.enablement.site.editing import PageView, RevisionView
from leistungswerk.enablement.site.queries import Shown
from leistungswerk.enablement.site.services import pages as services
from leistungswerk.enablement.site.services.pages import Settings, Text
from leistungswerk.enablement.site.states import LIVE_WORDS, SECTION_WORDS, Live, Section, Standing, Tongue
from leistungswerk.register.queries.ressort_views import ressort_views
from leistungswerk.web.office import fields
from leistungswerk.web.office.access import PAGE_SIZE, page_number, staff, window
from leistungswerk.web.office.site import words
from leistungswerk.web.portal.site import views as site
from leistungswerk.web.portal.site.live import part

_HERE: Final = "site_pages"
_MIDNIGHT: Final = time()


def _section(said: str) -> Section | None:
    return Section(said) if said in set(Section) else None


def tongue(request: HttpRequest) -> Tongue:
    """The language that is edited: ``?sprache=en``."""
    return Tongue.ENGLISH if request.GET.get("sprache") == Tongue.ENGLISH.value else Tongue.GERMAN


@require_safe
@staff(Permission.EDIT_SITE)
def overview(request: HttpRequest, actor: Actor) -> HttpResponse:
    number, section = page_number(request), _section(request.GET.get("teil", ""))
    due = request.GET.get("pruefen") == "1"
    rows, total = editing.pages(
        actor, section=section, due_only=due, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE
    )
    query = f"teil={section.value}" if section else "pruefen=1" if due else ""
    context = {
        "here": _HERE,
        "rows": window([(row, words.standing(row.standing)) for row in rows], total, number),
        "sections": [(item.value, word) for item, word in SECTION_WORDS.items()],
        "section": section.value if section else "",
        "due": due,
        "due_count": editing.due_count(actor),
        "query": query,
    }
    return render(request, "office/site/list.html", context)


def posted_settings(posted: QueryDict) -> Settings:
    section, live = _section(fields.text(posted, "section")), fields.text(posted, "live")
    if section is None:
        raise Refused(_("Wählen Sie bei „Teil der Website“ einen Teil aus."))
    return Settings(
        path=fields.text(posted, "path").strip("/"),
        section=section,
        position=fields.number(posted, "position", _("Platz im Menü")) or 0,
        live=Live(live) if live in set(Live) else Live.NONE,
        easy=posted.get("easy") == "ja",
        review_days=fields.number(posted, "review_days", _("Prüfen alle … Tage")) or 0,
    )


def _text(posted: QueryDict) -> Text:
    return Text(
        title=fields.text(posted, "title"),
        summary=fields.text(posted, "summary").replace("\r\n", "\n"),
        body=posted.get("body", "").replace("\r\n", "\n"),
        note=fields.text(posted, "note"),
    )


def _errors(problem: str) -> list[dict[str, str]]:
    field = next((name for start, name in _FIELDS.items() if problem.startswith(start)), "title")
    return [{"id": field, "label": _("Seite"), "message": problem, "language": "de"}] if problem else []


def _ressorts(actor: Actor) -> list[tuple[str, str]]:
    return [
        (str(each.uuid), each.name) for each in ressort_views() if actor.may(Permission.EDIT_SITE, each.uuid)
    ]


def _sections() -> list[tuple[str, object]]:
    return [(item.value, word) for item, word in SECTION_WORDS.items() if item is not Section.RESSORT]


_FIELDS: Final = {
    "Text": "body",
    "„Text“": "body",
    "„Kurzfassung“": "summary",
    "Die Adresse": "path",
    "Unter ": "path",
    "Die Seite": "path",
}
"""How a refusal begins → the field it is about."""
_NEW: Final = {"position": "100", "review_days": "180", "section": "", "live": ""}


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_SITE)
def create(request: HttpRequest, actor: Actor) -> HttpResponse:
    problem = ""
    if request.method == "POST":
        try:
            return HttpResponseRedirect(reverse("office:site_page", args=[_created(actor, request.POST)]))
        except (Missing, NotAllowed):
            raise
        except Refused as refused:
            problem = str(refused)
    context = {
        "here": _HERE,
        "values": request.POST.dict()
        if request.method == "POST"
        else {**_NEW, "section": request.GET.get("teil", "")},
        "sections": _sections(),
        "lives": [(item.value, word) for item, word in LIVE_WORDS.items()],
        "ressorts": _ressorts(actor),
        "all": edits_all(actor),
        "errors": _errors(problem),
    }
    return render(request, "office/site/new.html", context, status=422 if problem else 200)


def _created(actor: Actor, posted: QueryDict) -> uuid.UUID:
    organisation = fields.optional_identity(posted, "organisation")
    if organisation is None:
        return services.create(actor, settings=posted_settings(posted), text=_text(posted))
    ressort = next((each for each in ressort_views() if each.uuid == organisation), None)
    if ressort is None:
        raise Refused(_("Wählen Sie bei „Ressort“ eines aus der Liste."))
    settings = Settings(path=site.address(ressort).strip("/"), section=Section.RESSORT)
    return services.create(actor, settings=settings, text=_text(posted), organisation=organisation)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.EDIT_SITE)
def page(request: HttpRequest, actor: Actor, identity: uuid.UUID) -> HttpResponse:
    """Write a page in a language; below it its revisions."""
    language = tongue(request)
    problem = ""
    if request.method == "POST":
        try:
            base = fields.number(request.POST, "base", _("Fassung")) or 0
            services.save(actor, page=identity, language=language, text=_text(request.POST), base=base)
            return HttpResponseRedirect(
                f"{reverse('office:site_page', args=[identity])}?sprache={language.value}"
            )
        except (Missing, NotAllowed, Overtaken):
            raise
        except Refused as refused:
            problem = str(refused)
    found = editing.page(actor, identity, language)
    context = _editor(actor, found, language)
    if request.method == "POST":
        context["values"] = request.POST.dict()
    context["errors"] = _errors(problem)
    return render(request, "office/site/page.html", context, status=422 if problem else 200)


def _editor(actor: Actor, found: PageView, language: Tongue) -> dict[str, object]:
    newest = found.newest
    values = {"title": newest.title, "summary": newest.summary, "body": newest.body} if newest else {}
    return {
        "here": _HERE,
        "page": found,
        "language": language.value,
        "tongues": [(item.value, word) for item, word in words.TONGUES.items()],
        "values": {**values, "base": newest.number if newest else 0, "note": ""},
        "revisions": [(each, words.standing(each.standing)) for each in found.revisions],
        "shown": any(each.standing is Standing.SHOWN for each in found.revisions),
        "waiting": newest if newest and newest.shown_from is None else None,
        "sections": _sections(),
        "lives": [(item.value, word) for item, word in LIVE_WORDS.items()],
        "all": edits_all(actor),
    }


def _revision(found: PageView, number: int) -> RevisionView:
    for each in found.revisions:
        if each.number == number:
            return each
    raise Http404


@require_safe
@staff(Permission.EDIT_SITE)
def revision(request: HttpRequest, actor: Actor, identity: uuid.UUID, number: int) -> HttpResponse:
    """What a revision changed against the one before it."""
    language = tongue(request)
    found = editing.page(actor, identity, language)
    held = _revision(found, number)
    before = next((each for each in found.revisions if each.number == number - 1), None)
    context = {
        "here": _HERE,
        "page": found,
        "language": language.value,
        "revision": held,
        "badge": words.standing(held.standing),
        "before": before,
        "lines": editing.differences(before, held),
        "newest": found.newest,
    }
    return render(request, "office/site/revision.html", context)


@require_safe
@staff(Permission.EDIT_SITE)
def preview(request: HttpRequest, actor: Actor, identity: uuid.UUID, number: int) -> HttpResponse:
    """The page as readers would see this revision."""
    language = tongue(request)
    found = editing.page(actor, identity, language)
    held = _revision(found, number)
    seen = Shown(
        path=found.path, section=found.section, live=found.live, easy=found.easy, organisation=found.organisation,
        title=held.title, summary=held.summary, body=held.body, language=language, number=held.number,
        is_start=held.is_start, shown_from=held.shown_from or times.now(), reviewed_on=found.reviewed_on,
    )  # fmt: skip
    context = site.page_context(seen, part(found.live), preview=True)
    back = f"{reverse('office:site_page', args=[identity])}?sprache={language.value}"
    return render(request, "office/site/preview.html", {**context, "back_url": back, "here": _HERE})


def moment(posted: QueryDict) -> datetime | None:
    """The moment of „Erscheint am“ and „um“ in Germany; ``None``: at once."""
    on = fields.optional_day(posted, "on", _("Erscheint am"))
    said = fields.text(posted, "at")
    if on is None:
        if said:
            raise Refused(_("Zu „um“ fehlt der Tag. Geben Sie ihn bei „Erscheint am“ ein."))
        return None
    try:
        clock = time.fromisoformat(said) if said else _MIDNIGHT
    except ValueError as error:
        raise Refused(
            _("„%(said)s“ bei „um“ ist keine Uhrzeit. Schreiben Sie sie wie 08:30.") % {"said": said}
        ) from error
    return datetime.combine(on, clock.replace(tzinfo=None), times.BERLIN)
