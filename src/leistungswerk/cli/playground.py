# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Commands for a playground that is running or at rest."""

import typer

from leistungswerk.cli import setup
from leistungswerk.cli.terminal import say
from leistungswerk.core import playground, times
from leistungswerk.core.actor import OPERATOR

tools = typer.Typer(help="Übungsumgebung: zurücksetzen, den jetzigen Stand übernehmen.", no_args_is_help=True)


@tools.command("reset")
def reset() -> None:
    """Auf die Ausgangslage zurücksetzen; die Umgebung läuft dabei weiter."""
    playground.found()
    setup.django()
    from leistungswerk.core import playground_reset

    at = playground_reset.reset(OPERATOR)
    say(f"Zurückgesetzt am {at.astimezone(times.BERLIN):%d.%m.%Y um %H:%M} Uhr.")


@tools.command("keep")
def keep() -> None:
    """Den jetzigen Stand zur Ausgangslage machen, zu der jede Nacht zurückgekehrt wird."""
    playground.found()
    setup.django()
    from leistungswerk.core import playground_reset

    playground_reset.take(OPERATOR)
    say("Der jetzige Stand ist die neue Ausgangslage.")
