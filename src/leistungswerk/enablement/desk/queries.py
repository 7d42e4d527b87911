# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading the desk: the queue, a ticket as the desk sees it, as the third level sees it, as who asked sees it."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec
from django.db.models import Case, Count, F, Prefetch, Q, QuerySet, Value, When

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.permissions import require
from leistungswerk.enablement.desk import dials, links, missed, placeholders
from leistungswerk.enablement.desk.dials import Dial
from leistungswerk.enablement.desk.models import Attachment, CannedAnswer, Entry, Ticket
from leistungswerk.enablement.desk.states import (
    LIVE,
    Category,
    Channel,
    EntryKind,
    Level,
    TicketState,
    Urgency,
)


class View(StrEnum):
    """Which tickets of the queue."""

    MINE = "mine"
    """Assigned to who asks, and something is to be done."""
    UNASSIGNED = "unassigned"
    OVERDUE = "overdue"
    OPEN = "open"
    WAITING = "waiting"
    """For who asked or for the third level."""
    ENDED = "ended"
    DISCARDED = "discarded"


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    view: View = View.OPEN
    level: Level | None = None
    urgency: Urgency | None = None
    category: Category | None = None
    service: str = ""
    """Leistungsschlüssel."""
    text: str = ""
    """Of number, foreign number, reference or subject."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket in the queue."""

    uuid: UUID
    number: str
    subject: str
    state: TicketState
    urgency: Urgency
    category: Category
    level: Level
    channel: Channel
    service: str
    assignee: str
    handed_to: str
    unread: bool
    at: datetime
    dial: Dial


def _mine(actor: Actor) -> Q:
    return Q(assignee__uuid=actor.person, state__in=LIVE) & (
        Q(unread=True) | Q(state__in=[TicketState.NEW, TicketState.OPEN])
    )


def _condition(actor: Actor, view: View, now: datetime) -> Q:
    conditions = {
        View.MINE: _mine(actor),
        View.UNASSIGNED: Q(assignee__isnull=True, state__in=[TicketState.NEW, TicketState.OPEN]),
        View.OVERDUE: missed.anything(now),
        View.OPEN: Q(state__in=LIVE),
        View.WAITING: Q(state__in=[TicketState.WAITING, TicketState.HANDED]),
        View.ENDED: Q(state__in=[TicketState.SOLVED, TicketState.CLOSED]),
        View.DISCARDED: Q(state=TicketState.DISCARDED),
    }
    return conditions[view]


def _narrowed(wanted: Filter) -> Q:
    found = Q()
    if wanted.level is not None:
        found &= Q(level=wanted.level)
    if wanted.urgency is not None:
        found &= Q(urgency=wanted.urgency)
    if wanted.category is not None:
        found &= Q(category=wanted.category)
    if wanted.service:
        found &= Q(service__key=wanted.service)
    if wanted.text.strip():
        said = wanted.text.strip()[:100]
        found &= (
            Q(number__icontains=said)
            | Q(foreign_number__icontains=said)
            | Q(application__iexact=said)
            | Q(subject__icontains=said)
        )
    return found


def _next_due() -> Case:
    """What the queue is ordered by: the promise that passes next; what only waits comes last of all."""
    unanswered = Q(
        first_answer_at__isnull=True, state__in=[TicketState.NEW, TicketState.OPEN, TicketState.HANDED]
    )
    return Case(
        When(unanswered, then=F("response_due")),
        When(state=TicketState.HANDED, then=F("handed_due")),
        default=F("solve_due"),
    )


def queue(actor: Actor, wanted: Filter, *, offset: int, limit: int) -> tuple[tuple[Line, ...], int]:
    """A page of the queue and how long it is; a constant number of statements."""
    require(actor, Permission.SUPPORT_TICKETS)
    now = times.now()
    rows = Ticket.objects.filter(_condition(actor, wanted.view, now), _narrowed(wanted))
    if wanted.view in (View.ENDED, View.DISCARDED):
        ordered = rows.order_by("-ended_at", "-pk")
    else:
        waits = Case(When(state=TicketState.WAITING, then=Value(1)), default=Value(0))
        ordered = rows.order_by(waits, _next_due(), "pk")
    found = ordered.select_related("service", "assignee", "handed_to")[offset : offset + limit]
    return tuple(_line(row, now) for row in found), rows.count()


def counts(actor: Actor) -> Mapping[View, int]:
    """How many wait in each view; one statement."""
    require(actor, Permission.SUPPORT_TICKETS)
    now = times.now()
    views = (View.MINE, View.UNASSIGNED, View.OVERDUE, View.OPEN, View.WAITING)
    asked = {view.value: Count("pk", filter=_condition(actor, view, now)) for view in views}
    found = Ticket.objects.filter(state__in=LIVE).aggregate(**asked)
    return {view: found[view.value] for view in views}


def _line(row: Ticket, now: datetime) -> Line:
    return Line(
        uuid=row.uuid,
        number=row.number,
        subject=row.subject,
        state=TicketState(row.state),
        urgency=Urgency(row.urgency),
        category=Category(row.category),
        level=Level(row.level),
        channel=Channel(row.channel),
        service=row.service.name if row.service else "",
        assignee=row.assignee.name if row.assignee else "",
        handed_to=row.handed_to.name if row.handed_to and row.state == TicketState.HANDED else "",
        unread=row.unread,
        at=row.at,
        dial=dials.dial(row, now),
    )


class FileView(msgspec.Struct, frozen=True):
    uuid: UUID
    name: str
    size: int


