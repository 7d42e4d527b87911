# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Floors measured in the same run on the same disk: no journey can be cheaper than what these cost."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

import msgspec

from bench.driver import requests_per_second
from bench.figures import Range, spans
from leistungswerk.core import processes

_PAGE: Final = b"\x5a" * 4096
_ROW: Final = b"\x5a" * 2048
_ROOT: Final = Path(__file__).resolve().parents[1]


class Floors(msgspec.Struct, frozen=True):
    """Each a second, over the repetitions of this run."""

    disk: Range
    """4 KiB appended and ``fdatasync``."""
    sqlite: Range
    """A transaction that inserts 2 KB, WAL and ``synchronous=FULL``, one thread."""
    hello: Range
    """Requests of one client."""
    hello_busy: Range
    """Requests of four clients."""


class Sounding(msgspec.Struct, frozen=True):
    """One repetition."""

    disk: float
    sqlite: float
    hello: float
    hello_busy: float


def _rate(act: Callable[[], object], seconds: float) -> float:
    count, started = 0, time.perf_counter()
    while time.perf_counter() - started < seconds:
        act()
        count += 1
    return count / (time.perf_counter() - started)


def _disk(folder: Path, seconds: float) -> float:
    path = folder / "floor.bin"
    with path.open("wb", buffering=0) as file:

        def act() -> None:
            file.write(_PAGE)
            os.fdatasync(file.fileno())

        rate = _rate(act, seconds)
    path.unlink()
    return rate


def _sqlite(folder: Path, seconds: float) -> float:
    path = folder / "floor.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("CREATE TABLE floor (id INTEGER PRIMARY KEY, content BLOB)")

        def act() -> None:
            database.execute("BEGIN IMMEDIATE")
            database.execute("INSERT INTO floor (content) VALUES (?)", (_ROW,))
            database.execute("COMMIT")

        rate = _rate(act, seconds)
    path.unlink()
    return rate


def _hello(port: int, seconds: float) -> tuple[float, float]:
    base = f"http://127.0.0.1:{port}"
    server = subprocess.Popen([sys.executable, "-m", "bench.hello", str(port)], cwd=_ROOT)
    try:
        processes.wait_for(f"{base}/", seconds=20, process=server)
        return (
            requests_per_second(base, clients=1, seconds=seconds),
            requests_per_second(base, clients=4, seconds=seconds),
        )
    finally:
        processes.end(server)


def sound(folder: Path, port: int, seconds: float) -> Sounding:
    """Measure every floor once, each for ``seconds``."""
    return Sounding(_disk(folder, seconds), _sqlite(folder, seconds), *_hello(port, seconds))


def floors(soundings: list[Sounding]) -> Floors:
    """The repetitions together."""
    return Floors(
        spans([each.disk for each in soundings]),
        spans([each.sqlite for each in soundings]),
        spans([each.hello for each in soundings]),
        spans([each.hello_busy for each in soundings]),
    )
