# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telling subscribers: what happened is noted in its own transaction, mails are made from it by the worker.

A subscriber has one mark, ``told_until``. A digest takes every change up to a moment, moves the mark by a conditional
UPDATE and promises the mail in the same transaction: nobody is told twice and nobody misses a change, whichever
worker dies.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Final

import structlog
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import override

from leistungswerk.core import times
from leistungswerk.enablement.directory import letters, sources
from leistungswerk.enablement.directory.letters import Part
from leistungswerk.enablement.directory.models import Change, Subscriber, Subscription
from leistungswerk.enablement.directory.sources import ChangeView, Line
from leistungswerk.enablement.directory.states import Pace, Topic
from leistungswerk.register.queries import role_contacts

log = structlog.get_logger()
SETTLE: Final = timedelta(seconds=60)
"""A change is told no sooner: a transaction that was begun before and commits later must not be overlooked."""
KEPT: Final = timedelta(days=30)
"""Changes are deleted after that time; the longest pace is a week."""
_MOST_BOUNCES: Final = 3
_FORGIVEN: Final = timedelta(days=60)
"""A mail that came back longer ago no longer counts."""
_MORNING: Final = time(7)
_BATCH: Final = 50
_MOST_LINES: Final = 60


def note(
    *, topic: Topic, key: str, kind: str, subject: uuid.UUID, at: datetime, data: dict[str, str] | None = None
) -> None:
    """Keep a change if anybody asked for it; within the transaction of what happened."""
    if Subscription.objects.filter(topic=topic.value, key=key).exists():
        Change.objects.create(
            topic=topic.value,
            key=key,
            kind=kind,
            subject=subject,
            data=data or {},
            due_at=max(at, times.now()),
        )


def take_back(*, topic: Topic, subject: uuid.UUID) -> None:
    """What was planned and is not yet due is not told."""
    Change.objects.filter(topic=topic.value, subject=subject, due_at__gt=times.now()).delete()


def _last_turn(pace: Pace, now: datetime) -> datetime:
    """The latest moment at which subscribers of this pace are told what happened before it."""
    if pace is Pace.AT_ONCE:
        return now - SETTLE
    local = now.astimezone(times.BERLIN)
    morning = datetime.combine(local.date(), _MORNING, times.BERLIN)
    if pace is Pace.WEEKLY:
        morning -= timedelta(days=local.weekday())
    step = timedelta(days=7 if pace is Pace.WEEKLY else 1)
    turn = morning if morning + SETTLE <= local else morning - step
    return turn.astimezone(now.tzinfo)


def tell_due(now: datetime | None = None) -> int:
    """Promise the mails that are due; how many. A recurring job, in batches, each subscriber a transaction."""
    moment, told = now or times.now(), 0
    for pace in Pace:
        until = _last_turn(pace, moment)
        for row in _waiting(pace, until):
            told += _tell(row, until)
    return told


def _waiting(pace: Pace, until: datetime) -> "QuerySet[Subscriber]":
    """Subscribers with something new; who has nothing new is not touched."""
    news = Change.objects.filter(
        topic=OuterRef("topic"),
        key=OuterRef("key"),
        due_at__gt=OuterRef("subscriber__told_until"),
        due_at__lte=until,
    )
    asked = Subscription.objects.filter(Exists(news), subscriber__pace=pace.value)
    rows = Subscriber.objects.filter(pk__in=asked.values("subscriber_id")).select_related("person")
    return rows.order_by("told_until", "pk")[:_BATCH]


def _tell(row: Subscriber, until: datetime) -> int:
    with transaction.atomic():
        moved = Subscriber.objects.filter(pk=row.pk, told_until=row.told_until).update(told_until=until)
        if not moved:
            return 0
        person = role_contacts.work_address(row.person_id) if row.person_id else None
        if row.person_id and person is None:
            Subscriber.objects.filter(pk=row.pk).delete()  # somebody who left is not told
            return 0
        recipient = person[1] if person else row.email
        parts = _parts(row, until, person[0] if person else None)
        if not parts or not recipient:
            return 0
        letters.digest(row, recipient, parts, at=times.now())
    return 1


def _parts(row: Subscriber, until: datetime, person: uuid.UUID | None) -> list[Part]:
    """What is new, under the name of each topic; lines that say the same are said once."""
    wanted = {(each.topic, each.key): each.since for each in row.subscriptions.all()}
    asked = Q(pk__in=())
    for topic, key in wanted:
        asked |= Q(topic=topic, key=key)
    rows = Change.objects.filter(asked, due_at__gt=row.told_until, due_at__lte=until).order_by("due_at", "pk")
    found: dict[tuple[str, str], list[Line]] = {}
    with override(row.language):
        for change in _fresh(rows[:_MOST_LINES], wanted):
            line = _line(change, person)
            lines = found.setdefault((change.topic, change.key), [])
            if line is not None and line not in lines:
                lines.append(line)
        return [
            Part(sources.title(Topic(topic), key) or "", tuple(lines))
            for (topic, key), lines in found.items()
            if lines
        ]


def _fresh(rows: Iterable[Change], wanted: dict[tuple[str, str], datetime]) -> Iterable[Change]:
    return (row for row in rows if row.due_at > wanted[row.topic, row.key])


def _line(row: Change, person: uuid.UUID | None) -> Line | None:
    source = sources.source(Topic(row.topic))
    if source is None or (person is not None and not source.visible(person, row.key)):
        return None
    return source.line(ChangeView(Topic(row.topic), row.key, row.kind, row.subject, row.data))


def on_refused(subscriber: uuid.UUID) -> None:
    """A mail came back. After some times in a row nobody is there, and the address goes."""
    now = times.now()
    with transaction.atomic():
        row = Subscriber.objects.select_for_update().filter(uuid=subscriber).first()
        if row is None:
            return
        lately = row.bounced_at is not None and now - row.bounced_at < _FORGIVEN
        bounces = row.bounces + 1 if lately else 1
        if bounces >= _MOST_BOUNCES and not row.person_id:
            row.delete()
            log.info("subscriber_gone", reason="bounces")
        else:
            Subscriber.objects.filter(pk=row.pk).update(bounces=bounces, bounced_at=now)


def forget_people() -> int:
    """Delete the subscriptions of people who left; a recurring job."""
    gone, _kinds = Subscriber.objects.filter(person__active=False).delete()
    return gone


def forget_changes() -> int:
    """Delete changes that everybody was told; a recurring job."""
    gone, _kinds = Change.objects.filter(due_at__lt=times.now() - KEPT).delete()
    return gone
