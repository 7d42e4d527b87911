# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages are made one at a time; what waits for others never holds them up."""

import io
import threading
from collections.abc import Iterable
from typing import Any

import pytest

from leistungswerk.web.turns import Turns

FORM = "application/x-www-form-urlencoded"


class Page:
    """An application that notes how many requests are inside it at once and waits until it is let go."""

    def __init__(self) -> None:
        self.inside = self.most = 0
        self.entered = threading.Semaphore(0)
        self.go = threading.Event()
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self.entered.release()
        self.go.wait(10)
        with self._lock:
            self.inside -= 1
        return [b""]


def _environ(path: str, **more: Any) -> dict[str, Any]:
    return {"REQUEST_METHOD": "GET", "PATH_INFO": path, "CONTENT_LENGTH": "", **more}


def _together(page: Page, *environs: dict[str, Any], expected: int) -> None:
    turns = Turns(page)
    threads = [threading.Thread(target=turns, args=(environ, None)) for environ in environs]
    for thread in threads:
        thread.start()
    for _ in range(expected):
        assert page.entered.acquire(timeout=10)
    page.go.set()
    for thread in threads:
        thread.join(10)


def test_two_pages_are_never_made_at_once():
    page = Page()
    _together(page, _environ("/"), _environ("/fortschritt/"), expected=1)
    assert page.most == 1


@pytest.mark.parametrize("path", ["/verwaltung/formulare/", "/antrag/x/beleg.pdf"])
def test_what_waits_runs_beside_a_page(path: str):
    page = Page()
    _together(page, _environ(path), _environ("/"), expected=2)
    assert page.most == 2


def test_an_upload_runs_beside_a_page():
    page = Page()
    upload = _environ(
        "/antrag/x/schritt/y/",
        REQUEST_METHOD="POST",
        CONTENT_LENGTH="9",
        CONTENT_TYPE="multipart/form-data; boundary=x",
    )
    _together(page, upload, _environ("/"), expected=2)
    assert page.most == 2


def test_a_form_is_read_before_its_turn_begins():
    class Slow(io.BytesIO):
        """A client whose bytes come only after somebody else was served."""

        def read(self, size: int | None = -1, /) -> bytes:
            assert served.wait(10)
            return super().read(size)

    served, seen = threading.Event(), []

    def page(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        seen.append(environ["PATH_INFO"])
        served.set()
        return [environ["wsgi.input"].read() if "wsgi.input" in environ else b""]

    turns = Turns(page)
    form = _environ(
        "/a/", REQUEST_METHOD="POST", CONTENT_LENGTH="3", CONTENT_TYPE=FORM, **{"wsgi.input": Slow(b"x=1")}
    )
    thread = threading.Thread(target=turns, args=(form, None))
    thread.start()
    turns(_environ("/b/"), None)
    thread.join(10)
    assert seen == ["/b/", "/a/"]
