# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The lists of a Vorhaben and the templates they come from."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

import msgspec
from django.db.models import Count

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission, Role
from leistungswerk.programme.access import project_for
from leistungswerk.programme.models import (
    ChecklistItem,
    ChecklistTemplate,
    Evidence,
    GateCase,
    Participation,
    Project,
    TemplateItem,
)
from leistungswerk.programme.services.checklists import offered_items
from leistungswerk.programme.states import Dimension, EvidenceKind, Gate, GateState, ItemState, Part, Path


class ProofView(msgspec.Struct, frozen=True):
    kind: EvidenceKind
    title: str
    file_number: str
    url: str
    digest: str
    at: datetime


class ItemView(msgspec.Struct, frozen=True, kw_only=True):
    """An item as the page shows it. ``overdue`` is only a word: nothing moves by a date."""

    uuid: UUID
    code: str
    gate: Gate
    dimension: Dimension
    title: str
    guidance: str
    responsible: Role
    person: str
    person_uuid: UUID | None
    due: date | None
    overdue: bool
    mandatory: bool
    evidence: EvidenceKind
    live_fact: str
    state: ItemState
    note: str
    done_at: datetime | None
    proofs: tuple[ProofView, ...]
    may_act: bool


class GateList(msgspec.Struct, frozen=True):
    """The list before a gate; ``closed``: the gate is being or was signed, the list stands."""

    gate: Gate
    items: tuple[ItemView, ...]
    closed: bool
    offered: tuple[tuple[str, str], ...]
    """Code and title of items that a later template offers."""

    @property
    def open_count(self) -> int:
        return sum(item.state is ItemState.OPEN for item in self.items)


def _proof_view(row: Evidence) -> ProofView:
    return ProofView(EvidenceKind(row.kind), row.title, row.file_number, row.url, row.digest, row.at)


def _roles_here(actor: Actor, project: Project) -> frozenset[Role]:
    """Roles the actor holds for a body that takes part."""
    bodies = set(
        Participation.objects.filter(project=project, part__in=[Part.OWNER, Part.EXECUTING]).values_list(
            "organisation__uuid", flat=True
        )
    )
    return frozenset(
        scope.role for scope in actor.scopes if scope.reach is None or not bodies.isdisjoint(scope.reach)
    )


def _item_view(row: ChecklistItem, today: date, *, may_act: bool) -> ItemView:
    state = ItemState(row.state)
    return ItemView(
        uuid=row.uuid,
        code=row.code,
        gate=Gate(row.gate),
        dimension=Dimension(row.dimension),
        title=row.title,
        guidance=row.guidance,
        responsible=Role(row.responsible),
        person=row.person.name if row.person else "",
        person_uuid=row.person.uuid if row.person else None,
        due=row.due,
        overdue=state is ItemState.OPEN and row.due is not None and row.due < today,
        mandatory=row.mandatory,
        evidence=EvidenceKind(row.evidence),
        live_fact=row.live_fact,
        state=state,
        note=row.note,
        done_at=row.done_at,
        proofs=tuple(_proof_view(proof) for proof in row.proofs.all()),
        may_act=may_act,
    )


def checklists(actor: Actor, project: UUID) -> tuple[GateList, ...]:
    """The lists of a Vorhaben, the latest gate first; a constant number of statements for each begun list."""
    row = project_for(actor, project)
    today = times.legal_day(times.now())
    edits = actor.may(Permission.EDIT_PROJECT, row.owner.uuid)
    roles = _roles_here(actor, row)
    closed = set(
        GateCase.objects.filter(
            project=row, organisation__isnull=True, state__in=[GateState.IN_SIGNING, GateState.PASSED]
        ).values_list("gate", flat=True)
    )
    found: dict[Gate, list[ItemView]] = {}
    items = (
        ChecklistItem.objects.filter(project=row)
        .select_related("person")
        .prefetch_related("proofs")
        .order_by("position", "pk")
    )
    for item in items:
        mine = item.person is not None and item.person.uuid == actor.person
        may_act = item.gate not in closed and (edits or mine or Role(item.responsible) in roles)
        found.setdefault(Gate(item.gate), []).append(_item_view(item, today, may_act=may_act))
    return tuple(
        GateList(gate, tuple(found[gate]), gate.value in closed, _offered(row, gate, closed))
        for gate in sorted(found, reverse=True)
    )


def _offered(project: Project, gate: Gate, closed: Iterable[str]) -> tuple[tuple[str, str], ...]:
    if gate.value in closed:
        return ()
    return tuple((item.code, item.title) for item in offered_items(project, gate))


class TemplateRow(msgspec.Struct, frozen=True):
    pk: int
    gate: Gate
    path: Path
    title: str
    version: int
    edition: int | None
    typings: tuple[str, ...]
    items: int
    published_at: datetime | None


class TemplateView(msgspec.Struct, frozen=True):
    row: TemplateRow
    items: tuple["TemplateItemView", ...]


class TemplateItemView(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    dimension: Dimension
    title: str
    guidance: str
    responsible: Role
    due_days: int | None
    mandatory: bool
    evidence: EvidenceKind
    live_fact: str


def _template_row(row: ChecklistTemplate, items: int) -> TemplateRow:
    return TemplateRow(
        row.pk, Gate(row.gate), Path(row.path), row.title, row.version, row.edition, tuple(row.typings), items,
        row.published_at,
    )  # fmt: skip


def templates() -> tuple[TemplateRow, ...]:
    """The versions in force and those that wait for a decision; one statement."""
    rows = (
        ChecklistTemplate.objects.filter(retired_at__isnull=True)
        .annotate(count=Count("items"))
        .order_by("gate", "path", "title", "version")
    )
    return tuple(_template_row(row, row.count) for row in rows)


def template(pk: int) -> TemplateView | None:
    row = ChecklistTemplate.objects.filter(pk=pk).first()
    if row is None:
        return None
    items = tuple(_template_item(item) for item in row.items.order_by("position"))
    return TemplateView(_template_row(row, len(items)), items)


def _template_item(item: TemplateItem) -> TemplateItemView:
    return TemplateItemView(
        code=item.code,
        dimension=Dimension(item.dimension),
        title=item.title,
        guidance=item.guidance,
        responsible=Role(item.responsible),
        due_days=item.due_days,
        mandatory=item.mandatory,
        evidence=EvidenceKind(item.evidence),
        live_fact=item.live_fact,
    )
