# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A promised time has passed: announced once, and mailed once to whoever answers for the class."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

import msgspec
from django.db import transaction
from django.db.models import Q

from leistungswerk.core import audit, events, times
from leistungswerk.core.actor import Actor, Role
from leistungswerk.enablement.desk import letters, missed
from leistungswerk.enablement.desk.classes import Promised, classes
from leistungswerk.enablement.desk.models import Ticket
from leistungswerk.enablement.desk.states import Urgency
from leistungswerk.register.queries import directory

CLOCK: Final = Actor("desk:clock", "Uhr des Supports")
LEADS: Final = (Role.TECHNICAL_LEAD, Role.PROGRAMME_MANAGEMENT)
"""Who is told where a class names nobody; the first of these that somebody holds."""
_BATCH: Final = 200


class _Passed(msgspec.Struct, frozen=True):
    column: str
    kind: str
    words: str
    condition: Callable[[datetime], Q]


_PASSED: Final = (
    _Passed("response_escalated_at", "ticket.response_overdue", "die erste Antwort", missed.response),
    _Passed("solve_escalated_at", "ticket.solution_overdue", "die Lösung", missed.solution),
    _Passed("handed_escalated_at", "ticket.handed_overdue", "die Rückmeldung der 3. Ebene", missed.handed),
)


def escalate() -> int:
    """Find what has passed since the last time; safe to run on several nodes at once."""
    at, told = times.now(), 0
    promised = classes()
    for each in _PASSED:
        rows = Ticket.objects.filter(each.condition(at), **{f"{each.column}__isnull": True})
        for row in rows.select_related("handed_to").order_by("pk")[:_BATCH]:
            with transaction.atomic():
                held = Ticket.objects.filter(pk=row.pk, **{f"{each.column}__isnull": True})
                if held.update(**{each.column: at}):
                    _tell(row, each, promised[Urgency(row.urgency)], at)
                    told += 1
    return told


def _leads(promised: Promised, at: datetime) -> tuple[str, ...]:
    if promised.lead_email:
        return (promised.lead_email,)
    for role in LEADS:
        found = tuple(
            each.email for each in directory.people_holding((role,), times.legal_day(at)) if each.email
        )
        if found:
            return found
    return ()


def _tell(row: Ticket, passed: _Passed, promised: Promised, at: datetime) -> None:
    events.publish(kind=passed.kind, subject=row.uuid, at=at, data={"number": row.number})
    audit.record(CLOCK, action=passed.kind, subject=f"ticket:{row.uuid}", at=at)
    for address in _leads(promised, at):
        letters.tell(
            row,
            recipient=address,
            purpose="desk.escalation",
            subject=f"{row.number}: überfällig",
            text=(
                f"Guten Tag,\n\nbei der Anfrage {row.number} ({promised.word}) ist {passed.words} überfällig. "
                "Diese Mail kommt zu jeder Frist nur einmal."
            ),
            at=at,
        )
