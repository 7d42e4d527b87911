# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a Leistungssteckbrief says about services: all from the register, nothing typed twice."""

from collections.abc import Collection
from datetime import date

import msgspec
from django.db.models import Prefetch, Q

from leistungswerk.register.models import CaseSystemUse, FimDocument, FimState, Service, ServiceBundle


class FimLine(msgspec.Struct, frozen=True):
    """A Baustein of FIM: its status 1 to 8 (domain.md 3.4) and whether we hold its file."""

    block: str
    external_id: str
    version: str
    status: int | None
    digest: str
    """SHA-256 of the file we hold; empty without one."""


class ServiceSheet(msgspec.Struct, frozen=True, kw_only=True):
    key: str
    name: str
    citizen_name: str
    typing: str
    legal_bases: tuple[str, ...]
    written_form: bool | None
    trust_level: str
    sdg_annex: str
    bundles: tuple[str, ...]
    lead: str
    active: bool
    fim: tuple[FimLine, ...]

    @property
    def typings(self) -> frozenset[str]:
        """Single Typisierungen; the field may name several („1, 2/3“)."""
        return frozenset(part.strip() for part in self.typing.split(",") if part.strip())

    @property
    def gaps(self) -> tuple[str, ...]:
        """Names of fields the register does not know yet."""
        known = {
            "typing": bool(self.typing),
            "legal_bases": bool(self.legal_bases),
            "written_form": self.written_form is not None,
            "trust_level": bool(self.trust_level),
        }
        return tuple(name for name, there in known.items() if not there)


def service_sheets(services: Collection[int]) -> tuple[ServiceSheet, ...]:
    """The sheets of services by their internal ids, in the order of their keys; four statements."""
    documents = FimDocument.objects.only("pk", "sha256")
    fim = FimState.objects.order_by("block").prefetch_related(Prefetch("document", queryset=documents))
    rows = (
        Service.objects.filter(pk__in=services)
        .select_related("lead")
        .prefetch_related("bundles", Prefetch("fim", queryset=fim))
        .order_by("key")
    )
    return tuple(_sheet(row) for row in rows)


def _sheet(row: Service) -> ServiceSheet:
    return ServiceSheet(
        key=row.key,
        name=row.name,
        citizen_name=row.citizen_name,
        typing=row.typing,
        legal_bases=tuple(str(text) for text in row.legal_bases),
        written_form=row.written_form,
        trust_level=row.trust_level,
        sdg_annex=row.sdg_annex,
        bundles=tuple(f"{bundle.ozg_id} {bundle.name}" for bundle in row.bundles.all()),
        lead=row.lead.name if row.lead else "",
        active=row.active,
        fim=tuple(
            FimLine(
                line.block,
                line.external_id,
                line.version,
                line.status,
                line.document.sha256 if line.document else "",
            )
            for line in row.fim.all()
        ),
    )


def bundle_id(ozg_id: str) -> int | None:
    """Internal id of an OZG-Leistung."""
    return ServiceBundle.objects.filter(ozg_id=ozg_id).values_list("pk", flat=True).first()


class InstallationLine(msgspec.Struct, frozen=True):
    """A Fachverfahren as one body runs it."""

    organisation: str
    product: str
    vendor: str
    version: str
    operator: str


def installations(
    services: Collection[int], organisations: Collection[int], on: date
) -> tuple[InstallationLine, ...]:
    """What the bodies use for these services on a day; one statement."""
    rows = (
        CaseSystemUse.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=on),
            organisation__in=organisations,
            case_system__services__in=services,
        )
        .select_related("organisation", "case_system__vendor", "operator")
        .order_by("organisation__name", "case_system__name")
        .distinct()
    )
    return tuple(
        InstallationLine(
            row.organisation.name,
            row.case_system.name,
            row.case_system.vendor.name,
            row.version,
            row.operator.name if row.operator else "",
        )
        for row in rows
    )
