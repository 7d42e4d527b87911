# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""„Hat unsere Antwort geholfen?“: said once, kept apart from the ticket."""

from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import audit, times
from leistungswerk.core.actor import CITIZEN
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.enablement.desk import links
from leistungswerk.enablement.desk.models import Rating, Ticket
from leistungswerk.enablement.desk.states import Helped, TicketState

RATED = (TicketState.SOLVED, TicketState.CLOSED)


def rate(number: str, key: str, helped: Helped) -> None:
    """Keep what was said, without ticket and day; raises :class:`Refused` the second time."""
    if not links.may_rate(number, key):
        raise Missing(_("Diese Anfrage gibt es nicht."))
    with transaction.atomic():
        row = Ticket.objects.filter(number=number).first()
        if row is None or row.state not in RATED:
            raise Refused(_("Bewerten können Sie, sobald die Anfrage beantwortet ist."))
        if not Ticket.objects.filter(pk=row.pk, rated=False).update(rated=True):
            raise Refused(_("Diese Anfrage haben Sie schon bewertet. Danke!"))
        month = times.legal_day(times.now()).replace(day=1)
        Rating.objects.create(month=month, category=row.category, helped=helped)
        audit.record(CITIZEN, action="ticket.rated", subject=f"ticket:{row.uuid}", at=times.now())
