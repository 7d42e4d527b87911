# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``leistungswerk import catalogue|municipalities|xzufi|land|outlines``: shows what would change, then does it."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from leistungswerk.cli import setup
from leistungswerk.cli.terminal import progress_bar, say
from leistungswerk.core.actor import OPERATOR
from leistungswerk.core.failures import Refused
from leistungswerk.register.entries import ImportFile

if TYPE_CHECKING:
    from leistungswerk.register.importers import Plan
    from leistungswerk.register.kinds import ImportKind

_SHOWN: Final = 40
Files = Annotated[list[Path], typer.Argument(help="Dateien, UTF-8", metavar="FILE…")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Nur zeigen, was sich ändern würde")]
AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="Stand der Daten; Vorgabe: heute", metavar="DATE"),
]
All = Annotated[bool, typer.Option("--all", help="Den ganzen Vergleich zeigen, nicht nur den Anfang")]


def read_files(paths: Iterable[Path]) -> list[ImportFile]:
    """The files within the limit of an import; raises :class:`Refused` for one that cannot be read."""
    from leistungswerk.register.importers.tables import MOST_BYTES

    found = []
    for path in paths:
        if not path.is_file():
            raise Refused(f"Die Datei {path} gibt es nicht. Prüfen Sie den Pfad.")
        if path.stat().st_size > MOST_BYTES:
            raise Refused(f"{path.name} ist größer als {MOST_BYTES // 1024**2} MB. Teilen Sie die Datei.")
        found.append(ImportFile(path.name, path.read_bytes()))
    return found


def show(plan: "Plan", *, everything: bool) -> None:
    """The comparison: a table of numbers, then the lines."""
    from leistungswerk.register.importers import ChangeKind

    words = {ChangeKind.ADDED: "neu", ChangeKind.CHANGED: "geändert", ChangeKind.ENDED: "entfallen"}
    for note in plan.notes:
        say(f"Hinweis: {note}")
    lines = plan.changes if everything else plan.changes[:_SHOWN]
    for change in lines:
        say(str(change))
    if len(plan.changes) > len(lines):
        say(f"… und {len(plan.changes) - len(lines)} weitere (--all zeigt alle).")
    for (what, kind), count in sorted(plan.by_what().items()):
        say(f"{what}: {count} {words[kind]}")
    if not plan.changes:
        say("Das Register ist auf diesem Stand: nichts zu ändern.")


def _run(kind: "ImportKind", files: list[Path], as_of: datetime | None, **options: bool) -> None:
    setup.django()
    contents = read_files(files)
    setup.migrate()
    from leistungswerk.core import times
    from leistungswerk.register.importers import make_plan
    from leistungswerk.register.services import run_plan

    day: date = as_of.date() if as_of else times.legal_day(times.now())
    plan = make_plan(kind, contents, day)
    show(plan, everything=options["everything"])
    if options["dry_run"]:
        say("Probelauf: nichts geschrieben.")
        return
    with progress_bar("Übernehmen") as progress:
        run_plan(OPERATOR, plan=plan, progress=progress)
    say("Übernommen.")


def catalogue(files: Files, as_of: AsOf = None, *, dry_run: DryRun = False, everything: All = False) -> None:
    """OZG-Umsetzungskatalog und LeiKa-Liste (CSV) vergleichen und übernehmen."""
    from leistungswerk.register.kinds import ImportKind

    _run(ImportKind.CATALOGUE, files, as_of, dry_run=dry_run, everything=everything)


def municipalities(
    files: Files, as_of: AsOf = None, *, dry_run: DryRun = False, everything: All = False
) -> None:
    """Gemeindeverzeichnis (GV100AD oder CSV) vergleichen und übernehmen."""
    from leistungswerk.register.kinds import ImportKind

    _run(ImportKind.MUNICIPALITIES, files, as_of, dry_run=dry_run, everything=everything)


def xzufi(files: Files, as_of: AsOf = None, *, dry_run: DryRun = False, everything: All = False) -> None:
    """XZuFi-Nachrichten (XML) oder Leistungen des FIM-Portals (JSON) vergleichen und übernehmen."""
    from leistungswerk.register.kinds import ImportKind

    _run(ImportKind.XZUFI, files, as_of, dry_run=dry_run, everything=everything)


def land(
    name: Annotated[str, typer.Argument(help="Bisher: rheinland-pfalz", metavar="LAND")] = "rheinland-pfalz",
) -> None:
    """Die mitgelieferte Tabelle der Stellen eines Landes übernehmen; was da ist, bleibt."""
    setup.django()
    setup.migrate()
    from leistungswerk.enablement.site.services import start_texts
    from leistungswerk.register import land_table, services

    table = land_table.read(name)
    made = services.load_land(OPERATOR, table=table)
    start_texts.bring(OPERATOR)  # its Ressorts have pages of their own
    say(f"{table.name}: {made} Stellen neu, {len(table.bodies) - made} waren schon da.")
    for source in table.sources:
        say(f"Quelle: {source}")


def outlines(
    file: Annotated[Path, typer.Argument(help="GeoJSON mit den Kreisen (WGS 84 oder UTM)", metavar="FILE")],
    attribution: Annotated[
        str, typer.Option(help="Wie die Quelle genannt sein will; steht an jeder Karte", metavar="TEXT")
    ],
    land: Annotated[
        str, typer.Option(help="Die ersten zwei Ziffern des Regionalschlüssels", metavar="NN")
    ] = "07",
) -> None:
    """Umrisse der Kreise für die Karten in Berichten und auf Seiten einrichten; ohne sie stehen dort Kacheln."""
    setup.django()
    (read,) = read_files([file])
    setup.migrate()
    from leistungswerk.register import services

    found = services.install_outlines(OPERATOR, content=read.content, land=land, attribution=attribution)
    say(f"{len(found.districts)} Umrisse eingerichtet. Quelle an jeder Karte: {found.attribution}")
