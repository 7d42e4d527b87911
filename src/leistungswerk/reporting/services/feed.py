# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Facts from the state of the rooms below: what changed since the last look becomes a new version.

Called by the listeners within the transaction of what happened, and by ``leistungswerk figures feed`` after an
import. Asking twice records nothing twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from django.db import transaction
from django.db.models import Max

from leistungswerk.core import times
from leistungswerk.programme.queries.for_figures import standings
from leistungswerk.register.queries import for_figures as register
from leistungswerk.reporting.models import CompetenceFact, PhaseFact, ProjectServiceFact, ServiceFact
from leistungswerk.reporting.services import cost_feed, facts

_Kind = TypeVar("_Kind", CompetenceFact, PhaseFact, ProjectServiceFact, ServiceFact)
_Place = tuple[object, ...]


def _reconcile(
    kind: type[_Kind],
    known: Iterable[_Kind],
    wanted: Mapping[_Place, Mapping[str, Any]],
    *,
    place: Sequence[str],
    source: str,
    at: datetime,
    since: Mapping[_Place, date],
) -> int:
    """Make the known facts of a kind say what is wanted from today on; returns how many versions were recorded.

    ``place`` names the fields that tell which fact it is; ``since`` the first day of a new one, where known.
    """
    today = times.legal_day(at)
    by_place = {tuple(getattr(fact, name) for name in place): fact for fact in known}
    fresh: list[_Kind] = []
    changed = 0
    for where, fields in wanted.items():
        fact = by_place.pop(where, None)
        if fact is None:
            first = min(since.get(where) or today, today)
            fresh.append(
                kind(valid_from=first, source=source, **dict(zip(place, where, strict=True)), **fields)
            )
        elif any(getattr(fact, name) != value for name, value in fields.items()):
            changed += 1
            if fact.valid_from == today:
                facts.supersede(fact, at=at, source=source, **fields)
            else:
                facts.supersede(fact, at=at, source=source, valid_to=today - timedelta(days=1))
                fresh.append(
                    kind(valid_from=today, source=source, **dict(zip(place, where, strict=True)), **fields)
                )
    for fact in by_place.values():
        changed += 1
        if fact.valid_from == today:
            facts.retract(fact, at=at)
        else:
            facts.supersede(fact, at=at, source=source, valid_to=today - timedelta(days=1))
    facts.record_many(fresh, at=at)
    return changed + len(fresh)


def feed_services(keys: Sequence[str] | None = None, *, source: str, at: datetime) -> int:
    """What services are called and where they belong; all, or those with these keys."""
    known = ServiceFact.objects.filter(superseded_at__isnull=True, valid_to__isnull=True)
    if keys is not None:
        known = known.filter(service_key__in=keys)
    wanted: dict[_Place, Mapping[str, Any]] = {
        (each.service_key,): _rest(each, "service_key") for each in register.service_attributes(keys)
    }
    with transaction.atomic():
        return _reconcile(ServiceFact, known, wanted, place=("service_key",), source=source, at=at, since={})


def feed_competences(keys: Sequence[str] | None = None, *, source: str, at: datetime) -> int:
    """Who decides on services: the denominators."""
    known = CompetenceFact.objects.filter(superseded_at__isnull=True, valid_to__isnull=True)
    if keys is not None:
        known = known.filter(service_key__in=keys)
    wanted: dict[_Place, Mapping[str, Any]] = {}
    since: dict[_Place, date] = {}
    for each in register.deciding_bodies(keys):
        where = (each.service_key, each.body)
        wanted[where] = _rest(each, "service_key", "body", "since")
        if each.since:
            since[where] = each.since
    for place_of, last in _ended(keys).items():
        # What is known of an earlier time stays; a body decides on a service once at a time.
        if place_of in since and since[place_of] <= last:
            since[place_of] = last + timedelta(days=1)
    place = ("service_key", "body")
    with transaction.atomic():
        return _reconcile(CompetenceFact, known, wanted, place=place, source=source, at=at, since=since)


def _ended(keys: Sequence[str] | None) -> dict[_Place, date]:
    """Last day of what is known to have ended, by service and body; one statement."""
    rows = CompetenceFact.objects.filter(superseded_at__isnull=True, valid_to__isnull=False)
    if keys is not None:
        rows = rows.filter(service_key__in=keys)
    found = rows.values_list("service_key", "body").annotate(last=Max("valid_to"))
    return {(key, body): last for key, body, last in found}


def feed_projects(projects: Sequence[UUID] | None = None, *, source: str, at: datetime) -> int:
    """In which phase, on which path and in which state Vorhaben are, and which services they bring online."""
    phases = PhaseFact.objects.filter(superseded_at__isnull=True, valid_to__isnull=True)
    links = ProjectServiceFact.objects.filter(superseded_at__isnull=True, valid_to__isnull=True)
    if projects is not None:
        phases, links = phases.filter(project__in=projects), links.filter(project__in=projects)
    found = standings(projects)
    wanted: dict[_Place, Mapping[str, Any]] = {
        (each.project,): _rest(each, "project", "service_keys") for each in found
    }
    linked: dict[_Place, Mapping[str, Any]] = {
        (each.project, key): {} for each in found for key in each.service_keys
    }
    with transaction.atomic():
        return _reconcile(
            PhaseFact, phases, wanted, place=("project",), source=source, at=at, since={}
        ) + _reconcile(
            ProjectServiceFact,
            links,
            linked,
            place=("project", "service_key"),
            source=source,
            at=at,
            since={},
        )


def feed_all(*, source: str, at: datetime) -> int:
    """Everything, after an import or for an instance that had no figures before; returns how many versions."""
    return (
        feed_services(source=source, at=at)
        + feed_competences(source=source, at=at)
        + feed_projects(source=source, at=at)
        + cost_feed.feed_measures(source=source, at=at)
        + cost_feed.feed_efforts(source=source, at=at)
    )


def _rest(struct: msgspec.Struct, *places: str) -> dict[str, Any]:
    return {name: getattr(struct, name) for name in struct.__struct_fields__ if name not in places}
