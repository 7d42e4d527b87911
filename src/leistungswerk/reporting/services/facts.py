# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Recording facts: new, corrected, ended, taken back. Nothing is overwritten; a later version supersedes.

What is recorded must not contradict what is known: the same service at the same body through the same channel
is available once at a time, and a body decides on it once at a time. An overlapping period is refused in words that name both; whoever knows better
corrects the earlier fact.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from leistungswerk.core import times
from leistungswerk.core.failures import Refused
from leistungswerk.reporting.kinds import CostKind
from leistungswerk.reporting.models import (
    AssessmentFact,
    AvailabilityFact,
    CompetenceFact,
    CostFact,
    FocusFact,
    PhaseFact,
    ProjectServiceFact,
    ServiceFact,
    ToldFact,
)
from leistungswerk.reporting.services.coverage import recount

_Fact = (
    AssessmentFact
    | AvailabilityFact
    | CompetenceFact
    | CostFact
    | FocusFact
    | PhaseFact
    | ProjectServiceFact
    | ServiceFact
    | ToldFact
)
Fact = TypeVar(
    "Fact",
    AssessmentFact,
    AvailabilityFact,
    CompetenceFact,
    CostFact,
    FocusFact,
    PhaseFact,
    ProjectServiceFact,
    ServiceFact,
    ToldFact,
)


class Contradiction(Refused):
    """A fact contradicts one that is known; nothing was recorded."""


def check_days(valid_from: date, valid_to: date | None, at: datetime) -> None:
    """Raise :class:`Refused` for days in the future and for an end before the beginning."""
    today = times.legal_day(at)
    if valid_from > today or (valid_to is not None and valid_to > today):
        raise Refused(_("Ein Zeitpunkt in der Zukunft ist ein Plan. Gezählt wird nur, was eingetreten ist."))
    if valid_to is not None and valid_to < valid_from:
        raise Refused(_("Das Ende liegt vor dem Beginn. Prüfen Sie beide Tage."))


def _check_time(fact: _Fact, at: datetime) -> None:
    # That money was provided is known on the day it is provided, though its year lies ahead.
    if not (isinstance(fact, CostFact) and fact.kind == CostKind.BUDGET):
        check_days(fact.valid_from, fact.valid_to, at)


_Dated = AvailabilityFact | CompetenceFact
"""Facts of which one holds at a time at a place."""
_Place = tuple[str, uuid.UUID, str]


def _place(fact: _Dated) -> _Place:
    return fact.service_key, fact.body, fact.channel if isinstance(fact, AvailabilityFact) else ""


def _overlap(one: _Dated, other: _Dated) -> bool:
    begins = max(one.valid_from, other.valid_from)
    return all(end is None or end >= begins for end in (one.valid_to, other.valid_to))


def _check_free(facts: Sequence[_Fact]) -> None:
    """Raise :class:`Contradiction` if one overlaps what is known or another of the new; one statement for all."""
    new = [fact for fact in facts if isinstance(fact, _Dated)]
    if not new:
        return
    taken: dict[_Place, list[_Dated]] = defaultdict(list)
    known = type(new[0]).objects.filter(
        service_key__in={fact.service_key for fact in new}, superseded_at__isnull=True
    )
    if len(new) == 1:
        known = known.filter(body=new[0].body)
    for fact in known:
        taken[_place(fact)].append(fact)
    for fact in new:
        for other in taken[_place(fact)]:
            if other.fact != fact.fact and _overlap(fact, other):
                raise Contradiction(_overlapping(other))
        taken[_place(fact)].append(fact)


def _overlapping(known: _Dated) -> str:
    """What is known already, and how to go on."""
    words = (
        _(
            "Für %(body)s ist diese Leistung seit %(since)s schon als verfügbar bekannt (%(source)s). "
            "Berichtigen Sie jenen Eintrag, wenn er nicht stimmt."
        )
        if isinstance(known, AvailabilityFact)
        else _(
            "%(body)s ist für diese Leistung seit %(since)s schon als zuständig bekannt (%(source)s). "
            "Berichtigen Sie jenen Eintrag, wenn er nicht stimmt."
        )
    )
    return words % {
        "body": known.body_name,
        "since": formats.date_format(known.valid_from),
        "source": known.source,
    }


def record(fact: Fact, *, at: datetime) -> Fact:
    """Record a new fact at ``at`` and recount what rests on it; raises :class:`Contradiction` or :class:`Refused`."""
    record_many([fact], at=at)
    return fact


def record_many(new: Sequence[Fact], *, at: datetime) -> None:
    """Record facts of one kind at once, all or none."""
    if not new:
        return
    for fact in new:
        _check_time(fact, at)
        fact.recorded_at = at
    with transaction.atomic():
        _check_free(new)
        type(new[0]).objects.bulk_create(new, batch_size=500)
        _recount(new, at)


def version_of(known: Fact, *, at: datetime, source: str, **changes: object) -> Fact:
    """A later version of a known fact with ``changes``, not yet recorded."""
    version = type(known)(
        **{
            field.attname: getattr(known, field.attname)
            for field in known._meta.concrete_fields
            if not field.primary_key
        }
    )
    for name, value in changes.items():
        setattr(version, name, value)
    version.recorded_at, version.superseded_at, version.source = at, None, source
    _check_time(version, at)
    return version


def record_versions(
    kind: type[Fact], *, ended: Sequence[Fact], new: Sequence[Fact], at: datetime, source: str
) -> None:
    """Supersede known facts of one kind and record versions and facts at once, all or none.

    A fact in ``ended`` without a version in ``new`` is taken back. Raises :class:`Contradiction` if one was
    superseded meanwhile or a new one overlaps what is known.
    """
    for fact in new:
        fact.recorded_at, fact.source = at, source
        _check_time(fact, at)
    with transaction.atomic():
        pks = [fact.pk for fact in ended]
        done = sum(
            kind.objects.filter(pk__in=pks[start : start + 500], superseded_at__isnull=True).update(
                superseded_at=at
            )
            for start in range(0, len(pks), 500)
        )
        if done != len(pks):
            raise Contradiction(
                _(
                    "Inzwischen wurde ein Eintrag anders berichtigt. Laden Sie die Seite neu und prüfen Sie ihn."
                )
            )
        _check_free(new)
        kind.objects.bulk_create(new, batch_size=500)
        _recount([*ended, *new], at)


def supersede(known: Fact, *, at: datetime, source: str, **changes: object) -> Fact | None:
    """Record a later version of a known fact with ``changes``; ``None`` if somebody superseded it meanwhile."""
    version = version_of(known, at=at, source=source, **changes)
    with transaction.atomic():
        if not type(known).objects.filter(pk=known.pk, superseded_at__isnull=True).update(superseded_at=at):
            return None
        _check_free([version])
        version.save(force_insert=True)
        _recount([known, version], at)
    return version


def retract(known: Fact, *, at: datetime) -> bool:
    """Take a fact back: it was never so. It stays known for every moment before ``at``."""
    with transaction.atomic():
        done = type(known).objects.filter(pk=known.pk, superseded_at__isnull=True).update(superseded_at=at)
        if done:
            _recount([known], at)
    return bool(done)


def known(kind: type[Fact], identity: uuid.UUID) -> Fact | None:
    """The version of a fact that is known now."""
    return kind.objects.filter(fact=identity, superseded_at__isnull=True).first()


def _recount(facts: Iterable[_Fact], at: datetime) -> None:
    kinds = AssessmentFact | AvailabilityFact | CompetenceFact
    counted = {fact.service_key for fact in facts if isinstance(fact, kinds)}
    if counted:
        recount(counted, at=at)
