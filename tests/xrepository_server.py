# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A repository of code lists on this machine that speaks as the XRepository does, over real HTTP."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import pytest

from leistungswerk.standards.fim import read_codelist

STATE = "urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:staat"


def genericode(uri: str, version: str, rows: dict[str, str]) -> bytes:
    """A list in the form of the XRepository: only the root has a namespace, columns are named as they like."""
    values = "".join(
        f'<Row><Value ColumnRef="DESTATIS-Nr"><SimpleValue>{code}</SimpleValue></Value>'
        f'<Value ColumnRef="Bezeichnung"><SimpleValue>{name}</SimpleValue></Value></Row>'
        for code, name in rows.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/"><Identification>'
        f"<ShortName>liste</ShortName><LongName>Liste</LongName><Version>{version}</Version>"
        f"<CanonicalUri>{uri}</CanonicalUri><CanonicalVersionUri>{uri}_{version}</CanonicalVersionUri>"
        '</Identification><ColumnSet><Column Id="DESTATIS-Nr" Use="required"><ShortName>Nr</ShortName>'
        '<Data Type="string"/></Column><Column Id="Bezeichnung" Use="required"><ShortName>Bez</ShortName>'
        '<Data Type="string"/></Column><Key Id="codeKey"><ShortName>k</ShortName><ColumnRef Ref="DESTATIS-Nr"/>'
        '</Key><Key Id="codenameKey"><ShortName>n</ShortName><ColumnRef Ref="Bezeichnung"/></Key></ColumnSet>'
        f"<SimpleCodeList>{values}</SimpleCodeList></gc:CodeList>"
    ).encode()


@dataclass
class Repository:
    """``lists`` by version URI; ``answers`` are sent first, one for each request, whatever is asked."""

    lists: dict[str, bytes] = field(default_factory=dict)
    current: dict[str, str] = field(default_factory=dict)
    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def add(self, content: bytes) -> str:
        """Publish a list; it becomes the current version. Returns its version URI."""
        codelist = read_codelist(content)
        version_uri = codelist.canonical_version_uri or f"{codelist.canonical_uri}_{codelist.version}"
        self.lists[version_uri] = content
        self.current[codelist.canonical_uri] = version_uri
        return version_uri

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        self.asked.append(path)
        if self.answers:
            return self.answers.pop(0)
        match path.strip("/").split("/"):
            case ["api", "version_codeliste", name, "genericode"] if name in self.lists:
                return 200, {"Content-Type": "application/xml"}, self.lists[name]
            case ["api", "codeliste", name, "gueltigeVersion"] if name in self.current:
                return 200, {"Content-Type": "application/xml"}, _version(self.current[name])
        return 404, {}, b"not here"


def _version(version_uri: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><dat:VersionCodeliste xmlns:dat="http://xoev.de/xrepository">'
        f"<dat:kennung>{version_uri}</dat:kennung></dat:VersionCodeliste>"
    ).encode()


def _handler(repository: Repository) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = repository.answer(unquote(self.path))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(ConnectionError):  # the other side may have read enough
                self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Silent."""

    return Handler


@pytest.fixture
def repository() -> Iterator[Repository]:
    """A running repository that holds one list in two versions."""
    found = Repository()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(found))
    found.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    found.add(genericode(STATE, "2023-01-01", {"000": "Deutschland"}))
    found.add(genericode(STATE, "2024-02-02", {"000": "Deutschland", "161": "Schweiz"}))
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def closed_port() -> int:
    """A port at which nobody listens."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.server_close()
    return server.server_port
