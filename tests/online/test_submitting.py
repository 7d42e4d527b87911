# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Submitting: exactly once, in one transaction, and afterwards the platform cannot read it any more."""

import json
import re

import msgspec
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leistungswerk.core import audit, events, ids, outbox, sealing, times
from leistungswerk.core.failures import ConfigurationFailure, Refused
from leistungswerk.core.outbox_states import OutboxState
from leistungswerk.core.sealing import ResumeCode
from leistungswerk.delivery import key_pool
from leistungswerk.delivery.models import Connection, Parcel, ParcelAttachment
from leistungswerk.online import drafts, queries
from leistungswerk.online.models import Application, Draft, DraftUpload
from leistungswerk.online.services import drafting, submitting
from leistungswerk.online.services.submitting import Incomplete
from leistungswerk.online.states import ApplicationState, DraftState
from leistungswerk.standards.fitconnect.jose import DecryptionKey
from stage import (
    FILE_TEXT,
    PROOF,
    Destination,
    fill,
    go_online,
    in_threads,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

NAME = "G99000001.F99000002"
_BORDERS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def _statements(done: CaptureQueriesContext) -> int:
    return sum(1 for query in done.captured_queries if not query["sql"].startswith(_BORDERS))


def test_an_application_leaves_with_everything_that_belongs_to_it(destination: Destination):
    service = go_online(destination)
    application = fill(service).submit()
    assert re.fullmatch(r"LW-\d{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", application.reference)
    assert (application.state, application.service) == (ApplicationState.SENT, service.pk)
    parcel = Parcel.objects.get(uuid=application.parcel)
    assert (parcel.service_identifier, parcel.region) == (
        f"urn:de:fim:leika:leistung:{service.key}",
        service.ars,
    )
    row = outbox.of_subjects([application.parcel])[application.parcel]
    assert (row.state, row.lane) == (OutboxState.PENDING, f"connection:{service.connection}")
    assert [event.kind for event in events.of_subject(application.uuid)] == ["application.sent"]
    entry = audit.page(offset=0, limit=1)[0][0]
    assert (entry.actor, entry.action, entry.digest) == ("citizen", "application.sent", service.digest)
    assert queries.references([application.parcel]) == {application.parcel: application.reference}


def test_the_parcel_opens_for_the_receiver_and_says_what_was_entered(destination: Destination, key_pool):
    service = go_online(destination)
    application = fill(service).submit()
    key = DecryptionKey.from_jwk(_pool_key(key_pool))
    parcel = Parcel.objects.get(uuid=application.parcel)
    answers = json.loads(key.decrypt(parcel.data, max_bytes=1_000_000))
    assert answers["G99000001"]["F99000002"] == "Zwackelmann-Quitzow"
    metadata = json.loads(key.decrypt(parcel.metadata, max_bytes=1_000_000))
    assert service.digest in json.dumps(metadata)
    assert application.reference in json.dumps(metadata)


def _pool_key(folder):
    return key_pool.key(folder, "encryption", 0)


@pytest.mark.django_db(transaction=True)
def test_four_clicks_at_once_make_one_application_and_all_are_answered(destination: Destination):
    filled = fill(go_online(destination), file=FILE_TEXT)
    clicks = [filled.reload() for _ in range(4)]
    answers = in_threads(
        *[lambda draft=draft: submitting.submit(draft, filled.code).reference for draft in clicks]
    )
    assert len(set(answers)) == 1
    assert Application.objects.count() == Parcel.objects.count() == 1
    assert ParcelAttachment.objects.count() == 1
    assert sum(outbox.counts().values()) == 1
    [application] = queries.applications(offset=0, limit=5)[0]
    assert [event.kind for event in events.of_subject(application.uuid)] == ["application.sent"]


def test_a_late_click_gets_the_same_application(destination: Destination):
    filled = fill(go_online(destination))
    stale = filled.reload()
    first = filled.submit()
    assert submitting.submit(stale, filled.code).reference == first.reference


def test_a_click_on_an_older_state_of_the_draft_sends_nothing_unseen(destination: Destination):
    filled = fill(go_online(destination))
    stale = filled.reload()
    assert drafting.change(filled.reload(), filled.code, lambda content: content)
    with pytest.raises(Refused, match="an anderer Stelle geändert"):
        submitting.submit(stale, filled.code)
    assert not Application.objects.exists()
    assert not Parcel.objects.exists()


def test_what_is_incomplete_is_refused_and_stays_a_draft(destination: Destination):
    filled = fill(go_online(destination), changes={NAME: ""})
    with pytest.raises(Incomplete, match="markierten Angaben"):
        filled.submit()
    assert not Application.objects.exists()
    assert not outbox.anything_due(at=times.now())
    assert filled.reload().content.raw["G99000001.F99000001"] == "Quirinius"


def test_a_released_rule_is_asked_at_submit(destination: Destination):
    contact = "G99000001.G99000003.F99000009"
    with pytest.raises(Incomplete):
        fill(go_online(destination), changes={contact: ""}).submit()


def test_a_file_named_in_the_answers_but_never_uploaded_is_refused(destination: Destination):
    lost = {"G99000008.F99000023": "true", "G99000008.F99000024": "005", PROOF: "a" * 8}
    with pytest.raises(Incomplete):
        fill(go_online(destination), changes=lost).submit()


def test_without_a_key_of_the_destination_the_draft_stays(destination: Destination):
    filled = fill(go_online(destination))
    Connection.objects.update(jwk=None, kid="")
    with pytest.raises(ConfigurationFailure, match="keinen geprüften Schlüssel"):
        filled.submit()
    assert filled.reload().content.raw == filled.draft.content.raw


def test_a_fault_inside_the_transaction_leaves_the_draft_as_it_was(destination: Destination, monkeypatch):
    filled = fill(go_online(destination), file=FILE_TEXT)

    def fails(*_, **__):
        raise ArithmeticError

    monkeypatch.setattr(submitting.audit, "record", fails)
    with pytest.raises(ArithmeticError):
        filled.submit()
    assert not Application.objects.exists()
    assert not Parcel.objects.exists()
    [upload] = filled.reload().content.uploads
    assert submitting.read_upload(filled.draft, upload) == FILE_TEXT


def test_a_reference_that_is_taken_is_drawn_again(destination: Destination, monkeypatch):
    service = go_online(destination)
    first = fill(service).submit()
    drawn = iter([first.reference, first.reference, ids.new_reference(2026)])
    monkeypatch.setattr(submitting.ids, "new_reference", lambda _year: next(drawn))
    second = fill(service).submit()
    assert second.reference != first.reference
    assert Application.objects.count() == 2


def test_the_keys_of_the_draft_are_destroyed(destination: Destination):
    filled = fill(go_online(destination), file=FILE_TEXT)
    filled.submit()
    row = Draft.objects.get(uuid=filled.draft.uuid)
    assert row.state == DraftState.SUBMITTED
    assert (row.wrapped_by_server, row.wrapped_by_code, row.content) == (None, None, None)
    assert not DraftUpload.objects.exists()


def test_the_copy_opens_only_with_the_code(destination: Destination):
    filled = fill(go_online(destination), file=FILE_TEXT)
    application = filled.submit()
    copy = submitting.open_copy(application, ResumeCode.read(filled.code.shown))
    assert copy.raw == filled.draft.content.raw
    assert copy.uploads == filled.draft.content.uploads
    assert (copy.reference, copy.sent_at) == (application.reference, application.sent_at)
    with pytest.raises(sealing.SealError):
        submitting.open_copy(application, ResumeCode.new())


def test_an_application_is_found_by_its_code_only(destination: Destination):
    service = go_online(destination)
    filled, other = fill(service), fill(service)
    application = filled.submit()
    assert queries.application_of(filled.draft.uuid, filled.code).uuid == application.uuid
    assert queries.application_of(filled.draft.uuid, other.code) is None
    assert drafts.load(filled.draft.uuid, other.code) is None


def test_submitting_takes_few_statements(destination: Destination):
    service = go_online(destination)
    fill(service).submit()  # forms and keys are read once in a process
    plain, with_file = fill(service), fill(service, file=FILE_TEXT)
    with CaptureQueriesContext(connection) as done:
        plain.submit()
    assert _statements(done) <= 8
    with CaptureQueriesContext(connection) as done:
        with_file.submit()
    # One to read each file; store the sealed ones, list and delete the encrypted ones together.
    assert _statements(done) <= 8 + 3 + 1


def test_two_opinions_that_differ_stop_the_application(destination: Destination, monkeypatch):
    service = go_online(destination)
    filled = fill(service)
    plan = submitting.plans.plan(service.form_version)
    monkeypatch.setattr(plan, "check", lambda *_: ())
    # Our checks are blinded here; the schema still refuses what they would have let pass.
    broken = msgspec.structs.replace(
        filled.draft.content, raw={**filled.draft.content.raw, "G99000001.G99000002.F99000007": "kein"}
    )
    with pytest.raises(RuntimeError, match="JSON Schema"):
        submitting._answers(msgspec.structs.replace(filled.draft, content=broken), service.form_version)
