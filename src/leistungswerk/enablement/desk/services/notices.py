# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Disturbances and maintenance: announced, updated, ended by people."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import require
from leistungswerk.delivery import queries as delivery
from leistungswerk.enablement.desk.models import NoticeUpdate, ServiceNotice, Ticket
from leistungswerk.enablement.desk.services.handling import solve_row
from leistungswerk.enablement.desk.services.moving import add_line, record, ticket_for
from leistungswerk.enablement.desk.states import LIVE, NOTICE_WORDS, EntryKind, NoticeKind
from leistungswerk.register import queries as register

MOST_ANSWERED: Final = 500
"""Tickets that are answered with the end of one notice."""


class NoticeEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What is told. ``services`` are Leistungsschlüssel, ``base_services`` codes; ``everything``: the whole portal."""

    kind: NoticeKind
    title: str
    text: str
    starts_at: datetime
    planned_end: datetime | None = None
    everything: bool = False
    services: tuple[str, ...] = ()
    connections: tuple[UUID, ...] = ()
    base_services: tuple[str, ...] = ()


def _check(entry: NoticeEntry) -> None:
    if not entry.title.strip() or not entry.text.strip():
        raise Refused(_("Schreiben Sie Überschrift und Text; beides lesen Bürgerinnen und Bürger."))
    if entry.planned_end is not None and entry.planned_end <= entry.starts_at:
        raise Refused(_("Das geplante Ende liegt vor dem Beginn."))
    if entry.kind is NoticeKind.MAINTENANCE and entry.planned_end is None:
        raise Refused(_("Eine Wartung braucht ein geplantes Ende."))
    if not (entry.everything or entry.services or entry.connections or entry.base_services):
        raise Refused(
            _("Wählen Sie, was betroffen ist: Leistungen, Verbindungen, Basisdienste oder das ganze Portal.")
        )


def _announce(actor: Actor, row: ServiceNotice, kind: str, at: datetime) -> None:
    keys = " ".join(row.services.order_by("key").values_list("key", flat=True))
    events.publish(kind=kind, subject=row.uuid, at=at, data={"kind": row.kind, "keys": keys})
    audit.record(actor, action=kind, subject=f"notice:{row.uuid}", at=at)


def _affected(row: ServiceNotice, entry: NoticeEntry) -> None:
    row.services.set(register.service_ids(entry.services).values())
    found = (delivery.connection(identity) for identity in entry.connections)
    row.connections.set([each.pk for each in found if each])


def publish(actor: Actor, *, entry: NoticeEntry, ticket: UUID | None = None) -> UUID:
    """Tell it from now on; ``ticket``: the one it was noticed by."""
    require(actor, Permission.SUPPORT_TICKETS)
    _check(entry)
    at = times.now()
    first = ticket_for(actor, ticket) if ticket else None
    with transaction.atomic():
        row = ServiceNotice.objects.create(
            kind=entry.kind,
            title=entry.title.strip()[:200],
            text=entry.text.strip(),
            everything=entry.everything,
            base_services=sorted(set(entry.base_services)),
            starts_at=entry.starts_at,
            planned_end=entry.planned_end,
            at=at,
            changed_at=at,
        )
        _affected(row, entry)
        _announce(actor, row, "notice.published", at)
        if first is not None:
            _link(actor, first, row, at)
    return row.uuid


def edit(actor: Actor, *, notice: UUID, entry: NoticeEntry, revision: int) -> None:
    """Change what is told; raises :class:`Overtaken` where somebody was faster."""
    row = _open(actor, notice)
    _check(entry)
    at = times.now()
    with transaction.atomic():
        _change(
            row,
            revision,
            at,
            kind=entry.kind,
            title=entry.title.strip()[:200],
            text=entry.text.strip(),
            everything=entry.everything,
            base_services=sorted(set(entry.base_services)),
            starts_at=entry.starts_at,
            planned_end=entry.planned_end,
        )
        _affected(row, entry)
        _announce(actor, row, "notice.changed", at)


def _change(row: ServiceNotice, revision: int, at: datetime, **columns: object) -> None:
    held = ServiceNotice.objects.filter(pk=row.pk, revision=revision, ended_at__isnull=True)
    if not held.update(revision=F("revision") + 1, changed_at=at, **columns):
        raise Overtaken(_("Jemand hat diese Meldung inzwischen geändert oder beendet."), now=[])
    row.refresh_from_db()


def _open(actor: Actor, notice: UUID) -> ServiceNotice:
    require(actor, Permission.SUPPORT_TICKETS)
    row = ServiceNotice.objects.filter(uuid=notice).first()
    if row is None:
        raise Missing(_("Diese Meldung gibt es nicht."))
    if row.ended_at is not None:
        raise Refused(_("Diese Meldung ist beendet. Schreiben Sie eine neue."))
    return row


def update(actor: Actor, *, notice: UUID, text: str, planned_end: datetime | None = None) -> None:
    """Say how it stands; ``planned_end``: a new one."""
    row = _open(actor, notice)
    if not text.strip():
        raise Refused(_("Schreiben Sie, wie es steht."))
    if planned_end is not None and planned_end <= row.starts_at:
        raise Refused(_("Das geplante Ende liegt vor dem Beginn."))
    at = times.now()
    with transaction.atomic():
        columns = {"planned_end": planned_end} if planned_end else {}
        _change(row, row.revision, at, **columns)
        NoticeUpdate.objects.create(notice=row, text=text.strip(), at=at)
        _announce(actor, row, "notice.updated", at)


def end(actor: Actor, *, notice: UUID, text: str, answer: str = "", ended_at: datetime | None = None) -> int:
    """It is over, or called off before it began. ``answer``: solves every linked ticket with these words.

    ``ended_at``: when it was over, if that is told later.

    Returns how many were answered.
    """
    row = _open(actor, notice)
    at = times.now()
    if ended_at is not None and not row.starts_at <= ended_at <= at:
        raise Refused(_("Das Ende liegt zwischen dem Beginn und jetzt."))
    with transaction.atomic():
        _change(row, row.revision, at, ended_at=ended_at or at)
        if text.strip():
            NoticeUpdate.objects.create(notice=row, text=text.strip(), at=at)
        _announce(actor, row, "notice.ended", at)
        waiting = Ticket.objects.filter(notice=row, state__in=LIVE).order_by("pk")[:MOST_ANSWERED]
        found = list(waiting) if answer.strip() else []
        for each in found:
            solve_row(actor, each, answer, at)
    return len(found)


def link(actor: Actor, *, ticket: UUID, notice: UUID | None) -> None:
    """Say that a ticket is about a notice, or about none."""
    row, at = ticket_for(actor, ticket), times.now()
    found = _open(actor, notice) if notice else None
    with transaction.atomic():
        _link(actor, row, found, at)


def _link(actor: Actor, row: Ticket, notice: ServiceNotice | None, at: datetime) -> None:
    Ticket.objects.filter(pk=row.pk).update(notice=notice)
    said = (
        f"Gehört zu: {NOTICE_WORDS[NoticeKind(notice.kind)]} „{notice.title}“"
        if notice
        else "Gehört zu keiner Störung mehr"
    )
    add_line(actor, row, EntryKind.STEP, said, at)
    record(actor, row, "ticket.linked_to_notice", at)
