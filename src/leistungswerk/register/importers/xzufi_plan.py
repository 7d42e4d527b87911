# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compare an XZuFi delivery with the register, and apply what the comparison says.

A delivery is a part of the truth: what it lacks has not ended.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from leistungswerk.core.failures import Refused
from leistungswerk.register import keys, search
from leistungswerk.register.importers import xzufi_texts as keeping
from leistungswerk.register.importers.plan import Change, ChangeKind, Plan, Progress, differences
from leistungswerk.register.importers.xzufi import AttributeRow, Delivery, UnitRow
from leistungswerk.register.kinds import ImportKind, OrganisationKind, ResponsibilityKind
from leistungswerk.register.models import Organisation, Responsibility, Service, Territory

_BATCH: Final = 500
_CONTACT: Final = ("street", "postcode", "city", "email", "phone")
_PART: Final = ResponsibilityKind.DECIDES


def compare(data: Delivery, as_of: date) -> Plan:
    """What the delivery would change; raises :class:`Refused` for unknown territories and services."""
    _check_territories(data)
    units = {
        row.external_id: row
        for row in Organisation.objects.filter(external_id__startswith="xzufi:").select_related("territory")
    }
    services = {row.key: row for row in Service.objects.filter(key__in=_asked(data)[:20_000])}
    described = {row.key for row in data.services}
    if missing := sorted(set(_asked(data)) - services.keys() - described):
        raise Refused(
            _("Diese Leistungen stehen nicht im Register: %(keys)s.") % {"keys": ", ".join(missing[:10])}
        )
    named = {row.external_id for row in data.units}
    if strange := sorted({row.external_id for row in data.duties} - named - units.keys()):
        raise Refused(
            _("Eine Zuständigkeit nennt eine Stelle, die weder in der Datei noch im Register steht: %(id)s.")
            % {"id": strange[0]}
        )
    texts = keeping.changes(data.texts)
    changes = (*_units(data, units), *_services(data, services), *_duties(data), *texts)
    return Plan(ImportKind.XZUFI, as_of, changes, data.notes, data)


def _asked(data: Delivery) -> list[str]:
    return sorted({row.key for row in data.services} | {row.key for row in data.duties})


def _check_territories(data: Delivery) -> None:
    asked = {row.ars for row in data.units if row.ars}
    for ars in sorted(asked):
        keys.check_ars(ars)
    known = set(Territory.objects.filter(ars__in=asked).values_list("ars", flat=True))
    if missing := sorted(asked - known):
        raise Refused(
            _("Das Gebiet %(ars)s steht nicht im Register. Lesen Sie zuerst das Gemeindeverzeichnis ein.")
            % {"ars": missing[0]}
        )


def _units(data: Delivery, there: dict[str, Organisation]) -> Iterator[Change]:
    for row in data.units:
        old = there.get(row.external_id)
        if old is None:
            yield Change(ChangeKind.ADDED, "Stelle", row.external_id, row.name)
            continue
        pairs: list[tuple[str, object, object]] = [("Name", old.name, row.name)]
        if row.ars:
            pairs.append(("Gebiet", old.territory.ars if old.territory else "", row.ars))
        pairs += [(_contact_words()[name], getattr(old, name), getattr(row, name)) for name in _CONTACT]
        if fields := differences(pair for pair in pairs if pair[2]):
            yield Change(ChangeKind.CHANGED, "Stelle", row.external_id, row.name, fields)


def _contact_words() -> dict[str, str]:
    return {
        "street": "Straße und Hausnummer",
        "postcode": "Postleitzahl",
        "city": "Ort",
        "email": "E-Mail",
        "phone": "Telefon",
    }


