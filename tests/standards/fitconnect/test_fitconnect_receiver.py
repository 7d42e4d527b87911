# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import base64
import json
import signal
import subprocess
import sys
import threading

import msgspec
import pytest

from leistungswerk.standards.fitconnect import jose
from leistungswerk.standards.fitconnect.constants import JSON, RejectReason
from leistungswerk.standards.fitconnect.events import Event, EventLog, State, new_event, sign_event
from leistungswerk.standards.fitconnect.jose import SigningKey
from leistungswerk.standards.fitconnect.metadata import build_metadata
from leistungswerk.standards.fitconnect.problems import Problem
from leistungswerk.standards.fitconnect.receiver import Receiver, ReceiverSetupProblem
from leistungswerk.standards.fitconnect.receiver.inbox import InboxBusy
from leistungswerk.standards.fitconnect.sandbox.records import find_content
from leistungswerk.standards.fitconnect.sandbox.store import Store
from leistungswerk.standards.fitconnect.transport import (
    ConfigurationProblem,
    PermanentProblem,
    StateConflict,
    TemporaryProblem,
)

SCHEMA_URI = "https://schema.example/wohngeld/1.0"
DATA = b'{"name":"Muster"}'


def _log(peer, sent) -> EventLog:
    return peer.sender().event_log(
        sent.case_id, submission_id=sent.submission_id, destination_id=peer.destination_id
    )


def _receive(peer, **changes):
    with Receiver(peer.prepare_receiver(**changes)) as receiver:
        return receiver.receive_once()


def _problem(peer, sent) -> Problem:
    log = _log(peer, sent)
    assert log.state is State.DELETED
    assert not log.accepted
    [problem] = log.answer.problems
    return problem


def test_an_application_with_a_large_attachment_arrives_whole(peer, new_id):
    attachment, plain = new_id(), bytes(range(256)) * 800
    sent = peer.send(attachments={attachment: plain})
    assert _receive(peer).accepted == (sent.submission_id,)
    folder = peer.receiver_folder / "submissions" / sent.submission_id
    assert (folder / "data.json").read_bytes() == DATA
    assert (folder / "attachments" / attachment).read_bytes() == plain
    receipt = json.loads((folder / "receipt.json").read_bytes())
    assert (receipt["accepted"], receipt["schemaChecked"]) == (True, False)
    assert receipt["filenames"] == {attachment: "a.pdf"}
    assert json.loads((folder / "metadata.json").read_bytes())["contentStructure"]["attachments"]
    assert {path.stat().st_mode & 0o077 for path in folder.rglob("*")} == {0}


def test_the_sender_reads_a_signed_receipt_for_exactly_its_content(peer, new_id):
    sent = peer.send(attachments={new_id(): b"x"})
    _receive(peer)
    log = _log(peer, sent)
    assert [one.event for one in log.events] == [Event.CREATE, Event.SUBMIT, Event.ACCEPT, Event.DELETE]
    assert log.accepted
    assert log.answer.tags == log.submitted_tags
    assert log.answer.issuer == peer.destination_id


def test_after_the_answer_the_service_holds_no_content(peer, new_id):
    sent = peer.send(attachments={new_id(): b"x"})
    _receive(peer)
    with Store(peer.folder).reading() as db:
        assert find_content(db, sent.submission_id) is None
    assert not list((peer.folder / "attachments").glob(f"{sent.submission_id}*"))
    with pytest.raises(PermanentProblem):
        peer.subscriber().get_submission(sent.submission_id)


def test_nothing_waits_nothing_happens(peer):
    assert msgspec.structs.astuple(_receive(peer)) == ((), (), (), ())


def test_many_are_received_in_one_round_in_order(peer):
    sent = [peer.send().submission_id for _ in range(4)]
    assert list(_receive(peer).accepted) == sent


