# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages of the portal take turns in the embedded profile.

Python runs one thread at a time. Left alone, four threads hand over in the middle of a page every few
milliseconds and at every write; with SQLite, where nothing is worth waiting for in parallel, that cost a third of
the throughput (``./do bench``). So a page is made in one go. What waits for others does not take a turn: uploads,
the office with its network checks and password hashes, documents, files of the API.
"""

import io
import threading
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

Environ: TypeAlias = dict[str, Any]
Application: TypeAlias = Callable[[Environ, Any], Iterable[bytes]]
_FORM = "application/x-www-form-urlencoded"
_LARGEST = 2 * 1024 * 1024
"""Bytes of a form that is read before its turn; Django refuses more."""
_BESIDE = ("/verwaltung/", "/static/", "/api/")


def _waits(environ: Environ) -> bool:
    path: str = environ.get("PATH_INFO", "")
    return path.startswith(_BESIDE) or path.endswith(".pdf")


class Turns:
    """A WSGI application around another: one page at a time."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._turn = threading.Lock()

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        if _waits(environ) or not self._read(environ):
            return self._application(environ, start_response)
        with self._turn:
            return self._application(environ, start_response)

    def _read(self, environ: Environ) -> bool:
        """Read a form before the turn begins: the client decides how fast its bytes come. ``False``: no form."""
        if environ["REQUEST_METHOD"] != "POST":
            return True
        length = environ.get("CONTENT_LENGTH", "")
        if (
            not length.isdecimal()
            or int(length) > _LARGEST
            or not environ.get("CONTENT_TYPE", "").startswith(_FORM)
        ):
            return False
        environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(int(length)))
        return True
