# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""XDatenfelder 2.0 → 3.0.0 with the meaning of the official tool. Source: standards.md 2.8.

What 3.0 has no place for goes to the description, so that :func:`to_v2` brings it back.
"""

from __future__ import annotations

from typing import Final, TypeVar

import msgspec

from leistungswerk.standards.fim.codelists import CodelistCollection
from leistungswerk.standards.fim.convert import elements, inline_lists
from leistungswerk.standards.fim.convert.conversion import Conversion, FimElement, Loss, Origin
from leistungswerk.standards.fim.convert.originals import (
    CODELISTE,
    Original,
    differing,
    joined,
    place_bezug,
    with_originals,
)
from leistungswerk.standards.fim.model import (
    Anzahl,
    Code,
    Codeliste,
    Datenfeld,
    Datenfeldgruppe,
    Dokumentsteckbrief,
    Identifikation,
    Nachricht,
    Regel,
    Stammdatenschema,
    Struktur,
    XdfVersion,
)
from leistungswerk.standards.fim.positions import Positions

_Element = TypeVar("_Element", bound=FimElement)
_NO_LINES: Final = Positions({})


def to_v3(
    nachricht: Nachricht, codelists: CodelistCollection, *, lines: Positions | None = None
) -> Conversion:
    """Convert a message of 2.0; one of 3.0 comes back as it is. ``lines`` tells losses where they stand.

    Lists of FIM that ``codelists`` does not hold stay references, which is listed as a loss. Raises
    :class:`FimError` for a field that names a column its list does not have.
    """
    if nachricht.xdf is XdfVersion.V3:
        return Conversion(nachricht)
    upgrade = _Upgrade(nachricht.header.erstellungszeitpunkt, codelists, lines or _NO_LINES)
    inhalt = upgrade.element(nachricht.inhalt, "", None)
    converted = msgspec.structs.replace(nachricht, xdf=XdfVersion.V3, inhalt=inhalt)
    return Conversion(converted, tuple(upgrade.losses), (), upgrade.origins)


def default_place(changed: str) -> Struktur:
    """The place in a group that had none: 3.0 demands one. Nobody sees or fills it."""
    feld = Datenfeld(
        identifikation=Identifikation("F60000000001", "1.0.0"),
        name="Default-Datenfeld",
        bezeichnung_eingabe="Default-Datenfeld",
        freigabestatus=Code("6"),
        letzte_aenderung=changed,
        schemaelementart=Code("HAR"),
        feldart=Code("hidden"),
        datentyp=Code("text"),
        vorbefuellung=Code("keine"),
    )
    return Struktur(Anzahl(0, 1), feld)


class _Upgrade:
    """One conversion. Equal copies are one object and are converted once."""

    def __init__(self, changed: str, codelists: CodelistCollection, lines: Positions) -> None:
        self.losses: list[Loss] = []
        self.origins: dict[Identifikation, Origin] = {}
        self._changed = changed
        self._codelists = codelists
        self._lines = lines
        self._done: dict[int, FimElement] = {}
        # A copy inherits what the first copy inherits: copies of one element must stay equal.
        self._dates: dict[Identifikation, str | None] = {}

    def element(self, element: _Element, path: str, inherited: str | None) -> _Element:
        done = self._done.get(id(element))
        if done is not None:
            assert isinstance(done, type(element))
            return done
        date = self._dates.setdefault(element.identifikation, inherited)
        around = elements.Surroundings(date, self._changed, self._codelists)
        plain = elements.upgraded(element, around)
        originals = differing(element, elements.downgraded(plain))
        self._note(element, path, originals)
        if isinstance(element, Datenfeld):
            originals += self._list_originals(element, path)
        if isinstance(element, Datenfeldgruppe | Stammdatenschema):
            originals += self._place_originals(element.struktur)
        nested = self._nested(element, path, elements_date(plain))
        description = with_originals(plain.beschreibung, originals)
        whole = msgspec.structs.replace(plain, beschreibung=description, **nested)
        self._done[id(element)] = whole
        self.origins.setdefault(whole.identifikation, Origin(path, element))
        return whole

    def _nested(
        self, element: FimElement, path: str, date: str | None
    ) -> dict[str, tuple[Regel, ...] | tuple[Struktur, ...]]:
        if isinstance(element, Regel | Dokumentsteckbrief):
            return {}
        rules = tuple(self.element(rule, _join(path, rule), None) for rule in element.regel)
        if isinstance(element, Datenfeld):
            return {"regel": rules}
        places = tuple(
            Struktur(
                place.anzahl,
                self.element(place.enthaelt, _join(path, place.enthaelt), date),
                elements.split_bezug(place.bezug),
            )
            for place in element.struktur
        )
        return {"regel": rules, "struktur": places or (default_place(self._changed),)}

    def _place_originals(self, places: tuple[Struktur, ...]) -> tuple[Original, ...]:
        return tuple(
            place_bezug(index, joined(place.bezug))
            for index, place in enumerate(places)
            if joined(elements.split_bezug(place.bezug)) != joined(place.bezug)
        )

    def _list_originals(self, feld: Datenfeld, path: str) -> tuple[Original, ...]:
        """What the Genericode list said beyond its codes and names."""
        reference = feld.codeliste_referenz
        if reference is None or not inline_lists.is_inline(feld):
            return ()
        liste = self._codelists.find(reference)
        werte = inline_lists.inline_werte(feld, self._codelists)
        if liste is None or not werte:
            urn = reference.canonical_identification
            why = "lag nicht vor" if liste is None else "nennt keine Werte"
            message = f"Die Codeliste „{urn}“ {why} und bleibt deshalb ein Verweis; bitte ergänzen Sie sie."
            self._loss(feld, path, "codelisteReferenz", message, kept=True)
            return ()
        own = inline_lists.genericode_of(msgspec.structs.replace(feld, werte=werte), reference)
        head = {
            name: value
            for name, value in msgspec.to_builtins(liste).items()
            if name != "rows" and value != msgspec.to_builtins(own)[name]
        }
        self._rows_lost(liste, msgspec.structs.replace(feld, werte=werte), path)
        return (Original(CODELISTE, head),) if head else ()

    def _rows_lost(self, liste: Codeliste, feld: Datenfeld, path: str) -> None:
        back = inline_lists.with_rows(liste, feld)
        if back.rows == liste.rows:
            return
        message = (
            f"Die Codeliste „{liste.canonical_uri}“ hat weitere Spalten, doppelte Codes oder leere Angaben, "
            "die „werte“ nicht aufnimmt; bitte bewahren Sie die Genericode-Datei auf."
        )
        self._loss(feld, path, "werte", message, kept=False)

    def _note(self, element: FimElement, path: str, originals: tuple[Original, ...]) -> None:
        for original in originals:
            if original.value not in (None, "", [], {}):
                message = (
                    f"Die Angabe „{original.tag}“ hat in XDatenfelder 3.0.0 keinen gleichwertigen Platz; sie "
                    "steht als Originalwert in der Beschreibung."
                )
                self._loss(element, path, original.tag, message, kept=True)
        for raw in element.fremd:
            message = f"Das unbekannte Element „{' '.join(raw.split())[:60]}“ wird nicht übernommen."
            self._loss(element, path, "", message, kept=False)

    def _loss(self, element: FimElement, path: str, tag: str, message: str, *, kept: bool) -> None:
        line = self._lines.line(path, tag)
        self.losses.append(Loss(path, element.identifikation.id, tag, message, kept, line))


def elements_date(element: FimElement) -> str | None:
    """The date an element hands down to what it contains."""
    return None if isinstance(element, Regel) else element.status_gesetzt_am


def _join(path: str, element: FimElement) -> str:
    return f"{path}.{element.identifikation.id}".removeprefix(".")
