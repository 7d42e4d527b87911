# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import concurrent.futures

import pytest

from leistungswerk.standards.fitconnect import jose
from leistungswerk.standards.fitconnect.client import SenderClient
from leistungswerk.standards.fitconnect.constants import JSON, ProblemType
from leistungswerk.standards.fitconnect.events import Event, State
from leistungswerk.standards.fitconnect.sandbox.context import Limits
from leistungswerk.standards.fitconnect.sandbox.serve import open_server
from leistungswerk.standards.fitconnect.sandbox.store import Store
from leistungswerk.standards.fitconnect.transport import (
    ConfigurationProblem,
    PermanentProblem,
    StateConflict,
    TemporaryProblem,
)
from leistungswerk.standards.fitconnect.wire import PublicService

AGENT = "Leistungswerk-Test/1"
SERVICE = PublicService("Wohngeld", "urn:de:fim:leika:leistung:99107023017000")

API = "/submission-api/v2"


def _announcement(peer, **changes):
    return {
        "destinationId": peer.destination_id,
        "announcedAttachments": [],
        "publicService": {"name": SERVICE.name, "identifier": SERVICE.identifier},
    } | changes


def _refused(answer, status, kind):
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert (answer.status_code, problem["type"], problem["status"]) == (status, kind.uri, status)
    assert problem["title"]
    assert problem["detail"]
    return problem["detail"]


def test_the_public_view_tells_what_a_sender_needs(peer):
    view = peer.sender().get_destination(peer.destination_id)
    assert (view.status.value, view.encryption_kid) == ("active", peer.keys.encryption.kid)
    assert view.public_services[0].identifier == SERVICE.identifier
    assert view.metadata_versions == ("2.1.0",)


def test_keys_are_public_and_good(peer):
    key = peer.sender().get_key(peer.destination_id, peer.keys.encryption.kid)
    assert jose.check_public_key(key) == ()
    [service] = peer.sender().get_service_keys()
    assert service == peer.keys.service.public
    everything = peer.http.get(
        f"{peer.base}/destination-api/v2/destinations/{peer.destination_id}/keys", headers=peer.token()
    )
    assert [one["kid"] for one in everything.json()["keys"]] == [
        peer.keys.encryption.kid,
        peer.keys.signature.kid,
    ]


def test_events_of_a_submission_are_signed_and_in_order(peer):
    sent = peer.send()
    log = peer.sender().event_log(
        sent.case_id, submission_id=sent.submission_id, destination_id=peer.destination_id
    )
    assert [one.event for one in log.events] == [Event.CREATE, Event.SUBMIT]
    assert log.state is State.SUBMITTED
    assert log.events[0].issuer == f"{peer.base}/submission-api"


def test_events_are_paged(peer):
    sent = peer.send()
    url = f"{peer.base}{API}/submissions/{sent.submission_id}/events"
    page = peer.http.get(url, params={"limit": 1, "offset": 1}, headers=peer.token()).json()
    assert page["eventLog"] == [peer.sender().events(sent.case_id)[1]]
    _refused(
        peer.http.get(url, params={"limit": "viele"}, headers=peer.token()), 400, ProblemType.REQUEST_INVALID
    )


def test_a_second_submit_is_a_conflict_and_the_events_tell_why(peer):
    sent = peer.send()
    key = peer.encryptor()
    again = key.encrypt(b"{}", cty=JSON)
    with pytest.raises(StateConflict) as caught:
        peer.sender().submit(sent.submission_id, metadata=again, data=again)
    assert caught.value.problem.type == ProblemType.SUBMISSION_STATE_INVALID.uri
    assert len(peer.sender().events(sent.case_id)) == 2


