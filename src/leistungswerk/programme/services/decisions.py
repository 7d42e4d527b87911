# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The decision on the kind of digitisation: searched, rated, drafted, written. It is signed with its gate case."""

import uuid
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import msgspec
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.programme import phases
from leistungswerk.programme.access import project_for
from leistungswerk.programme.decisions.paper import draft_paper
from leistungswerk.programme.gates.offers import matching
from leistungswerk.programme.models import DigitisationDecision, GateCase, OptionRating, Project
from leistungswerk.programme.states import DecisionState, Dimension, Gate, GateState, Ground, Path, Phase


class DecisionEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What is decided; ``offer`` for way A, ``ground`` where it cannot be digitised, ``review_on`` for it and D."""

    path: Path = Path.UNDECIDED
    not_digitisable: bool = False
    ground: Ground | None = None
    review_on: date | None = None
    offer: uuid.UUID | None = None
    route: str = ""
    reasons: str = ""
    maturity_model: str = ""
    maturity_level: int | None = None
    target_date: date | None = None
    cost_once: Decimal | None = None
    cost_yearly: Decimal | None = None
    cost_cover: str = ""


class Rating(msgspec.Struct, frozen=True):
    """How an option looks in one dimension, 0 does not fit to 3 fits well."""

    path: Path
    offer: uuid.UUID | None
    dimension: Dimension
    points: int | None
    text: str = ""


def editable(actor: Actor, identity: uuid.UUID) -> Project:
    """A Vorhaben whose decision the actor may write: its owner, or the OZG project that drafts for it.

    Raises :class:`Refused` before phase 1 and while gate 1 is being signed.
    """
    row = project_for(actor, identity)
    if not (actor.may(Permission.EDIT_PROJECT, row.owner.uuid) or actor.may(Permission.ADVISE)):
        raise NotAllowed(_("Die Entscheidung schreiben das Fachreferat und die Beratung im OZG-Projekt."))
    phases.require_phase(row, Phase.ADVICE)
    if GateCase.objects.filter(project=row, gate=Gate.G1, state=GateState.IN_SIGNING).exists():
        raise Refused(
            _(
                "Gate 1 wird gerade gezeichnet. Ziehen Sie die Zeichnung zurück, wenn sich noch etwas ändern soll."
            )
        )
    return row


def draft_of(project: Project) -> DigitisationDecision:
    """The one draft of the Vorhaben, begun where there is none. Inside a transaction."""
    row, _created = DigitisationDecision.objects.get_or_create(project=project, state=DecisionState.DRAFT)
    return row


def _record(actor: Actor, row: DigitisationDecision, action: str) -> None:
    audit.record(actor, action=action, subject=f"decision:{row.uuid}", at=times.now())


def search_reuse(actor: Actor, *, project: uuid.UUID) -> int:
    """Look for offers by Leistungsschlüssel and note which were found; returns how many."""
    row = editable(actor, project)
    offers = [str(identity) for identity in matching(row).values_list("uuid", flat=True)]
    with transaction.atomic():
        draft = draft_of(row)
        DigitisationDecision.objects.filter(pk=draft.pk).update(
            searched_at=times.now(), searched_offers=offers, revision=F("revision") + 1
        )
        _record(actor, draft, "decision.reuse_searched")
    return len(offers)


def rate_options(actor: Actor, *, project: uuid.UUID, ratings: Sequence[Rating]) -> None:
    """Judge options; a rating of the same option and dimension takes the place of the one before."""
    row = editable(actor, project)
    offers = dict(matching(row).values_list("uuid", "pk"))
    for rating in ratings:
        if rating.points is not None and not 0 <= rating.points <= 3:
            raise Refused(_("Bewertet wird mit 0 bis 3 Punkten."))
        if rating.offer is not None and rating.offer not in offers:
            raise Refused(_("Dieses Angebot deckt keine Leistung des Vorhabens."))
    with transaction.atomic():
        draft = draft_of(row)
        for rating in ratings:
            OptionRating.objects.update_or_create(
                decision=draft,
                path=rating.path,
                offer_id=offers[rating.offer] if rating.offer else None,
                dimension=rating.dimension,
                defaults={"points": rating.points, "text": rating.text.strip()},
            )
        _record(actor, draft, "decision.rated")


def write_decision(actor: Actor, *, project: uuid.UUID, entry: DecisionEntry, revision: int) -> None:
    """Write what is to be decided; raises :class:`Overtaken` if somebody else wrote since ``revision``."""
    row = editable(actor, project)
    if entry.not_digitisable and entry.path is not Path.UNDECIDED:
        raise Refused(_("Entweder ein Weg oder „nicht digitalisierbar“: Wählen Sie eines."))
    offer = None
    if entry.offer is not None:
        offer = matching(row).filter(uuid=entry.offer).values_list("pk", flat=True).first()
        if offer is None:
            raise Refused(_("Dieses Angebot deckt keine Leistung des Vorhabens."))
    if (entry.review_on is not None) and entry.review_on <= times.legal_day(times.now()):
        raise Refused(_("Der Tag der Wiedervorlage muss in der Zukunft liegen."))
    if any(cost is not None and cost < 0 for cost in (entry.cost_once, entry.cost_yearly)):
        raise Refused(_("Kosten können nicht negativ sein."))
    fields = msgspec.structs.asdict(entry) | {"ground": entry.ground or ""}
    del fields["offer"]
    with transaction.atomic():
        draft = draft_of(row)
        _write(draft, revision, {**fields, "offer_id": offer})
        _record(actor, draft, "decision.written")


def write_paper(actor: Actor, *, project: uuid.UUID, text: str, revision: int) -> None:
    """Keep the options paper as edited (Markdown)."""
    row = editable(actor, project)
    with transaction.atomic():
        draft = draft_of(row)
        _write(draft, revision, {"paper": text.replace("\r\n", "\n")})
        _record(actor, draft, "decision.paper_written")


def draft_from_data(actor: Actor, *, project: uuid.UUID, revision: int) -> None:
    """Draft the options paper anew from the data; what stood there is replaced, so the page asks first."""
    row = editable(actor, project)
    with transaction.atomic():
        draft = draft_of(row)
        _write(draft, revision, {"paper": draft_paper(row, draft), "drafted_at": times.now()})
        _record(actor, draft, "decision.paper_drafted")


def _write(draft: DigitisationDecision, revision: int, fields: dict[str, object]) -> None:
    changed = DigitisationDecision.objects.filter(
        pk=draft.pk, revision=revision, state=DecisionState.DRAFT
    ).update(**fields, revision=F("revision") + 1)
    if not changed:
        raise Overtaken(
            _(
                "Jemand anderes hat die Entscheidung inzwischen bearbeitet. Laden Sie die Seite neu; Ihr Text steht noch im Feld."
            )
        )
