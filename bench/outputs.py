# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What leaves the house: reports as PDF, and a data set of a million rows as a file.

``./do bench outputs``. Each file is written by a process of its own, so that its memory is that of writing alone.
"""

import resource
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import msgspec
import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from bench.facts import LAST, Filled, Size, fill
from bench.instance import ROOT
from bench.land import folder_of_its_own, wire

REPORT_S: Final = 3.0
EXPORT_MIB: Final = 100.0
_WIDTH: Final = 110
_MIB: Final = 1024 * 1024
_DATASET: Final = "verfuegbarkeit"


class Paper(msgspec.Struct, frozen=True):
    """A report from the question to the finished file, in seconds of the clock; the first also loads typst."""

    name: str
    seconds: float
    bytes: int


class Export(msgspec.Struct, frozen=True):
    """A data set written to disk; ``grown_mib``: what the process took more at its height than before it began."""

    form: str
    rows: int
    bytes: int
    seconds: float
    grown_mib: float
    whole_mib: float


def papers() -> tuple[Paper, ...]:
    """Every template at the Stichtag of the bench."""
    from leistungswerk.reporting.metrics.run import Cut
    from leistungswerk.reporting.reports import render
    from leistungswerk.reporting.reports.collect import Template

    cut = Cut(LAST, datetime(LAST.year, LAST.month, LAST.day, 20, tzinfo=UTC))
    found = []
    for template in Template:
        started = time.perf_counter()
        _data, made = render.report(template, cut)
        size = len(render.pdf(made, cut.known_at))
        found.append(Paper(template.value, time.perf_counter() - started, size))
    return tuple(found)


def export(folder: Path, form: str) -> Export:
    """All pairs of service and body in one form."""
    from leistungswerk.reporting.metrics.run import Cut
    from leistungswerk.reporting.open_data import datasets, files, rows
    from leistungswerk.reporting.open_data.writers import Form

    cut = Cut(LAST, datetime(LAST.year, LAST.month, LAST.day, 20, tzinfo=UTC))
    path = folder / f"export.{form}"
    before = _resident_mib()
    started = time.perf_counter()
    with path.open("wb") as file:
        files.write_to(file, datasets.BY_NAME[_DATASET], Form(form), cut)
    seconds, most = time.perf_counter() - started, _most_mib()
    count = sum(1 for _row in rows.ROWS[_DATASET](cut))
    return Export(form, count, path.stat().st_size, seconds, most - before, most)


def _resident_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / _MIB


def _most_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def outputs(
    services: Annotated[int, typer.Option(help="Leistungen")] = 600,
    bodies: Annotated[int, typer.Option(help="Stellen, für Berichte")] = 194,
    export_bodies: Annotated[int, typer.Option(help="Stellen, für die Datei")] = 1_700,
) -> None:
    """Reports of a Land as PDF and a data set of a million rows; ends with 1 if one is over its aim."""
    console = Console(width=_WIDTH)
    with folder_of_its_own() as folder:
        msgspec.json.decode(_elsewhere("fill", folder, services, bodies), type=Filled)
        made = msgspec.json.decode(_elsewhere("papers", folder), type=tuple[Paper, ...])
    with folder_of_its_own() as folder:
        msgspec.json.decode(_elsewhere("fill", folder, services, export_bodies), type=Filled)
        written = [
            msgspec.json.decode(_elsewhere("export", folder, form), type=Export)
            for form in ("csv", "ndjson", "parquet")
        ]
    _show(console, made, written)
    missed = [
        *(f"{each.name}: über {REPORT_S:.0f} s" for each in made if each.seconds > REPORT_S),
        *(f"{each.form}: über {EXPORT_MIB:.0f} MiB" for each in written if each.grown_mib > EXPORT_MIB),
    ]
    if missed:
        console.print("Ziel verfehlt. " + "; ".join(missed))
        sys.exit(1)


def _show(console: Console, made: tuple[Paper, ...], written: list[Export]) -> None:
    table = Table(title="Berichte als PDF", title_justify="left", box=SIMPLE_HEAD)
    for name in ("Bericht", "s", "KiB"):
        table.add_column(name, justify="left" if name == "Bericht" else "right")
    for each in made:
        table.add_row(each.name, f"{each.seconds:.2f}", f"{each.bytes / 1024:.0f}")
    console.print(table)
    table = Table(title="Datensatz Verfügbarkeit als Datei", title_justify="left", box=SIMPLE_HEAD)
    for name in ("Form", "Zeilen", "MiB", "s", "Speicher dazu, MiB", "im Ganzen, MiB"):
        table.add_column(name, justify="left" if name == "Form" else "right")
    for file in written:
        table.add_row(
            file.form,
            f"{file.rows:,}",
            f"{file.bytes / _MIB:.0f}",
            f"{file.seconds:.1f}",
            f"{file.grown_mib:.0f}",
            f"{file.whole_mib:.0f}",
        )
    console.print(table)


def _elsewhere(what: str, folder: Path, *more: object) -> bytes:
    command = [sys.executable, "-m", "bench.outputs", what, str(folder), *map(str, more)]
    return subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.PIPE).stdout


def _child(what: str, folder: Path, *more: str) -> bytes:
    """What a process of its own does; its answer goes to standard output."""
    wire(folder)
    if what == "fill":
        return msgspec.json.encode(fill(Size(int(more[0]), int(more[1]), 60)))
    return msgspec.json.encode(papers() if what == "papers" else export(folder, more[0]))


if __name__ == "__main__":
    sys.stdout.buffer.write(_child(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:]))
