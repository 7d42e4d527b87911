# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Matrix and cockpit: the number of statements does not grow with the Land."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rollout_case import HOUSING, body, make_ready, responsible, runs_on, unit_of

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR, Role
from leistungswerk.core.failures import Missing
from leistungswerk.programme.models import RolloutUnit
from leistungswerk.programme.rollout import cockpit, matrix
from leistungswerk.programme.rollout.matrix import Choice, Readiness
from leistungswerk.programme.rollout_states import Duty, UnitState, WaveKind
from leistungswerk.programme.services import units
from leistungswerk.programme.services.units import Plan, WaveEntry

pytestmark = pytest.mark.django_db
STATEMENTS = {"matrix": 26, "ready": 25, "cockpit": 20, "bodies": 4}
"""The baseline: whoever makes more says why here. One is for the bodies that took part in a training."""


def _fill(land, begun, bodies, projects):
    cities = [body(f"Stadt {number:03d}", number + 100) for number in range(bodies)]
    responsible(HOUSING, *cities)
    for number in range(projects):
        identity = begun(land.ministry, title=f"Vorhaben {number:03d}")
        units.take_from_register(OPERATOR, project=identity)
        runs_on(identity)
    return cities


def _statements(actor, organisation):
    now = times.now()
    found = {}
    for name, read in (
        ("matrix", lambda: matrix.matrix(actor, Choice(), now)),
        ("ready", lambda: matrix.matrix(actor, Choice(readiness=Readiness.MISSING), now)),
        ("cockpit", lambda: cockpit.cockpit(actor, organisation.uuid, now)),
        ("bodies", lambda: cockpit.bodies(actor, search="", offset=0, limit=25)),
    ):
        with CaptureQueriesContext(connection) as caught:
            read()
        found[name] = len(caught)
    return found


def test_statements_are_those_of_the_baseline_at_both_sizes(land, begun):
    first, _second = _fill(land, begun, 2, 2)
    make_ready(RolloutUnit.objects.filter(organisation=first).first().uuid, HOUSING)
    assert _statements(OPERATOR, first) == STATEMENTS
    responsible(HOUSING, *(body(f"Stadt {number:03d}", number + 100) for number in range(2, 30)))
    for number in range(2, 12):
        identity = begun(land.ministry, title=f"Vorhaben {number:03d}")
        units.take_from_register(OPERATOR, project=identity)
        runs_on(identity)
    assert _statements(OPERATOR, first) == STATEMENTS


def test_the_matrix_is_cut_both_ways_and_counts_everything(land, begun):
    _fill(land, begun, 27, 9)
    now = times.now()
    first = matrix.matrix(OPERATOR, Choice(), now)
    assert (first.bodies, first.projects, len(first.rows), len(first.columns)) == (27, 9, 25, 8)
    last = matrix.matrix(OPERATOR, Choice(rows=2, columns=2), now)
    assert [row.body.name for row in last.rows] == ["Stadt 025", "Stadt 026"]
    assert [column.title for column in last.columns] == ["Vorhaben 008"]
    assert last.rows[0].cells[0].look == "planned"
    assert last.rows[0].cells[0].first.duty is Duty.CONTACTS


def test_filters_keep_what_they_say(land, begun):
    cities = _fill(land, begun, 3, 1)
    project = RolloutUnit.objects.first().project.uuid
    wave = units.add_wave(OPERATOR, project=project, entry=WaveEntry(kind=WaveKind.PILOT, name="Pilot"))
    ready = unit_of(project, cities[1])
    make_ready(ready, HOUSING)
    units.plan_units(OPERATOR, project=project, units=[ready], plan=Plan(wave=str(wave)))
    now = times.now()

    def _names(**choice):
        return [row.body.name for row in matrix.matrix(OPERATOR, Choice(**choice), now).rows]

    assert _names(readiness=Readiness.READY) == ["Stadt 001"]
    assert _names(readiness=Readiness.MISSING) == ["Stadt 000", "Stadt 002"]
    assert _names(wave="pilot") == ["Stadt 001"]
    assert _names(wave="none") == ["Stadt 000", "Stadt 002"]
    assert _names(state=UnitState.PREPARING) == ["Stadt 001"]
    assert _names(district="07102") == ["Stadt 002"]
    assert _names(search="stadt 00") == ["Stadt 000", "Stadt 001", "Stadt 002"]
    assert _names(search="gibt es nicht") == []


def test_the_cockpit_orders_across_vorhaben_and_tells_the_same_lack_once(land, begun):
    [city] = _fill(land, begun, 1, 3)
    later, sooner = (row.project.uuid for row in RolloutUnit.objects.order_by("project__title")[:2])
    for project, day in ((later, date(2027, 6, 1)), (sooner, date(2027, 2, 1))):
        wave = units.add_wave(
            OPERATOR, project=project, entry=WaveEntry(kind=WaveKind.WAVE, name="Welle 1", go_live_on=day)
        )
        units.plan_units(OPERATOR, project=project, units=[unit_of(project, city)], plan=Plan(wave=str(wave)))
    seen = cockpit.cockpit(OPERATOR, city.uuid, times.now())
    assert [task.finding.duty for task in seen.tasks].count(Duty.CONTACTS) == 1
    assert len(seen.tasks[0].titles) == 3
    days = [task.due for task in seen.tasks if task.due]
    assert days == sorted(days)
    assert (seen.relevant, seen.live) == (3, 0)


def test_a_body_that_has_everything_is_asked_to_sign(land, begun):
    [city] = _fill(land, begun, 1, 1)
    unit = unit_of(RolloutUnit.objects.get().project.uuid, city)
    make_ready(unit, HOUSING)
    [task] = cockpit.cockpit(OPERATOR, city.uuid, times.now()).tasks
    assert task.finding is None


def test_a_stranger_has_no_cockpit(land, begun):
    [city] = _fill(land, begun, 1, 1)
    with pytest.raises(Missing):
        cockpit.cockpit(land.actor((Role.MUNICIPAL_LEAD, land.district)), city.uuid, times.now())


def test_the_project_office_sees_its_bodies_at_a_glance(land, begun):
    cities = _fill(land, begun, 2, 2)
    type(cities[0]).objects.filter(pk=cities[0].pk).update(project_office=land.office)
    office = land.actor((Role.PROJECT_OFFICE, land.office))
    rows, total = cockpit.bodies(office, search="", offset=0, limit=25)
    assert (total, rows[0].name, rows[0].relevant, rows[0].live) == (1, "Stadt 000", 2, 0)
    assert cockpit.bodies(office, search="999", offset=0, limit=25) == ((), 0)


def test_counts_leave_exempt_bodies_out_of_the_denominator(land, begun):
    _fill(land, begun, 3, 1)
    unit = RolloutUnit.objects.first()
    units.move_unit(OPERATOR, unit=unit.uuid, move="exempt", reason="Kreisaufgabe")
    found = matrix.counts(OPERATOR)
    assert (found.relevant, found.live, found.of(UnitState.EXEMPT)) == (2, 0, 1)
