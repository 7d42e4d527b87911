# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a measurement found, as it is shown and written to a file."""

import msgspec

from bench.driver import Run
from bench.floors import Floors
from bench.peer import PeerFigure
from bench.statements import Counted


class ProfileResult(msgspec.Struct, frozen=True):
    """One profile. ``paused``: the worker starts only afterwards; ``running``: it delivers meanwhile."""

    name: str
    steps: int
    fields: int
    rules: int
    paused: tuple[Run, ...]
    running: tuple[Run, ...]
    statements: tuple[Counted, ...]
    memory_mib: dict[str, float]
    cold_start_s: float
    database_mib: float
    confirmed: int
    stored: int
    delivered: int


class Machine(msgspec.Struct, frozen=True):
    """Where and when; ``load_*`` are load averages over one minute."""

    at: str
    python: str
    cores: int
    model: str
    load_before: float
    load_after: float


class Rehearsal(msgspec.Struct, frozen=True):
    """The Generalprobe of an official schema, whole command."""

    form: str
    ok: bool
    seconds: float


class FileFigure(msgspec.Struct, frozen=True):
    """One schema file: milliseconds of bare lxml, of reading, of reading from the store, of compiling the form."""

    form: str
    bytes: int
    lxml_ms: float
    read_ms: float
    stored_ms: float
    compile_ms: float


class RuleFigure(msgspec.Struct, frozen=True):
    """Rules of one profile: milliseconds of a full evaluation and of one changed answer."""

    profile: str
    fields: int
    rules: int
    limit_ms: float
    full_ms: float
    change_ms: float
    peer: PeerFigure | None


class Engine(msgspec.Struct, frozen=True):
    """The ground floor alone; ``absent`` says why the peer was not measured."""

    files: tuple[FileFigure, ...]
    rules: tuple[RuleFigure, ...]
    peer: str
    absent: str


class Result(msgspec.Struct, frozen=True):
    machine: Machine
    seconds: float
    """Length of one run."""
    floors: Floors
    profiles: tuple[ProfileResult, ...]
    rehearsal: Rehearsal | None
    engine: Engine


class Aim(msgspec.Struct, frozen=True):
    """A figure, what it should be, and whether it is."""

    text: str
    value: float
    bound: float
    unit: str
    at_least: bool = False

    @property
    def met(self) -> bool:
        return self.value >= self.bound if self.at_least else self.value <= self.bound


_JOURNEYS = {"S": 100.0, "M": 30.0, "L": 12.0}


def aims(result: Result) -> tuple[Aim, ...]:
    """The aims this measurement can speak of; a profile that was not measured is left out."""
    found: list[Aim] = []
    for profile in result.profiles:
        one, four = profile.paused
        saving = max((item.statements for item in profile.statements if item.kind == "save"), default=0)
        if profile.name == "L":
            found += [
                Aim("L: Schritt speichern, Median, 1 Client", one.save.median_ms, 10, "ms"),
                Aim("L: Schritt speichern, p95, 1 Client", one.save.p95_ms, 25, "ms"),
            ]
        found += [
            Aim(f"{profile.name}: SQL-Anweisungen je Speichern", saving, 4, ""),
            Aim(
                f"{profile.name}: ganze Vorgänge je Sekunde, 4 Clients",
                four.per_second,
                _JOURNEYS[profile.name],
                "/s",
                at_least=True,
            ),
            Aim(
                f"{profile.name}: Speicher von Server, Zustelldienst, Sandbox",
                sum(profile.memory_mib.values()),
                300,
                "MiB",
            ),
        ]
    if result.rehearsal is not None:
        found.append(Aim(f"Generalprobe {result.rehearsal.form}", result.rehearsal.seconds, 10, "s"))
    return tuple(found)
