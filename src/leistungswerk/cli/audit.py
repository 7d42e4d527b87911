# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``leistungswerk audit …``."""

import sys

import typer

from leistungswerk.cli import setup
from leistungswerk.cli.terminal import say

tools = typer.Typer(no_args_is_help=True, help="Prüfprotokoll.")


@tools.command()
def verify() -> None:
    """Die Kette des Prüfprotokolls nachrechnen. Exit-Code 1 und der erste gebrochene Eintrag, wenn sie nicht hält."""
    setup.django()
    setup.migrate()
    from leistungswerk.core import audit

    while audit.seal():
        pass
    broken = audit.first_broken()
    if broken is None:
        say("Das Prüfprotokoll ist unversehrt.")
        return
    say(f"Das Prüfprotokoll ist ab Eintrag {broken} gebrochen.")
    sys.exit(1)


@tools.command()
def head() -> None:
    """Nummer, Prüfsumme und Zeitpunkt des letzten verketteten Eintrags; zum Aufbewahren außerhalb des Systems."""
    setup.django()
    setup.migrate()
    from leistungswerk.core import audit, times

    while audit.seal():
        pass
    number, chain = audit.head()
    say(f"Nr. {number} {chain} {times.now().isoformat()}" if number else "Das Prüfprotokoll ist noch leer.")
