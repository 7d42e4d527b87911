# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``leistungswerk usage …``."""

from pathlib import Path
from typing import Annotated

import typer

from leistungswerk.cli import setup
from leistungswerk.cli.terminal import say
from leistungswerk.core.failures import Refused

tools = typer.Typer(no_args_is_help=True, help="Nutzungszahlen der Online-Dienste.")


@tools.callback()
def _group() -> None:
    """Nutzungszahlen der Online-Dienste."""


@tools.command()
def export(
    month: Annotated[str, typer.Option("--month", help="Monat, etwa 2026-10")],
    form: Annotated[str, typer.Option("--format", help="zsk, sdg, sdg-areas, sdg-feedback oder csv")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Datei")],
) -> None:
    """Schreibt die Nutzung eines Monats ohne personenbezogene Daten; derselbe Monat gibt dieselben Bytes."""
    setup.django()
    setup.migrate()
    import hashlib

    from leistungswerk.web.office.money.usage import FORMS, content_of

    if form not in FORMS:
        raise Refused(f"Das Format „{form}“ gibt es nicht. Es gibt {', '.join(FORMS)}.")
    content, unknown = content_of(form, month)
    try:
        output.write_bytes(content)
    except OSError as error:
        raise Refused(f"{output} lässt sich nicht schreiben: {error.strerror}.") from error
    say(f"Datei  {hashlib.sha256(content).hexdigest()}")
    if unknown:
        say(f"Ohne Herkunftsland und darum nicht enthalten: {unknown}. Siehe LEISTUNGSWERK_COUNTRY_HEADER.")
