# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading notices: what holds now for a service, what is planned, what was."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec
from django.db.models import Count, Prefetch, Q, QuerySet

from leistungswerk.core import times
from leistungswerk.enablement.desk.models import NoticeUpdate, ServiceNotice
from leistungswerk.enablement.desk.states import LIVE, NoticeKind, NoticeState

AHEAD: Final = timedelta(days=7)
"""How long before it begins a maintenance is told on the pages of its services."""


class UpdateView(msgspec.Struct, frozen=True):
    at: datetime
    text: str


class NoticeView(msgspec.Struct, frozen=True, kw_only=True):
    """A notice as everybody may read it."""

    uuid: UUID
    kind: NoticeKind
    state: NoticeState
    title: str
    text: str
    everything: bool
    services: tuple[tuple[str, str], ...]
    """Leistungsschlüssel and name."""
    connections: tuple[tuple[UUID, str], ...]
    base_services: tuple[str, ...]
    starts_at: datetime
    planned_end: datetime | None
    ended_at: datetime | None
    late: bool
    """Its planned end has passed, and nobody has ended it."""
    updates: tuple[UpdateView, ...]
    """Newest first."""
    changed_at: datetime
    revision: int
    tickets: int = 0
    """Open ones linked to it; only counted for the desk."""

    def affects(self, *, key: str, connections: Collection[UUID] = (), base: Collection[str] = ()) -> bool:
        """Whether it is about a service: itself, a connection its forms use here, or a Basisdienst it needs."""
        return (
            self.everything
            or any(each == key for each, _name in self.services)
            or any(each in connections for each, _name in self.connections)
            or bool(set(self.base_services) & set(base))
        )


def _state(row: ServiceNotice, now: datetime) -> NoticeState:
    if row.ended_at is not None:
        return NoticeState.CANCELLED if row.ended_at <= row.starts_at else NoticeState.OVER
    return NoticeState.PLANNED if row.starts_at > now else NoticeState.CURRENT


class _Affected(msgspec.Struct):
    services: dict[int, list[tuple[str, str]]]
    connections: dict[int, list[tuple[UUID, str]]]


def _affected(rows: Sequence[ServiceNotice]) -> _Affected:
    found = _Affected(defaultdict(list), defaultdict(list))
    held = ServiceNotice.objects.filter(pk__in=[row.pk for row in rows])
    named = held.filter(services__isnull=False).order_by("services__name")
    for pk, key, name, plain in named.values_list(
        "pk", "services__key", "services__name", "services__citizen_name"
    ):
        found.services[pk].append((key, plain or name))
    linked = held.filter(connections__isnull=False).order_by("connections__name")
    for pk, identity, name in linked.values_list("pk", "connections__uuid", "connections__name"):
        found.connections[pk].append((identity, name))
    return found


def _views(rows: "QuerySet[ServiceNotice]", now: datetime) -> tuple[NoticeView, ...]:
    """One statement where there is nothing, four for any number."""
    held = list(rows)
    if not held:
        return ()
    affected = _affected(held)
    return tuple(_view(row, affected, now) for row in held)


def _view(row: ServiceNotice, affected: _Affected, now: datetime) -> NoticeView:
    return NoticeView(
        uuid=row.uuid,
        kind=NoticeKind(row.kind),
        state=_state(row, now),
        title=row.title,
        text=row.text,
        everything=row.everything,
        services=tuple(affected.services.get(row.pk, ())),
        connections=tuple(affected.connections.get(row.pk, ())),
        base_services=tuple(row.base_services),
        starts_at=row.starts_at,
        planned_end=row.planned_end,
        ended_at=row.ended_at,
        late=row.ended_at is None and row.planned_end is not None and row.planned_end < now,
        updates=tuple(UpdateView(each.at, each.text) for each in row.updates.all()),
        changed_at=row.changed_at,
        revision=row.revision,
        tickets=getattr(row, "linked", 0),
    )


def _rows() -> "QuerySet[ServiceNotice]":
    return ServiceNotice.objects.prefetch_related(
        Prefetch("updates", NoticeUpdate.objects.order_by("-at", "-pk"))
    )


def current(now: datetime) -> tuple[NoticeView, ...]:
    """What holds now, disturbances first; one statement where nothing does."""
    return _views(
        _rows().filter(ended_at__isnull=True, starts_at__lte=now).order_by("kind", "starts_at", "pk"), now
    )


def announced(now: datetime) -> tuple[NoticeView, ...]:
    """What holds now, and what begins within :data:`AHEAD`; one statement where there is nothing."""
    rows = _rows().filter(ended_at__isnull=True, starts_at__lte=now + AHEAD)
    return _views(rows.order_by("kind", "starts_at", "pk"), now)


def planned(now: datetime) -> tuple[NoticeView, ...]:
    """What is announced, the next first."""
    return _views(_rows().filter(ended_at__isnull=True, starts_at__gt=now).order_by("starts_at", "pk"), now)


def past(now: datetime, *, offset: int, limit: int) -> tuple[tuple[NoticeView, ...], int]:
    """What is over, the latest first, and how many there are."""
    rows = _rows().filter(ended_at__isnull=False).order_by("-ended_at", "-pk")
    return _views(rows[offset : offset + limit], now), rows.count()


def latest(now: datetime, limit: int = 30) -> tuple[NoticeView, ...]:
    """What changed last, for a feed."""
    return _views(_rows().order_by("-changed_at", "-pk")[:limit], now)


def one(identity: UUID, now: datetime) -> NoticeView | None:
    found = _views(_rows().filter(uuid=identity).annotate(linked=_linked()), now)
    return found[0] if found else None


def _linked() -> Count:
    return Count("tickets", filter=Q(tickets__state__in=LIVE), distinct=True)


def open_ones(now: datetime) -> tuple[NoticeView, ...]:
    """Everything that is not over, for the desk, with the number of linked tickets."""
    rows = _rows().filter(ended_at__isnull=True).annotate(linked=_linked()).order_by("-starts_at", "pk")
    return _views(rows, now)


class DayView(msgspec.Struct, frozen=True):
    """A day of the strip: the worst that was on it."""

    day: date
    kind: NoticeKind | None


def strip(now: datetime, days: int) -> tuple[DayView, ...]:
    """The last days up to today, each with the worst of what was; a cancelled notice was nothing."""
    today = times.legal_day(now)
    first = today - timedelta(days=days - 1)
    rows = ServiceNotice.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__gte=_start(first)), starts_at__lte=now
    ).values_list("kind", "starts_at", "ended_at")
    worst: dict[date, NoticeKind] = {}
    for kind, start, end in rows:
        if end is not None and end <= start:
            continue
        for day in _days(max(times.legal_day(start), first), times.legal_day(end or now)):
            if worst.get(day) is not NoticeKind.DISTURBANCE:
                worst[day] = NoticeKind(kind)
    return tuple(DayView(day, worst.get(day)) for day in _days(first, today))


def _start(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), times.BERLIN)


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
