# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Run the sandbox: one process, one thread for each connection."""

from __future__ import annotations

import signal
import socket
import threading
from pathlib import Path
from typing import Final

import structlog
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from leistungswerk.standards.fitconnect.sandbox.app import SandboxApp
from leistungswerk.standards.fitconnect.sandbox.context import Limits, Service

_log: Final = structlog.get_logger(__name__)


class _QuietHandler(WSGIRequestHandler):
    """Writes no line for each request: refusals stand on the page, and paths hold ids."""

    timeout = 60

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - name of the base class
        """Only errors are told."""
        if type == "error":
            _log.warning("sandbox.connection", message=message % args if args else message)


def open_server(
    folder: Path, host: str, port: int, *, public_url: str | None = None, limits: Limits | None = None
) -> BaseWSGIServer:
    """A bound server, not yet serving; port 0 takes a free one. Starting again on the same folder is harmless.

    ``public_url`` is what callers see and what signed events name as issuer; by default the bound address.
    Raises ``OSError`` when the port is taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Bound before the service is made: the port is part of the issuer, and two sandboxes on one folder and port
    # must not both sweep it.
    with socket.create_server((host, port), family=family, backlog=128) as bound:
        port = bound.getsockname()[1]
        service = Service(folder, public_url or address_of(host, port), limits=limits)
        service.store.sweep()
        app = SandboxApp(service)
        return make_server(host, port, app, threaded=True, request_handler=_QuietHandler, fd=bound.fileno())


def address_of(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve_sandbox(
    folder: Path, host: str, port: int, *, public_url: str | None = None, limits: Limits | None = None
) -> None:
    """Serve until SIGTERM or SIGINT; requests under way are dropped, nothing acknowledged is lost."""
    server = open_server(folder, host, port, public_url=public_url, limits=limits)

    def stop(_signal: int, _frame: object) -> None:
        # shutdown() waits for the loop, and the loop is this thread.
        threading.Thread(target=server.shutdown).start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    _log.info("sandbox.ready", address=address_of(host, server.port))
    server.serve_forever(poll_interval=0.1)