def test_of_two_submits_at_once_only_one_takes_effect(peer):
    sender, part = peer.sender(), peer.encryptor().encrypt(b"{}", cty=JSON)
    announced = sender.announce(peer.destination_id, public_service=SERVICE)

    def submit(_):
        try:
            sender.submit(announced.submission_id, metadata=part, data=part)
        except StateConflict:
            return "conflict"
        return "sent"

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(submit, range(4))) == ["conflict"] * 3 + ["sent"]
    assert len(sender.events(announced.case_id)) == 2


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (
            {"publicService": {"name": "x", "identifier": "urn:de:fim:leika:leistung:99000000000000"}},
            "service-not-supported",
        ),
        ({"region": "DE09"}, "region-not-supported"),
        ({"announcedAttachments": ["1"]}, "request-invalid"),
        ({"publicService": None}, "request-invalid"),
    ],
)
def test_an_announcement_that_does_not_fit_422(peer, change, kind):
    answer = peer.http.post(
        f"{peer.base}{API}/submissions", json=_announcement(peer, **change), headers=peer.token()
    )
    _refused(answer, 422, ProblemType(kind))


def test_a_region_inside_the_destinations_region_fits(peer):
    peer.sender().announce(peer.destination_id, public_service=SERVICE, region="DE071110000000")


def test_an_inactive_destination_takes_nothing(peer):
    url = f"{peer.base}/destination-api/v2/destinations/{peer.destination_id}"
    peer.http.patch(url, json={"status": "inactive"}, headers=peer.token("receiver")).raise_for_status()
    with pytest.raises(ConfigurationProblem) as caught:
        peer.sender().announce(peer.destination_id, public_service=SERVICE)
    assert caught.value.problem.type == ProblemType.DESTINATION_STATE_INVALID.uri


def test_an_unknown_destination_is_a_configuration_problem(peer):
    with pytest.raises(ConfigurationProblem) as caught:
        peer.sender().announce("../x", public_service=PublicService("x", "y"))
    assert caught.value.problem.status == 404


def test_submit_waits_for_every_announced_attachment(peer, new_id):
    sender, part = peer.sender(), peer.encryptor().encrypt(b"{}", cty=JSON)
    missing = new_id()
    announced = sender.announce(peer.destination_id, public_service=SERVICE, attachments=[missing])
    with pytest.raises(PermanentProblem) as caught:
        sender.submit(announced.submission_id, metadata=part, data=part)
    assert caught.value.problem.type == ProblemType.ATTACHMENT_MISSING.uri
    assert missing in caught.value.problem.detail


def test_an_unannounced_attachment_is_refused(peer, new_id):
    sender = peer.sender()
    announced = sender.announce(peer.destination_id, public_service=SERVICE)
    with pytest.raises(PermanentProblem) as caught:
        sender.put_attachment(announced.submission_id, new_id(), peer.encryptor().encrypt(b"x", cty="a/b"))
    assert caught.value.problem.type == ProblemType.ATTACHMENT_NOT_ANNOUNCED.uri


def test_an_attachment_may_be_replaced_until_submission(peer, new_id):
    sender, key, attachment = peer.sender(), peer.encryptor(), new_id()
    announced = sender.announce(peer.destination_id, public_service=SERVICE, attachments=[attachment])
    first, second = (key.encrypt(one, cty="a/b") for one in (b"eins", b"zwei"))
    sender.put_attachment(announced.submission_id, attachment, first)
    sender.put_attachment(announced.submission_id, attachment, second)
    part = key.encrypt(b"{}", cty=JSON)
    sender.submit(announced.submission_id, metadata=part, data=part)
    assert peer.subscriber().get_attachment(announced.submission_id, attachment) == second
    with pytest.raises(StateConflict):
        sender.put_attachment(announced.submission_id, attachment, first)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ({"cty": ""}, ProblemType.ENCRYPTION_INVALID),
        ({"cty": "text/plain"}, ProblemType.ENCRYPTION_INVALID),
        ({"alg": "RSA-OAEP"}, ProblemType.ENCRYPTION_INVALID),
        ({"enc": "A128GCM"}, ProblemType.ENCRYPTION_INVALID),
        ({"kid": "anderer"}, ProblemType.ENCRYPTION_KEY_UNKNOWN),
    ],
)
def test_encryption_the_receiver_could_not_read_is_refused(peer, header, kind):
    good = {"alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": peer.keys.encryption.kid, "cty": JSON}
    key = peer.encryptor()._key
    bad = jose.jwe.encrypt_compact(
        good | header, b"{}", key, algorithms=["RSA-OAEP-256", "RSA-OAEP", "A256GCM", "A128GCM"]
    )
    sender = peer.sender()
    announced = sender.announce(peer.destination_id, public_service=SERVICE)
    whole = peer.encryptor().encrypt(b"{}", cty=JSON)
    for metadata, data in ((bad, whole), (whole, bad)):
        with pytest.raises((PermanentProblem, ConfigurationProblem)) as caught:
            sender.submit(announced.submission_id, metadata=metadata, data=data)
        assert (caught.value.problem.type, caught.value.problem.status) == (kind.uri, 422)


