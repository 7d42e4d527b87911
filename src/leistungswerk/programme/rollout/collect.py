# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""One set of queries for any number of cells: the inputs of the rules.

The number of statements does not depend on how many bodies or Vorhaben are asked for.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

import msgspec
from django.db.models import QuerySet

from leistungswerk.core import check_runs, times
from leistungswerk.core.actor import Role
from leistungswerk.delivery import queries as delivery
from leistungswerk.enablement.training.queries import trained_bodies
from leistungswerk.online import queries as online
from leistungswerk.programme.models import (
    DutyRecord,
    ParameterDefinition,
    ParameterSheet,
    PortalOrder,
    Project,
    ProjectContact,
    Questionnaire,
    ReuseContract,
    RolloutUnit,
)
from leistungswerk.programme.reuse_states import ContractState, RuntimeKind, SheetState
from leistungswerk.programme.rollout.facts import (
    BITS,
    BodyFacts,
    CaseSystemFacts,
    ProjectFacts,
    UnitFacts,
)
from leistungswerk.programme.rollout_states import Duty, DutyState, OrderState, UnitState
from leistungswerk.register.kinds import InterfaceState, Transport
from leistungswerk.register.queries import execution
from leistungswerk.register.queries.execution import InstallationView


class _Marks(msgspec.Struct):
    """What is recorded for one unit."""

    done: int = 0
    not_needed: int = 0
    certificate: date | None = None
    connection: UUID | None = None


class _Unit(msgspec.Struct, frozen=True):
    pk: int
    uuid: UUID
    project: int
    organisation: int
    state: str
    transport: str
    wave: str | None
    go_live_on: date | None


def collect(units: "QuerySet[RolloutUnit]", now: datetime) -> tuple[UnitFacts, ...]:
    """The facts of these units, in the order of the queryset."""
    rows = [
        _Unit(*row)
        for row in units.values_list(
            "pk", "uuid", "project_id", "organisation_id", "state", "transport", "wave__name", "wave__go_live_on"
        )
    ]  # fmt: skip
    projects = project_facts({row.project for row in rows})
    reading = _Reading(rows, projects, times.legal_day(now))
    return tuple(reading.unit(row) for row in rows)


def project_facts(pks: Collection[int]) -> dict[int, ProjectFacts]:
    """Vorhaben by internal id; eight statements."""
    rows = list(
        Project.objects.filter(pk__in=pks).values_list(
            "pk", "uuid", "number", "title", "runs_on__runtime__kind", "runs_on__form_version"
        )
    )
    keys: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for project, service, key in (
        Project.objects.filter(pk__in=pks, services__isnull=False)
        .order_by("services__key")
        .values_list("pk", "services__pk", "services__key")
    ):
        keys[project].append((service, key))
    contracts = set(
        ReuseContract.objects.filter(project_id__in=pks, state=ContractState.CONCLUDED).values_list(
            "project_id", flat=True
        )
    )
    parameters = set(
        ParameterDefinition.objects.filter(project_id__in=pks, required=True)
        .values_list("project_id", flat=True)
        .distinct()
    )
    digests = online.form_digests([row[5] for row in rows if row[5] is not None])
    rehearsed = check_runs.passed(kind="rehearsal", subject_digests=list(digests.values()))
    return {
        pk: ProjectFacts(
            pk=pk,
            uuid=identity,
            number=number,
            title=title,
            runtime=RuntimeKind(kind) if kind else None,
            contract=pk in contracts,
            parameters=pk in parameters,
            keys=tuple(keys[pk]),
            rehearsed=form is not None and digests.get(form, "") in rehearsed,
        )
        for pk, identity, number, title, kind, form in rows
    }


