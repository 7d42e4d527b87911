# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``leistungswerk import schema`` and ``leistungswerk publish``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from leistungswerk.cli import setup
from leistungswerk.cli.terminal import say
from leistungswerk.core.actor import OPERATOR
from leistungswerk.core.failures import Refused
from leistungswerk.register.entries import ImportFile

Rules = Annotated[
    Path | None,
    typer.Option("--regeln", help="Freigegebene Regeln (JSON) statt der in der Verwaltung freigegebenen"),
]
imports = typer.Typer(no_args_is_help=True, help="Daten einlesen.")


def _xml_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise Refused(
            f"Den Ordner {folder} gibt es nicht. Geben Sie mit --codelists den Ordner der Codelisten an."
        )
    return sorted(folder.glob("*.xml"))


def read_files(file: Path, folder: Path | None) -> tuple[ImportFile, tuple[ImportFile, ...]]:
    """A schema and the code lists of a folder, within the size limits of standards.xml."""
    from leistungswerk.register.services import only_codelists
    from leistungswerk.standards.xml import read_limited

    listed = [ImportFile(path.name, read_limited(path)) for path in (_xml_files(folder) if folder else [])]
    return ImportFile(file.name, read_limited(file)), only_codelists(listed)


@imports.command("schema")
def import_schema(
    file: Annotated[
        Path, typer.Argument(help="XDatenfelder-Nachricht 0102, Fassung 2.0 oder 3.0.0", metavar="FILE")
    ],
    codelists: Annotated[
        Path | None, typer.Option(help="Ordner mit den Genericode-Listen des Schemas", metavar="DIR")
    ] = None,
    tolerant: Annotated[
        bool, typer.Option("--tolerant", help="Unbekannte Elemente behalten und melden statt ablehnen")
    ] = False,
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Fehlende Codelisten aus dem XRepository holen")
    ] = False,
) -> None:
    """Ein Stammdatenschema mit seinen Codelisten prüfen und übernehmen."""
    setup.django()
    schema, lists = read_files(file, codelists)
    setup.migrate()
    from leistungswerk.register import services

    if fetch:
        lists = (*lists, *_fetched(schema, lists, tolerant=tolerant))
    imported = services.import_schema(OPERATOR, schema=schema, codelists=lists, tolerant=tolerant)
    document = imported.document
    say(f"{document.fim_id} {document.version} · XDatenfelder {document.standard} · {document.title}")
    say("Übernommen." if imported.created else "Schon vorhanden: dieselben Bytes wurden bereits übernommen.")
    say(f"SHA-256 {document.sha256}")
    for name in imported.held:
        say(f"Codeliste aus dem Bestand: {name}")
    for name in imported.unused:
        say(f"Hinweis: Kein Feld des Schemas verweist auf die Liste {name}; sie wurde nicht übernommen.")
    for finding in document.findings:
        say(f"Hinweis: {finding['message']}")


def _fetched(schema: ImportFile, lists: tuple[ImportFile, ...], *, tolerant: bool) -> tuple[ImportFile, ...]:
    """Fetch what is missing, list by list; what could not be fetched is named on standard error."""
    from leistungswerk.register import fetching

    def tell(name: str, number: int, total: int) -> None:
        say(f"Codeliste {number} von {total}: {name}")

    result = fetching.fetch_missing(
        OPERATOR,
        schema=schema,
        codelists=lists,
        port=fetching.open_port(),
        tolerant=tolerant,
        listener=tell,
    )
    for failed in result.failed:
        sys.stderr.write(f"Nicht geholt: {failed.list.name}: {failed.reason}\n")
    say(f"Geholt: {len(result.fetched)}, nicht geholt: {len(result.failed)}.")
    return result.files


def publish(
    digest: Annotated[str, typer.Argument(help="SHA-256 des übernommenen Schemas (Anfang genügt)")],
    key: Annotated[str, typer.Option("--leistung", help="Leistungsschlüssel, 14 Ziffern")],
    authority: Annotated[str, typer.Option("--behoerde", help="Name der Vollzugsbehörde")],
    ars: Annotated[str, typer.Option("--gebiet", help="Regionalschlüssel, 12 Ziffern")],
    connection: Annotated[str, typer.Option("--verbindung", help="Name der Verbindung")],
    rules: Rules = None,
) -> None:
    """Eine Formularfassung freigeben und für eine Behörde online stellen."""
    setup.django()
    setup.migrate()
    from leistungswerk.delivery import queries as delivery
    from leistungswerk.online.services import publishing
    from leistungswerk.online.states import ReleasePolicy
    from leistungswerk.register import queries as register

    document = register.document_by_digest(digest)
    body, way = register.authority_by_name(authority), delivery.connection_by_name(connection)
    if document is None or body is None or way is None:
        missing = [
            text
            for found, text in (
                (document, f"Schema {digest}"),
                (body, authority),
                (way, f"Verbindung {connection}"),
            )
            if found is None
        ]
        raise Refused(f"Nicht gefunden: {', '.join(missing)}.")
    form = publishing.create_form_version(
        OPERATOR, document=document.uuid, rules=rules.read_bytes() if rules else None
    )
    publishing.publish_form(OPERATOR, form_version=form, policy=ReleasePolicy.OFFICE)
    slug = publishing.publish_service(
        OPERATOR,
        binding=publishing.Binding(
            form_version=form, key=key, authority=body.uuid, ars=ars, connection=way.uuid
        ),
    )
    say(f"Online: /leistungen/{slug}/")
