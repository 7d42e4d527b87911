# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""One authenticated HTTP exchange with FIT-Connect: token, headers, time-outs, typed failures.

Nothing is repeated here except the fetch of a new token after a 401: repeating is the outbox's work.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from typing import Final, TypeVar
from urllib.parse import urlencode

import httpx2
import msgspec

from leistungswerk.standards.fitconnect.constants import (
    CONFIGURATION_PROBLEMS,
    JSON,
    PROBLEM_JSON,
    TOKEN_SECONDS,
    Endpoints,
    ProblemType,
)
from leistungswerk.standards.fitconnect.problems import FitConnectProblem, Problem

_Kind = TypeVar("_Kind")
_TOKEN_MARGIN: Final = 30
"""Seconds before its end at which a token is no longer used."""
_TRANSIENT: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
MAX_ANSWER: Final = 256 * 1024 * 1024
"""Bytes of an answer; a larger one is refused."""


DIRECT: Final[dict[str, httpx2.BaseTransport | None]] = {"all://127.0.0.1": None, "all://localhost": None}
"""What runs on this machine is never behind the proxy of the environment."""


class ExchangeProblem(FitConnectProblem):
    """A call failed; ``problem`` says how, in the words of the other side where it spoke."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem: Final = problem


class TemporaryProblem(ExchangeProblem):
    """May succeed later. ``retry_after``: seconds the other side asked for, or ``None``."""

    def __init__(self, problem: Problem, retry_after: float | None = None) -> None:
        super().__init__(problem)
        self.retry_after: Final = retry_after


class PermanentProblem(ExchangeProblem):
    """The same call will fail again."""


class StateConflict(PermanentProblem):
    """409: the submission is in another state, for example already submitted. Its events tell."""


class ConfigurationProblem(ExchangeProblem):
    """A person must change a setting: credentials, destination, key, rights."""


class Credentials(msgspec.Struct, frozen=True):
    """An API client. The secret never appears in ``repr``."""

    client_id: str
    client_secret: str

    def __repr__(self) -> str:
        return f"Credentials(client_id={self.client_id!r})"


class Timeouts(msgspec.Struct, frozen=True):
    """Seconds; ``read`` and ``write`` bound each single wait, ``total`` the receiving of an answer."""

    connect: float = 5.0
    read: float = 30.0
    write: float = 30.0
    total: float = 300.0


class _Answer(msgspec.Struct, frozen=True):
    """A received answer; names of ``headers`` in lower case."""

    status: int
    reason: str
    headers: dict[str, str]
    body: bytes


class _Token(msgspec.Struct, frozen=True):
    access_token: str
    expires_in: float = TOKEN_SECONDS


class Exchange:
    """Authenticated calls for one API client; safe to share between threads."""

    def __init__(
        self,
        endpoints: Endpoints,
        credentials: Credentials,
        *,
        user_agent: str,
        timeouts: Timeouts | None = None,
    ) -> None:
        self.endpoints: Final = endpoints
        self._credentials = credentials
        limits = timeouts or Timeouts()
        self._total = limits.total
        self._http = httpx2.Client(
            headers={"User-Agent": user_agent},
            timeout=httpx2.Timeout(limits.read, connect=limits.connect, write=limits.write),
            follow_redirects=False,
            mounts=DIRECT,
        )
        self._lock = threading.Lock()
        self._token = ""
        self._valid_until = 0.0

    def close(self) -> None:
        self._http.close()

    def call(
        self,
        method: str,
        url: str,
        *,
        content: bytes | None = None,
        content_type: str = JSON,
        params: Mapping[str, str | int] | None = None,
    ) -> bytes:
        """One call; the body of a successful answer. Raises an :class:`ExchangeProblem`."""

        def attempt(token: str) -> _Answer:
            headers = {"Authorization": f"Bearer {token}"}
            if content is not None:
                headers["Content-Type"] = content_type
            return self._send(method, url, content=content, headers=headers, params=params)

        token, fresh = self._bearer()
        answer = attempt(token)
        if answer.status == 401 and not fresh:
            self._forget(token)
            answer = attempt(self._bearer()[0])
        return _checked(answer)

    def public(self, url: str) -> bytes:
        """A call without token (service keys). Raises an :class:`ExchangeProblem`."""
        return _checked(self._send("GET", url))

    def _bearer(self) -> tuple[str, bool]:
        """A valid token and whether it was fetched just now."""
        with self._lock:
            if self._token and time.monotonic() < self._valid_until:
                return self._token, False
            form = urlencode(
                {
                    "grant_type": "client_credentials",
                    "client_id": self._credentials.client_id,
                    "client_secret": self._credentials.client_secret,
                }
            )
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            url = self.endpoints.token_url
            answer = self._send("POST", url, content=form.encode(), headers=headers)
            if answer.status in (400, 401, 403):
                raise ConfigurationProblem(_problem(answer))
            token = decode(_checked(answer), _Token)
            self._token = token.access_token
            self._valid_until = time.monotonic() + max(token.expires_in - _TOKEN_MARGIN, 0)
            return self._token, True

    def _forget(self, token: str) -> None:
        with self._lock:
            if self._token == token:
                self._token = ""

    def _send(
        self,
        method: str,
        url: str,
        *,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str | int] | None = None,
    ) -> _Answer:
        try:
            with self._http.stream(method, url, content=content, headers=headers, params=params) as response:
                body = self._read(response)
                return _Answer(response.status_code, response.reason_phrase, dict(response.headers), body)
        except (httpx2.UnsupportedProtocol, httpx2.InvalidURL) as error:
            raise ConfigurationProblem(
                _local("Adresse ungültig", f"Bitte die Adresse prüfen: {error}")
            ) from error
        except httpx2.HTTPError as error:
            detail = f"{type(error).__name__}: {error}"
            raise TemporaryProblem(_local("Zustelldienst nicht erreichbar", detail)) from error

    def _read(self, response: httpx2.Response) -> bytes:
        deadline = time.monotonic() + self._total
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > MAX_ANSWER:
                raise PermanentProblem(
                    _local("Antwort zu groß", f"Die Antwort ist größer als {MAX_ANSWER} Byte.")
                )
            if time.monotonic() > deadline:
                raise TemporaryProblem(
                    _local("Antwort zu langsam", f"Nach {self._total:g} s nicht vollständig.")
                )
        return bytes(body)


def _local(title: str, detail: str) -> Problem:
    """A problem that arose on our side of the line."""
    return Problem(type="about:blank", title=title, detail=detail)


def decode(body: bytes, kind: type[_Kind]) -> _Kind:
    """An answer as struct. Raises :class:`PermanentProblem` when it is something else."""
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.DecodeError as error:
        detail = f"Der Zustelldienst antwortete anders als erwartet: {error}"
        raise PermanentProblem(_local("Antwort nicht lesbar", detail)) from error


def _checked(answer: _Answer) -> bytes:
    status = answer.status
    if 200 <= status < 300:
        return answer.body
    problem = _problem(answer)
    if status in _TRANSIENT:
        raise TemporaryProblem(problem, _retry_after(answer))
    if status in (401, 403) or problem.type in CONFIGURATION_PROBLEMS:
        raise ConfigurationProblem(problem)
    if status == 409:
        raise StateConflict(problem)
    raise PermanentProblem(problem)


def _problem(answer: _Answer) -> Problem:
    """The problem in the answer, or one made of the status line."""
    if answer.headers.get("content-type", "").startswith((PROBLEM_JSON, JSON)):
        try:
            told = msgspec.json.decode(answer.body, type=_Told)
        except msgspec.DecodeError:
            told = _Told()
        if told.type:
            return Problem(told.type, told.title, told.detail, told.instance, answer.status)
    kind = ProblemType.UNAUTHORIZED.uri if answer.status == 401 else "about:blank"
    return Problem(kind, f"HTTP {answer.status}", answer.reason, "", answer.status)


class _Told(msgspec.Struct, frozen=True):
    """What others write as problem: every part may be missing."""

    type: str = ""
    title: str = ""
    detail: str = ""
    instance: str = ""


def _retry_after(answer: _Answer) -> float | None:
    """Seconds; the date form of the header is rare here and read as „not told“."""
    value = answer.headers.get("retry-after", "")
    return float(value) if value.isdecimal() else None
