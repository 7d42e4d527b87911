# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""``leistungswerk fim convert``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from leistungswerk.standards.fim import CodelistCollection
    from leistungswerk.standards.fim.model import Nachricht, Stammdatenschema
    from leistungswerk.standards.fim.positions import Positions


class Target(StrEnum):
    """What a file can become."""

    XDF3 = "xdf3"
    XDF2 = "xdf2"
    JSON_SCHEMA = "json-schema"
    XSD = "xsd"


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
        Path | None, typer.Option("-o", "--out", help="Zieldatei; ohne sie die Standardausgabe", metavar="OUT")
    ] = None,
    base_uri: Annotated[
        str, typer.Option(help="Anfang der $id im JSON-Schema", metavar="URI")
    ] = "https://schema.example.org",
) -> None:
    """Ein Schema, eine Gruppe oder ein Feld in eine andere Fassung oder ein anderes Format umwandeln."""
    from leistungswerk.standards.fim import CodelistCollection, FimError, load_codelists, read_message
    from leistungswerk.standards.fim.positions import positions
    from leistungswerk.standards.xml import read_limited

    data = read_limited(file)
    reading = read_message(data, tolerant=True)
    lists = load_codelists(codelists) if codelists else CodelistCollection()
    for finding in reading.findings:
        _tell(finding.message)
    nachricht, lines = reading.nachricht, positions(data)
    try:
        written = _WRITERS[to](nachricht, lists, lines, base_uri, out)
    except FimError as error:
        raise FimError(error.message, error.element, error.line) from error
    _put(out, written)


def _to_xdf3(
    nachricht: Nachricht, lists: CodelistCollection, lines: Positions, _base_uri: str, _out: Path | None
) -> bytes:
    from leistungswerk.standards.fim import write_message
    from leistungswerk.standards.fim.convert import to_v3

    conversion = to_v3(nachricht, lists, lines=lines)
    return write_message(conversion.nachricht)