def test_killed_between_storing_and_answering_stores_once_and_answers_the_same(peer, monkeypatch):
    sent = peer.send()
    with Receiver(peer.prepare_receiver()) as receiver:
        with monkeypatch.context() as patch:
            patch.setattr(receiver._client, "post_event", _die)
            with pytest.raises(KeyboardInterrupt):
                receiver.receive_once()
        stored = (peer.receiver_folder / "submissions" / sent.submission_id / "answer.jws").read_text()
    assert _log(peer, sent).state is State.SUBMITTED
    assert _receive(peer).repeated == (sent.submission_id,)
    assert len(list((peer.receiver_folder / "submissions").iterdir())) == 1
    assert _log(peer, sent).answer.token == stored


def _die(*_):
    raise KeyboardInterrupt


def test_killed_while_storing_leaves_nothing_half(peer, monkeypatch):
    sent = peer.send()
    with Receiver(peer.prepare_receiver()) as receiver:
        monkeypatch.setattr("leistungswerk.standards.fitconnect.receiver.inbox.sync_folder", _die)
        monkeypatch.setattr("pathlib.Path.rename", _die)
        with pytest.raises(KeyboardInterrupt):
            receiver.receive_once()
    monkeypatch.undo()
    assert list((peer.receiver_folder / "submissions").iterdir()) == []
    assert _receive(peer).accepted == (sent.submission_id,)
    assert list((peer.receiver_folder / "incoming").iterdir()) == []


def test_a_lost_answer_may_be_repeated_but_not_changed(peer):
    sent = peer.send()
    with Receiver(peer.prepare_receiver()) as receiver:
        receiver.receive_once()
    token = (peer.receiver_folder / "submissions" / sent.submission_id / "answer.jws").read_text()
    subscriber = peer.subscriber()
    subscriber.post_event(sent.case_id, token)
    assert len(peer.sender().events(sent.case_id)) == 4
    with pytest.raises(StateConflict):
        subscriber.post_event(sent.case_id, _reject_event(peer, sent))


def _reject_event(peer, sent, **changes):
    event = new_event(
        changes.pop("event", Event.REJECT),
        issuer=peer.destination_id,
        submission_id=sent.submission_id,
        case_id=sent.case_id,
        issued_at=_log(peer, sent).events[0].issued_at,
        **changes,
    )
    return sign_event(event, SigningKey.from_jwk(peer.keys.signature))


def test_the_service_refuses_receipts_it_cannot_trust(peer):
    sent = peer.send()
    subscriber = peer.subscriber()
    submit = peer.sender().events(sent.case_id)[1]
    wrong_tags = msgspec.structs.replace(_log(peer, sent).submitted_tags, data="x")
    good = _reject_event(peer, sent)
    head, body, signature = good.split(".")
    cases = {
        submit: 403,
        f"{head}.{body}.{signature[:-4]}AAAA": 422,
        _reject_event(peer, sent, event=Event.ACCEPT, tags=wrong_tags): 422,
        _reject_event(peer, sent, event=Event.ACCEPT): 422,
        "kein.gültiges.token": 422,
    }
    for token, status in cases.items():
        with pytest.raises((PermanentProblem, ConfigurationProblem)) as caught:
            subscriber.post_event(sent.case_id, token)
        assert caught.value.problem.status == status
    with pytest.raises(PermanentProblem) as caught:
        subscriber.post_event("anderer-vorgang", good)
    assert caught.value.problem.status == 404
    assert _log(peer, sent).state is State.SUBMITTED


def _tamper(peer, sent, column):
    """Exchange content in the delivery service, as a dishonest or broken one would."""
    other = peer.encryptor().encrypt(b'{"name":"Ganz anders"}', cty=JSON)
    with Store(peer.folder).writing() as db:
        db.execute(f"UPDATE contents SET {column} = ? WHERE submission_id = ?", (other, sent.submission_id))  # noqa: S608


@pytest.mark.parametrize("column", ["data", "metadata"])
def test_exchanged_content_is_rejected_by_its_tag(peer, column):
    sent = peer.send()
    _tamper(peer, sent, column)
    assert _receive(peer).rejected == (sent.submission_id,)
    problem = _problem(peer, sent)
    assert (problem.type, problem.instance) == (RejectReason.INCORRECT_AUTHENTICATION_TAG.uri, column)


