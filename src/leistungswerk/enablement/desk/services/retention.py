# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must not stay: solved tickets close, closed ones lose who asked."""

from datetime import timedelta
from typing import Final

from django.db import transaction

from leistungswerk.core import times
from leistungswerk.core.failures import Overtaken
from leistungswerk.core.settings import settings
from leistungswerk.enablement.desk.models import Entry, Ticket
from leistungswerk.enablement.desk.services.moving import move
from leistungswerk.enablement.desk.states import EntryKind, TicketMove, TicketState

CLOSE_AFTER: Final = timedelta(days=14)
"""Until then who asked may object by answering."""
_BATCH: Final = 200


def close_solved() -> int:
    """Solved tickets to which nobody objected."""
    at, closed = times.now(), 0
    old = Ticket.objects.filter(state=TicketState.SOLVED, ended_at__lt=at - CLOSE_AFTER)
    for row in old.order_by("pk")[:_BATCH]:
        try:
            with transaction.atomic():
                move(row, TicketMove.CLOSE, at=at)
        except Overtaken:
            # Somebody opened it again just now.
            continue
        closed += 1
    return closed


def delete_contacts() -> int:
    """Name and address of who asked, after the days that ``LEISTUNGSWERK_CONTACT_DAYS`` says."""
    at = times.now()
    ended = Ticket.objects.filter(
        state__in=[TicketState.CLOSED, TicketState.DISCARDED],
        ended_at__lt=at - timedelta(days=settings().contact_days),
        contact_deleted_at__isnull=True,
    )
    found = list(ended.values_list("pk", flat=True)[:_BATCH])
    Entry.objects.filter(ticket__in=found, kind=EntryKind.REQUEST).update(author_name="")
    return Ticket.objects.filter(pk__in=found).update(
        asker_name="", asker_email="", asker_phone="", last_message_id="", contact_deleted_at=at
    )
