# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading imported schemas with their lists."""

import uuid
from datetime import datetime

import msgspec

from leistungswerk.register.models import FimDocument
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
    """The schema whose SHA-256 begins so, with its newest set of lists."""
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
