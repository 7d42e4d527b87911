# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A ticket begins."""

from datetime import datetime
from uuid import UUID

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, events, personal_data, times
from leistungswerk.core.actor import CITIZEN, Actor, Permission
from leistungswerk.core.failures import Refused
from leistungswerk.core.ids import random_code
from leistungswerk.core.permissions import require
from leistungswerk.delivery import queries as delivery
from leistungswerk.enablement.desk import letters
from leistungswerk.enablement.desk.classes import classes
from leistungswerk.enablement.desk.incoming import File
from leistungswerk.enablement.desk.models import Attachment, Entry, Ticket
from leistungswerk.enablement.desk.services.moving import stand
from leistungswerk.enablement.desk.states import Category, Channel, EntryKind, TicketState, Urgency
from leistungswerk.register import queries as register


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody asks or reports."""

    subject: str
    text: str
    channel: Channel
    category: Category = Category.OTHER
    urgency: Urgency = Urgency.NORMAL
    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = "de"
    message_id: str = ""
    page: str = ""
    service: str = ""
    """Leistungsschlüssel."""
    connection: UUID | None = None
    application: str = ""
    form_key: str = ""
    reported: UUID | None = None
    files: tuple[File, ...] = ()
    discarded: bool = False
    """Advertising, as far as a machine can tell: kept, never answered."""


def open_ticket(request: Request, *, at: datetime, actor: Actor = CITIZEN) -> UUID:
    """Begin a ticket; both promised times are fixed in service time. Returns its uuid."""
    promised = classes()[request.urgency]
    service = register.service(request.service) if request.service else None
    connection = delivery.connection(request.connection) if request.connection else None
    with transaction.atomic():
        row = Ticket.objects.create(
            number=_next_number(times.legal_day(at).year),
            token=random_code(12),
            # It stands in lists, mails and reports: what is recognised as personal stays in the text only.
            subject=personal_data.black_out(request.subject.strip())[:250] or "Ohne Betreff",
            category=request.category,
            urgency=request.urgency,
            state=TicketState.DISCARDED if request.discarded else TicketState.NEW,
            ended_at=at if request.discarded else None,
            channel=request.channel,
            service_id=service.pk if service else None,
            connection_id=connection.pk if connection else None,
            application=request.application,
            page=request.page[:300],
            form_key=request.form_key or None,
            asker_name=request.name[:120],
            asker_email=request.email,
            asker_phone=request.phone[:60],
            language=request.language,
            last_message_id=request.message_id,
            reported=request.reported,
            at=at,
            response_due=promised.response_due(at),
            solve_due=promised.solve_due(at),
        )
        stand(row, at)
        add_request(row, text=request.text, name=request.name, files=request.files, at=at)
        events.publish(kind="ticket.opened", subject=row.uuid, at=at, data={"number": row.number})
        audit.record(actor, action="ticket.opened", subject=f"ticket:{row.uuid}", at=at)
    return row.uuid


def write_down(actor: Actor, *, request: Request) -> UUID:
    """A call: the desk writes down who asks for what; with an address the number is confirmed by mail."""
    require(actor, Permission.SUPPORT_TICKETS)
    if not request.text.strip():
        raise Refused(_("Schreiben Sie bei „Was ist passiert?“ auf, worum es geht."))
    if request.email and not letters.is_address(request.email):
        raise Refused(_("Die E-Mail-Adresse ist unvollständig. Schreiben Sie sie wie name@example.org."))
    at = times.now()
    with transaction.atomic():
        made = open_ticket(request, at=at, actor=actor)
        row = Ticket.objects.get(uuid=made)
        if row.asker_email:
            letters.confirm(row, at=at)
    return made


def _next_number(year: int) -> str:
    rows = Ticket.objects.select_for_update().filter(number__startswith=f"SD-{year}-")
    last = rows.order_by("-pk").values_list("number", flat=True).first()
    return f"SD-{year}-{int(last[8:]) + 1 if last else 1:04d}"


def add_request(
    row: Ticket,
    *,
    text: str,
    name: str,
    files: tuple[File, ...],
    at: datetime,
    other_sender: bool = False,
    kind: EntryKind = EntryKind.REQUEST,
) -> Entry:
    """What came from outside, with its files."""
    entry = Entry.objects.create(
        ticket=row, kind=kind, text=text, author=CITIZEN.pseudonym, author_name=name[:200], at=at,
        other_sender=other_sender,
    )  # fmt: skip
    for file in files:
        Attachment.objects.create(
            entry=entry,
            name=file.name,
            media_type=file.media_type,
            size=len(file.content),
            content=file.content,
        )
    Ticket.objects.filter(pk=row.pk).update(unread=True)
    return entry
