# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command tree, and how failures reach the terminal."""

import sys
from typing import NoReturn

import typer

from leistungswerk.cli import (
    audit,
    check,
    dashboard,
    fim,
    instance,
    mail,
    maturity,
    playground,
    register,
    rehearse,
    report,
    rollout,
    schema,
    usage,
)
from leistungswerk.core.failures import Failure, Refused
from leistungswerk.core.settings import SettingsError

app = typer.Typer(
    name="leistungswerk",
    help="Vom FIM-Schema bis zum zugestellten Antrag.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
schema.imports.command("catalogue")(register.catalogue)
schema.imports.command("municipalities")(register.municipalities)
schema.imports.command("xzufi")(register.xzufi)
schema.imports.command("land")(register.land)
schema.imports.command("outlines")(register.outlines)
schema.imports.command("maturity")(maturity.model)
app.add_typer(schema.imports, name="import")
app.add_typer(fim.tools, name="fim")
app.add_typer(audit.tools, name="audit")
app.add_typer(dashboard.tools, name="dashboard")
app.add_typer(mail.tools, name="mail")
app.add_typer(playground.tools, name="playground")
app.add_typer(rollout.tools, name="rollout")
app.add_typer(usage.tools, name="usage")
app.command("publish")(schema.publish)
app.command("serve")(instance.serve)
app.command("worker")(instance.worker)
app.command("sandbox")(instance.sandbox)
app.command("receive")(instance.receive)
app.command("demo")(instance.demo)
app.command("migrate")(instance.migrate)
app.command("keypool")(instance.keypool)
app.command("rotate-key")(instance.rotate_key)
app.add_typer(check.tools, name="check")
app.command("report")(report.report)
app.command("rehearse")(rehearse.rehearse)
app.command("stage", hidden=True)(rehearse.stage)


def main() -> None:
    """Run the command; a refusal is one sentence on standard error and exit code 2."""
    try:
        app()
    except (Refused, Failure, SettingsError) as error:
        _refuse(error)
    except ValueError as error:
        # Imported here: a long-lived process has no use for the standards at start.
        from leistungswerk.standards.fim import FimError
        from leistungswerk.standards.xml import XmlError

        if not isinstance(error, FimError | XmlError):
            raise
        _refuse(error)


def _refuse(error: Exception) -> NoReturn:
    sys.stderr.write(f"Fehler: {error}\n")
    sys.exit(2)
