# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""People, the roles they hold, and who stands in for them. Accounts: :mod:`.access`."""

import uuid
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leistungswerk.core import accounts, audit, times
from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.core.permissions import NotAllowed, require
from leistungswerk.core.roles import ROLES, assignable
from leistungswerk.register import search
from leistungswerk.register.entries import PersonEntry
from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.register.models import Deputyship, Organisation, Person, RoleAssignment
from leistungswerk.register.role_places import places
from leistungswerk.register.services.organisations import existing


def enter_person(actor: Actor, *, entry: PersonEntry) -> uuid.UUID:
    """Enter a person of an organisation the actor gives roles in; returns the uuid."""
    require(actor, Permission.ASSIGN_ROLES, entry.organisation)
    fields = _fields(entry)
    with transaction.atomic():
        row = Person.objects.create(**fields)
        _record(actor, "person.created", row.uuid)
    return row.uuid


def edit_person(actor: Actor, *, person: uuid.UUID, entry: PersonEntry) -> None:
    """Change work contacts; a move to another organisation needs the right in both."""
    row = managed(actor, person)
    require(actor, Permission.ASSIGN_ROLES, entry.organisation)
    fields = _fields(entry)
    with transaction.atomic():
        Person.objects.filter(pk=row.pk).update(**fields)
        _record(actor, "person.edited", person)


def set_person_active(actor: Actor, *, person: uuid.UUID, active: bool) -> None:
    """Lock a person and the account, or unlock them. Locked people may nothing, and nobody acts for them."""
    row = managed(actor, person)
    with transaction.atomic():
        if Person.objects.filter(pk=row.pk, active=not active).update(active=active):
            if row.account is not None:
                accounts.set_active(actor, account=row.account.uuid, active=active)
            _record(actor, "person.unlocked" if active else "person.locked", person)


def assign_role(
    actor: Actor, *, person: uuid.UUID, role: Role, organisation: uuid.UUID, valid_from: date
) -> None:
    """Give a person a role in an organisation.

    Raises ``NotAllowed`` for a role beyond the actor's own reach (``core.roles.ASSIGNABLE``), :class:`Refused`
    for a role to oneself, one the person holds, or one that does not fit the kind of organisation.
    """
    if role not in assignable(actor, organisation):
        raise NotAllowed(
            _("Die Rolle „%(role)s“ dürfen Sie in dieser Stelle nicht vergeben.") % {"role": ROLES[role].word}
        )
    row, place = _person(person), existing(organisation)
    assert place is not None
    if actor.person == person:
        raise Refused(_("Die eigenen Rollen vergibt eine andere Person."))
    if OrganisationKind(place.kind) not in places(role):
        raise Refused(
            _("Die Rolle „%(role)s“ gibt es in „%(name)s“ nicht.")
            % {"role": ROLES[role].word, "name": place.name}
        )
    try:
        with transaction.atomic():
            RoleAssignment.objects.create(
                person=row, role=role, organisation=place, valid_from=valid_from, granted_by=actor.pseudonym
            )
            _record(actor, "role.assigned", person, note=f"{role} {organisation}")
    except IntegrityError:
        raise Refused(_("Diese Rolle hat die Person dort schon.")) from None


def end_role(actor: Actor, *, person: uuid.UUID, role: Role, organisation: uuid.UUID) -> None:
    """The role ends now: it holds until yesterday, or until today if it began today."""
    if role not in assignable(actor, organisation):
        raise NotAllowed(
            _("Die Rolle „%(role)s“ dürfen Sie in dieser Stelle nicht vergeben.") % {"role": ROLES[role].word}
        )
    today = times.legal_day(times.now())
    with transaction.atomic():
        held = RoleAssignment.objects.filter(
            person__uuid=person, role=role, organisation__uuid=organisation, valid_to__isnull=True
        )
        ended = held.filter(valid_from__lt=today).update(valid_to=today - timedelta(days=1))
        ended += held.update(valid_from=today - timedelta(days=1), valid_to=today - timedelta(days=1))
        if not ended:
            raise Missing(_("Diese Rolle hat die Person nicht."))
        _record(actor, "role.ended", person, note=f"{role} {organisation}")


def name_deputy(
    actor: Actor,
    *,
    person: uuid.UUID,
    deputy: uuid.UUID,
    valid_from: date,
    valid_to: date | None,
    reason: str = "",
) -> None:
    """Somebody stands in for a person, for an absence or lastingly.

    A person names a deputy of the same organisation; whoever gives roles in both organisations may name any.
    """
    row, other = _person(person), _person(deputy)
    if row.pk == other.pk:
        raise Refused(_("Wählen Sie für die Vertretung eine andere Person."))
    if actor.person == person:
        if row.organisation_id != other.organisation_id:
            require(actor, Permission.ASSIGN_ROLES, other.organisation.uuid)
    else:
        require(actor, Permission.ASSIGN_ROLES, row.organisation.uuid)
        require(actor, Permission.ASSIGN_ROLES, other.organisation.uuid)
    if not other.active:
        raise Refused(_("„%(name)s“ ist gesperrt und kann niemanden vertreten.") % {"name": other.name})
    if valid_to is not None and valid_to < valid_from:
        raise Refused(_("Das Ende der Vertretung liegt vor ihrem Beginn."))
    with transaction.atomic():
        Deputyship.objects.create(
            person=row, deputy=other, valid_from=valid_from, valid_to=valid_to, reason=reason.strip()[:200]
        )
        _record(actor, "deputy.named", person, note=str(deputy))


def end_deputyship(actor: Actor, *, person: uuid.UUID, deputyship: int) -> None:
    """The deputy stands down from today on."""
    row = _person(person)
    if actor.person != person:
        require(actor, Permission.ASSIGN_ROLES, row.organisation.uuid)
    yesterday = times.legal_day(times.now()) - timedelta(days=1)
    with transaction.atomic():
        ended = (
            Deputyship.objects.filter(pk=deputyship, person=row)
            .exclude(valid_to__lte=yesterday)
            .update(valid_to=yesterday)
        )
        if not ended:
            raise Missing(_("Diese Vertretung gibt es nicht mehr."))
        _record(actor, "deputy.ended", person)


def managed(actor: Actor, identity: uuid.UUID) -> Person:
    """A person of an organisation the actor gives roles in; raises :class:`Missing` for everybody else."""
    row = _person(identity)
    if not actor.may(Permission.ASSIGN_ROLES):
        require(actor, Permission.ASSIGN_ROLES)
    if not actor.may(Permission.ASSIGN_ROLES, row.organisation.uuid):
        raise Missing(_("Diese Person gibt es nicht."))
    return row


def _person(identity: uuid.UUID) -> Person:
    row = Person.objects.select_related("organisation", "account").filter(uuid=identity).first()
    if row is None:
        raise Missing(_("Diese Person gibt es nicht."))
    return row


def _fields(entry: PersonEntry) -> dict[str, object]:
    if not entry.name.strip():
        raise Refused(_("Geben Sie den Namen der Person an."))
    organisation: Organisation | None = existing(entry.organisation)
    return {
        "name": entry.name.strip(),
        "organisation": organisation,
        "function": entry.function.strip(),
        "email": entry.email.strip(),
        "phone": entry.phone.strip(),
    }


def _record(actor: Actor, action: str, person: uuid.UUID, *, note: str = "") -> None:
    search.touch("person", [str(person)])
    audit.record(actor, action=action, subject=f"person:{person}", at=times.now(), note=note)
