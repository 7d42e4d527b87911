# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``leistungswerk import maturity``: the text of a maturity model, shown before it is used."""

from pathlib import Path
from typing import Annotated

import typer

from leistungswerk.cli import setup
from leistungswerk.cli.terminal import say
from leistungswerk.core.actor import OPERATOR
from leistungswerk.core.failures import Refused


def model(
    files: Annotated[list[Path], typer.Argument(help="Dateien (TOML)", metavar="FILE…")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Nur zeigen, was sich ändern würde")] = False,
) -> None:
    """Reifegradmodelle mit den Texten aus dem offiziellen Dokument vergleichen und übernehmen."""
    setup.django()
    setup.migrate()
    from leistungswerk.reporting.services.maturity_models import plan_model, take_in_model

    plans = [plan_model(path.name, _content(path)) for path in files]
    for document, changes in plans:
        say(f"Modell {document.code} · {document.title} · Prüfsumme {document.digest()[:12]}")
        for change in changes:
            say(f"  {change}")
        if not changes:
            say("  Das Modell ist auf diesem Stand: nichts zu ändern.")
        if document.unfilled:
            say(f"  Ohne amtlichen Text: {document.unfilled} von {len(document.criteria)} Kriterien.")
    if dry_run:
        say("Probelauf: nichts geschrieben.")
        return
    for document, _changes in plans:
        take_in_model(OPERATOR, document=document)
    say("Übernommen.")


def _content(path: Path) -> bytes:
    from leistungswerk.reporting.maturity.documents import MOST_BYTES

    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refused(f"Die Datei {path} lässt sich nicht lesen: {error.strerror}.") from error
