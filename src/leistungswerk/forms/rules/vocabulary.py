# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What rules can speak of: the elements of a form or schema with their types.

A schema has a vocabulary also where code lists are missing, so its rules can be read before they are at hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property

import msgspec

from leistungswerk.forms.model import Access, Control, Field, FieldKind, Form, Part
from leistungswerk.standards.fim import CodelistCollection, MissingCodelistError, werte_of
from leistungswerk.standards.fim.model import Datenfeld, Datenfeldgruppe, Stammdatenschema, Struktur


class ValueType(StrEnum):
    """The types of the language."""

    TEXT = "Text"
    CODE = "Auswahl"
    TRUTH = "Ja/Nein"
    NUMBER = "Zahl"
    DATE = "Datum"
    TIME = "Uhrzeit"
    FILE = "Datei"
    NONE = "Hinweistext"
    GROUP = "Gruppe"


class Entry(msgspec.Struct, frozen=True):
    """One element at its path."""

    path: str
    id: str
    type: ValueType
    names: tuple[str, ...]
    """What people call it: label, internal name. The first one is shown."""
    options: Mapping[str, str] | None = None
    """Code → label of a choice; ``None``: no choice, or its list is not at hand."""
    rows: bool = False
    """Asked in rows."""
    several: bool = False
    """Holds several values in one place, such as checkboxes."""
    writable: bool = True
    """False for what no citizen can fill."""

    @property
    def container(self) -> str:
        return self.path.rpartition(".")[0]

    @property
    def is_group(self) -> bool:
        return self.type is ValueType.GROUP


