# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading Beschlüsse: lists, one with everything, the calendar, tasks, and references checked both ways."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing
from leistungswerk.programme.models import (
    CouncilSession,
    DecisionBody,
    Resolution,
    ResolutionPoint,
    ResolutionReference,
    ResolutionTask,
)
from leistungswerk.programme.resolution_states import (
    RESOLUTION_TRANSITIONS,
    CoSignature,
    Direction,
    ReferenceKind,
    ResolutionState,
    Verb,
    VoteResult,
)
from leistungswerk.programme.resolution_views import (
    AnnexView,
    CoSignatureView,
    Deadline,
    DecisionBodyView,
    HearingView,
    PointView,
    ReferenceView,
    ResolutionRow,
    ResolutionView,
    SessionView,
    TaskView,
)
from leistungswerk.programme.services.resolutions.access import resolution_for, visible
from leistungswerk.programme.services.resolutions.coordination import missing_for_maturity


def _deadline(on: date | None, session: CouncilSession | None) -> Deadline:
    if session is None:
        return Deadline(on, "")
    return Deadline(session.held_on, _("%(number)d. Sitzung") % {"number": session.number})


def _row(row: Resolution) -> ResolutionRow:
    return ResolutionRow(
        row.uuid,
        row.number or row.working_number,
        row.title,
        row.owner.name,
        Direction(row.direction),
        ResolutionState(row.state),
        _deadline(None, row.session),
        bool(row.urgent_reason) and row.confirmed_on is None,
    )


def resolutions(
    actor: Actor, *, offset: int, limit: int, direction: Direction | None = None
) -> tuple[tuple[ResolutionRow, ...], int]:
    """Those the actor may see, newest first, and how many."""
    rows = visible(actor).select_related("owner", "session").order_by("-id")
    if direction is not None:
        rows = rows.filter(direction=direction)
    return tuple(_row(row) for row in rows[offset : offset + limit]), rows.count()


_Services = Mapping[int, tuple[tuple[str, str], ...]]


def _services(tasks: Iterable[ResolutionTask]) -> _Services:
    """Keys and names of the services of each task, by its internal id; one statement for all."""
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    rows = ResolutionTask.objects.filter(pk__in=[task.pk for task in tasks], services__isnull=False)
    for pk, key, name in rows.values_list("pk", "services__key", "services__name"):
        found[pk] = (*found.get(pk, ()), (key, name))
    return found


def _task(row: ResolutionTask, services: _Services) -> TaskView:
    point = row.point
    deadline = _deadline(point.due_on, point.due_session)
    overdue = row.done_on is None and deadline.on is not None and deadline.on < times.legal_day(times.now())
    resolution = point.resolution
    return TaskView(
        row.uuid,
        resolution.uuid,
        resolution.number or resolution.working_number,
        point.text,
        row.addressee.name if row.addressee else point.addressee,
        deadline,
        overdue,
        row.done_on,
        row.proof,
        services.get(row.pk, ()),
    )


_TASKS = ("addressee", "point__resolution", "point__due_session")


def tasks(
    actor: Actor, *, offset: int, limit: int, open_only: bool = True
) -> tuple[tuple[TaskView, ...], int]:
    """Tasks from Beschlüsse the actor may see: those with the nearest day first, then those without one."""
    rows = (
        ResolutionTask.objects.filter(point__resolution__in=visible(actor))
        .select_related(*_TASKS)
        .order_by("done_on", "point__due_on", "point__due_session__held_on", "id")
    )
    if open_only:
        rows = rows.filter(done_on__isnull=True)
    shown = list(rows[offset : offset + limit])
    services = _services(shown)
    return tuple(_task(row, services) for row in shown), rows.count()


def task(actor: Actor, identity: UUID) -> TaskView:
    """One task; raises :class:`Missing` if its Beschluss is not visible to the actor."""
    row = (
        ResolutionTask.objects.filter(uuid=identity, point__resolution__in=visible(actor))
        .select_related(*_TASKS)
        .first()
    )
    if row is None:
        raise Missing(_("Diese Aufgabe gibt es nicht."))
    return _task(row, _services([row]))


def resolution(actor: Actor, identity: UUID) -> ResolutionView:
    """Raises :class:`leistungswerk.core.failures.Missing` for one the actor may not see."""
    row = resolution_for(actor, identity)
    references = tuple(_references(row))
    edits = actor.may(Permission.EDIT_RESOLUTION, row.owner.uuid)
    return ResolutionView(
        row=_row(row),
        working_number=row.working_number,
        owner_uuid=row.owner.uuid,
        decided_by=row.decided_by.name if row.decided_by else "",
        confirmed_by=row.confirmed_by.name if row.confirmed_by else "",
        result=VoteResult(row.result) if row.result else None,
        points=tuple(_points(row)),
        co_signatures=tuple(_co_signatures(actor, row)),
        hearings=tuple(
            HearingView(
                each.organisation_name, each.asked_on, each.answered_on, each.statement, each.file_number
            )
            for each in row.hearings.order_by("organisation_name")
        ),
        references=references,
        annexes=tuple(
            AnnexView(each.title, each.file_number, each.url) for each in row.annexes.order_by("id")
        ),
        problems=tuple(reference_problems(row)),
        missing=missing_for_maturity(row) if row.state == ResolutionState.COORDINATION else (),
        steps=frozenset(RESOLUTION_TRANSITIONS[ResolutionState(row.state)]) if edits else frozenset(),
        **{name: getattr(row, name) for name in _PLAIN},
    )


