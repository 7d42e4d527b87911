# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""G3 and G4, going live, withdrawing, the portal order and use against expectation."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from rollout_case import HOUSING, body, done, make_ready, released, responsible, runs_on, unit_of

from leistungswerk.core import events, times
from leistungswerk.core.actor import OPERATOR, Role
from leistungswerk.core.failures import Overtaken, Refused
from leistungswerk.core.models import Event
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.programme.gates.requirements import Subject, requirements
from leistungswerk.programme.models import ChecklistItem, Defect, GateCase, PortalOrder, Project, RolloutUnit
from leistungswerk.programme.rollout.usage import Verdict, compare
from leistungswerk.programme.rollout_states import Duty, OrderState, UnitState
from leistungswerk.programme.services import gates, go_live, portal_orders, signing, units
from leistungswerk.programme.states import Gate
from leistungswerk.standards.fim import xzufi

pytestmark = pytest.mark.django_db
URL = "https://dienst.example/wohngeld"


@pytest.fixture
def city(land):
    return body("Stadt Bereit", 3, project_office=land.office)


@pytest.fixture
def project(land, begun, city):
    identity = begun(land.ministry)
    responsible(HOUSING, city)
    runs_on(identity)
    units.take_from_register(OPERATOR, project=identity)
    return identity


def _asks(gate, project, unit=None):
    subject = Subject(
        Project.objects.select_related("owner").get(uuid=project),
        RolloutUnit.objects.select_related("organisation").get(uuid=unit) if unit else None,
    )
    return {each.code: each for each in requirements(gate, subject)}


def _pass_g3(project, city):
    with transaction.atomic():
        events.publish(
            kind="gate.passed", subject=project, at=times.now(),
            data={"gate": "G3", "project": str(project), "organisation": str(city.uuid), "case": str(project)},
        )  # fmt: skip


def test_g3_asks_for_every_duty_and_for_the_release(project, city):
    unit = unit_of(project, city)
    asked = _asks(Gate.G3, project, unit)
    blocked = {code for code, each in asked.items() if each.blocks}
    assert {"released", "in_preparation", "duty_contacts", "duty_certificate"} - blocked == {
        "duty_certificate"
    }
    assert all(asked[code].who and asked[code].text for code in blocked)
    make_ready(unit, HOUSING)
    released(project)
    asked = _asks(Gate.G3, project, unit)
    assert [code for code, each in asked.items() if each.blocks] == ["signatories"]
    assert asked["duty_training"].proofs[0].reference == "Az. 1"
    assert asked["duty_contacts"].proofs[0].measured
    assert "duty_announcement" not in asked


@pytest.mark.postgres
def test_a_passed_g3_brings_exactly_this_body_live(project, city):
    unit = unit_of(project, city)
    make_ready(unit, HOUSING)
    _pass_g3(project, city)
    row = RolloutUnit.objects.get(uuid=unit)
    assert (row.state, row.live_from) == (UnitState.LIVE, times.legal_day(times.now()))
    told = Event.objects.get(kind="unit.live")
    assert told.subject == unit
    assert told.data["keys"] == HOUSING
    assert told.data["organisation"] == str(city.uuid)
    assert told.data["evidence"] == f"gate:{project}"
    assert told.data["transport"] == "fit_connect"
    assert PortalOrder.objects.get(unit=row).state == OrderState.DRAFTED


def test_a_body_that_is_not_in_preparation_undoes_the_whole_signature(project, city):
    with pytest.raises(Overtaken):
        _pass_g3(project, city)
    assert not Event.objects.filter(kind="gate.passed").exists()
    assert not PortalOrder.objects.exists()


def test_other_gates_bring_nobody_live(project):
    with transaction.atomic():
        events.publish(kind="gate.passed", subject=project, at=times.now(), data={"gate": "G2"})
    assert not RolloutUnit.objects.filter(state=UnitState.LIVE).exists()