def test_an_exchanged_attachment_is_rejected_by_its_tag(peer, new_id):
    attachment = new_id()
    sent = peer.send(attachments={attachment: b"echt"})
    path = Store(peer.folder).attachment_path(sent.submission_id, attachment)
    path.write_text(peer.encryptor().encrypt(b"falsch", cty="a/b"))
    _receive(peer)
    problem = _problem(peer, sent)
    assert (problem.type, problem.instance) == (
        RejectReason.INCORRECT_AUTHENTICATION_TAG.uri,
        f"attachment:{attachment}",
    )


def test_a_wrong_hash_is_rejected(peer):
    sent = peer.send(metadata=build_metadata(data=b"andere Daten", schema_uri=SCHEMA_URI))
    _receive(peer)
    assert _problem(peer, sent).type == RejectReason.INCORRECT_HASH.uri
    assert _problem(peer, sent).instance == "data"
    assert not (peer.receiver_folder / "submissions" / sent.submission_id).exists()


def test_a_wrong_attachment_hash_is_rejected(peer, new_id):
    attachment = new_id()
    about = json.loads(build_metadata(data=DATA, schema_uri=SCHEMA_URI))
    entry = {"attachmentId": attachment, "purpose": "form", "mimeType": "a/b"}
    about["contentStructure"]["attachments"] = [entry | {"hash": {"type": "sha512", "content": "0" * 128}}]
    sent = peer.send(attachments={attachment: b"x"}, metadata=json.dumps(about).encode())
    _receive(peer)
    problem = _problem(peer, sent)
    assert (problem.type, problem.instance) == (RejectReason.INCORRECT_HASH.uri, f"attachment:{attachment}")


@pytest.mark.parametrize(
    ("metadata", "reason"),
    [
        (b"{", RejectReason.SYNTAX_VIOLATION),
        (b"{}", RejectReason.UNSUPPORTED_SCHEMA),
        (
            b'{"$schema":"https://schema.fitko.de/fit-connect/metadata/2.1.0/metadata.schema.json"}',
            RejectReason.SCHEMA_VIOLATION,
        ),
    ],
)
def test_broken_metadata_are_rejected_with_the_right_reason(peer, metadata, reason):
    sent = peer.send(metadata=metadata)
    _receive(peer)
    assert (_problem(peer, sent).type, _problem(peer, sent).instance) == (reason.uri, "metadata")


def test_data_that_are_no_json_are_rejected(peer):
    sent = peer.send(data=b"<xml/>")
    _receive(peer)
    assert _problem(peer, sent).type == RejectReason.SYNTAX_VIOLATION.uri


def test_an_attachment_the_metadata_do_not_name_is_rejected(peer, new_id):
    sent = peer.send(attachments={new_id(): b"x"}, metadata=build_metadata(data=DATA, schema_uri=SCHEMA_URI))
    _receive(peer)
    assert _problem(peer, sent).type == RejectReason.ATTACHMENTS_MISMATCH.uri


def test_a_named_attachment_that_never_came_is_rejected(peer, new_id):
    missing = new_id()
    about = json.loads(build_metadata(data=DATA, schema_uri=SCHEMA_URI))
    entry = {"attachmentId": missing, "purpose": "form", "mimeType": "a/b"}
    about["contentStructure"]["attachments"] = [entry | {"hash": {"type": "sha512", "content": "0" * 128}}]
    sent = peer.send(metadata=json.dumps(about).encode())
    _receive(peer)
    problem = _problem(peer, sent)
    assert (problem.type, problem.instance) == (RejectReason.MISSING_ATTACHMENT.uri, f"attachment:{missing}")


def test_content_nobody_can_decrypt_is_rejected(peer, monkeypatch):
    genuine = peer.encryptor().encrypt
    head, _, iv, content, tag = genuine(DATA, cty=JSON).split(".")
    broken = ".".join((head, base64.urlsafe_b64encode(b"x" * 512).rstrip(b"=").decode(), iv, content, tag))
    monkeypatch.setattr(type(peer), "encryptor", lambda _: _Broken(broken))
    sent = peer.send()
    _receive(peer)
    assert _problem(peer, sent).type == RejectReason.ENCRYPTION_ISSUE.uri


