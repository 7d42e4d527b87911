# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A worker may die between any two steps; what it had begun takes effect exactly once."""

from datetime import timedelta

import pytest

from leistungswerk.core import outbox, times
from leistungswerk.core.outbox_states import OutboxState
from leistungswerk.delivery import deliver
from leistungswerk.delivery.models import Parcel
from leistungswerk.online import queries as online
from leistungswerk.online.states import ApplicationState
from stage import FILE_TEXT, Destination, Filled, fill, go_online, in_threads, state_of, work

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


class Killed(BaseException):
    """Ends the worker on the spot: no handler of ours catches it."""


class Mortal:
    """The real adapter, whose process dies right before or right after one of its calls."""

    def __init__(self, port, step: str) -> None:
        self._port = port
        self._when, _, self._step = step.partition(" ")

    def __getattr__(self, name: str):
        call = getattr(self._port, name)

        def maybe_last(*arguments):
            if (self._when, self._step) == ("before", name):
                raise Killed
            answer = call(*arguments)
            if (self._when, self._step) == ("after", name):
                raise Killed
            return answer

        return maybe_last


class MortalPorts(deliver.Ports):
    def __init__(self, step: str) -> None:
        super().__init__()
        self._step = step

    def of(self, connection):
        return Mortal(super().of(connection), self._step)


def _begin(destination: Destination, step: str) -> online.ApplicationView:
    application = fill(go_online(destination), file=FILE_TEXT).submit()
    with pytest.raises(Killed):
        work(MortalPorts(step))
    assert state_of(application) == (OutboxState.RUNNING, "")
    return application


STEPS = (
    "before announce",
    "after announce",
    "before transmit",
    "after transmit",
    "before receipts",
    "after receipts",
)


@pytest.mark.parametrize("step", STEPS)
def test_the_next_worker_completes_what_a_killed_one_began(destination: Destination, step: str):
    application = _begin(destination, step)
    work(after=timedelta(days=2))
    assert state_of(application) == (OutboxState.AWAITING_RECEIPT, "")
    assert len(destination.receive().accepted) == 1
    work(after=timedelta(days=3))
    assert online.application_by_reference(application.reference).state is ApplicationState.ACCEPTED
    effective = [row for row in destination.submissions() if row.answer]
    assert len(effective) == 1
    assert Parcel.objects.get(uuid=application.parcel).foreign_submission == effective[0].submission_id


def test_a_row_of_a_killed_worker_stays_its_own_until_the_lease_ends(destination: Destination):
    application = _begin(destination, "before transmit")
    held = timedelta(days=1) + outbox.LEASE / 2
    assert work(after=held) == ()
    assert state_of(application) == (OutboxState.RUNNING, "")


def test_the_foreign_id_is_stored_before_the_irreversible_call(destination: Destination):
    application = _begin(destination, "before transmit")
    [announced] = destination.submissions()
    row = Parcel.objects.get(uuid=application.parcel)
    assert (row.foreign_submission, row.foreign_case) == (announced.submission_id, announced.case_id)


def test_two_workers_on_one_row_make_one_submission(destination: Destination):
    filled: Filled = fill(go_online(destination))
    application = filled.submit()
    [first] = outbox.claim(limit=5, at=times.now() + timedelta(days=1))
    [second] = outbox.claim(limit=5, at=times.now() + timedelta(days=2))
    in_threads(
        lambda: deliver.process(first, deliver.Ports()), lambda: deliver.process(second, deliver.Ports())
    )
    work(after=timedelta(days=4))
    assert len(destination.receive().accepted) == 1
    work(after=timedelta(days=5))
    assert online.application_by_reference(application.reference).state is ApplicationState.ACCEPTED