def test_withdrawing_needs_a_reason_and_ends_the_availability(land, project, city):
    unit = unit_of(project, city)
    with pytest.raises(Refused, match="Nur wer live ist"):
        go_live.withdraw(OPERATOR, unit=unit, reason="Störung")
    make_ready(unit, HOUSING)
    _pass_g3(project, city)
    with pytest.raises(Refused, match="Grund"):
        go_live.withdraw(OPERATOR, unit=unit, reason=" ")
    with pytest.raises(NotAllowed):
        go_live.withdraw(land.actor((Role.SERVICE_OWNER, land.ministry)), unit=unit, reason="Nein")
    go_live.withdraw(OPERATOR, unit=unit, reason="Störung im Fachverfahren")
    row = RolloutUnit.objects.get(uuid=unit)
    assert (row.state, row.live_to) == (UnitState.WITHDRAWN, times.legal_day(times.now()))
    assert Event.objects.get(kind="unit.withdrawn").data["keys"] == HOUSING


def _live_order(project, city):
    unit = unit_of(project, city)
    make_ready(unit, HOUSING)
    _pass_g3(project, city)
    return PortalOrder.objects.get(unit__uuid=unit)


def test_the_order_is_xzufi_with_online_service_and_responsibility(project, city):
    order = _live_order(project, city)
    reading = xzufi.read_message(bytes(order.xml), tolerant=False)
    online, responsible_for = reading.nachricht.objekte()
    assert isinstance(online, xzufi.Onlinedienst)
    assert isinstance(responsible_for, xzufi.Zustaendigkeit)
    assert online.leistung_id[0].value == f"urn:de:fim:leika:leistung:{HOUSING}"
    assert online.gebiet_id[0].value == "070030000000"
    assert online.link[0].link == "https://dienst.example/"
    assert not reading.findings


def test_nothing_confirms_itself_and_a_deviation_is_told(project, city):
    order = _live_order(project, city)
    with pytest.raises(Refused, match="Entworfen"):
        portal_orders.read_back(OPERATOR, order=order.uuid, data=bytes(order.xml))
    portal_orders.mark_ordered(OPERATOR, order=order.uuid)
    order.refresh_from_db()
    assert order.recheck_at - order.ordered_at == timedelta(hours=72)
    assert order.state == OrderState.ORDERED
    other = bytes(order.xml).replace(HOUSING.encode(), b"99102013104000", 1)
    [found] = portal_orders.read_back(OPERATOR, order=order.uuid, data=other)
    assert (found.field, found.ordered, found.shown) == ("keys", HOUSING, "99102013104000")
    order.refresh_from_db()
    assert (order.state, order.deviations[0]["field"]) == (OrderState.DEVIATING, "keys")
    assert portal_orders.read_back(OPERATOR, order=order.uuid, data=bytes(order.xml)) == ()
    order.refresh_from_db()
    assert (order.state, order.deviations) == (OrderState.READ_BACK, [])


@pytest.mark.parametrize(
    ("answer", "fields"),
    [
        (('{"onlineservices": [{"name": "Wohngeld", "links": [{"uri": "https://dienst.example/"}],'
         ' "serviceDescriptions": [{"ars": ["070030000000"]}]}]}'), []),
        ('{"onlineservices": [{"name": "Wohngeld", "links": [{"uri": "https://anders.example/"}]}]}', ["link"]),
        ('{"onlineservices": []}', ["link"]),
        ('{"onlineservices": [{"name": "Altes", "links": [{"uri": "https://dienst.example/"}]}]}', ["title", "area"]),
    ],
)  # fmt: skip
def test_an_answer_of_the_pvog_is_compared_too(project, city, answer, fields):
    order = _live_order(project, city)
    portal_orders.mark_ordered(OPERATOR, order=order.uuid)
    found = portal_orders.read_back(OPERATOR, order=order.uuid, data=answer.encode())
    assert [each.field for each in found] == fields


@pytest.mark.parametrize("data", [b"", b"{}", b"<x/>", b"\xff", b'{"onlineservices": 3}'])
def test_what_is_no_answer_is_refused_in_words(project, city, data):
    order = _live_order(project, city)
    portal_orders.mark_ordered(OPERATOR, order=order.uuid)
    with pytest.raises(Refused, match="XZuFi"):
        portal_orders.read_back(OPERATOR, order=order.uuid, data=data)


def test_193_of_194_is_not_area_wide(land, project, city):
    other = body("Stadt Fehlt", 4)
    responsible(HOUSING, other)
    units.take_from_register(OPERATOR, project=project)
    _live_order(project, city)
    assert _asks(Gate.G4, project)["all_bodies_live"].blocks
    units.move_unit(OPERATOR, unit=unit_of(project, other), move="exempt", reason="Kreisaufgabe")
    asked = _asks(Gate.G4, project)["all_bodies_live"]
    assert asked.met
    assert "1 von 1" in asked.text


