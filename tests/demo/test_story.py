# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The demonstration's story goes through the services of the office, and every state in it was come by."""

from collections import Counter
from datetime import timedelta

import pytest

from leistungswerk.cli.story.own_way import OwnForm, checks
from leistungswerk.cli.story.tell import MAINZ, is_told, sign_in, story, tell
from leistungswerk.cli.story.way import Line
from leistungswerk.core import audit, check_runs, times
from leistungswerk.delivery.models import Connection
from leistungswerk.delivery.services import connection_digest
from leistungswerk.enablement.training import queries as training
from leistungswerk.enablement.training.models import Seat, TrainingDate
from leistungswerk.enablement.training.states import DateState, SeatState
from leistungswerk.online import queries as online
from leistungswerk.programme.models import (
    BaseServiceRequest,
    GateCase,
    PortalOrder,
    Project,
    Resolution,
    RolloutUnit,
)
from leistungswerk.programme.resolution_states import CoSignature
from leistungswerk.programme.rollout_states import UnitState
from leistungswerk.programme.states import Gate, GateState, Phase, ProjectState
from leistungswerk.register.keys import check_leistungsschluessel
from leistungswerk.reporting import archive, changes, plan, queries
from leistungswerk.reporting.models import AvailabilityFact, PhaseFact, Report
from leistungswerk.reporting.report_states import ReportState
from leistungswerk.reporting.reports.collect import Template
from stage import demo_form

pytestmark = pytest.mark.django_db
MOST_OF_A_STAGE = 4


def test_the_keys_of_the_story_are_keys_and_say_where_they_come_from():
    told = story()
    for line in told.projects:
        check_leistungsschluessel(line.key)
    assert len({line.title for line in told.projects}) == len(told.projects) == 40
    assert "erfunden" in told.note
    assert MAINZ in {line.owner for line in told.projects}


@pytest.fixture
def own():
    """The demo form, and a connection that was found good."""
    form = demo_form()
    connection = Connection.objects.create(
        name="Fachverfahren", adapter="fitconnect", kid="k", jwk={"kid": "k"}, checked_at=times.now()
    )
    check_runs.record(
        kind="connection",
        subject_digest=connection_digest(connection.uuid),
        ok=True,
        report={},
        at=times.now(),
    )
    return OwnForm(form, connection.uuid)


def test_the_runs_that_came_with_the_demonstration_are_those_of_its_form(own):
    brought = checks()
    assert brought.digest == online.form_version(own.form_version).digest, (
        "run both checks again: they are stale"
    )
    assert {run.kind: run.ok for run in brought.runs} == {"accessibility": True, "rehearsal": True}
    assert all(step["ok"] for run in brought.runs for step in run.report.get("steps", []))


def _some() -> tuple[Line, ...]:
    """Every stage with at most four of its Vorhaben: all of them would show the same again."""
    seen: Counter[str] = Counter()
    return tuple(
        line
        for line in story().projects
        if seen.update([line.stage]) is None and seen[line.stage] <= MOST_OF_A_STAGE
    )


def test_the_story_is_told_by_acts_and_signatures(own):
    assert not is_told()
    cast = tell(own, _some())
    assert is_told()
    _reuse_and_own_development_are_walked_to_the_portal()
    stages = [line.stage for line in _some()]
    assert Project.objects.count() == len(stages)
    assert Project.objects.filter(phase=Phase.FIRST_STEPS).count() == stages.count("begun")
    refused = GateCase.objects.get(state=GateState.REFUSED)
    assert (refused.gate, refused.project.title) == (Gate.G1, "Einbürgerung")
    assert Project.objects.filter(state=ProjectState.NOT_DIGITISABLE).count() == 1
    assert Project.objects.filter(state=ProjectState.DEFERRED).count() == stages.count("deferred")
    assert BaseServiceRequest.objects.filter(project__title="Führerschein ändern").count() == 1
    passed = GateCase.objects.filter(state=GateState.PASSED)
    assert all(case.steps.exclude(signer="").count() == case.steps.count() for case in passed)
    assert PhaseFact.objects.filter(superseded_at=None, valid_to=None).count() == len(stages)
    figures = {each.code: each for each in queries.figures(queries.cut_at())}
    told = sum(line.stage == "decided" and line.bodies != "state" for line in _some())
    assert (figures["m2"].total, figures["m3"].total) == (1, told + 2)
    assert (figures["m4"].shown, figures["m4"].told > 200) == (5, True)
    assert figures["m4"].denominator > 800
    assert sorted(Resolution.objects.values_list("state", flat=True)) == [
        "coordination",
        "implementation",
        "registered",
    ]
    _an_earlier_day_is_known_by_name_and_what_changed_since_is_told()
    _a_training_was_held_and_rated_and_one_is_full()
    _one_report_is_out_and_one_can_be_read_by_everybody()
    _a_wave_has_passed_without_evidence()
    while audit.seal():
        pass
    assert audit.first_broken() is None
    assert len(list(sign_in(cast))) == 9


