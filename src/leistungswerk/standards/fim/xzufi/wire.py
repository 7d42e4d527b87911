# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How an attribute of a struct is written down: the plan that JSON and XML are read and written by.

The structs are the table of the standard: the name of an attribute is its JSON name, the XML name is the same
in camelCase, a tuple may stand several times, an attribute without default is mandatory. Only what deviates
carries a :class:`Wire` in its annotation. XProzess is read by the same plan (both are XÖV standards).
Source: standards.md 3.1, 3.2 and 5.1.
"""

from __future__ import annotations

from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

import msgspec

from leistungswerk.standards.fim.xzufi.values import Betrag, Code, Element, Identifikator, Text

LEAVES: Final = (Code, Text, Identifikator, Betrag)
"""Structs that stand in one element (text and attributes), not in a list of children."""


class Wire(msgspec.Struct, frozen=True, kw_only=True):
    """Where writing differs from the rule. Several of them: the first that fits the edition counts."""

    only: str = ""
    """Edition of the standard that knows the attribute; empty for all."""
    xml: str = ""
    aliases: tuple[str, ...] = ()
    """Other XML names met."""
    json: str = ""
    single: bool = False
    """A tuple of ours, but at most one in this edition."""
    attribute: bool = False
    """An XML attribute, not a child."""
    plain: bool = False
    """JSON holds only the code, or only the text, as a string."""
    choices: tuple[str, ...] = ()
    """XML names of the alternatives, in the order of the union."""
    xsi_type: bool = False
    """The alternative is told by ``xsi:type`` on the element itself, not by a child."""
    line: bool = False
    """Filled with the line of the element; never written."""
    numeric: bool = False
    """JSON writes the code as a number."""
    personal: bool = False
    """Names a person: never kept. JSON says ``null`` in its place, XML nothing."""


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """One attribute of a struct in one edition."""

    attribute: str
    xml: str
    json: str
    types: tuple[type, ...]
    many: bool
    required: bool
    wire: Wire


class Plan(msgspec.Struct, frozen=True):
    """All attributes of a struct in one edition, in writing order."""

    struct: type[Element]
    children: tuple[Slot, ...]
    attributes: tuple[Slot, ...]
    line: str
    by_tag: dict[str, Slot]
    """By XML name in small letters: without an XSD in hand, ``ID`` and ``Id`` are not told apart."""

    @property
    def slots(self) -> tuple[Slot, ...]:
        """What JSON holds: attributes and children."""
        return (*self.attributes, *self.children)


@cache
def plan(struct: type[Element], edition: str) -> Plan:
    """Return how ``struct`` is written in ``edition``."""
    slots: list[Slot] = []
    line = ""
    # Ids first, wherever inheritance puts them: so the standard writes them, and so people read them.
    for field in sorted(msgspec.structs.fields(struct), key=lambda field: field.name not in _FIRST):
        if field.name == "fremd":
            continue
        slot = _slot(field, edition)
        if slot is None:
            continue
        if slot.wire.line:
            line = slot.attribute
        else:
            slots.append(slot)
    children = tuple(slot for slot in slots if not slot.wire.attribute)
    attributes = tuple(slot for slot in slots if slot.wire.attribute)
    by_tag = {name.lower(): slot for slot in children for name in (slot.xml, *slot.wire.aliases)}
    return Plan(struct, children, attributes, line, by_tag)


def camel(name: str) -> str:
    """Return the XML name: ``gueltigkeit_gebiet_id`` → ``gueltigkeitGebietID``, ``id_prozess`` → ``idProzess``."""
    first, *rest = name.split("_")
    return first + "".join(_WORDS.get(word, word.capitalize()) for word in rest)


_FIRST: Final = {"id", "id_sekundaer"}
_WORDS: Final = {"id": "ID", "sdg": "SDG", "ea": "EA", "leika": "LeiKa", "uuid": "UUID"}


def _slot(field: msgspec.structs.FieldInfo, edition: str) -> Slot | None:
    wires = [mark for mark in getattr(field.type, "__metadata__", ()) if isinstance(mark, Wire)]
    fitting = next((wire for wire in wires if wire.only in {"", edition}), None)
    if fitting is None and wires:
        return None
    wire = fitting or Wire()
    types, many = _types(field.type)
    return Slot(
        attribute=field.name,
        xml=wire.xml or camel(field.name),
        json=wire.json or field.name,
        types=types,
        many=many,
        required=field.required,
        wire=wire,
    )


def _types(annotation: Any) -> tuple[tuple[type, ...], bool]:
    """Return the alternatives of an annotation (without ``None``), and whether it is a tuple of them."""
    if get_origin(annotation) is Annotated:
        return _types(get_args(annotation)[0])
    if get_origin(annotation) is tuple:
        return _types(get_args(annotation)[0])[0], True
    if get_origin(annotation) in {Union, UnionType}:
        return tuple(kind for kind in get_args(annotation) if kind is not NoneType), False
    return (annotation,), False
