# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The audit log: who did what, chained by hashes so that no entry can be changed or dropped unseen.

Entries are inserted plainly (no lock in the hot path); the sealer numbers and chains them in order. They hold
references, digests and pseudonyms, never content.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.db import transaction
from django.db.models import QuerySet

from leistungswerk.core.actor import Actor
from leistungswerk.core.models import AuditEntry
from leistungswerk.core.prepared import PreparedInsert

_NEW = PreparedInsert(AuditEntry)
_GENESIS = "0" * 64


def record(
    actor: Actor, *, action: str, subject: str, at: datetime, digest: str = "", note: str = ""
) -> None:
    """Write an entry in the transaction of the act itself."""
    _NEW.run(at=at, actor=actor.pseudonym, action=action, subject=subject, digest=digest, note=note)


def _link(previous: str, entry: AuditEntry) -> str:
    content = [previous, entry.number, entry.at.isoformat(), entry.actor, entry.action, entry.subject]
    return hashlib.sha256(msgspec.json.encode([*content, entry.digest, entry.note])).hexdigest()


def seal(*, limit: int = 500) -> int:
    """Chain entries that are not yet chained, in the order of their ids; returns how many."""
    if not AuditEntry.objects.filter(number__isnull=True).exists():
        return 0
    with transaction.atomic():
        last = AuditEntry.objects.filter(number__isnull=False).order_by("-number").first()
        previous, number = (last.chain, last.number or 0) if last else (_GENESIS, 0)
        fresh = list(AuditEntry.objects.filter(number__isnull=True).order_by("id")[:limit])
        for step, entry in enumerate(fresh, start=1):
            entry.number = number + step
            entry.chain = previous = _link(previous, entry)
        AuditEntry.objects.bulk_update(fresh, ["number", "chain"])
    return len(fresh)


def first_broken() -> int | None:
    """Number of the first entry that does not follow from the one before; ``None`` if all do."""
    previous = _GENESIS
    entries = AuditEntry.objects.filter(number__isnull=False).order_by("number")
    for expected, entry in enumerate(entries.iterator(), start=1):
        if entry.number != expected or entry.chain != _link(previous, entry):
            return expected
        previous = entry.chain
    return None


class AuditView(msgspec.Struct, frozen=True):
    at: datetime
    actor: str
    action: str
    subject: str
    digest: str
    note: str


def of_subjects(subjects: Sequence[str], *, offset: int, limit: int) -> tuple[tuple[AuditView, ...], int]:
    """Entries about any of the subjects, newest first, and how many there are."""
    return _cut(AuditEntry.objects.filter(subject__in=subjects).order_by("-id"), offset, limit)


def head() -> tuple[int, str]:
    """Number and hash of the last chained entry: what is printed on papers; zero and empty before the first."""
    last = AuditEntry.objects.filter(number__isnull=False).order_by("-number").values_list("number", "chain")
    number, chain = last.first() or (0, "")
    return number or 0, chain


def head_at(moment: datetime) -> str:
    """Number and hash of the newest entry of ``moment``, as printed on papers; chains first what is not chained.

    The same moment in the past gives the same words for ever: the chain never changes behind it.
    """
    while seal():
        pass
    rows = AuditEntry.objects.filter(at__lte=moment, number__isnull=False).order_by("-number")
    found = rows.values_list("number", "chain").first()
    return f"{found[0]} {found[1][:16]}" if found else "0"


def page(*, offset: int, limit: int) -> tuple[tuple[AuditView, ...], int]:
    """Entries, newest first, and how many there are."""
    return _cut(AuditEntry.objects.order_by("-id"), offset, limit)


def _cut(rows: "QuerySet[AuditEntry]", offset: int, limit: int) -> tuple[tuple[AuditView, ...], int]:
    found = (
        AuditView(row.at, row.actor, row.action, row.subject, row.digest, row.note)
        for row in rows[offset : offset + limit]
    )
    return tuple(found), rows.count()
