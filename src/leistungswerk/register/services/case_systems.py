# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fachverfahren: products of a vendor, how their versions receive, and who uses them."""

import uuid
from collections.abc import Collection
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.core.permissions import require
from leistungswerk.register import search
from leistungswerk.register.entries import UseEntry, VersionEntry
from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.register.models import CaseSystem, CaseSystemUse, CaseSystemVersion, Service
from leistungswerk.register.services.organisations import existing


def enter_case_system(
    actor: Actor, *, vendor: uuid.UUID, name: str, services: Collection[str] = ()
) -> uuid.UUID:
    """Enter a product; a vendor's guest account may for its own house only."""
    require(actor, Permission.EDIT_CASE_SYSTEM, vendor)
    house = existing(vendor)
    assert house is not None
    if house.kind != OrganisationKind.VENDOR:
        raise Refused(_("„%(name)s“ ist im Register kein Hersteller.") % {"name": house.name})
    if not name.strip():
        raise Refused(_("Geben Sie dem Fachverfahren einen Namen."))
    rows = _services(services)
    try:
        with transaction.atomic():
            row = CaseSystem.objects.create(vendor=house, name=name.strip())
            row.services.set(rows)
            _record(actor, "case_system.created", row.uuid)
    except IntegrityError:
        raise Refused(_("Dieses Fachverfahren steht schon im Register.")) from None
    return row.uuid


def edit_case_system(actor: Actor, *, case_system: uuid.UUID, name: str, services: Collection[str]) -> None:
    """Change a product's name and the services it handles."""
    row = _own(actor, case_system)
    if not name.strip():
        raise Refused(_("Geben Sie dem Fachverfahren einen Namen."))
    rows = _services(services)
    with transaction.atomic():
        CaseSystem.objects.filter(pk=row.pk).update(name=name.strip())
        row.services.set(rows)
        _record(actor, "case_system.edited", case_system)


def set_version(actor: Actor, *, case_system: uuid.UUID, entry: VersionEntry) -> None:
    """Say how far a version receives by a transport; a later statement replaces the earlier, the audit keeps both."""
    row = _own(actor, case_system)
    if not entry.version.strip():
        raise Refused(_("Geben Sie die Version an."))
    with transaction.atomic():
        CaseSystemVersion.objects.update_or_create(
            case_system=row,
            version=entry.version.strip(),
            transport=entry.transport,
            defaults={
                "interface": entry.interface,
                "message_standard": entry.message_standard.strip(),
                "available_from": entry.available_from,
                "checked_on": times.legal_day(times.now()),
                "source": entry.source.strip(),
            },
        )
        note = f"{entry.version.strip()} {entry.transport} {entry.interface}"
        _record(actor, "case_system.version_set", case_system, note=note)


def record_use(actor: Actor, *, entry: UseEntry) -> None:
    """Say that a body uses a product; its own people may, and those who reach it. Replaces the running statement."""
    require(actor, Permission.EDIT_CASE_SYSTEM, entry.organisation)
    body, operator = existing(entry.organisation), existing(entry.operator)
    product = _product(entry.case_system)
    assert body is not None
    today = times.legal_day(times.now())
    with transaction.atomic():
        running = CaseSystemUse.objects.filter(organisation=body, case_system=product, valid_to__isnull=True)
        running.update(valid_to=(entry.valid_from or today) - timedelta(days=1))
        CaseSystemUse.objects.create(
            organisation=body,
            case_system=product,
            version=entry.version.strip(),
            operator=operator,
            valid_from=entry.valid_from,
        )
        _record(actor, "case_system.use_recorded", entry.case_system, note=str(entry.organisation))


def end_use(actor: Actor, *, organisation: uuid.UUID, case_system: uuid.UUID) -> None:
    """A body no longer uses a product from tomorrow on."""
    require(actor, Permission.EDIT_CASE_SYSTEM, organisation)
    with transaction.atomic():
        ended = CaseSystemUse.objects.filter(
            organisation__uuid=organisation, case_system__uuid=case_system, valid_to__isnull=True
        ).update(valid_to=times.legal_day(times.now()))
        if not ended:
            raise Missing(_("Diese Stelle setzt das Fachverfahren nicht ein."))
        _record(actor, "case_system.use_ended", case_system, note=str(organisation))


def _own(actor: Actor, identity: uuid.UUID) -> CaseSystem:
    row = _product(identity)
    require(actor, Permission.EDIT_CASE_SYSTEM, row.vendor.uuid)
    return row


def _product(identity: uuid.UUID) -> CaseSystem:
    row = CaseSystem.objects.select_related("vendor").filter(uuid=identity).first()
    if row is None:
        raise Missing(_("Dieses Fachverfahren gibt es nicht."))
    return row


def _services(keys: Collection[str]) -> list[Service]:
    rows = list(Service.objects.filter(key__in=keys))
    if missing := set(keys) - {row.key for row in rows}:
        raise Refused(
            _("Diese Leistungen stehen nicht im Register: %(keys)s.") % {"keys": ", ".join(sorted(missing))}
        )
    return rows


def _record(actor: Actor, action: str, case_system: uuid.UUID, *, note: str = "") -> None:
    search.touch("case_system", [str(case_system)])
    audit.record(actor, action=action, subject=f"case_system:{case_system}", at=times.now(), note=note)
