# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeping the counts: for each service a line through time, as it is known now and as it was known before.

After an event the facts of its service are walked once, by day. What the walk finds and what is kept are compared;
spans that differ are superseded at the moment of the event, so every earlier moment can still be asked.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, Final
from uuid import UUID

import msgspec
from django.db import transaction
from django.db.models import Q, QuerySet

from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.models import AssessmentFact, AvailabilityFact, CompetenceFact, CoverageSpan

COUNTS: Final = (
    "competent", "shown", "told", "end_to_end", "level_shown", "level_told", "stray", "unjudged",
)  # fmt: skip
_END_TO_END: Final = frozenset({"fit_connect", "osci_xta", "webhook", "sftp"})
_ONLINE: Final = 2
_MODEL: Final = "1.1"
"""The one whose level M1 asks for."""
_DAY: Final = timedelta(days=1)
_FOR_EVER: Final = date.max
_Counts = tuple[int, ...]


class _Available(msgspec.Struct, frozen=True):
    """A period of availability at a body; ``end`` is the day after its last."""

    start: date
    end: date
    shown: bool
    end_to_end: bool
    level: int | None


class _Assessed(msgspec.Struct, frozen=True):
    """A level in model 1.1 from a day on; ``end`` is the day after its last."""

    start: date
    end: date
    level: int
    shown: bool


class _Body(msgspec.Struct):
    """What is known of one body: on which days it decides, in which district, and when it is available there.

    ``assessed``: levels judged for this body, before those judged for all bodies.
    """

    deciding: list[tuple[date, date, str]] = msgspec.field(default_factory=list)
    available: list[_Available] = msgspec.field(default_factory=list)
    assessed: list[_Assessed] = msgspec.field(default_factory=list)
    local: bool = False
    """Only of a district: where it does not decide there, it is not there."""

    def within(self) -> "Iterator[tuple[str, _Body]]":
        """The body for all districts together, and for each district it decided in."""
        yield "", self
        for district in {each[2] for each in self.deciding} - {""}:
            here = [each for each in self.deciding if each[2] == district]
            yield district, _Body(here, self.available, self.assessed, local=True)

    def judged(self, day: date) -> _Assessed | None:
        """What was assessed and holds on a day."""
        return next((each for each in self.assessed if each.start <= day < each.end), None)


class _Span(msgspec.Struct, frozen=True):
    district: str
    valid_from: date
    valid_to: date | None
    counts: _Counts


def recount(service_keys: Iterable[str], *, at: datetime) -> None:
    """Count some services again from the facts known at ``at``, the moment of the event that changed them."""
    keys = sorted(set(service_keys))
    with transaction.atomic():
        for key in keys:
            if (
                CoverageSpan.objects.filter(service_key=key)
                .filter(Q(recorded_at__gt=at) | Q(superseded_at__gt=at))
                .exists()
            ):
                # Recorded with an earlier moment than what is kept already (an import): told again from the start.
                rebuild(key)
            else:
                _settle(key, at)


def rebuild(service_key: str) -> None:
    """Keep a service anew from all its facts: once for every moment at which something was learnt."""
    moments: set[datetime] = set()
    for kind in (AssessmentFact, AvailabilityFact, CompetenceFact):
        for told in kind.objects.filter(service_key=service_key).values_list("recorded_at", "superseded_at"):
            moments |= {moment for moment in told if moment is not None}
    with transaction.atomic():
        CoverageSpan.objects.filter(service_key=service_key).delete()
        for moment in sorted(moments):
            _settle(service_key, moment)


def _settle(key: str, at: datetime) -> None:
    """Make the kept spans say what the facts known at ``at`` say."""
    wanted = {(each.district, each.valid_from): each for each in _spans(_bodies(key, at))}
    gone: list[int] = []
    for row in CoverageSpan.objects.filter(service_key=key, superseded_at__isnull=True):
        place = (row.district, row.valid_from)
        held = _Span(*place, row.valid_to, tuple(getattr(row, name) for name in COUNTS))
        if wanted.get(place) == held:
            del wanted[place]
        else:
            gone.append(row.pk)
    # What was recorded at the same moment was never to be seen.
    mine = CoverageSpan.objects.filter(pk__in=gone)
    mine.filter(recorded_at__gte=at).delete()
    mine.update(superseded_at=at)
    CoverageSpan.objects.bulk_create(
        (
            CoverageSpan(
                service_key=key, district=each.district, valid_from=each.valid_from, valid_to=each.valid_to,
                recorded_at=at, **dict(zip(COUNTS, each.counts, strict=True)),
            )
            for each in wanted.values()
        ),
        batch_size=1_000,
    )  # fmt: skip


