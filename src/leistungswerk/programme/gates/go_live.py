# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""G3: what one executing body must have before it signs its go-live. Every duty is one requirement."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from leistungswerk.core import times
from leistungswerk.programme.gates.requirements import Act, Proof, Requirement, Subject, rule
from leistungswerk.programme.models import DutyRecord, GateCase, RolloutUnit
from leistungswerk.programme.rollout import words
from leistungswerk.programme.rollout.collect import collect
from leistungswerk.programme.rollout.facts import Finding, Status
from leistungswerk.programme.rollout.rules import AFTER_GO_LIVE, MEASURED, assess
from leistungswerk.programme.rollout_states import DUTY_WORDS, UNIT_WORDS, Duty, DutyState, UnitState
from leistungswerk.programme.states import Gate, GateState


@rule(Gate.G3)
def released(subject: Subject) -> Iterator[Requirement]:
    """The Vorhaben was released (G2): a body goes live with nothing else."""
    case = (
        GateCase.objects.filter(project=subject.project, gate=Gate.G2, state=GateState.PASSED)
        .order_by("-id")
        .first()
    )
    yield Requirement(
        code="released",
        title=_("Freigabe"),
        met=case is not None,
        text=_("Das Vorhaben ist freigegeben.")
        if case
        else _("Das Vorhaben ist noch nicht freigegeben (Gate G2)."),
        who=_("Bedarfsträger"),
        act=Act("office:project", (str(subject.project.uuid),)),
        proofs=(Proof(_("Freigabe, Runde %(round)d") % {"round": case.round}, case.digest, measured=True),)
        if case
        else (),
    )


@rule(Gate.G3)
def in_preparation(subject: Subject) -> Iterator[Requirement]:
    """The body has begun its preparation and is not live already."""
    if subject.unit is None:
        return
    state = UnitState(subject.unit.state)
    yield Requirement(
        code="in_preparation",
        title=_("Stand der Vollzugsbehörde"),
        met=state is UnitState.PREPARING,
        text=_("Die Vollzugsbehörde ist im Stand „%(state)s“.") % {"state": UNIT_WORDS[state]}
        if state is UnitState.PREPARING
        else _("Die Vollzugsbehörde ist im Stand „%(state)s“; live geht sie aus „In Vorbereitung“.")
        % {"state": UNIT_WORDS[state]},
        who=_("Vollzugsbehörde"),
        act=Act("office:rollout_unit", (str(subject.unit.uuid),)),
    )


@rule(Gate.G3)
def duties(subject: Subject) -> Iterator[Requirement]:
    """Every duty that applies, as the rules of readiness see it now."""
    unit = subject.unit
    if unit is None:
        return
    [facts] = collect(RolloutUnit.objects.filter(pk=unit.pk), times.now())
    marks = {
        Duty(row.duty): row for row in DutyRecord.objects.filter(unit=unit).exclude(state=DutyState.OPEN)
    }
    for finding in assess(facts, times.now()):
        if finding.duty in AFTER_GO_LIVE:
            continue
        mark = marks.get(finding.duty)
        if finding.status is Status.NOT_NEEDED and mark is None:
            continue
        yield Requirement(
            code=f"duty_{finding.duty.value}",
            title=str(DUTY_WORDS[finding.duty]),
            met=finding.status is not Status.OPEN,
            text=words.text(finding),
            who=words.who(finding),
            act=words.act(finding, unit.uuid),
            proofs=_proofs(finding, mark),
        )


def _proofs(finding: Finding, mark: DutyRecord | None) -> tuple[Proof, ...]:
    if finding.status is Status.OPEN:
        return ()
    if mark is None:
        return (Proof(str(DUTY_WORDS[finding.duty]), measured=finding.duty in MEASURED),)
    until = f" ({mark.valid_until.isoformat()})" if mark.valid_until else ""
    return (Proof(str(DUTY_WORDS[finding.duty]), mark.reference + until),)
