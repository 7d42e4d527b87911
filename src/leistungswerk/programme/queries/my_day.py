# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""„Mein Tag“: what waits for the one who looks, by their roles; never a list about somebody else."""

from datetime import date, datetime
from uuid import UUID

import msgspec
from django.db.models import F, Q

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Role
from leistungswerk.programme.access import visible
from leistungswerk.programme.models import ChecklistItem, GateCase, Notice, SigningStep
from leistungswerk.programme.states import Gate, GateState, ItemState, Part, ProjectState


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


class Turn(msgspec.Struct, frozen=True):
    """A Zeichnung that waits for a role the actor holds."""

    case: UUID
    project: UUID
    number: str
    project_title: str
    gate: Gate
    role: Role
    deputy_for: str


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


def turns(actor: Actor, *, limit: int) -> tuple[Turn, ...]:
    """Zeichnungen that wait for the actor: unsigned steps before which nothing is unsigned; two statements."""
    cases = GateCase.objects.filter(state=GateState.IN_SIGNING).values("pk")
    steps = (
        SigningStep.objects.filter(case__in=cases, act="")
        .select_related("case__project", "organisation")
        .order_by("case_id", "position")
    )
    found: list[Turn] = []
    seen: set[int] = set()
    for step in steps:
        first = step.case_id not in seen
        seen.add(step.case_id)
        scope = actor.acting_as(Role(step.role), step.organisation.uuid)
        if scope is not None and first:
            project = step.case.project
            found.append(
                Turn(
                    step.case.uuid, project.uuid, project.number, project.title, Gate(step.case.gate),
                    Role(step.role), scope.deputy_for,
                )
            )  # fmt: skip
    return tuple(found[:limit])


def notices(person: UUID | None, *, limit: int) -> tuple[NoticeView, ...]:
    """Unread notices, newest first."""
    if person is None:
        return ()
    rows = Notice.objects.filter(person__uuid=person, read_at__isnull=True).order_by("-at", "-pk")[:limit]
    return tuple(NoticeView(row.pk, row.text, row.url, row.at) for row in rows)
