# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Checks of every text: length, characters, legal bases. Source: standards.md 2.3 and 2.10.

The recommended lengths and the characters of String.Latin 1.1 are those of the official check.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from leistungswerk.standards.fim.check.index import Found, Subject, blank
from leistungswerk.standards.fim.check.registry import Check
from leistungswerk.standards.fim.convert.originals import without_originals
from leistungswerk.standards.fim.model import (
    Bezug,
    Datenfeld,
    Datenfeldgruppe,
    Element,
    Regel,
    Stammdatenschema,
    Stichwort,
)

SHORT, MEDIUM, LONG, CODE = 255, 500, 5000, 20
"""Recommended lengths in characters."""


class _Text(msgspec.Struct, frozen=True):
    tag: str
    attribute: str
    limit: int
    latin: bool = True
    """Must keep to String.Latin."""


_TEXTS: Final = (
    _Text("name", "name", SHORT),
    _Text("bezeichnung", "bezeichnung", SHORT),
    _Text("bezeichnungEingabe", "bezeichnung_eingabe", SHORT),
    _Text("bezeichnungAusgabe", "bezeichnung_ausgabe", SHORT),
    _Text("hilfetext", "hilfetext", MEDIUM),
    _Text("hilfetextEingabe", "hilfetext_eingabe", MEDIUM),
    _Text("hilfetextAusgabe", "hilfetext_ausgabe", MEDIUM),
    _Text("beschreibung", "beschreibung", LONG),
    _Text("definition", "definition", LONG),
    _Text("freitextRegel", "freitext_regel", LONG),
    _Text("inhalt", "inhalt", LONG),
    _Text("statusGesetztDurch", "status_gesetzt_durch", SHORT),
    _Text("fachlicherErsteller", "fachlicher_ersteller", SHORT),
    _Text("versionshinweis", "versionshinweis", SHORT, latin=False),
)
_NOT_LATIN: Final = re.compile(
    # Letters that exist only with a combining mark come first, then every other single character.
    "(?:[MNmnDdLl]\u0302|J\u030c)"
    "|([^\\t\\n\\r\u0020-\u007e\u00a1-\u00ac\u00ae-\u0107\u010a-\u011b\u011e-\u0123\u0126-\u0131\u0134-\u015b"
    "\u015e-\u016b\u016e-\u017e\u018f\u01a0\u01a1\u01af\u01b0\u01b7\u01cd-\u01d4\u01de\u01df\u01e4-\u01f0"
    "\u01f4\u01f5\u01fa-\u01ff\u0218-\u021b\u021e\u021f\u022a\u022b\u022e-\u0233\u0259\u0292\u1e02\u1e03"
    "\u1e0a\u1e0b\u1e10\u1e11\u1e1e-\u1e21\u1e24-\u1e27\u1e30\u1e31\u1e40\u1e41\u1e44\u1e45\u1e56\u1e57"
    "\u1e60-\u1e63\u1e6a\u1e6b\u1e80-\u1e85\u1e8c-\u1e93\u1e9e\u1ea0-\u1ea7\u1eaa-\u1eac\u1eae-\u1ec1"
    "\u1ec4-\u1ed3\u1ed6-\u1edd\u1ee4-\u1ef9\u20ac])"
)
_SHOWN: Final = 3
_WEB_ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9.-]+\.[A-Za-z]{2,}(?:[:/?#].*)?", re.ASCII | re.DOTALL)


def _foreign(tag: str, text: str) -> Iterator[Found]:
    if text.isascii() and text.isprintable():
        return
    found = dict.fromkeys(match[1] for match in _NOT_LATIN.finditer(text) if match[1])
    if found:
        shown = ", ".join(f"{char} (U+{ord(char):04X})" for char in list(found)[:_SHOWN])
        more = " und weitere" if len(found) > _SHOWN else ""
        yield Found(1131, tag, f"{shown}{more} in „{tag}“")


def _too_long(code: int, tag: str, text: str | None, limit: int) -> Iterator[Found]:
    if text is not None and len(text) > limit:
        yield Found(code, tag, f"„{tag}“ hat {len(text)} statt höchstens {limit}")


def _texts(subject: Subject[Element | Regel]) -> Iterator[Found]:
    for text in _TEXTS:
        value = getattr(subject.element, text.attribute, None)
        if text.attribute == "beschreibung":
            # What conversion from 2.0 adds there is not the author's.
            value, _ = without_originals(value)
        if not value:
            continue
        yield from _too_long(1136, text.tag, value, text.limit)
        if text.latin:
            yield from _foreign(text.tag, value)
    yield from _bases(subject.element.bezug)
    yield from _keywords(subject.element.stichwort)


def _keywords(keywords: tuple[Stichwort, ...]) -> Iterator[Found]:
    for keyword in keywords:
        yield from _too_long(1136, "stichwort", keyword.text, MEDIUM)
        yield from _too_long(1137, "stichwort", keyword.uri, SHORT)


def _bases(bases: tuple[Bezug, ...]) -> Iterator[Found]:
    for bezug in bases:
        yield from _foreign("bezug", bezug.text)
        yield from _too_long(1136, "bezug", bezug.text, SHORT)
        if bezug.text.count("§") > 1:
            yield Found(1132, "bezug", bezug.text.strip())
        if bezug.link is not None and not blank(bezug.link):
            if _WEB_ADDRESS.fullmatch(bezug.link.strip()) is None:
                yield Found(1133, "bezug", bezug.link.strip())
            yield from _too_long(1138, "bezug", bezug.link, SHORT)


def _places(subject: Subject[Datenfeldgruppe | Stammdatenschema]) -> Iterator[Found]:
    for place, struktur in enumerate(subject.element.struktur):
        for found in _bases(struktur.bezug):
            yield msgspec.structs.replace(found, tag="struktur.bezug", place=place)


def _field_texts(subject: Subject[Datenfeld]) -> Iterator[Found]:
    feld = subject.element
    if feld.praezisierung is not None:
        yield from _too_long(1136, "praezisierung", feld.praezisierung.pattern, MEDIUM)
    for wert in feld.werte:
        for text, limit in ((wert.code, CODE), (wert.name, SHORT), (wert.hilfe, MEDIUM)):
            yield from _too_long(1136, "werte", text, limit)
    ref = feld.codeliste_referenz
    if ref is not None:
        for uri in (ref.canonical_identification, ref.canonical_version_uri):
            yield from _too_long(1137, "codelisteReferenz", uri, SHORT)


TEXT_CHECKS: Final[tuple[Check[Element | Regel], ...]] = (
    Check((1131, 1132, 1133, 1136, 1137, 1138), _texts),
)
PLACE_TEXT_CHECKS: Final[tuple[Check[Datenfeldgruppe | Stammdatenschema], ...]] = (
    Check((1131, 1132, 1133, 1136, 1138), _places),
)
FIELD_TEXT_CHECKS: Final[tuple[Check[Datenfeld], ...]] = (Check((1136, 1137), _field_texts),)
