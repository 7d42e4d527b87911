# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What changed between two editions of an object, for people to read.

Lists are matched by what identifies their members (language, code, id), not by position, so a new text in the
middle is one change. Nothing is overlooked: unequal objects always give at least one change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, TypeAlias

import msgspec

from leistungswerk.standards.fim.xzufi.labels import TEXTMODULE, label, language
from leistungswerk.standards.fim.xzufi.values import Code, Element, Identifikator, Text

_NAMING: Final = (
    "leika_textmodul",
    "individuelles_textmodultyp",
    "id",
    "leistung_id",
    "language_code",
    "uri",
    "link",
    "typ",
    "begriff",
    "art",
    "name",
)
"""Attributes that tell members of a list apart, the strongest first."""

_Key: TypeAlias = tuple[str, int]


class ChangeKind(StrEnum):
    ADDED = "hinzugefügt"
    REMOVED = "entfernt"
    CHANGED = "geändert"
    MOVED = "umgeordnet"


class Change(msgspec.Struct, frozen=True):
    """One difference. ``element`` is the German path; ``before`` and ``after`` are texts, possibly HTML."""

    element: str
    kind: ChangeKind
    before: str | None = None
    after: str | None = None

    def __str__(self) -> str:
        match self.kind:
            case ChangeKind.ADDED:
                return f"{self.element}: hinzugefügt „{self.after}“"
            case ChangeKind.REMOVED:
                return f"{self.element}: entfernt „{self.before}“"
            case ChangeKind.CHANGED:
                return f"{self.element}: geändert von „{self.before}“ zu „{self.after}“"
            case ChangeKind.MOVED:
                return f"{self.element}: neue Reihenfolge ({self.after} statt {self.before})"


def diff(old: Element, new: Element) -> tuple[Change, ...]:
    """Return what turns ``old`` into ``new``, in the order of the standard; empty if and only if equal."""
    return tuple(_differences(old, new, ""))


def _differences(old: object, new: object, path: str) -> Iterator[Change]:
    if old == new and type(old) is type(new):
        return
    if isinstance(old, Element) and type(old) is type(new):
        for attribute in old.__struct_fields__:
            inner = f"{path} › {label(attribute)}" if path else label(attribute)
            yield from _differences(getattr(old, attribute), getattr(new, attribute), inner)
    elif isinstance(old, tuple) and isinstance(new, tuple):
        yield from _lists(old, new, path)
    else:
        yield _change(path or "Art des Objekts", old, new)


def _change(path: str, old: object, new: object) -> Change:
    if old is None:
        return Change(path, ChangeKind.ADDED, after=shown(new))
    if new is None:
        return Change(path, ChangeKind.REMOVED, before=shown(old))
    return Change(path, ChangeKind.CHANGED, shown(old), shown(new))


def _lists(old: tuple[object, ...], new: tuple[object, ...], path: str) -> Iterator[Change]:
    before, after = _keyed(old), _keyed(new)
    for key, member in before.items():
        place = _place(path, key)
        if key in after:
            yield from _member(member, after[key], place)
        else:
            yield Change(place, ChangeKind.REMOVED, before=shown(member))
    for key, member in after.items():
        if key not in before:
            yield Change(_place(path, key), ChangeKind.ADDED, after=shown(member))
    stayed = [key for key in before if key in after]
    now = [key for key in after if key in before]
    if stayed != now:
        yield Change(path, ChangeKind.MOVED, _names(stayed), _names(now))


def _member(old: object, new: object, path: str) -> Iterator[Change]:
    if isinstance(old, Text) and isinstance(new, Text) and old.language_code == new.language_code:
        yield from _differences(old.value, new.value, path)
    else:
        yield from _differences(old, new, path)


def _keyed(members: tuple[object, ...]) -> dict[_Key, object]:
    """Name every member; those of one name are counted."""
    counted: Counter[str] = Counter()
    keyed: dict[_Key, object] = {}
    for member in members:
        name = _name(member)
        counted[name] += 1
        keyed[name, counted[name]] = member
    return keyed


def _name(member: object) -> str:
    if isinstance(member, Text):
        return language(member.language_code) if member.language_code else ""
    if isinstance(member, Code):
        return member.code
    if isinstance(member, Identifikator):
        return str(member)
    if not isinstance(member, Element):
        return ""
    for attribute in _NAMING:
        value = getattr(member, attribute, None)
        if value:
            return _naming(attribute, value) + _channel(member)
    return _channel(member).strip()


def _naming(attribute: str, value: object) -> str:
    if attribute == "leika_textmodul" and isinstance(value, Code):
        return f"{TEXTMODULE.get(value.code, 'Nummer')} ({value.code})"
    if attribute == "language_code":
        return language(str(value))
    return shown(value)


def _channel(member: Element) -> str:
    channel = getattr(member, "zugangskanal", None)
    return f" (Zugangskanal {channel.code})" if isinstance(channel, Code) and channel.code != "000" else ""


def _place(path: str, key: _Key) -> str:
    name, number = key
    if not name:
        return f"{path} Nr. {number}"
    return f"{path} › {name}" + (f" Nr. {number}" if number > 1 else "")


def _names(keys: list[_Key]) -> str:
    return ", ".join(f"{name} Nr. {number}" if number > 1 or not name else name for name, number in keys)


def shown(value: object) -> str:
    """Return any value as one German text."""
    match value:
        case bool():
            return "ja" if value else "nein"
        case Text():
            return value.value or ""
        case tuple():
            return ", ".join(shown(member) for member in value)
        case Element():
            pairs = ((label(name), getattr(value, name)) for name in value.__struct_fields__)
            return "; ".join(
                f"{name}: {shown(given)}" for name, given in pairs if given is not None and given != ()
            )
    return str(value)
