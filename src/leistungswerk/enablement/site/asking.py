# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Asking this instance for one of its own pages, in this process and as an anonymous reader would."""

import msgspec
from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest, HttpResponse


class Answer(msgspec.Struct, frozen=True):
    """``body`` is empty for what is streamed."""

    status: int
    body: str


class Asking:
    """Loads the middleware once and then asks as often as wanted."""

    def __init__(self) -> None:
        self._handler = BaseHandler()
        self._handler.load_middleware()

    def get(self, path: str, language: str) -> Answer:
        """The page at a path, in a language."""
        request = HttpRequest()
        request.method, request.path, request.path_info = "GET", path, path
        request.META.update(
            {"REQUEST_METHOD": "GET", "PATH_INFO": path, "SERVER_NAME": "localhost", "SERVER_PORT": "80"}
        )
        request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = language
        response = self._handler.get_response(request)
        body = response.content if isinstance(response, HttpResponse) else b""
        return Answer(response.status_code, body.decode("utf-8", "replace"))