class EntryView(msgspec.Struct, frozen=True, kw_only=True):
    pk: int
    kind: EntryKind
    text: str
    author: str
    at: datetime
    undelivered: bool
    other_sender: bool
    redacted_at: datetime | None
    redacted_by: str
    redacted_why: str
    files: tuple[FileView, ...]


class TicketView(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket as the desk sees it."""

    line: Line
    subject: str
    asker_name: str
    asker_email: str
    asker_phone: str
    english: bool
    """Whether who asked read the English page."""
    reachable: bool
    """By mail or by the secret link."""
    page: str
    application: str
    service_key: str
    connection: tuple[UUID, str] | None
    assignee: UUID | None
    reported: UUID | None
    handed: tuple[UUID, str] | None
    handed_mail: str
    handed_subject: str
    handed_due: datetime | None
    foreign_number: str
    notice: tuple[UUID, str] | None
    response_due: datetime
    solve_due: datetime
    first_answer_at: datetime | None
    ended_at: datetime | None
    paused_minutes: int
    contact_deleted: bool
    entries: tuple[EntryView, ...]

    @property
    def live(self) -> bool:
        return self.line.state in LIVE


def _entries() -> "QuerySet[Entry]":
    files = Attachment.objects.defer("content").order_by("pk")
    return Entry.objects.order_by("at", "pk").prefetch_related(Prefetch("attachments", files))


def _entry(row: Entry) -> EntryView:
    return EntryView(
        pk=row.pk,
        kind=EntryKind(row.kind),
        text=row.text,
        author=row.author_name,
        at=row.at,
        undelivered=row.undelivered,
        other_sender=row.other_sender,
        redacted_at=row.redacted_at,
        redacted_by=row.redacted_by,
        redacted_why=row.redacted_why,
        files=tuple(FileView(each.uuid, each.name, each.size) for each in row.attachments.all()),
    )


def ticket(actor: Actor, identity: UUID) -> TicketView | None:
    """Everything of a ticket; a constant number of statements."""
    require(actor, Permission.SUPPORT_TICKETS)
    rows = Ticket.objects.filter(uuid=identity).select_related(
        "service", "connection", "assignee", "handed_to", "notice"
    )
    row = rows.first()
    if row is None:
        return None
    return TicketView(
        line=_line(row, times.now()),
        subject=row.subject,
        asker_name=row.asker_name,
        asker_email=row.asker_email,
        asker_phone=row.asker_phone,
        english=row.language == "en",
        reachable=bool(row.asker_email) or row.channel == Channel.FORM,
        page=row.page,
        application=row.application,
        service_key=row.service.key if row.service else "",
        connection=(row.connection.uuid, row.connection.name) if row.connection else None,
        assignee=row.assignee.uuid if row.assignee else None,
        reported=row.reported,
        handed=(row.handed_to.uuid, row.handed_to.name) if row.handed_to else None,
        handed_mail=row.handed_mail,
        handed_subject=row.handed_subject,
        handed_due=row.handed_due,
        foreign_number=row.foreign_number,
        notice=(row.notice.uuid, row.notice.title) if row.notice else None,
        response_due=row.response_due,
        solve_due=row.solve_due,
        first_answer_at=row.first_answer_at,
        ended_at=row.ended_at,
        paused_minutes=row.paused_minutes,
        contact_deleted=row.contact_deleted_at is not None,
        entries=tuple(_entry(each) for each in _entries().filter(ticket=row)),
    )


def services_asked_about(actor: Actor) -> tuple[tuple[str, str], ...]:
    """Leistungsschlüssel and name of the services tickets are about, for a filter."""
    require(actor, Permission.SUPPORT_TICKETS)
    rows = Ticket.objects.filter(service__isnull=False).order_by("service__name")
    return tuple(rows.values_list("service__key", "service__name").distinct()[:500])


def attachment(actor: Actor, ticket: UUID, identity: UUID) -> tuple[str, str, bytes] | None:
    """Name, media type and content of a file of a ticket."""
    require(actor, Permission.SUPPORT_TICKETS)
    row = Attachment.objects.filter(uuid=identity, entry__ticket__uuid=ticket).first()
    return (row.name, row.media_type, bytes(row.content)) if row else None


class AnswerView(msgspec.Struct, frozen=True):
    """A canned answer."""

    uuid: UUID
    title: str
    text: str
    category: str
    active: bool


def answers(*, category: Category | None = None, retired: bool = False) -> tuple[AnswerView, ...]:
    """Canned answers by title, those of a category first."""
    rows = CannedAnswer.objects.all() if retired else CannedAnswer.objects.filter(active=True)
    fits = Case(When(category=category or "", then=Value(0)), default=Value(1))
    return tuple(
        AnswerView(row.uuid, row.title, row.text, row.category, row.active)
        for row in rows.order_by(fits, "title")
    )


def canned_answer(identity: UUID) -> AnswerView | None:
    row = CannedAnswer.objects.filter(uuid=identity).first()
    return AnswerView(row.uuid, row.title, row.text, row.category, row.active) if row else None


def filled(found: TicketView, text: str) -> str:
    """A canned answer with what is known of the ticket."""
    return placeholders.fill(
        text,
        {
            "nummer": found.line.number,
            "betreff": found.subject,
            "name": found.asker_name,
            "leistung": found.line.service,
            "vorgang": found.application,
            "frist": times.legal_day(found.solve_due).strftime("%d.%m.%Y"),
            "stelle": found.handed[1] if found.handed else "",
            "stand": links.status_url(found.line.number),
        },
    )
