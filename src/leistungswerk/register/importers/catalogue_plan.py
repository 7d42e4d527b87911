# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compare a catalogue with the register, and apply what the comparison says."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from leistungswerk.core.failures import Refused
from leistungswerk.register import keys, search
from leistungswerk.register.importers.catalogue import (
    BundleRow,
    Catalogue,
    KeylessRow,
    ServiceRow,
    SituationRow,
)
from leistungswerk.register.importers.plan import Change, ChangeKind, Plan, Progress, differences
from leistungswerk.register.kinds import ImportKind
from leistungswerk.register.models import KeylessService, Service, ServiceBundle, Situation

BATCH: Final = 500
ADDED, CHANGED, ENDED = ChangeKind.ADDED, ChangeKind.CHANGED, ChangeKind.ENDED


def compare(data: Catalogue, as_of: date) -> Plan:
    """What the catalogue would change; a constant number of statements."""
    _check_references(data)
    changes = (
        *_situations(data.situations or ()),
        *_bundles(data.bundles or ()),
        *_services(data.services or ()),
        *_ended_services(data.services),
        *_keyless(data.keyless),
    )
    return Plan(ImportKind.CATALOGUE, as_of, changes, tuple(_notes(as_of)), data)


def _notes(as_of: date) -> Iterator[str]:
    newest = (
        Service.objects.filter(as_of__isnull=False).order_by("-as_of").values_list("as_of", flat=True).first()
    )
    if newest is not None and newest > as_of:
        yield _(
            "Das Register hat schon einen neueren Stand (%(day)s). Diese Dateien sind älter: Prüfen Sie, ob Sie das wollen."
        ) % {"day": newest.strftime("%d.%m.%Y")}


def _check_references(data: Catalogue) -> None:
    """A bundle names its Lage by name, a Leistung its bundle by number; both must be known."""
    known = set(ServiceBundle.objects.values_list("ozg_id", flat=True))
    known |= {row.ozg_id for row in data.bundles or ()}
    asked = {each for row in data.services or () for each in row.bundles}
    asked |= {row.ozg_id for row in data.keyless or () if row.ozg_id}
    if missing := sorted(asked - known):
        raise Refused(
            _("Diese OZG-Leistungen stehen nicht im Register: %(ids)s.") % {"ids": ", ".join(missing[:10])}
        )
    lagen = set(Situation.objects.values_list("name", flat=True))
    lagen |= {row.name for row in data.situations or ()}
    if unknown := sorted({row.situation for row in data.bundles or () if row.situation} - lagen):
        raise Refused(
            _("Diese Lagen sind unbekannt: %(names)s. Lesen Sie die Tabelle der Lagen mit ein.")
            % {"names": ", ".join(unknown[:5])}
        )


def _situations(rows: Sequence[SituationRow]) -> Iterator[Change]:
    there = {row.number: row for row in Situation.objects.all()}
    for row in rows:
        old = there.get(row.number)
        if old is None:
            yield Change(ADDED, "Lage", str(row.number), row.name)
        elif fields := differences([("Name", old.name, row.name), ("Themenfeld", old.theme, row.theme)]):
            yield Change(CHANGED, "Lage", str(row.number), row.name, fields)


def _bundles(rows: Sequence[BundleRow]) -> Iterator[Change]:
    there = {row.ozg_id: row for row in ServiceBundle.objects.select_related("situation")}
    for row in rows:
        old = there.get(row.ozg_id)
        if old is None:
            yield Change(ADDED, "OZG-Leistung", row.ozg_id, row.name)
            continue
        lage = old.situation.name if old.situation else ""
        if fields := differences([("Name", old.name, row.name), ("Lage", lage, row.situation)]):
            yield Change(CHANGED, "OZG-Leistung", row.ozg_id, row.name, fields)


def _services(rows: Sequence[ServiceRow]) -> Iterator[Change]:
    there = {row.key: row for row in Service.objects.all()}
    pairs: dict[str, set[str]] = {}
    for key, ozg_id in Service.objects.filter(bundles__isnull=False).values_list("key", "bundles__ozg_id"):
        pairs.setdefault(key, set()).add(ozg_id)
    for row in rows:
        old = there.get(row.key)
        if old is None:
            yield Change(ADDED, "Leistung", row.key, row.name)
            continue
        fields = differences(
            [
                ("Name", old.name, row.name),
                ("Typisierung", old.typing, row.typing),
                ("Rechtsgrundlagen", list(old.legal_bases), list(row.legal_bases)),
                ("OZG-Leistungen", sorted(pairs.get(row.key, ())), sorted(row.bundles)),
                ("Im Katalog", _yes(old.active), _yes(True)),
            ]
        )
        if fields:
            yield Change(CHANGED, "Leistung", row.key, row.name, fields)


def _yes(value: bool) -> str:
    return "ja" if value else "nein"