def _known(kind: type[Any], key: str, at: datetime) -> "QuerySet[Any]":
    rows: QuerySet[Any] = kind.objects.filter(service_key=key, recorded_at__lte=at)
    return rows.filter(Q(superseded_at__isnull=True) | Q(superseded_at__gt=at))


def _after(day: date | None) -> date:
    return _FOR_EVER if day is None else day + _DAY


def _bodies(key: str, at: datetime) -> Iterable[_Body]:
    found: dict[UUID, _Body] = defaultdict(_Body)
    relevant = _known(CompetenceFact, key, at).filter(relevant=True).order_by("valid_from")
    for body, ars, start, end in relevant.values_list("body", "ars", "valid_from", "valid_to"):
        found[body].deciding.append((start, _after(end), ars[:5]))
    rows = _known(AvailabilityFact, key, at).values_list(
        "body", "valid_from", "valid_to", "evidence", "transport", "maturity_model", "level"
    )
    for body, start, end, evidence, transport, model, level in rows:
        found[body].available.append(
            _Available(
                start, _after(end), evidence == Evidence.SHOWN, transport in _END_TO_END, level if model == _MODEL else None
            )
        )  # fmt: skip
    everywhere: list[_Assessed] = []
    judged = _known(AssessmentFact, key, at).filter(model=_MODEL).order_by("valid_from")
    for body, start, end, level, evidence in judged.values_list(
        "body", "valid_from", "valid_to", "level", "evidence"
    ):
        each = _Assessed(start, _after(end), level, evidence == Evidence.SHOWN)
        if body is None:
            everywhere.append(each)
        elif body in found:
            found[body].assessed.append(each)
    for one in found.values():
        one.assessed += everywhere
    return found.values()


def _spans(bodies: Iterable[_Body]) -> Iterator[_Span]:
    """The counts of all bodies and of each district, day by day where they change."""
    changes: dict[str, dict[date, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0] * len(COUNTS)))
    for district, body in (part for each in bodies for part in each.within()):
        for day, change in _changes(body):
            sums = changes[district][day]
            for place, value in enumerate(change):
                sums[place] += value
    for district, by_day in changes.items():
        days = [*sorted(by_day), _FOR_EVER]
        counts = [0] * len(COUNTS)
        for day, following in pairwise(days):
            if day == _FOR_EVER:
                break
            counts = [value + change for value, change in zip(counts, by_day[day], strict=True)]
            if any(counts):
                yield _Span(
                    district, day, None if following == _FOR_EVER else following - _DAY, tuple(counts)
                )


def _changes(body: _Body) -> Iterator[tuple[date, list[int]]]:
    """The days on which what holds at this body changes, and by how much each count does."""
    days = sorted(
        {day for start, end, _district in body.deciding for day in (start, end)}
        | {day for each in body.available for day in (each.start, each.end)}
        | {day for each in body.assessed for day in (each.start, each.end)}
    )
    before = [0] * len(COUNTS)
    for day in days:
        now = _counts(body, day)
        if now != before and day != _FOR_EVER:
            yield day, [value - last for value, last in zip(now, before, strict=True)]
        before = now


def _counts(body: _Body, day: date) -> list[int]:
    """What one body adds to each count on a day."""
    # A body that decides twice over (two entries) is counted twice, as the statements do.
    deciding = sum(start <= day < end for start, end, _district in body.deciding)
    there = [each for each in body.available if each.start <= day < each.end]
    if not there or (body.local and not deciding):
        return [deciding, 0, 0, 0, 0, 0, 0, 0]
    shown = any(each.shown for each in there)
    judged = body.judged(day)
    told = max((each.level for each in there if each.level is not None), default=None)
    level = judged.level if judged else told
    reached = level is not None and level >= _ONLINE
    return [
        deciding,
        deciding if shown else 0,
        0 if shown else deciding,
        deciding if any(each.end_to_end for each in there) else 0,
        int(reached and shown and (judged is None or judged.shown)),
        int(reached),
        int(not deciding),
        int(level is None),
    ]
