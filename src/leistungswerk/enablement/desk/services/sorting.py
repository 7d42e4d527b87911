# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who works on a ticket, at which level, and what it is about."""

from datetime import datetime
from uuid import UUID

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.failures import Missing, Refused
from leistungswerk.core.ids import normalise_code
from leistungswerk.core.roles import ROLES
from leistungswerk.delivery import queries as delivery
from leistungswerk.enablement.desk.classes import classes
from leistungswerk.enablement.desk.models import Ticket
from leistungswerk.enablement.desk.services.moving import add_line, change, move, record, ticket_for
from leistungswerk.enablement.desk.states import (
    CATEGORY_WORDS,
    LEVEL_WORDS,
    LIVE,
    Category,
    EntryKind,
    Level,
    TicketMove,
    TicketState,
    Urgency,
)
from leistungswerk.register import queries as register
from leistungswerk.register.queries import directory


def staff_roles() -> tuple[Role, ...]:
    """Roles whose people work at the desk."""
    return tuple(role for role, profile in ROLES.items() if Permission.SUPPORT_TICKETS in profile.permissions)


class Sorting(msgspec.Struct, frozen=True, kw_only=True):
    """What a ticket is about. ``service`` is a Leistungsschlüssel, ``application`` a reference number."""

    subject: str
    category: Category
    urgency: Urgency
    service: str = ""
    connection: UUID | None = None
    application: str = ""


def application_number(text: str) -> str:
    """A reference number as it is written (LW-2026-ABCD-EFGH); empty for none; raises :class:`Refused` for a slip."""
    said = text.strip().upper()
    if not said:
        return ""
    year, code = said[3:7], normalise_code(said[8:], 8)
    if not said.startswith("LW-") or not year.isdecimal() or code is None:
        raise Refused(
            _(
                "„Vorgangsnummer“: Das ist keine Vorgangsnummer. Sie sieht aus wie LW-2026-ABCD-EFGH und steht auf der Bestätigung Ihres Antrags."
            )
        )
    return f"LW-{year}-{code[:4]}-{code[4:]}"


def assign(actor: Actor, *, ticket: UUID, person: UUID | None) -> None:
    """Give it to somebody of the desk, or to nobody; a new one is in work from then on."""
    row, at = ticket_for(actor, ticket), times.now()
    if row.state not in LIVE:
        raise Refused(_("Dieses Ticket ist beendet. Öffnen Sie es erst wieder."))
    chosen = None
    if person is not None:
        people = directory.people_holding(staff_roles(), times.legal_day(at))
        chosen = next((each for each in people if each.uuid == person), None)
        if chosen is None:
            raise Missing(_("Diese Person arbeitet nicht im Support."))
    with transaction.atomic():
        holder = chosen.pk if chosen else None
        if row.state == TicketState.NEW and chosen:
            move(row, TicketMove.TAKE, at=at, assignee=holder)
        else:
            change(row, at=at, assignee=holder)
        add_line(
            actor, row, EntryKind.STEP, f"Zugewiesen: {chosen.name}" if chosen else "Zuweisung aufgehoben", at
        )
        record(actor, row, "ticket.assigned", at)


def change_level(actor: Actor, *, ticket: UUID, level: Level, text: str) -> None:
    """Between the first and the second level; whoever had it hands it to the queue of the other one."""
    row, at = ticket_for(actor, ticket), times.now()
    if level is Level.THIRD:
        raise Refused(_("An die 3. Ebene übergeben Sie mit Stelle und Adresse."))
    if row.state not in (TicketState.NEW, TicketState.OPEN, TicketState.WAITING):
        raise Refused(_("Holen Sie das Ticket erst zurück oder öffnen Sie es wieder."))
    if row.level == level:
        return
    with transaction.atomic():
        change(row, at=at, level=level, assignee=None, unread=True)
        add_line(actor, row, EntryKind.STEP, f"Übergeben an {LEVEL_WORDS[level]}", at)
        if text.strip():
            add_line(actor, row, EntryKind.NOTE, text, at)
        record(actor, row, "ticket.level_changed", at, note=f"level:{level}")


def sort(actor: Actor, *, ticket: UUID, entry: Sorting) -> None:
    """Say what it is about. Another class brings other promised times, counted from the beginning."""
    row, at = ticket_for(actor, ticket), times.now()
    if not entry.subject.strip():
        raise Refused(_("Geben Sie einen Betreff an."))
    reference = application_number(entry.application)
    service = register.service(entry.service) if entry.service else None
    if entry.service and service is None:
        raise Refused(_("Diese Leistung gibt es nicht. Wählen Sie eine aus der Liste."))
    connection = delivery.connection(entry.connection) if entry.connection else None
    columns: dict[str, object] = {
        "subject": entry.subject.strip()[:250],
        "category": entry.category,
        "service_id": service.pk if service else None,
        "connection_id": connection.pk if connection else None,
        "application": reference,
    }
    with transaction.atomic():
        said = _said(row, entry)
        if row.urgency != entry.urgency:
            columns |= _times(row, entry.urgency, at)
        change(row, at=at, **columns)
        if said:
            add_line(actor, row, EntryKind.STEP, said, at)
        record(actor, row, "ticket.sorted", at)


def _times(row: Ticket, urgency: Urgency, at: datetime) -> dict[str, object]:
    promised = classes()[urgency]
    response, solution = promised.response_due(row.at), promised.solve_due(row.at, row.paused_minutes)
    return {
        "urgency": urgency,
        "response_due": response,
        "solve_due": solution,
        "response_escalated_at": row.response_escalated_at if response < at else None,
        "solve_escalated_at": row.solve_escalated_at if solution < at else None,
    }


def _said(row: Ticket, entry: Sorting) -> str:
    parts = []
    if row.urgency != entry.urgency:
        parts.append(f"Klasse: {classes()[entry.urgency].word}")
    if row.category != entry.category:
        parts.append(f"Art: {CATEGORY_WORDS[entry.category]}")
    return ", ".join(parts)
