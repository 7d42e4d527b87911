# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The WSGI application: routes, who may call them, and what a refusal looks like."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

import msgspec
import structlog
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.routing import Map, MapAdapter, Rule
from werkzeug.wrappers import Request, Response

from leistungswerk.standards.fitconnect.constants import JWKS_PATH, PROBLEM_JSON, ProblemType, Scope
from leistungswerk.standards.fitconnect.problems import Problem
from leistungswerk.standards.fitconnect.sandbox import answers, destinations, pages, records, submissions
from leistungswerk.standards.fitconnect.sandbox.access import Client, find_client
from leistungswerk.standards.fitconnect.sandbox.context import Call, Service
from leistungswerk.standards.fitconnect.sandbox.refusal import Refusal

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_log: Final = structlog.get_logger(__name__)
_SUBMISSION: Final = re.compile(r"/submissions/([0-9a-f-]{36})(?:/|$)")
_DRAINED: Final = 256 * 1024 * 1024
Handler = Callable[..., Response]


class Route(msgspec.Struct, frozen=True):
    """A path of the API; any one of ``scopes`` opens it, ``None`` needs no token."""

    method: str
    path: str
    handler: Handler
    scopes: frozenset[Scope] | None


_SUB: Final = "/submission-api"
_DEST: Final = "/destination-api"
_SEND: Final = frozenset({Scope.SEND})
_MANAGE: Final = frozenset({Scope.MANAGE})
_SUBSCRIBE: Final = frozenset({Scope.SUBSCRIBE})
_BOTH: Final = _SEND | _SUBSCRIBE
_ANY: Final = frozenset(Scope)
_KEY: Final = "/v2/destinations/<destination_id>/keys/<kid>"

ROUTES: Final = (
    Route("POST", "/token", destinations.issue_token, None),
    Route("GET", f"{_SUB}{JWKS_PATH}", destinations.service_keys, None),
    Route("POST", f"{_DEST}/v2/destinations", destinations.create_destination, _MANAGE),
    Route("GET", f"{_DEST}/v2/destinations/<destination_id>", destinations.show_destination, _ANY),
    Route("PATCH", f"{_DEST}/v2/destinations/<destination_id>", destinations.change_destination, _MANAGE),
    Route("GET", f"{_DEST}/v2/destinations/<destination_id>/keys", destinations.list_keys, _ANY),
    Route("POST", f"{_DEST}/v2/destinations/<destination_id>/keys", destinations.add_key, _MANAGE),
    # Clients of the real service ask either API for a key (standards.md 6.2, 6.5).
    Route("GET", f"{_DEST}{_KEY}", destinations.show_key, _ANY),
    Route("GET", f"{_SUB}{_KEY}", destinations.show_key, _ANY),
    Route("POST", f"{_SUB}/v2/submissions", submissions.announce, _SEND),
    Route("GET", f"{_SUB}/v2/submissions", submissions.list_waiting, _SUBSCRIBE),
    Route("PUT", f"{_SUB}/v2/submissions/<submission_id>", submissions.submit, _SEND),
    Route("GET", f"{_SUB}/v2/submissions/<submission_id>", submissions.show_submission, _SUBSCRIBE),
    Route("GET", f"{_SUB}/v2/submissions/<submission_id>/events", answers.submission_events, _BOTH),
    Route(
        "PUT",
        f"{_SUB}/v2/submissions/<submission_id>/attachments/<attachment_id>",
        submissions.put_attachment,
        _SEND,
    ),
    Route(
        "GET",
        f"{_SUB}/v2/submissions/<submission_id>/attachments/<attachment_id>",
        submissions.show_attachment,
        _SUBSCRIBE,
    ),
    Route("GET", f"{_SUB}/v2/cases/<case_id>/events", answers.case_events, _BOTH),
    Route("POST", f"{_SUB}/v2/cases/<case_id>/events", answers.post_event, _SUBSCRIBE),
)
PAGES: Final = (
    Route("GET", "/", pages.overview, None),
    Route("GET", "/einreichungen/<submission_id>", pages.submission, None),
    Route("GET", "/zurueckgewiesen", pages.refused, None),
    Route("GET", "/zustellpunkte", pages.destinations, None),
    Route("GET", "/sandbox.css", pages.stylesheet, None),
)


