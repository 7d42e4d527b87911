# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Gates: a case is opened, withdrawn, decided. How it is signed: :mod:`leistungswerk.programme.services.signing`."""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import translation
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import require
from leistungswerk.programme import phases
from leistungswerk.programme.access import project_for
from leistungswerk.programme.gates import effects, notices
from leistungswerk.programme.gates.order import Seat, seated
from leistungswerk.programme.gates.record import content, digest_of, snapshot
from leistungswerk.programme.gates.requirements import Requirement, Subject, requirements
from leistungswerk.programme.models import GateCase, Project, RolloutUnit, SigningStep
from leistungswerk.programme.states import GATE_WORDS, Gate, GateState, Path, Phase

_PHASE_OF: dict[Gate, Phase] = {
    Gate.G0: Phase.FIRST_STEPS,
    Gate.G1: Phase.ADVICE,
    Gate.G2: Phase.DEVELOPMENT,
    Gate.G3: Phase.ROLLOUT,
    Gate.G4: Phase.ROLLOUT,
}
"""From which phase on a gate can be opened."""


class NotReady(Refused):
    """The gate asks for more than there is; ``missing`` says what, who must act and where."""

    def __init__(self, missing: tuple[Requirement, ...]) -> None:
        self.missing = missing
        listed = " ".join(f"{each.title}: {each.text}" for each in missing)
        super().__init__(_("Das Gate kann noch nicht gezeichnet werden. %(missing)s") % {"missing": listed})


class RecordBroken(Refused):
    """Something the record says was true no longer is; the case has been withdrawn."""


def subject_of(project: Project, gate: Gate, organisation: uuid.UUID | None) -> Subject:
    """What the gate is asked for; G3 needs one of the executing bodies."""
    if gate is not Gate.G3:
        return Subject(project)
    rows = RolloutUnit.objects.select_related("organisation").filter(project=project)
    unit = rows.filter(organisation__uuid=organisation).first() if organisation else None
    if unit is None:
        raise Missing(_("Diese Stelle ist keine Vollzugsbehörde dieses Vorhabens."))
    return Subject(project, unit)


def may_open(actor: Actor, subject: Subject) -> bool:
    """Whoever edits the Vorhaben opens; G3 whoever works on the roll-out of the body."""
    if subject.unit is not None:
        return actor.may(Permission.EDIT_ROLLOUT, subject.unit.organisation.uuid)
    return actor.may(Permission.EDIT_PROJECT, subject.project.owner.uuid)


def _require_open(actor: Actor, gate: Gate, subject: Subject) -> None:
    if subject.unit is not None:
        require(actor, Permission.EDIT_ROLLOUT, subject.unit.organisation.uuid)
    else:
        require(actor, Permission.EDIT_PROJECT, subject.project.owner.uuid)
    phases.require_active(subject.project)
    phases.require_phase(subject.project, _PHASE_OF[gate])
    if gate is Gate.G2 and Path(subject.project.path) not in {Path.REUSE, Path.OWN_DEVELOPMENT, Path.PRODUCT}:
        raise Refused(_("Ohne entschiedenen Weg A, B oder C gibt es nichts freizugeben."))


def open_case(
    actor: Actor, *, project: uuid.UUID, gate: Gate, organisation: uuid.UUID | None = None
) -> uuid.UUID:
    """Open a case: the requirements are computed, the record is written, signing begins; returns its uuid.

    Raises :class:`NotReady` while anything blocks, :class:`leistungswerk.programme.phases.Locked` before its
    phase, and :class:`Overtaken` if a case of this gate is being signed already.
    """
    row = project_for(actor, project)
    subject = subject_of(row, gate, organisation)
    _require_open(actor, gate, subject)
    at = times.now()
    try:
        with transaction.atomic():
            return _open(actor, gate, subject, at)
    except IntegrityError as error:
        raise Overtaken(
            _("Jemand anderes hat die Zeichnung dieses Gates eben eröffnet. Laden Sie die Seite neu.")
        ) from error


def _open(actor: Actor, gate: Gate, subject: Subject, at: datetime) -> uuid.UUID:
    body = subject.unit.organisation if subject.unit else None
    cases = GateCase.objects.filter(project=subject.project, gate=gate, organisation=body)
    if cases.filter(state=GateState.IN_SIGNING).exists():
        raise Overtaken(_("Dieses Gate wird schon gezeichnet."))
    # What everybody signs is German, whatever language the page of the opener has.
    with translation.override("de"):
        found = requirements(gate, subject)
        if missing := tuple(each for each in found if each.blocks):
            raise NotReady(missing)
        seats = [seat for seat in seated(gate, subject) if isinstance(seat, Seat)]
        number = (cases.aggregate(last=Max("round"))["last"] or 0) + 1
        record = snapshot(gate, subject, number=number, seats=seats, found=found, at=at, opened_by=actor.name)
    case = GateCase.objects.create(
        project=subject.project,
        gate=gate,
        organisation=body,
        round=number,
        record=record,
        digest=digest_of(record),
        opened_at=at,
        opened_by=actor.pseudonym,
    )
    SigningStep.objects.bulk_create(
        SigningStep(
            case=case,
            position=position,
            turn=seat.place.turn,
            role=seat.place.role,
            side=seat.place.side,
            organisation_id=seat.pk,
            organisation_name=seat.name,
        )
        for position, seat in enumerate(seats, start=1)
    )
    events.publish(kind="gate.opened", subject=subject.project.uuid, at=at, data=event_data(case))
    audit.record(actor, action="gate.opened", subject=f"gate:{case.uuid}", at=at, digest=case.digest)
    notices.ask_next(case, at)
    return case.uuid


