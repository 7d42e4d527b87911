# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading contacts. Everybody who sees the register sees the mailboxes of its bodies; the public sees the public ones."""

import uuid
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Final

import msgspec
from django.db.models import Q, QuerySet

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.enablement.directory.models import Contact
from leistungswerk.register.queries.catalogue import Named

REVIEW: Final = timedelta(days=365)
"""A contact is looked at again after that time."""


class ContactFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What a list is narrowed by; empty means all. ``service``: also contacts that are for every service."""

    text: str = ""
    role: Role | None = None
    organisation: uuid.UUID | None = None
    service: str = ""
    due: bool = False
    """Only what the actor may change and nobody looked at for a year."""


class ContactView(msgspec.Struct, frozen=True, kw_only=True):
    uuid: uuid.UUID
    organisation: Named
    role: Role | None
    title: str
    email: str
    phone: str
    hours: str
    services: tuple[tuple[str, str], ...]
    """Key and name; empty for all."""
    public: bool
    valid_until: date | None
    checked_on: date
    revision: int

    @property
    def due_on(self) -> date:
        return self.checked_on + REVIEW

    @property
    def due(self) -> bool:
        return self.due_on <= times.legal_day(times.now())


def _holding(on: date) -> "QuerySet[Contact]":
    return Contact.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on)).order_by(
        "organisation__name", "title", "pk"
    )


def _views(rows: Iterable[Contact]) -> tuple[ContactView, ...]:
    return tuple(
        ContactView(
            uuid=row.uuid, organisation=Named(row.organisation.uuid, row.organisation.name),
            role=Role(row.role) if row.role else None, title=row.title, email=row.email, phone=row.phone,
            hours=row.hours, public=row.public, valid_until=row.valid_until, checked_on=row.checked_on,
            services=tuple(
                sorted((str(getattr(each, "key", "")), str(getattr(each, "name", ""))) for each in row.services.all())
            ),
            revision=row.revision,
        )
        for row in rows
    )  # fmt: skip


def _for_services(keys: Collection[str]) -> Q:
    """For one of the services or for all."""
    named = Contact.objects.filter(services__key__in=list(keys))
    bound = Contact.objects.filter(services__isnull=False)
    return Q(pk__in=named.values("pk")) | ~Q(pk__in=bound.values("pk"))


def _filtered(wanted: ContactFilter, on: date) -> "QuerySet[Contact]":
    rows = _holding(on)
    if wanted.role:
        rows = rows.filter(role=wanted.role.value)
    if wanted.organisation:
        rows = rows.filter(organisation__uuid=wanted.organisation)
    if wanted.service:
        rows = rows.filter(_for_services([wanted.service]))
    for word in wanted.text.split()[:6]:
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(email__icontains=word)
            | Q(organisation__name__icontains=word)
            | Q(organisation__short_name__icontains=word)
        )
    return rows


def contact_page(
    actor: Actor, wanted: ContactFilter, *, offset: int, limit: int
) -> tuple[tuple[ContactView, ...], int]:
    """Contacts that hold today, by organisation, and how many; three statements."""
    rows = _filtered(wanted, times.legal_day(times.now()))
    if wanted.due:
        rows = rows & _due(actor)
    found = rows.select_related("organisation").prefetch_related("services")[offset : offset + limit]
    return _views(found), rows.count()


def _due(actor: Actor) -> "QuerySet[Contact]":
    today = times.legal_day(times.now())
    rows = _holding(today).filter(checked_on__lte=today - REVIEW)
    reach = actor.reach(Permission.EDIT_CONTACTS)
    return rows if reach is None else rows.filter(organisation__uuid__in=reach)


def due_count(actor: Actor) -> int:
    """How many contacts the actor should look at again."""
    return _due(actor).count() if actor.may(Permission.EDIT_CONTACTS) else 0


def contact(actor: Actor, identity: uuid.UUID) -> ContactView | None:
    """A contact that holds, or an ended one the actor may change."""
    row = (
        Contact.objects.select_related("organisation")
        .prefetch_related("services")
        .filter(uuid=identity)
        .first()
    )
    if row is None:
        return None
    ended = row.valid_until is not None and row.valid_until < times.legal_day(times.now())
    if ended and not actor.may(Permission.EDIT_CONTACTS, row.organisation.uuid):
        return None
    return _views([row])[0]


def public_contacts() -> tuple[ContactView, ...]:
    """What everybody sees on the contact page of the site; two statements."""
    rows = _holding(times.legal_day(times.now())).filter(public=True)
    return _views(rows.select_related("organisation").prefetch_related("services")[:200])


def mailboxes(
    *,
    roles: Collection[Role],
    kinds: Collection[str],
    organisations: Collection[uuid.UUID],
    services: Collection[str],
) -> tuple[ContactView, ...]:
    """The mailboxes that fit an audience; a contact without services is for all of them."""
    rows = (
        _holding(times.legal_day(times.now()))
        .filter(role__in=[role.value for role in roles])
        .exclude(email="")
    )
    if kinds:
        rows = rows.filter(organisation__kind__in=list(kinds))
    if organisations:
        rows = rows.filter(organisation__uuid__in=list(organisations))
    if services:
        rows = rows.filter(_for_services(services))
    return _views(rows.select_related("organisation").prefetch_related("services"))
