# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a passed gate moves, in the transaction of the last signature. Nothing else moves phase and path."""

import uuid
from datetime import datetime

from leistungswerk.core import audit
from leistungswerk.core.actor import Actor
from leistungswerk.online.services import publishing
from leistungswerk.programme.models import DigitisationDecision, GateCase, Project, ProjectRuntime
from leistungswerk.programme.states import DecisionState, Gate, Path, Phase, ProjectState


def apply(actor: Actor, case: GateCase, at: datetime) -> None:
    """Move phase, path and state of the Vorhaben as the signed record says."""
    project = Project.objects.select_for_update().get(pk=case.project_id)
    match Gate(case.gate):
        case Gate.G0:
            project.phase = max(project.phase, Phase.ADVICE.value)
        case Gate.G1:
            _decide(actor, case, project, at)
        case Gate.G2:
            project.phase = max(project.phase, Phase.ROLLOUT.value)
            _release(actor, case)
        case Gate.G3:
            return  # The roll-out listens to ``gate.passed`` and brings the unit live.
        case Gate.G4:
            project.state = ProjectState.COMPLETED.value
    project.save(update_fields=["phase", "path", "state"])


def _decide(actor: Actor, case: GateCase, project: Project, at: datetime) -> None:
    """The decision becomes the signed one; D and „not digitisable“ end the way here, the others open phase 2."""
    decision = DigitisationDecision.objects.get(project=project, state=DecisionState.DRAFT)
    before = DigitisationDecision.objects.filter(project=project, state=DecisionState.SIGNED).first()
    if before is not None:
        before.state = DecisionState.SUPERSEDED.value
        before.save(update_fields=["state"])
    DigitisationDecision.objects.filter(pk=decision.pk, state=DecisionState.DRAFT).update(
        state=DecisionState.SIGNED, signed_at=at, supersedes=before
    )
    audit.record(
        actor, action="decision.signed", subject=f"decision:{decision.uuid}", at=at, digest=case.digest
    )
    other_way = project.path != decision.path
    project.path = decision.path
    if decision.not_digitisable:
        project.state = ProjectState.NOT_DIGITISABLE.value
    elif Path(decision.path) is Path.DEFERRED:
        project.state = ProjectState.DEFERRED.value
    elif other_way:
        # Another way is another development: what was released before was for the way that was left.
        project.phase = Phase.DEVELOPMENT.value
    else:
        project.phase = max(project.phase, Phase.DEVELOPMENT.value)


def _release(actor: Actor, case: GateCase) -> None:
    """On our own runtime the release publishes exactly the form version that was signed."""
    identity = str(case.record.get("release", {}).get("form_version", ""))
    if identity and ProjectRuntime.objects.filter(project=case.project, form_version=identity).exists():
        publishing.release_by_gate(actor, form_version=uuid.UUID(identity), case=case.uuid)
