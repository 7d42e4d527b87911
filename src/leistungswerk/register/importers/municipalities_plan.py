# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compare Gebiete and their bodies with the register, and apply what the comparison says.

A body whose Gebiet is no longer in the file does not end by an import: rights and Vorhaben hang on it, so a
person enters the Neuzuschnitt. The plan says which.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import msgspec
from django.utils import translation
from django.utils.translation import gettext as _

from leistungswerk.register import search
from leistungswerk.register.importers.municipalities import Area
from leistungswerk.register.importers.plan import Change, ChangeKind, Plan, Progress, differences
from leistungswerk.register.kinds import MUNICIPAL, ORGANISATION_WORDS, ImportKind, OrganisationKind
from leistungswerk.register.models import Organisation, Territory

_BATCH = 500


class Municipalities(msgspec.Struct, frozen=True):
    areas: tuple[Area, ...]
    partial: bool
    """The files hold only some levels (no Ortsgemeinden): what they lack has not ended."""


def compare(areas: tuple[Area, ...], as_of: date) -> Plan:
    """What the files would change; a constant number of statements."""
    data = Municipalities(areas, not any(area.kind is None and area.ars[9:] != "000" for area in areas))
    there = {row.ars: row for row in Territory.objects.filter(ars__startswith=areas[0].ars[:2])}
    bodies = _bodies(areas[0].ars[:2])
    changes = (
        *_territories(areas, there),
        *([] if data.partial else _ended(areas, there)),
        *_organisations(areas, bodies),
    )
    return Plan(ImportKind.MUNICIPALITIES, as_of, changes, tuple(_notes(data, bodies)), data)


def _bodies(land: str) -> dict[str, Organisation]:
    rows = Organisation.objects.filter(
        kind__in=MUNICIPAL, valid_to__isnull=True, territory__ars__startswith=land
    ).select_related("territory")
    return {row.territory.ars: row for row in rows if row.territory is not None}


def _territories(areas: Iterable[Area], there: dict[str, Territory]) -> Iterator[Change]:
    for area in areas:
        old = there.get(area.ars)
        if old is None:
            yield Change(ChangeKind.ADDED, "Gebiet", area.ars, area.name)
        elif fields := differences([("Name", old.name, area.name), ("Ende", old.valid_to, None)]):
            yield Change(ChangeKind.CHANGED, "Gebiet", area.ars, area.name, fields)


def _ended(areas: Iterable[Area], there: dict[str, Territory]) -> Iterator[Change]:
    listed = {area.ars for area in areas}
    for ars, row in sorted(there.items()):
        if ars not in listed and row.valid_to is None:
            yield Change(ChangeKind.ENDED, "Gebiet", ars, row.name)


def _organisations(areas: Iterable[Area], bodies: dict[str, Organisation]) -> Iterator[Change]:
    for area in areas:
        if area.kind is None:
            continue
        word, old = _german(area.kind), bodies.get(area.ars)
        if old is None:
            yield Change(ChangeKind.ADDED, word, area.ars, area.body)
            continue
        kind = _german(OrganisationKind(old.kind))
        if fields := differences([("Name", old.name, area.body), ("Art", kind, word)]):
            yield Change(ChangeKind.CHANGED, word, area.ars, area.body, fields)


def _german(kind: OrganisationKind) -> str:
    """Plans compare German data; their digest must not depend on the language of the page."""
    with translation.override("de"):
        return str(ORGANISATION_WORDS[kind])


def _notes(data: Municipalities, bodies: dict[str, Organisation]) -> Iterator[str]:
    listed = {area.ars for area in data.areas if area.kind is not None}
    kinds = {area.kind for area in data.areas}
    for ars, row in sorted(bodies.items()):
        if ars not in listed and (not data.partial or OrganisationKind(row.kind) in kinds):
            yield _(
                "„%(name)s“ (%(ars)s) steht nicht mehr in der Datei. Tragen Sie die Nachfolge als Neuzuschnitt ein; dann folgen Rechte und Vorhaben."
            ) % {"name": row.name, "ars": ars}


def apply(plan: Plan, progress: Progress) -> None:
    """Write what the plan says, inside the caller's transaction."""
    data: Municipalities = plan.data
    touched = {change.key for change in plan.changes if change.kind is not ChangeKind.ENDED}
    fresh = [area for area in data.areas if area.ars in touched]
    Territory.objects.bulk_create(
        [Territory(ars=area.ars, name=area.name, valid_to=None) for area in fresh],
        update_conflicts=True,
        unique_fields=["ars"],
        update_fields=["name", "valid_to"],
        batch_size=_BATCH,
    )
    ended = [change.key for change in plan.changes if change.kind is ChangeKind.ENDED]
    for start in range(0, len(ended), _BATCH):
        Territory.objects.filter(ars__in=ended[start : start + _BATCH]).update(
            valid_to=plan.as_of - timedelta(days=1)
        )
    progress(len(plan.changes) // 2, len(plan.changes))
    search.touch("place", None if not data.partial else [*touched, *ended])
    search.touch("organisation", _write_bodies([area for area in fresh if area.kind is not None]))
    progress(len(plan.changes), len(plan.changes))


def _write_bodies(areas: list[Area]) -> list[str]:
    """The bodies of these Gebiete; a Kreis is no superior of its Verbandsgemeinden in what they do themselves."""
    if not areas:
        return []
    places = {row.ars: row for row in Territory.objects.filter(ars__startswith=areas[0].ars[:2])}
    bodies = _bodies(areas[0].ars[:2])
    fresh: list[Organisation] = []
    changed: list[Organisation] = []
    for area in areas:
        assert area.kind is not None
        row = bodies.get(area.ars)
        if row is None:
            fresh.append(
                Organisation(
                    name=area.body,
                    kind=area.kind,
                    territory=places[area.ars],
                    city=area.seat,
                    postcode=area.postcode,
                )
            )
        elif (row.name, row.kind) != (area.body, area.kind.value):
            row.name, row.kind = area.body, area.kind.value
            changed.append(row)
    Organisation.objects.bulk_create(fresh, batch_size=_BATCH)
    Organisation.objects.bulk_update(changed, ["name", "kind"], batch_size=_BATCH)
    return [str(row.uuid) for row in (*fresh, *changed)]
