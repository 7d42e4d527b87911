# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import uuid
from datetime import UTC, datetime

import pytest
from django.db import transaction

from leistungswerk.core import audit, events, outbox
from leistungswerk.core.actor import OPERATOR

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def subscribe(monkeypatch):
    """Subscribe for this test only."""
    monkeypatch.setattr(events, "_subscribers", {})
    return events.subscribe


def test_subscribers_hear_of_their_kind_once_in_the_order_they_came(subscribe):
    heard = []

    def first(event):
        heard.append(("first", event.subject, event.data))

    def second(event):
        heard.append(("second", event.subject, event.data))

    for subscriber in (first, second, first):
        subscribe("parcel.accepted", subscriber)
    subject = uuid.uuid4()
    with transaction.atomic():
        events.publish(kind="parcel.accepted", subject=subject, at=NOW, data={"key": "1"})
        events.publish(kind="parcel.rejected", subject=subject, at=NOW)
    assert heard == [("first", subject, {"key": "1"}), ("second", subject, {"key": "1"})]
    assert [event.kind for event in events.of_subject(subject)] == ["parcel.accepted", "parcel.rejected"]
    assert [event.kind for event in events.latest(2, without="parcel.r")] == ["parcel.accepted"]


def test_a_subscriber_that_fails_undoes_everything_that_belongs_to_the_event(subscribe):
    def fails(_event):
        raise ArithmeticError

    subscribe("parcel.accepted", fails)
    subject = uuid.uuid4()

    @transaction.atomic
    def take_over():
        outbox.enqueue(topic="deliver", subject=subject, lane="a", at=NOW)
        audit.record(OPERATOR, action="parcel.accepted", subject="parcel:1", at=NOW)
        events.publish(kind="parcel.accepted", subject=subject, at=NOW)

    with pytest.raises(ArithmeticError):
        take_over()
    assert events.of_subject(subject) == ()
    assert audit.page(offset=0, limit=5) == ((), 0)
    assert not outbox.anything_due(at=NOW)


def test_an_event_outside_a_transaction_is_a_fault(transactional_db):
    with pytest.raises(RuntimeError, match="transaction"):
        events.publish(kind="parcel.accepted", subject=uuid.uuid4(), at=NOW)
