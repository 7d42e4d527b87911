# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers that are made anew for every question, but known again: ETag, 304, and half a minute in a cache in front."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag

_P = ParamSpec("_P")
View = Callable[Concatenate[HttpRequest, _P], HttpResponse]
CACHE: Final = "public, max-age=0, s-maxage=30, must-revalidate"


def tagged(view: View[_P]) -> View[_P]:
    """A view whose answer is the same for everybody; it sets no cookie and reads none but the language."""

    @wraps(view)
    def _tagged(request: HttpRequest, /, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 200:
            return response
        etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:24])
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = CACHE
        patch_vary_headers(response, ["Cookie"])
        again = get_conditional_response(request, etag=etag, response=response)
        return again if isinstance(again, HttpResponse) else response

    return _tagged
