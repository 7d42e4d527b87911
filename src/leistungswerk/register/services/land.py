# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Loading the shipped table of a Land."""

from django.db import transaction

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.permissions import require
from leistungswerk.register import search
from leistungswerk.register.kinds import MUNICIPAL, OrganisationKind
from leistungswerk.register.land_table import LandBody, LandTable
from leistungswerk.register.models import Organisation, Territory


def load_land(actor: Actor, *, table: LandTable) -> int:
    """Enter the bodies that are not there yet; returns how many.

    What is there, under the id of the table or (municipal bodies) under the same Gebiet, stays as people have
    made it, so loading again changes nothing.
    """
    require(actor, Permission.RECUT_ORGANISATIONS)
    with transaction.atomic():
        places = _territories(table)
        known = _known(table)
        fresh = {
            body.id: Organisation(
                external_id=f"land:{table.key}:{body.id}", kind=body.kind, name=body.name,
                short_name=body.short_name, territory_id=places.get(body.ars),
            )
            for body in table.bodies
            if body.id not in known
        }  # fmt: skip
        if not fresh:
            return 0
        Organisation.objects.bulk_create(fresh.values(), batch_size=500)
        offices = known | {identity: row.pk for identity, row in fresh.items()}
        supported = [body for body in table.bodies if body.project_office and body.id in fresh]
        for body in supported:
            fresh[body.id].project_office_id = offices[body.project_office]
        Organisation.objects.bulk_update(
            [fresh[body.id] for body in supported], ["project_office"], batch_size=500
        )
        search.touch("organisation", [str(row.uuid) for row in fresh.values()])
        audit.record(
            actor, action="land.loaded", subject=f"land:{table.key}", at=times.now(), note=str(len(fresh))
        )
    return len(fresh)


def _territories(table: LandTable) -> dict[str, int]:
    names = {body.ars: body.territory for body in table.bodies if body.ars}
    Territory.objects.bulk_create(
        [Territory(ars=ars, name=name) for ars, name in names.items()], ignore_conflicts=True, batch_size=500
    )
    search.touch("place", names)
    return dict(Territory.objects.filter(ars__startswith=table.key).values_list("ars", "pk"))


def _known(table: LandTable) -> dict[str, int]:
    """Ids of the table that have a body already, ended ones too: a recut is not undone by loading again."""
    prefix = f"land:{table.key}:"
    found: dict[str, int] = {}
    there = Organisation.objects.filter(territory__ars__startswith=table.key)
    by_place = dict(there.filter(kind__in=MUNICIPAL).values_list("territory__ars", "pk"))
    by_name = dict(there.values_list("name", "pk"))
    by_id = dict(Organisation.objects.filter(external_id__startswith=prefix).values_list("external_id", "pk"))
    for body in table.bodies:
        pk = by_id.get(prefix + body.id) or _same(body, by_place, by_name)
        if pk is not None:
            found[body.id] = pk
    return found


def _same(body: LandBody, by_place: dict[str, int], by_name: dict[str, int]) -> int | None:
    if OrganisationKind(body.kind) in MUNICIPAL:
        return by_place.get(body.ars)
    return by_name.get(body.name)
