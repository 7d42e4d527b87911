# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""From outbox to receipt, over real HTTP, with a receiver that opens what arrives."""

import json

import pytest
from stage import (
    FILE_NAME,
    FILE_TEXT,
    Destination,
    blobs,
    fill,
    go_online,
    outbox_row,
    state_of,
    work,
)

from leistungswerk.core import events
from leistungswerk.core.outbox_states import OutboxState
from leistungswerk.delivery import deliver, queries
from leistungswerk.delivery.models import Parcel
from leistungswerk.online import queries as online
from leistungswerk.online.states import ApplicationState
from leistungswerk.standards.fitconnect.constants import RejectReason
from leistungswerk.standards.fitconnect.problems import reject_problem

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def _again(application):
    return online.application_by_reference(application.reference)


def test_an_application_goes_all_the_way_to_accepted(destination: Destination):
    application = fill(go_online(destination)).submit()
    work()
    sent = _again(application)
    assert (sent.state, sent.decided_at) == (ApplicationState.RECEIVED, None)
    assert state_of(application) == (OutboxState.AWAITING_RECEIPT, "")

    [submission] = destination.submissions()
    assert destination.receive().accepted == (submission.submission_id,)
    work()
    done = _again(application)
    assert done.state is ApplicationState.ACCEPTED
    assert done.sent_at < done.received_at <= done.decided_at
    assert state_of(application) == (OutboxState.DONE, "")
    kinds = [receipt.kind for receipt in queries.parcel(application.parcel).receipts]
    assert kinds == ["submitted", "accepted"]
    answers = json.loads((destination.stored(submission.submission_id) / "data.json").read_bytes())
    assert answers["G99000001"]["F99000002"] == "Zwackelmann-Quitzow"
