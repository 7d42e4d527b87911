# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The head of the audit log, exported once a day into the folder of reports.

Whoever keeps these files elsewhere can prove later that nothing before a head was changed or dropped, even by
somebody who holds the database.
"""

from datetime import UTC, datetime
from pathlib import Path

from leistungswerk.core import audit, times
from leistungswerk.core.settings import settings


def head_file() -> Path:
    """Where the head of today is exported to."""
    day = times.legal_day(times.now())
    return settings().folder("reports") / f"audit-head-{day.isoformat()}.txt"


def export_head() -> int:
    """Write number, hash and time of the last chained entry, once a day; returns how many files were written."""
    path = head_file()
    number, chain = audit.head()
    if path.exists() or not number:
        return 0
    text = f"number {number}\nhash {chain}\nat {times.now().isoformat()}\n"
    try:
        # "x": of two workers at once one writes, the other finds the file.
        with path.open("x", encoding="ascii") as file:
            file.write(text)
    except FileExistsError:
        return 0
    return 1


def forget() -> None:
    """Delete what was exported: a playground that returns to where it began has another chain."""
    for file in settings().folder("reports").glob("audit-head-*.txt"):
        file.unlink(missing_ok=True)


def last_export() -> datetime | None:
    """When a head was last exported; ``None`` before the first."""
    files = settings().folder("reports").glob("audit-head-*.txt")
    newest = max((file.stat().st_mtime for file in files), default=None)
    return None if newest is None else datetime.fromtimestamp(newest, UTC)
