# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a message or file to its messages of quality. Source: standards.md 2.8 and 2.10.

Checks look at version 3.0.0; a file of 2.0 is converted first, and everything said about it names ids and
lines of the file itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from leistungswerk.standards.fim.check.checks import found_at, found_in_rule
from leistungswerk.standards.fim.check.index import NO_VALUE, Found, Index, Way, blank
from leistungswerk.standards.fim.check.mending import Readable, read_for_checks
from leistungswerk.standards.fim.check.message import Message
from leistungswerk.standards.fim.check.table_structure import TABLE
from leistungswerk.standards.fim.codelists import CodelistCollection
from leistungswerk.standards.fim.convert import Conversion, to_v3
from leistungswerk.standards.fim.errors import FimError
from leistungswerk.standards.fim.identifiers import long_id, short_id, short_ids_in
from leistungswerk.standards.fim.model import (
    Datenfeld,
    Datenfeldgruppe,
    Dokumentsteckbrief,
    Element,
    Identifikation,
    Nachricht,
    Payload,
    Regel,
    Stammdatenschema,
    Struktur,
    XdfVersion,
)
from leistungswerk.standards.fim.positions import Positions, positions

_NO_LINES: Final = Positions({})
_NO_LISTS: Final = CodelistCollection()
_TELL_VERSIONS: Final = (1003, 1019, 1134)
_LONG_VERSION: Final = re.compile(r"\b([0-9]+\.[0-9]+)\.0\b", re.ASCII)
_NAMES: Final[dict[type[Element] | type[Regel], str]] = {
    Stammdatenschema: "Das Datenschema",
    Datenfeldgruppe: "Die Datenfeldgruppe",
    Datenfeld: "Das Datenfeld",
    Dokumentsteckbrief: "Der Dokumentsteckbrief",
    Regel: "Die Regel",
}
_TAGS_2: Final = {
    "freitextRegel": "definition",
    "statusGesetztDurch": "fachlicherErsteller",
    "freigabestatus": "status",
    "bezeichnung": "bezeichnungEingabe",
    "istAbstrakt": "isReferenz",
    "werte": "codelisteReferenz",
}
"""Where version 2.0 keeps what 3.0.0 calls otherwise."""
_SHOWN: Final = 200
"""Longest piece of a file that is quoted, in characters."""
MAX_MESSAGES: Final = 10_000
"""Messages kept of one file; the rest is only counted (a hostile file could have hundreds of thousands)."""


class Examination(msgspec.Struct, frozen=True):
    """The messages in the order of the file, and what they cannot say."""

    messages: tuple[Message, ...]
    refusals: tuple[str, ...] = ()
    """German sentences why the file is not well-formed by the standard; empty if it is."""
    more: int = 0
    """How many messages there are beyond :data:`MAX_MESSAGES`."""


def check(nachricht: Nachricht, codelists: CodelistCollection = _NO_LISTS) -> tuple[Message, ...]:
    """Check a message that was never in a file: no lines. At most :data:`MAX_MESSAGES`, as everywhere here."""
    return _Examiner(Readable(nachricht, ()), codelists, _NO_LINES).examination().messages


def check_file(data: bytes, codelists: CodelistCollection = _NO_LISTS) -> tuple[Message, ...]:
    """Check a file of either version; the messages stand in the order of the file.

    Raises :class:`FimError` if it is unreadable or not well-formed by the standard.
    """
    examination = examine(data, codelists)
    if examination.refusals:
        raise FimError(examination.refusals[0])
    return examination.messages


def examine(data: bytes, codelists: CodelistCollection = _NO_LISTS) -> Examination:
    """Check a file, and tell by number what can be told of one that is not well-formed.

    Raises :class:`FimError` if nothing in it has a meaning: broken XML, a foreign namespace.
    """
    readable = read_for_checks(data)
    return _Examiner(readable, codelists, positions(data)).examination()


