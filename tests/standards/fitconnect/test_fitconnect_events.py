# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leistungswerk.standards.fitconnect import events as e
from leistungswerk.standards.fitconnect import jose
from leistungswerk.standards.fitconnect.jose import SigningKey
from leistungswerk.standards.fitconnect.problems import Problem

SERVICE = jose.generate_signature_key(2048)
DESTINATION = jose.generate_signature_key(2048)
HOST = "http://zustelldienst.example/submission-api"
TAGS = e.AuthenticationTags("m", "d", {"a1": "t1"})
BY = {e.Event.ACCEPT: ("dest", DESTINATION), e.Event.REJECT: ("dest", DESTINATION)}


class KnownKeys:
    def service_key(self, kid):
        return self._pick(SERVICE, kid)

    def destination_key(self, destination_id, kid):
        assert destination_id == "dest"
        return self._pick(DESTINATION, kid)

    @staticmethod
    def _pick(key, kid):
        if key.kid != kid:
            raise e.EventSignatureInvalid("unbekannt")
        return key.public


def _event(event, *, tags=None, issuer=None, submission_id="s", case_id="c", key=None, problems=()):
    who, usual = BY.get(event, (HOST, SERVICE))
    said = e.new_event(
        event,
        issuer=issuer or who,
        submission_id=submission_id,
        case_id=case_id,
        issued_at=datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC),
        tags=tags,
        problems=problems,
    )
    return said, e.sign_event(said, SigningKey.from_jwk(key or usual))


def _verify(*tokens, submission_id="s"):
    return e.verify_log(tokens, KnownKeys(), destination_id="dest", submission_id=submission_id)


CREATE = _event(e.Event.CREATE)[1]
SUBMIT = _event(e.Event.SUBMIT, tags=TAGS)[1]
ACCEPT = _event(e.Event.ACCEPT, tags=TAGS)[1]
DELETE = _event(e.Event.DELETE)[1]


def test_an_event_survives_signing():
    problem = Problem("urn:x", "Titel", "Text", "data")
    said, token = _event(e.Event.REJECT, problems=[problem])
    assert e.verify_event(token, KnownKeys(), destination_id="dest") == msgspec.structs.replace(
        said, token=token
    )


def test_claims_are_those_of_the_standard():
    claims = msgspec.json.decode(jose.signed_payload(SUBMIT))
    assert claims["$schema"].startswith("https://schema.fitko.de/fit-connect/set-payload/1.2.2/")
    assert (claims["sub"], claims["txn"], claims["iss"]) == ("submission:s", "case:c", HOST)
    assert claims["events"] == {
        "https://schema.fitko.de/fit-connect/events/submit-submission": {
            "authenticationTags": {"metadata": "m", "data": "d", "attachments": {"a1": "t1"}}
        }
    }
    assert jose.signed_header(SUBMIT) == jose.SignatureHeader("PS512", SERVICE.kid, "secevent+jwt")


def test_a_whole_log_ends_deleted_and_accepted():
    log = _verify(CREATE, SUBMIT, ACCEPT, DELETE)
    assert (log.state, log.accepted, log.submitted_tags) == (e.State.DELETED, True, TAGS)
    assert log.answer is not None
    assert log.answer.event is e.Event.ACCEPT


def test_events_of_other_submissions_of_the_case_are_passed_over():
    other = _event(e.Event.CREATE, submission_id="s2")[1]
    assert _verify(CREATE, other, SUBMIT).state is e.State.SUBMITTED


def test_an_undecided_log_has_no_answer():
    assert _verify(CREATE, SUBMIT).answer is None


@pytest.mark.parametrize("tokens", [(SUBMIT,), (CREATE, ACCEPT), (CREATE, SUBMIT, DELETE), (CREATE, CREATE)])
def test_a_log_out_of_order_is_refused(tokens):
    with pytest.raises(e.EventOrderInvalid):
        _verify(*tokens)


def test_only_the_destination_accepts():
    forged = _event(e.Event.ACCEPT, tags=TAGS, issuer=HOST, key=SERVICE)[1]
    with pytest.raises(e.EventIssuerInvalid):
        _verify(CREATE, SUBMIT, forged)