class Vocabulary:
    """Every element of a form by its path. Never changes."""

    def __init__(self, entries: Sequence[Entry], title: str) -> None:
        self.title = title
        self.entries: dict[str, Entry] = {entry.path: entry for entry in entries}

    def get(self, path: str) -> Entry | None:
        return self.entries.get(path)

    @cached_property
    def names(self) -> dict[str, str]:
        """Path → the name people see."""
        return {path: entry.names[0] for path, entry in self.entries.items() if entry.names}

    @cached_property
    def by_id(self) -> dict[str, tuple[Entry, ...]]:
        """Id → its places, in order of the schema."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries.values():
            found.setdefault(entry.id, []).append(entry)
        return {each: tuple(places) for each, places in found.items()}

    def places(self, element_id: str) -> tuple[Entry, ...]:
        """The places of an id, also when a 2.0 id stands in a 3.0 schema or the other way round."""
        return next((self.by_id[each] for each in _spellings(element_id) if each in self.by_id), ())

    @cached_property
    def by_name(self) -> dict[str, tuple[Entry, ...]]:
        """Folded name → its places."""
        found: dict[str, dict[str, Entry]] = {}
        for entry in self.entries.values():
            for name in entry.names:
                found.setdefault(fold(name), {})[entry.path] = entry
        return {each: tuple(places.values()) for each, places in found.items()}

    @cached_property
    def _inside(self) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries.values():
            steps = entry.path.split(".")
            for length in range(1, len(steps)):
                found.setdefault(".".join(steps[:length]), []).append(entry)
        return {path: tuple(entries) for path, entries in found.items()}

    def fields_in(self, group: str) -> tuple[Entry, ...]:
        """The fields of a group at any depth, in order."""
        return tuple(entry for entry in self._inside.get(group, ()) if not entry.is_group)

    def holders(self, path: str) -> tuple[Entry, ...]:
        """The groups around an element, outermost first."""
        steps = path.split(".")
        found = (self.entries.get(".".join(steps[:length])) for length in range(1, len(steps)))
        return tuple(entry for entry in found if entry is not None)


def _spellings(element_id: str) -> tuple[str, str, str]:
    """An id as written, as 3.0 writes it (``000`` after the Nummernkreis), and as 2.0 does (standards.md 2.7)."""
    head, tail = element_id[:3], element_id[3:]
    return element_id, f"{head}000{tail}", head + tail.removeprefix("000")


def fold(name: str) -> str:
    """A name without what people write differently: case, white space, quotation marks, hyphens."""
    return "".join(mark for mark in name.casefold() if mark.isalnum())


_TYPES = {
    FieldKind.TEXT: ValueType.TEXT,
    FieldKind.LONG_TEXT: ValueType.TEXT,
    FieldKind.DATE: ValueType.DATE,
    FieldKind.DATETIME: ValueType.DATE,
    FieldKind.TIME: ValueType.TIME,
    FieldKind.BOOLEAN: ValueType.TRUTH,
    FieldKind.NUMBER: ValueType.NUMBER,
    FieldKind.INTEGER: ValueType.NUMBER,
    FieldKind.CURRENCY: ValueType.NUMBER,
    FieldKind.SELECT: ValueType.CODE,
    FieldKind.FILE: ValueType.FILE,
    FieldKind.STATIC: ValueType.NONE,
}
_DATATYPES = {
    "date": ValueType.DATE,
    "datetime": ValueType.DATE,
    "time": ValueType.TIME,
    "bool": ValueType.TRUTH,
    "num": ValueType.NUMBER,
    "num_int": ValueType.NUMBER,
    "num_currency": ValueType.NUMBER,
    "file": ValueType.FILE,
    "obj": ValueType.FILE,
}


def vocabulary_of_form(form: Form) -> Vocabulary:
    """The vocabulary of a compiled form."""

    def visit(parts: Sequence[Part]) -> Iterator[Entry]:
        for part in parts:
            if isinstance(part, Field):
                yield _field_entry(part)
            else:
                yield Entry(part.path, part.id, ValueType.GROUP, (part.label,), rows=part.repeats)
                yield from visit(part.children)

    return Vocabulary([entry for page in form.pages for entry in visit(page.parts)], form.id)


def _field_entry(field: Field) -> Entry:
    return Entry(
        field.path,
        field.id,
        _TYPES[field.kind],
        (field.label,),
        {option.code: option.label for option in field.options} if field.options else None,
        rows=field.repeats,
        several=field.control in {Control.CHECKBOXES, Control.FILES} and field.max != 1,
        writable=field.access is Access.OPEN and field.kind is not FieldKind.STATIC,
    )


def vocabulary_of_schema(
    schema: Stammdatenschema | Datenfeldgruppe | Datenfeld, codelists: CodelistCollection
) -> Vocabulary:
    """The vocabulary of a schema, or of a group or field that travels alone; missing code lists are borne."""

    def visit(places: Sequence[Struktur], container: str) -> Iterator[Entry]:
        for place in places:
            element = place.enthaelt
            path = f"{container}.{element.id}" if container else element.id
            yield _element_entry(element, path, repeats=place.anzahl.max != 1, codelists=codelists)
            if isinstance(element, Datenfeldgruppe):
                yield from visit(element.struktur, path)

    if isinstance(schema, Datenfeld):
        return Vocabulary([_element_entry(schema, schema.id, repeats=False, codelists=codelists)], schema.id)
    return Vocabulary(list(visit(schema.struktur, "")), schema.id)


def _element_entry(
    element: Datenfeld | Datenfeldgruppe, path: str, *, repeats: bool, codelists: CodelistCollection
) -> Entry:
    names = tuple(
        dict.fromkeys(
            " ".join(name.split())
            for name in (element.bezeichnung_eingabe, element.name, element.bezeichnung_ausgabe)
            if name and name.strip()
        )
    ) or (element.id,)
    if isinstance(element, Datenfeldgruppe):
        return Entry(path, element.id, ValueType.GROUP, names, rows=repeats)
    kind = _type_of(element)
    return Entry(
        path,
        element.id,
        kind,
        names,
        _options(element, codelists) if kind is ValueType.CODE else None,
        rows=repeats and kind is not ValueType.CODE,
        several=repeats and kind is ValueType.CODE,
        writable=element.feldart.code not in {"label", "locked", "hidden"},
    )


def _type_of(element: Datenfeld) -> ValueType:
    if element.feldart.code == "label":
        return ValueType.NONE
    if element.feldart.code == "select":
        return ValueType.CODE
    return _DATATYPES.get(element.datentyp.code, ValueType.TEXT)


def _options(element: Datenfeld, codelists: CodelistCollection) -> dict[str, str] | None:
    try:
        return {wert.code.strip(): wert.name.strip() for wert in werte_of(element, codelists)} or None
    except MissingCodelistError:
        return None
