# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What figures are made of: where each Vorhaben stands now, and what it plans."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import msgspec

from leistungswerk.programme.models import Project, RolloutUnit
from leistungswerk.programme.rollout_states import UnitState
from leistungswerk.register.queries.for_figures import ressort_names


class Standing(msgspec.Struct, frozen=True):
    """A Vorhaben with its phase, path, state and the services it brings online."""

    project: UUID
    number: str
    title: str
    owner: UUID
    owner_name: str
    ressort: str
    phase: int
    path: str
    state: str
    service_keys: tuple[str, ...]


def standings(projects: Iterable[UUID] | None = None) -> tuple[Standing, ...]:
    """All Vorhaben, or these; a constant number of statements."""
    rows = Project.objects.select_related("owner").order_by("number")
    if projects is not None:
        rows = rows.filter(uuid__in=list(projects))
    found = list(rows)
    keys: dict[int, list[str]] = {}
    links = Project.objects.filter(pk__in=[row.pk for row in found], services__isnull=False)
    for pk, key in links.values_list("pk", "services__key").order_by("services__key"):
        keys.setdefault(pk, []).append(key)
    ressorts = ressort_names()
    return tuple(
        Standing(
            row.uuid,
            row.number,
            row.title,
            row.owner.uuid,
            row.owner.name,
            ressorts.get(row.owner_id, row.owner.name),
            row.phase,
            row.path,
            row.state,
            tuple(keys.get(row.pk, ())),
        )
        for row in found
    )


class PlannedUnit(msgspec.Struct, frozen=True):
    """An executing body of a Vorhaben with the day its wave is to go live; ``None`` without a wave or a day."""

    project: UUID
    body: UUID
    body_name: str
    wave: str
    go_live_on: date | None


def planned_units(project: UUID | None = None) -> tuple[PlannedUnit, ...]:
    """All of them, or those of a Vorhaben; bodies where the service does not arise are left out. One statement."""
    rows = RolloutUnit.objects.exclude(state=UnitState.EXEMPT).order_by(
        "project__number", "organisation__name"
    )
    if project is not None:
        rows = rows.filter(project__uuid=project)
    found = rows.values_list(
        "project__uuid", "organisation__uuid", "organisation__name", "wave__name", "wave__go_live_on"
    )
    return tuple(PlannedUnit(who, body, name, wave or "", on) for who, body, name, wave, on in found)
