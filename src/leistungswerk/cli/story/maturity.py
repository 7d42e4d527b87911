# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Assessments in both models: invented levels for real Leistungen, marked as Demodaten."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from leistungswerk.core.actor import Actor
from leistungswerk.reporting.maturity import known
from leistungswerk.reporting.maturity.values import CriterionValue
from leistungswerk.reporting.queries import cut_at
from leistungswerk.reporting.services.maturity import Assessment, assess

_REASON: Final = "Demodaten, erfunden: Einschätzung aus der Beratung."
_OLD: Final = (3, 2, 3, 1, 2, 0, 2, 3)
_NEW: Final = (5, 4, 3, 3, 2, 4, 1, 3, 2, 6, 3, 1)
_EVIDENCE: Final = "Demodaten: Prüfvermerk 7/26"


def tell_maturity(assessor: Actor, keys: Sequence[str], first_day: date) -> int:
    """Assess some services: earlier ones of the list have come further; returns how many assessments."""
    told = 0
    for place, (key, level) in enumerate(zip(keys, _OLD, strict=False)):
        _assess(assessor, key, "1.1", max(level - 1, 0), date(2024, 3, 1))
        if level:
            _assess(assessor, key, "1.1", level, date(2025, 5, 1), proved=place < 3)
        told += 2
    for place, (key, level) in enumerate(zip(keys, _NEW, strict=False)):
        _assess(assessor, key, "2.0", level, first_day - timedelta(days=40 - place), proved=place == 0)
        told += 1
    bodies = known.bodies(keys[0], cut_at()) if keys else ()
    if bodies:
        _assess(assessor, keys[0], "2.0", 3, first_day, body=bodies[0].body)
        told += 1
    return told


def _assess(
    actor: Actor,
    key: str,
    model: str,
    level: int,
    on: date,
    *,
    proved: bool = False,
    body: uuid.UUID | None = None,
) -> None:
    document = known.model(model).document
    values = (
        [CriterionValue(criterion.id, level, _EVIDENCE) for criterion in document.criteria] if proved else []
    )
    entry = Assessment(
        service_key=key, model=model, valid_from=on, body=body, level=level, values=tuple(values), reason=_REASON,
        source="Demodaten", seen=known.newest(key, model, body),
    )  # fmt: skip
    assess(actor, entry=entry)
