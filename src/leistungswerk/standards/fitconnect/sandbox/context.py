# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a handler gets: the service with its store and keys, and one authorised call."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar

import msgspec
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Request, Response

from leistungswerk.standards.fitconnect.constants import JSON, ProblemType, Scope
from leistungswerk.standards.fitconnect.events import (
    AuthenticationTags,
    Event,
    EventSignatureInvalid,
    new_event,
    next_state,
    sign_event,
)
from leistungswerk.standards.fitconnect.jose import Jwk
from leistungswerk.standards.fitconnect.sandbox import records
from leistungswerk.standards.fitconnect.sandbox.access import Client, RateGate, RateLimit, Tokens
from leistungswerk.standards.fitconnect.sandbox.refusal import Refusal
from leistungswerk.standards.fitconnect.sandbox.store import Store

_Body = TypeVar("_Body")


class Limits(msgspec.Struct, frozen=True):
    """Bytes of encrypted content, and the request rate (``None``: no limit)."""

    body: int = 16 * 1024 * 1024
    attachment: int = 128 * 1024 * 1024
    announced: int = 100
    rate: RateLimit | None = None


class Service:
    """The delivery service: store, keys, clock, limits."""

    def __init__(
        self,
        folder: Path,
        public_url: str,
        *,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.store: Final = Store(folder)
        self.issuer: Final = f"{public_url.rstrip('/')}/submission-api"
        self.limits: Final = limits or Limits()
        self.gate: Final = RateGate(self.limits.rate)
        self.tokens: Final = Tokens(self.store.token_secret())
        self.jwk, self._signing = self.store.service_key()
        self.now: Final = clock

    def say(
        self,
        db: sqlite3.Connection,
        row: records.SubmissionRow,
        event: Event,
        tags: AuthenticationTags | None = None,
    ) -> None:
        """Sign and store an event of the service itself."""
        at = self.now()
        said = new_event(
            event,
            issuer=self.issuer,
            submission_id=row.submission_id,
            case_id=row.case_id,
            issued_at=datetime.fromtimestamp(at, UTC),
            tags=tags,
        )
        signed = msgspec.structs.replace(said, token=sign_event(said, self._signing))
        records.append_event(db, signed, next_state(row.state, event), at)


class StoredKeys:
    """Keys for verifying events that arrive here."""

    def __init__(self, service: Service, db: sqlite3.Connection) -> None:
        self._service = service
        self._db = db

    def service_key(self, kid: str) -> Jwk:
        if kid != self._service.jwk.kid:
            raise EventSignatureInvalid(f"Der Zustelldienst kennt den Signaturschlüssel „{kid}“ nicht.")
        return self._service.jwk

    def destination_key(self, destination_id: str, kid: str) -> Jwk:
        key = records.find_key(self._db, destination_id, kid)
        if key is None:
            raise EventSignatureInvalid(f"Beim Zustellpunkt ist kein Signaturschlüssel „{kid}“ hinterlegt.")
        return key


class Call:
    """One request of a known client (``client`` is ``None`` only where no token is needed)."""

    def __init__(self, service: Service, request: Request, client: Client | None) -> None:
        self.service: Final = service
        self.request: Final = request
        self._client = client

    @property
    def client(self) -> Client:
        if self._client is None:
            raise Refusal(401, ProblemType.UNAUTHORIZED, "Für diese Anfrage ist ein Token nötig.")
        return self._client

    def may(self, scope: Scope) -> bool:
        return scope in self.client.scopes

    def page(self) -> tuple[int, int]:
        """``limit`` (1 to 500) and ``offset`` of the query."""
        return self._number("limit", 100, 1, 500), self._number("offset", 0, 0, 1_000_000)

    def _number(self, name: str, default: int, low: int, high: int) -> int:
        value = self.request.args.get(name, str(default))
        if not value.isdecimal() or not low <= int(value) <= high:
            raise Refusal(
                400,
                ProblemType.REQUEST_INVALID,
                f"{name} muss eine Zahl von {low} bis {high} sein, nicht „{value}“.",
            )
        return int(value)

    def body(self) -> bytes:
        """The body, at most ``limits.body`` bytes."""
        self.request.max_content_length = self.service.limits.body
        try:
            return self.request.get_data()
        except RequestEntityTooLarge as error:
            raise too_large(self.service.limits.body) from error

    def read(self, kind: type[_Body]) -> _Body:
        """The JSON body as struct. Raises :class:`Refusal` (415, 422)."""
        if self.request.mimetype != JSON:
            raise Refusal(
                415,
                ProblemType.REQUEST_INVALID,
                f"Der Content-Type ist „{self.request.mimetype}“; nötig ist {JSON}.",
            )
        try:
            return msgspec.json.decode(self.body(), type=kind)
        except msgspec.DecodeError as error:
            raise Refusal(
                422, ProblemType.REQUEST_INVALID, f"Der Inhalt der Anfrage passt nicht: {error}."
            ) from error


def too_large(limit: int) -> Refusal:
    return Refusal(
        413, ProblemType.REQUEST_TOO_LARGE, f"Die Anfrage ist größer als die erlaubten {limit} Byte."
    )


def answer(body: msgspec.Struct, status: int = 200) -> Response:
    return Response(msgspec.json.encode(body), status, mimetype=JSON)


def nothing() -> Response:
    return Response(status=204)
