# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Entering services, territories and organisations, and what may change at them."""

import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.core.permissions import require
from leistungswerk.register import keys, search
from leistungswerk.register.entries import AuthorityEntry, Contact, OrganisationEntry
from leistungswerk.register.models import Organisation, Service, ServiceBundle, Territory


def ensure_service(actor: Actor, *, key: str, name: str) -> None:
    """Enter a Leistung under its Leistungsschlüssel; raises :class:`Refused` for a malformed key."""
    require(actor, Permission.MANAGE_SERVICE)
    keys.check_leistungsschluessel(key)
    with transaction.atomic():
        _row, created = Service.objects.get_or_create(key=key, defaults={"name": name})
        if created:
            search.touch("service", [key])
            audit.record(actor, action="service.created", subject=f"leistung:{key}", at=times.now())


def ensure_bundle(actor: Actor, *, ozg_id: str, name: str) -> None:
    """Enter an OZG-Leistung that an import of the OZG-Umsetzungskatalog has not brought yet."""
    require(actor, Permission.EDIT_CATALOGUE)
    with transaction.atomic():
        _row, created = ServiceBundle.objects.get_or_create(ozg_id=ozg_id, defaults={"name": name})
        if created:
            audit.record(actor, action="bundle.created", subject=f"ozg:{ozg_id}", at=times.now())


def ensure_authority(actor: Actor, *, entry: AuthorityEntry) -> None:
    """Enter a Behörde and its Gebiet; raises :class:`Refused` for a malformed Regionalschlüssel."""
    require(actor, Permission.MANAGE_SERVICE)
    keys.check_ars(entry.ars)
    with transaction.atomic():
        territory, made = Territory.objects.get_or_create(ars=entry.ars, defaults={"name": entry.territory})
        if made:
            search.touch("place", [entry.ars])
        contact = {name: getattr(entry, name) for name in ("street", "postcode", "city", "email", "phone")}
        row, created = Organisation.objects.get_or_create(
            name=entry.name, territory=territory, defaults=contact
        )
        if created:
            search.touch("organisation", [str(row.uuid)])
            audit.record(actor, action="authority.created", subject=f"ars:{entry.ars}", at=times.now())


def enter_organisation(actor: Actor, *, entry: OrganisationEntry) -> uuid.UUID:
    """Enter a body; returns its uuid.

    Whoever edits a body may add others below it; a body of its own is added by those who may recut the Land.
    Raises :class:`Refused` for an empty or taken name, an unknown Gebiet, parent or project office.
    """
    if entry.parent is None:
        require(actor, Permission.RECUT_ORGANISATIONS)
    else:
        require(actor, Permission.EDIT_ORGANISATION, entry.parent)
    if not entry.name.strip():
        raise Refused(_("Geben Sie der Stelle einen Namen."))
    try:
        with transaction.atomic():
            row = Organisation.objects.create(
                kind=entry.kind,
                name=entry.name.strip(),
                short_name=entry.short_name.strip(),
                parent=existing(entry.parent),
                project_office=existing(entry.project_office),
                territory=_territory(entry),
                valid_from=entry.valid_from,
                **_contact(entry.contact),
            )
            _record(actor, "organisation.created", row.uuid)
    except IntegrityError:
        raise _taken(entry.name) from None
    return row.uuid


def restructure_organisation(actor: Actor, *, organisation: uuid.UUID, entry: OrganisationEntry) -> None:
    """Change what a body is: kind, name, place in the tree, project office, Gebiet. No succession takes place."""
    require(actor, Permission.RECUT_ORGANISATIONS)
    parent = existing(entry.parent)
    try:
        with transaction.atomic():
            row = _required(organisation)
            _refuse_circle(row, parent)
            row.kind, row.name = entry.kind, entry.name.strip() or row.name
            row.short_name = entry.short_name.strip()
            row.parent, row.project_office = parent, existing(entry.project_office)
            row.territory, row.valid_from = _territory(entry), entry.valid_from
            row.save()
            _record(actor, "organisation.restructured", organisation)
    except IntegrityError:
        raise _taken(entry.name) from None


def edit_contact(actor: Actor, *, organisation: uuid.UUID, contact: Contact) -> None:
    """Change how a body is reached; its own people may."""
    require(actor, Permission.EDIT_ORGANISATION, organisation)
    with transaction.atomic():
        _required(organisation)
        Organisation.objects.filter(uuid=organisation).update(**_contact(contact))
        _record(actor, "organisation.contact_changed", organisation)


def existing(identity: uuid.UUID | None) -> Organisation | None:
    """A body that has not ended; raises :class:`Refused` if there is none."""
    if identity is None:
        return None
    row = Organisation.objects.filter(uuid=identity, valid_to__isnull=True).first()
    if row is None:
        raise Refused(_("Diese Stelle gibt es nicht."))
    return row


def _required(identity: uuid.UUID) -> Organisation:
    row = Organisation.objects.filter(uuid=identity).first()
    if row is None:
        raise Missing(_("Diese Stelle gibt es nicht."))
    return row


def _taken(name: str) -> Refused:
    return Refused(
        _("„%(name)s“ steht mit diesem Gebiet schon im Register. Öffnen Sie den vorhandenen Eintrag.")
        % {"name": name.strip()}
    )


def _refuse_circle(row: Organisation, parent: Organisation | None) -> None:
    step = parent
    while step is not None:
        if step.pk == row.pk:
            raise Refused(_("Eine Stelle kann nicht sich selbst unterstehen, auch nicht über andere hinweg."))
        step = step.parent


def _territory(entry: OrganisationEntry) -> Territory | None:
    if not entry.ars:
        return None
    keys.check_ars(entry.ars)
    row = Territory.objects.filter(ars=entry.ars).first()
    if row is None and entry.territory.strip():
        row = Territory.objects.create(ars=entry.ars, name=entry.territory.strip())
        search.touch("place", [entry.ars])
    if row is None:
        raise Refused(
            _("Das Gebiet %(ars)s steht nicht im Register. Lesen Sie zuerst das Gemeindeverzeichnis ein.")
            % {"ars": entry.ars}
        )
    return row


def _contact(contact: Contact) -> dict[str, str]:
    if contact.postcode and not (len(contact.postcode) == 5 and contact.postcode.isdecimal()):
        raise Refused(_("Die Postleitzahl hat fünf Ziffern."))
    return {name: getattr(contact, name).strip() for name in contact.__struct_fields__}


def _record(actor: Actor, action: str, organisation: uuid.UUID) -> None:
    search.touch("organisation", [str(organisation)])
    audit.record(actor, action=action, subject=f"organisation:{organisation}", at=times.now())
