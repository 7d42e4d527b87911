# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Entering services, territories and authorities."""

from django.db import transaction

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.permissions import require
from leistungswerk.register import keys
from leistungswerk.register.entries import AuthorityEntry
from leistungswerk.register.models import Organisation, Service, Territory


def ensure_service(actor: Actor, *, key: str, name: str) -> None:
    """Enter a Leistung under its Leistungsschlüssel; raises :class:`Refused` for a malformed key."""
    require(actor, Permission.MANAGE_SERVICE)
    keys.check_leistungsschluessel(key)
    with transaction.atomic():
        _row, created = Service.objects.get_or_create(key=key, defaults={"name": name})
        if created:
            audit.record(actor, action="service.created", subject=f"leistung:{key}", at=times.now())


def ensure_authority(actor: Actor, *, entry: AuthorityEntry) -> None:
    """Enter a Behörde and its Gebiet; raises :class:`Refused` for a malformed Regionalschlüssel."""
    require(actor, Permission.MANAGE_SERVICE)
    keys.check_ars(entry.ars)
    with transaction.atomic():
        territory, _created = Territory.objects.get_or_create(
            ars=entry.ars, defaults={"name": entry.territory}
        )
        contact = {name: getattr(entry, name) for name in ("street", "postcode", "city", "email", "phone")}
        _row, created = Organisation.objects.get_or_create(
            name=entry.name, territory=territory, defaults=contact
        )
        if created:
            audit.record(actor, action="authority.created", subject=f"ars:{entry.ars}", at=times.now())
