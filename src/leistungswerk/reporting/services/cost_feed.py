# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Facts of money and effort from the state of the programme; asking twice records nothing twice."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from leistungswerk.programme.queries.costs import CostLine, cost_lines, effort_lines
from leistungswerk.reporting.kinds import CostKind, Evidence
from leistungswerk.reporting.models import CostFact
from leistungswerk.reporting.services import facts

_EFFORT: Final = (CostKind.COMPLIANCE, CostKind.COMPLIANCE_ONCE)


def feed_measures(measures: Iterable[UUID] | None = None, *, source: str, at: datetime) -> int:
    """What is provided, bound and paid, of these measures or of all; returns how many versions were recorded."""
    wanted = list(measures) if measures is not None else None
    known = CostFact.objects.filter(superseded_at__isnull=True).exclude(kind__in=_EFFORT)
    if wanted is not None:
        known = known.filter(subject__in=wanted)
    return _reconcile(known, cost_lines(wanted), source, at)


def feed_efforts(efforts: Iterable[UUID] | None = None, *, source: str, at: datetime) -> int:
    """The compliance cost, of these entries or of all; returns how many versions were recorded."""
    wanted = list(efforts) if efforts is not None else None
    known = CostFact.objects.filter(superseded_at__isnull=True, kind__in=_EFFORT)
    if wanted is not None:
        known = known.filter(subject__in=wanted)
    return _reconcile(known, effort_lines(wanted), source, at)


def _fields(line: CostLine) -> dict[str, object]:
    plain = {
        name: getattr(line, name) for name in CostLine.__struct_fields__ if name not in ("fact", "shown")
    }
    return plain | {"evidence": (Evidence.SHOWN if line.shown else Evidence.TOLD).value}


def _reconcile(known: "QuerySet[CostFact]", lines: Iterable[CostLine], source: str, at: datetime) -> int:
    """Corrections supersede, what was reversed is retracted: it was never so, and stays known for before."""
    held = {fact.fact: fact for fact in known}
    fresh: list[CostFact] = []
    changed = 0
    with transaction.atomic():
        for line in lines:
            fields, fact = _fields(line), held.pop(line.fact, None)
            if fact is None:
                fresh.append(CostFact(fact=line.fact, source=source, **fields))
            elif any(getattr(fact, name) != value for name, value in fields.items()):
                facts.supersede(fact, at=at, source=source, **fields)
                changed += 1
        for fact in held.values():
            facts.retract(fact, at=at)
            changed += 1
        facts.record_many(fresh, at=at)
    return changed + len(fresh)
