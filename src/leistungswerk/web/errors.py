# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Error pages: what happened, in words, and what to do now."""

from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from leistungswerk.core.failures import Overtaken, Refused

_Text = str | Promise
_OFFICE: Final = "/verwaltung/"
_TOLD: Final = frozenset({404, 500, 503})
"""What may be our fault."""
_WORDS: Final[dict[int, tuple[_Text, _Text]]] = {
    400: (
        _("Diese Anfrage konnten wir nicht lesen"),
        _("Bitte gehen Sie einen Schritt zurück und versuchen Sie es noch einmal."),
    ),
    403: (
        _("Das ist hier nicht möglich"),
        _(
            "Ihre Sitzung passt nicht zu dieser Seite. Öffnen Sie die Seite bitte neu; bei einem Antrag hilft Ihr Code."
        ),
    ),
    404: (
        _("Diese Seite gibt es nicht"),
        _("Vielleicht ist die Adresse unvollständig, oder die Seite ist umgezogen."),
    ),
    405: (
        _("Diese Seite lässt sich so nicht öffnen"),
        _("Bitte beginnen Sie auf der Startseite."),
    ),
    413: (
        _("Das ist zu groß"),
        _(
            "Die Dateien sind zusammen größer als erlaubt. Wählen Sie kleinere Dateien oder laden Sie sie einzeln hoch."
        ),
    ),
    429: (
        _("Das waren zu viele Versuche"),
        _("Bitte warten Sie eine Minute und versuchen Sie es dann noch einmal."),
    ),
    500: (
        _("Bei uns ist ein Fehler aufgetreten"),
        _("Ihre gespeicherten Angaben sind nicht verloren. Versuchen Sie es in einigen Minuten noch einmal."),
    ),
    503: (
        _("Dieser Dienst ist gerade nicht erreichbar"),
        _("Ihre gespeicherten Angaben sind nicht verloren. Versuchen Sie es später noch einmal."),
    ),
}


def page(request: HttpRequest, status: int, *, action: dict[str, str] | None = None) -> HttpResponse:
    """The error page of a status code."""
    title, text = _WORDS[status]
    context = {"status": status, "title": title, "text": text, "action": action, **_guide(request, status)}
    return render(request, "portal/error.html", context, status=status)


def _guide(request: HttpRequest, status: int) -> dict[str, str]:
    """In the office the page leads to the handbook, in the portal to the support; the database may be what failed."""
    if request.path.startswith(_OFFICE):
        return {"guide_to": f"error:{status}"}
    if status not in _TOLD:
        return {}
    return {"help_url": f"{reverse('portal:help')}?{urlencode({'seite': request.path[:300]})}"}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 403, action={"url": reverse("portal:resume"), "text": str(_("Antrag fortsetzen"))})


def not_allowed(request: HttpRequest) -> HttpResponse:
    """A signed-in person lacks the grant; whom to ask is said."""
    words = _("Dafür fehlt Ihrem Konto die Berechtigung. Wenden Sie sich an die Systemverwaltung.")
    context = {"status": 403, "title": _("Das ist hier nicht möglich"), "text": words, **_guide(request, 403)}
    return render(request, "portal/error.html", context, status=403)


def _back(request: HttpRequest) -> str:
    """The page the form stood on, else the start page of the office."""
    came_from: str = request.META.get("HTTP_REFERER", "")
    if url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}):
        return came_from
    return reverse("office:dashboard")


def overtaken(request: HttpRequest, refusal: Overtaken) -> HttpResponse:
    """Somebody else was faster: what they did, and the way to the present state (409)."""
    context = {"text": str(refusal), "now": refusal.now, "back_url": _back(request)}
    return render(request, "office/overtaken.html", context, status=409)


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """An act that is not possible, where there is no field to show the sentence at (422)."""
    context = {"text": str(refusal), "back_url": _back(request)}
    return render(request, "office/refused.html", context, status=422)


def not_answered(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A day the portal has no figures of, with the reason and the way to today's (422)."""
    today = {"url": request.path, "text": str(_("Zum heutigen Stand"))}
    context = {"status": 422, "title": _("Das ist hier nicht möglich"), "text": str(refusal), "action": today}
    return render(request, "portal/error.html", context, status=422)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 404)


def expired(request: HttpRequest) -> HttpResponse:
    """A draft that is no longer there: deleted in time, or never this reader's."""
    return render(request, "portal/expired.html", status=410)


def too_large(request: HttpRequest) -> HttpResponse:
    return page(request, 413)


def too_many(request: HttpRequest) -> HttpResponse:
    return page(request, 429)


def server_error(request: HttpRequest) -> HttpResponse:
    return page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from an old page or without cookie; the draft itself is safe."""
    return forbidden(request)
