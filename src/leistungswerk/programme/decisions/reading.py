# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading the decision of a Vorhaben: its draft or signed state, steps, options and offers."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import msgspec

from leistungswerk.core.actor import Actor, Permission
from leistungswerk.programme.gates.advice import OPTIONS
from leistungswerk.programme.gates.offers import matching
from leistungswerk.programme.models import DigitisationDecision, GateCase, ProcessStep, Project
from leistungswerk.programme.reuse_states import OfferState
from leistungswerk.programme.states import (
    DecisionState,
    Dimension,
    Gate,
    GateState,
    Ground,
    Improvement,
    Path,
    Phase,
)


class ProcessView(msgspec.Struct, frozen=True):
    position: int
    title: str
    improvement: Improvement | None
    reason: str


class OfferLine(msgspec.Struct, frozen=True):
    """An offer that covers a service of the Vorhaben."""

    uuid: UUID
    title: str
    operator: str
    state: OfferState
    cost_once: Decimal | None
    cost_yearly: Decimal | None
    limits: str


class RatingView(msgspec.Struct, frozen=True):
    path: Path
    offer: UUID | None
    dimension: Dimension
    points: int | None
    text: str


class DecisionView(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be decided, or what was."""

    uuid: UUID
    state: DecisionState
    path: Path
    not_digitisable: bool
    ground: Ground | None
    review_on: date | None
    offer: UUID | None
    reasons: str
    maturity_model: str
    maturity_level: int | None
    target_date: date | None
    cost_once: Decimal | None
    cost_yearly: Decimal | None
    cost_cover: str
    paper: str
    searched_at: datetime | None
    signed_at: datetime | None
    revision: int
    ratings: tuple[RatingView, ...]


def process_of(project: Project) -> tuple[ProcessView, ...]:
    rows = ProcessStep.objects.filter(project=project).order_by("position")
    return tuple(
        ProcessView(
            row.position, row.title, Improvement(row.improvement) if row.improvement else None, row.reason
        )
        for row in rows
    )


def offers_for(project: Project) -> tuple[OfferLine, ...]:
    return tuple(
        OfferLine(
            row.uuid,
            row.title,
            row.operator,
            OfferState(row.state),
            row.cost_once,
            row.cost_yearly,
            row.limits,
        )
        for row in matching(project)
    )


def _view(row: DigitisationDecision) -> DecisionView:
    ratings = tuple(
        RatingView(
            Path(rating.path),
            rating.offer.uuid if rating.offer else None,
            Dimension(rating.dimension),
            rating.points,
            rating.text,
        )
        for rating in row.ratings.select_related("offer").order_by("path", "offer_id", "dimension")
    )
    return DecisionView(
        uuid=row.uuid,
        state=DecisionState(row.state),
        path=Path(row.path),
        not_digitisable=row.not_digitisable,
        ground=Ground(row.ground) if row.ground else None,
        review_on=row.review_on,
        offer=row.offer.uuid if row.offer else None,
        reasons=row.reasons,
        maturity_model=row.maturity_model,
        maturity_level=row.maturity_level,
        target_date=row.target_date,
        cost_once=row.cost_once,
        cost_yearly=row.cost_yearly,
        cost_cover=row.cost_cover,
        paper=row.paper,
        searched_at=row.searched_at,
        signed_at=row.signed_at,
        revision=row.revision,
        ratings=ratings,
    )


def draft(project: Project) -> DecisionView | None:
    """The draft people are writing."""
    rows = DigitisationDecision.objects.filter(project=project, state=DecisionState.DRAFT)
    row = rows.select_related("offer").first()
    return _view(row) if row else None


def signed(project: Project) -> DecisionView | None:
    """The decision that holds."""
    rows = DigitisationDecision.objects.filter(project=project, state=DecisionState.SIGNED)
    row = rows.select_related("offer").first()
    return _view(row) if row else None


def locked_because(actor: Actor, project: Project) -> str:
    """Why the actor cannot write the decision now: ``right``, ``phase``, ``signing``, or empty if it can."""
    if not (actor.may(Permission.EDIT_PROJECT, project.owner.uuid) or actor.may(Permission.ADVISE)):
        return "right"
    if project.phase < Phase.ADVICE:
        return "phase"
    signing = GateCase.objects.filter(project=project, gate=Gate.G1, state=GateState.IN_SIGNING)
    return "signing" if signing.exists() else ""


__all__ = [
    "OPTIONS",
    "DecisionView",
    "OfferLine",
    "ProcessView",
    "RatingView",
    "draft",
    "locked_because",
    "offers_for",
    "process_of",
    "signed",
]
