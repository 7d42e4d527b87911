# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Feedback after submitting. The address carries no application and no code; the token travels by POST."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leistungswerk.core import limits
from leistungswerk.core.failures import Refused
from leistungswerk.core.personal_data import KIND_WORDS
from leistungswerk.online import queries_public as queries
from leistungswerk.online.feedback import (
    COUNTRIES,
    FOUND_WORDS,
    LONGEST_TEXT,
    RATING_WORDS,
    read_token,
)
from leistungswerk.online.services.feedback import FeedbackEntry, give_feedback
from leistungswerk.web import errors as error_pages

_PER_MINUTE = 10
"""Tries from one address; a family behind one connection needs fewer."""


@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    """First POST shows the form, the second (with ``send``) keeps it. Without a token there is nothing to say."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("portal:resume"))
    if not limits.allowed("feedback", request.META.get("REMOTE_ADDR", ""), per_minute=_PER_MINUTE):
        return error_pages.too_many(request)
    text = request.POST.get("token", "")[:400]
    token = read_token(text)
    title = queries.title_of(token.service) if token else None
    if token is None or title is None:
        return error_pages.expired(request)
    if "send" not in request.POST:
        return _form(request, title, text, FeedbackEntry(rating=0))
    given = request.POST.get("rating", "")
    entry = FeedbackEntry(
        rating=int(given) if given.isdecimal() and len(given) == 1 else 0,
        found=request.POST.get("found", "")[:10],
        country=request.POST.get("country", "")[:2],
        text=request.POST.get("text", "")[: LONGEST_TEXT * 4],
    )
    try:
        removed = give_feedback(token, entry=entry)
    except Refused as refusal:
        return _form(request, title, text, entry, str(refusal))
    context = {"here": "", "removed": [KIND_WORDS[kind] for kind in KIND_WORDS if kind.value in removed]}
    return render(request, "portal/feedback_thanks.html", context)


def _form(
    request: HttpRequest, title: str, text: str, entry: FeedbackEntry, problem: str = ""
) -> HttpResponse:
    at = "rating-5" if entry.rating == 0 else "text" if len(entry.text) > LONGEST_TEXT else "inhalt"
    context = {
        "here": "",
        "service": {"title": title},
        "token": text,
        "entry": entry,
        "ratings": [(str(number), word) for number, word in RATING_WORDS.items()],
        "found": [(each.value, word) for each, word in FOUND_WORDS.items()],
        "countries": list(COUNTRIES.items()),
        "most": LONGEST_TEXT,
        "errors": [{"id": at, "label": _("Ihre Rückmeldung"), "message": problem}] if problem else [],
    }
    return render(request, "portal/feedback.html", context, status=422 if problem else 200)
