# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Check runs: what the system itself tried and saw. What was not checked reads „nicht geprüft“."""

from collections.abc import Collection
from datetime import datetime

import msgspec

from leistungswerk.core.models import CheckRun


class CheckView(msgspec.Struct, frozen=True):
    kind: str
    ok: bool
    report: dict[str, object]
    at: datetime


def record(*, kind: str, subject_digest: str, ok: bool, report: dict[str, object], at: datetime) -> None:
    CheckRun.objects.create(kind=kind, subject_digest=subject_digest, ok=ok, report=report, at=at)


def latest(*, kind: str, subject_digest: str) -> CheckView | None:
    """The newest result, or ``None`` for „nicht geprüft“."""
    row = CheckRun.objects.filter(kind=kind, subject_digest=subject_digest).order_by("-id").first()
    return CheckView(row.kind, row.ok, row.report, row.at) if row else None


def passed(*, kind: str, subject_digests: Collection[str]) -> frozenset[str]:
    """Those subjects whose newest run was good; what was never checked is not among them."""
    rows = CheckRun.objects.filter(kind=kind, subject_digest__in=subject_digests).order_by("id")
    newest = dict(rows.values_list("subject_digest", "ok"))
    return frozenset(subject for subject, ok in newest.items() if ok)