def _services(data: Delivery, there: dict[str, Service]) -> Iterator[Change]:
    for row in data.services:
        old = there.get(row.key)
        if old is None:
            yield Change(ChangeKind.ADDED, "Leistung", row.key, row.name or row.citizen_name)
            continue
        said = _said(row)
        words = {
            "name": "Name", "citizen_name": "Name für Bürgerinnen und Bürger", "typing": "Typisierung",
            "trust_level": "Vertrauensniveau", "written_form": "Schriftform",
            "legal_bases": "Rechtsgrundlagen", "sdg_annex": "SDG", "sdg_areas": "SDG-Bereiche",
        }  # fmt: skip
        if fields := differences((words[name], getattr(old, name), value) for name, value in said.items()):
            yield Change(ChangeKind.CHANGED, "Leistung", row.key, old.name, fields)


def _said(row: AttributeRow) -> dict[str, Any]:
    """What the delivery says; what it leaves open is not in it."""
    values: dict[str, Any] = {
        "name": row.name,
        "citizen_name": row.citizen_name,
        "typing": row.typing,
        "trust_level": row.trust_level,
        "legal_bases": list(row.legal_bases),
        "sdg_areas": list(row.sdg_areas),
        "sdg_annex": row.sdg_annex.value if row.sdg_annex else "",
    }
    said = {name: value for name, value in values.items() if value}
    if row.written_form is not None:
        said["written_form"] = row.written_form
    return said


def _duties(data: Delivery) -> Iterator[Change]:
    there = set(
        Responsibility.objects.filter(
            kind=_PART, valid_to__isnull=True, organisation__external_id__startswith="xzufi:"
        ).values_list("organisation__external_id", "service__key")
    )
    names = {row.external_id: row.name for row in data.units}
    for row in data.duties:
        if (row.external_id, row.key) not in there:
            title = names.get(row.external_id, row.external_id)
            yield Change(ChangeKind.ADDED, "Zuständigkeit", row.key, title)


def apply(plan: Plan, progress: Progress) -> None:
    """Write what the plan says, inside the caller's transaction."""
    data: Delivery = plan.data
    changed = {(change.what, change.key) for change in plan.changes}
    _write_units([row for row in data.units if ("Stelle", row.external_id) in changed])
    progress(len(plan.changes) // 3, len(plan.changes))
    _write_services([row for row in data.services if ("Leistung", row.key) in changed], plan.as_of)
    progress(2 * len(plan.changes) // 3, len(plan.changes))
    services = dict(Service.objects.filter(key__in={row.key for row in data.duties}).values_list("key", "pk"))
    bodies = dict(
        Organisation.objects.filter(external_id__startswith="xzufi:").values_list("external_id", "pk")
    )
    Responsibility.objects.bulk_create(
        [
            Responsibility(
                service_id=services[row.key], organisation_id=bodies[row.external_id], kind=_PART,
                valid_from=plan.as_of,
            )
            for row in data.duties
        ],
        ignore_conflicts=True,
        batch_size=_BATCH,
    )  # fmt: skip
    keeping.keep(data.texts)
    progress(len(plan.changes), len(plan.changes))


def _write_units(rows: list[UnitRow]) -> None:
    places = dict(Territory.objects.filter(ars__in={row.ars for row in rows}).values_list("ars", "pk"))
    there = {row.external_id: row for row in Organisation.objects.filter(external_id__startswith="xzufi:")}
    touched = []
    for row in rows:
        body = there.get(row.external_id) or Organisation(
            external_id=row.external_id, kind=OrganisationKind.AUTHORITY
        )
        body.name = row.name or body.name
        if row.ars:
            body.territory_id = places[row.ars]
        for name in _CONTACT:
            setattr(body, name, getattr(row, name) or getattr(body, name))
        body.save()
        touched.append(str(body.uuid))
    search.touch("organisation", touched)


def _write_services(rows: list[AttributeRow], as_of: date) -> None:
    for row in rows:
        said = _said(row) | {"as_of": as_of}
        if not Service.objects.filter(key=row.key).update(**said):
            Service.objects.create(key=row.key, **({"name": row.citizen_name or row.key} | said))
    search.touch("service", [row.key for row in rows])