def test_thirty_quiet_days_are_counted_from_facts(project, city):
    _live_order(project, city)
    assert _asks(Gate.G4, project)["quiet"].blocks
    today = times.legal_day(times.now())
    RolloutUnit.objects.update(live_from=today - timedelta(days=30))
    assert _asks(Gate.G4, project)["quiet"].met
    defect = Defect.objects.create(
        project=Project.objects.get(), severity=1, title="Absturz", found_on=today - timedelta(days=9)
    )
    assert _asks(Gate.G4, project)["quiet"].blocks
    Defect.objects.filter(pk=defect.pk).update(closed_on=today - timedelta(days=8))
    assert "8 Tage" in _asks(Gate.G4, project)["quiet"].text
    Defect.objects.filter(pk=defect.pk).update(severity=2)
    assert _asks(Gate.G4, project)["quiet"].met


def test_use_and_operation_are_settled_by_the_checklist_where_it_runs_elsewhere(project):
    assert _asks(Gate.G4, project)["operation"].blocks
    for code in ("usage", "operation"):
        ChecklistItem.objects.create(
            project=Project.objects.get(), gate="G4", code=code, position=1, dimension="financial", title=code,
            responsible="service_owner", evidence="document", state="done",
        )  # fmt: skip
    asked = _asks(Gate.G4, project)
    assert asked["operation"].met
    assert asked["usage"].met


@pytest.mark.parametrize(
    ("seen", "yearly", "days", "verdict"),
    [
        (0, None, 300, Verdict.NO_EXPECTATION),
        (0, 12, 30, Verdict.TOO_EARLY),
        (0, 365, 30, Verdict.LOW),
        (14, 365, 30, Verdict.LOW),
        (15, 365, 30, Verdict.AS_EXPECTED),
        (46, 365, 30, Verdict.HIGH),
    ],
)
def test_use_is_judged_by_expectation_never_by_silence(seen, yearly, days, verdict):
    today = date(2026, 11, 25)
    live = today - timedelta(days=days)
    assert compare(seen=seen, yearly=yearly, live_from=live, today=today, counted=True).verdict is verdict
    elsewhere = compare(seen=0, yearly=yearly, live_from=live, today=today, counted=False)
    assert elsewhere.verdict is Verdict.NOT_COUNTED


def test_a_certificate_that_ends_during_the_signing_blocks_again(project, city):
    unit = unit_of(project, city)
    make_ready(unit, HOUSING)
    released(project)
    done(OPERATOR, unit, Duty.CERTIFICATE, until=times.legal_day(times.now()) - timedelta(days=1))
    assert _asks(Gate.G3, project, unit)["duty_certificate"].blocks


def test_the_body_signs_first_then_the_rollout_management_and_only_then_it_is_live(land, project, city):
    unit = unit_of(project, city)
    make_ready(unit, HOUSING)
    released(project)
    lead = land.actor((Role.MUNICIPAL_LEAD, city))
    manager = land.actor((Role.ROLLOUT_MANAGER, land.provider))
    case = gates.open_case(lead, project=project, gate=Gate.G3, organisation=city.uuid)
    digest = GateCase.objects.get(uuid=case).digest
    with pytest.raises(Refused):
        signing.sign(land.actor((Role.MUNICIPAL_LEAD, land.district)), case=case, position=1, digest=digest)
    signing.sign(lead, case=case, position=1, digest=digest)
    assert RolloutUnit.objects.get(uuid=unit).state == UnitState.PREPARING
    signing.sign(manager, case=case, position=2, digest=digest)
    row = RolloutUnit.objects.get(uuid=unit)
    assert (row.state, row.live_from) == (UnitState.LIVE, times.legal_day(times.now()))
    assert Event.objects.get(kind="unit.live").data["evidence"] == f"gate:{case}"


def test_g3_is_not_opened_while_a_duty_is_open_and_says_which(land, project, city):
    released(project)
    lead = land.actor((Role.MUNICIPAL_LEAD, city))
    land.person((Role.ROLLOUT_MANAGER, land.provider))
    with pytest.raises(Refused, match="Auftragsverarbeitung"):
        gates.open_case(lead, project=project, gate=Gate.G3, organisation=city.uuid)
