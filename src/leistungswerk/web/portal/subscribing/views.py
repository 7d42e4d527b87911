# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages of subscriptions. Nothing happens by opening a link: programs that look at mails open links too."""

import uuid
from collections.abc import Collection
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from leistungswerk.core import limits
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.enablement.directory import links, sources
from leistungswerk.enablement.directory.queries import subscriptions
from leistungswerk.enablement.directory.services import subscribing
from leistungswerk.enablement.directory.states import (
    KEYLESS,
    PACE_WORDS,
    PUBLIC_TOPICS,
    TOPIC_WORDS,
    Pace,
    Topic,
)
from leistungswerk.register.queries import finder
from leistungswerk.web import errors as error_pages
from leistungswerk.web import languages

_PER_MINUTE: Final = 5
_FOUND: Final = 6
_MOST_CHOSEN: Final = 20
Wanted = tuple[Topic, str]


class Choice:
    """A box of the form: what it stands for, its name, whether it is ticked."""

    def __init__(self, topic: Topic, key: str, title: str, *, on: bool) -> None:
        self.value = f"{topic.value}:{key}"
        self.title = title
        self.kind = "" if topic in KEYLESS else TOPIC_WORDS[topic]
        self.on = on


def _read(values: Collection[str]) -> list[Wanted]:
    """What was ticked; nonsense is left out."""
    found: list[Wanted] = []
    for value in list(values)[: 3 * _MOST_CHOSEN]:
        kind, _colon, key = value.partition(":")
        if kind in set(PUBLIC_TOPICS) and (Topic(kind), key) not in found:
            found.append((Topic(kind), key[:60]))
    return found


def _preset(request: HttpRequest) -> list[Wanted]:
    """What the address names, as links of other pages do: ``?leistung=…``, ``?kommune=…``."""
    found = [(Topic.SERVICE, key[:60]) for key in request.GET.getlist("leistung")]
    found += [(Topic.PLACE, key[:60]) for key in request.GET.getlist("kommune")]
    return found[:_MOST_CHOSEN]


def _choices(request: HttpRequest, searched: str) -> list[Choice]:
    """News and notices, what is chosen already, and what the words of the search mean."""
    posted = request.method == "POST"
    chosen = (
        _read(request.POST.getlist("wanted"))
        if posted
        else [*_read(request.GET.getlist("wanted")), *_preset(request)]
    )
    offered: list[Wanted] = [(topic, "") for topic in (Topic.NEWS, Topic.NOTICE)]
    found: list[Wanted] = [*chosen]
    if searched:
        found += [(Topic.SERVICE, key) for key, _name in finder.suggestions(searched, limit=_FOUND)]
        found += [(Topic.PLACE, str(each)) for each in _bodies(searched)]
    made = []
    for topic, key in dict.fromkeys([*offered, *found]):
        title = sources.title(topic, key)
        if title is not None:
            made.append(Choice(topic, key, title, on=(topic, key) in chosen))
    return made


def _bodies(words: str) -> list[uuid.UUID]:
    """Municipalities of the places some words mean."""
    places = [place.ars for place in finder.places(words, limit=_FOUND)]
    return finder.bodies_at(places)


@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """The form. Its answer is the same for every address."""
    searched = " ".join(request.GET.get("suche", "").split())[:200]
    context: dict[str, object] = {
        "here": "service",
        "searched": searched,
        "choices": _choices(request, searched),
        "paces": [(pace.value, word) for pace, word in PACE_WORDS.items()],
        "pace": request.POST.get("pace", Pace.DAILY.value),
        "email": request.POST.get("email", ""),
        "errors": [],
    }
    if request.method != "POST":
        return render(request, "portal/subscribing/form.html", context)
    if not limits.allowed("subscribe", request.META.get("REMOTE_ADDR", ""), per_minute=_PER_MINUTE):
        return error_pages.too_many(request)
    if request.POST.get("website", ""):
        # Only programs fill what people do not see; they need not learn that they were noticed.
        return HttpResponseRedirect(reverse("portal:subscribe_asked"))
    try:
        subscribing.wish(
            email=request.POST.get("email", "")[:254],
            wanted=_read(request.POST.getlist("wanted")),
            pace=_pace(request),
            language=languages.current(),
        )
    except Refused as refused:
        context["errors"] = [{"id": "email", "label": _("E-Mail-Adresse"), "message": str(refused)}]
        return render(request, "portal/subscribing/form.html", context, status=422)
    return HttpResponseRedirect(reverse("portal:subscribe_asked"))


def _pace(request: HttpRequest) -> Pace:
    said = request.POST.get("pace", "")
    return Pace(said) if said in set(Pace) else Pace.DAILY


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """What happens next, whoever asked for whichever address."""
    hours = int(subscribing.WAITS.total_seconds() // 3600)
    return render(request, "portal/subscribing/asked.html", {"here": "service", "hours": hours})


@require_safe
def ended(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/subscribing/ended.html", {"here": "service"})


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm by a button; the address is shown so that nobody confirms for somebody else."""
    identity = links.wish_of(token)
    if request.method == "POST" and identity is not None:
        try:
            subscriber = subscribing.confirm(identity)
        except Missing:
            identity = None
        else:
            page = reverse("portal:subscribe_preferences", args=[links.subscriber_token(subscriber)])
            return HttpResponseRedirect(f"{page}?neu=1")
    found = subscriptions.wish(identity) if identity else None
    context = {"here": "service", "wish": found, "pace": PACE_WORDS[found.pace] if found else ""}
    return render(request, "portal/subscribing/confirm.html", context, status=200 if found else 410)


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    """What one is told and how often, behind the link of every mail."""
    identity = links.subscriber_of(token)
    if identity is None:
        raise Http404
    if request.method == "POST":
        kept = _kept(request.POST.getlist("wanted"))
        try:
            left = subscribing.change(identity, kept=kept, pace=_pace(request))
        except Missing:
            left = False
        if not left:
            return HttpResponseRedirect(reverse("portal:subscribe_ended"))
        return HttpResponseRedirect(f"{reverse('portal:subscribe_preferences', args=[token])}?gespeichert=1")
    found = subscriptions.subscriber(identity)
    if found is None:
        return render(request, "portal/subscribing/ended.html", {"here": "service"}, status=410)
    context = {
        "here": "service",
        "held": found,
        "paces": [(pace.value, word) for pace, word in PACE_WORDS.items()],
        "end_url": reverse("portal:unsubscribe", args=[token]),
        "new": request.GET.get("neu") == "1",
        "saved": request.GET.get("gespeichert") == "1",
    }
    return render(request, "portal/subscribing/preferences.html", context)


def _kept(values: Collection[str]) -> list[Wanted]:
    """Topics of the office too: people of the register have the same page."""
    pairs = [value.partition(":") for value in list(values)[:100]]
    return [(Topic(kind), key) for kind, _colon, key in pairs if kind in set(Topic)]


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """End everything. A mail program posts here without having seen a page (RFC 8058), so the token is the proof."""
    identity = links.subscriber_of(token)
    if identity is None:
        raise Http404
    if request.method == "POST":
        subscribing.end(identity)
        if request.POST.get("List-Unsubscribe") == "One-Click":
            return HttpResponse(status=204)
        return HttpResponseRedirect(reverse("portal:subscribe_ended"))
    found = subscriptions.subscriber(identity)
    if found is None:
        return render(request, "portal/subscribing/ended.html", {"here": "service"})
    return render(request, "portal/subscribing/unsubscribe.html", {"here": "service", "held": found})
