# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The spreadsheet of a Vorhaben: export, preview of what would change, and taking it over in one transaction."""

import uuid
from collections import defaultdict
from collections.abc import Iterator

from django.db import transaction
from django.db.models import F

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.programme.access import project_for
from leistungswerk.programme.models import DutyRecord, Project, RolloutUnit
from leistungswerk.programme.rollout import sheets
from leistungswerk.programme.rollout.access import units_of
from leistungswerk.programme.rollout.facts import DutyMark
from leistungswerk.programme.rollout.sheets import Line
from leistungswerk.programme.rollout_states import Duty, DutyState
from leistungswerk.programme.services import duties


def _units(actor: Actor, project: Project) -> list[RolloutUnit]:
    rows = units_of(actor).filter(project=project).select_related("organisation", "wave", "project")
    return list(rows.order_by("organisation__name", "id"))


def _marks(units: list[RolloutUnit]) -> dict[int, dict[Duty, DutyMark]]:
    found: dict[int, dict[Duty, DutyMark]] = defaultdict(dict)
    for row in DutyRecord.objects.filter(unit__in=[unit.pk for unit in units]):
        duty = Duty(row.duty)
        found[row.unit_id][duty] = DutyMark(
            duty, DutyState(row.state), row.reference, row.valid_until, row.at
        )
    return found


def export(actor: Actor, *, project: uuid.UUID) -> Iterator[str]:
    """The spreadsheet of the bodies the actor sees, line by line."""
    units = _units(actor, project_for(actor, project))
    return sheets.write(units, _marks(units))


def preview(actor: Actor, *, project: uuid.UUID, data: bytes) -> tuple[Line, ...]:
    """What the spreadsheet would change; nothing is written. Raises :class:`sheets.Mistakes`."""
    row = project_for(actor, project, Permission.PLAN_ROLLOUT)
    units = _units(actor, row)
    names = list(row.waves.order_by("position").values_list("name", flat=True))
    return sheets.read(data, {str(unit.organisation.uuid): unit for unit in units}, _marks(units), names)


def take_over(actor: Actor, *, project: uuid.UUID, data: bytes) -> int:
    """Write everything the spreadsheet changes, or nothing; returns the number of changed bodies."""
    row = project_for(actor, project, Permission.PLAN_ROLLOUT)
    with transaction.atomic():
        lines = preview(actor, project=project, data=data)
        waves = {wave.name: wave for wave in row.waves.all()}
        units = {unit.uuid: unit for unit in _units(actor, row)}
        for line in lines:
            unit = units[line.unit]
            RolloutUnit.objects.filter(pk=unit.pk).update(
                wave=waves[line.wave] if line.wave else None,
                transport=line.transport or "",
                expected_cases=line.expected,
                revision=F("revision") + 1,
            )
            for entry in line.entries:
                duties.store(unit, entry, by=actor.pseudonym)
        if lines:
            audit.record(
                actor,
                action="rollout.sheet_taken",
                subject=f"project:{project}",
                at=times.now(),
                note=str(len(lines)),
            )
    return len(lines)
