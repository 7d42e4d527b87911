# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A playground returns to where it began: every night, and when somebody asks.

No restart is needed: SQLite writes the pages of the Ausgangslage over those of the running database in one
transaction. Readers keep what they see until their statement ends, writers wait for their turn.
"""

import fcntl
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec
from django.db import connection, transaction

from leistungswerk.core import audit, audit_heads, events, mail_folder, times
from leistungswerk.core.actor import OPERATOR, Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import require
from leistungswerk.core.playground import Standing, beginning, folder, found, next_reset, note, standing
from leistungswerk.core.settings import settings

_AHEAD: Final = 1000
"""How far numbers of rows jump: what was written while the copy was prepared must not share its number with what
comes after, for processes keep finished things by number."""
_SETTLED: Final = timedelta(minutes=10)
"""A younger blob may belong to an upload that is not written down yet; the next return sees it again."""
_RECEIVED: Final = ("submissions", "rejected")
"""What the example Fachverfahren wrote down, in plain text."""
_counters: list[tuple[str, str]] = []
_clearings: list[Callable[[datetime], None]] = []


def never_back(table: str, column: str) -> None:
    """A number that readers of kept pages compare: it grows over a return too. Registered once at start-up."""
    if (table, column) not in _counters:
        _counters.append((table, column))


def at_return(clearing: Callable[[datetime], None]) -> None:
    """Another room's store to clear at each return of what came after the Ausgangslage was taken."""
    if clearing not in _clearings:
        _clearings.append(clearing)


def _live() -> Path:
    return Path(connection.settings_dict["NAME"])


@contextmanager
def _alone() -> Iterator[None]:
    """One return or copy at a time, whichever process asks."""
    with (folder() / "lock").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _open(path: Path) -> "closing[sqlite3.Connection]":
    return closing(sqlite3.connect(path, timeout=30.0, isolation_level=None))


def _copy(source: Path, target: Path) -> None:
    """All pages of a database into another, as one transaction of each."""
    with _open(source) as read, _open(target) as write:
        # Tells SQLite how the target keeps its log before the first page comes.
        write.execute("PRAGMA schema_version").fetchone()
        read.backup(write)


def take(actor: Actor, *, renew: bool = True) -> None:
    """Make what is here now the Ausgangslage; ``renew`` also notes the time (not at a mere restart)."""
    require(actor, Permission.EDIT_TRAINING)
    known = found()
    with _alone():
        fresh = folder() / "neu.sqlite3"
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=0o600)
        if renew:
            _record(actor, "playground.taken", known)
        _copy(_live(), fresh)
        with _open(fresh) as base:
            # One file, without a log beside it.
            base.execute("PRAGMA journal_mode=DELETE").fetchone()
            base.execute("DELETE FROM django_session")
        _keep_blobs()
        fresh.replace(beginning())
        if renew:
            note(msgspec.structs.replace(known, made_at=times.now()))


def reset(actor: Actor, *, any_version: bool = False) -> datetime:
    """Return to the Ausgangslage; returns when. Nobody who still has an account there is signed out.

    ``any_version``: also to the tables of an older version, for a start that migrates them next.
    """
    require(actor, Permission.EDIT_TRAINING)
    known = found()
    if not beginning().exists():
        raise Refused("Die Übungsumgebung hat noch keine Ausgangslage. Starten Sie sie neu.")
    with _alone():
        begun = time.time()
        prepared = _prepared(any_version=any_version)
        _bring_blobs()
        _copy(prepared, _live())
        prepared.unlink()
        audit_heads.forget()
        at = times.now()
        note(msgspec.structs.replace(known, reset_at=at))
        if not any_version:
            _record(actor, "playground.reset", known)
        _clear(begun)
        for clearing in _clearings:
            clearing(known.made_at)
    return at


def _record(actor: Actor, kind: str, known: Standing) -> None:
    at = times.now()
    with transaction.atomic():
        audit.record(actor, action=kind, subject=str(known.identity), at=at)
        events.publish(kind=kind, subject=known.identity, at=at, data={})


