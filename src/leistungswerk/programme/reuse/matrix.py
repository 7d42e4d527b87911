# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The responsibility matrix (Verantwortungsmatrix): for each Leistung of a Vorhaben who answers for what (S1)."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leistungswerk.core.actor import Actor
from leistungswerk.programme.access import visible
from leistungswerk.programme.models import Project
from leistungswerk.register.kinds import OrganisationKind, ResponsibilityKind
from leistungswerk.register.queries.directory import organisations
from leistungswerk.register.queries.responsibilities import responsibilities

COLUMNS: Final = (
    gettext_lazy("Leistungsschlüssel"),
    gettext_lazy("Leistung"),
    gettext_lazy("Vorhaben"),
    gettext_lazy("Ressort: verantwortet"),
    gettext_lazy("Bedarfsträger: entscheidet"),
    gettext_lazy("LDI: befähigt, stellt Basisdienste"),
    gettext_lazy("Satzungsgeber: regelt"),
    gettext_lazy("Vollzug: führt aus"),
    gettext_lazy("Hersteller: liefert das Fachverfahren"),
)
_NAMED: Final = 2
"""More bodies than this are counted."""


class MatrixRow(msgspec.Struct, frozen=True):
    key: str
    service: str
    project: str
    ressort: str
    owner: str
    provider: str
    statute: str
    executing: str
    vendors: str

    @property
    def cells(self) -> tuple[str, ...]:
        return (
            self.key, self.service, self.project, self.ressort, self.owner, self.provider, self.statute,
            self.executing, self.vendors,
        )  # fmt: skip


def _told(names: Sequence[str]) -> str:
    if len(names) > _NAMED:
        return _("%(count)d Stellen") % {"count": len(names)}
    return ", ".join(names)


def responsibility_matrix(
    actor: Actor, *, offset: int, limit: int | None
) -> tuple[tuple[MatrixRow, ...], int]:
    """Rows for the Leistungen of the Vorhaben the actor sees, and how many; constant number of statements."""
    rows = visible(actor).filter(services__isnull=False).order_by("services__key", "number")
    names = (
        "services__pk",
        "services__key",
        "services__name",
        "services__lead__name",
        "number",
        "title",
        "owner__name",
    )
    end = None if limit is None else offset + limit
    found = list(rows.values_list(*names)[offset:end])
    services = {row[0] for row in found}
    held: dict[tuple[int, ResponsibilityKind], list[str]] = defaultdict(list)
    for item in responsibilities(services):
        held[item.service, item.kind].append(item.organisation)
    vendors = _vendors(services)
    provider = ", ".join(item.name for item in organisations() if item.kind is OrganisationKind.IT_PROVIDER)
    made = tuple(
        MatrixRow(
            key, name, f"{number} {title}", lead or "", owner, provider,
            _told(held[pk, ResponsibilityKind.STATUTE]),
            _told(sorted({*held[pk, ResponsibilityKind.ADMINISTERS], *held[pk, ResponsibilityKind.DECIDES]})),
            ", ".join(vendors[pk]),
        )
        for pk, key, name, lead, number, title, owner in found
    )  # fmt: skip
    return made, rows.count()


def _vendors(services: set[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Project.objects.filter(services__in=services, services__case_systems__isnull=False)
    names = rows.values_list("services__pk", "services__case_systems__vendor__name").distinct()
    for pk, name in names.order_by("services__case_systems__vendor__name"):
        if pk in services:
            found[pk].append(name)
    return found
