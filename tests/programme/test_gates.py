# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Gates: nothing is passed without evidence and signatures, and what is signed never changes."""

import uuid
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections
from gate_cases import TODAY, decide, people, ready_for_advice

from leistungswerk.core import audit
from leistungswerk.core.actor import OPERATOR, Role
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.models import AuditEntry, Event
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.programme.gates import reading
from leistungswerk.programme.gates.record import digest_of
from leistungswerk.programme.models import (
    ChecklistItem,
    GateCase,
    Notice,
    Participation,
    Project,
    SigningRule,
)
from leistungswerk.programme.phases import Locked, require_phase
from leistungswerk.programme.services.gates import NotReady, RecordBroken, open_case, withdraw_case
from leistungswerk.programme.services.signing import Outside, WrongRole, record_outside, refuse, sign
from leistungswerk.programme.services.signing_orders import set_order
from leistungswerk.programme.states import Gate, GateState, Phase, SignatureForm
from leistungswerk.register.models import Deputyship, Organisation, Person, RoleAssignment, Succession

pytestmark = pytest.mark.django_db


@pytest.fixture
def who(land):
    return people(land)


@pytest.fixture
def project(land, begun):
    identity = begun(land.ministry)
    ready_for_advice(land, identity)
    return identity


def _digest(case: uuid.UUID) -> str:
    return GateCase.objects.get(uuid=case).digest


def _sign(actor, case, position=1, **more):
    return sign(actor, case=case, position=position, digest=_digest(case), **more)


def _advised(who, project):
    """Gate 0 is passed."""
    return _sign(who.contact, open_case(who.contact, project=project, gate=Gate.G0))


def _opened_decision(land, who, project):
    _advised(who, project)
    decide(land, who, project)
    return open_case(who.owner, project=project, gate=Gate.G1)


def test_gate_zero_opens_only_with_everything_and_says_what_is_missing(land, begun, who):
    bare = begun(land.ministry, title="Leer")
    with pytest.raises(NotReady) as refusal:
        open_case(who.contact, project=bare, gate=Gate.G0)
    assert {each.code for each in refusal.value.missing} == {
        "bodies", "resources", "person_in_charge", "checklist",
    }  # fmt: skip
    assert all(each.text and each.who for each in refusal.value.missing)
    assert not GateCase.objects.exists()


@pytest.mark.postgres
def test_the_signature_moves_the_phase_in_the_same_act(who, project):
    case = open_case(who.contact, project=project, gate=Gate.G0)
    assert Project.objects.get(uuid=project).phase == Phase.FIRST_STEPS
    assert _sign(who.contact, case) is GateState.PASSED
    assert Project.objects.get(uuid=project).phase == Phase.ADVICE
    event = Event.objects.get(kind="gate.passed")
    assert event.data == {"gate": "G0", "project": str(project), "organisation": "", "case": str(case)}
    assert AuditEntry.objects.filter(action="gate.passed", digest=_digest(case)).exists()
    audit.seal()
    assert audit.first_broken() is None


def test_a_later_gate_is_locked_before_its_phase(who, project):
    with pytest.raises(Locked, match="Gate G0"):
        open_case(who.owner, project=project, gate=Gate.G1)
    with pytest.raises(Locked, match="Gate G1"):
        require_phase(Project.objects.get(uuid=project), Phase.DEVELOPMENT)


@pytest.mark.parametrize("name", ["owner", "budget", "technical", "management"])
def test_the_wrong_role_is_refused_in_words_and_nothing_is_written(who, project, name):
    case = open_case(who.contact, project=project, gate=Gate.G0)
    with pytest.raises(WrongRole, match="OZG-Ressortansprechperson"):
        _sign(getattr(who, name), case)
    assert not GateCase.objects.get().steps.exclude(act="").exists()


def test_a_foreign_ressort_does_not_see_the_case_and_the_operator_has_no_role(who, project):
    case = open_case(OPERATOR, project=project, gate=Gate.G0)
    with pytest.raises(Missing):
        _sign(who.stranger, case)
    with pytest.raises(WrongRole):
        _sign(OPERATOR, case)
    with pytest.raises(NotAllowed):
        open_case(who.budget, project=project, gate=Gate.G0)


