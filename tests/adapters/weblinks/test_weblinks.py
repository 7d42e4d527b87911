# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Foreign links: the status decides, redirects are followed, the own network stays closed."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from leistungswerk.adapters.weblinks import WebLinks
from leistungswerk.core import ports
from leistungswerk.core.failures import ConfigurationFailure, TemporaryFailure
from leistungswerk.core.testing import LinkContract


class Answers(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        status = {"/da": 200, "/weg": 404, "/nur-get": 405, "/weiter": 301, "/kreis": 302}[self.path]
        self.send_response(status)
        if status in {301, 302}:
            self.send_header("Location", "/da" if self.path == "/weiter" else "/kreis")
        self.end_headers()

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Silent."""


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class TestWebLinks(LinkContract):
    @pytest.fixture(autouse=True)
    def _place(self, base: str) -> None:
        self._base = base

    def port(self) -> WebLinks:
        return WebLinks(options={"inside": "yes"})

    def answering(self) -> str:
        return f"{self._base}/da"

    def dead(self) -> str:
        return f"{self._base}/weg"


def test_server_without_head_is_asked_again_and_redirects_are_followed(base: str) -> None:
    port = WebLinks(options={"inside": "yes"})
    assert port.problem(f"{base}/nur-get") == ""
    assert port.problem(f"{base}/weiter") == ""
    assert "immer weiter" in port.problem(f"{base}/kreis")
    assert "antwortet nicht" in port.problem("http://127.0.0.1:9/")


def test_own_network_is_not_asked(base: str) -> None:
    assert "internen Netz" in WebLinks(options={}).problem(f"{base}/da")
    assert "internen Netz" in WebLinks(options={}).problem("http://[::1]/")


def test_adapters_are_found_by_their_names() -> None:
    assert ports.links("null", options={}).problem("https://example.org/") == ""
    assert isinstance(ports.links("http", options={}), WebLinks)
    with pytest.raises(TemporaryFailure):
        ports.links("failing", options={}).problem("https://example.org/")
    with pytest.raises(ConfigurationFailure, match="LEISTUNGSWERK_LINKS"):
        ports.links("gibt-es-nicht", options={})
