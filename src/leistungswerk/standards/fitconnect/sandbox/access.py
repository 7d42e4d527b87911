# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may do what: clients, bearer tokens, request rate."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import sqlite3
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

import msgspec

from leistungswerk.standards.fitconnect.constants import ProblemType, Scope
from leistungswerk.standards.fitconnect.sandbox.refusal import Refusal


class Client(msgspec.Struct, frozen=True):
    client_id: str
    name: str
    scopes: frozenset[Scope]


class RateLimit(msgspec.Struct, frozen=True):
    """At most ``requests`` in ``seconds`` for each client."""

    requests: int
    seconds: int = 60


class _Claims(msgspec.Struct, frozen=True):
    client_id: str
    expires: float


def create_client(db: sqlite3.Connection, client_id: str, name: str, scopes: frozenset[Scope]) -> str:
    """Add or renew a client and return its new secret (256 bit)."""
    secret = secrets.token_urlsafe(32)
    db.execute(
        "INSERT INTO clients VALUES (?, ?, ?, ?) ON CONFLICT (client_id) DO UPDATE SET name = excluded.name, "
        "secret_digest = excluded.secret_digest, scopes = excluded.scopes",
        (client_id, name, _digest(secret), " ".join(sorted(scopes))),
    )
    return secret


def authenticate(db: sqlite3.Connection, client_id: str, secret: str) -> Client | None:
    """The client with this secret; a random 256-bit secret needs no slow hash."""
    row = db.execute("SELECT secret_digest FROM clients WHERE client_id = ?", (client_id,)).fetchone()
    expected = row["secret_digest"] if row else _digest("")
    if not hmac.compare_digest(expected, _digest(secret)) or row is None:
        return None
    return find_client(db, client_id)


def find_client(db: sqlite3.Connection, client_id: str) -> Client | None:
    row = db.execute("SELECT * FROM clients WHERE client_id = ?", (client_id,)).fetchone()
    return Client(client_id, row["name"], frozenset(map(Scope, row["scopes"].split()))) if row else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class Tokens:
    """Bearer tokens that carry their own end, authenticated with HMAC-SHA256; they outlive a restart."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def issue(self, client_id: str, expires: float) -> str:
        body = urlsafe_b64encode(msgspec.json.encode(_Claims(client_id, expires)))
        return f"{body.decode()}.{self._mac(body)}"

    def client_id(self, token: str, now: float) -> str:
        """The client of a valid token. Raises :class:`Refusal` (401)."""
        body, _, mac = token.encode().partition(b".")
        if not hmac.compare_digest(self._mac(body).encode(), mac):
            raise Refusal(401, ProblemType.UNAUTHORIZED, "Das Token ist ungültig. Bitte ein neues abrufen.")
        claims = msgspec.json.decode(urlsafe_b64decode(body), type=_Claims)
        if claims.expires <= now:
            raise Refusal(401, ProblemType.UNAUTHORIZED, "Das Token ist abgelaufen. Bitte ein neues abrufen.")
        return claims.client_id

    def _mac(self, body: bytes) -> str:
        return hmac.new(self._secret, body, hashlib.sha256).hexdigest()


class RateGate:
    """Counts requests of each client in fixed windows, in memory."""

    def __init__(self, limit: RateLimit | None) -> None:
        self._limit: Final = limit
        self._lock = threading.Lock()
        self._windows: dict[str, tuple[int, int]] = {}

    def check(self, client_id: str, now: float) -> None:
        """Raises :class:`Refusal` (429) with the seconds until the next window."""
        if self._limit is None:
            return
        window = int(now // self._limit.seconds)
        with self._lock:
            last, count = self._windows.get(client_id, (window, 0))
            count = count + 1 if last == window else 1
            self._windows[client_id] = (window, count)
        if count > self._limit.requests:
            wait = max(1, int((window + 1) * self._limit.seconds - now) + 1)
            raise Refusal(
                429,
                ProblemType.TOO_MANY_REQUESTS,
                f"Erlaubt sind {self._limit.requests} Anfragen in {self._limit.seconds} Sekunden. "
                f"Bitte in {wait} Sekunden erneut versuchen.",
                retry_after=wait,
            )
