# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is online at a place: facts shown by evidence or told, for the public finder and the page of a place."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

import msgspec
from django.db.models import Q

from leistungswerk.core import times
from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.metrics import run
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.metrics.within import Within
from leistungswerk.reporting.models import AvailabilityFact, CompetenceFact, ServiceFact


class Known(msgspec.Struct, frozen=True):
    """The nearest body at which a service is known to be online."""

    ars: str
    body: str
    evidence: Evidence


def online_at(key: str, levels: Sequence[str]) -> Known | None:
    """The fact of the nearest Gebiet that holds today; one statement."""
    today = times.legal_day(times.now())
    order = {ars: place for place, ars in enumerate(levels)}
    rows = AvailabilityFact.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today), service_key=key, ars__in=levels, channel="online",
        valid_from__lte=today, superseded_at__isnull=True,
    )  # fmt: skip
    found = [
        Known(ars, body, Evidence(kind))
        for ars, body, kind in rows.values_list("ars", "body_name", "evidence")
    ]
    return min(found, key=lambda each: order[each.ars], default=None)


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A service at a place: the nearest body that decides on it there, and since when it is online."""

    key: str
    name: str
    body: uuid.UUID
    body_name: str
    ars: str
    relevant: bool
    evidence: Evidence | None = None
    """``None``: not online there."""
    since: date | None = None


def held_at(levels: Sequence[str], cut: Cut) -> tuple[Held, ...]:
    """Every service somebody decides on at a place or above it, by name; three statements."""
    order = {ars: place for place, ars in enumerate(levels)}
    near: dict[str, tuple[tuple[bool, int], Held]] = {}
    decided = CompetenceFact.objects.filter(cut.held(), ars__in=levels)
    rows = list(decided.values_list("service_key", "body", "body_name", "ars", "relevant"))
    online = _online({row[0] for row in rows}, {row[1] for row in rows}, cut)
    for key, body, name, ars, relevant in rows:
        evidence, since = online.get((key, body), (None, None))
        held = Held(
            key=key,
            name=key,
            body=body,
            body_name=name,
            ars=ars,
            relevant=relevant,
            evidence=evidence,
            since=since,
        )
        # A body for which it does not arise counts only where no other decides.
        place = (not relevant, order[ars])
        if key not in near or place < near[key][0]:
            near[key] = (place, held)
    names = dict(
        ServiceFact.objects.filter(cut.held(), service_key__in=list(near)).values_list("service_key", "name")
    )
    found = (msgspec.structs.replace(held, name=names.get(key, key)) for key, (_place, held) in near.items())
    return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.key)))


def _online(
    keys: set[str], bodies: set[uuid.UUID], cut: Cut
) -> Mapping[tuple[str, uuid.UUID], tuple[Evidence, date]]:
    # Sought by the index that begins with service and body: some hundred searches instead of a walk over all facts.
    rows = AvailabilityFact.objects.filter(
        cut.held(), service_key__in=keys, body__in=bodies, channel="online"
    )
    found: dict[tuple[str, uuid.UUID], tuple[Evidence, date]] = {}
    for key, body, kind, since in rows.values_list("service_key", "body", "evidence", "valid_from"):
        told = found.get((key, body))
        if told is None or Evidence(kind) is Evidence.SHOWN:
            found[key, body] = Evidence(kind), since
    return found


def below(area: str, cut: Cut) -> dict[str, tuple[int, int, int]]:
    """Gebiete within another (its first digits), by ARS: services shown to be online, with those only told, of how many.

    One statement.
    """
    rows = run.rows("territories", cut, within=Within(area=area))
    return {row["ars"]: (row["shown"], row["shown"] + row["told"], row["competent"]) for row in rows}
