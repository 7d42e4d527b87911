# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Making the act for many that was seen as a preview."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor
from leistungswerk.core.failures import Overtaken
from leistungswerk.programme.models import ChecklistItem, Participation, Project, ProjectContact
from leistungswerk.programme.services.checklists import tick_facts
from leistungswerk.programme.services.many import Bulk, Difference, preview_bulk
from leistungswerk.programme.states import ItemState, Part
from leistungswerk.register.queries import directory


def change_many(actor: Actor, *, seen: Mapping[uuid.UUID, int], bulk: Bulk) -> int:
    """Make the act for every Vorhaben, each at the revision that was seen, or for none; returns how many changed.

    Raises :class:`Overtaken` where one of them was changed after the preview.
    """
    at = times.now()
    with transaction.atomic():
        differences = preview_bulk(actor, projects=list(seen), bulk=bulk)
        if late := [each for each in differences if each.revision != seen[each.project]]:
            raise Overtaken(
                _(
                    "Jemand anderes hat eines dieser Vorhaben inzwischen geändert. Es wurde nichts übernommen."
                ),
                now=[(each.number, each.title) for each in late],
            )
        changed = [each for each in differences if each.changes]
        for each in changed:
            _change(actor, each, bulk, at)
    return len(changed)


def _change(actor: Actor, each: Difference, bulk: Bulk, at: datetime) -> None:
    row = Project.objects.get(uuid=each.project)
    if bulk.target_date and row.target_date != bulk.target_date:
        Project.objects.filter(pk=row.pk).update(target_date=bulk.target_date, revision=F("revision") + 1)
    if bulk.contact and (person := directory.person(bulk.contact)):
        ProjectContact.objects.get_or_create(project=row, person_id=person.pk, role=bulk.contact_role)
    for body in directory.organisations_by_uuid(bulk.bodies).values():
        Participation.objects.get_or_create(project=row, organisation_id=body.pk, part=Part.EXECUTING)
    if bulk.due_shift:
        items = ChecklistItem.objects.filter(project=row, state=ItemState.OPEN, due__isnull=False)
        for item in items:
            assert item.due is not None
            item.due += timedelta(days=bulk.due_shift)
        ChecklistItem.objects.bulk_update(items, ["due"])
    note = ", ".join(f"{change.field}: {change.after}" for change in each.changes)
    audit.record(actor, action="project.edited", subject=f"project:{each.project}", at=at, note=note[:2000])
    tick_facts(row, at)
