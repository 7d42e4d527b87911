# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Land as a tree: Ressorts with their authorities, the IT provider, councils, and the municipal side."""

from collections import Counter, defaultdict

import msgspec

from leistungswerk.register.kinds import MUNICIPAL, ORGANISATION_WORDS, RESSORTS, OrganisationKind
from leistungswerk.register.models import Organisation

_STATE = (*RESSORTS, OrganisationKind.STATE_AUTHORITY, OrganisationKind.IT_PROVIDER, OrganisationKind.COUNCIL,
          OrganisationKind.PROJECT_OFFICE, OrganisationKind.MUNICIPAL_UMBRELLA)  # fmt: skip
_ORDER = {kind: place for place, kind in enumerate((
    OrganisationKind.STATE_CHANCELLERY, OrganisationKind.MINISTRY, OrganisationKind.IT_PROVIDER,
    OrganisationKind.STATE_AUTHORITY, OrganisationKind.COUNCIL, OrganisationKind.MUNICIPAL_UMBRELLA,
    OrganisationKind.PROJECT_OFFICE,
))}  # fmt: skip


class ChartNode(msgspec.Struct, frozen=True):
    """``kind`` is the official word; ``count`` tells bodies that are summed up instead of named."""

    name: str
    kind: str
    children: tuple["ChartNode", ...] = ()
    count: int = 0


def organisation_chart() -> tuple[ChartNode, ...]:
    """The top of the tree, from the register; municipal bodies are counted by kind under their project office."""
    rows = Organisation.objects.filter(valid_to__isnull=True, kind__in=[*_STATE, *MUNICIPAL])
    held = sorted(
        rows.values_list("pk", "name", "kind", "parent_id", "project_office_id"),
        key=lambda row: (_ORDER.get(OrganisationKind(row[2]), 99), row[1]),
    )
    below: dict[int | None, list[tuple[int, str, OrganisationKind]]] = defaultdict(list)
    supported: dict[int | None, Counter[OrganisationKind]] = defaultdict(Counter)
    named = {row[0] for row in held if OrganisationKind(row[2]) not in MUNICIPAL}
    for pk, name, kind, parent, office in held:
        if OrganisationKind(kind) in MUNICIPAL:
            supported[office][OrganisationKind(kind)] += 1
        else:
            below[parent if parent in named else None].append((pk, name, OrganisationKind(kind)))

    def _counted(office: int | None) -> tuple[ChartNode, ...]:
        return tuple(
            ChartNode(str(ORGANISATION_WORDS[kind]), "", count=count)
            for kind, count in sorted(supported[office].items())
        )

    def _nodes(parent: int | None) -> tuple[ChartNode, ...]:
        return tuple(
            ChartNode(name, str(ORGANISATION_WORDS[kind]), _nodes(pk) + _counted(pk))
            for pk, name, kind in below[parent]
        )

    return _nodes(None) + _counted(None)
