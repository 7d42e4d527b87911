# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Gate 2: what was not checked never passes, and the signed release publishes exactly that form version."""

import pytest
from gate_cases import TODAY, decide, item, people, ready_for_advice, vote

from leistungswerk.core import check_runs, times
from leistungswerk.core.actor import OPERATOR
from leistungswerk.core.failures import Refused
from leistungswerk.online import queries as online
from leistungswerk.online.services import publishing
from leistungswerk.online.states import FormState
from leistungswerk.programme.models import (
    AccessibilityTest,
    Defect,
    GateCase,
    Project,
    ProjectRuntime,
    Runtime,
)
from leistungswerk.programme.services.gates import NotReady, open_case
from leistungswerk.programme.services.signing import sign
from leistungswerk.programme.services.votes import accept_risk
from leistungswerk.programme.services.waivers import waive
from leistungswerk.programme.states import Gate, GateState, Phase, Verdict, VoteKind
from stage import demo_form

pytestmark = pytest.mark.django_db


def _sign(actor, case, position=1):
    digest = GateCase.objects.get(uuid=case).digest
    return sign(actor, case=case, position=position, digest=digest)


@pytest.fixture
def who(land):
    return people(land)


@pytest.fixture
def project(land, begun, who):
    """Way B is decided; the form version of our own runtime is named."""
    identity = begun(land.ministry)
    ready_for_advice(land, identity)
    _sign(who.contact, open_case(who.contact, project=identity, gate=Gate.G0))
    decide(land, who, identity)
    case = open_case(who.owner, project=identity, gate=Gate.G1)
    for position, actor in enumerate((who.owner, who.head_of_unit, who.budget), start=1):
        _sign(actor, case, position)
    runtime = Runtime.objects.create(kind="own", name="Leistungswerk", operator="LDI")
    ProjectRuntime.objects.create(
        project=Project.objects.get(), runtime=runtime, form_version=demo_form(publish=False)
    )
    return identity


def _missing(who, project) -> set[str]:
    with pytest.raises(NotReady) as refusal:
        open_case(who.owner, project=project, gate=Gate.G2)
    return {each.code for each in refusal.value.missing}


def _provide(who, project, digest: str) -> None:
    """Everything gate 2 asks for but the votes."""
    row = Project.objects.get()
    row.items.filter(gate=Gate.G2).delete()
    for code in ("schulung", "support"):
        item(row, Gate.G2, code)
    for kind in ("rehearsal", "accessibility"):
        check_runs.record(kind=kind, subject_digest=digest, ok=True, report={}, at=times.now())
    AccessibilityTest.objects.create(
        project=row, tester_name="Ina Demo", tested_on=TODAY, method="NVDA", subject_digest=digest, by="t",
        at=times.now(),
    )  # fmt: skip
    waive(who.owner, project=project, gate=Gate.G2, requirement="interface", reason="Testsystem ab Januar.")


def test_what_was_not_checked_blocks_the_release(who, project):
    assert {"rehearsal", "accessibility_run", "accessibility_test", "interface", "training", "support",
            "vote.data_protection", "vote.information_security"} <= _missing(who, project)  # fmt: skip
    with pytest.raises(Refused, match="verzichten"):
        waive(who.owner, project=project, gate=Gate.G2, requirement="rehearsal", reason="Eilt.")


def test_votes_are_given_anew_and_the_head_may_take_over_the_risk(who, project):
    form = online.form_version(ProjectRuntime.objects.get().form_version)
    _provide(who, project, form.digest)
    assert _missing(who, project) == {"vote.data_protection", "vote.information_security"}
    vote(who.privacy, project, VoteKind.DATA_PROTECTION, Verdict.NEGATIVE)
    vote(who.security, project, VoteKind.INFORMATION_SECURITY)
    assert _missing(who, project) == {"vote.data_protection"}
    with pytest.raises(Refused, match="Behördenleitung"):
        accept_risk(who.owner, project=project, gate=Gate.G2, kind=VoteKind.DATA_PROTECTION, text="Ja.")
    accept_risk(who.head, project=project, gate=Gate.G2, kind=VoteKind.DATA_PROTECTION, text="Befristet.")
    case = GateCase.objects.get(uuid=open_case(who.owner, project=project, gate=Gate.G2))
    (privacy, _security) = case.record["votes"]
    assert (privacy["verdict"], privacy["accepted_risk"]["text"]) == ("negative", "Befristet.")


def test_the_signed_release_publishes_exactly_this_form_version(who, project):
    form = online.form_version(ProjectRuntime.objects.get().form_version)
    _provide(who, project, form.digest)
    vote(who.privacy, project, VoteKind.DATA_PROTECTION)
    vote(who.security, project, VoteKind.INFORMATION_SECURITY)
    defect = Defect.objects.create(project=Project.objects.get(), severity=1, title="Absturz", found_on=TODAY)
    assert _missing(who, project) == {"defects"}
    Defect.objects.filter(pk=defect.pk).update(closed_on=TODAY)
    with pytest.raises(Refused, match="Gate 2"):
        publishing.publish_form(OPERATOR, form_version=form.uuid)
    case = open_case(who.owner, project=project, gate=Gate.G2)
    assert _sign(who.owner, case) is GateState.IN_SIGNING
    assert online.form_version(form.uuid).state is FormState.CANDIDATE
    assert _sign(who.technical, case, 2) is GateState.PASSED
    released = online.form_version(form.uuid)
    assert (released.state, released.policy) == (FormState.PUBLISHED, "gate")
    assert Project.objects.get().phase == Phase.ROLLOUT
    record = GateCase.objects.get(uuid=case).record
    assert record["release"]["form_digest"] == form.digest
    waived = next(each for each in record["requirements"] if each["code"] == "interface")
    assert waived["waived"] == "Testsystem ab Januar."
