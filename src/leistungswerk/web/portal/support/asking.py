# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The public form „Hilfe“, and the way of a request by its secret link."""

from typing import Final
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leistungswerk.core import limits, personal_data, times
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.enablement.desk import guard, knowledge, links, outside
from leistungswerk.enablement.desk.outside import AskerView
from leistungswerk.enablement.desk.services import asking, rating
from leistungswerk.enablement.desk.services.asking import Question
from leistungswerk.enablement.desk.states import (
    CATEGORY_WORDS,
    HELPED_WORDS,
    PUBLIC_CATEGORIES,
    Category,
    EntryKind,
    Helped,
    TicketState,
)
from leistungswerk.enablement.site.services import barriers
from leistungswerk.web import errors as error_pages
from leistungswerk.web import languages, suggesting
from leistungswerk.web.portal.site.kept import kept
from leistungswerk.web.portal.support import holding

_SENDS_A_MINUTE: Final = 5
_LOOKS_A_MINUTE: Final = 60
_TRAP: Final = "website"
"""A field people do not see; only programs fill it."""
_FIELDS: Final = {"category": "", "text": "", "email": "", "application": "", "page": ""}


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def _came_from(request: HttpRequest) -> str:
    """The page of ours somebody comes from, as the browser tells it; never a page of others."""
    told = urlsplit(request.headers.get("Referer", ""))
    if told.netloc != request.get_host():
        return ""
    path = asking.plain_page(told.path)
    return "" if path.startswith(("/hilfe/", "/verwaltung/")) else path


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form: sends, or shows what answers the question already, or asks back about personal data."""
    if request.method != "POST":
        known = {"page": asking.plain_page(request.GET.get("seite", "")) or _came_from(request)}
        return _form(request, _FIELDS | known, stamp=guard.new_stamp(times.now()))
    typed = {name: request.POST.get(name, "")[: asking.MOST_TEXT * 2] for name in _FIELDS}
    typed["page"] = asking.plain_page(typed["page"])
    stamp = request.POST.get("stamp", "")[:200]
    act = request.POST.get("act", "")
    if act == "suggest":
        return _form(request, typed, stamp=stamp, suggest=True)
    if not limits.allowed("help", _address(request), per_minute=_SENDS_A_MINUTE):
        return error_pages.too_many(request)
    if request.POST.get(_TRAP, ""):
        return HttpResponseRedirect(reverse("portal:help_thanks"))
    try:
        key = guard.key_of(stamp, now=times.now())
    except Refused as refused:
        return _form(request, typed, stamp=guard.new_stamp(times.now()), refused=str(refused))
    found = personal_data.find(typed["text"])
    if act == "black":
        typed["text"] = personal_data.black_out(typed["text"])
    elif found and act != "keep":
        kinds = dict.fromkeys(personal_data.KIND_WORDS[each.kind] for each in found)
        return _form(request, typed, stamp=stamp, personal=tuple(kinds))
    return _send(request, typed, stamp, key)


def _send(request: HttpRequest, typed: dict[str, str], stamp: str, key: str) -> HttpResponse:
    try:
        category = _category(typed["category"])
        if category is Category.BARRIER:
            reference = barriers.report(address=typed["page"], text=typed["text"], contact=typed["email"])
            return HttpResponseRedirect(f"{reverse('portal:barrier_thanks')}?nummer={reference}")
        asked = asking.ask(
            Question(
                key=key, category=category, text=typed["text"], email=typed["email"], application=typed["application"],
                page=typed["page"], language=languages.current(),
            )
        )  # fmt: skip
    except Refused as refused:
        return _form(request, typed, stamp=stamp, refused=str(refused))
    return HttpResponseRedirect(f"{asked.status_path}?neu=1")


def _category(text: str) -> Category:
    if text not in {each.value for each in PUBLIC_CATEGORIES}:
        raise Refused(_("„Worum geht es?“: Wählen Sie, was am besten passt."))
    return Category(text)


def _field_of(sentence: str) -> str:
    """The field a refusal names."""
    names = {"E-Mail-Adresse": "email", "Vorgangsnummer": "application", "Was ist passiert?": "text", "Worum geht es?": "category", "What": "text"}  # fmt: skip
    return next((field for name, field in names.items() if sentence.startswith(f"„{name}")), "")


def _form(
    request: HttpRequest,
    typed: dict[str, str],
    *,
    stamp: str,
    refused: str = "",
    suggest: bool = False,
    personal: tuple[object, ...] = (),
) -> HttpResponse:
    language = languages.current()
    said = typed["text"].strip()
    asked = suggest or bool(personal)
    errors = (
        [{"id": _field_of(refused), "label": "", "message": refused, "language": "de"}] if refused else []
    )
    context = {
        "here": "",
        "typed": typed,
        "stamp": stamp,
        "errors": errors,
        "wrong": {each["id"]: each["message"] for each in errors if each["id"]},
        "personal": personal,
        "categories": [(each.value, CATEGORY_WORDS[each]) for each in PUBLIC_CATEGORIES],
        "tried": asked,
        "suggestions": suggesting.for_everybody(said, language) if asked else (),
        "articles": knowledge.articles(language, public=True)[:6] if request.method != "POST" else (),
        "disturbed": holding.for_everything(),
        "most": asking.MOST_TEXT,
    }
    status = 422 if refused else 200
    return render(request, "portal/support/ask.html", context, status=status)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """For the script: what fits what has been typed."""
    if not limits.allowed("help-look", _address(request), per_minute=_LOOKS_A_MINUTE):
        return JsonResponse({"vorschlaege": []}, status=429)
    found = suggesting.for_everybody(request.GET.get("frage", ""), languages.current())
    return JsonResponse({"vorschlaege": [suggesting.as_json(each) for each in found]})


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """For who filled the trap: they need not learn that they were noticed."""
    return render(request, "portal/support/thanks.html", {"here": ""})


@require_safe
@kept()
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """A question and its answer."""
    found = knowledge.article(slug, languages.current(), public=True)
    if found is None:
        raise Http404
    others = [
        each
        for each in knowledge.articles(languages.current(), public=True)
        if each.category is found.category and each.slug != slug
    ]
    context = {"here": "", "article": found, "others": others[:5]}
    return render(request, "portal/support/article.html", context)


def _private(response: HttpResponse) -> HttpResponse:
    """The address is the key: it is told to no other server, kept by nobody and found by nobody.

    Not ``no-referrer``: browsers then name no origin when the form is sent, and it would be refused.
    """
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def request_by_link(request: HttpRequest, number: str, key: str) -> HttpResponse:
    """How a request stands, what was said, and a word more about it."""
    if not limits.allowed("help-link", _address(request), per_minute=_LOOKS_A_MINUTE):
        return error_pages.too_many(request)
    found = outside.by_link(number, key)
    if found is None:
        raise Http404
    refused, text = "", request.POST.get("text", "")[: asking.MOST_TEXT * 2]
    if request.method == "POST":
        if not limits.allowed("help", _address(request), per_minute=_SENDS_A_MINUTE):
            return error_pages.too_many(request)
        try:
            asking.add_by_link(number, key, text)
        except Refused as problem:
            refused = str(problem)
        else:
            return _private(HttpResponseRedirect(links.status_path(number)))
    context = _request_context(request, found, text=text, refused=refused)
    return _private(render(request, "portal/support/request.html", context, status=422 if refused else 200))


_STATES: Final = {
    TicketState.NEW: "arrived", TicketState.OPEN: "work", TicketState.HANDED: "work", TicketState.WAITING: "you",
    TicketState.SOLVED: "done", TicketState.CLOSED: "done", TicketState.DISCARDED: "done",
}  # fmt: skip
"""Four states are enough for who asked; who of us has it is our own matter."""


def _request_context(request: HttpRequest, found: AskerView, *, text: str, refused: str) -> dict[str, object]:
    return {
        "here": "",
        "found": found,
        "state": _STATES[found.state],
        "category": CATEGORY_WORDS[found.category],
        "history": [(each, each.kind is EntryKind.ANSWER) for each in found.said],
        "new": request.GET.get("neu") == "1",
        "text": text,
        "errors": [{"id": "text", "label": "", "message": refused, "language": "de"}] if refused else [],
        "address": request.build_absolute_uri(request.path),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, number: str, key: str, helped: str) -> HttpResponse:
    """One click from the mail. Following the link changes nothing: programs that check mails follow links, too."""
    if helped not in {each.value for each in Helped} or not links.may_rate(number, key):
        raise Http404
    said, refused = Helped(helped), ""
    if request.method == "POST":
        if not limits.allowed("help", _address(request), per_minute=_SENDS_A_MINUTE):
            return error_pages.too_many(request)
        try:
            rating.rate(number, key, said)
        except Missing as missing:
            raise Http404 from missing
        except Refused as problem:
            refused = str(problem)
    context = {
        "here": "",
        "said": HELPED_WORDS[said],
        "done": request.method == "POST" and not refused,
        "refused": refused,
    }
    return _private(render(request, "portal/support/rating.html", context, status=422 if refused else 200))
