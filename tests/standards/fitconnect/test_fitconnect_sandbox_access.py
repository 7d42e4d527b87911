# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import json

import msgspec
import pytest

from leistungswerk.standards.fitconnect.client import SenderClient
from leistungswerk.standards.fitconnect.constants import ProblemType, Scope
from leistungswerk.standards.fitconnect.sandbox.access import RateLimit, Tokens
from leistungswerk.standards.fitconnect.sandbox.context import Limits
from leistungswerk.standards.fitconnect.sandbox.provision import provision_client
from leistungswerk.standards.fitconnect.sandbox.store import Store
from leistungswerk.standards.fitconnect.transport import (
    ConfigurationProblem,
    Credentials,
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


def test_a_huge_login_form_is_refused_and_written_down(peer):
    answer = peer.http.post(f"{peer.base}/token", data={"client_id": "x" * 600_000})
    _refused(answer, 413, ProblemType.REQUEST_INVALID)


def test_without_token_401(peer):
    answer = peer.http.post(f"{peer.base}{API}/submissions", json=_announcement(peer))
    _refused(answer, 401, ProblemType.UNAUTHORIZED)
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("token", ["Bearer x.y", "Bearer .", "Basic eA==", "Bearer é"])
def test_a_forged_token_401(peer, token):
    headers = {b"Authorization": token.encode("latin-1")}
    answer = peer.http.get(f"{peer.base}{API}/submissions", headers=headers)
    _refused(answer, 401, ProblemType.UNAUTHORIZED)


def test_an_expired_token_401(peer):
    old = Tokens(Store(peer.folder).token_secret()).issue(peer.made.sender.client_id, 1.0)
    answer = peer.http.post(
        f"{peer.base}{API}/submissions", json=_announcement(peer), headers={"Authorization": f"Bearer {old}"}
    )
    assert "abgelaufen" in _refused(answer, 401, ProblemType.UNAUTHORIZED)


def test_the_client_renews_a_token_the_service_no_longer_takes(peer):
    sender = peer.sender()
    sender._exchange._token = Tokens(Store(peer.folder).token_secret()).issue(peer.made.sender.client_id, 1.0)
    sender._exchange._valid_until = float("inf")
    assert sender.get_destination(peer.destination_id).destination_id == peer.destination_id


def test_wrong_secret_is_a_configuration_problem(peer):
    wrong = Credentials(peer.made.sender.client_id, "falsch")
    with (
        SenderClient(peer.endpoints, wrong, user_agent=AGENT) as sender,
        pytest.raises(ConfigurationProblem) as caught,
    ):
        sender.get_destination(peer.destination_id)
    assert caught.value.problem.status == 401


def test_credentials_in_the_header_do_not_count(peer):
    who = peer.made.sender
    answer = peer.http.post(
        f"{peer.base}/token",
        data={"grant_type": "client_credentials"},
        auth=(who.client_id, who.client_secret),
    )
    _refused(answer, 401, ProblemType.UNAUTHORIZED)


def test_a_token_lives_half_an_hour(peer):
    who = peer.made.sender
    form = {
        "grant_type": "client_credentials",
        "client_id": who.client_id,
        "client_secret": who.client_secret,
    }
    answer = peer.http.post(f"{peer.base}/token", data=form).json()
    assert (answer["expires_in"], answer["token_type"], answer["scope"]) == (
        1800,
        "Bearer",
        "send-submissions",
    )


def test_without_user_agent_403(peer):
    request = peer.http.build_request("GET", f"{peer.base}{API}/submissions")
    del request.headers["User-Agent"]
    _refused(peer.http.send(request), 403, ProblemType.USER_AGENT_MISSING)


def test_the_wrong_scope_403(peer):
    answer = peer.http.post(
        f"{peer.base}{API}/submissions", json=_announcement(peer), headers=peer.token("receiver")
    )
    assert Scope.SEND in _refused(answer, 403, ProblemType.FORBIDDEN)


def test_a_foreign_destination_403_and_an_unknown_404(peer, new_id):
    stranger = provision_client(peer.folder, new_id(), "Fremd", [Scope.SUBSCRIBE, Scope.MANAGE])
    peer.made = msgspec.structs.replace(peer.made, receiver=stranger)
    headers = peer.token("receiver")
    url = f"{peer.base}{API}/submissions"
    answer = peer.http.get(url, params={"destinationId": peer.destination_id}, headers=headers)
    _refused(answer, 403, ProblemType.FORBIDDEN)
    _refused(
        peer.http.get(url, params={"destinationId": "x"}, headers=headers),
        404,
        ProblemType.DESTINATION_NOT_FOUND,
    )
    change = f"{peer.base}/destination-api/v2/destinations/{peer.destination_id}"
    _refused(
        peer.http.patch(change, json={"status": "inactive"}, headers=headers), 403, ProblemType.FORBIDDEN
    )


def test_foreign_submissions_look_as_if_they_were_not_there(peer, new_id):
    sent = peer.send()
    stranger = provision_client(peer.folder, new_id(), "Fremd", list(Scope))
    peer.made = msgspec.structs.replace(peer.made, sender=stranger)
    headers, base = peer.token(), f"{peer.base}{API}"
    for path in (f"submissions/{sent.submission_id}", f"submissions/{sent.submission_id}/events"):
        _refused(peer.http.get(f"{base}/{path}", headers=headers), 404, ProblemType.SUBMISSION_NOT_FOUND)
    case = peer.http.get(f"{base}/cases/{sent.case_id}/events", headers=headers)
    _refused(case, 404, ProblemType.CASE_NOT_FOUND)


def test_too_many_requests_429_with_retry_after(open_peer):
    with open_peer(Limits(rate=RateLimit(3, 3600))) as peer:
        sender = peer.sender()
        for _ in range(3):
            sender.get_destination(peer.destination_id)
        with pytest.raises(TemporaryProblem) as caught:
            sender.get_destination(peer.destination_id)
        assert caught.value.problem.type == ProblemType.TOO_MANY_REQUESTS.uri
        assert caught.value.retry_after is not None
        assert 1 <= caught.value.retry_after <= 3601
        peer.subscriber().get_destination(peer.destination_id)


def test_a_destination_is_made_over_http_step_by_step(peer):
    base, headers = f"{peer.base}/destination-api/v2/destinations", peer.token("receiver")
    services = [{"identifier": SERVICE.identifier, "submissionSchemas": [], "regions": ["DE07"]}]
    made = peer.http.post(base, json={"publicServices": services}, headers=headers)
    assert (made.status_code, made.json()["status"]) == (201, "created")
    url = f"{base}/{made.json()['destinationId']}"
    _refused(
        peer.http.patch(url, json={"status": "active"}, headers=headers), 422, ProblemType.DESTINATION_INVALID
    )
    key = json.loads(peer.keys.encryption.public.to_json())
    assert peer.http.post(f"{url}/keys", json=key, headers=headers).status_code == 204
    change = {"status": "active", "encryptionKid": key["kid"]}
    assert peer.http.patch(url, json=change, headers=headers).json()["status"] == "active"
    other = key | {"n": peer.keys.signature.n}
    _refused(peer.http.post(f"{url}/keys", json=other, headers=headers), 409, ProblemType.KEY_INVALID)


@pytest.mark.parametrize(
    "change", [{"e": "Aw"}, {"alg": "RSA1_5"}, {"n": "AQAB"}, {"key_ops": ["unwrapKey"]}]
)
def test_a_weak_or_wrong_key_is_refused(peer, change):
    url = f"{peer.base}/destination-api/v2/destinations/{peer.destination_id}/keys"
    key = json.loads(peer.keys.encryption.public.to_json()) | {"kid": "neu-neu-neu"} | change
    _refused(peer.http.post(url, json=key, headers=peer.token("receiver")), 422, ProblemType.KEY_INVALID)


@pytest.mark.parametrize(
    "service", [{"identifier": "99107023017000"}, {"identifier": SERVICE.identifier, "regions": ["07"]}]
)
def test_services_and_regions_have_their_form(peer, service):
    base = f"{peer.base}/destination-api/v2/destinations"
    answer = peer.http.post(base, json={"publicServices": [service]}, headers=peer.token("receiver"))
    _refused(answer, 422, ProblemType.DESTINATION_INVALID)


def test_private_files_are_readable_by_their_owner_only(peer):
    for name in ("sandbox.db", "service-key.json", "token-secret"):
        assert (peer.folder / name).stat().st_mode & 0o077 == 0