def test_equal_places_sign_in_any_order_and_never_before_the_deciding_one(land, who, project):
    case = _opened_decision(land, who, project)
    with pytest.raises(Refused, match="Fachreferat"):
        _sign(who.budget, case, 3)
    assert _sign(who.owner, case, 1) is GateState.IN_SIGNING
    assert _sign(who.budget, case, 3) is GateState.IN_SIGNING
    assert _sign(who.head_of_unit, case, 2) is GateState.PASSED
    row = Project.objects.get(uuid=project)
    assert (row.phase, row.path) == (Phase.DEVELOPMENT, "B")
    require_phase(row, Phase.DEVELOPMENT)


def test_one_person_never_signs_two_steps(land, who, project):
    both = land.actor((Role.SERVICE_OWNER, land.ministry), (Role.UNIT_HEAD, land.ministry), on=TODAY)
    case = _opened_decision(land, who, project)
    _sign(both, case, 1)
    with pytest.raises(Refused, match="Vier-Augen"):
        _sign(both, case, 2)
    assert reading.waiting(both) == ()
    assert [row.role_word for row in reading.waiting(who.head_of_unit)] == ["Referatsleitung"]


def test_four_eyes_must_be_there_before_a_gate_is_opened(land, begun, who):
    identity = begun(land.ministry, title="Einer für alles")
    ready_for_advice(land, identity)
    _sign(who.contact, open_case(who.contact, project=identity, gate=Gate.G0))
    three = (Role.SERVICE_OWNER, Role.UNIT_HEAD, Role.BUDGET)
    RoleAssignment.objects.filter(role__in=three).delete()
    land.person(*((role, land.ministry) for role in three))
    with pytest.raises(NotReady, match="Vier Augen fehlen"):
        open_case(OPERATOR, project=identity, gate=Gate.G1)


@pytest.mark.postgres
def test_a_refusal_with_reasons_ends_the_round_and_the_next_one_begins_anew(land, who, project):
    case = _opened_decision(land, who, project)
    _sign(who.owner, case, 1)
    with pytest.raises(Refused, match="Begründung"):
        refuse(who.budget, case=case, position=3, digest=_digest(case), reason=" ")
    state = refuse(
        who.budget, case=case, position=3, digest=_digest(case), reason="Keine Deckung im Haushalt."
    )
    assert state is GateState.REFUSED
    with pytest.raises(Overtaken, match="Keine Deckung"):
        _sign(who.head_of_unit, case, 2)
    assert Project.objects.get(uuid=project).phase == Phase.ADVICE
    second = open_case(who.owner, project=project, gate=Gate.G1)
    assert [view.round for view in reading.rounds(who.owner, project, Gate.G1)] == [2, 1]
    assert not GateCase.objects.get(uuid=second).steps.exclude(act="").exists()


def test_dissent_is_recorded_and_counts(land, who, project):
    case = _opened_decision(land, who, project)
    _sign(who.owner, case, 1)
    _sign(who.head_of_unit, case, 2)
    assert (
        _sign(who.budget, case, 3, dissent="Die Betriebskosten sind zu niedrig angesetzt.")
        is GateState.PASSED
    )
    step = GateCase.objects.get(uuid=case).steps.get(position=3)
    assert (step.act, "Betriebskosten" in step.note) == ("signed_with_dissent", True)


def test_a_deputy_signs_and_the_record_says_for_whom(land, who, project):
    absent = Person.objects.get(uuid=who.contact.person)
    deputy = land.person((Role.CASE_WORKER, land.ministry))
    Deputyship.objects.create(person=absent, deputy=deputy, valid_from=TODAY - timedelta(days=1))
    from leistungswerk.register.scopes import actor_with_roles

    actor = actor_with_roles(deputy.account, TODAY)
    _sign(actor, open_case(OPERATOR, project=project, gate=Gate.G0))
    (view,) = reading.rounds(who.contact, project, Gate.G0)
    assert view.steps[0].deputy_for == absent.name
    assert view.steps[0].signer_name == deputy.name


