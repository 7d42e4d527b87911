# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading what was handed in for import."""

import uuid
from datetime import date, datetime

import msgspec
from django.db.models import Prefetch

from leistungswerk.register.kinds import ImportKind, ImportState
from leistungswerk.register.models import ImportedFile, ImportRun


class ImportView(msgspec.Struct, frozen=True):
    uuid: uuid.UUID
    kind: ImportKind
    state: ImportState
    as_of: date
    added: int
    changed: int
    ended: int
    created_at: datetime
    files: tuple[str, ...]


def _view(row: ImportRun) -> ImportView:
    return ImportView(
        row.uuid, ImportKind(row.kind), ImportState(row.state), row.as_of, row.added, row.changed, row.ended,
        row.created_at, tuple(file.name for file in row.files.all()),
    )  # fmt: skip


def import_runs(*, offset: int, limit: int) -> tuple[tuple[ImportView, ...], int]:
    """Imports, newest first, and how many there are; the files themselves are not read."""
    names = Prefetch("files", ImportedFile.objects.defer("content"))
    rows = ImportRun.objects.prefetch_related(names)
    found = rows.order_by("-id")[offset : offset + limit]
    return tuple(_view(row) for row in found), rows.count()


def import_run(identity: uuid.UUID) -> ImportView | None:
    names = Prefetch("files", ImportedFile.objects.defer("content"))
    row = ImportRun.objects.prefetch_related(names).filter(uuid=identity).first()
    return _view(row) if row else None