class _Broken:
    def __init__(self, compact):
        self.compact = compact

    def encrypt(self, *_, **__):
        return self.compact


def test_a_missing_private_key_leaves_the_submission_waiting(peer):
    sent = peer.send()
    folder = peer.prepare_receiver()
    other = jose.generate_encryption_key(2048)
    path = folder / "decryption-key.json"
    path.write_bytes(other.to_json())
    with Receiver(folder) as receiver:
        assert receiver.receive_once().failed == (sent.submission_id,)
    assert _log(peer, sent).state is State.SUBMITTED
    assert _receive(peer).accepted == (sent.submission_id,)


def test_one_that_must_wait_does_not_hold_up_the_others(peer, monkeypatch):
    first, second = peer.send(), peer.send()
    with Receiver(peer.prepare_receiver()) as receiver:
        genuine = receiver._client.get_submission

        def get(submission_id):
            if submission_id == first.submission_id:
                raise PermanentProblem(Problem("urn:x"))
            return genuine(submission_id)

        monkeypatch.setattr(receiver._client, "get_submission", get)
        done = receiver.receive_once()
    assert (done.failed, done.accepted) == ((first.submission_id,), (second.submission_id,))


def test_a_configured_rejection_reaches_the_sender(peer):
    sent = peer.send()
    reason = Problem(
        "https://fachverfahren.example/unzustaendig",
        "Nicht zuständig",
        "Bitte an Mainz senden.",
        "submission",
    )
    assert _receive(peer, reject_all=reason).rejected == (sent.submission_id,)
    assert _problem(peer, sent) == reason


def test_an_own_rule_decides(peer):
    good, bad = peer.send(), peer.send(b'{"name":"Niemand"}')
    problem = Problem("urn:regel", "Unbekannt", "Diese Person gibt es nicht.", "data")
    with Receiver(
        peer.prepare_receiver(), reject_if=lambda parcel: problem if b"Niemand" in parcel.data else None
    ) as receiver:
        done = receiver.receive_once()
    assert (done.accepted, done.rejected) == ((good.submission_id,), (bad.submission_id,))


def test_a_folder_has_one_receiver(peer):
    with Receiver(peer.prepare_receiver()), pytest.raises(InboxBusy):
        Receiver(peer.receiver_folder)


def test_an_unready_folder_says_what_is_missing(peer, tmp_path):
    with pytest.raises(ReceiverSetupProblem, match=r"config\.json fehlt"):
        Receiver(tmp_path / "leer")
    folder = peer.prepare_receiver()
    (folder / "signature-key.json").chmod(0o644)
    with pytest.raises(ReceiverSetupProblem, match="chmod 600"):
        Receiver(folder)


def test_the_loop_waits_and_goes_on_when_the_service_is_away(peer, monkeypatch):
    stop = threading.Event()
    waits = []
    with Receiver(peer.prepare_receiver()) as receiver:
        answers = iter(
            [
                TemporaryProblem(Problem("urn:x"), 7.0),
                PermanentProblem(Problem("urn:x")),
                OSError("voll"),
                None,
            ]
        )

        def receive():
            if (problem := next(answers)) is not None:
                raise problem
            stop.set()

        monkeypatch.setattr(receiver, "receive_once", receive)
        monkeypatch.setattr(stop, "wait", waits.append)
        receiver.run(2.0, stop)
    assert waits == [7.0, 60.0, 60.0, 2.0]


def test_the_receiver_process_receives_and_ends_on_sigterm(peer):
    sent = peer.send()
    folder = peer.prepare_receiver()
    code = f"from leistungswerk.standards.fitconnect.receiver import run_receiver; run_receiver(__import__('pathlib').Path({str(folder)!r}), 0.05)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            if sent.submission_id in line:
                break
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
    assert process.returncode == 0
    assert _log(peer, sent).accepted
