# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The search itself: pure Python over documents in memory.

Candidates share rare letter groups with the query, all words joined, so „Hundesteueranmeldung“ meets
„Hundesteuer Anmeldung“. Words nobody wrote are first mended towards the vocabulary (at most one slip in five
letters). The best candidates are then weighed by words, groups and length.
"""

import math
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import Final

import msgspec

from leistungswerk.register.search.text import compact, distance, grams, words

LONGEST_QUERY: Final = 200
_MOST_WORDS: Final = 12
_CANDIDATES: Final = 160
_MENDED_WORDS: Final = 3
_ENOUGH: Final = 0.52
"""Below this a hit is chance; set with the held-out list of tests/register/test_search_engine.py."""
_EXTRA: Final = 0.6
"""What a match in the further text is worth, against one in the title."""
_MENDED: Final = 0.93
_LEAST: Final = 0.3
"""Share of the weight of its letter groups a candidate must have."""
_SMALL: Final = 2000
_SHORTEST_NUMBER: Final = 3
_SHORTEST_HEAD: Final = 5


class Document(msgspec.Struct, frozen=True):
    """One thing that can be found: ``ref`` names it within its kind, ``keys`` are found by their beginning."""

    kind: str
    ref: str
    title: str
    detail: str = ""
    """Shown under the title."""
    extra: str = ""
    """Also searched, not shown."""
    keys: tuple[str, ...] = ()


class Hit(msgspec.Struct, frozen=True):
    document: Document
    score: float


class _Prepared(msgspec.Struct, frozen=True):
    document: Document
    title_words: frozenset[str]
    title: str
    """Title words joined."""
    extra: str


Allowed = Mapping[str, frozenset[str] | None]
"""Which documents may be found: by kind, ``None`` for all of it; a kind that is missing is not searched."""


class Index:
    """Documents and their letter groups; grows and forgets, never reads a database."""

    def __init__(self, documents: Iterable[Document] = ()) -> None:
        self._slots: list[_Prepared | None] = []
        self._where: dict[tuple[str, str], int] = {}
        self._groups: dict[str, list[int]] = {}
        self._vocabulary: Counter[str] = Counter()
        self._pairs: dict[str, list[str]] = {}
        self._keys: list[tuple[str, int]] = []
        for document in documents:
            self.put(document)

    def __len__(self) -> int:
        return len(self._where)

    def put(self, document: Document) -> None:
        """Add a document, or replace the one of the same kind and ref."""
        self.remove(document.kind, document.ref)
        title = words(document.title)
        extra = words(f"{document.detail} {document.extra}")
        slot = len(self._slots)
        prepared = _Prepared(document, frozenset(title), "".join(title)[:300], "".join(extra)[:400])
        self._slots.append(prepared)
        self._where[document.kind, document.ref] = slot
        for group in grams(prepared.title) | grams(prepared.extra):
            self._groups.setdefault(group, []).append(slot)
        for word in {*title, *extra}:
            self._learn(word)
        for key in document.keys:
            insort(self._keys, (compact(key), slot))

    def remove(self, kind: str, ref: str) -> None:
        slot = self._where.pop((kind, ref), None)
        if slot is not None:
            self._slots[slot] = None

    def worn(self) -> bool:
        """Whether so much was replaced that building it anew pays."""
        return len(self._slots) > 2 * len(self._where) + 1000

    def documents(self) -> Iterator[Document]:
        return (slot.document for slot in self._slots if slot is not None)

    def _learn(self, word: str) -> None:
        self._vocabulary[word] += 1
        if self._vocabulary[word] == 1 and len(word) > 2 and not word.isdecimal():
            for pair in grams(word, 2):
                self._pairs.setdefault(pair, []).append(word)

    def search(self, query: str, allowed: Allowed) -> list[Hit]:
        """Everything that matches, best first."""
        asked = words(query[:LONGEST_QUERY])[:_MOST_WORDS]
        if not asked:
            return []
        found = self._by_number(query, allowed)
        for wording, worth in self._wordings(asked):
            for slot, score in self._by_words(wording, allowed):
                found[slot] = max(found.get(slot, 0.0), score * worth)
        hits = [Hit(self._slots[slot].document, score) for slot, score in found.items()]  # type: ignore[union-attr]  # only living slots are found
        return sorted(hits, key=lambda hit: (-round(hit.score, 4), len(hit.document.title), hit.document.ref))

    def near_words(self, query: str) -> tuple[str, ...]:
        """Folded words of the vocabulary that the words of a query may have meant, or that begin with them."""
        asked = [word for word in words(query[:LONGEST_QUERY])[:_MOST_WORDS] if len(word) > 3]
        near = [known for word in asked for known in (*self._mend(word), *self._begun(word))]
        return tuple(dict.fromkeys(near))

    def _begun(self, word: str) -> list[str]:
        shared = set(self._pairs.get(word[:2], ()))
        begun = [known for known in shared if known.startswith(word[:4]) and known != word]
        return sorted(begun, key=lambda known: (-self._vocabulary[known], known))[:_MENDED_WORDS]

    def _may(self, slot: int, allowed: Allowed) -> bool:
        prepared = self._slots[slot]
        if prepared is None or prepared.document.kind not in allowed:
            return False
        refs = allowed[prepared.document.kind]
        return refs is None or prepared.document.ref in refs

    def _by_number(self, query: str, allowed: Allowed) -> dict[int, float]:
        number = compact(query)
        if len(number) < _SHORTEST_NUMBER or not any(letter.isdecimal() for letter in number):
            return {}
        found = {}
        for at in range(bisect_left(self._keys, (number, -1)), len(self._keys)):
            key, slot = self._keys[at]
            if not key.startswith(number):
                break
            if self._may(slot, allowed):
                found[slot] = 3.0 if key == number else 2.0
        return found

    def _wordings(self, asked: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], float]]:
        """The query as written, and with its unknown words mended."""
        yield asked, 1.0
        better = [self._mend(word) for word in asked]
        for choice in range(max(map(len, better))):
            wording = tuple(
                options[min(choice, len(options) - 1)] if options else word
                for word, options in zip(asked, better, strict=True)
            )
            if wording != asked:
                yield wording, _MENDED

    def _mend(self, word: str) -> list[str]:
        """Known words near an unknown one, nearest and most used first."""
        if word in self._vocabulary or len(word) < 4 or word.isdecimal():
            return []
        limit = 1 if len(word) < 6 else 2
        shared: Counter[str] = Counter()
        for pair in grams(word, 2):
            shared.update(self._pairs.get(pair, ()))
        near = []
        for known, count in shared.most_common(60):
            if count * 3 < len(word) - 1:
                break
            apart = distance(word, known, limit)
            if apart <= limit:
                near.append((apart, -self._vocabulary[known], known))
        return [known for _, _, known in sorted(near)[:_MENDED_WORDS]]

    def _by_words(self, asked: tuple[str, ...], allowed: Allowed) -> Iterator[tuple[int, float]]:
        joined = "".join(asked)
        weights = self._weights(joined)
        total = sum(weights.values())
        if not total:
            yield from self._by_beginning(asked, allowed)
            return
        sums, rest = self._gathered(weights, total)
        floor = max(_LEAST * total - rest, 0.0)
        best = sorted(sums.items(), key=itemgetter(1), reverse=True)
        likely = (slot for slot, score in best if score >= floor and self._may(slot, allowed))
        for slot in islice(likely, _CANDIDATES):
            prepared = self._slots[slot]
            assert prepared is not None
            score = _weigh(prepared, asked, joined, weights, total)
            if score >= _ENOUGH:
                yield slot, score

    def _gathered(self, weights: Mapping[str, float], total: float) -> tuple[dict[int, float], float]:
        """Shared weight by slot over the rarer letter groups, and the weight of the groups that were left out.

        A document without any of the rarer ones cannot reach the least share by the common ones alone, so those
        long lists need not be read. Small indexes read everything.
        """
        sums: dict[int, float] = {}
        rest, small = total, len(self._where) < _SMALL
        for group, weight in sorted(weights.items(), key=lambda pair: -pair[1]):
            if rest < _LEAST * total and not small:
                break
            rest -= weight
            for slot in self._groups.get(group, ()):
                sums[slot] = sums.get(slot, 0.0) + weight
        return sums, max(rest, 0.0)

    def _weights(self, joined: str) -> dict[str, float]:
        count = len(self._where) + 1
        return {
            group: math.log(1 + count / (1 + len(self._groups.get(group, ())))) for group in grams(joined)
        }

    def _by_beginning(self, asked: tuple[str, ...], allowed: Allowed) -> Iterator[tuple[int, float]]:
        """One or two letters: titles with a word that begins so."""
        for slot, prepared in enumerate(self._slots):
            if prepared is not None and self._may(slot, allowed):
                begins = [any(word.startswith(part) for word in prepared.title_words) for part in asked]
                if all(begins):
                    yield slot, 0.6


def _weigh(
    prepared: _Prepared, asked: tuple[str, ...], joined: str, weights: Mapping[str, float], total: float
) -> float:
    share = sum(
        weight if group in prepared.title else _EXTRA * weight if group in prepared.extra else 0.0
        for group, weight in weights.items()
    )
    said = sum(_word_worth(prepared, word) * len(word) for word in asked) / len(joined)
    short, long = sorted((len(joined), max(len(prepared.title), 1)))
    score = 0.45 * share / total + 0.4 * said + 0.15 * short / long
    if len(prepared.title) >= _SHORTEST_HEAD and joined.startswith(prepared.title):
        # „Hundesteueranmeldung“ is about „Hundesteuer“, whether or not there is an entry for the Anmeldung.
        score = max(score, 0.55 + 0.4 * short / long)
    return score


@lru_cache(maxsize=512)
def _parts(word: str) -> frozenset[str]:
    return frozenset(grams(word))


def _word_worth(prepared: _Prepared, word: str) -> float:
    if word in prepared.title_words:
        return 1.0
    if word in prepared.title:
        return 0.9 if any(each.startswith(word) for each in prepared.title_words) else 0.82
    if word in prepared.extra:
        return _EXTRA
    parts = _parts(word)
    if not parts:
        return 0.0
    return 0.6 * sum(part in prepared.title for part in parts) / len(parts)
