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
    if not connection.in_atomic_block:
        raise RuntimeError("The search index is written in the transaction of what changed.")
    wanted = None if refs is None else sorted({str(ref) for ref in refs})
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
            touch(kind)
    return SearchEntry.objects.filter(gone=False).count()


class _Shared:
    """The index of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._index, self._number = Index(), -1

    def current(self) -> Index:
        """The index with everything that is committed.

        Inside a transaction, which may yet be undone, it is built for this once and not shared.
        """
        if connection.in_atomic_block:
            index = Index()
            _read(index, -1)
            return index
        with self._lock:
            self._number = _read(self._index, self._number)
            if self._index.worn():
                self._index = Index(list(self._index.documents()))
            return self._index


def _read(index: Index, since: int) -> int:
    rows = SearchEntry.objects.filter(number__gt=since).order_by("number", "id").values_list(*_COLUMNS)
    for kind, ref, title, detail, extra, keys, gone, number in rows.iterator(chunk_size=2000):
        since = max(since, number)
        if gone:
            index.remove(kind, ref)
        else:
            index.put(Document(kind, ref, title, detail, extra, tuple(keys.split())))
    return since


_shared = _Shared()


def warm() -> None:
    """Build the index of this process before the first person searches; a database that is not ready is no failure."""
    with suppress(DatabaseError):
        _shared.current()
    connection.close()


def search(actor: Actor, query: str, *, limit: int = 8) -> tuple[Found, ...]:
    """Hits by kind, the kind with the best hit first; each kind shows only what the actor may see."""
    if not query.strip():
        return ()
    allowed = {name: kind.allowed(actor) for name, kind in _kinds.items()}
    index = _shared.current()
    return tuple(_grouped(index.search(query, allowed), limit))


def _grouped(hits: Sequence[Hit], limit: int) -> Iterator[Found]:
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.document.kind, []).append(hit)
    for name, members in groups.items():
        yield Found(name, _kinds[name].word, tuple(members[:limit]), len(members))
