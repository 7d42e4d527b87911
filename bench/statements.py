# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Statements of a request, counted by SQLite itself in a process of its own on the data of an instance.

Run as ``python -m bench.statements PROFILE SLUG``. The first journey fills the caches as in a running server; the second counts.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import django
import msgspec

from bench.journey import Journey, Kind, Reply, Sample, script
from bench.profiles import PROFILES

_FRAME: Final = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


class Counted(msgspec.Struct, frozen=True):
    """The most that one request of a kind did. ``transactions``: how many were committed explicitly."""

    kind: Kind
    statements: int
    transactions: int


class _Application:
    """The whole Django application with its middleware, without a server."""

    def __init__(self) -> None:
        from django.test import Client

        self._client = Client(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1")

    def send(self, method: str, path: str, body: bytes | None) -> Reply:
        answer = self._client.generic(
            method, path, data=body or b"", content_type="application/x-www-form-urlencoded"
        )
        return Reply(answer.status_code, answer.headers.get("Location", ""), answer.content)


@contextmanager
def _traced() -> Iterator[list[str]]:
    """Every statement that SQLite runs on the connection of this process."""
    from django.db import connection

    connection.ensure_connection()
    seen: list[str] = []
    connection.connection.set_trace_callback(seen.append)
    try:
        yield seen
    finally:
        connection.connection.set_trace_callback(None)


def _count(profile_name: str, slug: str) -> tuple[Counted, ...]:
    profile = next(each for each in PROFILES if each.name == profile_name)
    application, play = _Application(), script(profile, slug)
    Journey(application, lambda _sample: None).play(play)
    most: dict[Kind, Counted] = {}
    with _traced() as seen:

        def watch(sample: Sample) -> None:
            inner = sum(not text.startswith(_FRAME) for text in seen)
            begun = sum(text.startswith("BEGIN") for text in seen)
            known = most.get(sample.kind)
            if known is None or inner > known.statements:
                most[sample.kind] = Counted(sample.kind, inner, begun)
            seen.clear()

        Journey(application, watch).play(play)
    return tuple(most.values())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leistungswerk.config.settings")
    django.setup()
    sys.stdout.buffer.write(msgspec.json.encode(_count(sys.argv[1], sys.argv[2])))