def _prepared(*, any_version: bool) -> Path:
    """A copy of the Ausgangslage that knows who is signed in and how far the numbers are."""
    prepared = folder() / "naechste.sqlite3"
    prepared.unlink(missing_ok=True)
    shutil.copyfile(beginning(), prepared)
    prepared.chmod(0o600)
    with _open(prepared) as base:
        base.execute("ATTACH DATABASE ? AS live", (str(_live()),))
        if not _same_version(base):
            if any_version:
                return prepared
            raise Refused(
                "Die Ausgangslage stammt aus einer anderen Fassung der Software. "
                "Starten Sie die Übungsumgebung neu; dann wird sie angepasst."
            )
        base.execute("BEGIN")
        base.execute("DELETE FROM main.django_session")
        base.execute("INSERT INTO main.django_session SELECT * FROM live.django_session")
        base.execute(
            "UPDATE main.sqlite_sequence SET seq = ? + max(seq, "
            "(SELECT now.seq FROM live.sqlite_sequence now WHERE now.name = main.sqlite_sequence.name)) "
            "WHERE name IN (SELECT name FROM live.sqlite_sequence)",
            (_AHEAD,),
        )
        base.execute(
            "INSERT INTO main.sqlite_sequence (name, seq) SELECT name, seq + ? FROM live.sqlite_sequence "
            "WHERE name NOT IN (SELECT name FROM main.sqlite_sequence)",
            (_AHEAD,),
        )
        for table, column in _counters:
            base.execute(
                f'UPDATE main."{table}" SET "{column}" = ? + coalesce('  # noqa: S608 - names of our own code
                f'(SELECT max("{column}") FROM live."{table}"), 0)',
                (_AHEAD,),
            )
        base.execute("COMMIT")
    return prepared


def _same_version(base: sqlite3.Connection) -> bool:
    return _applied(base, "main") == _applied(base, "live")


def _applied(base: sqlite3.Connection, where: str) -> set[tuple[str, str]]:
    """The migrations a database has seen; none in an empty one."""
    if not base.execute(
        f"SELECT 1 FROM {where}.sqlite_master WHERE name = 'django_migrations'"  # noqa: S608 - one of two names
    ).fetchone():
        return set()
    return set(base.execute(f"SELECT app, name FROM {where}.django_migrations").fetchall())  # noqa: S608


def _keep_blobs() -> None:
    """Give the blobs of now a second name; a blob is never changed, so no copy is needed."""
    kept = folder() / "blobs"
    shutil.rmtree(kept, ignore_errors=True)
    for path in settings().folder("blobs").glob("??/" + "?" * 64):
        _name_again(path, kept / path.parent.name / path.name)


def _bring_blobs() -> None:
    for path in (folder() / "blobs").glob("??/*"):
        place = settings().folder("blobs") / path.parent.name / path.name
        if not place.exists():
            _name_again(path, place)


def _name_again(path: Path, place: Path) -> None:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        os.link(path, place)
    except OSError:  # a file system without second names
        shutil.copyfile(path, place)


def _clear(begun: float) -> None:
    """Delete what nothing refers to any more: blobs of before, mails, what the Fachverfahren took."""
    kept = {path.name for path in (folder() / "blobs").glob("??/*")}
    for path in settings().folder("blobs").glob("??/*"):
        if path.name not in kept and path.stat().st_mtime < begun - _SETTLED.total_seconds():
            path.unlink(missing_ok=True)
    mail_folder.forget(before=times.now())
    for name in _RECEIVED:
        for received in (settings().folder("receiver") / name).glob("*"):
            shutil.rmtree(received, ignore_errors=True)


def reset_nightly() -> int:
    """Return if a night has passed since the last time, also when the machine was off at the hour."""
    known = standing()
    if known is None or not beginning().exists():
        return 0
    if next_reset(max(known.made_at, known.reset_at or known.made_at)) > times.now():
        return 0
    reset(OPERATOR)
    return 1
