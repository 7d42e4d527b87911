# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Use against expectation: silence alone says nothing where few cases are expected."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

import msgspec

from leistungswerk.online import queries as online
from leistungswerk.programme.models import Project, RolloutUnit

TOO_FEW: Final = 5
"""Fewer expected cases in the time seen say nothing either way."""
LOW_SHARE: Final = 0.5
HIGH_SHARE: Final = 1.5
_YEAR: Final = 365


class Verdict(StrEnum):
    """What the comparison allows to say."""

    NO_EXPECTATION = "no_expectation"
    """Nobody said how many cases are expected."""
    NOT_COUNTED = "not_counted"
    """It runs elsewhere; nothing reaches this system."""
    TOO_EARLY = "too_early"
    LOW = "low"
    AS_EXPECTED = "as_expected"
    HIGH = "high"


class Usage(msgspec.Struct, frozen=True):
    """Applications seen since the go-live, and how many were to be expected in that time."""

    seen: int
    expected: float | None
    days: int
    verdict: Verdict


def compare(*, seen: int, yearly: int | None, live_from: date, today: date, counted: bool) -> Usage:
    """Judge by the time the body has been live; pure."""
    days = max((today - live_from).days, 0)
    if not counted:
        return Usage(seen, None, days, Verdict.NOT_COUNTED)
    if yearly is None:
        return Usage(seen, None, days, Verdict.NO_EXPECTATION)
    expected = yearly * days / _YEAR
    if expected < TOO_FEW:
        verdict = Verdict.TOO_EARLY
    elif seen < expected * LOW_SHARE:
        verdict = Verdict.LOW
    elif seen > expected * HIGH_SHARE:
        verdict = Verdict.HIGH
    else:
        verdict = Verdict.AS_EXPECTED
    return Usage(seen, expected, days, verdict)


def of_units(units: Sequence[RolloutUnit], today: date) -> dict[UUID, Usage]:
    """Use of live bodies; two statements. Needs body, Vorhaben and its services prefetched."""
    live = [unit for unit in units if unit.live_from is not None]
    counts = online.sent_counts(
        authorities={unit.organisation_id for unit in live},
        since=min((unit.live_from for unit in live if unit.live_from), default=today) - timedelta(days=1),
    )
    keys = _keys({unit.project_id for unit in live})
    return {
        unit.uuid: compare(
            seen=sum(
                each.count
                for each in counts
                if each.authority == unit.organisation_id
                and each.key in keys.get(unit.project_id, ())
                and each.month >= unit.live_from.replace(day=1)
            ),
            yearly=unit.expected_cases,
            live_from=unit.live_from,
            today=today,
            counted=unit.online_service is not None,
        )
        for unit in live
        if unit.live_from is not None
    }


def _keys(projects: set[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    rows = Project.objects.filter(pk__in=projects).values_list("pk", "services__key")
    for project, key in rows:
        found.setdefault(project, set()).add(key)
    return found


def seen_in_total(project: Project) -> int:
    """Applications of every body of the Vorhaben that runs here."""
    units = RolloutUnit.objects.filter(project=project, online_service__isnull=False)
    keys = set(project.services.values_list("key", flat=True))
    counts = online.sent_counts(authorities=set(units.values_list("organisation_id", flat=True)), since=None)
    return sum(each.count for each in counts if each.key in keys)
