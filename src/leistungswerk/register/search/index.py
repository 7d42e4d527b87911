# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can be found is a table, written in the transaction of the change; each process keeps it in memory.

Before a search a process reads the rows newer than those it knows: one statement. Rows are numbered by a
clock row that a writer holds until it commits, so a smaller number never appears after a greater one.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Final

import msgspec
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils.functional import Promise

from leistungswerk.core.actor import Actor
from leistungswerk.register.models import SearchClock, SearchEntry
from leistungswerk.register.search.engine import Document, Hit, Index

_BATCH: Final = 500
OFFICE: Final = "office"
_COLUMNS: Final = ("kind", "ref", "title", "detail", "extra", "keys", "gone", "number")


class SearchKind(msgspec.Struct, frozen=True):
    """Something a room lets people find.

    ``documents`` gives the documents of these refs, or all for ``None``; what it leaves out is no longer found.
    ``allowed`` gives the refs an actor may find, ``None`` for all; it runs a constant number of statements.
    """

    name: str
    word: str | Promise
    documents: Callable[[Sequence[str] | None], Iterable[Document]]
    allowed: Callable[[Actor], frozenset[str] | None]
    shelf: str = OFFICE
    """Each shelf has an index of its own: public ones never hold what only the office may find."""
    follows: str = ""
    """The kind with the same refs whose changes concern this one too."""


class Found(msgspec.Struct, frozen=True):
    """The hits of one kind, best first; ``total`` counts those that were cut off too."""

    kind: str
    word: str | Promise
    hits: tuple[Hit, ...]
    total: int


_kinds: dict[str, SearchKind] = {}


def register(kind: SearchKind) -> None:
    """Register once at start-up (``AppConfig.ready``); groups are shown in this order."""
    _kinds[kind.name] = kind


def touch(kind: str, refs: Iterable[str] | None = None) -> None:
    """Say that these changed (``None``: all of the kind), inside the transaction of the change."""
    wanted = None if refs is None else sorted({str(ref) for ref in refs})
    _touch(kind, wanted)
    touch_followers(kind, wanted)


def touch_followers(kind: str, refs: Iterable[str] | None = None) -> None:
    """Like :func:`touch`, for what follows a kind only: the thing is the same, more is said about it."""
    wanted = None if refs is None else sorted({str(ref) for ref in refs})
    for each in _kinds.values():
        if each.follows == kind:
            _touch(each.name, wanted)


def _touch(kind: str, wanted: list[str] | None) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("The search index is written in the transaction of what changed.")
    if wanted == []:
        return
    number = _tick()
    seen: set[str] = set()
    documents = iter(_kinds[kind].documents(wanted))
    while batch := list(islice(documents, _BATCH)):
        seen.update(document.ref for document in batch)
        _write(batch, number)
    rest = SearchEntry.objects.filter(kind=kind, gone=False)
    gone = (
        [ref for ref in wanted if ref not in seen]
        if wanted is not None
        else [ref for ref in rest.values_list("ref", flat=True) if ref not in seen]
    )
    for start in range(0, len(gone), _BATCH):
        rest.filter(ref__in=gone[start : start + _BATCH]).update(gone=True, number=number)


def _tick() -> int:
    if not SearchClock.objects.filter(pk=1).update(number=F("number") + 1):
        SearchClock.objects.bulk_create([SearchClock(pk=1, number=0)], ignore_conflicts=True)
        SearchClock.objects.filter(pk=1).update(number=F("number") + 1)
    return SearchClock.objects.get(pk=1).number


def _write(documents: Sequence[Document], number: int) -> None:
    rows = [
        SearchEntry(
            kind=each.kind, ref=each.ref, title=each.title, detail=each.detail, extra=each.extra,
            keys=" ".join(each.keys), gone=False, number=number,
        )
        for each in documents
    ]  # fmt: skip
    SearchEntry.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["kind", "ref"],
        update_fields=["title", "detail", "extra", "keys", "gone", "number"],
    )


def rebuild() -> int:
    """Write the table anew for every kind; returns how many documents there are."""
    with transaction.atomic():
        for kind in _kinds:
            _touch(kind, None)
    return SearchEntry.objects.filter(gone=False).count()


def fill_missing() -> None:
    """Write the kinds the table has nothing of yet: data that was there before the kind was."""
    with transaction.atomic():
        known = set(SearchEntry.objects.values_list("kind", flat=True).distinct())
        for kind in _kinds:
            if kind not in known:
                _touch(kind, None)


class _Shared:
    """The index of a shelf in this process."""

    def __init__(self, shelf: str) -> None:
        self._shelf = shelf
        self._lock = threading.Lock()
        self._index, self._number = Index(), -1

    def current(self) -> Index:
        """The index with everything that is committed.

        Inside a transaction, which may yet be undone, it is built for this once and not shared.
        """
        if connection.in_atomic_block:
            index = Index()
            _read(index, -1, self._kinds())
            return index
        with self._lock:
            self._number = _read(self._index, self._number, self._kinds())
            if self._index.worn():
                self._index = Index(list(self._index.documents()))
            return self._index

    def _kinds(self) -> list[str]:
        return [kind.name for kind in _kinds.values() if kind.shelf == self._shelf]


def _read(index: Index, since: int, kinds: Sequence[str]) -> int:
    rows = (
        SearchEntry.objects.filter(number__gt=since, kind__in=kinds)
        .order_by("number", "id")
        .values_list(*_COLUMNS)
    )
    for kind, ref, title, detail, extra, keys, gone, number in rows.iterator(chunk_size=2000):
        since = max(since, number)
        if gone:
            index.remove(kind, ref)
        else:
            index.put(Document(kind, ref, title, detail, extra, tuple(keys.split())))
    return since


_shelves: dict[str, _Shared] = {}


def _shelf(name: str) -> Index:
    return _shelves.setdefault(name, _Shared(name)).current()


def warm() -> None:
    """Build the indexes of this process before the first person searches; a database that is not ready is no failure."""
    with suppress(DatabaseError):
        for name in dict.fromkeys(kind.shelf for kind in _kinds.values()):
            _shelf(name)
    connection.close()


def search(actor: Actor, query: str, *, limit: int = 8) -> tuple[Found, ...]:
    """Hits by kind, the kind with the best hit first; each kind shows only what the actor may see."""
    if not query.strip():
        return ()
    allowed = {name: kind.allowed(actor) for name, kind in _kinds.items() if kind.shelf == OFFICE}
    return tuple(_grouped(_shelf(OFFICE).search(query, allowed), limit))


def search_shelf(shelf: str, query: str, refs: frozenset[str] | None = None) -> tuple[Hit, ...]:
    """What everybody may find on a public shelf, best first and each ref once; ``refs``: only these."""
    if not query.strip():
        return ()
    allowed = {name: refs for name, kind in _kinds.items() if kind.shelf == shelf}
    found: dict[str, Hit] = {}
    for hit in _shelf(shelf).search(query, allowed):
        found.setdefault(hit.document.ref, hit)
    return tuple(found.values())


def known_words(shelf: str, query: str) -> tuple[str, ...]:
    """Words of the shelf near those of a query that nobody wrote; for a hint where nothing was found."""
    return _shelf(shelf).near_words(query)


def _grouped(hits: Sequence[Hit], limit: int) -> Iterator[Found]:
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.document.kind, []).append(hit)
    for name, members in groups.items():
        yield Found(name, _kinds[name].word, tuple(members[:limit]), len(members))
