# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``leistungswerk fim convert``: one version or notation of a schema becomes another."""

import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from leistungswerk.core.failures import Refused

if TYPE_CHECKING:
    from leistungswerk.standards.fim import CodelistCollection
    from leistungswerk.standards.fim.convert import Conversion, Loss
    from leistungswerk.standards.fim.errors import Finding
    from leistungswerk.standards.fim.model import Codeliste, Nachricht, Stammdatenschema
    from leistungswerk.standards.fim.positions import Positions


class Target(StrEnum):
    """What a file can become."""

    XDF3 = "xdf3"
    XDF2 = "xdf2"
    JSON_SCHEMA = "json-schema"
    XSD = "xsd"


class _Source(NamedTuple):
    nachricht: "Nachricht"
    codelists: "CodelistCollection"
    lines: "Positions"
    tolerant: bool


class _Written(NamedTuple):
    """The new file, the code lists that go with it, and what is to be told (lines of text)."""

    data: bytes
    told: tuple[str, ...]
    codelists: "tuple[Codeliste, ...]" = ()


def convert(
    file: Annotated[
        Path,
        typer.Argument(help="XDatenfelder-Nachricht 0101 bis 0104, Fassung 2.0 oder 3.0.0", metavar="FILE"),
    ],
    to: Annotated[Target, typer.Option(help="Zielformat")],
    codelists: Annotated[
        Path | None, typer.Option(help="Ordner mit den Genericode-Listen des Schemas", metavar="DIR")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="Zieldatei; ohne sie die Standardausgabe", metavar="OUT"),
    ] = None,
    base_uri: Annotated[
        str, typer.Option(help="Anfang der $id im JSON-Schema", metavar="URI")
    ] = "https://schema.example.org",
    tolerant: Annotated[
        bool, typer.Option("--tolerant", help="Unbekannte Elemente melden statt ablehnen")
    ] = False,
) -> None:
    """Ein Schema in eine andere Fassung oder ein anderes Format umwandeln; Verluste stehen auf stderr."""
    from leistungswerk.standards.fim import CodelistCollection, load_codelists, read_message
    from leistungswerk.standards.fim.positions import positions
    from leistungswerk.standards.xml import read_limited

    data = read_limited(file)
    reading = read_message(data, tolerant=tolerant)
    lists = load_codelists(codelists) if codelists else CodelistCollection()
    _tell(_findings(reading.findings))
    source = _Source(reading.nachricht, lists, positions(data), tolerant)
    written = _message(source, to) if to in (Target.XDF3, Target.XDF2) else _schema(source, to, base_uri)
    _tell(written.told)
    if out is None:
        if written.codelists:
            _tell(["Die erzeugten Codelisten werden nur mit -o OUT in einen Ordner daneben geschrieben."])
        sys.stdout.buffer.write(written.data)
        sys.stdout.buffer.flush()
        return
    _write(out, written)


def _message(source: _Source, to: Target) -> _Written:
    from leistungswerk.standards.fim import write_message
    from leistungswerk.standards.fim.convert import to_v2, to_v3

    conversion: Conversion
    if to is Target.XDF3:
        conversion = to_v3(source.nachricht, source.codelists, lines=source.lines)
    else:
        conversion = to_v2(source.nachricht, lines=source.lines)
    return _Written(
        write_message(conversion.nachricht, tolerant=source.tolerant),
        tuple(_losses(conversion.losses)),
        conversion.codelists,
    )


def _schema(source: _Source, to: Target, base_uri: str) -> _Written:
    schema = _only_schema(source.nachricht, to)
    if to is Target.XSD:
        from leistungswerk.standards.fim.convert import xsd

        made = xsd.convert(schema, source.codelists)
        return _Written(made.document, _findings(made.findings))
    import json

    from leistungswerk.standards.fim.convert import json_schema

    found = json_schema.convert(schema, source.codelists, base_uri=base_uri)
    text = json.dumps(found.document, ensure_ascii=False, indent=2)
    return _Written(f"{text}\n".encode(), _findings(found.findings))


def _only_schema(nachricht: "Nachricht", to: Target) -> "Stammdatenschema":
    from leistungswerk.standards.fim.model import Stammdatenschema

    if not isinstance(nachricht.inhalt, Stammdatenschema):
        raise Refused(
            f"Die Datei enthält kein Stammdatenschema (Nachricht 0102); „{to}“ entsteht nur aus einem Schema. "
            "Geben Sie ein Schema an oder wählen Sie --to xdf2 oder xdf3."
        )
    return nachricht.inhalt


def _findings(findings: "Iterable[Finding]") -> tuple[str, ...]:
    return tuple(f"Hinweis: {finding.message}" for finding in findings)


def _losses(losses: "tuple[Loss, ...]") -> Iterable[str]:
    """Losses in two parts: gone, and kept as original values."""
    for kept, title in ((False, "Verloren"), (True, "Nicht gleichwertig, aber erhalten")):
        part = [loss for loss in losses if loss.kept is kept]
        if part:
            yield f"{title} ({len(part)}):"
        for loss in part:
            line = f"Zeile {loss.line}" if loss.line else "ohne Zeile"
            yield f"  {line} · {loss.path or loss.element} · {loss.message}"


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stderr.write(line + "\n")


def _write(out: Path, written: _Written) -> None:
    from leistungswerk.standards.fim import write_codelist

    folder = out.with_name(f"{out.stem}_codelisten")
    try:
        _replace(out, written.data)
        if written.codelists:
            folder.mkdir(exist_ok=True)
        for number, liste in enumerate(written.codelists, 1):
            _replace(folder / f"{number:03}_{_file_name(liste.canonical_uri)}.xml", write_codelist(liste))
    except OSError as error:
        raise Refused(
            f"„{error.filename or out}“ kann nicht geschrieben werden ({error.strerror}). Bitte prüfen Sie "
            "Ordner und Rechte."
        ) from error
    if written.codelists:
        _tell([f"{len(written.codelists)} Codelisten stehen im Ordner „{folder}“."])


def _replace(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    draft = path.with_name(f".{path.name}.neu")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _file_name(urn: str) -> str:
    last = urn.rpartition(":")[2] or "liste"
    return "".join(char if char.isalnum() or char in "-_." else "_" for char in last)[:80]
