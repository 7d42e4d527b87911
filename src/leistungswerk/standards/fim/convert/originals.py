# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""„Originalwerte der XDF2-Datei“: what 3.0 has no place for stands at the end of the description.

One line per value, name of the 2.0 element and JSON, so that people can read it and :func:`to_v2` brings it
back. Source: standards.md 2.8 (last row).
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any, Final, get_type_hints

import msgspec

from leistungswerk.standards.fim import praezisierung
from leistungswerk.standards.fim.convert.conversion import FimElement, part_of
from leistungswerk.standards.fim.model import Bezug, XdfVersion
from leistungswerk.standards.fim.parts import PARTS, Child, Kind

MARKER: Final = "Originalwerte der XDF2-Datei:"
CODELISTE: Final = "codeliste"
"""What the Genericode file said about itself, when its rows moved into the field."""
_BLOCK: Final = re.compile(rf"(?:\A|\n\n){MARKER}((?:\n[^\n:]+: [^\n]+)+)\Z")
_PLACE: Final = re.compile(r"struktur\[(\d{1,6})\]\.bezug", re.ASCII)
_ELSEWHERE: Final = frozenset({"regel", "struktur", "beschreibung"})


class Original(msgspec.Struct, frozen=True):
    """One value of a 2.0 element: its name in the standard, and the value as JSON knows it."""

    tag: str
    value: Any


def differing(original: FimElement, back: FimElement) -> tuple[Original, ...]:
    """Everything of a 2.0 element that does not come back from 3.0 by itself."""
    return tuple(
        Original(child.tag, _plain(child, getattr(original, child.attribute)))
        for child in PARTS[XdfVersion.V2][part_of(original)].children
        if child.attribute not in _ELSEWHERE
        and getattr(original, child.attribute) != getattr(back, child.attribute)
    )


def place_bezug(index: int, text: str) -> Original:
    """Legal basis of the place ``index`` (from 0) in a group or schema; a place has no description itself."""
    return Original(f"struktur[{index}].bezug", text)


def place_index(original: Original) -> int | None:
    found = _PLACE.fullmatch(original.tag)
    return int(found.group(1)) if found and isinstance(original.value, str) else None


def with_originals(beschreibung: str | None, originals: tuple[Original, ...]) -> str | None:
    """Put the values behind the description. One that holds such lines itself gets a block of its own."""
    if not originals and MARKER in (beschreibung or ""):
        originals = (Original("beschreibung", "wie oben"),)
    if not originals:
        return beschreibung
    lines = [MARKER, *(f"{item.tag}: {json.dumps(item.value, ensure_ascii=False)}" for item in originals)]
    block = "\n".join(lines)
    return f"{beschreibung}\n\n{block}" if beschreibung else block


def without_originals(beschreibung: str | None) -> tuple[str | None, tuple[Original, ...]]:
    """Part a description of 3.0 into what was written and the original values; damaged lines stay text."""
    if beschreibung is None:
        return None, ()
    # JSON holds no line ends: whatever quotes the marker stands before the last one on a line of its own.
    start = beschreibung.rfind(f"\n\n{MARKER}\n")
    found = _BLOCK.search(beschreibung, max(0, start))
    if found is None:
        return beschreibung, ()
    originals: list[Original] = []
    for line in found.group(1).strip("\n").split("\n"):
        tag, _, raw = line.partition(": ")
        try:
            originals.append(Original(tag, json.loads(raw)))
        except (ValueError, RecursionError):
            return beschreibung, ()
    return beschreibung[: found.start()], tuple(originals)


def restored(element: FimElement, original: Original) -> dict[str, Any]:
    """Attribute and value of an original; empty if the name or the value is none of 2.0."""
    child = next((c for c in PARTS[XdfVersion.V2][part_of(element)].children if c.tag == original.tag), None)
    if child is None or child.attribute in _ELSEWHERE:
        return {}
    try:
        return {child.attribute: _value(child, type(element), original.value)}
    except (msgspec.ValidationError, TypeError):
        return {}


def joined(bezug: tuple[Bezug, ...]) -> str:
    """All legal bases in the one text 2.0 has for them."""
    return "; ".join(item.text for item in bezug)


def _plain(child: Child, value: Any) -> Any:
    match child.kind:
        case Kind.BEZUG_2:
            return joined(value)
        case Kind.PRAEZISIERUNG_2:
            return None if value is None else praezisierung.to_json_text(value)
        case _:
            return _filled(msgspec.to_builtins(value))


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _filled(item) for key, item in value.items() if item is not None}
    return value


def _value(child: Child, struct: type[FimElement], value: Any) -> Any:
    match child.kind:
        case Kind.BEZUG_2:
            text = msgspec.convert(value, str)
            return (Bezug(text),) if text.strip() else ()
        case Kind.PRAEZISIERUNG_2:
            raw = msgspec.convert(value, str | None)
            return None if raw is None else praezisierung.from_json_text(raw)
        case _:
            return msgspec.convert(value, _hints(struct)[child.attribute])


@lru_cache(maxsize=8)
def _hints(struct: type[FimElement]) -> dict[str, Any]:
    return get_type_hints(struct)