def test_what_was_signed_outside_is_recorded_by_somebody_of_that_side(land, who, project):
    case = _opened_decision(land, who, project)
    paper = Outside(
        signer_name="Dr. Demo", signed_on=TODAY, form=SignatureForm.PAPER, file_number="12-3/2026"
    )

    def record(actor, position=1, outside=paper):
        return record_outside(actor, case=case, position=position, digest=_digest(case), outside=outside)

    with pytest.raises(WrongRole):
        record(who.technical)
    for change, said in (
        ({"file_number": " "}, "Aktenzeichen"),
        ({"signer_name": ""}, "wer gezeichnet"),
        ({"signed_on": TODAY + timedelta(days=1)}, "Zukunft"),
        ({"signed_on": TODAY - timedelta(days=1)}, "älter"),
        ({"form": SignatureForm.IN_SYSTEM}, "Form"),
    ):
        given = {name: getattr(paper, name) for name in Outside.__struct_fields__} | change
        with pytest.raises(Refused, match=said):
            record(who.contact, outside=Outside(**given))
    record(who.contact)
    with pytest.raises(Refused, match="Vier-Augen"):
        record(who.contact, position=2)
    step = GateCase.objects.get(uuid=case).steps.get(position=1)
    assert (step.signer_name, step.form, step.file_number) == ("Dr. Demo", "paper", "12-3/2026")


def test_the_last_signature_asks_again_and_stops_if_something_broke(who, project):
    case = open_case(who.contact, project=project, gate=Gate.G0)
    ChecklistItem.objects.update(state="open")
    with pytest.raises(RecordBroken, match="Checkliste"):
        _sign(who.contact, case)
    row = GateCase.objects.get(uuid=case)
    assert (row.state, "Checkliste" in row.reason) == (GateState.WITHDRAWN, True)
    assert not row.steps.exclude(act="").exists()
    assert Project.objects.get(uuid=project).phase == Phase.FIRST_STEPS


def test_a_signer_with_another_record_before_the_eyes_is_stopped(who, project):
    case = open_case(who.contact, project=project, gate=Gate.G0)
    with pytest.raises(Refused, match="anderen Stand"):
        sign(who.contact, case=case, position=1, digest="0" * 64)


def test_a_second_case_of_a_gate_is_refused_while_the_first_is_signed(who, project):
    open_case(who.contact, project=project, gate=Gate.G0)
    with pytest.raises(Overtaken):
        open_case(who.owner, project=project, gate=Gate.G0)


def test_a_withdrawn_case_cannot_be_signed_any_more(who, project):
    case = open_case(who.contact, project=project, gate=Gate.G0)
    with pytest.raises(Refused, match="warum"):
        withdraw_case(who.contact, case=case, reason="")
    withdraw_case(who.contact, case=case, reason="Titel ist falsch.")
    with pytest.raises(Overtaken, match="Titel ist falsch"):
        _sign(who.contact, case)


def test_a_signed_record_keeps_the_old_names_after_a_recut(land, who, project):
    case = open_case(who.contact, project=project, gate=Gate.G0)
    _sign(who.contact, case)
    before, digest = GateCase.objects.get().record, _digest(case)
    Organisation.objects.filter(pk=land.ministry.pk).update(name="Ministerium für Geld")
    row = GateCase.objects.get()
    assert row.record == before
    assert digest_of(row.record) == digest == row.digest
    assert row.record["project"]["owner"]["name"] == "Ministerium der Finanzen"
    assert row.steps.get().organisation_name == "Ministerium der Finanzen"


def test_after_a_recut_in_the_middle_the_successor_signs(land, who, project):
    case = open_case(who.contact, project=project, gate=Gate.G0)
    new = Organisation.objects.create(name="Ministerium für Geld", kind="ministry")
    Organisation.objects.filter(pk=land.ministry.pk).update(valid_to=TODAY)
    Succession.objects.create(predecessor=land.ministry, successor=new, on=TODAY)
    Project.objects.update(owner=new)
    Participation.objects.filter(organisation=land.ministry).update(organisation=new)
    successor = land.actor((Role.RESSORT_CONTACT, new), on=TODAY)
    with pytest.raises(Missing):
        _sign(who.contact, case)
    assert _sign(successor, case) is GateState.PASSED


def test_a_passed_gate_is_superseded_only_by_a_new_case_that_passes(who, project):
    first = open_case(who.contact, project=project, gate=Gate.G0)
    _sign(who.contact, first)
    second = open_case(who.contact, project=project, gate=Gate.G0)
    assert GateCase.objects.get(uuid=first).state == GateState.PASSED
    _sign(who.contact, second)
    old, new = GateCase.objects.get(uuid=first), GateCase.objects.get(uuid=second)
    assert (old.state, new.state, new.supersedes_id) == (GateState.SUPERSEDED, GateState.PASSED, old.pk)


