# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an import would do, before it does it: readable, and with a digest that acceptance must match."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import Any

import msgspec

from leistungswerk.register.kinds import ImportKind

Progress = Callable[[int, int], None]
"""Called with how many changes are done and how many there are."""


class ChangeKind(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    ENDED = "ended"


class FieldChange(msgspec.Struct, frozen=True):
    """An official word, what stands there, what will."""

    name: str
    before: str
    after: str


class Change(msgspec.Struct, frozen=True):
    """One line of the comparison. ``what`` is the official word: Leistung, OZG-Leistung, Stelle …"""

    kind: ChangeKind
    what: str
    key: str
    title: str
    fields: tuple[FieldChange, ...] = ()

    def __str__(self) -> str:
        sign = {ChangeKind.ADDED: "+", ChangeKind.CHANGED: "~", ChangeKind.ENDED: "-"}[self.kind]
        line = f"{sign} {self.what} {self.key} {self.title}".replace("  ", " ")
        details = [f"{each.name}: {each.before or '–'} → {each.after or '–'}" for each in self.fields]
        return f"{line} ({'; '.join(details)})" if details else line


class Plan(msgspec.Struct, frozen=True):
    """The comparison of what was read with what is there; ``data`` is what an importer applies."""

    kind: ImportKind
    as_of: date
    changes: tuple[Change, ...]
    notes: tuple[str, ...]
    """What a person must know or decide; nothing in them is done by the import."""
    data: Any

    def count(self, kind: ChangeKind) -> int:
        return sum(change.kind is kind for change in self.changes)

    def by_what(self) -> Counter[tuple[str, ChangeKind]]:
        return Counter((change.what, change.kind) for change in self.changes)

    def digest(self) -> str:
        """SHA-256 over what would change: two comparisons with the same digest do the same."""
        lines = [[str(change) for change in self.changes], self.kind.value, self.as_of.isoformat()]
        return hashlib.sha256(msgspec.json.encode(lines)).hexdigest()


def differences(pairs: Iterable[tuple[str, object, object]]) -> tuple[FieldChange, ...]:
    """Those of (word, before, after) that differ."""
    return tuple(
        FieldChange(name, _shown(before), _shown(after)) for name, before, after in pairs if before != after
    )


def _shown(value: object) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(sorted(map(str, value)))
    return "" if value is None else str(value)
