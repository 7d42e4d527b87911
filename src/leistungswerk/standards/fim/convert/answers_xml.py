# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers (an instance of the JSON Schema) → XFall data, valid against :func:`xsd`. Source: standards.md 2.9.

JSON has no order, XML has: elements stand in the order of the schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from leistungswerk.standards.fim.convert.names import NAMESPACE, PREFIX, Named, Names, distinct
from leistungswerk.standards.fim.errors import FimError
from leistungswerk.standards.fim.model import Datenfeld, Stammdatenschema, Struktur
from leistungswerk.standards.xml import XmlError, text


def xml_of_answers(schema: Stammdatenschema, answers: Mapping[str, object]) -> bytes:
    """Render answers: ids without version, nested by group, lists where a place may be filled several times.

    Values are text, boolean or number. Raises :class:`FimError` for an answer the schema has no place for, one
    of another shape, or a character that XML does not allow.
    """
    renderer = _Renderer(Names(schema))
    try:
        renderer.group(schema, answers, schema.id, 0, f' xmlns:{PREFIX}="{NAMESPACE}"')
    except XmlError as error:
        raise FimError(error.message) from error
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', *renderer.lines, ""]
    return "\n".join(lines).encode()


class _Renderer:
    def __init__(self, names: Names) -> None:
        self.lines: list[str] = []
        self._names = names

    def group(
        self, element: Named, answers: Mapping[str, object], path: str, depth: int, attributes: str = ""
    ) -> None:
        name = f"{PREFIX}:{self._names.of(element)}"
        indent = "  " * depth
        start = len(self.lines)
        self._inside(element, answers, path, depth + 1)
        if start == len(self.lines):
            # Not even a line end: where nothing may stand, XML Schema allows no blank either.
            self.lines.append(f"{indent}<{name}{attributes}/>")
            return
        self.lines.insert(start, f"{indent}<{name}{attributes}>")
        self.lines.append(f"{indent}</{name}>")

    def _inside(self, element: Named, answers: Mapping[str, object], path: str, depth: int) -> None:
        assert not isinstance(element, Datenfeld)
        places = distinct(element.struktur)
        unknown = set(answers) - {place.enthaelt.id for place in places}
        if unknown:
            found = ", ".join(sorted(unknown))
            raise FimError(
                f"Zu „{path}“ gibt es Angaben, die das Schema nicht kennt: {found}; bitte prüfen Sie, ob sie zu "
                "dieser Fassung des Schemas gehören.",
                path,
            )
        for place in places:
            if place.enthaelt.id in answers:
                self._place(place, answers[place.enthaelt.id], f"{path}.{place.enthaelt.id}", depth)

    def _place(self, place: Struktur, answer: object, path: str, depth: int) -> None:
        several = place.anzahl.max != 1
        if isinstance(answer, list | tuple) is not several:
            expected = "eine Liste" if several else "eine einzelne Angabe"
            raise _misshapen(path, expected)
        for value in answer if isinstance(answer, list | tuple) else (answer,):
            self._element(place.enthaelt, value, path, depth)

    def _element(self, element: Named, value: object, path: str, depth: int) -> None:
        if isinstance(element, Datenfeld):
            name = f"{PREFIX}:{self._names.of(element)}"
            self.lines.append(f"{'  ' * depth}<{name}>{text(_written(element, value, path))}</{name}>")
        elif isinstance(value, Mapping):
            self.group(element, value, path, depth)
        else:
            raise _misshapen(path, "eine Gruppe von Angaben")


def _written(feld: Datenfeld, value: object, path: str) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int() | Decimal() | float():
            return format(Decimal(str(value)), "f")
        case str() if feld.feldart.code == "select":
            return value
        case str() if feld.datentyp.code == "datetime":
            return value.upper()
        case str() if feld.datentyp.code == "time" and value.count(":") == 1:
            return f"{value}:00"  # XML Schema knows no time of day without seconds
        case str():
            return value
        case _:
            raise _misshapen(path, "ein Text, eine Zahl oder ein Wahrheitswert")


def _misshapen(path: str, expected: str) -> FimError:
    return FimError(f"Die Angabe „{path}“ hat die falsche Form; erwartet wird {expected}.", path)
