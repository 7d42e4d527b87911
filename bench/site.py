# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``python -m bench.site``: page views of the public site per second, over HTTP, each answer checked.

Against a fresh instance with the start texts and the bodies of the Land, or against one that runs already
(``--base``). A view asks for one page; every other client comes again and brings the ETag it was given.
"""

import http.client
import os
import re
import tempfile
import threading
import time
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import urlsplit

import msgspec
import typer
from rich.console import Console

from bench.figures import spread
from bench.instance import BenchError
from leistungswerk.core import processes

_PATHS: Final = (
    "/", "/willkommen/", "/onlinezugangsgesetz/ozg/", "/rheinland-pfalz/organigramm-und-projektstruktur/",
    "/rheinland-pfalz/bausteine/", "/umsetzung/erste-schritte/", "/umsetzung/roll-out/", "/umsetzung/efa/",
    "/aktuelles/", "/glossar/", "/ressorts/mastd/", "/barrierefreiheit/",
)  # fmt: skip
_ASSET: Final = re.compile(rb'(?:href|src)="(/static/[^"]+)"')
_FONT: Final = re.compile(rb"url\(\"?(fonts/[^)\"]*-basis[^)\"]*)")
_LIMIT: Final = 100 * 1024


class _Visitor:
    """One thread with one connection; ``returning``: it brings the ETag of what it has."""

    def __init__(self, base: str, *, returning: bool) -> None:
        self._http = http.client.HTTPConnection(urlsplit(base).netloc, timeout=30)
        self._returning = returning
        self._tags: dict[str, str] = {}
        self.seconds: list[float] = []
        self.fault: Exception | None = None

    def loop(self, end: float) -> None:
        try:
            while time.perf_counter() < end:
                for path in _PATHS:
                    self._view(path)
        except Exception as fault:  # noqa: BLE001 - the main thread raises it
            self.fault = fault

    def _view(self, path: str) -> None:
        tag = self._tags.get(path) if self._returning else None
        started = time.perf_counter()
        self._http.request(
            "GET", path, headers={"Accept-Encoding": "br, gzip"} | ({"If-None-Match": tag} if tag else {})
        )
        answer = self._http.getresponse()
        answer.read()
        self.seconds.append(time.perf_counter() - started)
        if answer.status not in {200, 304 if tag else 200}:
            raise BenchError(f"{path}: {answer.status}")
        if answer.getheader("Set-Cookie"):
            raise BenchError(f"{path} setzt ein Cookie.")
        self._tags[path] = answer.getheader("ETag", "")


class Weight(msgspec.Struct, frozen=True):
    """The first view of a page: bytes over the wire with all it loads, and the seconds until its HTML came.

    The time is that of a page nobody asked for before, in a process that has made others.
    """

    path: str
    total: int
    seconds: float


def _get(base: str, path: str, language: str = "de") -> tuple[bytes, int]:
    """What came, unpacked by nobody: for sizes; HTML is asked for plain a second time where it is read."""
    link = http.client.HTTPConnection(urlsplit(base).netloc, timeout=30)
    link.request("GET", path, headers={"Accept-Encoding": "br", "Cookie": f"lw_sprache={language}"})
    answer = link.getresponse()
    body = answer.read()
    link.close()
    if answer.status != 200:
        raise BenchError(f"{path}: {answer.status}")
    return body, len(body)


def _plain(base: str, path: str) -> bytes:
    link = http.client.HTTPConnection(urlsplit(base).netloc, timeout=30)
    link.request("GET", path)
    body = link.getresponse().read()
    link.close()
    return body


def weigh(base: str, path: str) -> Weight:
    """HTML, style sheet, scripts, drawings of the page itself and all three fonts of the first alphabet."""
    _body, total = _get(base, path)
    # The English page is another one: nothing of it is kept yet.
    started = time.perf_counter()
    _get(base, path, "en")
    seconds = time.perf_counter() - started
    assets = {found.decode() for found in _ASSET.findall(_plain(base, path))}
    for sheet in [asset for asset in assets if asset.endswith(".css")]:
        folder = sheet.rpartition("/")[0]
        assets |= {f"{folder}/{font.decode()}" for font in _FONT.findall(_plain(base, sheet))}
    total += sum(_get(base, asset)[1] for asset in sorted(assets))
    return Weight(path, total, seconds)


def _serve(group: processes.Group, folder: Path) -> str:
    (port,) = processes.free_ports(1)
    env = {"LEISTUNGSWERK_DATA": str(folder), "LEISTUNGSWERK_BASE_URL": f"http://127.0.0.1:{port}"}
    for command in (("migrate",), ("import", "land")):
        done = processes.run(*command, env=env)
        if done.returncode != 0:
            raise BenchError(f"{' '.join(command)}: {done.stderr.decode().strip()[-400:]}")
    child = group.start("serve", "--port", str(port), "--no-worker", env=env, quiet=True)
    base = f"http://127.0.0.1:{port}"
    processes.wait_for(f"{base}/gesundheit", seconds=30, process=child)
    return base


def _report(base: str, clients: int, seconds: float, console: Console) -> None:
    weights = [weigh(base, path) for path in _PATHS]
    heaviest, slowest = max(weights, key=lambda each: each.total), max(weights, key=lambda each: each.seconds)
    crew = [_Visitor(base, returning=bool(number % 2)) for number in range(clients)]
    used, started = time.process_time(), time.perf_counter()
    threads = [threading.Thread(target=each.loop, args=(started + seconds,)) for each in crew]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - started
    for each in crew:
        if each.fault is not None:
            raise each.fault
    views = [duration for each in crew for duration in each.seconds]
    of = spread(views)
    console.print(f"Erster Aufruf, am schwersten: {heaviest.path} {heaviest.total / 1024:.1f} KiB mit allem")
    console.print(f"Erster Aufruf, am langsamsten: {slowest.path} {slowest.seconds * 1000:.1f} ms")
    console.print(
        f"{clients} Clients, {took:.0f} s: {len(views) / took:.0f} Seiten/s, Median {of.median_ms:.1f} ms, "
        f"95 % {of.p95_ms:.1f} ms, Treiber {(time.process_time() - used) / took:.2f} Kerne, Last {os.getloadavg()[0]:.1f}"
    )
    if heaviest.total > _LIMIT:
        raise BenchError(f"{heaviest.path} wiegt mehr als 100 KiB.")


def main(
    base: Annotated[str, typer.Option(help="Eine laufende Instanz statt einer frischen")] = "",
    clients: Annotated[int, typer.Option(min=1, max=64)] = 4,
    seconds: Annotated[float, typer.Option(min=1)] = 10.0,
) -> None:
    """Die öffentliche Website messen."""
    console = Console(highlight=False)
    if base:
        _report(base.rstrip("/"), clients, seconds, console)
        return
    with tempfile.TemporaryDirectory(prefix="leistungswerk-site-") as folder, processes.Group() as group:
        _report(_serve(group, Path(folder)), clients, seconds, console)


if __name__ == "__main__":
    typer.run(main)
