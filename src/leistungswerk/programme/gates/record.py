# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is signed: a snapshot in canonical JSON, and its SHA-256.

The snapshot holds names as they are on the day, so a later recut, a renamed Leistung or a new template changes
nothing that was signed (docs/adr/0009-gate-record.md).
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

import msgspec

from leistungswerk.online import queries as online
from leistungswerk.programme.gates.order import Seat
from leistungswerk.programme.gates.requirements import Requirement, Subject
from leistungswerk.programme.models import (
    DigitisationDecision,
    ProjectRuntime,
    RiskAcceptance,
    Vote,
)
from leistungswerk.programme.states import DecisionState, Gate, VoteKind

FORMAT: Final = "leistungswerk-zeichnung-1"
Record = dict[str, Any]


def canonical(record: Mapping[str, Any]) -> bytes:
    """The bytes that are hashed: JSON in UTF-8, keys sorted, no spaces, no floats."""
    return msgspec.json.encode(record, order="sorted")


def digest_of(record: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(record)).hexdigest()


def snapshot(
    gate: Gate,
    subject: Subject,
    *,
    number: int,
    seats: Sequence[Seat],
    found: Sequence[Requirement],
    at: datetime,
    opened_by: str,
) -> Record:
    """Everything that is before the signers' eyes."""
    project = subject.project
    services = project.services.order_by("key").values_list("key", "name")
    record: Record = {
        "format": FORMAT,
        "gate": gate.value,
        "round": number,
        "opened_at": at.isoformat(),
        "opened_by": opened_by,
        "project": {
            "uuid": str(project.uuid),
            "number": project.number,
            "title": project.title,
            "phase": project.phase,
            "path": project.path,
            "goal": project.goal,
            "owner": {"uuid": str(project.owner.uuid), "name": project.owner.name},
        },
        "services": [{"key": key, "name": name} for key, name in services],
        "requirements": [_requirement(each) for each in found],
        "votes": votes(subject, gate),
        "order": [_place(number, seat) for number, seat in enumerate(seats, start=1)],
    }
    if subject.unit is not None:
        body = subject.unit.organisation
        record["organisation"] = {"uuid": str(body.uuid), "name": body.name}
    return record | content(gate, subject)


def content(gate: Gate, subject: Subject) -> Record:
    """What the gate decides about; if it changes while the case is signed, the case ends."""
    match gate:
        case Gate.G1:
            return {"decision": _decision(subject)}
        case Gate.G2:
            return {"release": _release(subject)}
        case _:
            return {}


def _requirement(each: Requirement) -> Record:
    return {
        "code": each.code,
        "title": str(each.title),
        "met": each.met,
        "text": str(each.text),
        "waived": each.waived,
        "proofs": [
            {"title": str(proof.title), "reference": proof.reference, "measured": proof.measured}
            for proof in each.proofs
        ],
    }


def _place(number: int, seat: Seat) -> Record:
    return {
        "position": number,
        "turn": seat.place.turn,
        "role": seat.place.role.value,
        "side": seat.place.side.value,
        "organisation": {"uuid": str(seat.organisation), "name": seat.name},
    }


def votes(subject: Subject, gate: Gate) -> list[Record]:
    """The newest vote of each kind with the residual risk taken over for this gate, if it was."""
    found: list[Record] = []
    for kind in VoteKind:
        vote = Vote.objects.filter(project=subject.project, kind=kind).order_by("-pk").first()
        risk = RiskAcceptance.objects.filter(project=subject.project, gate=gate, kind=kind, vote=vote).last()
        if vote is None and risk is None:
            continue
        entry: Record = {"kind": kind.value}
        if vote is not None:
            entry |= {
                "verdict": vote.verdict,
                "conditions": vote.conditions,
                "conditions_met_on": _day(vote.conditions_met_on),
                "file_number": vote.file_number,
                "given_on": _day(vote.given_on),
                "voter": vote.voter_name,
            }
        if risk is not None:
            entry["accepted_risk"] = {
                "text": risk.text,
                "signer": risk.signer_name,
                "at": risk.at.isoformat(),
            }
        found.append(entry)
    return found


def _day(value: object) -> str:
    return "" if value is None else str(value)


def _money(value: Decimal | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _decision(subject: Subject) -> Record:
    row = (
        DigitisationDecision.objects.filter(project=subject.project, state=DecisionState.DRAFT)
        .select_related("offer")
        .first()
    )
    if row is None:
        return {}
    return {
        "uuid": str(row.uuid),
        "path": row.path,
        "not_digitisable": row.not_digitisable,
        "ground": row.ground,
        "review_on": _day(row.review_on),
        "offer": row.offer.title if row.offer else "",
        "route": row.route,
        "reasons": row.reasons,
        "maturity": f"{row.maturity_model} {row.maturity_level}" if row.maturity_level is not None else "",
        "target_date": _day(row.target_date),
        "cost_once": _money(row.cost_once),
        "cost_yearly": _money(row.cost_yearly),
        "cost_cover": row.cost_cover,
        "paper": row.paper,
        "process": [
            {"title": title, "improvement": improvement, "reason": reason}
            for title, improvement, reason in subject.project.process_steps.order_by("position").values_list(
                "title", "improvement", "reason"
            )
        ],
        "options": [
            {"path": path, "offer": offer or "", "dimension": dimension, "points": points, "text": text}
            for path, offer, dimension, points, text in row.ratings.order_by(
                "path", "offer_id", "dimension"
            ).values_list("path", "offer__title", "dimension", "points", "text")
        ],
    }


def _release(subject: Subject) -> Record:
    row = ProjectRuntime.objects.filter(project=subject.project).select_related("runtime").first()
    if row is None:
        return {}
    version = online.form_version(row.form_version) if row.form_version else None
    return {
        "runtime": row.runtime.name,
        "kind": row.runtime.kind,
        "operator": row.runtime.operator,
        "version": row.version,
        "url": row.url,
        "form_version": str(row.form_version or ""),
        "form_digest": version.digest if version else "",
    }