def test_plain_text_is_never_taken(peer, new_id):
    sender, attachment = peer.sender(), new_id()
    announced = sender.announce(peer.destination_id, public_service=SERVICE, attachments=[attachment])
    with pytest.raises(PermanentProblem, match="JWE"):
        sender.submit(announced.submission_id, metadata="{}", data="{}")
    with pytest.raises(PermanentProblem, match="JWE"):
        sender.put_attachment(announced.submission_id, attachment, "%PDF-1.7")
    assert not list((peer.folder / "attachments").glob(f"{announced.submission_id}*"))


def test_sizes_are_limited(open_peer, new_id):
    with open_peer(Limits(body=2000, attachment=100_000)) as peer:
        sender, key, attachment = peer.sender(), peer.encryptor(), new_id()
        announced = sender.announce(peer.destination_id, public_service=SERVICE, attachments=[attachment])
        with pytest.raises(PermanentProblem) as caught:
            sender.put_attachment(
                announced.submission_id, attachment, key.encrypt(b"x" * 3_000_000, cty="a/b")
            )
        assert caught.value.problem.type == ProblemType.REQUEST_TOO_LARGE.uri
        big = key.encrypt(b"x" * 3000, cty=JSON)
        with pytest.raises(PermanentProblem) as caught:
            sender.submit(announced.submission_id, metadata=big, data=big)
        assert caught.value.problem.status == 413


def test_what_is_no_json_is_refused(peer):
    url, headers = f"{peer.base}{API}/submissions", peer.token()
    _refused(peer.http.post(url, content=b"{}", headers=headers), 415, ProblemType.REQUEST_INVALID)
    kind = headers | {"Content-Type": JSON}
    _refused(peer.http.post(url, content=b"{", headers=kind), 422, ProblemType.REQUEST_INVALID)
    _refused(peer.http.delete(url, headers=headers), 405, ProblemType.REQUEST_INVALID)
    _refused(peer.http.get(f"{peer.base}{API}/nichts", headers=headers), 404, ProblemType.REQUEST_INVALID)


def test_everything_survives_a_restart(open_peer):
    with open_peer() as peer:
        sent = peer.send()
        headers = peer.token()
        server = open_server(peer.folder, "127.0.0.1", 0, public_url=peer.base)
        try:
            with server.app.service.store.reading() as db:
                [count] = db.execute(
                    "SELECT count(*) FROM events WHERE case_id = ?", (sent.case_id,)
                ).fetchone()
            client = server.app.service.tokens.client_id(headers["Authorization"].split()[1], 0.0)
        finally:
            server.server_close()
    assert (count, client) == (2, peer.made.sender.client_id)


def test_a_start_sweeps_what_a_crash_left(open_peer, new_id):
    with open_peer() as peer:
        sent = peer.send(attachments={new_id(): b"x"})
        stray = peer.folder / "attachments" / "stray.part"
        stray.write_bytes(b"x")
        Store(peer.folder).sweep()
        assert not stray.exists()
        assert len(list((peer.folder / "attachments").iterdir())) == 1
        assert len(peer.sender().events(sent.case_id)) == 2


def test_a_taken_port_is_told(peer, tmp_path):
    with pytest.raises(OSError, match="in use"):
        open_server(tmp_path / "other", "127.0.0.1", int(peer.base.rpartition(":")[2]))


def test_a_dead_service_is_a_temporary_problem(open_peer):
    with open_peer() as peer:
        pass
    with (
        SenderClient(peer.endpoints, peer.made.sender, user_agent=AGENT) as sender,
        pytest.raises(TemporaryProblem),
    ):
        sender.get_destination(peer.destination_id)
