# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Texts about services: compared with those the register keeps, and kept in their place."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

import msgspec

from leistungswerk.core import times
from leistungswerk.register import search
from leistungswerk.register.importers.plan import Change, ChangeKind, FieldChange
from leistungswerk.register.models import ServiceText
from leistungswerk.register.service_texts import TextRow

_BATCH: Final = 500
_Place: TypeAlias = tuple[str, str, str, str]


def _place(row: TextRow) -> _Place:
    return row.key, row.language, row.ars, row.agency


def _held(rows: Sequence[TextRow]) -> dict[_Place, str]:
    """Digests of what is kept for these Leistungen."""
    found: dict[_Place, str] = {}
    keys = sorted({row.key for row in rows})
    for start in range(0, len(keys), _BATCH):
        held = ServiceText.objects.filter(key__in=keys[start : start + _BATCH])
        for key, language, ars, agency, digest in held.values_list(
            "key", "language", "ars", "agency", "digest"
        ):
            found[key, language, ars, agency] = digest
    return found


def changes(rows: Sequence[TextRow]) -> Iterator[Change]:
    """A line for each text that is new or says something else."""
    held = _held(rows)
    for row in rows:
        before, now = held.get(_place(row)), row.digest()
        title = " ".join(filter(None, (row.name, row.ars, row.agency)))
        if before is None:
            yield Change(ChangeKind.ADDED, "Text", f"{row.key} {row.language}", title)
        elif before != now:
            fields = (FieldChange("Fassung", before[:12], now[:12]),)
            yield Change(ChangeKind.CHANGED, "Text", f"{row.key} {row.language}", title, fields)


def keep(rows: Iterable[TextRow]) -> None:
    """Keep the texts in place of earlier ones of the same editor; inside the caller's transaction."""
    rows = list(rows)
    held, at = _held(rows), times.now()
    new = [row for row in rows if held.get(_place(row)) != row.digest()]
    ServiceText.objects.bulk_create(
        [
            ServiceText(
                key=row.key, language=row.language, ars=row.ars, agency=row.agency, publisher=row.publisher,
                identifier=row.identifier, name=row.name, keywords=row.keywords,
                content=msgspec.to_builtins(row.content), digest=row.digest(), origin_url=row.origin_url,
                changed_on=row.changed_on, imported_at=at,
            )
            for row in new
        ],
        update_conflicts=True,
        unique_fields=["key", "language", "ars", "agency"],
        update_fields=["publisher", "identifier", "name", "keywords", "content", "digest", "origin_url", "changed_on",
                       "imported_at"],
        batch_size=_BATCH,
    )  # fmt: skip
    search.touch_followers("service", {row.key for row in new})
