# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Feedback in sum: for everybody only in groups of five and more, for the owner by month and with the texts."""

import uuid
from collections.abc import Collection, Iterable
from datetime import date
from typing import Final

import msgspec
from django.db.models import Avg, Count, Q, QuerySet, Sum

from leistungswerk.core import personal_data, times
from leistungswerk.online.models import ServiceFeedback

FEWEST: Final = 5
"""Fewer voices are not published, and none is ever added alone."""


class Published(msgspec.Struct, frozen=True):
    """What everybody sees: ``average`` with one decimal; ``until``: first day of the last month counted."""

    count: int
    average: float
    until: date


class MonthSum(msgspec.Struct, frozen=True):
    month: date
    count: int
    average: float


class Voice(msgspec.Struct, frozen=True):
    """One feedback with a text."""

    month: date
    rating: int
    text: str
    authority: str
    removed: tuple[str, ...]


class Opinion(msgspec.Struct, frozen=True):
    """One feedback as it is handed on; ``found``: a :class:`leistungswerk.online.states.Found`, empty: not answered."""

    key: str
    rating: int
    found: str
    text: str


class ServiceSum(msgspec.Struct, frozen=True):
    key: str
    name: str
    count: int
    average: float
    recent: float | None
    """Average of this month and the two before; ``None`` without any."""


def publishable(months: Iterable[tuple[date, int, int]]) -> Published | None:
    """Add up closed months (month, voices, sum of ratings) in steps of at least five voices.

    A month with fewer waits for the next: what was published before and after never differs by one voice, so
    nobody's rating follows from the difference.
    """
    shown = (0, 0)
    waiting = (0, 0)
    until: date | None = None
    for month, count, total in sorted(months):
        waiting = (waiting[0] + count, waiting[1] + total)
        if waiting[0] >= FEWEST:
            shown = (shown[0] + waiting[0], shown[1] + waiting[1])
            waiting, until = (0, 0), month
    return Published(shown[0], round(shown[1] / shown[0], 1), until) if until else None


def public(key: str) -> Published | None:
    """What may be said of a service to everybody; ``None`` while there are too few voices. One statement."""
    this_month = times.legal_day(times.now()).replace(day=1)
    rows = ServiceFeedback.objects.filter(service__key=key, month__lt=this_month).values_list("month")
    return publishable(rows.annotate(count=Count("pk"), total=Sum("rating")))


def _seen(bodies: Collection[uuid.UUID] | None, keys: Collection[str]) -> "QuerySet[ServiceFeedback]":
    """Voices about these bodies (``None``: all) or these services."""
    rows = ServiceFeedback.objects.all()
    return rows if bodies is None else rows.filter(Q(authority__uuid__in=bodies) | Q(service__key__in=keys))


def of_month(month: date) -> tuple[Opinion, ...]:
    """Every voice of a month by service, within it in the order of their vouchers; one statement."""
    rows = ServiceFeedback.objects.filter(month=month).order_by("service__key", "voucher")
    return tuple(Opinion(*row) for row in rows.values_list("service__key", "rating", "found", "text"))


def services(
    bodies: Collection[uuid.UUID] | None, keys: Collection[str], *, offset: int, limit: int
) -> tuple[tuple[ServiceSum, ...], int]:
    """Services somebody spoke about, those with most voices first; two statements."""
    today = times.legal_day(times.now())
    first = today.year * 12 + today.month - 3
    recent = date(first // 12, first % 12 + 1, 1)
    rows = (
        _seen(bodies, keys)
        .values_list("service__key", "service__name")
        .annotate(count=Count("pk"), average=Avg("rating"), lately=Avg("rating", filter=Q(month__gte=recent)))
        .order_by("-count", "service__key")
    )
    return tuple(ServiceSum(*row) for row in rows[offset : offset + limit]), rows.count()


def months(bodies: Collection[uuid.UUID] | None, keys: Collection[str], key: str) -> tuple[MonthSum, ...]:
    """Voices about a service by month, the last 24; one statement."""
    rows = _seen(bodies, keys).filter(service__key=key).values_list("month")
    counted = rows.annotate(count=Count("pk"), average=Avg("rating")).order_by("-month")[:24]
    return tuple(MonthSum(*row) for row in counted)[::-1]


def ratings(bodies: Collection[uuid.UUID] | None, keys: Collection[str], key: str) -> dict[int, int]:
    """How often each rating was given; one statement."""
    rows = _seen(bodies, keys).filter(service__key=key).values_list("rating").annotate(count=Count("pk"))
    return dict(rows)


def voices(
    bodies: Collection[uuid.UUID] | None, keys: Collection[str], key: str, *, offset: int, limit: int
) -> tuple[tuple[Voice, ...], int]:
    """Texts about a service, newest month first; within a month in the order of their vouchers, not of arrival."""
    rows = _seen(bodies, keys).filter(service__key=key).exclude(text="").order_by("-month", "voucher")
    found = rows.values_list("month", "rating", "text", "authority__name", "removed")[offset : offset + limit]
    return tuple(
        Voice(month, rating, text, name, tuple(str(personal_data.KIND_WORDS[kind]) for kind in removed))
        for month, rating, text, name, removed in found
    ), rows.count()