def test_only_the_service_submits():
    forged = _event(e.Event.SUBMIT, tags=TAGS, issuer="dest", key=DESTINATION)[1]
    with pytest.raises(e.EventIssuerInvalid):
        _verify(CREATE, forged)


def test_a_foreign_key_is_refused():
    forged = _event(e.Event.SUBMIT, tags=TAGS, key=DESTINATION)[1]
    with pytest.raises(e.EventSignatureInvalid):
        _verify(CREATE, forged)


def test_a_known_kid_over_changed_claims_is_refused():
    head, _, signature = SUBMIT.split(".")
    other = _event(e.Event.SUBMIT, tags=e.AuthenticationTags("x", "y"))[1].split(".")[1]
    with pytest.raises(e.EventSignatureInvalid):
        _verify(CREATE, f"{head}.{other}.{signature}")


def test_a_receipt_for_other_content_is_refused():
    other = _event(e.Event.ACCEPT, tags=e.AuthenticationTags("m", "d", {"a1": "anders"}))[1]
    with pytest.raises(e.AuthenticationTagMismatch) as caught:
        _verify(CREATE, SUBMIT, other)
    assert caught.value.instance == "attachment:a1"


@pytest.mark.parametrize(
    ("tags", "instance"),
    [
        (e.AuthenticationTags("x", "d", {"a1": "t1"}), "metadata"),
        (e.AuthenticationTags("m", "x", {"a1": "t1"}), "data"),
        (e.AuthenticationTags("m", "d"), "attachment:a1"),
        (e.AuthenticationTags("m", "d", {"a1": "t1", "a2": "t2"}), "attachment:a2"),
    ],
)
def test_each_different_tag_is_named(tags, instance):
    with pytest.raises(e.AuthenticationTagMismatch) as caught:
        TAGS.check(tags)
    assert caught.value.instance == instance


def test_acceptance_without_tags_is_refused():
    with pytest.raises(e.EventMalformed, match="authenticationTags"):
        _verify(CREATE, SUBMIT, _event(e.Event.ACCEPT)[1])


def _signed(change):
    claims = msgspec.json.decode(jose.signed_payload(CREATE)) | change
    return SigningKey.from_jwk(SERVICE).sign(msgspec.json.encode(claims), typ="secevent+jwt")


@pytest.mark.parametrize(
    "change",
    [
        {"$schema": "https://schema.fitko.de/fit-connect/set-payload/1.0.0/set-payload.schema.json"},
        {"events": {}},
        {"events": {"https://schema.fitko.de/fit-connect/events/unbekannt": {}}},
        {"events": {"create-submission": {}}},
        {"sub": "s"},
        {"txn": "case:"},
        {"iat": 10**30},
        {"iat": 10**17},
    ],
)
def test_what_is_no_event_is_malformed(change):
    with pytest.raises(e.EventMalformed):
        e.read_event(_signed(change))


def test_another_type_of_token_is_malformed():
    token = SigningKey.from_jwk(SERVICE).sign(jose.signed_payload(CREATE), typ="JWT")
    with pytest.raises(e.EventMalformed, match="typ"):
        _verify(token)


@given(st.text(alphabet=st.characters(max_codepoint=300), max_size=60))
def test_any_text_is_told_as_malformed(text):
    with pytest.raises(e.EventMalformed):
        e.read_event(text)


@given(st.lists(st.sampled_from(list(e.Event)), max_size=8))
def test_no_order_of_events_accepts_and_rejects_or_revives(order):
    state, seen = e.State.ANNOUNCED, []
    for event in order:
        try:
            state = e.next_state(state, event)
        except e.EventOrderInvalid:
            continue
        assert not (seen and seen[-1] is e.Event.DELETE)
        seen.append(event)
    assert seen.count(e.Event.ACCEPT) + seen.count(e.Event.REJECT) <= 1


def test_every_state_has_its_transitions():
    assert set(e.TRANSITIONS) == set(e.State)