class _Examiner:
    """One examination: finds, names the place, says it once."""

    def __init__(self, readable: Readable, codelists: CodelistCollection, lines: Positions) -> None:
        self._readable = readable
        self._is_v2 = readable.nachricht.xdf is XdfVersion.V2
        self._index = Index(_in_v3(readable.nachricht, codelists), codelists)
        self._lines = lines
        self._mended = {self._long(bad.way) for bad in readable.cardinalities}
        self._told: set[tuple[int, Identifikation, str]] = set()
        self._more = 0

    def examination(self) -> Examination:
        found = [*self._in_elements(), *self._in_rules(), *self._in_cardinalities()]
        found.sort(key=lambda message: message.line or 0)
        return Examination(tuple(found), self._readable.refusals, self._more)

    def _in_elements(self) -> Iterator[Message]:
        for subject in self._index.subjects:
            for found in found_at(subject):
                element, way = subject.element, subject.way
                if found.place is not None and isinstance(element, Datenfeldgruppe | Stammdatenschema):
                    element = element.struktur[found.place].enthaelt
                    way = (*way, element.id)
                if found.tag != "anzahl" or way not in self._mended:
                    yield from self._message(way, element, found)

    def _in_rules(self) -> Iterator[Message]:
        for subject in self._index.rules:
            for found in found_in_rule(subject):
                yield from self._message(subject.way, subject.element, found)

    def _in_cardinalities(self) -> Iterator[Message]:
        by_id = {subject.element.id: subject.element for subject in self._index.subjects}
        for bad in self._readable.cardinalities:
            way = self._long(bad.way)
            element = by_id.get(way[-1], self._index.root)
            yield from self._message(way, element, Found(bad.code, "anzahl", bad.text))

    def _message(self, way: Way, element: Element | Regel, found: Found) -> Iterator[Message]:
        row = TABLE[found.code]
        text = row.text.format(element=self._label(element), what=self._quoted(found))
        key = (found.code, element.identifikation, text)
        if key in self._told:
            return
        if len(self._told) >= MAX_MESSAGES:
            self._more += 1
            return
        self._told.add(key)
        ids = [self._id(step) for step in way] or [self._id(self._index.root.id)]
        tag = _TAGS_2.get(found.tag, found.tag) if self._is_v2 else found.tag
        line = self._lines.line(".".join(way), tag)
        yield Message(found.code, row.severity, ".".join(ids), line, text, row.remedy)

    def _label(self, element: Element | Regel) -> str:
        name = " ".join(element.name.split())[:_SHOWN]
        label = f"{_NAMES[type(element)]} {self._id(element.identifikation.id)}"
        return f"{label} „{name}“" if name else label

    def _quoted(self, found: Found) -> str:
        what = " ".join(found.what.split())
        if self._is_v2:
            what = short_ids_in(what)
            if found.code in _TELL_VERSIONS:
                what = _LONG_VERSION.sub(r"\1", what)
        return what if len(what) <= _SHOWN else f"{what[:_SHOWN]} …"

    def _long(self, way: Way) -> Way:
        return tuple(map(long_id, way)) if self._is_v2 else way

    def _id(self, element_id: str) -> str:
        if blank(element_id):
            return NO_VALUE
        return short_id(element_id) if self._is_v2 else element_id


def _in_v3(nachricht: Nachricht, codelists: CodelistCollection) -> Nachricht:
    if nachricht.xdf is XdfVersion.V3:
        return nachricht
    conversion = to_v3(nachricht, codelists)
    inhalt = _Emptied(conversion).payload(conversion.nachricht.inhalt)
    return msgspec.structs.replace(conversion.nachricht, inhalt=inhalt)


class _Emptied:
    """Takes back the default field that conversion puts into empty groups: it stands in no file."""

    def __init__(self, conversion: Conversion) -> None:
        self._origins = conversion.origins
        self._done: dict[int, Payload] = {}

    def payload(self, element: Payload) -> Payload:
        if not isinstance(element, Datenfeldgruppe | Stammdatenschema):
            return element
        done = self._done.get(id(element))
        if done is None:
            places = tuple(
                self._place(place)
                for place in element.struktur
                if place.enthaelt.identifikation in self._origins
            )
            same = len(places) == len(element.struktur) and all(map(_is, places, element.struktur))
            done = element if same else msgspec.structs.replace(element, struktur=places)
            self._done[id(element)] = done
        return done

    def _place(self, place: Struktur) -> Struktur:
        inner = self.payload(place.enthaelt)
        if inner is place.enthaelt:
            return place
        assert isinstance(inner, Datenfeldgruppe)
        return msgspec.structs.replace(place, enthaelt=inner)


def _is(one: Struktur, other: Struktur) -> bool:
    return one is other
