# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest
from rollout_case import HOUSING, body, done, fachverfahren, facts, make_ready, responsible, runs_on, unit_of

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR, Role
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.programme.models import Participation, RolloutUnit
from leistungswerk.programme.rollout.access import units_of
from leistungswerk.programme.rollout.rules import assess, blocking
from leistungswerk.programme.rollout_states import Duty, DutyState, UnitState, WaveKind
from leistungswerk.programme.services import duties, units
from leistungswerk.programme.services.duties import DutyEntry
from leistungswerk.programme.services.units import Plan, WaveEntry
from leistungswerk.register.kinds import InterfaceState, OrganisationKind, Transport

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(land, begun):
    identity = begun(land.ministry)
    responsible(HOUSING, land.city, land.district)
    return identity


def test_bodies_come_from_the_register_once_and_take_part(land, project):
    vineyard = body("Stadt ohne Wohngeld", 9)
    responsible(HOUSING, vineyard, relevant=False, reason="Die Aufgabe liegt beim Kreis.")
    taken = units.take_from_register(OPERATOR, project=project)
    assert (taken.added, taken.exempt) == (3, 1)
    assert units.take_from_register(OPERATOR, project=project).added == 0
    states = dict(RolloutUnit.objects.values_list("organisation__name", "state"))
    assert states == {
        "Stadt Musterstadt": "planned",
        "Landkreis Musterland": "planned",
        "Stadt ohne Wohngeld": "exempt",
    }
    assert RolloutUnit.objects.get(organisation=vineyard).reason == "Die Aufgabe liegt beim Kreis."
    assert Participation.objects.filter(part="executing").count() == 3


def test_a_vorhaben_nobody_executes_is_refused_in_words(land, begun):
    with pytest.raises(Refused, match="Im Register"):
        units.take_from_register(OPERATOR, project=begun(land.other))


def test_a_municipality_sees_its_own_cell_and_never_its_neighbours(land, project):
    units.take_from_register(OPERATOR, project=project)
    lead = land.actor((Role.MUNICIPAL_LEAD, land.city))
    assert list(units_of(lead).values_list("organisation__name", flat=True)) == ["Stadt Musterstadt"]
    assert units_of(land.actor((Role.PROJECT_OFFICE, land.office))).count() == 2
    assert units_of(land.actor((Role.SERVICE_OWNER, land.ministry))).count() == 2
    assert units_of(land.actor((Role.SERVICE_OWNER, land.other))).count() == 0
    with pytest.raises(Missing):
        units.move_unit(lead, unit=unit_of(project, land.district), move="prepare")


def test_who_plans_and_who_prepares(land, project):
    units.take_from_register(OPERATOR, project=project)
    lead = land.actor((Role.MUNICIPAL_LEAD, land.city))
    manager = land.actor((Role.ROLLOUT_MANAGER, land.provider))
    mine = unit_of(project, land.city)
    with pytest.raises(NotAllowed):
        units.add_wave(lead, project=project, entry=WaveEntry(kind=WaveKind.PILOT, name="Pilot"))
    with pytest.raises(NotAllowed):
        units.move_unit(lead, unit=mine, move="exempt", reason="Keine Lust")
    units.move_unit(lead, unit=mine, move="declare_interest")
    units.move_unit(lead, unit=mine, move="prepare")
    with pytest.raises(Refused, match="In Vorbereitung"):
        units.move_unit(lead, unit=mine, move="declare_interest")
    with pytest.raises(Refused, match="nicht möglich"):
        units.move_unit(manager, unit=mine, move="go_live")
    with pytest.raises(Refused, match="Grund"):
        units.move_unit(manager, unit=mine, move="exempt", reason=" ")
    units.move_unit(manager, unit=mine, move="exempt", reason="Die Aufgabe ging an den Kreis.")
    assert facts(mine).state is UnitState.EXEMPT


def test_many_bodies_are_put_into_a_wave_at_once_but_no_land_authority(land, project):
    responsible(HOUSING, land.authority)
    units.take_from_register(OPERATOR, project=project)
    wave = units.add_wave(OPERATOR, project=project, entry=WaveEntry(kind=WaveKind.PILOT, name="Pilot"))
    both = [unit_of(project, land.city), unit_of(project, land.district)]
    plan = Plan(wave=str(wave), transport=Transport.FIT_CONNECT, expected_cases=240)
    assert units.plan_units(OPERATOR, project=project, units=both, plan=plan) == 2
    assert set(RolloutUnit.objects.filter(wave__uuid=wave).values_list("expected_cases", "transport")) == {
        (240, "fit_connect")
    }
    with pytest.raises(Refused, match="ohne Wellen"):
        units.plan_units(OPERATOR, project=project, units=[unit_of(project, land.authority)], plan=plan)
    with pytest.raises(Refused, match="mindestens eine"):
        units.plan_units(OPERATOR, project=project, units=[], plan=plan)
    units.plan_units(OPERATOR, project=project, units=both[:1], plan=Plan(wave=""))
    assert RolloutUnit.objects.filter(wave__uuid=wave).count() == 1


