# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading the local cache of code lists."""

from datetime import datetime

import msgspec
from django.db.models import Count

from leistungswerk.register.models import CodelistDocument


class CodelistView(msgspec.Struct, frozen=True):
    """A held list. ``source`` is empty for a file that was handed in; ``schemas`` counts documents with it."""

    uri: str
    version: str
    sha256: str
    imported_at: datetime
    source: str
    fetched_at: datetime | None
    schemas: int


def held_codelists(*, offset: int, limit: int) -> tuple[tuple[CodelistView, ...], int]:
    """Held lists by name, newest bytes first, and how many there are."""
    rows = CodelistDocument.objects.defer("xml").annotate(schemas=Count("fimdocument"))
    ordered = rows.order_by("canonical_uri", "version", "-id")[offset : offset + limit]
    views = tuple(
        CodelistView(
            row.canonical_uri,
            row.version,
            row.sha256,
            row.imported_at,
            row.source,
            row.fetched_at,
            row.schemas,
        )
        for row in ordered
    )
    return views, CodelistDocument.objects.count()