def _an_earlier_day_is_known_by_name_and_what_changed_since_is_told():
    now, today = queries.cut_at(), times.legal_day(times.now())
    then = queries.cut_at(today - timedelta(days=30))
    rows = queries.metric_rows("m2", then, offset=0, limit=100)
    assert rows
    assert all(row["name"] != row["service_key"] for row in rows)
    first, *said = changes.since(then, now)
    assert "Verglichen mit" in first
    assert any(each.startswith("Neue Verfügbarkeiten") for each in said)
    assert any("weitere Phase" in each for each in said)


def _a_training_was_held_and_rated_and_one_is_full():
    [held] = TrainingDate.objects.filter(state=DateState.HELD)
    assert set(held.seats.values_list("state", flat=True)) == {SeatState.ATTENDED}
    course = training.course(held.course.uuid)
    assert (course.voices.count, len(course.trainers), len(training.trainer_pool())) == (5, 2, 2)
    assert Seat.objects.filter(date__course=held.course, state=SeatState.WAITING).count() == 1


def _one_report_is_out_and_one_can_be_read_by_everybody():
    """Dissent in the first round, text changed, co-signed in the second, frozen, in the archive; one still lacks a voice."""
    frozen, out = Report.objects.order_by("number")
    assert (frozen.template, frozen.state, frozen.round) == (Template.PUBLIC, ReportState.FROZEN, 2)
    voices = frozen.co_signatures.order_by("round", "pk").values_list("round", "answer")
    assert (1, CoSignature.OBJECTED) in voices
    assert {answer for number, answer in voices if number == 2} == {
        CoSignature.AGREED,
        CoSignature.AGREED_WITH_NOTE,
    }
    assert "im Plan" not in frozen.texts["texts"]["statements"]
    assert "{{" not in frozen.texts["texts"]["statements"]
    public = archive.latest_public()
    assert public is not None
    assert (archive.content(public.sha256) or b"").startswith(b"%PDF-")
    assert (out.template, out.state) == (Template.CABINET, ReportState.CO_SIGNING)
    assert out.co_signatures.filter(answer=CoSignature.ASKED).count() == 1


def _a_wave_has_passed_without_evidence():
    plans = {each.title: each for each in plan.plans(queries.cut_at())}
    wohngeld, dogs = plans["Wohngeld: Erstantrag"], plans["Hundesteuer: Anmeldung"]
    assert (wohngeld.due, wohngeld.shown, wohngeld.late) == (9, 3, 6)
    assert (dogs.shown, dogs.late) == (2, 0)


def _reuse_and_own_development_are_walked_to_the_portal():
    """Path A on a foreign runtime and path B on ours: released, live in some bodies, read back in the portal."""
    for title, path, live in (("Wohngeld: Erstantrag", "A", 3), ("Hundesteuer: Anmeldung", "B", 2)):
        project = Project.objects.get(title=title)
        assert (project.path, project.phase) == (path, Phase.ROLLOUT)
        gates = GateCase.objects.filter(project=project, state=GateState.PASSED).values_list(
            "gate", flat=True
        )
        assert sorted(gates) == ["G0", "G1", "G2", *["G3"] * live]
        units = RolloutUnit.objects.filter(project=project)
        assert units.filter(state=UnitState.LIVE).count() == live
        assert units.filter(state=UnitState.PREPARING).exists()
        assert set(PortalOrder.objects.filter(unit__project=project).values_list("state", flat=True)) == {
            "read_back"
        }
        key = project.services.get().key
        known = AvailabilityFact.objects.filter(service_key=key, evidence="belegt", superseded_at=None)
        assert sorted(known.values_list("transport", flat=True)) == ["fit_connect"] * live
        assert all(fact.reference.startswith("gate:") for fact in known)
    rates = [service.parameters[0][2] for service in online.services() if service.parameters]
    assert len(set(rates)) == 2, "the rate of the statute differs by municipality"
