# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures at the size of a Land and of the Federation: facts as periods, put into the tables in bulk.

``python -m bench.national``: how long each metric takes from what events keep and, for comparison, counted from
the facts anew, with rows, fact-months and memory.
"""

import os
import resource
import sys
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Annotated, Any, Final

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from bench.land import throwaway

NOW_MS: Final = 100.0
METRIC_S: Final = 2.0
DASHBOARD: Final = ("m1 – m8", "districts", "gaps")
_AT: Final = datetime(2021, 1, 1, 9, tzinfo=UTC)
_LAST: Final = date(2026, 11, 1)
_BATCH: Final = 50_000


class Size(msgspec.Struct, frozen=True):
    """Services, bodies and months; ``every``: a body decides on one service in so many."""

    services: int
    bodies: int
    months: int
    every: int = 1

    @property
    def pairs(self) -> int:
        return sum(1 for _ in self.competent())

    def competent(self) -> Iterator[tuple[int, int]]:
        """Service and body of each pair."""
        for service in range(self.services):
            for body in range((service * 7) % self.every, self.bodies, self.every):
                yield service, body

    def since(self, service: int, body: int) -> int | None:
        """Months ago that the service became available at the body; a quarter of the pairs are still missing."""
        lot = (service * 131 + body * 17) % (self.months * 4)
        return lot // 3 if lot < self.months * 3 else None


def _ago(months: int) -> date:
    count = _LAST.year * 12 + _LAST.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def _key(service: int) -> str:
    return f"99{service:03d}{service % 7:03d}0{service % 90 + 10:02d}000"


def _ars(body: int) -> str:
    return f"07{111 + body % 36:03d}{body:07d}"


def _service_rows(size: Size) -> Iterator[dict[str, Any]]:
    for number in range(size.services):
        yield {
            "service_key": _key(number), "name": f"Leistung {number}", "kind": "lov", "ozg_id": f"{10000 + number // 4}",
            "ozg_name": f"OZG-Leistung {number // 4}", "theme": "Bauen", "ressort": f"Ministerium {number % 9}",
            "typing": "2", "valid_from": _ago(size.months),
        }  # fmt: skip


def _competence_rows(size: Size) -> Iterator[dict[str, Any]]:
    for service, body in size.competent():
        yield {
            "service_key": _key(service), "body": uuid.UUID(int=body + 1), "body_name": f"Kommune {body:05d}",
            "ars": _ars(body), "relevant": body % 50 != 0, "reason": "", "valid_from": _ago(size.months),
        }  # fmt: skip


def _availability_rows(size: Size) -> Iterator[dict[str, Any]]:
    for service, body in size.competent():
        since = size.since(service, body)
        if since is None:
            continue
        yield {
            "service_key": _key(service), "body": uuid.UUID(int=body + 1), "body_name": f"Kommune {body:05d}",
            "ars": _ars(body), "channel": "online", "transport": "fit_connect" if body % 3 else "file_transfer",
            "maturity_model": "1.1", "level": 2 + body % 3, "evidence": "belegt" if body % 10 < 7 else "gemeldet",
            "reference": "", "valid_from": _ago(since),
        }  # fmt: skip


def _usage_rows(size: Size) -> Iterator[dict[str, Any]]:
    """Some applications for each service and month, in changing districts."""
    for service in range(size.services):
        for month in range(size.months):
            for lot in range(5):
                body = (service * 7 + month * 3 + lot * 11) % size.bodies
                yield {
                    "service_key": _key(service),
                    "territory": _ars(body),
                    "day": _ago(month),
                    "amount": 1 + lot * 3,
                }


def _put(table: str, rows: Iterator[dict[str, Any]], *, period: bool = True) -> int:
    """Insert rows in bulk, past the services: what is measured is reading. Returns how many."""
    from django.db import connection

    count, columns, batch = 0, (), []
    with connection.cursor() as cursor:
        for row in rows:
            count += 1
            at = connection.ops.adapt_datetimefield_value(_AT)
            more = {"fact": uuid.UUID(int=count), "source": "bench", "recorded_at": at} if period else {
                "measure": "application.accepted", "source_event": count, "recorded_at": at,
            }  # fmt: skip
            whole = {**row, **more}
            columns = tuple(whole)
            batch.append([_plain(value) for value in whole.values()])
            if len(batch) == _BATCH:
                _insert(cursor, table, columns, batch)
        if batch:
            _insert(cursor, table, columns, batch)
    return count


def _plain(value: Any) -> Any:
    from django.db import connection

    if isinstance(value, uuid.UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    return value.isoformat() if isinstance(value, date) and not isinstance(value, datetime) else value


def _insert(cursor: Any, table: str, columns: tuple[str, ...], batch: list[list[Any]]) -> None:
    places = ", ".join(["%s"] * len(columns))
    cursor.executemany(
        f"INSERT INTO reporting_{table} ({', '.join(columns)}) VALUES ({places})",  # noqa: S608 - our own names
        batch,
    )
    batch.clear()


class Filled(msgspec.Struct, frozen=True):
    """What was put in: rows of each kind, and the months these facts stand for."""

    rows: int
    fact_months: int
    seconds: float


def fill(size: Size) -> Filled:
    """Facts of a whole Land or of the Federation, then what events would keep of them."""
    from django.db import connection, transaction

    from leistungswerk.reporting.models import ServiceFact, UsageFact, UsageMonth
    from leistungswerk.reporting.services.coverage import rebuild

    started = time.perf_counter()
    with transaction.atomic():
        rows = _put("servicefact", _service_rows(size)) + _put("competencefact", _competence_rows(size))
        rows += _put("availabilityfact", _availability_rows(size)) + _put(
            "usagefact", _usage_rows(size), period=False
        )
        for key in ServiceFact.objects.values_list("service_key", flat=True):
            rebuild(key)
        months: dict[tuple[date, str, str], int] = {}
        for day, key, ars, amount in UsageFact.objects.values_list(
            "day", "service_key", "territory", "amount"
        ):
            for place in (ars, ""):
                months[day, key, place] = months.get((day, key, place), 0) + amount
        UsageMonth.objects.bulk_create(
            (
                UsageMonth(
                    measure="application.accepted", month=day, service_key=key, territory=ars, amount=amount
                )
                for (day, key, ars), amount in months.items()
            ),
            batch_size=5_000,
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    represented = 0
    for service, body in size.competent():
        since = size.since(service, body)
        represented += size.months + (since or 0)
    return Filled(rows, represented, time.perf_counter() - started)


class Asked(msgspec.Struct, frozen=True):
    """A figure: milliseconds from what events keep, seconds counted from the facts anew."""

    name: str
    now_ms: float
    as_of_s: float


def ask(runs: int) -> tuple[Asked, ...]:
    """Every metric, the map and the gaps: the best of some runs, and what the kept counts say is what the facts say."""
    from leistungswerk.core import times
    from leistungswerk.reporting.metrics import run
    from leistungswerk.reporting.metrics.definitions import METRICS

    at = times.now()
    cut = run.Cut(times.legal_day(at), at)
    codes = [metric.code for metric in METRICS]
    found = [
        Asked("m1 – m8", min(_timed(lambda: run.together(codes, cut))[0] for _ in range(runs)) * 1000, 0.0)
    ]
    for name in (*codes, "districts", "gaps"):
        now = [_timed(lambda: run.rows(name, cut, kept=True)) for _ in range(runs)]  # noqa: B023 - run at once
        then = _timed(lambda: run.rows(name, cut))  # noqa: B023 - run at once
        if sorted(map(str, now[0][1])) != sorted(map(str, then[1])):
            raise RuntimeError(f"{name}: was Ereignisse fortschreiben, weicht von den Fakten ab")
        found.append(Asked(name, min(each[0] for each in now) * 1000, then[0]))
    return tuple(found)


def _timed(question: Any) -> tuple[float, Any]:
    started = time.perf_counter()
    answer = question()
    return time.perf_counter() - started, answer


def main(
    services: Annotated[int, typer.Option(help="Leistungen")] = 600,
    bodies: Annotated[int, typer.Option(help="Stellen")] = 194,
    months: Annotated[int, typer.Option(help="Monate")] = 60,
    every: Annotated[int, typer.Option(help="Jede wievielte Stelle ist für eine Leistung zuständig")] = 1,
    runs: Annotated[int, typer.Option(help="gezählte Läufe")] = 3,
) -> None:
    """Fill a throw-away database with facts, ask every metric, and end with 1 if one is over its aim."""
    console, size = Console(), Size(services, bodies, months, every)
    with throwaway() as folder:
        filled = fill(size)
        console.print(
            f"{services} Leistungen × {bodies} Stellen × {months} Monate: {size.pairs:,} Paare, {filled.rows:,} Zeilen, "
            f"{filled.fact_months:,} Fakt-Monate, gefüllt in {filled.seconds:.0f} s"
        )
        asked = ask(runs)
        megabytes = sum(file.stat().st_size for file in (folder / "db").iterdir()) / 1024**2
    table = Table("Kennzahl", "fortgeschrieben, ms", "aus Fakten, s")
    for each in asked:
        table.add_row(each.name, f"{each.now_ms:.1f}", f"{each.as_of_s:.2f}")
    whole = sum(each.now_ms for each in asked if each.name in DASHBOARD)
    table.add_row("Übersicht: m1 – m8, Karte, Lücken", f"{whole:.1f}", "")
    console.print(table)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    console.print(
        f"Datenbank {megabytes:.0f} MiB · Speicher des Prozesses höchstens {memory:.0f} MiB · Last {os.getloadavg()[0]:.1f}"
    )
    if whole > NOW_MS or any(each.now_ms > METRIC_S * 1000 for each in asked):
        console.print(f"Über dem Ziel von {NOW_MS:.0f} ms zusammen oder {METRIC_S:.0f} s je Kennzahl.")
        sys.exit(1)


if __name__ == "__main__":
    typer.run(main)
