# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Contacts of the directory: mailboxes and telephones of roles, entered by the office, looked at once a year."""

import re
import uuid
from datetime import date, timedelta
from typing import Final

import msgspec
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed, require
from leistungswerk.enablement.directory.models import Contact
from leistungswerk.register import queries as register

KEPT: Final = timedelta(days=180)
"""How long an ended contact stays, so that somebody finds out where it went; then it is deleted."""
_PHONE: Final = re.compile(r"[0-9+()/ .–-]{0,60}")


class ContactEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of a contact. ``services``: Leistungsschlüssel it is for, empty for all."""

    organisation: uuid.UUID
    title: str
    role: Role | None = None
    email: str = ""
    phone: str = ""
    hours: str = ""
    services: tuple[str, ...] = ()
    public: bool = False
    valid_until: date | None = None


def enter_contact(actor: Actor, *, entry: ContactEntry) -> uuid.UUID:
    """Enter a contact of an organisation one acts for; its uuid."""
    _require(actor, entry.organisation)
    fields, services = _fields(entry), _services(entry)
    at = times.now()
    with transaction.atomic():
        row = Contact.objects.create(**fields, checked_on=times.legal_day(at), checked_by=actor.pseudonym)
        row.services.set(services)
        _told(actor, "contact.entered", row.uuid)
    return row.uuid


def edit_contact(actor: Actor, *, contact: uuid.UUID, entry: ContactEntry, revision: int) -> None:
    """Change a contact; who changes it says that it is right. Raises :class:`Overtaken` after another's change."""
    row = contact_for(actor, contact)
    _require(actor, entry.organisation)
    fields, services = _fields(entry), _services(entry)
    with transaction.atomic():
        changed = Contact.objects.filter(pk=row.pk, revision=revision).update(
            **fields,
            checked_on=times.legal_day(times.now()),
            checked_by=actor.pseudonym,
            revision=F("revision") + 1,
        )
        if not changed:
            raise Overtaken(
                _("Jemand anderes hat diesen Kontakt inzwischen geändert. Laden Sie die Seite neu.")
            )
        row.services.set(services)
        _told(actor, "contact.edited", contact)


def check_contact(actor: Actor, *, contact: uuid.UUID) -> None:
    """Say that a contact is right as it stands."""
    row = contact_for(actor, contact)
    with transaction.atomic():
        Contact.objects.filter(pk=row.pk).update(
            checked_on=times.legal_day(times.now()), checked_by=actor.pseudonym
        )
        audit.record(actor, action="contact.checked", subject=f"contact:{contact}", at=times.now())


def end_contact(actor: Actor, *, contact: uuid.UUID) -> None:
    """The contact holds no longer: nobody is shown it from now on, and it is deleted after :data:`KEPT`."""
    row = contact_for(actor, contact)
    yesterday = times.legal_day(times.now()) - timedelta(days=1)
    with transaction.atomic():
        Contact.objects.filter(pk=row.pk).update(valid_until=yesterday, revision=F("revision") + 1)
        _told(actor, "contact.ended", contact)


def forget_ended() -> int:
    """Delete what ended long ago; a recurring job."""
    gone, _kinds = Contact.objects.filter(valid_until__lt=times.legal_day(times.now() - KEPT)).delete()
    return gone


def note_export(actor: Actor, *, rows: int) -> None:
    """A list of contacts left the system: who took how many."""
    require(actor, Permission.EXPORT_CONTACTS)
    with transaction.atomic():
        audit.record(actor, action="contact.exported", subject="contacts", at=times.now(), note=str(rows))


def contact_for(actor: Actor, identity: uuid.UUID) -> Contact:
    """A contact the actor may change; for everybody else it is :class:`Missing`."""
    require(actor, Permission.EDIT_CONTACTS)
    row = Contact.objects.select_related("organisation").filter(uuid=identity).first()
    if row is None or not actor.may(Permission.EDIT_CONTACTS, row.organisation.uuid):
        raise Missing(_("Diesen Kontakt gibt es nicht."))
    return row


def _require(actor: Actor, organisation: uuid.UUID) -> None:
    require(actor, Permission.EDIT_CONTACTS)
    if not actor.may(Permission.EDIT_CONTACTS, organisation):
        raise NotAllowed(_("Für diese Stelle dürfen Sie keine Kontakte pflegen."))


def _fields(entry: ContactEntry) -> dict[str, object]:
    organisation = register.organisation_id(entry.organisation)
    if organisation is None:
        raise Missing(_("Diese Stelle gibt es nicht."))
    title, email = " ".join(entry.title.split()), entry.email.strip().lower()
    phone, hours = " ".join(entry.phone.split()), " ".join(entry.hours.split())
    if not title or len(title) > 150:
        raise Refused(_("Sagen Sie bei „Wofür“ mit höchstens 150 Zeichen, was dort beantwortet wird."))
    if len(hours) > 150:
        raise Refused(_("„Erreichbar“ ist zu lang. Möglich sind 150 Zeichen."))
    if not email and not phone:
        raise Refused(_("Ein Kontakt braucht eine E-Mail-Adresse oder eine Telefonnummer."))
    if not _PHONE.fullmatch(phone):
        raise Refused(_("„Telefon“: Schreiben Sie eine Nummer wie 06131 123-456."))
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise Refused(_("„%(email)s“ ist keine E-Mail-Adresse.") % {"email": entry.email}) from error
    return {
        "organisation_id": organisation, "role": entry.role.value if entry.role else "", "title": title,
        "email": email, "phone": phone, "hours": hours, "public": entry.public, "valid_until": entry.valid_until,
    }  # fmt: skip


def _services(entry: ContactEntry) -> list[int]:
    known = register.service_ids(entry.services)
    if unknown := [key for key in entry.services if key not in known]:
        raise Refused(
            _("„%(key)s“ ist kein Leistungsschlüssel im Register. Prüfen Sie die 14 Stellen.")
            % {"key": unknown[0]}
        )
    return list(known.values())


def _told(actor: Actor, action: str, contact: uuid.UUID) -> None:
    at = times.now()
    audit.record(actor, action=action, subject=f"contact:{contact}", at=at)
    events.publish(kind="contact.changed", subject=contact, at=at)
