# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``leistungswerk dashboard …``: our figures in the fields of the federal dashboard, and its files beside ours."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leistungswerk.cli import setup
from leistungswerk.cli.report import read_day, read_moment
from leistungswerk.cli.terminal import say
from leistungswerk.core.failures import Refused

if TYPE_CHECKING:
    from leistungswerk.reporting.dashboard.reading import File

tools = typer.Typer(no_args_is_help=True, help="Austausch mit dem Dashboard Digitale Verwaltung des Bundes.")


@tools.callback()
def _group() -> None:
    """Austausch mit dem Dashboard Digitale Verwaltung des Bundes."""


@tools.command()
def export(
    output: Annotated[
        Path, typer.Option("-o", "--output", help="Datei (.json, .csv, .xlsx) oder Ordner für Seiten")
    ],
    as_of: Annotated[str, typer.Option("--as-of", help="Stichtag; ohne Angabe heute")] = "",
    known_at: Annotated[
        str, typer.Option("--known-at", help="Datenstand; ohne Angabe das Ende des Stichtags")
    ] = "",
) -> None:
    """Schreibt unsere Verfügbarkeit in den Feldern der Dashboard-Schnittstelle; in einen Ordner seitenweise."""
    setup.django()
    setup.migrate()
    from leistungswerk.reporting import queries
    from leistungswerk.reporting.dashboard import own, writing
    from leistungswerk.web.office.dashboard.addresses import addresses

    form = output.suffix.removeprefix(".")
    if form and form not in writing.FORMS:
        raise Refused(
            f"„{output.suffix}“ schreibt der Export nicht. Es gibt .json, .csv und .xlsx, ohne Endung einen Ordner."
        )
    cut = queries.cut_at(read_day(as_of) if as_of else None, read_moment(known_at) if known_at else None)
    try:
        if form:
            writing.write_file(output, form, cut, addresses())
        else:
            written = writing.write_folder(output, cut, addresses())
            say(f"Dateien  {len(written)}")
    except OSError as error:
        raise Refused(f"{output} lässt sich nicht schreiben: {error.strerror}.") from error
    say(f"Zeilen   {own.amount(cut)}")


@tools.command("import")
def take(
    files: Annotated[
        list[Path], typer.Argument(help="Dateien (JSON, CSV, XLSX), alle Seiten", metavar="FILE…")
    ],
    as_of: Annotated[str, typer.Option("--as-of", help="Tag des Abrufs, etwa 2026-09-30")],
    source: Annotated[str, typer.Option("--source", help="Woher die Dateien sind")],
) -> None:
    """Legt einen Stand des Dashboards neben unsere Zahlen und zählt die Abweichungen; unsere Zahlen bleiben."""
    setup.django()
    setup.migrate()
    from leistungswerk.core.actor import OPERATOR
    from leistungswerk.reporting.dashboard import compare
    from leistungswerk.reporting.services.dashboard import take_in

    read = [_file(path) for path in files]
    taken = compare.import_of(take_in(OPERATOR, files=read, as_of=read_day(as_of), source=source))
    say(f"Zeilen   {taken.lines} · andere Länder {taken.elsewhere} · nicht lesbar {taken.unreadable}")
    for remark in taken.remarks:
        say(f"  {remark}")
    for kind, amount in compare.kinds(taken, compare.cut_of(taken), compare.Asked()).items():
        say(f"{compare.KIND_WORDS[kind]!s:<32} {amount:>7}")


def _file(path: Path) -> "File":
    from leistungswerk.reporting.dashboard.reading import MOST_BYTES, File

    try:
        with path.open("rb") as file:
            return File(path.name, file.read(MOST_BYTES + 1))
    except OSError as error:
        raise Refused(f"Die Datei {path} lässt sich nicht lesen: {error.strerror}.") from error
