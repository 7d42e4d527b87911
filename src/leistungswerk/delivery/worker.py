# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The outbox worker: claims due rows, delivers them, runs the rooms' recurring jobs in between."""

import os
import signal
import threading
import time
from types import FrameType

import structlog
from django.db import close_old_connections

from leistungswerk.core import outbox, outbox_topics, periodic, times
from leistungswerk.delivery.deliver import Ports, process

log = structlog.get_logger()
_BATCH = 20
_PAUSE = 0.25
"""Seconds between two looks at an empty outbox; a look is one indexed read."""
_FAULT_PAUSE = 5.0


class Worker:
    """Runs until :meth:`stop`; a claimed row it does not finish returns when its lease ends."""

    def __init__(self, *, parent: int | None = None) -> None:
        """With ``parent``, the worker ends when that process is no longer its parent."""
        self._stopping = threading.Event()
        self._adapters = Ports()
        self._parent = parent

    def stop(self) -> None:
        self._stopping.set()

    def step(self) -> int:
        """Process one batch; returns how many rows were claimed."""
        at = times.now()
        if not outbox.anything_due(at=at):
            return 0
        rows = outbox.claim(limit=_BATCH, at=at)
        for row in rows:
            handle = outbox_topics.handler_of(row.topic)
            if handle is not None:
                handle(row)
            else:
                process(row, self._adapters)
        return len(rows)

    def _orphaned(self) -> bool:
        # A server that was killed could not end its child; its successor brings a worker of its own.
        return self._parent is not None and os.getppid() != self._parent

    def run(self) -> None:
        while not self._stopping.is_set() and not self._orphaned():
            try:
                # Both in every round: a backlog must not put off the recurring jobs.
                busy = self.step() + periodic.run_due(time.monotonic()) > 0
            except Exception:  # a database that is restarting must not end the worker
                log.exception("worker_fault")
                close_old_connections()
                self._stopping.wait(_FAULT_PAUSE)
                continue
            if not busy:
                self._stopping.wait(_PAUSE)


def run_until_signal(*, supervised: bool) -> None:
    """Run until SIGTERM or SIGINT, and if ``supervised`` no longer than the process that started this one."""
    worker = Worker(parent=os.getppid() if supervised else None)

    def _stop(_number: int, _frame: FrameType | None) -> None:
        worker.stop()

    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    worker.run()
