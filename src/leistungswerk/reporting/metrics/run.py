# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Running the statements: the same text that is published, on SQLite and PostgreSQL."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import msgspec
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Q

from leistungswerk.reporting.metrics.within import EVERYWHERE, Within, letters, limits, narrowed

_FOLDER: Final = Path(__file__).parent
_NAME: Final = re.compile(r":([a-z_]+)")
_REMARK: Final = re.compile(r"--[^\n]*")


class Cut(msgspec.Struct, frozen=True):
    """What a figure is told for: ``cut_off`` is the Stichtag, ``known_at`` the Datenstand."""

    cut_off: date
    known_at: datetime

    def known(self) -> Q:
        """Versions of facts that the Datenstand knows; ``known.sql`` says the same."""
        return Q(recorded_at__lte=self.known_at) & (
            Q(superseded_at__isnull=True) | Q(superseded_at__gt=self.known_at)
        )

    def held(self) -> Q:
        """Facts that held on the Stichtag, as the Datenstand knows them."""
        return (
            self.known()
            & Q(valid_from__lte=self.cut_off)
            & (Q(valid_to__isnull=True) | Q(valid_to__gte=self.cut_off))
        )


@lru_cache
def text(name: str) -> str:
    """A statement as it is published: without the licence lines."""
    lines = (_FOLDER / f"{name}.sql").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("-- SPDX")).strip()


def statement(name: str, *, kept: bool = False, within: Within = EVERYWHERE, over: Sequence[str] = ()) -> str:
    """The whole statement of a metric, with what it rests on.

    ``kept``: what events keep of the facts (``span.sql``) instead of counting them again: the coverage, and
    statements of their own (``<name>_kept.sql``) where a metric needs more. ``within``: only a part of the facts;
    below a district nothing is kept, and the facts are counted. ``over``: names of further parts it rests on, in
    their order.
    """
    kept = kept and within.kept
    parts = "".join(f",\n{text(each)}" for each in over)
    rests_on = ground(kept=kept, within=within, local=name.startswith("districts"))
    return f"{rests_on}{parts}\n{_own(name, kept=kept)}"


def ground(*, kept: bool = False, within: Within = EVERYWHERE, local: bool = False) -> str:
    """What all statements rest on; ``local``: what is kept of each district, not only of all together."""
    if not kept:
        return f"WITH {narrowed(text('known'), within)},\ncoverage AS (\n{text('coverage')}\n)"
    span = text("span_area" if within.area or local else "span")
    coverage = f"SELECT * FROM span WHERE competent > 0{limits(within)}"  # noqa: S608 - our own words
    known = narrowed(text("known"), within, decided_in="coverage")
    return f"WITH RECURSIVE {span},\ncoverage AS (\n{coverage}\n),\n{known}"


def _own(name: str, *, kept: bool) -> str:
    return text(f"{name}_kept" if kept and (_FOLDER / f"{name}_kept.sql").exists() else name)


def together(names: Sequence[str], cut: Cut, within: Within = EVERYWHERE) -> dict[str, dict[str, Any]]:
    """The one row of each of these metrics from what events keep, in one statement: what they share is read once.

    ``within``: a part for which it is kept (``within.kept``).
    """
    parts = (
        f"SELECT '{name}' AS metric, denominator, shown, total FROM (\n{_own(name, kept=True)}\n) AS {name}"  # noqa: S608 - our own names
        for name in names
    )
    sql = f"{ground(kept=True, within=within)}\n" + "\nUNION ALL\n".join(parts)
    found = _answers(sql, cut, within.values())
    return {row.pop("metric"): row for row in found}


def rows(
    name: str,
    cut: Cut,
    *,
    kept: bool = False,
    within: Within = EVERYWHERE,
    over: Sequence[str] = (),
    **arguments: str | int,
) -> list[dict[str, Any]]:
    """What the statement gives, as dictionaries by column."""
    return _answers(
        statement(name, kept=kept, within=within, over=over), cut, {**within.values(), **arguments}
    )


def course(days: Sequence[date], known_at: datetime) -> dict[date, dict[str, Any]]:
    """What the three shares are made of on each of these days, as known at the Datenstand; one statement.

    A day on which nobody decided on anything is left out.
    """
    names = [f"day_{letters(number)}" for number in range(len(days))]
    asked = " UNION ALL ".join(f"SELECT :{name}{' AS day' * (not at)}" for at, name in enumerate(names))
    values = map(connection.ops.adapt_datefield_value, days)
    found = _answers(
        f"WITH RECURSIVE asked AS ({asked}),\n{text('course')}",
        Cut(days[-1], known_at),
        dict(zip(names, values, strict=True)),
    )
    return {day(row.pop("day")): row for row in found}


def shown_since(keys: Collection[str], cut: Cut) -> dict[tuple[str, UUID], date]:
    """(Leistungsschlüssel, body) → the first day shown by evidence, where evidence holds at the cut-off; one statement."""
    names = {f"key_{letters(number)}": key for number, key in enumerate(sorted(keys))}
    if not names:
        return {}
    sql = text("shown_since").replace(":services", ", ".join(f":{name}" for name in names))
    return {
        (row["service_key"], identity(row["body"])): day(row["since"]) for row in _answers(sql, cut, names)
    }


def identity(value: str | UUID) -> UUID:
    """A UUID of a row: SQLite gives the text of a raw statement back as it lies there."""
    return value if isinstance(value, UUID) else UUID(value)


def day(value: str | date) -> date:
    """A day of a row, on SQLite its text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def batches(
    name: str,
    cut: Cut,
    size: int,
    *,
    within: Within = EVERYWHERE,
    over: Sequence[str] = (),
    **arguments: str | int,
) -> Iterator[list[dict[str, Any]]]:
    """What the statement gives, asked once and handed on in batches."""
    with connection.cursor() as cursor:
        _ask(cursor, statement(name, within=within, over=over), cut, {**within.values(), **arguments})
        columns = [column[0] for column in cursor.description]
        while found := cursor.fetchmany(size):
            yield [dict(zip(columns, map(_plain, row), strict=True)) for row in found]


def _answers(sql: str, cut: Cut, arguments: Mapping[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        _ask(cursor, sql, cut, arguments)
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, map(_plain, row), strict=True)) for row in cursor.fetchall()]


def _ask(cursor: CursorWrapper, sql: str, cut: Cut, arguments: Mapping[str, Any]) -> None:
    sql = _REMARK.sub("", sql)
    values: dict[str, Any] = {
        "cut_off": connection.ops.adapt_datefield_value(cut.cut_off),
        "month": connection.ops.adapt_datefield_value(cut.cut_off.replace(day=1)),
        "known_at": connection.ops.adapt_datetimefield_value(cut.known_at),
        **arguments,
    }
    named = _NAME.sub(lambda match: f"%({match.group(1)})s", sql.replace("%", "%%"))
    cursor.execute(named, values)


def _plain(value: Any) -> Any:
    """PostgreSQL sums whole numbers to ``numeric``; everything counted here is whole."""
    return int(value) if isinstance(value, Decimal) else value
