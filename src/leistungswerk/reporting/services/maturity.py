# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Assessing services in a maturity model.

A level is never carried from one model to another: level 4 of 1.1 is not level 4 of 2.0 (domain.md 3.2).
"""

import uuid
from datetime import date, datetime, timedelta
from typing import Any, Final

import msgspec
from django.db import IntegrityError, transaction
from django.utils import formats, translation
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.register import queries as register
from leistungswerk.register.queries import for_figures
from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.maturity import known
from leistungswerk.reporting.maturity.documents import ModelDocument
from leistungswerk.reporting.maturity.values import CriterionValue, Finding, settled_level
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.models import AssessmentFact, CompetenceFact
from leistungswerk.reporting.services import facts

_MOST_TEXT: Final = 4_000
_DAY: Final = timedelta(days=1)


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """An assessment as entered. ``body``: where it differs; ``None``: wherever the service is offered.

    ``level`` may stay ``None`` where the criteria decide it. ``seen`` is the version that the page showed, 0 for none.
    """

    service_key: str
    model: str
    valid_from: date
    body: uuid.UUID | None = None
    level: int | None = None
    values: tuple[CriterionValue, ...] = ()
    reason: str = ""
    source: str = ""
    seen: int = 0


def may_assess(actor: Actor, service_key: str, body: uuid.UUID | None) -> bool:
    """At one body whoever reaches it; everywhere whoever reaches the organisation in the lead of the service."""
    owner = body or for_figures.lead_of(service_key)
    if owner is not None:
        return actor.may(Permission.ASSESS_MATURITY, owner)
    # Nobody is in the lead: only those whose role reaches everywhere.
    return actor.reach(Permission.ASSESS_MATURITY) is None


def assess(actor: Actor, *, entry: Assessment) -> uuid.UUID:
    """Record an assessment from a day on; what held before ends the day before. Returns the fact.

    Raises :class:`Refused` for what does not fit the model, and for a level above what the running system shows
    without a reason.
    """
    if not may_assess(actor, entry.service_key, entry.body):
        raise NotAllowed(_("Reifegrade bewertet, wer für die Leistung oder die Behörde zuständig ist."))
    now = times.now()
    used = known.model(entry.model)
    place = _place(entry, now)
    _check_entry(entry, used.document, now)
    level = _level(entry, used.document)
    found = _findings(entry, used.document, level, now)
    complete = {value.criterion for value in entry.values if value.evidence.strip()}
    shown = complete == {criterion.id for criterion in used.document.criteria}
    fields: dict[str, Any] = {
        **place, "model": entry.model, "model_digest": used.digest, "level": level,
        "evidence": Evidence.SHOWN if shown else Evidence.TOLD,
        "values": [msgspec.to_builtins(value) for value in entry.values],
        "findings": [msgspec.to_builtins(finding) for finding in found],
        "reason": entry.reason.strip(), "source": entry.source.strip() or _source(actor),
        "by": actor.pseudonym, "by_name": actor.name,
    }  # fmt: skip
    try:
        with transaction.atomic():
            fact = _record(entry, fields, now)
            note = f"{entry.model} · {level} · {entry.valid_from.isoformat()}"
            audit.record(
                actor, action="maturity.assessed", subject=f"maturity:{entry.service_key}", at=now, note=note
            )
            events.publish(
                kind="maturity.assessed", subject=fact, at=now,
                data={"key": entry.service_key, "model": entry.model, "level": str(level)},
            )  # fmt: skip
    except IntegrityError as error:
        raise _overtaken() from error
    return fact


def _findings(entry: Assessment, model: ModelDocument, level: int, now: datetime) -> tuple[Finding, ...]:
    """What the running system shows; raises :class:`Refused` for a higher level without a reason."""
    cut = Cut(times.legal_day(now), now)
    with translation.override("de"):  # kept as German data, whoever assesses
        shown = known.computed(entry.service_key, entry.body, model, cut)
    bounds = shown.computed
    if bounds.cap is not None and level > bounds.cap and not entry.reason.strip():
        raise Refused(
            _(
                "Das laufende System zeigt höchstens Stufe %(cap)d: %(why)s Begründen Sie, warum die Stufe höher ist."
            )
            % {"cap": bounds.cap, "why": " ".join(bounds.reasons)}
        )
    return shown.findings


def _source(actor: Actor) -> str:
    return f"Bewertung: {actor.name}"[:120]


def _overtaken() -> Overtaken:
    return Overtaken(
        _("Jemand anderes hat diese Leistung inzwischen bewertet. Sehen Sie sich den neuen Stand an.")
    )


def _place(entry: Assessment, now: datetime) -> dict[str, Any]:
    if entry.service_key not in register.service_names([entry.service_key]):
        raise Missing(_("Diese Leistung kennt das Register nicht."))
    place = {"service_key": entry.service_key, "body": entry.body, "body_name": "", "ars": ""}
    if entry.body is None:
        return place
    decides = CompetenceFact.objects.filter(
        Cut(times.legal_day(now), now).held(), service_key=entry.service_key, body=entry.body, relevant=True
    ).first()
    if decides is None:
        raise Refused(
            _("Diese Behörde ist für die Leistung nicht zuständig. Wählen Sie eine zuständige oder bewerten Sie sie für alle.")
        )  # fmt: skip
    return {**place, "body_name": decides.body_name, "ars": decides.ars}


def _check_entry(entry: Assessment, model: ModelDocument, now: datetime) -> None:
    facts.check_days(entry.valid_from, None, now)
    if entry.valid_from < model.first_day:
        raise Refused(
            _(
                "Das Modell %(model)s gilt erst ab %(month)s. Für die Zeit davor bewerten Sie nach dem Modell, "
                "das damals galt; umgerechnet wird nicht."
            )
            % {"model": model.code, "month": formats.date_format(model.first_day, "F Y")}
        )
    ids = {criterion.id for criterion in model.criteria}
    told = [value.criterion for value in entry.values]
    if foreign := [one for one in told if one not in ids]:
        raise Refused(
            _(
                "Das Kriterium „%(id)s“ gibt es im Modell %(model)s nicht. Eine Bewertung wird nie von einem Modell "
                "in ein anderes übernommen: Die Modelle haben andere Stufen und andere Kriterien."
            )
            % {"id": foreign[0][:40], "model": model.code}
        )
    if len(set(told)) != len(told):
        raise Refused(_("Ein Kriterium ist zweimal bewertet. Nennen Sie jedes einmal."))
    stated = [] if entry.level is None else [entry.level]
    if any(model.level(level) is None for level in [*stated, *(value.level for value in entry.values)]):
        raise Refused(
            _(
                "Das Modell %(model)s hat die Stufen 0 bis %(highest)d. Stufen eines anderen Modells werden nie "
                "umgerechnet, weil gleiche Zahlen dort anderes bedeuten."
            )
            % {"model": model.code, "highest": model.highest}
        )
    texts = [entry.reason, *(value.evidence for value in entry.values)]
    if any(len(text) > _MOST_TEXT for text in texts) or len(entry.source) > 120:
        raise Refused(_("Ein Text ist zu lang (höchstens 4.000 Zeichen, die Quelle höchstens 120)."))


def _level(entry: Assessment, model: ModelDocument) -> int:
    """The level by the rule of the model, else as stated with a reason."""
    settled = settled_level(model, entry.values)
    if settled is not None:
        if entry.level is not None and entry.level != settled:
            raise Refused(
                _(
                    "Nach der Regel des Modells %(model)s bestimmt das niedrigste Kriterium die Stufe: %(settled)d, "
                    "nicht %(stated)d. Lassen Sie die Stufe leer oder prüfen Sie die Kriterien."
                )
                % {"model": model.code, "settled": settled, "stated": entry.level}
            )
        return settled
    if entry.level is None:
        raise Refused(
            _("Geben Sie die Stufe an, oder bewerten Sie alle %(count)d Kriterien, wenn das Modell daraus die Stufe bildet.")
            % {"count": len(model.criteria)}
        )  # fmt: skip
    if not entry.reason.strip():
        raise Refused(
            _("Begründen Sie die Stufe: woher sie bekannt ist oder wie sie aus den Kriterien folgt.")
        )
    return entry.level


def _record(entry: Assessment, fields: dict[str, Any], now: datetime) -> uuid.UUID:
    """Add the assessment to the line of this place; it ends where the next one begins."""
    line = list(
        AssessmentFact.objects.select_for_update()
        .filter(service_key=entry.service_key, model=entry.model, body=entry.body, superseded_at__isnull=True)
        .order_by("valid_from")
    )
    newest = line[-1].pk if line else 0
    if entry.seen != newest:
        raise _overtaken()
    same = next((row for row in line if row.valid_from == entry.valid_from), None)
    if same:
        later = facts.supersede(same, at=now, **fields)
        if later is None:
            raise _overtaken()
        return later.fact
    before = [row for row in line if row.valid_from < entry.valid_from]
    after = [row for row in line if row.valid_from > entry.valid_from]
    if before and (before[-1].valid_to is None or before[-1].valid_to >= entry.valid_from):
        facts.supersede(before[-1], at=now, source=before[-1].source, valid_to=entry.valid_from - _DAY)
    ends = after[0].valid_from - _DAY if after else None
    fresh = AssessmentFact(valid_from=entry.valid_from, valid_to=ends, **fields)
    return facts.record(fresh, at=now).fact


def withdraw(actor: Actor, *, service_key: str, fact: uuid.UUID, reason: str) -> None:
    """Take an assessment back: it was never so. What was reported with it before stays explicable."""
    row = AssessmentFact.objects.filter(
        fact=fact, service_key=service_key, superseded_at__isnull=True
    ).first()
    if row is None:
        raise Missing(_("Diese Bewertung gibt es nicht oder nicht mehr."))
    if not may_assess(actor, service_key, row.body):
        raise NotAllowed(_("Reifegrade bewertet, wer für die Leistung oder die Behörde zuständig ist."))
    if not reason.strip():
        raise Refused(_("Sagen Sie in einem Satz, warum die Bewertung nicht stimmte."))
    now = times.now()
    with transaction.atomic():
        if not facts.retract(row, at=now):
            raise _overtaken()
        _reopen(row, now)
        audit.record(
            actor, action="maturity.withdrawn", subject=f"maturity:{service_key}", at=now, note=reason.strip()[:200]
        )  # fmt: skip
        events.publish(
            kind="maturity.withdrawn", subject=fact, at=now, data={"key": service_key, "model": row.model}
        )


def _reopen(gone: AssessmentFact, now: datetime) -> None:
    """What ended because of an assessment that was never so goes on."""
    before = AssessmentFact.objects.filter(
        service_key=gone.service_key,
        model=gone.model,
        body=gone.body,
        superseded_at__isnull=True,
        valid_to=gone.valid_from - _DAY,
    ).first()
    if before:
        facts.supersede(before, at=now, source=before.source, valid_to=gone.valid_to)
