# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the instance runs: queues, failures, signs of life. Counts and ages only; nothing about a person."""

import os
import socket
from datetime import datetime, timedelta
from typing import Final

import msgspec

from leistungswerk.core import audit, audit_heads, database, outbox, times
from leistungswerk.core.outbox import LaneView
from leistungswerk.core.outbox_states import LIVE, OutboxState
from leistungswerk.delivery import queries as delivery
from leistungswerk.online import queries as online
from leistungswerk.reporting import usage
from leistungswerk.reporting.models import WorkerBeat

BEAT_SECONDS: Final = 30.0
SILENT: Final = timedelta(minutes=2)
"""A worker that has not been heard for so long is taken for dead."""
_FORGOTTEN: Final = timedelta(days=1)
HOURS: Final = 48
SENT: Final = "sent"


def beat() -> int:
    """Sign of life of this worker; forgets those silent for a day. Returns 0: nobody needs to hear of it."""
    now = times.now()
    name = f"{socket.gethostname()}:{os.getpid()}"[:120]
    WorkerBeat.objects.update_or_create(worker=name, defaults={"at": now})
    WorkerBeat.objects.filter(at__lt=now - _FORGOTTEN).delete()
    return 0


class Worker(msgspec.Struct, frozen=True):
    """A worker and how long ago it was last heard."""

    name: str
    age: timedelta

    @property
    def silent(self) -> bool:
        return self.age > SILENT


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """A connection: what waits, since when, what stands still; attempts and failures of the last hours."""

    lane: str
    name: str
    waiting: int
    oldest: timedelta | None
    """Age of the oldest parcel that waits; ``None``: none does."""
    dead: int
    attempts: int
    """In the last 24 hours."""
    failed: int
    by_hour: tuple[int, ...]
    """Failures in each of the last hours, the newest last."""

    @property
    def error_rate(self) -> int | None:
        """Failures of a hundred attempts in 24 hours; ``None``: nothing was tried."""
        return round(self.failed * 100 / self.attempts) if self.attempts else None


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """The whole instance at a moment."""

    at: datetime
    lanes: tuple[LaneView, ...]
    states: dict[OutboxState, int]
    outcomes: dict[str, int]
    ways: tuple[Way, ...]
    workers: tuple[Worker, ...]
    drafts: int
    applications: dict[str, int]
    usage: dict[str, int]
    audit_number: int
    audit_exported_at: datetime | None
    database_bytes: int

    @property
    def waiting(self) -> int:
        return sum(self.states.get(state, 0) for state in LIVE)

    @property
    def dead(self) -> int:
        return self.states.get(OutboxState.DEAD, 0)

    @property
    def oldest(self) -> timedelta | None:
        return max((way.oldest for way in self.ways if way.oldest is not None), default=None)

    @property
    def working(self) -> bool:
        """Whether a worker was heard."""
        return any(not worker.silent for worker in self.workers)


def condition() -> Condition:
    """Everything at once, in a constant number of statements."""
    at = times.now()
    lanes = outbox.lanes()
    return Condition(
        at=at,
        lanes=lanes,
        states=outbox.counts(),
        outcomes=delivery.attempts_in_all(),
        ways=_ways(lanes, at),
        workers=tuple(Worker(row.worker, at - row.at) for row in WorkerBeat.objects.order_by("-at")),
        drafts=online.draft_count(),
        applications=online.application_counts(),
        usage=usage.totals(),
        audit_number=audit.head()[0],
        audit_exported_at=audit_heads.last_export(),
        database_bytes=database.size(),
    )


def _ways(lanes: tuple[LaneView, ...], at: datetime) -> tuple[Way, ...]:
    names = {f"connection:{each.pk}": each.name for each in delivery.connections()}
    first = at.replace(minute=0, second=0, microsecond=0) - timedelta(hours=HOURS - 1)
    hours: dict[str, list[int]] = {}
    tried: dict[str, int] = {}
    for count in delivery.attempts_by_hour(first):
        lane = f"connection:{count.connection}"
        place = int((count.hour - first).total_seconds() // 3600)
        if count.outcome != SENT:
            hours.setdefault(lane, [0] * HOURS)[place] += count.number
        if place >= HOURS - 24:
            tried[lane] = tried.get(lane, 0) + count.number
    found = []
    for lane in sorted({*names, *(each.lane for each in lanes)}, key=lambda lane: names.get(lane, lane)):
        live = [each for each in lanes if each.lane == lane and each.state in LIVE]
        by_hour = hours.get(lane, [0] * HOURS)
        found.append(
            Way(
                lane=lane, name=names.get(lane, lane), waiting=sum(each.number for each in live),
                oldest=max((at - each.oldest for each in live), default=None),
                dead=sum(each.number for each in lanes if each.lane == lane and each.state is OutboxState.DEAD),
                attempts=tried.get(lane, 0), failed=sum(by_hour[-24:]), by_hour=tuple(by_hour),
            )
        )  # fmt: skip
    return tuple(found)
