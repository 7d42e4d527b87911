# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading base infrastructure: the catalogue, requests and what they block, runtimes, defects, accessibility tests."""

from datetime import date, datetime
from uuid import UUID

import msgspec
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from leistungswerk.core import times
from leistungswerk.core.actor import Actor
from leistungswerk.core.failures import Missing
from leistungswerk.programme.access import visible
from leistungswerk.programme.models import (
    AccessibilityTest,
    BaseService,
    BaseServiceRequest,
    Defect,
    ProjectRuntime,
    Runtime,
)
from leistungswerk.programme.reuse_states import (
    BASE_SERVICE_TRANSITIONS,
    BaseServiceKind,
    BaseServiceState,
    RuntimeKind,
)


class BaseServiceView(msgspec.Struct, frozen=True):
    code: str
    kind: BaseServiceKind
    name: str
    description: str
    provider: str
    available: bool
    lead_days: int | None


class RequestView(msgspec.Struct, frozen=True, kw_only=True):
    uuid: UUID
    project: UUID
    project_number: str
    project_title: str
    owner: UUID
    service: str
    provider: str
    state: BaseServiceState
    purpose: str
    needed_by: date | None
    promised_on: date | None
    note: str
    requested_at: datetime

    @property
    def blocks(self) -> bool:
        """A withdrawn request waits for nobody; a refused one blocks until another way is found."""
        return self.state in {BaseServiceState.REQUESTED, BaseServiceState.IN_PROVISION}

    @property
    def late(self) -> bool:
        """Marked only: a date that has passed changes nothing."""
        return bool(self.blocks and self.promised_on and self.promised_on < times.legal_day(times.now()))

    @property
    def moves(self) -> tuple[str, ...]:
        return tuple(BASE_SERVICE_TRANSITIONS[self.state])


def base_services() -> tuple[BaseServiceView, ...]:
    rows = BaseService.objects.select_related("provider").order_by("kind", "name")
    return tuple(
        BaseServiceView(
            row.code, BaseServiceKind(row.kind), row.name, row.description, row.provider.name, row.available,
            row.lead_days,
        )
        for row in rows
    )  # fmt: skip


def _requests() -> "QuerySet[BaseServiceRequest]":
    return BaseServiceRequest.objects.select_related("project__owner", "base_service__provider")


def request_view(row: BaseServiceRequest) -> RequestView:
    return RequestView(
        uuid=row.uuid, project=row.project.uuid, project_number=row.project.number, project_title=row.project.title,
        owner=row.project.owner.uuid, service=row.base_service.name, provider=row.base_service.provider.name,
        state=BaseServiceState(row.state), purpose=row.purpose, needed_by=row.needed_by, promised_on=row.promised_on,
        note=row.note, requested_at=row.requested_at,
    )  # fmt: skip


def requests_of(project_pk: int) -> tuple[RequestView, ...]:
    return tuple(request_view(row) for row in _requests().filter(project_id=project_pk).order_by("id"))


def requests(
    actor: Actor, *, open_only: bool, offset: int, limit: int
) -> tuple[tuple[RequestView, ...], int]:
    """Requests of the Vorhaben the actor sees, oldest first, and how many."""
    rows = _requests().filter(project__in=visible(actor))
    if open_only:
        rows = rows.filter(state__in=[BaseServiceState.REQUESTED, BaseServiceState.IN_PROVISION])
    page = rows.order_by("id")[offset : offset + limit]
    return tuple(request_view(row) for row in page), rows.count()


def require_request(actor: Actor, identity: UUID) -> None:
    """Raise :class:`Missing` unless the request belongs to a Vorhaben the actor sees."""
    if not BaseServiceRequest.objects.filter(uuid=identity, project__in=visible(actor)).exists():
        raise Missing(_("Diese Anfrage gibt es nicht."))


def blocking(project_pk: int) -> tuple[RequestView, ...]:
    """Base services the Vorhaben waits for."""
    return tuple(item for item in requests_of(project_pk) if item.blocks)


class RuntimeView(msgspec.Struct, frozen=True):
    uuid: UUID
    kind: RuntimeKind
    name: str
    operator: str
    url: str
    projects: int = 0


def runtimes() -> tuple[RuntimeView, ...]:
    from django.db.models import Count

    counts = dict(
        ProjectRuntime.objects.order_by().values_list("runtime_id").annotate(count=Count("pk"))
    )  # fmt: skip
    return tuple(
        RuntimeView(row.uuid, RuntimeKind(row.kind), row.name, row.operator, row.url, counts.get(row.pk, 0))
        for row in Runtime.objects.order_by("kind", "name")
    )


class RunsOnView(msgspec.Struct, frozen=True, kw_only=True):
    """What a Vorhaben runs on and what was tested there."""

    runtime: RuntimeView
    version: str
    url: str
    form_version: UUID | None
    controller: str
    receiving_controller: str
    controller_file_number: str
    interface_tested_on: date | None
    interface_product: str
    interface_version: str
    interface_passed: bool | None
    interface_file_number: str
    accepted_on: date | None
    accepted_by: str
    acceptance_file_number: str
    revision: int


def runs_on(project_pk: int) -> RunsOnView | None:
    row = ProjectRuntime.objects.select_related("runtime").filter(project_id=project_pk).first()
    if row is None:
        return None
    names = set(RunsOnView.__struct_fields__) - {"runtime"}
    told = {name: getattr(row, name) for name in names}
    held = row.runtime
    runtime = RuntimeView(held.uuid, RuntimeKind(held.kind), held.name, held.operator, held.url)
    return RunsOnView(runtime=runtime, **told)


class DefectView(msgspec.Struct, frozen=True):
    uuid: UUID
    severity: int
    title: str
    found_on: date
    closed_on: date | None
    closing: str
    note: str


def defects(project_pk: int) -> tuple[DefectView, ...]:
    """Open ones first, the worst first."""
    rows = Defect.objects.filter(project_id=project_pk).order_by("closed_on", "severity", "id")
    found = [
        DefectView(row.uuid, row.severity, row.title, row.found_on, row.closed_on, row.closing, row.note)
        for row in rows
    ]
    return tuple(sorted(found, key=lambda item: (item.closed_on is not None, item.severity)))


class AccessibilityView(msgspec.Struct, frozen=True):
    tester_name: str
    tested_on: date
    method: str
    open_barriers: str
    subject_digest: str
    file_number: str


def accessibility_tests(project_pk: int) -> tuple[AccessibilityView, ...]:
    rows = AccessibilityTest.objects.filter(project_id=project_pk).order_by("-tested_on", "-id")
    return tuple(
        AccessibilityView(
            row.tester_name, row.tested_on, row.method, row.open_barriers, row.subject_digest, row.file_number
        )
        for row in rows
    )
