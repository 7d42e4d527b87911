# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``leistungswerk check``: the connections of the instance; ``check accessibility``: the automatic run of a form."""

import sys
from typing import Annotated

import typer

from leistungswerk.cli import instance, setup
from leistungswerk.cli.terminal import say

tools = typer.Typer(invoke_without_command=True, help="Prüfen, was diese Instanz braucht und anbietet.")


@tools.callback()
def connections(context: typer.Context) -> None:
    """Ohne Unterbefehl: alle Verbindungen prüfen. Exit-Code 1, wenn etwas fehlt."""
    if context.invoked_subcommand is None:
        instance.check()


@tools.command()
def accessibility(
    form: Annotated[
        str, typer.Argument(help="Prüfsumme einer Formularfassung (Anfang genügt) oder Adresse einer Seite")
    ],
) -> None:
    """axe über alle Seiten einer Formularfassung; das Ergebnis liest Gate G2. Exit-Code 1, wenn es Barrieren gibt."""
    setup.django()
    setup.migrate()
    from leistungswerk.web import accessibility as runs

    by_address = form.startswith(("http://", "https://"))
    result = runs.check_address(form) if by_address else runs.check_form(form)
    for each in result.violations:
        say(f"{each.page}: {each.rule} ({each.impact}, {each.count}-mal) {each.help}")
        say(f"    {each.element}")
    verdict = "ohne Befund" if result.ok else f"{len(result.violations)} Befunde"
    say(f"{result.title}: {result.pages} Seiten, {verdict}. {result.subject_digest[:12]}")
    if not result.ok:
        sys.exit(1)
