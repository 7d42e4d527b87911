# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""G1 and G2: the votes of data protection and information security. They advise; the head may decide otherwise.

A negative or missing vote, or conditions not yet met, blocks, unless the head of the responsible authority takes
over the residual risk in writing. For a release the vote must be younger than the decision: it is about what was
built, not about what was planned.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leistungswerk.programme.gates.requirements import Act, Proof, Requirement, Subject, rule
from leistungswerk.programme.models import GateCase, RiskAcceptance, Vote
from leistungswerk.programme.states import Gate, GateState, Verdict, VoteKind

VOTE_WORDS: Final[Mapping[VoteKind, str | Promise]] = MappingProxyType(
    {
        VoteKind.DATA_PROTECTION: gettext_lazy("Datenschutz"),
        VoteKind.INFORMATION_SECURITY: gettext_lazy("Informationssicherheit"),
    }
)
VERDICT_WORDS: Final[Mapping[Verdict, str | Promise]] = MappingProxyType(
    {
        Verdict.POSITIVE: gettext_lazy("Zustimmung"),
        Verdict.WITH_CONDITIONS: gettext_lazy("Zustimmung mit Auflagen"),
        Verdict.NEGATIVE: gettext_lazy("Ablehnung"),
    }
)


def newest(subject: Subject, gate: Gate, kind: VoteKind) -> Vote | None:
    """The vote that counts for the gate; for a release only one given after the decision."""
    rows = Vote.objects.filter(project=subject.project, kind=kind)
    if gate is Gate.G2:
        decided = GateCase.objects.filter(project=subject.project, gate=Gate.G1, state=GateState.PASSED)
        since = decided.values_list("decided_at", flat=True).first()
        if since is not None:
            rows = rows.filter(at__gte=since)
    return rows.order_by("-pk").first()


def accepted(subject: Subject, gate: Gate, kind: VoteKind, vote: Vote | None) -> RiskAcceptance | None:
    """The residual risk taken over for exactly this gate and vote."""
    return (
        RiskAcceptance.objects.filter(project=subject.project, gate=gate, kind=kind, vote=vote)
        .order_by("-pk")
        .first()
    )


@rule(Gate.G1)
def at_decision(subject: Subject) -> Iterator[Requirement]:
    yield from (_vote(subject, Gate.G1, kind) for kind in VoteKind)


@rule(Gate.G2)
def at_release(subject: Subject) -> Iterator[Requirement]:
    yield from (_vote(subject, Gate.G2, kind) for kind in VoteKind)


def _vote(subject: Subject, gate: Gate, kind: VoteKind) -> Requirement:
    vote = newest(subject, gate, kind)
    risk = accepted(subject, gate, kind, vote)
    proofs: tuple[Proof, ...] = ()
    if vote is not None:
        day = formats.date_format(vote.given_on, "j. F Y")
        proofs = (
            Proof(f"{VERDICT_WORDS[Verdict(vote.verdict)]}, {vote.voter_name}, {day}", vote.file_number),
        )
    if risk is not None:
        proofs += (Proof(_("Restrisiko übernommen: %(name)s") % {"name": risk.signer_name}, risk.text),)
    good, text = _judged(vote)
    if risk is not None and not good:
        good, text = True, _("Die Leitung hat das Restrisiko schriftlich übernommen.")
    return Requirement(
        code=f"vote.{kind.value}",
        title=_("Votum %(kind)s") % {"kind": VOTE_WORDS[kind]},
        met=good,
        text=text,
        who=str(VOTE_WORDS[kind]),
        act=Act("office:votes", (str(subject.project.uuid),)),
        proofs=proofs,
    )


def _judged(vote: Vote | None) -> tuple[bool, str]:
    if vote is None:
        return False, _("Es liegt kein Votum vor.")
    match Verdict(vote.verdict):
        case Verdict.POSITIVE:
            return True, _("Zugestimmt.")
        case Verdict.WITH_CONDITIONS if vote.conditions_met_on is not None:
            return True, _("Zugestimmt; die Auflagen sind erfüllt.")
        case Verdict.WITH_CONDITIONS:
            return False, _("Die Auflagen sind noch nicht erfüllt: %(conditions)s") % {
                "conditions": vote.conditions
            }
        case Verdict.NEGATIVE:
            return False, _("Abgelehnt. Nur die Leitung der Behörde kann das Restrisiko übernehmen.")
