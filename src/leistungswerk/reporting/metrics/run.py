# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Running the statements: the same text that is published, on SQLite and PostgreSQL."""

import re
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import msgspec
from django.db import connection

from leistungswerk.reporting.metrics.within import EVERYWHERE, Within, narrowed

_FOLDER: Final = Path(__file__).parent
_NAME: Final = re.compile(r":([a-z_]+)")
_REMARK: Final = re.compile(r"--[^\n]*")


class Cut(msgspec.Struct, frozen=True):
    """What a figure is told for: ``cut_off`` is the Stichtag, ``known_at`` the Datenstand."""

    cut_off: date
    known_at: datetime


@lru_cache
def text(name: str) -> str:
    """A statement as it is published: without the licence lines."""
    lines = (_FOLDER / f"{name}.sql").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("-- SPDX")).strip()


def statement(name: str, *, kept: bool = False, within: Within = EVERYWHERE) -> str:
    """The whole statement of a metric, with what it rests on.

    ``kept``: coverage as events keep it for now, instead of counting it from the facts. ``within``: only a part
    of the facts; ``kept`` knows no parts.
    """
    known = narrowed(text("known"), within)
    coverage = (
        "SELECT service_key, competent, shown, told, end_to_end FROM reporting_coverage WHERE competent > 0"
        if kept
        else text("coverage")
    )
    return f"WITH {known},\ncoverage AS (\n{coverage}\n)\n{text(name)}"


def rows(
    name: str, cut: Cut, *, kept: bool = False, within: Within = EVERYWHERE, **arguments: str | int
) -> list[dict[str, Any]]:
    """What the statement gives, as dictionaries by column."""
    sql = _REMARK.sub("", statement(name, kept=kept, within=within))
    values: dict[str, Any] = {
        "cut_off": connection.ops.adapt_datefield_value(cut.cut_off),
        "known_at": connection.ops.adapt_datetimefield_value(cut.known_at),
        **within.values(),
        **arguments,
    }
    named = _NAME.sub(lambda match: f"%({match.group(1)})s", sql.replace("%", "%%"))
    with connection.cursor() as cursor:
        cursor.execute(named, values)
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