class SandboxApp:
    """WSGI application of one :class:`Service`."""

    def __init__(self, service: Service) -> None:
        self.service: Final = service
        self._map = Map([Rule(one.path, methods=[one.method], endpoint=one) for one in (*ROUTES, *PAGES)])

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = Request(environ)
        response = self._respond(request, self._map.bind_to_environ(environ))
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Cache-Control", "no-store")
        return response(environ, start_response)

    def _respond(self, request: Request, adapter: MapAdapter) -> Response:
        try:
            route, arguments = adapter.match()
        except HTTPException as error:
            return self._no_route(request, error)
        if route in PAGES:
            return self._page(request, route, arguments)
        known: list[Client] = []
        try:
            client = self._authorise(request, route, known)
            result: Response = route.handler(Call(self.service, request, client), **arguments)
        except Refusal as refusal:
            return self._refuse(request, refusal, known)
        except HTTPException as error:  # the form of a token request may be broken or too large
            detail = "Die Anfrage ist zu groß oder nicht lesbar."
            return self._refuse(
                request, Refusal(error.code or 400, ProblemType.REQUEST_INVALID, detail), known
            )
        except Exception as error:  # noqa: BLE001 - the last border: the caller gets a problem, the log the error
            _log.exception("sandbox.error", path=request.path, kind=type(error).__name__)
            return self._refuse(request, Refusal(500, ProblemType.INTERNAL, "Unerwarteter Fehler."), known)
        return result

    def _page(self, request: Request, route: Route, arguments: Mapping[str, Any]) -> Response:
        try:
            return route.handler(self.service, request, **arguments)
        except NotFound as error:
            return pages.not_found(str(error.description))

    def _no_route(self, request: Request, error: HTTPException) -> Response:
        if not request.path.startswith((_SUB, _DEST, "/token")):
            return pages.not_found("Diese Seite gibt es nicht.")
        detail = f"{request.method} {request.path} gibt es nicht."
        if isinstance(error, MethodNotAllowed):
            detail = f"Für {request.path} ist {request.method} nicht vorgesehen."
        return self._refuse(request, Refusal(error.code or 404, ProblemType.REQUEST_INVALID, detail), [])

    def _authorise(self, request: Request, route: Route, known: list[Client]) -> Client | None:
        """Check token, rate and scope; ``known`` keeps the client for the log of refusals."""
        if not request.headers.get("User-Agent"):
            raise Refusal(403, ProblemType.USER_AGENT_MISSING, "Der Kopf User-Agent fehlt. Bitte setzen.")
        if route.scopes is None:
            return None
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Refusal(401, ProblemType.UNAUTHORIZED, "Es fehlt ein Token: Authorization: Bearer …")
        client_id = self.service.tokens.client_id(token, self.service.now())
        with self.service.store.reading() as db:
            client = find_client(db, client_id)
        if client is None:
            raise Refusal(401, ProblemType.UNAUTHORIZED, "Den Client dieses Tokens gibt es nicht mehr.")
        known.append(client)
        self.service.gate.check(client_id, self.service.now())
        if not client.scopes & route.scopes:
            needed = " oder ".join(sorted(route.scopes))
            raise Refusal(403, ProblemType.FORBIDDEN, f"Dem Client fehlt der Scope {needed}.")
        return client

    def _refuse(self, request: Request, refusal: Refusal, known: list[Client]) -> Response:
        """Write the refusal down, never content, and answer it as problem."""
        problem = refusal.problem(request.path)
        client_id = known[0].client_id if known else _claimed_client(request)
        found = _SUBMISSION.search(request.path)
        row = records.RefusalRow(
            at=self.service.now(),
            client_id=client_id[:100],
            method=request.method,
            path=request.path[:300],
            submission_id=found[1] if found else "",
            status=refusal.status,
            type=problem.type,
            title=problem.title,
            detail=problem.detail[:2000],
        )
        with self.service.store.writing() as db:
            records.insert_refusal(db, row)
        _drain(request)
        return _problem_response(problem, refusal)


def _claimed_client(request: Request) -> str:
    """At the token endpoint the client says who it is; elsewhere nobody is known."""
    with contextlib.suppress(HTTPException):
        return request.form.get("client_id", "") if request.path == "/token" else ""
    return ""


def _drain(request: Request) -> None:
    """Take the rest of the body, so that the sender reads our answer instead of a broken line."""
    left = _DRAINED
    with contextlib.suppress(OSError, HTTPException):
        while left > 0 and (chunk := request.stream.read(64 * 1024)):
            left -= len(chunk)


def _problem_response(problem: Problem, refusal: Refusal) -> Response:
    response = Response(msgspec.json.encode(problem), refusal.status, mimetype=PROBLEM_JSON)
    if refusal.retry_after is not None:
        response.headers["Retry-After"] = str(refusal.retry_after)
    if refusal.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response
