# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""XDatenfelder 3.0.0 → 2.0. Source: standards.md 2.8, read backwards.

A value that came from 2.0 and was kept in the description returns, unless the 3.0 element was changed since.
Whatever 2.0 cannot say is found by converting every element forward again and comparing.
"""

from __future__ import annotations

from typing import Any, Final, TypeVar

import msgspec

from leistungswerk.standards.fim.codelists import CodelistCollection
from leistungswerk.standards.fim.convert import elements, inline_lists, originals
from leistungswerk.standards.fim.convert.conversion import Conversion, FimElement, Loss, Origin, part_of
from leistungswerk.standards.fim.convert.originals import CODELISTE, Original
from leistungswerk.standards.fim.convert.version_3 import default_place, elements_date
from leistungswerk.standards.fim.model import (
    Bezug,
    Code,
    Codeliste,
    CodelisteReferenz,
    Datenfeld,
    Dokumentsteckbrief,
    Identifikation,
    Nachricht,
    Regel,
    Struktur,
    XdfVersion,
)
from leistungswerk.standards.fim.parts import PARTS
from leistungswerk.standards.fim.positions import Positions

_Element = TypeVar("_Element", bound=FimElement)
_NO_LINES: Final = Positions({})
_NESTED: Final = frozenset({"regel", "struktur", "beschreibung"})
_CARRIED: Final = frozenset({"bezug", "freitext_regel"})
"""2.0 holds their whole text; read again it may be split, and its ids expanded, but nothing is lost."""


def to_v2(nachricht: Nachricht, *, lines: Positions | None = None) -> Conversion:
    """Convert a message of 3.0; one of 2.0 comes back as it is. ``lines`` tells losses where they stand.

    Values inside a field become a Genericode list in ``codelists``: under its former name if it had one,
    else under a URN made from the id of the field.
    """
    if nachricht.xdf is XdfVersion.V2:
        return Conversion(nachricht)
    downgrade = _Downgrade(nachricht.header.erstellungszeitpunkt, lines or _NO_LINES)
    inhalt = downgrade.element(nachricht.inhalt, "", None)
    converted = msgspec.structs.replace(nachricht, xdf=XdfVersion.V2, inhalt=inhalt)
    return Conversion(
        converted, tuple(downgrade.losses), tuple(downgrade.codelists.values()), downgrade.origins
    )


class _Candidate(msgspec.Struct, frozen=True):
    """One way to write an element in 2.0, with the list of its values and the attributes it cannot say."""

    element: Any
    liste: Codeliste | None
    missing: frozenset[str]


class _Downgrade:
    def __init__(self, changed: str, lines: Positions) -> None:
        self.losses: list[Loss] = []
        self.codelists: dict[tuple[str, str | None], Codeliste] = {}
        self.origins: dict[Identifikation, Origin] = {}
        self._changed = changed
        self._lines = lines
        self._done: dict[int, FimElement] = {}
        self._dates: dict[Identifikation, str | None] = {}

    def element(self, element: _Element, path: str, inherited: str | None) -> _Element:
        done = self._done.get(id(element))
        if done is not None:
            assert isinstance(done, type(element))
            return done
        date = self._dates.setdefault(element.identifikation, inherited)
        description, kept = originals.without_originals(element.beschreibung)
        best = self._best(element, date, kept)
        self._missing(element, path, best)
        nested = self._nested(element, path, kept)
        whole = msgspec.structs.replace(best.element, beschreibung=description or "", **nested)
        assert isinstance(whole, type(element))
        self._done[id(element)] = whole
        self.origins.setdefault(whole.identifikation, Origin(path, element))
        return whole

    def _best(self, element: FimElement, date: str | None, kept: tuple[Original, ...]) -> _Candidate:
        """The plain conversion, and every kept original that still means what the 3.0 element says."""
        heads = [item.value for item in kept if item.tag == CODELISTE and isinstance(item.value, dict)]
        best = self._candidate(element, elements.downgraded(element), date, {})
        for original in kept:
            values = originals.restored(element, original)
            if not values:
                continue
            changed = msgspec.structs.replace(best.element, **values)
            trial = self._candidate(element, changed, date, {})
            if trial.missing <= best.missing:
                best = trial
        for head in heads:
            trial = self._candidate(element, best.element, date, head)
            if trial.missing <= best.missing:
                best = trial
        return self._listed(element, best, date)

    def _candidate(
        self, element: FimElement, converted: FimElement, date: str | None, head: dict[str, Any]
    ) -> _Candidate:
        liste = _list_of(element, converted, head)
        codelists = CodelistCollection(() if liste is None else (liste,))
        around = elements.Surroundings(date, self._changed, codelists)
        forward = elements.upgraded(converted, around)
        return _Candidate(converted, liste, _differing(element, forward))

    def _listed(self, element: FimElement, best: _Candidate, date: str | None) -> _Candidate:
        """Keep the list of a field; one whose name another field took for other values gets its own name."""
        if best.liste is None or not isinstance(element, Datenfeld):
            return best
        key = (best.liste.canonical_uri, best.liste.version)
        known = self.codelists.setdefault(key, best.liste)
        if known == best.liste:
            return best
        own = inline_lists.own_reference(element)
        renamed = msgspec.structs.replace(best.element, codeliste_referenz=own)
        candidate = self._candidate(element, renamed, date, {})
        if candidate.liste is not None:
            self.codelists.setdefault(
                (candidate.liste.canonical_uri, candidate.liste.version), candidate.liste
            )
        return candidate

    def _nested(
        self, element: FimElement, path: str, kept: tuple[Original, ...]
    ) -> dict[str, tuple[Regel, ...] | tuple[Struktur, ...]]:
        if isinstance(element, Regel | Dokumentsteckbrief):
            return {}
        rules = tuple(self.element(rule, _join(path, rule), None) for rule in element.regel)
        if isinstance(element, Datenfeld):
            return {"regel": rules}
        if element.struktur == (default_place(self._changed),):
            return {"regel": rules, "struktur": ()}
        texts = {index: item.value for item in kept if (index := originals.place_index(item)) is not None}
        places = tuple(
            self._place(place, path, elements_date(element), texts.get(index))
            for index, place in enumerate(element.struktur)
        )
        return {"regel": rules, "struktur": places}

    def _place(self, place: Struktur, path: str, date: str | None, text: str | None) -> Struktur:
        inner_path = _join(path, place.enthaelt)
        joined = originals.joined(place.bezug)
        bezug = (Bezug(joined),) if joined.strip() else ()
        if text is not None and elements.split_bezug((Bezug(text),)) == place.bezug:
            bezug = (Bezug(text),)
        if _linked(place.bezug):
            self._loss(place.enthaelt, inner_path, "struktur.bezug", "den Link in „bezug“ der Struktur")
        return Struktur(place.anzahl, self.element(place.enthaelt, inner_path, date), bezug)

    def _missing(self, element: FimElement, path: str, best: _Candidate) -> None:
        for child in PARTS[XdfVersion.V3][part_of(element)].children:
            value = getattr(element, child.attribute)
            if child.attribute in best.missing - _CARRIED and value not in (None, "", ()):
                self._loss(element, path, child.tag, f"die Angabe „{child.tag}“{_shown(value)}")
        if _linked(element.bezug):
            self._loss(element, path, "bezug", "den Link in „bezug“")
        for raw in element.fremd:
            self._loss(element, path, "", f"das Element „{' '.join(raw.split())[:60]}“")

    def _loss(self, element: FimElement, path: str, tag: str, what: str) -> None:
        message = f"XDatenfelder 2.0 hat keinen gleichwertigen Platz für {what}; dies geht verloren."
        line = self._lines.line(path, tag)
        self.losses.append(Loss(path, element.identifikation.id, tag, message, kept=False, line=line))


def _list_of(element: FimElement, converted: FimElement, head: dict[str, Any]) -> Codeliste | None:
    if not isinstance(element, Datenfeld) or not isinstance(converted, Datenfeld) or not element.werte:
        return None
    reference = converted.codeliste_referenz
    if reference is None:
        return None
    return _headed(element, reference, head)


def _headed(feld: Datenfeld, reference: CodelisteReferenz, head: dict[str, Any]) -> Codeliste:
    """The list of a field with what the former Genericode file said about itself."""
    own = inline_lists.genericode_of(feld, reference)
    try:
        liste = msgspec.convert({**msgspec.to_builtins(own), **head}, Codeliste)
    except msgspec.ValidationError:
        return own
    keys = {liste.code_key} | ({liste.name_key} if liste.name_key is not None else set())
    same_name = (liste.canonical_uri, liste.version) == (own.canonical_uri, own.version)
    if not same_name or not keys <= set(liste.columns):
        return own
    return inline_lists.with_rows(liste, feld)


def _differing(element: FimElement, forward: FimElement) -> frozenset[str]:
    return frozenset(
        child.attribute
        for child in PARTS[XdfVersion.V3][part_of(element)].children
        if child.attribute not in _NESTED
        and not _same(getattr(element, child.attribute), getattr(forward, child.attribute))
    )


def _linked(bezug: tuple[Bezug, ...]) -> bool:
    return any(item.link is not None for item in bezug)


def _same(one: object, other: object) -> bool:
    """Codes are the same by their value: which edition of a list it comes from follows from the standard."""
    if isinstance(one, Code) and isinstance(other, Code):
        return one.code == other.code
    return one == other


def _shown(value: object) -> str:
    match value:
        case Code():
            return f" ({value.code})"
        case str() if len(value) <= 60:
            return f" ({' '.join(value.split())})"
        case _:
            return ""


def _join(path: str, element: FimElement) -> str:
    return f"{path}.{element.identifikation.id}".removeprefix(".")
