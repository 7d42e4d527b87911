# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading courses, dates and seats; and which bodies are trained, for the readiness of a roll-out."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec
from django.db.models import Avg, Count, Q, QuerySet

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.enablement.training.models import Evaluation, Seat, TrainingCourse, TrainingDate
from leistungswerk.enablement.training.states import (
    HOLDS_A_SEAT,
    DateState,
    Level,
    Pace,
    SeatState,
    Topic,
)

LEAST_VOICES: Final = 5
"""Fewer evaluations are not shown: one could tell whose they are."""


class DateLine(msgspec.Struct, frozen=True, kw_only=True):
    """A date with its free seats. ``mine`` is the state of one's own seat, if there is one."""

    uuid: UUID
    course: UUID
    title: str
    topic: Topic
    level: Level
    begins_at: datetime
    ends_at: datetime
    place: str
    capacity: int
    taken: int
    waiting: int
    state: DateState
    trainer: str
    trainer_uuid: UUID | None
    sequence: int
    mine: SeatState | None = None

    @property
    def free(self) -> int:
        return max(self.capacity - self.taken, 0)


class SeatLine(msgspec.Struct, frozen=True):
    uuid: UUID
    name: str
    email: str
    organisation: str
    state: SeatState
    own: bool
    evaluated: bool


class CourseView(msgspec.Struct, frozen=True, kw_only=True):
    """A course; ``voices`` of at least :data:`LEAST_VOICES` evaluations, otherwise ``None``."""

    uuid: UUID
    title: str
    topic: Topic
    level: Level
    description: str
    minutes: int
    counts_for_rollout: bool
    service_keys: tuple[str, ...]
    materials: tuple[tuple[str, str], ...]
    trainers: tuple[tuple[UUID, str], ...]
    active: bool
    voices: "Voices | None"


class Voices(msgspec.Struct, frozen=True):
    """What participants said: how many, the mean of „useful“ (1 to 5), how many per pace, what they wrote."""

    count: int
    useful: float
    paces: dict[Pace, int]
    texts: tuple[str, ...]


def dates(
    actor: Actor,
    *,
    since: datetime,
    offset: int,
    limit: int,
    topic: Topic | None = None,
    level: Level | None = None,
) -> tuple[tuple[DateLine, ...], int]:
    """Dates that end after ``since``, the next first, and how many there are; three statements."""
    rows = TrainingDate.objects.filter(ends_at__gt=since).exclude(state=DateState.CANCELLED)
    if topic is not None:
        rows = rows.filter(course__topic=topic)
    if level is not None:
        rows = rows.filter(course__level=level)
    return _lines(actor, rows.order_by("begins_at", "id")[offset : offset + limit]), rows.count()


def date(actor: Actor, identity: UUID) -> DateLine | None:
    found = _lines(actor, TrainingDate.objects.filter(uuid=identity))
    return found[0] if found else None


def dates_of(actor: Actor, course: UUID) -> tuple[DateLine, ...]:
    """All dates of a course, the newest first."""
    return _lines(actor, TrainingDate.objects.filter(course__uuid=course).order_by("-begins_at")[:50])


def mine(actor: Actor, *, limit: int) -> tuple[DateLine, ...]:
    """Dates one has or had a seat at, the newest first."""
    if actor.person is None:
        return ()
    held = Seat.objects.filter(person__uuid=actor.person).exclude(state=SeatState.GIVEN_BACK)
    rows = TrainingDate.objects.filter(pk__in=held.values("date_id")).order_by("-begins_at")
    return _lines(actor, rows[:limit])


