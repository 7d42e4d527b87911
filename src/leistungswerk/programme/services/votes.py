# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Votes of data protection and information security, and the residual risk that a head takes over in writing."""

import uuid
from datetime import date

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import require
from leistungswerk.core.roles import ROLES
from leistungswerk.programme.access import project_for
from leistungswerk.programme.gates.requirements import Subject
from leistungswerk.programme.gates.votes import newest
from leistungswerk.programme.models import Project, RiskAcceptance, Vote
from leistungswerk.programme.services.signing import WrongRole
from leistungswerk.programme.states import Gate, Verdict, VoteKind

ROLE_OF = {
    VoteKind.DATA_PROTECTION: Role.DATA_PROTECTION,
    VoteKind.INFORMATION_SECURITY: Role.INFORMATION_SECURITY,
}
GATES = (Gate.G1, Gate.G2)
"""The gates that ask for votes."""


class VoteEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What the voter says; ``conditions`` only with that verdict, and then always."""

    kind: VoteKind
    verdict: Verdict
    given_on: date
    conditions: str = ""
    file_number: str = ""


def _require_role(actor: Actor, role: Role, project: Project) -> None:
    if actor.acting_as(role, project.owner.uuid) is None:
        raise WrongRole(
            _("Das darf nur die Rolle „%(role)s“ bei „%(organisation)s“.")
            % {"role": ROLES[role].word, "organisation": project.owner.name}
        )


def give_vote(actor: Actor, *, project: uuid.UUID, entry: VoteEntry) -> uuid.UUID:
    """Vote on a Vorhaben; a later vote takes the place of an earlier one, which stays readable."""
    row = project_for(actor, project)
    require(actor, Permission.VOTE, row.owner.uuid)
    _require_role(actor, ROLE_OF[entry.kind], row)
    at = times.now()
    if entry.given_on > times.legal_day(at):
        raise Refused(_("Das Datum des Votums liegt in der Zukunft."))
    if entry.verdict is Verdict.WITH_CONDITIONS and not entry.conditions.strip():
        raise Refused(_("Nennen Sie die Auflagen."))
    if entry.verdict is Verdict.NEGATIVE and not (entry.conditions.strip() or entry.file_number.strip()):
        raise Refused(_("Begründen Sie die Ablehnung, oder nennen Sie das Aktenzeichen der Stellungnahme."))
    with transaction.atomic():
        vote = Vote.objects.create(
            project=row,
            kind=entry.kind,
            verdict=entry.verdict,
            conditions=entry.conditions.strip(),
            file_number=entry.file_number.strip(),
            given_on=entry.given_on,
            voter=actor.pseudonym,
            voter_name=actor.name,
            at=at,
        )
        audit.record(
            actor,
            action="vote.given",
            subject=f"vote:{vote.uuid}",
            at=at,
            note=f"{entry.kind} {entry.verdict}",
        )
    return vote.uuid


def fulfil_conditions(actor: Actor, *, vote: uuid.UUID, met_on: date) -> None:
    """The voter's side confirms that the conditions are met; nobody else can."""
    row = Vote.objects.select_related("project").filter(uuid=vote).first()
    if row is None:
        raise Missing(_("Dieses Votum gibt es nicht."))
    project = project_for(actor, row.project.uuid)
    _require_role(actor, ROLE_OF[VoteKind(row.kind)], project)
    at = times.now()
    if not row.given_on <= met_on <= times.legal_day(at):
        raise Refused(_("Der Tag liegt vor dem Votum oder in der Zukunft."))
    with transaction.atomic():
        changed = Vote.objects.filter(
            pk=row.pk, verdict=Verdict.WITH_CONDITIONS, conditions_met_on__isnull=True
        ).update(conditions_met_on=met_on)
        if not changed:
            raise Overtaken(_("Die Auflagen dieses Votums sind schon bestätigt, oder es hatte keine."))
        audit.record(actor, action="vote.conditions_met", subject=f"vote:{vote}", at=at)


def accept_risk(actor: Actor, *, project: uuid.UUID, gate: Gate, kind: VoteKind, text: str) -> None:
    """The head of the owner takes over the residual risk for one gate and the vote as it stands now."""
    row = project_for(actor, project)
    _require_role(actor, Role.HEAD, row)
    if gate not in GATES:
        raise Refused(_("Dieses Gate fragt nach keinem Votum."))
    if not text.strip():
        raise Refused(_("Schreiben Sie, welches Risiko die Leitung übernimmt und warum."))
    vote = newest(Subject(row), gate, kind)
    at = times.now()
    with transaction.atomic():
        RiskAcceptance.objects.create(
            project=row,
            gate=gate,
            kind=kind,
            vote=vote,
            text=text.strip(),
            signer=actor.pseudonym,
            signer_name=actor.name,
            at=at,
        )
        audit.record(
            actor, action="vote.risk_accepted", subject=f"project:{project}", at=at, note=f"{gate} {kind}"
        )
