# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The load: a closed loop of 1 or 4 client threads, each journey with one connection and fresh cookies.

All threads live in one process. What that process itself takes of a core is measured too, so it can be seen
whether the driver was the bottleneck.
"""

import http.client
import threading
import time
from collections.abc import Callable
from typing import Final, Self
from urllib.parse import urlsplit

import msgspec

from bench.figures import Spread, spread
from bench.journey import Journey, Kind, Reply, Sample, Script

_TIMEOUT: Final = 30.0


class Connection:
    """One keep-alive connection with a cookie jar of its own."""

    def __init__(self, base_url: str) -> None:
        self._http = http.client.HTTPConnection(urlsplit(base_url).netloc, timeout=_TIMEOUT)
        self._cookies: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def send(self, method: str, path: str, body: bytes | None) -> Reply:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._http.request(method, path, body, headers)
        answer = self._http.getresponse()
        content = answer.read()
        for cookie in answer.msg.get_all("Set-Cookie", ()):
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return Reply(answer.status, answer.getheader("Location", ""), content)


class Run(msgspec.Struct, frozen=True):
    """One closed loop. ``driver_cores``: processor time of the driver per second, in cores.

    ``server_ms``: processor time of the server for one journey; it hardly moves when the machine is busy.
    """

    clients: int
    journeys: int
    per_second: float
    load: Spread
    save: Spread
    submit: Spread
    driver_cores: float
    server_ms: float


class _Client:
    """One thread: warms up, then plays journey after journey until the time is over."""

    def __init__(self, base_url: str, script: Script) -> None:
        self._base_url, self._script = base_url, script
        self.samples: list[Sample] = []
        self.journeys = 0
        self.seconds = 0.0
        self.warmed = 0
        self.fault: Exception | None = None

    def loop(self, warm: float, seconds: float) -> None:
        try:
            self.warmed = self._until(time.perf_counter() + warm)
            self.samples.clear()
            started = time.perf_counter()
            self.journeys = self._until(started + seconds)
            # The last journey counts whole, with its time.
            self.seconds = time.perf_counter() - started
        except Exception as fault:  # noqa: BLE001 - the main thread raises it: no client fails in silence
            self.fault = fault

    def _until(self, end: float) -> int:
        played = 0
        while not played or time.perf_counter() < end:
            with Connection(self._base_url) as connection:
                Journey(connection, self.samples.append).play(self._script)
            played += 1
        return played


class Load(msgspec.Struct, frozen=True):
    """What to play where. ``server_seconds`` tells the processor time the server has used so far."""

    base_url: str
    script: Script
    server_seconds: Callable[[], float]
    warm: float
    seconds: float


def closed_loop(load: Load, clients: int) -> tuple[Run, int]:
    """Play for ``seconds`` after ``warm`` seconds that are not counted; also returns all journeys played.

    Raises what a client ran into: a run with an error gives no figure.
    """
    crew = [_Client(load.base_url, load.script) for _ in range(clients)]
    threads = [threading.Thread(target=client.loop, args=(load.warm, load.seconds)) for client in crew]
    started, used, served = time.perf_counter(), time.process_time(), load.server_seconds()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    share = (time.process_time() - used) / (time.perf_counter() - started)
    served = load.server_seconds() - served
    for client in crew:
        if client.fault is not None:
            raise client.fault

    def of(kind: Kind) -> Spread:
        return spread([sample.seconds for client in crew for sample in client.samples if sample.kind is kind])

    journeys = sum(client.journeys for client in crew)
    rate = sum(client.journeys / client.seconds for client in crew)
    played = journeys + sum(client.warmed for client in crew)
    own = served * 1000 / played
    return Run(clients, journeys, rate, of(Kind.LOAD), of(Kind.SAVE), of(Kind.SUBMIT), share, own), played


def requests_per_second(base_url: str, *, clients: int, seconds: float) -> float:
    """Plain GETs over one connection a client: what server and driver can do at most."""
    counts = [0] * clients

    def ask(number: int, end: float) -> None:
        with Connection(base_url) as connection:
            while time.perf_counter() < end:
                connection.send("GET", "/", None)
                counts[number] += 1

    _side_by_side(ask, clients, time.perf_counter() + seconds)
    return sum(counts) / seconds


def _side_by_side(work: Callable[[int, float], None], clients: int, end: float) -> None:
    threads = [threading.Thread(target=work, args=(number, end)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
