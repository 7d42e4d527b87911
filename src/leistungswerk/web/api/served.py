# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every answer of the API has in common: reading only, rate limit, language, caching, open to other sites."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Final

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from leistungswerk.core import limits, times
from leistungswerk.web.api.problems import problem

View = Callable[..., HttpResponseBase]
PER_MINUTE: Final = 240
FILES_PER_MINUTE: Final = 30
_NOW: Final = "public, max-age=60"
_FIXED: Final = "public, max-age=86400"
"""With a Datenstand in the past an answer never changes; the day leaves room for mistakes of ours."""


def served(view: View) -> View:
    """Wrap a view of the API."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return _open(HttpResponse(status=204))
        if request.method not in {"GET", "HEAD"}:
            refusal = problem(
                405, "Diese Schnittstelle nimmt nichts entgegen.", "Rufen Sie die Adresse mit GET auf."
            )
            refusal.headers["Allow"] = "GET, HEAD, OPTIONS"
            return _open(refusal)
        if refused := _too_many(request):
            return _open(refused)
        head = request.method == "HEAD"
        request.method = "GET"
        with translation.override("de"):
            response = view(request, *args, **kwargs)
        response.headers["Content-Language"] = "de"
        response = _cached(request, response)
        return _open(_without_body(response) if head else response)

    return answer


def _too_many(request: HttpRequest) -> HttpResponse | None:
    files = request.path.startswith("/api/v1/dateien/")
    allowed = limits.allowed(
        "api-files" if files else "api",
        request.META.get("REMOTE_ADDR", ""),
        per_minute=FILES_PER_MINUTE if files else PER_MINUTE,
    )
    if allowed:
        return None
    refusal = problem(
        429,
        "Von Ihrer Adresse kamen in der letzten Minute zu viele Anfragen.",
        "Warten Sie eine Minute. Für alles auf einmal gibt es die Dateien.",
    )
    refusal.headers["Retry-After"] = "60"
    return refusal


def _open(response: HttpResponseBase) -> HttpResponseBase:
    """Open data may be read by the scripts of any site; there is nothing to protect and no cookie counts here."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response.headers["Access-Control-Expose-Headers"] = "Link, ETag, Content-Disposition, Repr-Digest"
    return response


def _cached(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if response.status_code != 200:
        response.headers["Cache-Control"] = "no-store"
        return response
    response.headers.setdefault("Cache-Control", _FIXED if _is_past(request) else _NOW)
    if "ETag" not in response.headers and isinstance(response, HttpResponse):
        response.headers["ETag"] = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    unchanged = get_conditional_response(request, etag=response.headers.get("ETag"))
    if unchanged is None:
        return response
    for name in ("Cache-Control", "Content-Language", "ETag", "Link"):
        if name in response.headers:
            unchanged.headers[name] = response.headers[name]
    _drop(response)
    return unchanged


def _is_past(request: HttpRequest) -> bool:
    try:
        said = datetime.fromisoformat(request.GET.get("datenstand", ""))
    except ValueError:
        return False
    return (said if said.tzinfo else said.replace(tzinfo=times.BERLIN)) < times.now()


def _drop(response: HttpResponseBase) -> None:
    """Close the file of an answer that is not sent; closing the answer itself would end the request."""
    if isinstance(response, FileResponse) and response.file_to_stream is not None:
        response.file_to_stream.close()


def _without_body(response: HttpResponseBase) -> HttpResponseBase:
    if isinstance(response, FileResponse):
        _drop(response)
        headers = response.headers
        response = HttpResponse(status=response.status_code)
        response.headers = headers
    elif isinstance(response, HttpResponse):
        length = str(len(response.content))
        response.content = b""
        response.headers["Content-Length"] = length
    return response
