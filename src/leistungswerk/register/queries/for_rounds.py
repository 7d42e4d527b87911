# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whom a data round asks: the Ressort above a body, or the project office that works for a municipality."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

import msgspec

from leistungswerk.register.kinds import MUNICIPAL, RESSORTS
from leistungswerk.register.models import Organisation, Service, Succession


class AskedBody(msgspec.Struct, frozen=True):
    """An organisation with the ones that speak for it; ``None`` where there is none."""

    uuid: UUID
    name: str
    ars: str
    municipal: bool
    exists: bool
    ressort: UUID | None
    project_office: UUID | None


class Offspring(msgspec.Struct, frozen=True):
    """Where a body goes on: the first day of its successor."""

    successor: UUID
    on: date


def asked_bodies() -> Mapping[UUID, AskedBody]:
    """Every organisation; one statement."""
    rows = {
        pk: (identity, name, kind, parent, office, ars or "", valid_to is None)
        for pk, identity, name, kind, parent, office, ars, valid_to in Organisation.objects.values_list(
            "pk", "uuid", "name", "kind", "parent_id", "project_office_id", "territory__ars", "valid_to"
        )
    }

    def _ressort(pk: int) -> UUID | None:
        seen: set[int] = set()
        at: int | None = pk
        while at is not None and at not in seen:
            seen.add(at)
            identity, _name, kind, parent, *_rest = rows[at]
            if kind in RESSORTS:
                return identity
            at = parent
        return None

    return {
        identity: AskedBody(
            identity,
            name,
            ars,
            kind in MUNICIPAL,
            exists,
            _ressort(pk),
            rows[office][0] if office is not None else None,
        )
        for pk, (identity, name, kind, _parent, office, ars, exists) in rows.items()
    }


def service_leads() -> Mapping[str, UUID]:
    """The Ressort in the lead of each service that has one, by key; one statement."""
    rows = Service.objects.filter(active=True, lead__isnull=False)
    return dict(rows.values_list("key", "lead__uuid"))


def offspring() -> Mapping[UUID, Offspring]:
    """Where ended bodies go on; the first successor of each, as Zuständigkeiten go to it."""
    found: dict[UUID, Offspring] = {}
    rows = Succession.objects.order_by("pk").values_list("predecessor__uuid", "successor__uuid", "on")
    for predecessor, successor, on in rows:
        found.setdefault(predecessor, Offspring(successor, on))
    return found
