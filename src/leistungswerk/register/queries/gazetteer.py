# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Gebiete by name and key: „Was geht bei mir?“ begins with a place people can hardly spell."""

import re
import threading
from collections.abc import Iterable
from typing import Final

import msgspec
from django.db.models import Count, Max

from leistungswerk.register.models import Territory
from leistungswerk.register.search.engine import LONGEST_QUERY, Document, Index
from leistungswerk.register.search.text import distance, words

_FEDERATION: Final = "0" * 12
_KIND: Final = "gebiet"
_BARE: Final = re.compile(r"\b(Landkreis|Verbandsgemeinde|Verbandsfreie Gemeinde|Stadt)\b|\([^)]*\)")
"""What is not the name of the place itself; people leave it out."""
_LEVELS: Final = (12, 9, 5, 2)
"""Digits of Gemeinde, Verband, Kreis and Land in a Regionalschlüssel (standards.md 13.1)."""


class Place(msgspec.Struct, frozen=True):
    ars: str
    name: str
    detail: str
    """The Verband or Kreis it lies in, to tell places of one name apart."""


def chain(ars: str) -> tuple[str, ...]:
    """The Gebiet and those above it: Gemeinde, Verband, Kreis, Land, Bund; the nearest first."""
    found = dict.fromkeys((*(ars[:digits].ljust(12, "0") for digits in _LEVELS), _FEDERATION))
    return tuple(found)


def names(keys: Iterable[str] | None = None) -> dict[str, str]:
    """Names of Gebiete that exist, by ARS; all or these. One statement."""
    rows = Territory.objects.filter(valid_to__isnull=True)
    if keys is not None:
        rows = rows.filter(ars__in=list(keys))
    return dict(rows.values_list("ars", "name"))


class _Memory:
    """The index of one process and the state of the table it was made from."""

    def __init__(self) -> None:
        self.stamp: tuple[int, int] | None = None
        self.index = Index()
        self.places: dict[str, Place] = {}
        self.words: dict[str, list[str]] = {}
        self.lock = threading.Lock()

    def fill(self) -> None:
        known = names()
        self.places = {ars: Place(ars, name, _above(ars, known)) for ars, name in known.items()}
        bare = {ars: _BARE.sub(" ", place.name).strip() or place.name for ars, place in self.places.items()}
        self.index = Index(Document(_KIND, ars, title, keys=(ars,)) for ars, title in sorted(bare.items()))
        self.words = {}
        for ars, title in sorted(bare.items()):
            for word in words(title):
                self.words.setdefault(word, []).append(ars)


_memory: Final = _Memory()


def find(query: str, *, limit: int) -> tuple[Place, ...]:
    """Gebiete that are called so or nearly so, the best first; a key is found by its beginning."""
    found = Territory.objects.filter(valid_to__isnull=True).aggregate(count=Count("pk"), last=Max("pk"))
    stamp = found["count"], found["last"] or 0
    with _memory.lock:
        if _memory.stamp != stamp:
            _memory.fill()
            _memory.stamp = stamp
        hits = [hit.document.ref for hit in _memory.index.search(query, {_KIND: None})]
        # Letters swapped in a short name leave no group of letters whole.
        found_refs = hits or _nearly(query[:LONGEST_QUERY])
        return tuple(_memory.places[ars] for ars in found_refs[:limit])


def _nearly(query: str) -> list[str]:
    near = [
        (distance(asked, word, 2), word)
        for asked in words(query)[:3]
        if len(asked) > 3
        for word in _memory.words
        if word[0] == asked[0] and abs(len(word) - len(asked)) <= 2
    ]
    return list(
        dict.fromkeys(ars for apart, word in sorted(near) if apart <= 2 for ars in _memory.words[word])
    )


def _above(ars: str, known: dict[str, str]) -> str:
    return next((known[key] for key in chain(ars)[1:-1] if key in known and key != ars), "")
