# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``leistungswerk mail …``."""

import sys
from typing import Annotated

import typer

from leistungswerk.cli import setup
from leistungswerk.cli.terminal import say
from leistungswerk.core.failures import Refused, TemporaryFailure

tools = typer.Typer(no_args_is_help=True, help="E-Mail der Supportstelle.")
_NO_MAIL, _LATER = 65, 75
"""Exit codes a mail server understands (sysexits.h: EX_DATAERR, EX_TEMPFAIL)."""


@tools.command()
def receive(
    sender: Annotated[
        str | None, typer.Option("--sender", help="Absender des Umschlags, leer bei Rückläufern")
    ] = None,
) -> None:
    """Eine Mail von der Standardeingabe annehmen; für eine Weiterleitung des Mailservers gedacht."""
    setup.django()
    from leistungswerk.enablement.desk.incoming import MOST_BYTES, Unreadable
    from leistungswerk.enablement.desk.services.receiving import receive as take

    try:
        # One byte more than is taken tells that it is too large without reading all of it.
        take(sys.stdin.buffer.read(MOST_BYTES + 1), envelope_sender=sender)
    except Unreadable as problem:
        sys.stderr.write(f"{problem}\n")
        sys.exit(_NO_MAIL)
    except TemporaryFailure as problem:
        sys.stderr.write(f"{problem}\n")
        sys.exit(_LATER)


@tools.command()
def check() -> None:
    """In klaren Worten sagen, was dem Versand von E-Mail fehlt. Exit-Code 1, wenn etwas fehlt."""
    setup.django()
    from leistungswerk.core import mail

    problems = mail.check()
    say("; ".join(item.text for item in problems) or "in Ordnung", markup=False)
    if problems:
        sys.exit(1)


@tools.command()
def listen(
    host: Annotated[
        str, typer.Option("--host", help="Adresse; nur hinter dem eigenen Mailserver")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="Port")] = 2525,
) -> None:
    """Mails für die Supportadresse über SMTP annehmen, bis der Prozess beendet wird."""
    setup.django()
    from leistungswerk.core import processes
    from leistungswerk.core.settings import settings
    from leistungswerk.enablement.desk.listening import listener

    server = listener(host, port)
    with processes.Group() as group:
        try:
            server.start()
        except OSError as error:
            raise Refused(f"{host}:{port} lässt sich nicht öffnen: {error.strerror}.") from error
        say(f"Mails an {settings().mail.address} auf {host}:{port}", markup=False)
        group.wait()
        server.stop()