def event_data(case: GateCase) -> dict[str, str]:
    """What listeners get: gate, Vorhaben, executing body (empty but at G3) and case."""
    body = case.organisation
    return {
        "gate": case.gate,
        "project": str(case.project.uuid),
        "organisation": str(body.uuid) if body else "",
        "case": str(case.uuid),
    }


def case_for(actor: Actor, identity: uuid.UUID) -> GateCase:
    """A case of a Vorhaben the actor may see; raises :class:`Missing`."""
    rows = GateCase.objects.select_related("project__owner", "organisation")
    case = rows.filter(uuid=identity).first()
    if case is None:
        raise Missing(_("Diese Zeichnung gibt es nicht, oder sie ist nicht für Sie freigegeben."))
    project_for(actor, case.project.uuid)
    return case


def hold(case: GateCase) -> None:
    """Take the case for this transaction; acts on it come one after the other.

    Raises :class:`Overtaken` with what happened if it is no longer in signing.
    """
    taken = GateCase.objects.filter(pk=case.pk, state=GateState.IN_SIGNING).update(revision=F("revision") + 1)
    if not taken:
        case.refresh_from_db()
        raise Overtaken(ended_words(case))


def ended_words(case: GateCase) -> str:
    """Why a case can no longer be signed."""
    words = {
        GateState.PASSED: _("Dieses Gate ist inzwischen bestanden."),
        GateState.REFUSED: _("Die Zeichnung wurde inzwischen verweigert: %(reason)s"),
        GateState.WITHDRAWN: _("Die Zeichnung wurde inzwischen zurückgezogen: %(reason)s"),
        GateState.SUPERSEDED: _("Diese Entscheidung wurde durch eine neue ersetzt."),
    }
    return words.get(GateState(case.state), "%(reason)s") % {"reason": case.reason}


def end(actor: Actor, case: GateCase, state: GateState, *, reason: str, at: datetime) -> None:
    """End a held case without passing it."""
    GateCase.objects.filter(pk=case.pk).update(state=state, reason=reason, decided_at=at)
    case.state, case.reason, case.decided_at = state.value, reason, at
    action = f"gate.{state.value}"
    events.publish(kind=action, subject=case.project.uuid, at=at, data=event_data(case))
    audit.record(
        actor, action=action, subject=f"gate:{case.uuid}", at=at, digest=case.digest, note=reason[:500]
    )


def withdraw_case(actor: Actor, *, case: uuid.UUID, reason: str) -> None:
    """Take a case back while it is signed; the signatures stay in the history, the next case begins anew."""
    row = case_for(actor, case)
    gate = Gate(row.gate)
    subject = subject_of(row.project, gate, row.organisation.uuid if row.organisation else None)
    if subject.unit is not None:
        require(actor, Permission.EDIT_ROLLOUT, subject.unit.organisation.uuid)
    else:
        require(actor, Permission.EDIT_PROJECT, row.project.owner.uuid)
    if not reason.strip():
        raise Refused(_("Schreiben Sie, warum Sie die Zeichnung zurückziehen."))
    with transaction.atomic():
        hold(row)
        at = times.now()
        end(actor, row, GateState.WITHDRAWN, reason=reason.strip(), at=at)
        notices.take_back(row, at)


def changed_since(case: GateCase) -> str:
    """What the record says that is no longer so, in words; empty while everything holds."""
    gate = Gate(case.gate)
    project = Project.objects.select_related("owner").get(pk=case.project_id)
    subject = subject_of(project, gate, case.organisation.uuid if case.organisation else None)
    with translation.override("de"):
        broken = [f"{each.title}: {each.text}" for each in requirements(gate, subject) if each.blocks]
        now = content(gate, subject)
    if any(case.record.get(name) != value for name, value in now.items()):
        broken.append(
            _("Der Gegenstand der Entscheidung wurde seit dem Öffnen geändert: %(gate)s %(name)s.")
            % {"gate": gate, "name": GATE_WORDS[gate]}
        )
    return " ".join(broken)


def complete(actor: Actor, case: GateCase, at: datetime) -> None:
    """The last signature is given: the gate is passed, what it moves is moved, the one before it is superseded."""
    before = (
        GateCase.objects.filter(
            project=case.project, gate=case.gate, organisation=case.organisation, state=GateState.PASSED
        )
        .exclude(pk=case.pk)
        .first()
    )
    if before is not None:
        GateCase.objects.filter(pk=before.pk).update(state=GateState.SUPERSEDED)
        audit.record(
            actor, action="gate.superseded", subject=f"gate:{before.uuid}", at=at, digest=before.digest
        )
    GateCase.objects.filter(pk=case.pk).update(state=GateState.PASSED, decided_at=at, supersedes=before)
    case.state, case.decided_at = GateState.PASSED.value, at
    effects.apply(actor, case, at)
    events.publish(kind="gate.passed", subject=case.project.uuid, at=at, data=event_data(case))
    audit.record(actor, action="gate.passed", subject=f"gate:{case.uuid}", at=at, digest=case.digest)
    notices.tell_informed(case, at)
