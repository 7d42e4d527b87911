# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``leistungswerk fim …``: the FIM toolchain, usable on any laptop without a database."""

import typer

from leistungswerk.cli import fim_check, fim_convert, fim_messages, fim_rules

tools = typer.Typer(no_args_is_help=True, help="FIM-Dateien prüfen und umwandeln, ohne Datenbank.")
tools.command("check")(fim_check.check)
tools.command("convert")(fim_convert.convert)
tools.command("rules")(fim_rules.rules)
tools.command("process")(fim_messages.process)
tools.command("xzufi")(fim_messages.xzufi)


@tools.callback()
def _group() -> None:
    """Keeps the subcommands apart from those of an instance."""
