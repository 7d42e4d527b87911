# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import threading
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leistungswerk.core import audit, periodic
from leistungswerk.core.outbox_states import OutboxState
from leistungswerk.delivery import worker as module
from leistungswerk.delivery.worker import Worker
from stage import Destination, fill, go_online, state_of

pytestmark = pytest.mark.django_db(transaction=True)


def _until(reached) -> None:
    """Wait for what a thread does; the limit only ends a test that would hang."""
    end = time.monotonic() + 30
    while not reached():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def running():
    """A worker in a thread, as the process runs it."""
    worker = Worker()

    def run() -> None:
        try:
            worker.run()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    yield lambda: (thread.start(), worker)[1]
    worker.stop()
    thread.join()


def test_an_idle_look_is_one_read():
    with CaptureQueriesContext(connection) as done:
        assert Worker().step() == 0
    assert [query["sql"].split()[0] for query in done.captured_queries] == ["SELECT"]


def test_a_busy_step_takes_what_is_due(destination: Destination):
    service = go_online(destination)
    applications = [fill(service).submit() for _ in range(3)]
    assert Worker().step() == 3
    assert {state_of(item)[0] for item in applications} == {OutboxState.AWAITING_RECEIPT}


def test_the_worker_delivers_and_does_the_recurring_jobs_until_it_is_stopped(
    destination: Destination, running, monkeypatch
):
    monkeypatch.setattr(periodic, "_jobs", {})
    periodic.register("audit.seal", audit.seal, every=0.0)
    application = fill(go_online(destination)).submit()
    running()
    _until(lambda: state_of(application)[0] is OutboxState.AWAITING_RECEIPT)
    _until(lambda: audit.seal() == 0)
    assert audit.first_broken() is None


def test_a_fault_of_a_recurring_job_does_not_end_the_worker(destination: Destination, running, monkeypatch):
    def fails() -> int:
        failed.append(1)
        raise ArithmeticError

    failed: list[int] = []
    monkeypatch.setattr(module, "_FAULT_PAUSE", 0.01)
    monkeypatch.setattr(periodic, "_jobs", {})
    periodic.register("broken", fails, every=0.0)
    application = fill(go_online(destination)).submit()
    running()
    _until(lambda: len(failed) >= 2)
    assert state_of(application)[0] is not OutboxState.PENDING


def test_a_backlog_does_not_put_off_the_recurring_jobs(monkeypatch):
    class Crowded(Worker):
        """Always finds something to deliver, until it has had enough."""

        rounds = 0

        def step(self) -> int:
            self.rounds += 1
            if self.rounds == 100:
                self.stop()
            return 1

    worker = Crowded()
    monkeypatch.setattr(periodic, "_jobs", {})
    periodic.register("probe", lambda: worker.stop() or 1, every=0.0)
    worker.run()
    assert worker.rounds == 1
