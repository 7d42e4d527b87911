# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What other rooms announce and the desk must know."""

from uuid import UUID

from leistungswerk.core.events import Happened
from leistungswerk.enablement.desk.models import Entry, Ticket
from leistungswerk.enablement.desk.services import opening
from leistungswerk.enablement.desk.states import Category, Channel


def on_barrier(happened: Happened) -> None:
    """A reported barrier becomes a ticket that names the report; its text stays where it was written. Once."""
    if Ticket.objects.filter(reported=happened.subject).exists():
        return
    reference = happened.data.get("reference", "")
    opening.open_ticket(
        opening.Request(
            subject=f"Gemeldete Barriere {reference}".strip(),
            text="Jemand hat eine Barriere gemeldet. Den Wortlaut zeigt die Seite der gemeldeten Barrieren.",
            channel=Channel.EVENT,
            category=Category.BARRIER,
            reported=happened.subject,
        ),
        at=happened.at,
    )


def on_refused(happened: Happened) -> None:
    """A mail of the desk came back: the line it left by says so."""
    if happened.data.get("purpose", "").startswith("desk."):
        Entry.objects.filter(mail=UUID(str(happened.subject))).update(undelivered=True)
