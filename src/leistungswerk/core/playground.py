# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether an instance is a playground: a demonstration for trainings that returns to where it began.

The folder ``playground`` of the data folder makes it one: it holds the Ausgangslage (a copy of the database, its
blobs as further names of the same files) and ``playground.json``. Without that file no database is ever returned
to anything (:mod:`leistungswerk.core.playground_reset`), so no instance with real data can be taken for one.
"""

import os
import shutil
import uuid
from datetime import datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from typing import Final

import msgspec

from leistungswerk.core import times
from leistungswerk.core.failures import Refused
from leistungswerk.core.settings import settings

RESET_HOUR: Final = 3
"""When the nightly return is due, in Germany."""


class Login(msgspec.Struct, frozen=True):
    """A demo account as the sign-in page of the playground shows it."""

    username: str
    password: str
    name: str


class Standing(msgspec.Struct, frozen=True):
    """``playground.json``: when the Ausgangslage was taken and the instance last returned to it."""

    identity: uuid.UUID
    made_at: datetime
    reset_at: datetime | None = None
    logins: tuple[Login, ...] = ()


def folder() -> Path:
    return settings().data / "playground"


def beginning() -> Path:
    """The Ausgangslage."""
    return folder() / "ausgangslage.sqlite3"


def standing() -> Standing | None:
    """What is known of this playground; ``None`` where the instance is none."""
    try:
        content = (folder() / "playground.json").read_bytes()
    except FileNotFoundError:
        return None
    return msgspec.json.decode(content, type=Standing)


def found() -> Standing:
    """What is known of this playground; an instance that is none is refused."""
    known = standing()
    if known is None:
        raise Refused(
            "Dies ist keine Übungsumgebung; zurückgesetzt wird nur eine. "
            "Eine neue beginnt mit `leistungswerk demo --playground` in einem leeren Datenordner."
        )
    return known


def note(known: Standing) -> None:
    """Write it down, complete or not at all."""
    path = folder() / "playground.json"
    temporary = path.with_suffix(f".{os.getpid()}")
    temporary.touch(mode=0o600)
    temporary.write_bytes(msgspec.json.format(msgspec.json.encode(known), indent=2))
    temporary.replace(path)


def begin(*, fresh: bool = False) -> Standing:
    """Make the data folder that of a playground; one that holds another instance is refused.

    ``fresh``: what a playground held is removed, so that its story is told anew; nothing may be running there.
    """
    if settings().database_url:
        raise Refused(
            "Die Übungsumgebung braucht SQLite. Lassen Sie LEISTUNGSWERK_DATABASE_URL dafür leer; "
            "die Datenbank dort bleibt unberührt."
        )
    known = standing()
    if known is None:
        if (settings().data / "db" / "leistungswerk.sqlite3").exists():
            raise Refused(
                f"In {settings().data} liegt eine Instanz, die keine Übungsumgebung ist; sie bleibt unberührt. "
                "Nennen Sie mit LEISTUNGSWERK_DATA einen leeren Ordner."
            )
        settings().folder("playground")
        known = Standing(uuid.uuid4(), times.now())
        note(known)
    elif fresh:
        for path in (settings().data / "db", settings().data / "blobs", folder() / "blobs"):
            shutil.rmtree(path, ignore_errors=True)
        beginning().unlink(missing_ok=True)
    return known


def is_ready() -> bool:
    """Whether there is an Ausgangslage to return to."""
    return standing() is not None and beginning().exists()


def show_logins(logins: tuple[Login, ...]) -> None:
    """Show these accounts on the sign-in page."""
    note(msgspec.structs.replace(found(), logins=logins))


def next_reset(moment: datetime) -> datetime:
    """When the next nightly return is due."""
    local = moment.astimezone(times.BERLIN)
    due = datetime.combine(local.date(), time_of_day(RESET_HOUR), times.BERLIN)
    return due if due > local else datetime.combine(due.date() + timedelta(days=1), due.timetz())
