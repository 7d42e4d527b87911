# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading the register. Views are frozen structs; models stay in this room."""

import uuid
from datetime import datetime

import msgspec

from leistungswerk.register.models import Authority, FimDocument, Service, Territory
from leistungswerk.standards.fim import CodelistCollection, read_codelist, read_message
from leistungswerk.standards.fim.model import Stammdatenschema


class DocumentView(msgspec.Struct, frozen=True):
    """An imported schema as the office lists it."""

    uuid: uuid.UUID
    pk: int
    fim_id: str
    version: str
    standard: str
    title: str
    sha256: str
    findings: list[dict[str, object]]
    imported_at: datetime


class SchemaContent(msgspec.Struct, frozen=True):
    """A schema with the lists it was imported with, and the digests of all bytes, sorted."""

    schema: Stammdatenschema
    codelists: CodelistCollection
    digests: tuple[str, ...]


class ServiceView(msgspec.Struct, frozen=True):
    pk: int
    key: str
    name: str


class TerritoryView(msgspec.Struct, frozen=True):
    pk: int
    ars: str
    name: str


class AuthorityView(msgspec.Struct, frozen=True):
    pk: int
    uuid: uuid.UUID
    name: str
    territory: TerritoryView
    street: str
    postcode: str
    city: str
    email: str
    phone: str


def document_view(row: FimDocument) -> DocumentView:
    return DocumentView(
        row.uuid,
        row.pk,
        row.fim_id,
        row.version,
        row.standard,
        row.title,
        row.sha256,
        row.findings,
        row.imported_at,
    )


def documents(*, offset: int, limit: int) -> tuple[tuple[DocumentView, ...], int]:
    """Imported schemas, newest first, and how many there are."""
    rows = FimDocument.objects.defer("xml").order_by("-id")
    return tuple(document_view(row) for row in rows[offset : offset + limit]), rows.count()


def document(identity: uuid.UUID) -> DocumentView | None:
    row = FimDocument.objects.defer("xml").filter(uuid=identity).first()
    return document_view(row) if row else None


def document_by_digest(start: str) -> DocumentView | None:
    """The newest schema whose SHA-256 begins so."""
    row = FimDocument.objects.defer("xml").filter(sha256__startswith=start).order_by("-id").first()
    return document_view(row) if row else None


def schema_content(pk: int) -> SchemaContent:
    """Read a stored schema again; its bytes were checked when they came in.

    Tolerant on purpose: what the import let pass must never fail later.
    """
    row = FimDocument.objects.prefetch_related("codelists").get(pk=pk)
    payload = read_message(bytes(row.xml), tolerant=True).nachricht.inhalt
    assert isinstance(payload, Stammdatenschema)
    stored = sorted(row.codelists.all(), key=lambda item: item.sha256)
    lists = tuple(read_codelist(bytes(item.xml)) for item in stored)
    return SchemaContent(payload, CodelistCollection(lists), (row.sha256, *(item.sha256 for item in stored)))


def services() -> tuple[ServiceView, ...]:
    return tuple(ServiceView(row.pk, row.key, row.name) for row in Service.objects.order_by("key"))


def service(key: str) -> ServiceView | None:
    row = Service.objects.filter(key=key).first()
    return ServiceView(row.pk, row.key, row.name) if row else None


def territory(ars: str) -> TerritoryView | None:
    row = Territory.objects.filter(ars=ars).first()
    return TerritoryView(row.pk, row.ars, row.name) if row else None


def authority_view(row: Authority) -> AuthorityView:
    place = row.territory
    return AuthorityView(
        row.pk, row.uuid, row.name, TerritoryView(place.pk, place.ars, place.name),
        row.street, row.postcode, row.city, row.email, row.phone,
    )  # fmt: skip


def authorities() -> tuple[AuthorityView, ...]:
    rows = Authority.objects.select_related("territory").order_by("name")
    return tuple(authority_view(row) for row in rows)


def authority(identity: uuid.UUID) -> AuthorityView | None:
    row = Authority.objects.select_related("territory").filter(uuid=identity).first()
    return authority_view(row) if row else None


def authority_by_name(name: str) -> AuthorityView | None:
    row = Authority.objects.select_related("territory").filter(name=name).first()
    return authority_view(row) if row else None
