# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading organisations: the tree, and everything about one body."""

import uuid
from collections.abc import Collection
from datetime import date

import msgspec
from django.db.models import Q

from leistungswerk.core.actor import Role
from leistungswerk.register.entries import Contact
from leistungswerk.register.kinds import OrganisationKind, ResponsibilityKind
from leistungswerk.register.models import (
    CaseSystemUse,
    Organisation,
    Responsibility,
    RoleAssignment,
    Succession,
)
from leistungswerk.register.queries.catalogue import Named


class BodyNode(msgspec.Struct, frozen=True):
    """A body and those below it."""

    uuid: uuid.UUID
    name: str
    short_name: str
    kind: OrganisationKind
    below: tuple["BodyNode", ...]


class Holder(msgspec.Struct, frozen=True):
    """A person with a role in a body."""

    person: Named
    function: str
    role: Role
    since: date


class UseView(msgspec.Struct, frozen=True):
    case_system: Named
    organisation: Named
    version: str
    operator: Named | None
    valid_from: date | None


class SuccessionView(msgspec.Struct, frozen=True):
    other: Named
    on: date
    act: str


class BodyDetail(msgspec.Struct, frozen=True):
    """Everything the register knows about a body; people are cut by who may see them elsewhere."""

    uuid: uuid.UUID
    name: str
    short_name: str
    kind: OrganisationKind
    parent: Named | None
    project_office: Named | None
    ars: str
    territory: str
    contact: Contact
    valid_from: date | None
    valid_to: date | None
    below: tuple[Named, ...]
    supported: int
    successors: tuple[SuccessionView, ...]
    predecessors: tuple[SuccessionView, ...]
    uses: tuple[UseView, ...]
    competent: dict[ResponsibilityKind, int]


def body_tree() -> dict[OrganisationKind, tuple[BodyNode, ...]]:
    """Every existing body under its topmost kind; one statement."""
    rows = list(
        Organisation.objects.filter(valid_to__isnull=True)
        .order_by("name")
        .values_list("pk", "uuid", "name", "short_name", "kind", "parent_id")
    )
    living = {row[0] for row in rows}
    children: dict[int | None, list[tuple[int, uuid.UUID, str, str, str, int | None]]] = {}
    for row in rows:
        children.setdefault(row[5] if row[5] in living else None, []).append(row)

    def _nodes(parent: int | None) -> tuple[BodyNode, ...]:
        return tuple(
            BodyNode(identity, name, short, OrganisationKind(kind), _nodes(pk))
            for pk, identity, name, short, kind, _parent in children.get(parent, ())
        )

    found: dict[OrganisationKind, list[BodyNode]] = {kind: [] for kind in OrganisationKind}
    for node in _nodes(None):
        found[node.kind].append(node)
    return {kind: tuple(nodes) for kind, nodes in found.items() if nodes}


def _named(row: Organisation | None) -> Named | None:
    return Named(row.uuid, row.name) if row else None


def body_detail(identity: uuid.UUID) -> BodyDetail | None:
    """A body with what hangs on it; a constant number of statements."""
    row = (
        Organisation.objects.select_related("parent", "project_office", "territory")
        .filter(uuid=identity)
        .first()
    )
    if row is None:
        return None
    parts = Responsibility.objects.filter(organisation=row, valid_to__isnull=True, relevant=True)
    kinds = [ResponsibilityKind(kind) for kind in parts.values_list("kind", flat=True)]
    before, after = _successions(row)
    return BodyDetail(
        uuid=row.uuid, name=row.name, short_name=row.short_name, kind=OrganisationKind(row.kind),
        parent=_named(row.parent), project_office=_named(row.project_office),
        ars=row.territory.ars if row.territory else "", territory=row.territory.name if row.territory else "",
        contact=Contact(**{name: getattr(row, name) for name in Contact.__struct_fields__}),
        valid_from=row.valid_from, valid_to=row.valid_to,
        below=tuple(
            Named(*each) for each in row.subordinates.filter(valid_to__isnull=True).order_by("name").values_list("uuid", "name")
        ),
        supported=row.supported.filter(valid_to__isnull=True).count(),
        successors=after, predecessors=before, uses=uses(organisation=row.uuid),
        competent={kind: kinds.count(kind) for kind in ResponsibilityKind},
    )  # fmt: skip


def _successions(row: Organisation) -> tuple[tuple[SuccessionView, ...], tuple[SuccessionView, ...]]:
    """(who came before, who comes after)."""
    before, after = [], []
    both = Succession.objects.filter(Q(predecessor=row) | Q(successor=row)).select_related(
        "predecessor", "successor"
    )
    for each in both.order_by("on", "id"):
        if each.predecessor_id == row.pk:
            after.append(SuccessionView(Named(each.successor.uuid, each.successor.name), each.on, each.act))
        else:
            before.append(
                SuccessionView(Named(each.predecessor.uuid, each.predecessor.name), each.on, each.act)
            )
    return tuple(before), tuple(after)


def uses(
    *, organisation: uuid.UUID | None = None, case_system: uuid.UUID | None = None
) -> tuple[UseView, ...]:
    """Running installations of a body or of a product; one statement."""
    rows = CaseSystemUse.objects.filter(valid_to__isnull=True).select_related(
        "organisation", "case_system", "operator"
    )
    if organisation:
        rows = rows.filter(organisation__uuid=organisation)
    if case_system:
        rows = rows.filter(case_system__uuid=case_system)
    return tuple(
        UseView(
            Named(row.case_system.uuid, row.case_system.name), Named(row.organisation.uuid, row.organisation.name),
            row.version, _named(row.operator), row.valid_from,
        )
        for row in rows.order_by("organisation__name", "case_system__name")
    )  # fmt: skip


def role_holders(identity: uuid.UUID, on: date) -> tuple[Holder, ...]:
    """Who holds which role in a body on a day, by name."""
    rows = (
        RoleAssignment.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=on), organisation__uuid=identity, person__active=True, valid_from__lte=on
        )
        .select_related("person")
        .order_by("person__name", "role")
    )  # fmt: skip
    return tuple(
        Holder(Named(row.person.uuid, row.person.name), row.person.function, Role(row.role), row.valid_from)
        for row in rows
    )


def choices(
    kinds: Collection[OrganisationKind] | None = None, reach: Collection[uuid.UUID] | None = None
) -> tuple[Named, ...]:
    """Existing bodies of some kinds, within a reach, by name: for a selection."""
    rows = Organisation.objects.filter(valid_to__isnull=True)
    if kinds is not None:
        rows = rows.filter(kind__in=list(kinds))
    if reach is not None:
        rows = rows.filter(uuid__in=reach)
    return tuple(Named(*row) for row in rows.order_by("name").values_list("uuid", "name"))
