# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``leistungswerk rehearse``, and the hidden ``stage`` that prepares its throw-away instance."""

import os
import sys
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from leistungswerk.cli import setup
from leistungswerk.cli.terminal import say
from leistungswerk.core.actor import OPERATOR
from leistungswerk.core.failures import Refused

if TYPE_CHECKING:
    from leistungswerk.delivery.rehearsal import Report, Step

_NAME = "Generalprobe"
Schema = Annotated[Path, typer.Argument(help="XDatenfelder-Nachricht 0102", metavar="SCHEMA")]
Codelists = Annotated[Path | None, typer.Option(help="Ordner mit den Genericode-Listen", metavar="DIR")]
Rules = Annotated[Path | None, typer.Option(help="Freigegebene Regeln (JSON)", metavar="FILE")]


def rehearse(
    schema: Schema,
    codelists: Codelists = None,
    rules: Rules = None,
    recognised: Annotated[
        bool, typer.Option("--recognised-rules", help="Alle erkannten Regeln des Schemas mitspielen lassen")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Ergebnis als JSON ausgeben")] = False,
) -> None:
    """Generalprobe: das ganze Verfahren mit erzeugten gültigen Angaben durchspielen. Exit-Code 1, wenn es scheitert."""
    from leistungswerk.delivery import rehearsal

    listener = (lambda _step: None) if as_json else show_step
    if recognised and rules:
        raise Refused("Geben Sie entweder --rules oder --recognised-rules an, nicht beides.")
    played = _recognised(schema, codelists) if recognised else rules.read_bytes() if rules else b"[]"
    report = rehearsal.rehearse(schema, codelists=codelists, rules=played, listener=listener)
    if as_json:
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(report)) + b"\n")
    else:
        sum_up(report)
    if not report.ok:
        sys.exit(1)


def _recognised(schema: Path, codelists: Path | None) -> bytes:
    """What the recogniser reads, unread by a person: allowed in a throw-away instance and nowhere else."""
    from leistungswerk.forms.rules import dump_rules
    from leistungswerk.forms.rules.german import releasable
    from leistungswerk.standards.fim import CodelistCollection, load_codelists, read_message
    from leistungswerk.standards.fim.model import Stammdatenschema
    from leistungswerk.standards.xml import read_limited

    found = read_message(read_limited(schema)).nachricht.inhalt
    if not isinstance(found, Stammdatenschema):
        raise Refused("Die Generalprobe braucht ein Stammdatenschema (Nachricht 0102).")
    lists = load_codelists(codelists) if codelists else CodelistCollection()
    return dump_rules(releasable(found, lists))


def show_step(step: "Step") -> None:
    """One line for a step as it ends."""
    mark = "[green]✓[/green]" if step.ok else "[red]✗[/red]"
    say(f"{mark} {step.name:<10} {step.ms:>6} ms  ", markup=True, end="")
    say(step.detail)


def sum_up(report: "Report") -> None:
    """The verdict in a sentence."""
    if report.ok:
        say(f"Generalprobe bestanden: {report.form}. Beim Fachverfahren liegt genau, was eingegeben wurde.")
    else:
        say(f"Generalprobe nicht bestanden: {report.form}.")


class _Clock:
    """Writes one line of JSON for each step to standard output."""

    def __init__(self) -> None:
        self._started = time.monotonic()

    def done(self, step: str, detail: str) -> None:
        now = time.monotonic()
        line = {"step": step, "ms": round((now - self._started) * 1000), "detail": detail}
        sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")
        sys.stdout.buffer.flush()
        self._started = now


def stage(
    schema: Schema,
    sandbox: Annotated[str, typer.Option()],
    destination: Annotated[str, typer.Option()],
    client: Annotated[str, typer.Option()],
    codelists: Codelists = None,
    rules: Rules = None,
) -> None:
    """Prepare the throw-away instance of a rehearsal by the same use cases as everywhere."""
    clock = _Clock()
    setup.django()
    from leistungswerk.core.settings import settings

    if settings().release_policy != "rehearsal":
        raise Refused("Dieser Befehl bereitet nur die Wegwerf-Instanz einer Generalprobe vor.")
    setup.migrate()
    connection = _enter({"base": sandbox, "client_id": client, "destination_id": destination})
    clock.done("prepare", "Datenbank, Behörde, Verbindung")
    from leistungswerk.cli.schema import read_files
    from leistungswerk.core import processes
    from leistungswerk.register import services as register

    file, lists = read_files(schema, codelists)
    document = register.import_schema(OPERATOR, schema=file, codelists=lists).document
    clock.done("import", f"{document.fim_id} {document.version}, {len(lists)} Codelisten")
    processes.wait_for(f"{sandbox}/", seconds=30)
    slug = _publish(document.uuid, connection, rules.read_bytes() if rules else b"[]")
    clock.done("publish", f"/leistungen/{slug}/")


def _enter(options: dict[str, str]) -> uuid.UUID:
    """Leistung, body and connection of the rehearsal; returns the connection."""
    from leistungswerk.delivery import services as delivery
    from leistungswerk.delivery.rehearsal.run import ARS, KEY
    from leistungswerk.register import services as register
    from leistungswerk.register.entries import AuthorityEntry

    register.ensure_service(OPERATOR, key=KEY, name=_NAME)
    register.ensure_authority(
        OPERATOR, entry=AuthorityEntry(name=_NAME, ars=ARS, territory="Rheinland-Pfalz")
    )
    secret = os.environ["LEISTUNGSWERK_STAGE_SECRET"]
    return delivery.ensure_connection(
        OPERATOR, name=_NAME, adapter="fitconnect", options=options, secret=secret
    )


def _publish(document: uuid.UUID, connection: uuid.UUID, rules: bytes) -> str:
    """Release the form and bring it online; returns the slug."""
    from leistungswerk.delivery.rehearsal.run import ARS, KEY
    from leistungswerk.online.services import publishing
    from leistungswerk.register import queries as register

    form = publishing.create_form_version(OPERATOR, document=document, rules=rules)
    publishing.publish_form(OPERATOR, form_version=form)
    authority = register.authority_by_name(_NAME)
    assert authority is not None
    binding = publishing.Binding(form, KEY, authority.uuid, ARS, connection)
    return publishing.publish_service(OPERATOR, binding=binding)
