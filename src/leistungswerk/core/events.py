# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Events: an append-only table with subscribers in the same transaction.

Rooms talk to higher rooms only this way: ``delivery`` announces a receipt, ``online`` listens. A subscriber
that fails undoes the whole transaction, so what is announced has always taken effect.
"""

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime

import msgspec
from django.db import connection
from django.db.models import Min

from leistungswerk.core.models import Event
from leistungswerk.core.prepared import PreparedInsert


class Happened(msgspec.Struct, frozen=True):
    """What subscribers get. ``data`` holds references, times and codes, never content."""

    kind: str
    subject: uuid.UUID
    at: datetime
    data: dict[str, str]
    id: int


Subscriber = Callable[[Happened], None]
_NEW = PreparedInsert(Event)
_subscribers: dict[str, list[Subscriber]] = {}


def subscribe(kind: str, subscriber: Subscriber) -> None:
    """Register once at start-up (``AppConfig.ready``)."""
    known = _subscribers.setdefault(kind, [])
    if subscriber not in known:
        known.append(subscriber)


def publish(*, kind: str, subject: uuid.UUID, at: datetime, data: dict[str, str] | None = None) -> None:
    """Write the event and run its subscribers inside the caller's transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("An event belongs into the transaction of what happened.")
    row = _NEW.run(kind=kind, subject=subject, at=at, data=data or {})
    happened = Happened(kind, subject, at, data or {}, row)
    for subscriber in _subscribers.get(kind, ()):
        subscriber(happened)


class EventView(msgspec.Struct, frozen=True):
    kind: str
    at: datetime
    data: dict[str, str]


def of_subject(subject: uuid.UUID) -> tuple[EventView, ...]:
    """The history of one thing, oldest first."""
    rows = Event.objects.filter(subject=subject).order_by("id")
    return tuple(EventView(row.kind, row.at, row.data) for row in rows)


def first_of(kind: str, subjects: Iterable[uuid.UUID]) -> dict[uuid.UUID, datetime]:
    """When this first happened to each of these; one statement."""
    rows = Event.objects.filter(subject__in=list(subjects), kind=kind)
    return dict(rows.values_list("subject").annotate(first=Min("at")))


def latest(limit: int, *, without: str) -> tuple[EventView, ...]:
    """The newest first, but those whose kind begins with ``without``."""
    rows = Event.objects.exclude(kind__startswith=without).order_by("-id")[:limit]
    return tuple(EventView(row.kind, row.at, row.data) for row in rows)
