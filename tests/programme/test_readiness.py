# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rules of readiness, without a database."""

import uuid
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leistungswerk.core.actor import Role
from leistungswerk.programme.reuse_states import RuntimeKind
from leistungswerk.programme.rollout import words
from leistungswerk.programme.rollout.facts import (
    BITS,
    BodyFacts,
    CaseSystemFacts,
    ProjectFacts,
    Status,
    UnitFacts,
)
from leistungswerk.programme.rollout.rules import RULES, assess, blocking
from leistungswerk.programme.rollout_states import DUTY_WORDS, Duty, OrderState, UnitState
from leistungswerk.register.kinds import InterfaceState, OrganisationKind, Transport

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TODAY = date(2026, 11, 25)
KEY = (7, "99107023017000")
BODY = BodyFacts(
    1, uuid.UUID(int=1), "Stadt Musterstadt", OrganisationKind.CITY, (),
    frozenset({Role.MUNICIPAL_LEAD, Role.ADMINISTRATION, Role.CASE_WORKER}),
)  # fmt: skip
PROJECT = ProjectFacts(
    pk=1, uuid=uuid.UUID(int=2), number="V-2026-0001", title="Wohngeld", runtime=RuntimeKind.EFA, contract=True,
    parameters=True, keys=(KEY,), rehearsed=False,
)  # fmt: skip
ALL = sum(BITS.values())
READY = UnitFacts(
    uuid=uuid.UUID(int=3), body=BODY, project=PROJECT, state=UnitState.PREPARING, transport=Transport.FIT_CONNECT,
    done=ALL, certificate=TODAY + timedelta(days=365), linked=frozenset({7}),
    case_system=CaseSystemFacts("Wohngeld plus", "5.1", InterfaceState.PRODUCTIVE), questionnaire=True,
)  # fmt: skip


def _change(**changes):
    return msgspec.structs.replace(READY, **changes)


def _of(unit, duty):
    return next(each for each in assess(unit, NOW) if each.duty is duty)


def test_a_body_that_has_everything_is_ready():
    assert blocking(assess(READY, NOW)) == ()


@pytest.mark.parametrize(
    ("changes", "duty", "said"),
    [
        ({"body": msgspec.structs.replace(BODY, roles=frozenset({Role.CASE_WORKER}))}, Duty.CONTACTS,
         "Benennen Sie noch: Projektleitung, technische Ansprechperson."),
        ({"body": msgspec.structs.replace(BODY, missing=("street", "phone"))}, Duty.PORTAL_ENTRY,
         "Im Eintrag Ihrer Stelle fehlt noch: Straße, Telefon."),
        ({"linked": frozenset()}, Duty.PORTAL_ENTRY, "99107023017000"),
        ({"project": msgspec.structs.replace(PROJECT, contract=False), "done": ALL & ~BITS[Duty.CONTRACT]},
         Duty.CONTRACT, "keinen Vertrag"),
        ({"done": ALL & ~BITS[Duty.DATA_PROTECTION]}, Duty.DATA_PROTECTION, "Auftragsverarbeitung"),
        ({"sheets_missing": ("Stadt Musterstadt",)}, Duty.PARAMETERS, "nicht bestätigt: Stadt Musterstadt"),
        ({"case_system": None}, Duty.CASE_SYSTEM, "welches Fachverfahren"),
        ({"case_system": CaseSystemFacts("Wohngeld plus", "", InterfaceState.NONE)}, Duty.CASE_SYSTEM, "fehlt die Version"),
        ({"case_system": CaseSystemFacts("Wohngeld plus", "4.0", InterfaceState.TEST)}, Duty.CASE_SYSTEM,
         "Wohngeld plus 4.0 empfängt über FIT-Connect nur im Test"),
        ({"transport": None}, Duty.CONNECTION, "Transportweg ist noch nicht gewählt"),
        ({"done": ALL & ~BITS[Duty.CONNECTION]}, Duty.CONNECTION, "Destination-ID"),
        ({"certificate": None}, Duty.CERTIFICATE, "Zertifikat fehlt"),
        ({"certificate": TODAY - timedelta(days=1)}, Duty.CERTIFICATE, "am 24.11.2026 abgelaufen"),
        ({"transport": Transport.OSCI_XTA, "done": ALL & ~BITS[Duty.DVDV_ENTRY]}, Duty.DVDV_ENTRY, "DVDV"),
        ({"transport": Transport.OSCI_XTA, "done": ALL & ~BITS[Duty.OSCI_MAILBOX]}, Duty.OSCI_MAILBOX, "OSCI-Postfach"),
        ({"questionnaire": False}, Duty.QUESTIONNAIRE, "Anbindungsfragebogen"),
        ({"done": ALL & ~BITS[Duty.TRAINING]}, Duty.TRAINING, "geschult"),
        ({"done": ALL & ~BITS[Duty.SUPPORT]}, Duty.SUPPORT, "Hilfe"),
        ({"done": ALL & ~BITS[Duty.PRODUCTION_TEST]}, Duty.PRODUCTION_TEST, "Produktivtest"),
        ({"done": ALL & ~BITS[Duty.PORTAL_ENTRY]}, Duty.PORTAL_ENTRY, "im Portal steht"),
        ({"project": msgspec.structs.replace(PROJECT, runtime=RuntimeKind.OWN), "connection": True},
         Duty.REHEARSAL, "leistungswerk rehearse"),
        ({"project": msgspec.structs.replace(PROJECT, runtime=RuntimeKind.OWN, rehearsed=True)},
         Duty.CONNECTION, "nicht geprüft"),
    ],
)  # fmt: skip
def test_whatever_is_missing_is_said_with_who_must_act_and_where(changes, duty, said):
    unit = _change(**changes)
    finding = _of(unit, duty)
    assert finding.status is Status.OPEN
    assert said in words.text(finding)
    assert words.who(finding)
    act = words.act(finding, unit.uuid)
    assert act is not None
    assert act.arguments[0] == str(unit.uuid)
    assert finding in blocking(assess(unit, NOW))


