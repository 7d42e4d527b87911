# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every request passes: security headers, the chosen language, a limit on what may come in."""

from collections.abc import Callable

from django.conf import settings as django_settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation

from leistungswerk.core.settings import settings
from leistungswerk.web import errors

Answer = Callable[[HttpRequest], HttpResponseBase]
_CSP = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"


class SecurityHeaders:
    """Content-Security-Policy without any ``unsafe-*``; pages with answers never stay in a cache."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._answer(request)
        headers = response.headers
        headers.setdefault("Content-Security-Policy", _CSP)
        headers.setdefault("X-Frame-Options", "DENY")
        headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        headers.setdefault("Cache-Control", "no-store")
        return response


class Language:
    """German unless the reader chose otherwise; the choice is a cookie and needs no session."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._known = {code for code, _ in django_settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(django_settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in self._known else django_settings.LANGUAGE_CODE
        translation.activate(language)
        response = self._answer(request)
        response.headers.setdefault("Content-Language", language)
        return response


class BodyLimit:
    """Refuse a request that says it is too large before anything of it is read."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._limit = settings().upload_bytes

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.headers.get("Content-Length", "")
        if request.method == "POST" and (not length.isdecimal() or int(length) > self._limit):
            # Without a length nobody knows when to stop reading.
            return errors.too_large(request) if length else _length_required(request)
        return self._answer(request)


def _length_required(request: HttpRequest) -> HttpResponse:
    return errors.bad_request(request)
