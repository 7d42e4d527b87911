# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Beratung: what waits, what is due, who has room."""

from datetime import date, datetime
from uuid import UUID

import msgspec
from django.db.models import Count, Q, QuerySet

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.core.workdays import working_days_between
from leistungswerk.programme.access import project_for
from leistungswerk.programme.models import AdviserCapacity, Consultation
from leistungswerk.programme.services.consultations import (
    DEFAULT_CAPACITY,
    consultation_for,
    visible_consultations,
)
from leistungswerk.programme.states import ConsultationState
from leistungswerk.register.queries import directory

OPEN = (ConsultationState.REQUESTED, ConsultationState.ASSIGNED)
"""Somebody of the project must act."""


class ConsultationRow(msgspec.Struct, frozen=True, kw_only=True):
    uuid: UUID
    number: str
    subject: str
    organisation: str
    project: str
    project_uuid: UUID | None
    state: ConsultationState
    adviser: str
    requested_at: datetime
    answer_due: date
    days_left: int
    """Working days until the promised answer; negative once the promise is broken."""

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


def _row(row: Consultation, today: date) -> ConsultationRow:
    return ConsultationRow(
        uuid=row.uuid,
        number=row.number,
        subject=row.subject,
        organisation=row.organisation.name,
        project=str(row.project) if row.project else "",
        project_uuid=row.project.uuid if row.project else None,
        state=ConsultationState(row.state),
        adviser=row.adviser.name if row.adviser else "",
        requested_at=row.requested_at,
        answer_due=row.answer_due,
        days_left=working_days_between(today, row.answer_due),
    )


def _rows(rows: "QuerySet[Consultation]") -> tuple[ConsultationRow, ...]:
    today = times.legal_day(times.now())
    return tuple(_row(row, today) for row in rows.select_related("organisation", "project", "adviser"))


def queue(actor: Actor, *, offset: int, limit: int) -> tuple[tuple[ConsultationRow, ...], int]:
    """Open consultations the actor may see, the soonest promised answer first, and how many there are."""
    rows = visible_consultations(actor).filter(state__in=OPEN).order_by("answer_due", "pk")
    return _rows(rows[offset : offset + limit]), rows.count()


def answered(actor: Actor, *, limit: int) -> tuple[ConsultationRow, ...]:
    """The last ones that were answered, closed or withdrawn."""
    return _rows(visible_consultations(actor).exclude(state__in=OPEN).order_by("-pk")[:limit])


def of_project(actor: Actor, project: UUID) -> tuple[ConsultationRow, ...]:
    """All consultations of a Vorhaben, for everybody who may see the Vorhaben."""
    row = project_for(actor, project)
    return _rows(Consultation.objects.filter(project=row).order_by("-pk"))


class Room(msgspec.Struct, frozen=True):
    """How much room an adviser has now; a limit for the queue, never a measure of the person: nothing is kept."""

    uuid: UUID
    name: str
    held: int
    limit: int

    @property
    def free(self) -> int:
        return max(self.limit - self.held, 0)


def rooms() -> tuple[Room, ...]:
    """Everybody who advises today, by name; three statements."""
    today = times.legal_day(times.now())
    people = directory.people_holding((Role.ADVISER, Role.PROGRAMME_MANAGEMENT), today)
    keys = [person.pk for person in people]
    held = dict(
        Consultation.objects.filter(adviser__in=keys, state=ConsultationState.ASSIGNED)
        .values("adviser")
        .annotate(count=Count("pk"))
        .values_list("adviser", "count")
    )
    limits = dict(AdviserCapacity.objects.filter(person__in=keys).values_list("person", "open_consultations"))
    return tuple(
        Room(person.uuid, person.name, held.get(person.pk, 0), limits.get(person.pk, DEFAULT_CAPACITY))
        for person in people
    )


class ProtocolLine(msgspec.Struct, frozen=True):
    at: datetime
    author: str
    text: str
    is_answer: bool


class ConsultationView(msgspec.Struct, frozen=True):
    row: ConsultationRow
    question: str
    protocol: tuple[ProtocolLine, ...]
    may_advise: bool
    may_ask: bool


def consultation(actor: Actor, identity: UUID) -> ConsultationView:
    """Raises :class:`leistungswerk.core.failures.Missing` for one the actor may not see."""
    found = consultation_for(actor, identity)
    owner = found.organisation.uuid
    return ConsultationView(
        _row(found, times.legal_day(times.now())),
        found.question,
        tuple(
            ProtocolLine(entry.at, entry.author_name, entry.text, entry.is_answer)
            for entry in found.entries.order_by("pk")
        ),
        actor.may(Permission.ADVISE, owner),
        actor.may(Permission.REQUEST_ADVICE, owner),
    )


def waiting_for(actor: Actor, *, limit: int) -> tuple[ConsultationRow, ...]:
    """What waits for the actor: new ones and their own as adviser, answered ones as the authority that asked."""
    rows = visible_consultations(actor)
    mine = Q(pk__in=[])
    if actor.may(Permission.ADVISE):
        mine |= Q(state=ConsultationState.REQUESTED)
        if actor.person is not None:
            mine |= Q(state=ConsultationState.ASSIGNED, adviser__uuid=actor.person)
    reach = actor.reach(Permission.REQUEST_ADVICE)
    if reach:
        mine |= Q(state=ConsultationState.ANSWERED, organisation__uuid__in=reach)
    return _rows(rows.filter(mine).order_by("answer_due", "pk")[:limit])
