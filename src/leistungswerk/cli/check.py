# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``leistungswerk check``: the connections of the instance, and what gate 2 asks of a form version."""

import sys
import tempfile
from pathlib import Path
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
        str,
        typer.Argument(
            help="Prüfsumme einer Formularfassung (Anfang genügt), „portal“ oder Adresse einer Seite"
        ),
    ],
) -> None:
    """axe über alle Seiten einer Formularfassung oder, mit „portal“, der Website.

    Das erste liest Gate G2, das zweite die Erklärung zur Barrierefreiheit. Exit-Code 1, wenn es Barrieren gibt.
    """
    setup.django()
    setup.migrate()
    from leistungswerk.web import accessibility as runs

    by_address = form.startswith(("http://", "https://"))
    if form == "portal":
        result = runs.check_site()
    else:
        result = runs.check_address(form) if by_address else runs.check_form(form)
    for each in result.violations:
        say(f"{each.page}: {each.rule} ({each.impact}, {each.count}-mal) {each.help}")
        say(f"    {each.element}")
    verdict = "ohne Befund" if result.ok else f"{len(result.violations)} Befunde"
    say(f"{result.title}: {result.pages} Seiten, {verdict}. {result.subject_digest[:12]}")
    if not result.ok:
        sys.exit(1)


@tools.command()
def rehearsal(
    form: Annotated[str, typer.Argument(help="Prüfsumme einer Formularfassung (Anfang genügt)")],
) -> None:
    """Generalprobe genau dieser Formularfassung; das Ergebnis liest Gate G2. Exit-Code 1, wenn sie scheitert."""
    setup.django()
    setup.migrate()
    from leistungswerk.cli.rehearse import show_step, sum_up
    from leistungswerk.core import check_runs, times
    from leistungswerk.delivery import rehearsal as stage
    from leistungswerk.online.packages import write_package
    from leistungswerk.programme.gates.release import REHEARSAL
    from leistungswerk.web.accessibility import find_form

    version = find_form(form)
    with tempfile.TemporaryDirectory(prefix="formularfassung-") as folder:
        package = write_package(version.uuid, Path(folder))
        report = stage.rehearse(
            package.schema, codelists=package.codelists, rules=package.rules, listener=show_step
        )
    steps = [{"name": step.name, "ok": step.ok, "ms": step.ms} for step in report.steps]
    check_runs.record(
        kind=REHEARSAL, subject_digest=version.digest, ok=report.ok, report={"steps": steps}, at=times.now()
    )
    sum_up(report)
    if not report.ok:
        sys.exit(1)
