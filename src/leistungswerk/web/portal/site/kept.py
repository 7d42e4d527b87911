# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finished pages kept in the process: public, the same for everybody, without any cookie.

A page is made once for an address and a language and given out until somebody writes to the site, a planned page
appears, or its numbers are a minute old. Each answer carries an ETag; a browser asks again and gets 304, a cache in
front may keep the page for half a minute.
"""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, Final, ParamSpec
from urllib.parse import urlencode

import brotli
import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import get_language

from leistungswerk.core import times
from leistungswerk.enablement.site import queries
from leistungswerk.enablement.site.asking import Asking

_P = ParamSpec("_P")
View = Callable[Concatenate[HttpRequest, _P], HttpResponse]
_MOST: Final = 600
"""Pages kept at once; the one asked for longest ago goes first."""
_FRESH: Final = timedelta(seconds=60)
_CACHE: Final = "public, max-age=0, s-maxage=30, must-revalidate"
_SMALL: Final = 400
"""Bytes below which packing is not worth it."""


class _Kept(msgspec.Struct, frozen=True):
    version: int
    until: datetime
    kind: str
    etag: str
    plain: bytes
    packed: dict[str, bytes]

    def answer(self, request: HttpRequest) -> HttpResponse:
        wanted = parse_etags(request.headers.get("If-None-Match", ""))
        response: HttpResponse
        if self.etag in wanted or f"W/{self.etag}" in wanted or "*" in wanted:
            response = HttpResponseNotModified()
        else:
            accepted = request.headers.get("Accept-Encoding", "")
            coding = next((name for name in self.packed if name in accepted), "")
            response = HttpResponse(self.packed.get(coding, self.plain), content_type=self.kind)
            if coding:
                response.headers["Content-Encoding"] = coding
        # The same text packed or not is the same page.
        response.headers["ETag"] = f"W/{self.etag}"
        response.headers["Cache-Control"] = _CACHE
        patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
        return response


_pages: "OrderedDict[tuple[str, str, str], _Kept]" = OrderedDict()
_lock = threading.Lock()


def forget() -> None:
    """Drop what is kept."""
    with _lock:
        _pages.clear()


def warm(path: str) -> None:
    """Make a page once and drop it: what it needed is loaded then, and nothing stale is kept."""
    for code, _name in settings.LANGUAGES:
        Asking().get(path, code)
    forget()


def _packed(body: bytes) -> dict[str, bytes]:
    if len(body) < _SMALL:
        return {}
    return {"br": brotli.compress(body, quality=6), "gzip": gzip.compress(body, 6, mtime=0)}


def kept(*arguments: str) -> Callable[[View[_P]], View[_P]]:
    """A view whose page is the same for everybody; ``arguments``: the names of the query it looks at, nothing else.

    The view must set no cookie and read none. Only successful answers are kept.
    """

    def _decorate(view: View[_P]) -> View[_P]:
        @wraps(view)
        def _kept_view(request: HttpRequest, /, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
            query = urlencode([(name, request.GET[name][:200]) for name in arguments if name in request.GET])
            # What else stands in the address must not get into a page that others are given.
            request.META["QUERY_STRING"] = query
            key = (request.path, query, get_language() or "")
            version, now = queries.version(), times.now()
            with _lock:
                held = _pages.get(key)
                if held is not None:
                    _pages.move_to_end(key)
            if held is None or held.version != version or held.until <= now:
                response = view(request, *args, **kwargs)
                if response.status_code != 200:
                    return response
                held = _keep(key, response, version, now)
            return held.answer(request)

        return _kept_view

    return _decorate


def _keep(key: tuple[str, str, str], response: HttpResponse, version: int, now: datetime) -> _Kept:
    change = queries.next_change(now)
    until = min(now + _FRESH, change) if change else now + _FRESH
    body = response.content
    made = _Kept(
        version, until, response.headers["Content-Type"], quote_etag(hashlib.sha256(body).hexdigest()[:24]), body,
        _packed(body),
    )  # fmt: skip
    with _lock:
        _pages[key] = made
        while len(_pages) > _MOST:
            _pages.popitem(last=False)
    return made
