# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A ticket begins."""

from datetime import datetime
from uuid import UUID

import msgspec
from django.db import transaction

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import CITIZEN
from leistungswerk.core.ids import random_code
from leistungswerk.enablement.desk import clock
from leistungswerk.enablement.desk.incoming import File
from leistungswerk.enablement.desk.models import Attachment, Entry, Ticket
from leistungswerk.enablement.desk.states import URGENCIES, Category, Channel, EntryKind, Urgency


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody asks or reports."""

    subject: str
    text: str
    channel: Channel
    category: Category = Category.OTHER
    name: str = ""
    email: str = ""
    message_id: str = ""
    reported: UUID | None = None
    files: tuple[File, ...] = ()


def open_ticket(request: Request, *, at: datetime) -> UUID:
    """Begin a ticket; both promised times are fixed in service time. Returns its uuid."""
    promised = URGENCIES[Urgency.NORMAL]
    with transaction.atomic():
        row = Ticket.objects.create(
            number=_next_number(times.legal_day(at).year),
            token=random_code(12),
            subject=request.subject.strip()[:250] or "Ohne Betreff",
            category=request.category,
            channel=request.channel,
            asker_name=request.name[:120],
            asker_email=request.email,
            last_message_id=request.message_id,
            reported=request.reported,
            at=at,
            response_due=clock.after(at, promised.response * 60),
            solve_due=clock.after(at, promised.solution * 60),
        )
        add_request(row, text=request.text, name=request.name, files=request.files, at=at)
        events.publish(kind="ticket.opened", subject=row.uuid, at=at, data={"number": row.number})
        audit.record(CITIZEN, action="ticket.opened", subject=f"ticket:{row.uuid}", at=at)
    return row.uuid


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
    return entry