def _ended_services(rows: tuple[ServiceRow, ...] | None) -> Iterator[Change]:
    """Keys of the LeiKa that an earlier catalogue had and this one has not; what people entered by hand stays."""
    if rows is None:
        return
    listed = {row.key for row in rows}
    known = (
        Service.objects.filter(active=True, as_of__isnull=False).values_list("key", "name").order_by("key")
    )
    for key, name in known:
        if key not in listed and keys.is_leika(key):
            yield Change(ENDED, "Leistung", key, name)


def _keyless(rows: tuple[KeylessRow, ...] | None) -> Iterator[Change]:
    if rows is None:
        return
    there = {
        (ozg_id or "", name): (typing, active)
        for ozg_id, name, typing, active in KeylessService.objects.values_list(
            "bundle__ozg_id", "name", "typing", "active"
        )
    }
    for row in rows:
        typing, active = there.pop((row.ozg_id, row.name), (None, False))
        if typing is None:
            yield Change(ADDED, "Leistung ohne Schlüssel", row.ozg_id, row.name)
        elif not active or typing != row.typing:
            fields = differences([("Typisierung", typing, row.typing)])
            yield Change(CHANGED, "Leistung ohne Schlüssel", row.ozg_id, row.name, fields)
    for (ozg_id, name), (_typing, active) in there.items():
        if active:
            yield Change(ENDED, "Leistung ohne Schlüssel", ozg_id, name)


def apply(plan: Plan, progress: Progress) -> None:
    """Write what the plan says, inside the caller's transaction."""
    data: Catalogue = plan.data
    wanted = {(change.what, change.key) for change in plan.changes if change.kind is not ENDED}
    total = len(plan.changes)
    _write_situations([row for row in data.situations or () if ("Lage", str(row.number)) in wanted])
    _write_bundles([row for row in data.bundles or () if ("OZG-Leistung", row.ozg_id) in wanted], plan.as_of)
    fresh = [row for row in data.services or () if ("Leistung", row.key) in wanted]
    for start in range(0, len(fresh), BATCH):
        _write_services(fresh[start : start + BATCH], plan.as_of)
        progress(min(start + BATCH, total), total)
    ended = [change.key for change in plan.changes if change.kind is ENDED and change.what == "Leistung"]
    for start in range(0, len(ended), BATCH):
        Service.objects.filter(key__in=ended[start : start + BATCH]).update(active=False)
    if data.keyless is not None:
        _write_keyless(data.keyless, plan.as_of)
    if data.services is not None:
        Service.objects.filter(active=True, as_of__isnull=False).update(as_of=plan.as_of)
    search.touch("service", [*(row.key for row in fresh), *ended])
    progress(total, total)


def _write_situations(rows: Sequence[SituationRow]) -> None:
    Situation.objects.bulk_create(
        [Situation(number=row.number, name=row.name, theme=row.theme) for row in rows],
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=["name", "theme"],
        batch_size=BATCH,
    )


def _write_bundles(rows: Sequence[BundleRow], as_of: date) -> None:
    places = dict(Situation.objects.values_list("name", "pk"))
    ServiceBundle.objects.bulk_create(
        [
            ServiceBundle(
                ozg_id=row.ozg_id, name=row.name, situation_id=places.get(row.situation), as_of=as_of
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["ozg_id"],
        update_fields=["name", "situation", "as_of"],
        batch_size=BATCH,
    )


def _write_services(rows: Sequence[ServiceRow], as_of: date) -> None:
    Service.objects.bulk_create(
        [
            Service(
                key=row.key, name=row.name, typing=row.typing, legal_bases=list(row.legal_bases),
                as_of=as_of, active=True,
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["name", "typing", "legal_bases", "as_of", "active"],
    )  # fmt: skip
    through = Service.bundles.through
    ids = dict(Service.objects.filter(key__in=[row.key for row in rows]).values_list("key", "pk"))
    bundles = dict(ServiceBundle.objects.values_list("ozg_id", "pk"))
    rows_between = through.objects  # type: ignore[attr-defined]  # a model without a class of its own
    rows_between.filter(service_id__in=ids.values()).delete()
    rows_between.bulk_create(
        through(service_id=ids[row.key], servicebundle_id=bundles[each])
        for row in rows
        for each in row.bundles
    )


def _write_keyless(rows: Sequence[KeylessRow], as_of: date) -> None:
    """Few and without a key of their own: what was there is compared by bundle and name."""
    bundles = dict(ServiceBundle.objects.values_list("ozg_id", "pk"))
    there = {(row.bundle_id, row.name): row for row in KeylessService.objects.all()}
    fresh, changed = [], []
    for row in rows:
        place = bundles.get(row.ozg_id)
        old = there.pop((place, row.name), None)
        if old is None:
            fresh.append(KeylessService(bundle_id=place, name=row.name, typing=row.typing, as_of=as_of))
        elif (old.typing, old.active, old.as_of) != (row.typing, True, as_of):
            old.typing, old.active, old.as_of = row.typing, True, as_of
            changed.append(old)
    for old in there.values():
        if old.active:
            old.active = False
            changed.append(old)
    KeylessService.objects.bulk_create(fresh, batch_size=BATCH)
    KeylessService.objects.bulk_update(changed, ["typing", "active", "as_of"], batch_size=BATCH)