def _lines(actor: Actor, rows: "QuerySet[TrainingDate]") -> tuple[DateLine, ...]:
    counted = list(
        rows.select_related("course", "trainer").annotate(
            taken=Count("seats", filter=Q(seats__state__in=HOLDS_A_SEAT)),
            waiting=Count("seats", filter=Q(seats__state=SeatState.WAITING)),
        )
    )
    own: dict[int, SeatState] = {}
    if actor.person is not None:
        held = Seat.objects.filter(date__in=counted, person__uuid=actor.person).exclude(
            state=SeatState.GIVEN_BACK
        )
        own = {pk: SeatState(state) for pk, state in held.values_list("date_id", "state")}
    return tuple(
        DateLine(
            uuid=row.uuid, course=row.course.uuid, title=row.course.title, topic=Topic(row.course.topic),
            level=Level(row.course.level), begins_at=row.begins_at, ends_at=row.ends_at, place=row.place,
            capacity=row.capacity, taken=row.taken, waiting=row.waiting, state=DateState(row.state),
            trainer=row.trainer.name if row.trainer else "",
            trainer_uuid=row.trainer.uuid if row.trainer else None, sequence=row.sequence, mine=own.get(row.pk),
        )
        for row in counted
    )  # fmt: skip


def seats(actor: Actor, date: UUID, *, all_of_them: bool) -> tuple[SeatLine, ...]:
    """Seats of a date, in order of registration: all for who plans or teaches, else one's own and one's people's."""
    rows = Seat.objects.filter(date__uuid=date).exclude(state=SeatState.GIVEN_BACK)
    if not all_of_them:
        reach = actor.reach(Permission.REGISTER_COLLEAGUES)
        own = Q(person__uuid=actor.person) if actor.person else Q(pk__in=())
        rows = rows.filter(own | (Q(organisation__uuid__in=reach) if reach is not None else Q()))
    return tuple(
        SeatLine(
            row.uuid, row.name, row.email, row.organisation.name, SeatState(row.state),
            row.person is not None and row.person.uuid == actor.person, row.evaluated,
        )
        for row in rows.select_related("organisation", "person").order_by("id")
    )  # fmt: skip


def courses() -> tuple[CourseView, ...]:
    """All courses by topic and level."""
    rows = TrainingCourse.objects.order_by("title")
    order = list(Level)
    found = [_course(row, None, ()) for row in rows]
    return tuple(sorted(found, key=lambda each: (not each.active, each.topic, order.index(each.level))))


def course(identity: UUID) -> CourseView | None:
    row = TrainingCourse.objects.filter(uuid=identity).first()
    if row is None:
        return None
    trainers = tuple(row.trainers.order_by("name").values_list("uuid", "name"))
    return _course(row, _voices(row), trainers)


def trainer_pool() -> frozenset[UUID]:
    """Everybody who teaches a course; one statement."""
    rows = TrainingCourse.objects.filter(trainers__isnull=False)
    return frozenset(rows.values_list("trainers__uuid", flat=True))


def _course(row: TrainingCourse, voices: Voices | None, trainers: tuple[tuple[UUID, str], ...]) -> CourseView:
    return CourseView(
        uuid=row.uuid, title=row.title, topic=Topic(row.topic), level=Level(row.level), description=row.description,
        minutes=row.minutes, counts_for_rollout=row.counts_for_rollout, service_keys=tuple(row.service_keys),
        materials=tuple((title, address) for title, address in row.materials),
        trainers=trainers, active=row.active, voices=voices,
    )  # fmt: skip


def _voices(row: TrainingCourse) -> Voices | None:
    said = Evaluation.objects.filter(course=row)
    sums = said.aggregate(count=Count("id"), useful=Avg("useful"))
    if sums["count"] < LEAST_VOICES:
        return None
    paces = dict(said.values_list("pace").annotate(count=Count("id")).order_by())
    texts = sorted(said.exclude(text="").values_list("text", flat=True))
    return Voices(
        sums["count"],
        round(sums["useful"], 1),
        {pace: paces.get(pace.value, 0) for pace in Pace},
        tuple(texts),
    )


def trained_bodies(organisations: Collection[int]) -> dict[int, tuple[frozenset[str], ...]]:
    """Which bodies (internal ids) had somebody in a course that counts for a roll-out.

    For each such course its Leistungsschlüssel; an empty set counts for every service. One statement.
    """
    rows = Seat.objects.filter(
        organisation_id__in=list(organisations),
        state=SeatState.ATTENDED,
        date__course__counts_for_rollout=True,
    ).values_list("organisation_id", "date__course__service_keys")
    found: dict[int, set[frozenset[str]]] = defaultdict(set)
    for organisation, keys in rows:
        found[organisation].add(frozenset(keys))
    return {pk: tuple(sets) for pk, sets in found.items()}
