# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How far a service is online at a place, as the public may know it: states and plans, no reasons and no names."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

import msgspec

from leistungswerk.programme.models import BaseServiceRequest, Project, RolloutUnit
from leistungswerk.programme.reuse_states import BaseServiceState, RuntimeKind
from leistungswerk.programme.rollout_states import UnitState
from leistungswerk.programme.states import ProjectState


class UnitHere(msgspec.Struct, frozen=True):
    """What the roll-out says of the nearest body. ``planned``: the planned day of its wave; it changes nothing."""

    state: UnitState
    ars: str
    body: str
    planned: date | None
    url: str
    """Where the online service of another system is found; only while it is live."""
    operator: str
    wave: str = ""
    """Its name; empty where none is planned."""


class Standing(msgspec.Struct, frozen=True):
    here: UnitHere | None
    live_elsewhere: int
    """Bodies beyond this place where it is live."""
    prepared: bool
    """A Vorhaben works on it."""


_COLUMNS: Final = (
    "state", "organisation__territory__ars", "organisation__name", "wave__go_live_on", "project__runs_on__url",
    "project__runs_on__runtime__url", "project__runs_on__runtime__kind", "project__runs_on__runtime__operator",
    "wave__name",
)  # fmt: skip
_RUNNING = (ProjectState.ACTIVE.value, ProjectState.COMPLETED.value)


def standing(key: str, levels: Sequence[str]) -> Standing:
    """Three statements, whatever the size of the Land."""
    units = RolloutUnit.objects.filter(project__services__key=key, project__state__in=_RUNNING)
    order = {ars: place for place, ars in enumerate(levels)}
    rows = units.filter(organisation__territory__ars__in=levels).values_list(*_COLUMNS)
    near = sorted(rows, key=lambda row: (row[0] != UnitState.LIVE, order[row[1]]))
    elsewhere = units.filter(state=UnitState.LIVE).exclude(organisation__territory__ars__in=levels)
    return Standing(
        _here(near[0]) if near else None,
        elsewhere.values("organisation_id").distinct().count(),
        Project.objects.filter(services__key=key, state__in=_RUNNING).exists(),
    )


def _here(row: Sequence[object]) -> UnitHere:
    state, ars, body, planned, url, runtime_url, kind, operator, wave = row
    live = state == UnitState.LIVE and kind != RuntimeKind.OWN
    return UnitHere(
        UnitState(str(state)),
        str(ars),
        str(body),
        planned if isinstance(planned, date) else None,
        str(url or runtime_url or "") if live else "",
        str(operator or "") if live else "",
        str(wave or ""),
    )


def units_at(levels: Sequence[str]) -> dict[str, UnitHere]:
    """Leistungsschlüssel → what the roll-out says of the nearest body at a place, a live one first; one statement."""
    order = {ars: place for place, ars in enumerate(levels)}
    rows = RolloutUnit.objects.filter(
        project__state__in=_RUNNING, project__services__isnull=False, organisation__territory__ars__in=levels
    ).values_list("project__services__key", *_COLUMNS)
    found: dict[str, UnitHere] = {}
    for row in sorted(rows, key=lambda row: (row[1] != UnitState.LIVE, order[str(row[2])])):
        found.setdefault(str(row[0]), _here(row[1:]))
    return found


def keys_live_at(levels: Sequence[str]) -> frozenset[str]:
    """Leistungsschlüssel that are live at a place on a system of others."""
    rows = RolloutUnit.objects.filter(state=UnitState.LIVE, organisation__territory__ars__in=levels)
    return frozenset(str(key) for key in rows.values_list("project__services__key", flat=True) if key)


def base_services_of(keys: Collection[str]) -> dict[str, frozenset[str]]:
    """Codes of the Basisdienste that the Vorhaben of these Leistungsschlüssel have or are getting; one statement."""
    found: dict[str, set[str]] = {}
    rows = BaseServiceRequest.objects.filter(
        project__services__key__in=keys, project__state__in=_RUNNING
    ).exclude(state__in=[BaseServiceState.REFUSED, BaseServiceState.WITHDRAWN])
    for key, code in rows.values_list("project__services__key", "base_service__code"):
        found.setdefault(key, set()).add(code)
    return {key: frozenset(held) for key, held in found.items()}
