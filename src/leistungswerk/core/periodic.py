# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small recurring jobs of the rooms, run by the worker between two parcels."""

from collections.abc import Callable

import msgspec
import structlog

log = structlog.get_logger()
Job = Callable[[], int]


class _Entry(msgspec.Struct):
    job: Job
    every: float
    due: float


_jobs: dict[str, _Entry] = {}


def register(name: str, job: Job, *, every: float) -> None:
    """``job`` returns how many things it handled; ``every`` in seconds. Registered once at start-up."""
    _jobs.setdefault(name, _Entry(job, every, 0.0))


def run_due(clock: float) -> int:
    """Run what is due at ``clock`` (monotonic seconds); returns the sum of what the jobs handled."""
    handled = 0
    for name, entry in _jobs.items():
        if entry.due <= clock:
            entry.due = clock + entry.every
            count = entry.job()
            handled += count
            if count:
                log.info("periodic_job", kind=name, count=count)
    return handled
