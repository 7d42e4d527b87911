# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the decision workspace shows."""

import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from leistungswerk.core.actor import Actor
from leistungswerk.programme.access import project_for
from leistungswerk.programme.decisions import reading
from leistungswerk.programme.decisions.markup import to_html
from leistungswerk.programme.decisions.reading import DecisionView, OfferLine
from leistungswerk.programme.states import DIMENSION_WORDS, PATH_WORDS, Dimension, Path
from leistungswerk.web.office import entry
from leistungswerk.web.office.gates.words import GROUND_WORDS, IMPROVEMENT_WORDS, POINT_WORDS
from leistungswerk.web.office.projects.page import project_page

NOT_DIGITISABLE: Final = "not_digitisable"


def _why(lock: str) -> str:
    return {
        "right": _(
            "Die Entscheidung schreiben das Fachreferat und die Beratung im OZG-Projekt. Sie lesen mit."
        ),
        "phase": _(
            "Die Entscheidung beginnt mit Phase 1. Zuerst ist Gate G0 „Bereit zur Beratung“ zu zeichnen."
        ),
        "signing": _("Gate G1 wird gerade gezeichnet. Bis dahin ist die Entscheidung unveränderlich."),
    }.get(lock, "")


def _money(value: Decimal | None) -> str:
    return formats.number_format(value, 2, use_l10n=True) if value is not None else ""


def _options(draft: DecisionView | None, offers: Sequence[OfferLine]) -> list[dict[str, object]]:
    """The ways side by side: way A once for each offer, or once where there is none."""
    known = {(r.path, r.offer, r.dimension): r for r in draft.ratings} if draft else {}
    columns: list[tuple[Path, uuid.UUID | None, str | Promise, str]] = [
        (Path.REUSE, offer.uuid, offer.title, "de") for offer in offers
    ] or [(Path.REUSE, None, PATH_WORDS[Path.REUSE], "")]
    columns += [
        (path, None, PATH_WORDS[path], "") for path in (Path.OWN_DEVELOPMENT, Path.PRODUCT, Path.DEFERRED)
    ]
    found: list[dict[str, object]] = []
    for path, offer, title, language in columns:
        cells = []
        for dimension in Dimension:
            rating = known.get((path, offer, dimension))
            cells.append(
                {
                    "name": f"{path.value}-{offer or 'x'}-{dimension.value}",
                    "dimension": DIMENSION_WORDS[dimension],
                    "points": "" if rating is None or rating.points is None else str(rating.points),
                    "text": rating.text if rating else "",
                }
            )
        points = [int(str(cell["points"])) for cell in cells if cell["points"] != ""]
        found.append(
            {
                "path": path.value,
                "title": title,
                "language": language,
                "cells": cells,
                "sum": sum(points) if len(points) == len(Dimension) else None,
            }
        )
    return found


def _fields(draft: DecisionView | None, offers: Sequence[OfferLine]) -> tuple[entry.Field, ...]:
    ways = [(path.value, f"{path.value} – {PATH_WORDS[path]}") for path in reading.OPTIONS]
    way = (NOT_DIGITISABLE if draft.not_digitisable else draft.path.value) if draft else ""
    kind = entry.Kind
    return (
        entry.Field(
            name="way", label=_("Weg"), kind=kind.SELECT, value=way, required=True,
            options=(*ways, (NOT_DIGITISABLE, _("nicht digitalisierbar"))),
        ),
        entry.Field(
            name="offer", label=_("Angebot, das nachgenutzt wird"), kind=kind.SELECT, hint=_("Nur bei Weg A."),
            value=str(draft.offer) if draft and draft.offer else "",
            options=tuple((str(offer.uuid), offer.title) for offer in offers),
        ),
        entry.Field(
            name="ground", label=_("Grund"), kind=kind.SELECT, hint=_("Nur wenn nicht digitalisierbar."),
            value=draft.ground.value if draft and draft.ground else "", options=entry.choices(GROUND_WORDS),
        ),
        entry.Field(
            name="review_on", label=_("Wiedervorlage am"), kind=kind.DAY,
            hint=_("Nur bei Weg D und wenn nicht digitalisierbar."),
            value=entry.day_text(draft.review_on if draft else None),
        ),
        entry.Field(
            name="reasons", label=_("Begründung"), kind=kind.AREA, value=draft.reasons if draft else "", required=True,
            language="de",
        ),
        *_cost_fields(draft),
    )  # fmt: skip