_PLAIN = (
    "problem", "solution", "alternatives", "cost", "cost_municipal", "agenda_item", "decided_on",
    "decision_file_number", "urgent_reason", "confirmed_on", "votes", "declaration", "adopted_on", "published_on",
    "published_at", "revision",
)  # fmt: skip


def _points(row: Resolution) -> Iterator[PointView]:
    tasks = {
        task.point_id: task
        for task in ResolutionTask.objects.filter(point__resolution=row).select_related(*_TASKS)
    }
    services = _services(tasks.values())
    for point in row.points.select_related("due_session").order_by("position"):
        task = tasks.get(point.pk)
        yield PointView(
            point.position,
            Verb(point.verb),
            point.text,
            point.addressee,
            _deadline(point.due_on, point.due_session),
            point.due_session.number if point.due_session else None,
            point.amount,
            _task(task, services) if task else None,
        )


def _co_signatures(actor: Actor, row: Resolution) -> Iterator[CoSignatureView]:
    for each in row.co_signatures.select_related("organisation").order_by("organisation_name"):
        yield CoSignatureView(
            each.organisation.uuid,
            each.organisation_name,
            CoSignature(each.answer),
            each.note,
            each.due_on,
            each.signer_name,
            each.objection_resolved,
            row.state == ResolutionState.COORDINATION
            and actor.may(Permission.CO_SIGN, each.organisation.uuid),
        )


def _references(row: Resolution) -> Iterator[ReferenceView]:
    for each in row.references.select_related("target").order_by("number"):
        target = each.target
        yield ReferenceView(
            each.number,
            ReferenceKind(each.kind),
            target.uuid if target else None,
            target.title if target else "",
            True,
        )
    for back in row.referenced_by.select_related("resolution").order_by("resolution__number"):
        other = back.resolution
        yield ReferenceView(
            other.number or other.working_number, ReferenceKind(back.kind), other.uuid, other.title, False
        )


def reference_problems(row: Resolution) -> Iterator[str]:
    """References checked both ways, so that papers prepared apart do not contradict each other (domain.md C18)."""
    day = row.adopted_on or row.decided_on
    for each in row.references.select_related("target"):
        target = each.target
        if target is None:
            yield _("%(number)s steht nicht im Register; der Verweis ist ungeprüft.") % {
                "number": each.number
            }
        elif day and target.adopted_on and target.adopted_on > day:
            yield _("%(number)s ist jünger als dieser Beschluss.") % {"number": each.number}
        elif each.kind != ReferenceKind.REPLACES and (newer := _replaced_by(target, row)):
            yield _("%(number)s ist durch %(newer)s ersetzt.") % {
                "number": each.number,
                "newer": newer.number or newer.working_number,
            }
    for back in row.referenced_by.filter(kind=ReferenceKind.REPLACES).select_related("resolution"):
        if ResolutionTask.objects.filter(point__resolution=row, done_on__isnull=True).exists():
            yield _("%(newer)s ersetzt diesen Beschluss, der noch offene Aufgaben hat.") % {
                "newer": back.resolution.number or back.resolution.working_number
            }


def _replaced_by(target: Resolution, asking: Resolution) -> Resolution | None:
    found = (
        ResolutionReference.objects.filter(target=target, kind=ReferenceKind.REPLACES)
        .exclude(resolution=asking)
        .select_related("resolution")
        .first()
    )
    return found.resolution if found else None


def sessions(actor: Actor) -> tuple[SessionView, ...]:
    """The calendar, latest first, with the items the actor may see; a constant number of statements."""
    items: dict[int, list[ResolutionRow]] = {}
    for row in (
        visible(actor)
        .select_related("owner", "session")
        .filter(session__isnull=False)
        .order_by("agenda_item")
    ):
        items.setdefault(row.session_id or 0, []).append(_row(row))
    due: dict[int, int] = {}
    for session in ResolutionPoint.objects.filter(
        due_session__isnull=False, task__done_on__isnull=True, task__isnull=False
    ).values_list("due_session_id", flat=True):
        due[session or 0] = due.get(session or 0, 0) + 1
    rows = CouncilSession.objects.select_related("council").order_by("council__name", "-number")
    return tuple(
        SessionView(
            row.council.uuid,
            row.council.name,
            row.number,
            row.held_on,
            row.registration_until,
            row.papers_until,
            tuple(items.get(row.pk, ())),
            due.get(row.pk, 0),
        )
        for row in rows
    )


def decision_bodies() -> tuple[tuple[int, str, bool], ...]:
    """Bodies that may decide in the Land: id, name, and whether only urgently."""
    return tuple(
        DecisionBody.objects.filter(active=True)
        .order_by("may_decide_urgently", "name")
        .values_list("pk", "name", "may_decide_urgently")
    )


def all_decision_bodies() -> tuple[DecisionBodyView, ...]:
    rows = DecisionBody.objects.order_by("-active", "may_decide_urgently", "name")
    return tuple(DecisionBodyView(row.pk, row.name, row.may_decide_urgently, row.active) for row in rows)
