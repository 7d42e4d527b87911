# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The JSON model of the FIM-Portal ↔ structs, along the plan of :mod:`.wire`.

Source: schemas ``Leistung220`` and ``Leistung231`` of the FIM-Portal API (standards.md 3.2). JSON gives many
codes without their list; a list read from XML is therefore not written to JSON, nor is raw XML in ``fremd``.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, TypeVar

import regex

from leistungswerk.standards.fim.errors import FimError, Finding, FindingKind
from leistungswerk.standards.fim.xzufi.from_xml import bounded
from leistungswerk.standards.fim.xzufi.values import GERMAN, Betrag, Code, Element, Identifikator, Text
from leistungswerk.standards.fim.xzufi.wire import LEAVES, Slot, plan

_DAY_OF_YEAR: Final = regex.compile(r"--[0-9]{2}-[0-9]{2}")
_KEYS: Final[dict[type, frozenset[str]]] = {
    Code: frozenset({"list_uri", "list_version_id", "code", "name"}),
    Text: frozenset({"language_code", "_value"}),
    Betrag: frozenset({"currency_code", "value"}),
    Identifikator: frozenset(Identifikator.__struct_fields__),
}
_NAMES: Final[dict[type, str]] = {str: "ein Text", int: "eine ganze Zahl", bool: "true oder false"}

S = TypeVar("S", bound=Element)


class JsonReader:
    """Reads objects of one edition; what it does not know ends up in :attr:`findings`."""

    def __init__(self, edition: str, *, tolerant: bool) -> None:
        self._edition = edition
        self._tolerant = tolerant
        self.findings: list[Finding] = []

    def element(self, value: object, struct: type[S], path: str) -> S:
        """Return a JSON object as ``struct``; :class:`FimError` names the path of what does not fit."""
        given = _object(value, path)
        slots = plan(struct, self._edition).slots
        self._unknown(given, frozenset(slot.json for slot in slots), path)
        values: dict[str, object] = {}
        for slot in slots:
            found = self._slot(given.get(slot.json), slot, f"{path}.{slot.json}")
            if found is not None:
                values[slot.attribute] = found
            elif slot.required:
                raise FimError(f"In „{path}“ fehlt „{slot.json}“; bitte ergänzen Sie die Angabe.", slot.json)
        return struct(**values, fremd=())

    def _unknown(self, given: dict[str, object], known: frozenset[str], path: str) -> None:
        for key in given.keys() - known:
            message = f"Die Angabe „{key[:60]}“ in „{path}“ ist unbekannt und wird nicht übernommen."
            if not self._tolerant:
                raise FimError(message, key)
            self.findings.append(Finding(FindingKind.UNKNOWN_ELEMENT, message, key, path=path))

    def _slot(self, value: object, slot: Slot, path: str) -> object:
        if slot.wire.personal or value is None:
            return None
        if not slot.many:
            return self._value(value, slot, path)
        if slot.wire.single:
            value = [value]
        if not isinstance(value, list):
            raise _wrong(path, "eine Liste")
        found = (self._value(one, slot, f"{path}[{index}]") for index, one in enumerate(value))
        return tuple(one for one in found if one is not None)

    def _value(self, value: object, slot: Slot, path: str) -> object:
        kind = slot.types[0]
        if len(slot.types) > 1 and isinstance(value, dict):
            kind = next((each for each in slot.types if value.keys() <= self._keys(each)), slot.types[-1])
        if issubclass(kind, LEAVES):
            return self._leaf(value, kind, path)
        if issubclass(kind, Element):
            return self.element(value, kind, path)
        return self._plain(value, kind, path)

    def _keys(self, kind: type) -> frozenset[str]:
        if issubclass(kind, Element):
            return frozenset(slot.json for slot in plan(kind, self._edition).slots)
        return _KEYS[kind]

    def _plain(self, value: object, kind: type, path: str) -> object:
        if kind is str and isinstance(value, dict) and value.keys() == {"value"}:
            value = value["value"]  # MonatTag
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise _wrong(path, _NAMES[kind])
        return (value.strip() or None) if isinstance(value, str) else value

    def _leaf(self, value: object, kind: type, path: str) -> object:
        if isinstance(value, (str, int)) and not isinstance(value, bool) and kind in {Code, Text}:
            word = str(value)
            if kind is Text:
                return Text(word) if word else None
            return Code(word.strip()) if word.strip() else None
        given = _object(value, path)
        self._unknown(given, _KEYS[kind], path)
        if kind is Betrag:
            return _betrag(given, path)
        texts = {key: _string(given.get(key), f"{path}.{key}") for key in _KEYS[kind]}
        if kind is Text:
            return Text(texts["_value"], texts["language_code"] or GERMAN)
        stripped = {key: (text or "").strip() or None for key, text in texts.items()}
        main = stripped.pop("code" if kind is Code else "value")
        if main is None:
            return None
        return Code(main, **stripped) if kind is Code else Identifikator(main, **stripped)


def to_json(value: Element, edition: str) -> dict[str, object]:
    """Return ``value`` as the FIM-Portal writes it: every attribute of the edition, ``null`` where empty."""
    slots = plan(type(value), edition).slots
    return {slot.json: _written(getattr(value, slot.attribute), slot, edition) for slot in slots}


def _written(value: object, slot: Slot, edition: str) -> object:
    if not slot.many:
        return _one(value, slot, edition)
    assert isinstance(value, tuple)
    if not slot.wire.single:
        return [_one(one, slot, edition) for one in value]
    if len(value) > 1:
        raise FimError(
            f"Die Angabe „{slot.json}“ steht {len(value)}-mal; XZuFi {edition} kennt sie in JSON nur einmal. "
            "Bitte fassen Sie die Angaben zusammen.",
            slot.json,
        )
    return _one(value[0], slot, edition) if value else None


def _one(value: object, slot: Slot, edition: str) -> object:
    written: object = value
    match value:
        case Element():
            written = to_json(value, edition)
        case Code() if slot.wire.plain:
            written = int(value.code) if slot.wire.numeric and value.code.isdecimal() else value.code
        case Code():
            lists = {"list_uri": value.list_uri or "", "list_version_id": value.list_version_id or ""}
            written = lists | {"code": value.code, "name": value.name}
        case Text() if slot.wire.plain:
            written = value.value or ""
        case Text():
            written = {"language_code": value.language_code, "_value": value.value}
        case Betrag():
            written = {"currency_code": value.currency_code, "value": value.value}
        case Identifikator():
            written = {name: getattr(value, name) for name in Identifikator.__struct_fields__}
        case str() if _DAY_OF_YEAR.fullmatch(value):
            written = {"value": value}
    return written


def _object(value: object, path: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _wrong(path, "ein Objekt")
    return value


def _string(value: object, path: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise _wrong(path, "ein Text")
    return value or None


def _betrag(given: dict[str, object], path: str) -> Betrag:
    value = given.get("value")
    if not isinstance(value, (Decimal, int)) or isinstance(value, bool):
        raise _wrong(f"{path}.value", "eine Zahl")
    try:
        amount = bounded(Decimal(value))
    except ValueError:
        raise _wrong(f"{path}.value", "ein Betrag mit höchstens 18 Stellen") from None
    return Betrag(amount, _string(given.get("currency_code"), f"{path}.currency_code") or "EUR")


def _wrong(path: str, wanted: str) -> FimError:
    return FimError(f"Die Angabe „{path}“ ist falsch geschrieben; erwartet wird {wanted}.", path)
