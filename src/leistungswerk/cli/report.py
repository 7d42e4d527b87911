# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``leistungswerk report``: a report as a file, the same bytes for the same Stichtag and Datenstand."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from leistungswerk.cli import setup
from leistungswerk.cli.terminal import say
from leistungswerk.core.failures import Refused


def read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"„{text}“ ist kein Tag. Schreiben Sie ihn wie 2026-09-30.") from error


def read_moment(text: str) -> datetime:
    from leistungswerk.core.times import BERLIN

    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(
            f"„{text}“ ist kein Zeitpunkt. Schreiben Sie ihn wie 2026-10-02T12:00."
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=BERLIN)


def report(
    template: Annotated[str, typer.Argument(help="cabinet, landtag, council, public oder full")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Datei: .pdf, .odt, .xlsx oder .csv")],
    as_of: Annotated[str, typer.Option("--as-of", help="Stichtag, etwa 2026-09-30")],
    known_at: Annotated[
        str, typer.Option("--known-at", help="Datenstand; ohne Angabe das Ende des Stichtags")
    ] = "",
) -> None:
    """Schreibt einen Bericht und nennt die Prüfsummen der Daten und der Datei."""
    setup.django()
    setup.migrate()
    from leistungswerk.reporting import archive, queries
    from leistungswerk.reporting.reports import render
    from leistungswerk.reporting.reports.collect import Template

    if template not in set(Template):
        raise Refused(f"Den Bericht „{template}“ gibt es nicht. Es gibt {', '.join(Template)}.")
    if output.suffix not in render.FORMS:
        raise Refused(f"„{output.suffix}“ schreibt der Bericht nicht. Es gibt {', '.join(render.FORMS)}.")
    cut = queries.cut_at(read_day(as_of), read_moment(known_at) if known_at else None)
    data, paper = render.report(Template(template), cut, archive.frozen_texts(template, cut))
    content = render.file(output.suffix, data, paper, cut.known_at)
    try:
        output.write_bytes(content)
    except OSError as error:
        raise Refused(f"{output} lässt sich nicht schreiben: {error.strerror}.") from error
    kept = archive.keep(template, cut, content, suffix=output.suffix, data_digest=data.digest())
    say(f"Daten  {data.digest()}")
    say(f"Datei  {kept}")