@pytest.mark.parametrize(
    ("transport", "needed"),
    [
        (Transport.FIT_CONNECT, {Duty.CASE_SYSTEM, Duty.CERTIFICATE}),
        (Transport.OSCI_XTA, {Duty.CASE_SYSTEM, Duty.CERTIFICATE, Duty.DVDV_ENTRY, Duty.OSCI_MAILBOX}),
        (Transport.SFTP, {Duty.CASE_SYSTEM}),
        (Transport.FILE_TRANSFER, set()),
    ],
)
def test_the_transport_decides_which_duties_there_are(transport, needed):
    by_transport = {Duty.CASE_SYSTEM, Duty.CERTIFICATE, Duty.DVDV_ENTRY, Duty.OSCI_MAILBOX}
    found = assess(_change(transport=transport), NOW)
    assert {each.duty for each in found if each.status is not Status.NOT_NEEDED} & by_transport == needed


@pytest.mark.parametrize(
    ("runtime", "contract", "questionnaire", "rehearsal"),
    [
        (RuntimeKind.OWN, False, False, True),
        (RuntimeKind.APP, False, True, False),
        (RuntimeKind.EFA, True, True, False),
        (RuntimeKind.PRODUCT, True, True, False),
        (None, True, True, False),
    ],
)
def test_the_runtime_decides_too(runtime, contract, questionnaire, rehearsal):
    unit = _change(project=msgspec.structs.replace(PROJECT, runtime=runtime))
    asked = [_of(unit, duty).status is not Status.NOT_NEEDED
             for duty in (Duty.CONTRACT, Duty.QUESTIONNAIRE, Duty.REHEARSAL)]  # fmt: skip
    assert asked == [contract, questionnaire, rehearsal]


@pytest.mark.parametrize(
    ("days", "status"),
    [(-1, Status.OPEN), (0, Status.NOTICE), (30, Status.NOTICE), (31, Status.MET)],
)
def test_a_certificate_is_judged_by_today_and_nothing_stored(days, status):
    assert _of(_change(certificate=TODAY + timedelta(days=days)), Duty.CERTIFICATE).status is status


@pytest.mark.parametrize(
    ("order", "recheck", "status", "code"),
    [
        (None, None, Status.OPEN, "order_missing"),
        (OrderState.DRAFTED, None, Status.OPEN, "order_drafted"),
        (OrderState.ORDERED, NOW + timedelta(hours=1), Status.NOTICE, "order_waiting"),
        (OrderState.ORDERED, NOW, Status.OPEN, "order_recheck"),
        (OrderState.DEVIATING, NOW, Status.OPEN, "order_deviating"),
        (OrderState.READ_BACK, NOW, Status.MET, "met"),
    ],
)
def test_a_live_body_is_in_the_portal_only_once_it_was_read_back(order, recheck, status, code):
    finding = _of(_change(state=UnitState.LIVE, order=order, recheck_at=recheck), Duty.PORTAL_ENTRY)
    assert (finding.status, finding.code) == (status, code)


@pytest.mark.parametrize("state", [UnitState.EXEMPT, UnitState.WITHDRAWN])
def test_an_exempt_body_has_no_duties(state):
    unit = UnitFacts(uuid=uuid.UUID(int=4), body=BODY, project=PROJECT, state=state, transport=None)
    assert {each.status for each in assess(unit, NOW)} == {Status.NOT_NEEDED}


def test_only_some_duties_may_be_waived():
    waived = _change(done=0, not_needed=ALL)
    left = {each.duty for each in blocking(assess(waived, NOW))}
    assert {Duty.CONNECTION, Duty.CERTIFICATE, Duty.PRODUCTION_TEST} <= left
    assert not left & {Duty.TRAINING, Duty.SUPPORT}


@given(
    done=st.integers(0, ALL), state=st.sampled_from(UnitState), transport=st.none() | st.sampled_from(Transport),
    runtime=st.none() | st.sampled_from(RuntimeKind), missing=st.lists(st.sampled_from(["street", "phone"])),
)  # fmt: skip
def test_every_duty_gets_exactly_one_finding_and_every_finding_has_words(
    done, state, transport, runtime, missing
):
    unit = _change(
        done=done, state=state, transport=transport, project=msgspec.structs.replace(PROJECT, runtime=runtime),
        body=msgspec.structs.replace(BODY, missing=tuple(missing)),
    )  # fmt: skip
    found = assess(unit, NOW)
    assert [each.duty for each in found] == list(RULES)
    assert all(words.text(each) and "%" not in words.text(each) for each in found)
    assert all(words.who(each) for each in found if each.status is Status.OPEN)


def test_every_duty_has_a_rule_and_a_word():
    assert set(RULES) == set(Duty) == set(DUTY_WORDS)
