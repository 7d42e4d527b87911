# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from leistungswerk.standards.fitconnect.constants import RejectReason
from leistungswerk.standards.fitconnect.events import EventLog, State
from leistungswerk.standards.fitconnect.metadata import build_metadata
from leistungswerk.standards.fitconnect.problems import Problem
from leistungswerk.standards.fitconnect.receiver import Receiver
from leistungswerk.standards.fitconnect.receiver.schemas import _below

SCHEMA_URI = "https://schema.example/wohngeld/1.0"
DATA = b'{"name":"Muster"}'


def _log(peer, sent) -> EventLog:
    return peer.sender().event_log(
        sent.case_id, submission_id=sent.submission_id, destination_id=peer.destination_id
    )


def _receive(peer, **changes):
    with Receiver(peer.prepare_receiver(**changes)) as receiver:
        return receiver.receive_once()


def _problem(peer, sent) -> Problem:
    log = _log(peer, sent)
    assert log.state is State.DELETED
    assert not log.accepted
    [problem] = log.answer.problems
    return problem


SCHEMA = b'{"type":"object","properties":{"name":{"type":"string","maxLength":6}},"required":["name"]}'


class _SchemaHost(BaseHTTPRequestHandler):
    asked = 0

    def do_GET(self):
        type(self).asked += 1
        known = self.path == "/schema/a"
        self.send_response(200 if known else 302)
        if not known:
            self.send_header("Location", "/schema/a")
        self.end_headers()
        self.wfile.write(SCHEMA if known else b"")

    def log_message(self, *_):
        """Keep quiet."""


@pytest.fixture
def schema_base():
    _SchemaHost.asked = 0
    with HTTPServer(("127.0.0.1", 0), _SchemaHost) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/schema"
        server.shutdown()
        thread.join()


def test_data_are_checked_against_a_schema_fetched_once_from_an_allowed_address(peer, schema_base):
    about = {
        data: build_metadata(data=data, schema_uri=f"{schema_base}/a")
        for data in (DATA, b'{"name":"zu lang"}')
    }
    good, bad = (peer.send(data, metadata=metadata) for data, metadata in about.items())
    done = _receive(peer, schema_bases=(schema_base,))
    assert (done.accepted, done.rejected) == ((good.submission_id,), (bad.submission_id,))
    problem = _problem(peer, bad)
    assert problem.type == RejectReason.SCHEMA_VIOLATION.uri
    assert "/name" in problem.detail
    assert "zu lang" not in problem.detail
    assert _SchemaHost.asked == 1


def test_schemas_are_not_fetched_from_elsewhere_and_redirects_not_followed(peer, schema_base):
    for uri in (f"{schema_base}/a", f"{schema_base}/redirect"):
        peer.send(metadata=build_metadata(data=DATA, schema_uri=uri))
    assert len(_receive(peer, schema_bases=("http://127.0.0.1:1/schema",)).accepted) == 2
    assert _SchemaHost.asked == 0
    peer.send(metadata=build_metadata(data=DATA, schema_uri=f"{schema_base}/redirect"))
    assert len(_receive(peer, schema_bases=(schema_base,)).accepted) == 1
    assert _SchemaHost.asked == 1


@pytest.mark.parametrize(
    ("uri", "allowed"),
    [
        ("https://a.example/schema/x", True),
        ("https://a.example/schema-evil/x", False),
        ("https://a.example/schema/../x", False),
        ("https://a.example/schema/%2e%2e/x", False),
        ("https://a.example.evil.example/schema/x", False),
        ("https://a.example@evil.example/schema/x", False),
        ("http://a.example/schema/x", False),
        ("file:///schema/x", False),
    ],
)
def test_an_address_is_allowed_only_below_a_base(uri, allowed):
    assert _below(uri, "https://a.example/schema") is allowed


def test_a_schema_that_points_elsewhere_is_not_used(peer):
    sent = peer.send()
    folder = peer.prepare_receiver()
    with Receiver(folder) as receiver:
        receiver._schemas.path_of(SCHEMA_URI).write_bytes(b'{"$ref":"http://127.0.0.1:1/x"}')
        receiver.receive_once()
    assert _problem(peer, sent).type == RejectReason.UNSUPPORTED_SCHEMA.uri
