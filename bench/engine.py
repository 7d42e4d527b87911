# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The ground floor alone: reading a schema, compiling a form, asking its rules. ``python -m bench.engine``.

Parsing is told as a multiple of bare lxml on the same bytes in the same minute. Each figure is the best of many
rounds: other work on the machine can only slow a round down.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from lxml import etree
from rich.console import Console

from bench import peer
from bench.instance import ROOT
from bench.result import Aim, Engine, FileFigure, RuleFigure
from bench.rules import PROFILES, RuleProfile, answers_of, form_of, median
from leistungswerk.forms import compile_form
from leistungswerk.forms.rules.evaluate import RuleProgram
from leistungswerk.standards.fim import Readings, load_codelists, read_message

OFFICIAL: Final = ROOT.parent / "shared" / "artefacts" / "xdatenfelder" / "real"
_FILES: Final = ("S00000094", "S00000186")
_ROUNDS: Final = 40


def _best(*actions: Callable[[], object]) -> tuple[float, ...]:
    """Milliseconds of the quickest round of each; they take turns, so that none has the quiet minute alone."""
    least = [float("inf")] * len(actions)
    for _ in range(_ROUNDS):
        for number, action in enumerate(actions):
            started = time.perf_counter()
            action()
            least[number] = min(least[number], time.perf_counter() - started)
    return tuple(each * 1000 for each in least)


def _file(file: Path, folder: Path) -> FileFigure:
    data = file.read_bytes()
    readings = Readings(folder)
    reading = readings.read(data)
    lists = load_codelists(file.parent)
    figures = _best(
        lambda: etree.fromstring(data),
        lambda: read_message(data),
        lambda: readings.get(reading.sha256),
        lambda: compile_form(reading.nachricht.inhalt, lists),
    )
    return FileFigure(reading.nachricht.inhalt.identifikation.id, len(data), *figures)


def _rules(profile: RuleProfile, folder: Path | None) -> RuleFigure:
    program, raw = RuleProgram(form_of(profile)), answers_of(profile)
    state = program.start(raw)
    changes = iter([{"G0.F0": value} for value in ("true", "false") * 1000])
    return RuleFigure(
        profile=profile.name,
        fields=profile.fields,
        rules=profile.rules,
        limit_ms=profile.limit,
        full_ms=median(lambda: program.evaluate(raw)),
        change_ms=median(lambda: state.update(next(changes))),
        peer=None if folder is None else peer.measure(profile, folder),
    )


def measure(console: Console) -> Engine:
    """Everything that can be measured here; what cannot is told and left out."""
    console.print("· Lesen, Übersetzen, Regeln")
    files: list[FileFigure] = []
    if OFFICIAL.is_dir():
        with tempfile.TemporaryDirectory() as name:
            for form in _FILES:
                files += [
                    _file(file, Path(name)) for file in sorted(OFFICIAL.glob(f"{form}*/{form}*_xdf2.xml"))
                ]
    else:
        console.print("· Amtliche Dateien ausgelassen: Sie liegen hier nicht (../shared/artefacts).")
    try:
        folder, absent = peer.installed(ROOT / ".cache"), ""
        rules = tuple(_rules(each, folder) for each in PROFILES)
    except peer.PeerError as error:
        absent = str(error)
        console.print(f"· Vergleich mit {peer.NAME} ausgelassen: {absent}")
        rules = tuple(_rules(each, None) for each in PROFILES)
    return Engine(tuple(files), rules, peer.NAME, absent)


def aims(engine: Engine) -> tuple[Aim, ...]:
    """The aims of the ground floor."""
    found: list[Aim] = []
    for each in engine.files:
        found += [
            Aim(f"{each.form}: Lesen, Vielfaches von lxml", each.read_ms / each.lxml_ms, 3, "×"),
            Aim(f"{each.form}: aus dem Vorrat, Vielfaches von lxml", each.stored_ms / each.lxml_ms, 0.3, "×"),
            Aim(f"{each.form}: Formular übersetzen", each.compile_ms, 50, "ms"),
        ]
    found += [
        Aim(f"{each.profile}: alle Regeln fragen", each.full_ms, each.limit_ms, "ms") for each in engine.rules
    ]
    return tuple(found)


def main() -> int:
    """Print the figures; exit code 1 where an aim is missed."""
    from bench.report import show_engine

    console = Console()
    engine = measure(console)
    show_engine(engine, console)
    return 0 if all(aim.met for aim in aims(engine)) else 1


if __name__ == "__main__":
    sys.exit(main())
