# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""One journey of a citizen: open the service, load and save every step, review, submit, confirmation.

The same script goes over HTTP (:mod:`bench.driver`) and through the application inside a process
(:mod:`bench.statements`); every answer is checked, so a fast error page is never counted as a journey.
"""

import re
import time
from collections.abc import Callable
from enum import StrEnum
from typing import Final, Protocol
from urllib.parse import urlencode

import msgspec

from bench import profiles
from bench.profiles import Profile

_TOKEN: Final = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
_REVISION: Final = re.compile(rb'name="_revision" value="([^"]+)"')
_REFERENCE: Final = re.compile(rb"LW-\d{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


class Kind(StrEnum):
    """What a request of a journey does."""

    SERVICE = "service"
    START = "start"
    LOAD = "load"
    SAVE = "save"
    REVIEW = "review"
    SUBMIT = "submit"
    CONFIRMATION = "confirmation"


class Reply(msgspec.Struct, frozen=True):
    status: int
    location: str
    body: bytes


class Transport(Protocol):
    """Sends one request with the cookies of the journey; ``body`` is form-encoded, ``None`` for GET."""

    def send(self, method: str, path: str, body: bytes | None) -> Reply: ...


class JourneyBrokenError(Exception):
    """The instance did not answer as it should; the text says to what."""


class Sample(msgspec.Struct, frozen=True):
    """One request: what it did and how long it took in seconds."""

    kind: Kind
    seconds: float


class Script(msgspec.Struct, frozen=True):
    """What is posted, encoded once: the driver must not be what is measured."""

    slug: str
    bodies: tuple[bytes, ...]
    """One a step, without token."""


def script(profile: Profile, slug: str) -> Script:
    """The journey through a profile's form published under ``slug``."""
    steps = range(1, profile.steps + 1)
    return Script(
        slug,
        tuple(urlencode({**profiles.answers(profile, step), "_action": "next"}).encode() for step in steps),
    )


class Journey:
    """Plays a script once; ``watch`` hears of every request."""

    def __init__(self, transport: Transport, watch: Callable[[Sample], None]) -> None:
        self._transport = transport
        self._watch = watch

    def play(self, script: Script) -> str:
        """Returns the reference number on the confirmation page."""
        page = self._get(Kind.SERVICE, f"/leistungen/{script.slug}/")
        address = self._post(Kind.START, f"/leistungen/{script.slug}/start/", page)
        for body in script.bodies:
            page = self._get(Kind.LOAD, address)
            address = self._post(Kind.SAVE, address, page, body)
        if not address.endswith("/pruefen/"):
            raise JourneyBrokenError(f"Nach dem letzten Schritt steht {address} statt der Prüfseite.")
        page = self._get(Kind.REVIEW, address)
        revision = b"_revision=" + _found(_REVISION, page, address)
        address = self._post(Kind.SUBMIT, address.replace("/pruefen/", "/absenden/"), page, revision)
        page = self._get(Kind.CONFIRMATION, address)
        reference = _REFERENCE.search(page)
        if reference is None:
            raise JourneyBrokenError(f"{address} nennt keine Vorgangsnummer.")
        return reference[0].decode()

    def _send(self, kind: Kind, method: str, path: str, body: bytes | None) -> Reply:
        started = time.perf_counter()
        reply = self._transport.send(method, path, body)
        self._watch(Sample(kind, time.perf_counter() - started))
        return reply

    def _get(self, kind: Kind, path: str) -> bytes:
        reply = self._send(kind, "GET", path, None)
        if reply.status != 200:
            raise JourneyBrokenError(f"GET {path} antwortet mit Status {reply.status} statt 200.")
        return reply.body

    def _post(self, kind: Kind, path: str, page: bytes, body: bytes = b"") -> str:
        token = b"csrfmiddlewaretoken=" + _found(_TOKEN, page, path)
        reply = self._send(kind, "POST", path, token + b"&" + body if body else token)
        if reply.status != 302:
            raise JourneyBrokenError(f"POST {path} antwortet mit Status {reply.status} statt 302.")
        return reply.location


def _found(pattern: re.Pattern[bytes], page: bytes, path: str) -> bytes:
    found = pattern.search(page)
    if found is None:
        raise JourneyBrokenError(f"Vor {path} fehlt im Formular {pattern.pattern.decode()}.")
    return found[1]