def test_an_owner_orders_its_own_side_and_the_ldi_stays(land, who, project):
    contact = who.contact
    set_order(
        contact,
        organisation=land.ministry.uuid,
        gate=Gate.G2,
        places=[(1, Role.SERVICE_OWNER), (2, Role.HEAD)],
    )
    from leistungswerk.programme.gates.order import order
    from leistungswerk.register.kinds import OrganisationKind

    found = order(Gate.G2, land.ministry.pk, OrganisationKind.MINISTRY)
    assert [(place.turn, place.role) for place in found] == [
        (1, Role.SERVICE_OWNER),
        (2, Role.HEAD),
        (3, Role.TECHNICAL_LEAD),
    ]
    with pytest.raises(Refused, match="nicht zeichnen"):
        set_order(contact, organisation=land.ministry.uuid, gate=Gate.G2, places=[(1, Role.TECHNICAL_LEAD)])
    with pytest.raises(NotAllowed):
        set_order(contact, organisation=land.other.uuid, gate=Gate.G2, places=[(1, Role.HEAD)])
    set_order(contact, organisation=land.ministry.uuid, gate=Gate.G2, places=[])
    assert not SigningRule.objects.exists()


def test_those_whose_turn_has_come_are_told_once(land, who, project):
    case = _opened_decision(land, who, project)
    asked = Notice.objects.filter(person__uuid=who.owner.person)
    assert asked.count() == 1
    assert not Notice.objects.filter(person__uuid=who.budget.person).exists()
    assert asked.get().read_at is None
    _sign(who.owner, case, 1)
    assert asked.get().read_at is not None, "who has signed is not asked any more"
    assert Notice.objects.filter(person__uuid=who.budget.person, read_at=None).count() == 1
    _sign(who.budget, case, 3)
    assert Notice.objects.filter(person__uuid=who.head_of_unit.person, read_at=None).count() == 1
    _sign(who.head_of_unit, case, 2)
    assert not Notice.objects.filter(text__contains="Zeichnung", read_at=None).exists()
    assert "Zur Kenntnis" in Notice.objects.get(person__uuid=who.coordination.person).text


def test_what_waits_takes_the_same_number_of_statements_for_many(
    land, who, project, begun, django_assert_num_queries
):
    open_case(who.contact, project=project, gate=Gate.G0)
    with django_assert_num_queries(1):
        assert len(reading.waiting(who.contact)) == 1
    for number in range(3):
        identity = begun(land.ministry, title=f"Noch eins {number}")
        ready_for_advice(land, identity)
        open_case(who.contact, project=identity, gate=Gate.G0)
    with django_assert_num_queries(1):
        assert len(reading.waiting(who.contact)) == 4


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_sign_at_once_the_second_sees_what_the_first_did(land, begun):
    who, identity = people(land), begun(land.ministry)
    ready_for_advice(land, identity)
    other = land.actor((Role.RESSORT_CONTACT, land.ministry), on=TODAY)
    case = open_case(who.contact, project=identity, gate=Gate.G0)
    digest, start, answers = _digest(case), Barrier(2), []

    def act(actor):
        start.wait(timeout=10)
        try:
            answers.append(sign(actor, case=case, position=1, digest=digest))
        except Overtaken as overtaken:
            answers.append(str(overtaken))
        finally:
            connections.close_all()

    threads = [Thread(target=act, args=(actor,)) for actor in (who.contact, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert GateState.PASSED in answers
    assert [answer for answer in answers if answer is not GateState.PASSED] == [
        "Dieses Gate ist inzwischen bestanden."
    ]
    assert Event.objects.filter(kind="gate.passed").count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_equal_places_signed_at_once_pass_the_gate_exactly_once(land, begun):
    who, identity = people(land), begun(land.ministry)
    ready_for_advice(land, identity)
    case = _opened_decision(land, who, identity)
    _sign(who.owner, case, 1)
    digest, start, answers = _digest(case), Barrier(2), []

    def act(actor, position):
        start.wait(timeout=10)
        try:
            answers.append(sign(actor, case=case, position=position, digest=digest))
        finally:
            connections.close_all()

    threads = [Thread(target=act, args=args) for args in ((who.head_of_unit, 2), (who.budget, 3))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(answers) == [GateState.IN_SIGNING, GateState.PASSED]
    assert Project.objects.get(uuid=identity).phase == Phase.DEVELOPMENT
    assert Event.objects.filter(kind="gate.passed", data__gate="G1").count() == 1
