# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures at the size of a Land and of the Federation, as the pages, the API and reports ask for them.

``./do bench figures``: one size. ``./do bench national``: three sizes of the Federation, and how the answers grow.
Times are processor time of the asking process, so that other work on the machine disturbs little; filling is done by
another process, so that memory is that of asking alone.
"""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Final

import msgspec
import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from bench.facts import LAST, Filled, Size, fill, service_key
from bench.instance import ROOT
from bench.land import folder_of_its_own, wire

DASHBOARD_MS: Final = 100.0
QUESTION_MS: Final = 2_000.0
MEMORY_MIB: Final = 1024.0
DASHBOARD: Final = ("M1 bis M8", "Karte", "Lücken")
FIGURES: Final = ("M", "Karte", "Lücken")
"""How the names of figures begin; each of them, now and then, of all and of a part, is to answer like the overview."""
FEDERATION: Final = (2_750, 5_500, 11_000)
_KEY: Final = service_key(0)
_WIDTH: Final = 110
"""Columns of the table, also where it goes into a file."""


class Question(msgspec.Struct, frozen=True):
    """What somebody asks; ``control`` counts the same from the facts anew, where that is another way."""

    name: str
    ask: Callable[[], Any]
    control: Callable[[], Any] | None = None


class Asked(msgspec.Struct, frozen=True):
    """A question answered: median of processor time in milliseconds, and of the control once, in seconds."""

    name: str
    ms: float
    control_s: float | None = None


class Round(msgspec.Struct, frozen=True):
    """One size: what was filled, what was answered, memory of the asking process, bytes on disk, load."""

    size: Size
    filled: Filled
    asked: tuple[Asked, ...]
    memory_mib: float
    database_mib: float
    load: float

    @property
    def dashboard_ms(self) -> float:
        return sum(each.ms for each in self.asked if each.name in DASHBOARD)


def questions() -> tuple[Question, ...]:
    """All questions, each as the product asks it."""
    from leistungswerk.reporting.metrics import run

    now = run.Cut(LAST, datetime(LAST.year, LAST.month, LAST.day, 20, tzinfo=UTC))
    then = run.Cut(LAST - timedelta(days=500), now.known_at - timedelta(days=400))
    return (*_whole(now), *_metrics(now), *_then(then), *_parts(now), *_behind(now), _event(now))


def _same(name: str, cut: Any, within: Any, *, kept: str = "") -> Question:
    """A metric of a part: from what events keep, and the same counted from the facts."""
    from leistungswerk.reporting.metrics import run

    words = {"name": name, "cut": cut, "within": within}
    return Question(
        kept or name.upper(),
        lambda: run.rows(words["name"], words["cut"], kept=True, within=words["within"]),
        lambda: run.rows(words["name"], words["cut"], within=words["within"]),
    )


def _whole(now: Any) -> tuple[Question, ...]:
    from leistungswerk.reporting import state
    from leistungswerk.reporting.metrics import run
    from leistungswerk.reporting.metrics.definitions import METRICS
    from leistungswerk.reporting.metrics.within import EVERYWHERE

    codes = [metric.code for metric in METRICS]
    return (
        Question("M1 bis M8", lambda: run.together(codes, now)),
        Question("Karte", lambda: run.rows("districts_now", now, kept=True), lambda: run.rows("districts", now)),
        _same("gaps", now, EVERYWHERE, kept="Lücken"),
        Question("Datenstand", state.newest),
    )  # fmt: skip


def _metrics(now: Any) -> tuple[Question, ...]:
    from leistungswerk.reporting.metrics.definitions import METRICS
    from leistungswerk.reporting.metrics.within import EVERYWHERE

    return tuple(_same(metric.code, now, EVERYWHERE) for metric in METRICS)


def _then(then: Any) -> tuple[Question, ...]:
    """Of an earlier Stichtag, as it was known then."""
    from leistungswerk.reporting.metrics.within import EVERYWHERE

    return (
        _same("m2", then, EVERYWHERE, kept="M2 vor 500 Tagen, Stand von damals"),
        _same("districts", then, EVERYWHERE, kept="Karte vor 500 Tagen, Stand von damals"),
    )


def _parts(now: Any) -> tuple[Question, ...]:
    from leistungswerk.reporting.metrics.within import Within

    ars = _some_place()
    return (
        _same("m4", now, Within(area=ars[:2]), kept="M4 eines Landes"),
        _same("m4", now, Within(area=ars[:5]), kept="M4 eines Kreises"),
        _same("m4", now, Within(area=ars), kept="M4 einer Gemeinde"),
        _same("m4", now, Within(ressort="Ministerium 1"), kept="M4 eines Ressorts"),
        _same("m4", now, Within(service=_KEY), kept="M4 einer Leistung"),
    )


def _behind(now: Any) -> tuple[Question, ...]:
    """The rows behind a figure, a page of each."""
    from leistungswerk.reporting import queries
    from leistungswerk.reporting.metrics import run
    from leistungswerk.reporting.metrics.within import Within
    from leistungswerk.reporting.open_data import rows
    from leistungswerk.reporting.progress import progress

    ars = _some_place()
    return (
        Question("Zeilen hinter M1", lambda: queries.metric_rows("m1", now, offset=0, limit=50)),
        Question("Zeilen hinter M7", lambda: queries.metric_rows("m7", now, offset=0, limit=50)),
        Question("Zeilen hinter M2", lambda: queries.metric_rows("m2", now, offset=0, limit=50)),
        Question("Behörden einer Leistung", lambda: queries.bodies_of(_KEY, now, offset=0, limit=50)),
        Question(
            "Was in einer Gemeinde geht",
            lambda: run.rows("pairs", now, within=Within(exactly=ars), wanted="", limit=100, offset=0),
        ),
        Question("Seite eines Ortes", lambda: _at_place(ars, now)),
        Question("Fortschritt für alle", lambda: progress(now)),
        Question(
            "Seite der Gebiete",
            lambda: run.rows("territories", now, within=Within(places=tuple(rows.territories(now)[:100]))),
        ),
    )  # fmt: skip


def _at_place(ars: str, now: Any) -> Any:
    """What stands on the page of a place: what is decided there and above it, and where else it is online."""
    from leistungswerk.reporting import at_place
    from leistungswerk.reporting.progress import services_at

    return at_place.held_at((ars, f"{ars[:5]}0000000", f"{ars[:2]}0000000000"), now), services_at(now)


def _event(now: Any) -> Question:
    """A body goes live: its fact, and what is kept of its service and district; taken back in the end."""
    import uuid

    from django.db import transaction

    from leistungswerk.reporting.kinds import Evidence
    from leistungswerk.reporting.models import AvailabilityFact
    from leistungswerk.reporting.services import facts

    def _happen() -> None:
        with transaction.atomic():
            facts.record(
                AvailabilityFact(
                    service_key=_KEY, body=uuid.uuid4(), body_name="Neue Kommune", ars="070000000000",
                    transport="fit_connect", evidence=Evidence.SHOWN, valid_from=now.cut_off, source="bench",
                ),
                at=now.known_at,
            )  # fmt: skip
            transaction.set_rollback(True)

    return Question("Ein Ereignis schreiben", _happen)


def _some_place() -> str:
    from leistungswerk.reporting.models import CompetenceFact

    found = CompetenceFact.objects.filter(relevant=True).order_by("-pk").values_list("ars", flat=True).first()
    return str(found)


def ask(runs: int, *, control: bool) -> tuple[Asked, ...]:
    """Every question some times; with ``control`` what is kept must say what the facts say."""
    found = []
    for question in questions():
        answers = [_timed(question.ask) for _ in range(runs)]
        counted = None
        if control and question.control is not None:
            counted, expected = _timed(question.control)
            if sorted(map(str, answers[0][1])) != sorted(map(str, expected)):
                raise RuntimeError(f"{question.name}: was Ereignisse fortschreiben, weicht von den Fakten ab")
        found.append(Asked(question.name, statistics.median(each[0] for each in answers) * 1000, counted))
    return tuple(found)


def _timed(question: Callable[[], Any]) -> tuple[float, Any]:
    started = time.process_time()
    answer = question()
    return time.process_time() - started, answer


def measure(size: Size, runs: int, *, control: bool, console: Console) -> Round:
    """Fill a throw-away database in a process of its own and ask it in another."""
    with folder_of_its_own() as folder:
        filled = msgspec.json.decode(_elsewhere("fill", folder, size), type=Filled)
        console.print(
            f"{size.services} Leistungen × {size.bodies:,} Stellen × {size.months} Monate: {filled.pairs:,} Paare, "
            f"{filled.fact_months:,} Fakt-Monate in {filled.facts:,} Fakten, {filled.kept:,} fortgeschriebene Zeilen, "
            f"gefüllt in {filled.seconds:.0f} s"
        )
        told = _elsewhere("ask", folder, size, str(runs), str(int(control)))
        asked, memory = msgspec.json.decode(told, type=tuple[tuple[Asked, ...], float])
        megabytes = sum(file.stat().st_size for file in (folder / "db").iterdir()) / 1024**2
    return Round(size, filled, asked, memory, megabytes, os.getloadavg()[0])


def _elsewhere(what: str, folder: Path, size: Size, *more: str) -> bytes:
    numbers = map(str, (size.services, size.bodies, size.months, size.every))
    command = [sys.executable, "-m", "bench.national", what, str(folder), *numbers, *more]
    return subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.PIPE).stdout


def figures(
    services: Annotated[int, typer.Option(help="Leistungen")] = 600,
    bodies: Annotated[int, typer.Option(help="Stellen")] = 194,
    months: Annotated[int, typer.Option(help="Monate")] = 60,
    every: Annotated[int, typer.Option(help="Jede wievielte Stelle ist für eine Leistung zuständig")] = 1,
    runs: Annotated[int, typer.Option(help="gezählte Läufe")] = 5,
) -> None:
    """Ask every figure at one size; ends with 1 if one is over its aim or differs from the facts."""
    console = Console(width=_WIDTH)
    made = measure(Size(services, bodies, months, every), runs, control=True, console=console)
    _show(console, (made,))
    _judge(console, (made,))


def national(
    services: Annotated[int, typer.Option(help="Leistungen")] = 600,
    months: Annotated[int, typer.Option(help="Monate")] = 36,
    every: Annotated[int, typer.Option(help="Jede wievielte Stelle ist für eine Leistung zuständig")] = 4,
    runs: Annotated[int, typer.Option(help="gezählte Läufe")] = 5,
    control: Annotated[bool, typer.Option(help="Auch aus den Fakten zählen und vergleichen")] = True,
) -> None:
    """The Federation at a quarter, half and whole of its 11,000 bodies: times, memory, growth. About four minutes."""
    console = Console(width=_WIDTH)
    made = tuple(
        measure(Size(services, bodies, months, every), runs, control=control, console=console)
        for bodies in FEDERATION
    )
    _show(console, made)
    _judge(console, made)


def _show(console: Console, made: tuple[Round, ...]) -> None:
    table = Table(title="Rechenzeit, Median in ms", title_justify="left", box=SIMPLE_HEAD)
    table.add_column("Frage", no_wrap=True)
    for each in made:
        table.add_column(f"{each.size.bodies:,} Stellen", justify="right")
    if len(made) > 1:
        table.add_column("Wachstum", justify="right")
    table.add_column("aus Fakten, s", justify="right")
    for answers in zip(*(each.asked for each in made), strict=True):
        counted = answers[-1].control_s
        growth = (f"× {answers[-1].ms / max(answers[0].ms, 0.1):.1f}",) if len(made) > 1 else ()
        table.add_row(
            answers[0].name,
            *(f"{each.ms:.1f}" for each in answers),
            *growth,
            "" if counted is None else f"{counted:.2f}",
        )
    console.print(table)
    for each in made:
        console.print(
            f"{each.size.bodies:,} Stellen: Übersicht {each.dashboard_ms:.1f} ms · Speicher höchstens "
            f"{each.memory_mib:.0f} MiB · Datenbank {each.database_mib:.0f} MiB · Last {each.load:.1f}"
        )


def _judge(console: Console, made: tuple[Round, ...]) -> None:
    lands = [one for one in made if one.size.bodies < FEDERATION[0]]
    missed = [
        *(f"{each.name}: über {QUESTION_MS / 1000:.0f} s" for one in made for each in one.asked if each.ms > QUESTION_MS),
        *(f"{each.name}: über {DASHBOARD_MS:.0f} ms" for one in lands for each in one.asked if each.name.startswith(FIGURES) and each.ms > DASHBOARD_MS),
        *(f"Übersicht über {DASHBOARD_MS:.0f} ms" for one in lands if one.dashboard_ms > DASHBOARD_MS),
        *(f"Speicher über {MEMORY_MIB:.0f} MiB" for one in made if one.memory_mib > MEMORY_MIB),
    ]  # fmt: skip
    if missed:
        console.print("Ziel verfehlt. " + "; ".join(missed))
        sys.exit(1)


def _child(what: str, folder: str, numbers: list[int]) -> bytes:
    """What a process of its own does; its answer goes to standard output."""
    wire(Path(folder))
    size = Size(*numbers[:4])
    if what == "fill":
        return msgspec.json.encode(fill(size))
    runs, control = numbers[4:]
    asked = ask(runs, control=bool(control))
    return msgspec.json.encode((asked, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


if __name__ == "__main__":
    sys.stdout.buffer.write(_child(sys.argv[1], sys.argv[2], [int(each) for each in sys.argv[3:]]))