def test_the_second_of_two_editors_sees_what_the_first_did(land, project):
    units.take_from_register(OPERATOR, project=project)
    mine = unit_of(project, land.city)
    units.edit_unit(OPERATOR, unit=mine, transport=Transport.SFTP, expected_cases=10, revision=0)
    with pytest.raises(Overtaken):
        units.edit_unit(OPERATOR, unit=mine, transport=None, expected_cases=None, revision=0)
    assert facts(mine).transport is Transport.SFTP


@pytest.mark.postgres
def test_a_body_becomes_ready_duty_by_duty_from_the_running_data(land, begun):
    city = body("Stadt Bereit", 3)
    identity = begun(land.ministry)
    responsible(HOUSING, city)
    runs_on(identity)
    units.take_from_register(OPERATOR, project=identity)
    mine = unit_of(identity, city)
    before = {each.duty for each in blocking(assess(facts(mine), times.now()))}
    assert {Duty.CONTACTS, Duty.CONNECTION, Duty.CASE_SYSTEM, Duty.QUESTIONNAIRE} <= before
    make_ready(mine, HOUSING)
    assert blocking(assess(facts(mine), times.now())) == ()


def test_the_version_in_use_decides_not_the_newest(land, begun):
    city = body("Stadt Alt", 4)
    identity = begun(land.ministry)
    responsible(HOUSING, city)
    units.take_from_register(OPERATOR, project=identity)
    mine = unit_of(identity, city)
    units.edit_unit(OPERATOR, unit=mine, transport=Transport.FIT_CONNECT, expected_cases=None, revision=0)
    fachverfahren(city, HOUSING, InterfaceState.PRODUCTIVE, version="4.0")
    found = next(each for each in assess(facts(mine), times.now()) if each.duty is Duty.CASE_SYSTEM)
    assert found.code == "case_system_none"
    assert found.values == ("Wohngeld plus", "4.0", "fit_connect")


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (DutyEntry(duty=Duty.CONTACTS, state=DutyState.DONE, reference="x"), "stellt das System selbst fest"),
        (
            DutyEntry(duty=Duty.CASE_SYSTEM, state=DutyState.DONE, reference="x"),
            "stellt das System selbst fest",
        ),
        (DutyEntry(duty=Duty.TRAINING, state=DutyState.DONE), "womit es belegt ist"),
        (DutyEntry(duty=Duty.CERTIFICATE, state=DutyState.DONE, reference="S/N 1"), "letzten Tag"),
        (DutyEntry(duty=Duty.CERTIFICATE, state=DutyState.NOT_NEEDED, reference="nein"), "verzichtet"),
        (DutyEntry(duty=Duty.TRAINING, state=DutyState.NOT_NEEDED), "Grund"),
        (DutyEntry(duty=Duty.CONNECTION, state=DutyState.DONE, reference="123"), "keine Destination-ID"),
    ],
)
def test_a_wrong_duty_is_refused_with_the_remedy(land, project, entry, said):
    units.take_from_register(OPERATOR, project=project)
    mine = unit_of(project, land.city)
    units.edit_unit(OPERATOR, unit=mine, transport=Transport.FIT_CONNECT, expected_cases=None, revision=0)
    with pytest.raises(Refused, match=said):
        duties.record_duty(OPERATOR, unit=mine, entry=entry)
    assert facts(mine).done == 0


def test_a_duty_can_be_taken_back(land, project):
    units.take_from_register(OPERATOR, project=project)
    mine = unit_of(project, land.city)
    done(OPERATOR, mine, Duty.TRAINING)
    assert facts(mine).done
    duties.record_duty(OPERATOR, unit=mine, entry=DutyEntry(duty=Duty.TRAINING, state=DutyState.OPEN))
    assert facts(mine).done == 0


def test_a_land_authority_and_a_municipality_go_different_ways(land, project):
    from leistungswerk.programme.rollout.facts import RouteKind, route_of

    assert route_of(OrganisationKind.CITY) is RouteKind.ROLLOUT
    assert route_of(OrganisationKind.CHAMBER) is RouteKind.IMPLEMENTATION
