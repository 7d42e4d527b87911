# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""From outbox to receipt, over real HTTP, with a receiver that opens what arrives."""

import json
import os
from datetime import timedelta

import pytest

from leistungswerk.core import audit, events, storage
from leistungswerk.core.actor import OPERATOR
from leistungswerk.core.failures import Refused
from leistungswerk.core.outbox_states import OutboxState
from leistungswerk.delivery import deliver, queries, secrets, services
from leistungswerk.delivery.models import Parcel
from leistungswerk.online import queries as online
from leistungswerk.online.states import ApplicationState
from leistungswerk.standards.fitconnect.constants import RejectReason
from leistungswerk.standards.fitconnect.problems import reject_problem
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

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def _again(application):
    return online.application_by_reference(application.reference)


def _outcomes(application):
    return [attempt.outcome for attempt in queries.parcel(application.parcel).attempts]


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
    # Signed events count whole seconds.
    assert done.sent_at.replace(microsecond=0) <= done.received_at <= done.decided_at
    assert state_of(application) == (OutboxState.DONE, "")
    kinds = [receipt.kind for receipt in queries.parcel(application.parcel).receipts]
    assert kinds == ["submitted", "accepted"]
    answers = json.loads((destination.stored(submission.submission_id) / "data.json").read_bytes())
    assert answers["G99000001"]["F99000002"] == "Zwackelmann-Quitzow"


def test_every_receipt_becomes_one_event_however_often_the_log_is_read(destination: Destination):
    application = fill(go_online(destination)).submit()
    for _ in range(3):
        work()
    destination.receive()
    for _ in range(2):
        work()
    assert [event.kind for event in events.of_subject(application.parcel)] == [
        "parcel.submitted",
        "parcel.accepted",
    ]
    assert [event.kind for event in events.of_subject(application.uuid)] == [
        "application.sent",
        "application.received",
        "application.accepted",
    ]


def test_a_rejection_reaches_the_applicant_with_its_reason(destination: Destination):
    application = fill(go_online(destination)).submit()
    work()
    reason = reject_problem(RejectReason.UNSUPPORTED_SCHEMA, "Nur die Fassung 2.0 wird angenommen.", "data")
    assert destination.receive(reject_if=lambda _parcel: reason).rejected
    work()
    done = _again(application)
    assert done.state is ApplicationState.REJECTED
    assert done.decided_at is not None
    assert any("Nur die Fassung 2.0 wird angenommen." in problem for problem in done.problems)
    assert state_of(application) == (OutboxState.DONE, "")


def test_a_large_attachment_arrives_with_the_data_under_its_own_name(destination: Destination):
    content = FILE_TEXT + os.urandom(200 * 1024)
    application = fill(go_online(destination), file=content).submit()
    work()
    [submission] = destination.submissions()
    destination.receive()
    work()
    folder = destination.stored(submission.submission_id)
    [file] = (folder / "attachments").iterdir()
    assert file.read_bytes() == content
    manifest = json.loads((folder / "metadata.json").read_bytes())["contentStructure"]["attachments"]
    assert [(item["attachmentId"], item["filename"]) for item in manifest] == [(file.name, FILE_NAME)]
    answers = json.loads((folder / "data.json").read_bytes())
    assert file.name in json.dumps(answers)
    assert _again(application).state is ApplicationState.ACCEPTED


def test_content_stays_until_the_receiver_has_it_and_no_longer(destination: Destination):
    before = set(blobs())
    application = fill(go_online(destination), file=FILE_TEXT).submit()
    work()
    waiting = Parcel.objects.get(uuid=application.parcel)
    assert waiting.data
    [sealed] = set(blobs()) - before
    assert storage.get(sealed).count(b".") == 4  # a JWE in compact form

    destination.receive()
    work()
    closed = Parcel.objects.get(uuid=application.parcel)
    assert (closed.data, closed.metadata) == ("", "")
    assert closed.closed_at is not None
    assert not closed.attachments.exists()
    assert set(blobs()) == before


