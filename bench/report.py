# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The measurement as tables for the terminal."""

from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from bench import engine as ground
from bench.driver import Run
from bench.figures import Range, Spread
from bench.floors import Floors
from bench.journey import Kind
from bench.result import Aim, Engine, ProfileResult, Result, aims

_WORDS = {
    Kind.SERVICE: "Dienst",
    Kind.START: "Beginnen",
    Kind.LOAD: "Laden",
    Kind.SAVE: "Speichern",
    Kind.REVIEW: "Prüfen",
    Kind.SUBMIT: "Absenden",
    Kind.CONFIRMATION: "Bestätigung",
}


def show(result: Result, console: Console) -> None:
    """Journeys, what they cost, the floors under them, and the aims."""
    console.print(_journeys(result))
    console.print(_costs(result))
    console.print(_floors(result.floors))
    show_engine(result.engine, console, alone=False)
    console.print(_aims((*aims(result), *ground.aims(result.engine))))
    machine = result.machine
    console.print(
        f"{machine.at} · {machine.model}, {machine.cores} Kerne für Server, Datenbank, Sandbox und Treiber zusammen"
        f" · Python {machine.python} · Last davor {machine.load_before:.1f}, danach {machine.load_after:.1f}"
    )


def _table(title: str, columns: Iterable[str]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, padding=(0, 1))
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left", no_wrap=True)
    return table


def _spread(value: Spread) -> str:
    return f"{value.median_ms:.1f} / {value.p95_ms:.1f}"


def _journeys(result: Result) -> Table:
    table = _table(
        f"Ganze Vorgänge, je {result.seconds:g} s, synchronous=FULL; Median / p95 in ms",
        ("Profil", "Clients", "je s", "Laden", "Speichern", "Absenden", "CPU", "Treiber", "HTTP", "SQLite"),
    )
    for profile in result.profiles:
        for words, runs in (("pausiert", profile.paused), ("läuft", profile.running)):
            for run in runs:
                http, sqlite = _shares(profile, run, result.floors)
                table.add_row(
                    f"{profile.name} {words}",
                    str(run.clients),
                    f"{run.per_second:.1f}",
                    _spread(run.load),
                    _spread(run.save),
                    _spread(run.submit),
                    f"{run.server_ms:.1f}",
                    f"{run.driver_cores:.0%}",
                    f"{http:.0%}",
                    f"{sqlite:.0%}",
                )
    table.caption = (
        "pausiert, läuft: der Zustelldienst · CPU: Rechenzeit des Servers je Vorgang in ms · "
        "Treiber: Anteil eines Kerns · HTTP, SQLite: Anteil des Bodens"
    )
    return table


def _shares(profile: ProfileResult, run: Run, floors: Floors) -> tuple[float, float]:
    """Requests and commits of the run as a share of what HTTP and SQLite could do, were there nothing else."""
    requests, commits = 2 * profile.steps + 5, profile.steps + 2
    hello = floors.hello if run.clients == 1 else floors.hello_busy
    return run.per_second * requests / hello.median, run.per_second * commits / floors.sqlite.median


def _costs(result: Result) -> Table:
    table = _table("Was ein Profil kostet", ("", *(profile.name for profile in result.profiles)))
    table.add_row("Schritte × Felder, Regeln", *(_size(profile) for profile in result.profiles))
    for kind, words in _WORDS.items():
        table.add_row(f"SQL-Anweisungen: {words}", *(_statements(each, kind) for each in result.profiles))
    names = {"server": "Server", "worker": "Zustelldienst", "sandbox": "Sandbox"}
    for name, words in names.items():
        table.add_row(
            f"Speicher {words} (PSS)", *(f"{each.memory_mib[name]:.0f} MiB" for each in result.profiles)
        )
    table.add_row(
        "Kaltstart bis zur Seite des Dienstes", *(f"{each.cold_start_s:.2f} s" for each in result.profiles)
    )
    table.add_row(
        "Datenbank je Vorgang",
        *(f"{each.database_mib * 1024 / each.stored:.1f} KiB" for each in result.profiles),
    )
    table.add_row(
        "bestätigt / gespeichert / zugestellt",
        *(f"{each.confirmed} / {each.stored} / {each.delivered}" for each in result.profiles),
    )
    if result.rehearsal is not None:
        outcome = "bestanden" if result.rehearsal.ok else "nicht bestanden"
        table.caption = f"Generalprobe {result.rehearsal.form}: {result.rehearsal.seconds:.1f} s, {outcome}"
    return table


def _size(profile: ProfileResult) -> str:
    return f"{profile.steps} × {profile.fields}, {profile.rules}"


def _statements(profile: ProfileResult, kind: Kind) -> str:
    return next((str(item.statements) for item in profile.statements if item.kind is kind), "–")


def _floors(floors: Floors) -> Table:
    table = _table("Böden im selben Lauf, je Sekunde", ("", "kleinster", "mittlerer", "größter"))
    rows: tuple[tuple[str, Range], ...] = (
        ("4 KiB anhängen + fdatasync", floors.disk),
        ("SQLite WAL FULL, 2 KB einfügen", floors.sqlite),
        ("WSGI „Hallo“, 1 Client", floors.hello),
        ("WSGI „Hallo“, 4 Clients", floors.hello_busy),
    )
    for words, each in rows:
        table.add_row(words, f"{each.least:,.0f}", f"{each.median:,.0f}", f"{each.most:,.0f}")
    return table


def show_engine(engine: Engine, console: Console, *, alone: bool = True) -> None:
    """Reading, compiling and rules; ``alone``: with their aims."""
    table = _table("Dateien, bester Durchgang in ms", ("", "KB", "lxml", "Lesen", "Vorrat", "Übersetzen"))
    for file in engine.files:
        figures = (file.lxml_ms, file.read_ms, file.stored_ms, file.compile_ms)
        table.add_row(file.form, f"{file.bytes / 1024:.0f}", *(f"{each:.2f}" for each in figures))
    console.print(table)
    columns = ("Profil", "Felder", "Regeln", "alle", "Änderung", "Vergleich", "Faktor")
    table = _table("Regeln, Median in ms", columns)
    for rule in engine.rules:
        peer = ("–", "–")
        if rule.peer is not None:
            peer = (f"{rule.peer.median_ms:.1f}", f"{rule.peer.median_ms / rule.full_ms:.0f}")
        own = (str(rule.fields), str(rule.rules), f"{rule.full_ms:.2f}", f"{rule.change_ms:.4f}")
        table.add_row(rule.profile, *own, *peer)
    table.caption = (
        f"alle: jede Regel gefragt · Änderung: eine Antwort · Vergleich: {engine.peer}, jede Regel gefragt"
    )
    if engine.absent:
        table.caption = f"{engine.peer} nicht gemessen: {engine.absent}"
    console.print(table)
    if alone:
        console.print(_aims(ground.aims(engine)))


def _aims(found: Iterable[Aim]) -> Table:
    table = _table("Ziele", ("", "gemessen", "Ziel", ""))
    for aim in found:
        sign, mark = ("≥" if aim.at_least else "≤"), "[green]✓[/green]" if aim.met else "[red]✗[/red]"
        table.add_row(
            aim.text,
            f"{aim.value:.{1 if aim.bound >= 1 else 2}f} {aim.unit}",
            f"{sign} {aim.bound:g} {aim.unit}",
            mark,
        )
    return table