def _cost_fields(draft: DecisionView | None) -> tuple[entry.Field, ...]:
    kind = entry.Kind
    return (
        entry.Field(
            name="maturity_level", label=_("Reifegrad, der erreicht wird"), hint=_("Stufe 0 bis 7 (Modell 2.0)."),
            value=str(draft.maturity_level) if draft and draft.maturity_level is not None else "",
        ),
        entry.Field(
            name="target_date", label=_("Zieldatum"), kind=kind.DAY,
            value=entry.day_text(draft.target_date if draft else None),
        ),
        entry.Field(
            name="cost_once", label=_("Kosten einmalig"), hint=_("In Euro."),
            value=_money(draft.cost_once if draft else None),
        ),
        entry.Field(
            name="cost_yearly", label=_("Kosten im Jahr"), hint=_("In Euro."),
            value=_money(draft.cost_yearly if draft else None),
        ),
        entry.Field(
            name="cost_cover", label=_("Deckung"), kind=kind.AREA, rows=2,
            hint=_("Haushaltsstelle, Programm oder Beschluss."), value=draft.cost_cover if draft else "",
        ),
    )  # fmt: skip


def show_decision(
    request: HttpRequest, actor: Actor, identity: uuid.UUID, *, problem: str = "", act: str = ""
) -> HttpResponse:
    row = project_for(actor, identity)
    draft, offers = reading.draft(row), reading.offers_for(row)
    lock = reading.locked_because(actor, row)
    fields = _fields(draft, offers)
    signed = reading.signed(row)
    context = {
        "steps": reading.process_of(row),
        "improvements": entry.choices(IMPROVEMENT_WORDS),
        "offers": offers,
        "searched_at": draft.searched_at if draft else None,
        "options": _options(draft, offers),
        "points": POINT_WORDS,
        "fields": entry.bound(fields, request.POST) if problem and act == "write" else fields,
        "typed": request.POST if problem else {},
        "act": act if problem else "",
        "revision": draft.revision if draft else 0,
        "has_draft": draft is not None,
        "may_edit": not lock,
        "lock": _why(lock),
        "signed": signed,
        "signed_path": PATH_WORDS[signed.path] if signed else "",
        "paper_url": reverse("office:paper", args=[row.uuid]),
        "gate_url": reverse("office:gate", args=[row.uuid, "G1"]),
        "paper_length": len(draft.paper) if draft else 0,
        "errors": entry.errors(problem),
    }
    return project_page(
        request, actor, row.uuid, section="decision", template="office/gates/decision.html", context=context,
        status=422 if problem else 200,
    )  # fmt: skip


def show_paper(
    request: HttpRequest,
    actor: Actor,
    identity: uuid.UUID,
    *,
    text: str,
    preview: str = "",
    unsaved: bool = False,
    problem: str = "",
) -> HttpResponse:
    row = project_for(actor, identity)
    draft = reading.draft(row)
    lock = reading.locked_because(actor, row)
    signed = reading.signed(row)
    if not text and draft is None and signed is not None:
        text = signed.paper
    context = {
        "text": text,
        "preview": preview or to_html(text),
        "unsaved": unsaved,
        "revision": draft.revision if draft else 0,
        "may_edit": not lock and draft is not None,
        "lock": _why(lock),
        "decision_url": reverse("office:decision", args=[row.uuid]),
        "errors": entry.errors(problem),
    }
    return project_page(
        request, actor, row.uuid, section="decision", template="office/gates/paper.html", context=context,
        status=422 if problem else 200,
    )  # fmt: skip
