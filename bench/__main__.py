# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``./do bench``: measure, show, and write down if asked."""

import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import msgspec
import typer
from rich.console import Console

from bench import engine, land, national, outputs
from bench.driver import Load, Run, closed_loop
from bench.floors import Sounding, floors, sound
from bench.instance import ROOT, BenchError, Instance
from bench.journey import JourneyBrokenError, script
from bench.profiles import PROFILES, Profile
from bench.report import show
from bench.result import Machine, ProfileResult, Rehearsal, Result
from bench.statements import Counted
from leistungswerk.core import processes
from leistungswerk.core.failures import Refused

_OFFICIAL: Final = ROOT.parent / "shared" / "artefacts" / "xdatenfelder" / "real" / "S00000094V1.0"
_MIB: Final = 1024 * 1024
_CLIENTS: Final = (1, 4)
app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


class _Plan(msgspec.Struct, frozen=True):
    """How long the parts of the measurement take, in seconds, and where its files lie."""

    folder: Path
    run: float
    warm: float
    floor: float


def _measure(profile: Profile, plan: _Plan, console: Console) -> ProfileResult:
    folder = plan.folder / profile.name
    folder.mkdir()
    with processes.Group() as group:
        console.print(f"· Profil {profile.name}: Instanz vorbereiten")
        instance = Instance(folder, profile, group)
        instance.serve()
        played = script(profile, instance.slug)
        counted = instance.inside("bench.statements", profile.name, instance.slug)
        load = Load(instance.base, played, instance.server_seconds, plan.warm, plan.run)
        before = instance.counts().applications
        console.print(f"· Profil {profile.name}: Zustelldienst pausiert")
        paused = [closed_loop(load, clients) for clients in _CLIENTS]
        console.print(f"· Profil {profile.name}: Zustelldienst läuft")
        instance.start_worker()
        running = [closed_loop(load, clients) for clients in _CLIENTS]
        counts, memory = instance.counts(), instance.memory()
        instance.stop_server()
        cold = instance.serve()
    confirmed = sum(number for _, number in (*paused, *running))
    if counts.applications - before != confirmed:
        raise BenchError(f"{confirmed} Vorgänge sind bestätigt, {counts.applications - before} gespeichert.")
    return ProfileResult(
        name=profile.name,
        steps=profile.steps,
        fields=profile.fields,
        rules=profile.all_rules,
        paused=_runs(paused),
        running=_runs(running),
        statements=msgspec.json.decode(counted, type=tuple[Counted, ...]),
        memory_mib=memory,
        cold_start_s=cold,
        database_mib=counts.bytes / _MIB,
        confirmed=confirmed,
        stored=counts.applications - before,
        delivered=counts.delivered,
    )


def _runs(played: list[tuple[Run, int]]) -> tuple[Run, ...]:
    return tuple(run for run, _ in played)


def _sound(plan: _Plan, console: Console) -> Sounding:
    console.print("· Böden")
    return sound(plan.folder, processes.free_ports(1)[0], plan.floor)


def _rehearse(plan: _Plan, console: Console) -> Rehearsal | None:
    """The official schema, if its file is at hand; a stranger's clone has none."""
    if not _OFFICIAL.is_dir():
        console.print(
            "· Generalprobe ausgelassen: Die amtliche Datei liegt hier nicht (../shared/artefacts)."
        )
        return None
    console.print("· Generalprobe S00000094")
    file = _OFFICIAL / "S00000094V1.0_xdf2.xml"
    env = {"LEISTUNGSWERK_DATA": str(plan.folder / "rehearsal")}
    started = time.perf_counter()
    done = processes.run("rehearse", str(file), "--codelists", str(_OFFICIAL), "--json", env=env)
    return Rehearsal("S00000094", done.returncode == 0, time.perf_counter() - started)


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _whole(profiles: tuple[Profile, ...], plan: _Plan, console: Console) -> Result:
    before = os.getloadavg()[0]
    soundings = [_sound(plan, console)]
    measured = []
    for profile in profiles:
        measured.append(_measure(profile, plan, console))
        soundings.append(_sound(plan, console))
    while len(soundings) < 3:
        soundings.append(_sound(plan, console))
    rehearsal = _rehearse(plan, console)
    ground = engine.measure(console)
    machine = Machine(
        at=datetime.now(UTC).isoformat(timespec="minutes"),
        python=platform.python_version(),
        cores=os.cpu_count() or 1,
        model=_processor(),
        load_before=before,
        load_after=os.getloadavg()[0],
    )
    return Result(machine, plan.run, floors(soundings), tuple(measured), rehearsal, ground)


@app.callback(invoke_without_command=True)
def bench(
    context: typer.Context,
    quick: Annotated[bool, typer.Option("--quick", help="3 statt 15 Sekunden je Lauf")] = False,
    profile: Annotated[list[str] | None, typer.Option(help="Nur dieses Profil: S, M oder L")] = None,
    json: Annotated[
        Path | None, typer.Option("--json", help="Das Ergebnis auch in diese Datei schreiben")
    ] = None,
) -> None:
    """Ganze Vorgänge von Bürgerinnen und Bürgern messen, gegen eine Wegwerf-Instanz auf diesem Rechner."""
    if context.invoked_subcommand is not None:
        return
    known = tuple(each for each in PROFILES if profile is None or each.name in profile)
    if profile is not None and len(known) != len(set(profile)):
        raise typer.BadParameter("Es gibt die Profile S, M und L.")
    console = Console()
    # On the disk of the instance, not where the system keeps temporary files: that may be memory.
    place = ROOT / ".cache" / "bench"
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place) as name:
        seconds = 3.0 if quick else 15.0
        plan = _Plan(Path(name), seconds, seconds / 5, seconds / 10)
        result = _whole(known, plan, console)
    show(result, console)
    if json is not None:
        json.write_bytes(msgspec.json.format(msgspec.json.encode(result)) + b"\n")


app.command("land", help="Die Listen der Verwaltung an einem ganzen Land.")(land.main)
app.command("figures", help="Alle Kennzahlen an einem Land.")(national.figures)
app.command("outputs", help="Berichte als PDF und eine Datei mit einer Million Zeilen.")(outputs.outputs)
app.command("national", help="Alle Kennzahlen in Bundesgröße, an drei Größen; etwa vier Minuten.")(
    national.national
)


if __name__ == "__main__":
    try:
        app()
    except (BenchError, JourneyBrokenError, Refused, subprocess.SubprocessError, OSError) as error:
        sys.stderr.write(f"Fehler: {error}\n")
        sys.exit(1)