class _Reading:
    """Everything read for a set of units, joined in memory."""

    def __init__(self, rows: list[_Unit], projects: Mapping[int, ProjectFacts], day: date) -> None:
        self._projects = projects
        organisations = {row.organisation for row in rows}
        services = {pk for project in projects.values() for pk, _key in project.keys}
        pks = [row.pk for row in rows]
        self._read_bodies(organisations, services, day)
        self._marks = _marks(pks)
        self._ready = delivery.ready_connections(
            [mark.connection for mark in self._marks.values() if mark.connection is not None]
        )
        self._sheets = set(
            ParameterSheet.objects.filter(
                project_id__in=[pk for pk, project in projects.items() if project.parameters],
                state=SheetState.CONFIRMED,
            ).values_list("project_id", "organisation_id")
        )
        self._statute = execution.statute_makers(services, day)
        self._questionnaires = dict(
            Questionnaire.objects.filter(unit_id__in=pks)
            .order_by("version")
            .values_list("unit_id", "content__transport")
        )
        self._orders = {
            unit: (OrderState(state), recheck)
            for unit, state, recheck in PortalOrder.objects.filter(unit_id__in=pks)
            .order_by("id")
            .values_list("unit_id", "state", "recheck_at")
        }
        self._named = _named(projects, organisations)
        self._trained = trained_bodies(organisations)

    def _read_bodies(self, organisations: set[int], services: set[int], day: date) -> None:
        roles = execution.roles_held(organisations, day)
        self._bodies = {
            pk: BodyFacts(pk, view.uuid, view.name, view.kind, view.missing, roles.get(pk, frozenset()))
            for pk, view in execution.bodies(organisations).items()
        }
        self._linked = execution.links(organisations, services, day)
        self._installed = execution.installations(organisations, services, day)
        self._interfaces = execution.interfaces(
            {used.case_system for each in self._installed.values() for used in each}
        )

    def unit(self, row: _Unit) -> UnitFacts:
        project = self._projects[row.project]
        marks = self._marks.get(row.pk, _Marks())
        order, recheck = self._orders.get(row.pk, (None, None))
        return UnitFacts(
            uuid=row.uuid,
            body=self._bodies[row.organisation],
            project=project,
            state=UnitState(row.state),
            transport=Transport(row.transport) if row.transport else None,
            done=marks.done,
            not_needed=marks.not_needed,
            certificate=marks.certificate,
            connection=marks.connection in self._ready,
            named=self._named.get((row.project, row.organisation), frozenset()),
            linked=self._linked.get(row.organisation, frozenset()),
            sheets_missing=self._missing_sheets(project, row.organisation) if project.parameters else (),
            case_system=self._case_system(row, project),
            trained=self._is_trained(project, row.organisation),
            questionnaire=row.pk in self._questionnaires and self._questionnaires[row.pk] == row.transport,
            order=order,
            recheck_at=recheck,
            wave=row.wave or "",
            go_live_on=row.go_live_on,
        )

    def _is_trained(self, project: ProjectFacts, organisation: int) -> bool:
        keys = {key for _pk, key in project.keys}
        return any(not course or course & keys for course in self._trained.get(organisation, ()))

    def _missing_sheets(self, project: ProjectFacts, organisation: int) -> tuple[str, ...]:
        """Bodies whose parameters this one applies: its own; those below it that make the statute; or the Land's."""
        makers = {
            pk: (name, above) for key, _ in project.keys for pk, name, above in self._statute.get(key, ())
        }
        if not makers or organisation in makers:
            needed = {organisation: self._bodies[organisation].name}
        else:
            below = {pk: name for pk, (name, above) in makers.items() if above == organisation}
            needed = below or ({pk: name for pk, (name, _) in makers.items()} if len(makers) == 1 else {})
            needed = needed or {organisation: self._bodies[organisation].name}
        return tuple(sorted(name for pk, name in needed.items() if (project.pk, pk) not in self._sheets))

    def _case_system(self, row: _Unit, project: ProjectFacts) -> CaseSystemFacts | None:
        keys = {pk for pk, _key in project.keys}
        found = [
            self._installation(used, row.transport)
            for used in self._installed.get(row.organisation, ())
            if used.services & keys
        ]
        ready = [each for each in found if each.interface is InterfaceState.PRODUCTIVE]
        return next(iter([*ready, *found]), None)

    def _installation(self, used: InstallationView, transport: str) -> CaseSystemFacts:
        state = self._interfaces.get((used.case_system, used.version, transport), InterfaceState.NONE)
        return CaseSystemFacts(used.name, used.version, InterfaceState(state))


def _marks(units: Collection[int]) -> dict[int, _Marks]:
    found: dict[int, _Marks] = defaultdict(_Marks)
    rows = DutyRecord.objects.filter(unit_id__in=units).exclude(state=DutyState.OPEN)
    for unit, duty, state, last, reference in rows.values_list(
        "unit_id", "duty", "state", "valid_until", "reference"
    ):
        marks, kind = found[unit], Duty(duty)
        if state == DutyState.DONE:
            marks.done |= BITS[kind]
        else:
            marks.not_needed |= BITS[kind]
        if kind is Duty.CERTIFICATE:
            marks.certificate = last
        elif kind is Duty.CONNECTION:
            marks.connection = connection_uuid(reference)
    return found


def connection_uuid(reference: str) -> UUID | None:
    """The connection of this system a duty refers to; ``None`` for an address elsewhere."""
    try:
        return UUID(reference)
    except ValueError:
        return None


def _named(projects: Iterable[int], organisations: Collection[int]) -> dict[tuple[int, int], frozenset[Role]]:
    found: dict[tuple[int, int], set[Role]] = defaultdict(set)
    rows = ProjectContact.objects.filter(
        project_id__in=list(projects), person__organisation_id__in=organisations, person__active=True
    )
    for project, organisation, role in rows.values_list("project_id", "person__organisation_id", "role"):
        found[project, organisation].add(Role(role))
    return {key: frozenset(roles) for key, roles in found.items()}
