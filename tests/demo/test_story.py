# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The demonstration's story goes through the services of the office, and every state in it was come by."""

import pytest

from leistungswerk.cli.story.tell import MAINZ, is_told, sign_in, story, tell
from leistungswerk.core import audit
from leistungswerk.programme.models import BaseServiceRequest, GateCase, Project
from leistungswerk.programme.states import Gate, GateState, Phase, ProjectState
from leistungswerk.register.keys import check_leistungsschluessel
from leistungswerk.reporting import queries
from leistungswerk.reporting.models import PhaseFact

pytestmark = pytest.mark.django_db


def test_the_keys_of_the_story_are_keys_and_say_where_they_come_from():
    told = story()
    for line in told.projects:
        check_leistungsschluessel(line.key)
    assert len({line.title for line in told.projects}) == len(told.projects) == 40
    assert "erfunden" in told.note
    assert MAINZ in {line.owner for line in told.projects}


def test_the_story_is_told_by_acts_and_signatures():
    assert not is_told()
    cast = tell()
    assert is_told()
    stages = [line.stage for line in story().projects]
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
    assert (figures["m2"].total, figures["m3"].total) == (1, stages.count("decided") - 1)
    assert figures["m4"].denominator > 1000
    while audit.seal():
        pass
    assert audit.first_broken() is None
    assert len(list(sign_in(cast))) == 5