def test_a_delivery_service_that_is_down_delays_and_loses_nothing(own_destination: Destination):
    application = fill(go_online(own_destination)).submit()
    own_destination.sandbox.stop()
    work()
    row = outbox_row(application)
    assert (row.state, row.attempts) == (OutboxState.PENDING, 1)
    assert row.last_problem
    assert _outcomes(application) == ["temporary"]

    own_destination.sandbox.start()
    work(after=timedelta(days=2))
    own_destination.receive()
    work(after=timedelta(days=3))
    assert _again(application).state is ApplicationState.ACCEPTED
    assert _outcomes(application) == ["temporary", "sent"]


def test_one_broken_destination_does_not_hold_up_another(
    destination: Destination, own_destination: Destination
):
    stuck = fill(go_online(own_destination, "Erstes Fachverfahren")).submit()
    sound = fill(go_online(destination, "Zweites Fachverfahren")).submit()
    own_destination.sandbox.stop()
    work()
    assert state_of(stuck) == (OutboxState.PENDING, "")
    assert state_of(sound) == (OutboxState.AWAITING_RECEIPT, "")


def test_a_key_that_the_destination_no_longer_uses_waits_for_a_person(destination: Destination, key_pool):
    application = fill(go_online(destination)).submit()
    kid = destination.rotate_key(key_pool)
    work()
    row = outbox_row(application)
    assert (row.state, row.reason) == (OutboxState.DEAD, "config")
    assert kid in row.last_problem
    assert _outcomes(application) == ["config"]
    assert _again(application).state is ApplicationState.SENT


def test_a_wrong_secret_waits_for_a_person_and_goes_on_after_replay(destination: Destination):
    service = go_online(destination)
    application = fill(service).submit()
    secrets.write(service.connection_uuid, "falsch")
    work()
    assert state_of(application) == (OutboxState.DEAD, "config")

    secrets.write(service.connection_uuid, destination.secret)
    services.replay(OPERATOR, row=outbox_row(application).uuid)
    work(after=timedelta(days=2))
    assert state_of(application) == (OutboxState.AWAITING_RECEIPT, "")
    assert audit.page(offset=0, limit=1)[0][0].action == "delivery.replayed"
    with pytest.raises(Refused, match="wartet nicht"):
        services.replay(OPERATOR, row=outbox_row(application).uuid)


def test_a_missing_secret_names_the_file_to_restore(destination: Destination):
    service = go_online(destination)
    application = fill(service).submit()
    secrets._path(service.connection_uuid).unlink()
    work()
    assert state_of(application) == (OutboxState.DEAD, "config")
    assert f"keys/connections/{service.connection_uuid}.secret" in outbox_row(application).last_problem


def test_a_fault_of_ours_is_told_apart_and_stops_no_other_parcel(destination: Destination):
    service = go_online(destination)
    lame, sound = fill(service, file=FILE_TEXT).submit(), fill(service).submit()
    [blob] = Parcel.objects.get(uuid=lame.parcel).attachments.values_list("blob", flat=True)
    storage.delete(blob)
    work()
    assert state_of(lame) == (OutboxState.DEAD, "internal")
    assert state_of(sound) == (OutboxState.AWAITING_RECEIPT, "")


def test_a_receipt_that_does_not_fit_what_was_sent_delivers_nothing(destination: Destination):
    application = fill(go_online(destination)).submit()
    work()
    destination.receive()
    sealed = Parcel.objects.get(uuid=application.parcel).data
    Parcel.objects.filter(uuid=application.parcel).update(data=sealed[:-4] + "AAAA")
    work()
    assert state_of(application) == (OutboxState.DEAD, "config")
    assert _again(application).state is not ApplicationState.ACCEPTED


def test_adapters_are_kept_until_their_settings_change(destination: Destination):
    service = go_online(destination)
    adapters = deliver.Ports()
    row = Parcel.objects.get(uuid=fill(service).submit().parcel).connection
    first = adapters.of(row)
    assert adapters.of(row) is first
    secrets.write(service.connection_uuid, "ein anderes")
    assert adapters.of(row) is not first
