# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""„Mein Tag“: what waits for the one who looks, by their roles; never a list about somebody else."""

from datetime import date, datetime
from uuid import UUID

import msgspec
from django.db.models import F, Q

from leistungswerk.core import times
from leistungswerk.core.actor import Actor
from leistungswerk.programme.access import visible
from leistungswerk.programme.models import ChecklistItem, Notice
from leistungswerk.programme.states import ItemState, Part, ProjectState


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """An open item assigned to the actor, or due in one of their roles."""

    item: UUID
    project: UUID
    number: str
    project_title: str
    title: str
    due: date | None
    overdue: bool
    assigned: bool


class NoticeView(msgspec.Struct, frozen=True):
    pk: int
    text: str
    url: str
    at: datetime


def tasks(actor: Actor, *, limit: int) -> tuple[tuple[Task, ...], int]:
    """Open items, the soonest day first, and how many there are; two statements.

    By role: items whose role the actor holds for the owner or an executing body, and that nobody else has.
    """
    mine = Q(person__uuid=actor.person) if actor.person else Q(pk__in=[])
    for scope in actor.scopes:
        by_role = Q(responsible=scope.role.value, person__isnull=True)
        if scope.reach is not None:
            by_role &= Q(project__owner__uuid__in=scope.reach) | Q(
                project__participations__part=Part.EXECUTING,
                project__participations__organisation__uuid__in=scope.reach,
            )
        mine |= by_role
    rows = (
        ChecklistItem.objects.filter(
            mine,
            state=ItemState.OPEN,
            live_fact="",
            project__state=ProjectState.ACTIVE,
            project__in=visible(actor).values("pk"),
        )
        .select_related("project", "person")
        .order_by(F("due").asc(nulls_last=True), "pk")
        .distinct()
    )
    today = times.legal_day(times.now())
    return tuple(_task(row, actor, today) for row in rows[:limit]), rows.count()


def _task(row: ChecklistItem, actor: Actor, today: date) -> Task:
    return Task(
        item=row.uuid,
        project=row.project.uuid,
        number=row.project.number,
        project_title=row.project.title,
        title=row.title,
        due=row.due,
        overdue=row.due is not None and row.due < today,
        assigned=row.person is not None and row.person.uuid == actor.person,
    )


def notices(person: UUID | None, *, limit: int) -> tuple[NoticeView, ...]:
    """Unread notices, newest first."""
    if person is None:
        return ()
    rows = Notice.objects.filter(person__uuid=person, read_at__isnull=True).order_by("-at", "-pk")[:limit]
    return tuple(NoticeView(row.pk, row.text, row.url, row.at) for row in rows)
