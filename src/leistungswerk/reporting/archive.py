# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The archive of reports: what was handed out can be handed out again, byte for byte."""

import hashlib
import os
from datetime import date, datetime
from pathlib import Path

import msgspec

from leistungswerk.core import times
from leistungswerk.core.settings import settings
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.models import Report, ReportFile
from leistungswerk.reporting.report_states import ReportState
from leistungswerk.reporting.reports.collect import Template
from leistungswerk.reporting.reports.written import NOTHING, Written


def frozen_texts(template: str, cut: Cut) -> Written:
    """What stood in the newest frozen report with this Stichtag and Datenstand; nothing where there is none."""
    row = (
        Report.objects.filter(
            template=template, cut_off=cut.cut_off, known_at=cut.known_at, state=ReportState.FROZEN
        )
        .order_by("-frozen_at")
        .first()
    )
    return msgspec.convert(row.texts, Written) if row else NOTHING


class PublicReport(msgspec.Struct, frozen=True):
    """A report for everybody as it was frozen; ``sha256`` of its PDF."""

    number: str
    version: int
    cut: Cut
    frozen_at: datetime
    sha256: str


def latest_public() -> PublicReport | None:
    """The frozen public report with the latest Stichtag, in its newest version; one statement."""
    rows = Report.objects.filter(template=Template.PUBLIC, state=ReportState.FROZEN, frozen_at__isnull=False)
    row = rows.order_by("-cut_off", "-frozen_at").first()
    if row is None or row.frozen_at is None or ".pdf" not in row.files:
        return None
    return PublicReport(
        row.number, row.version, Cut(row.cut_off, row.known_at), row.frozen_at, row.files[".pdf"]
    )


def content(sha256: str) -> bytes | None:
    """The bytes of a file handed out before; ``None`` where the archive lacks them or they are no longer the same."""
    row = ReportFile.objects.filter(sha256=sha256).first()
    path = _path(row.template, row.cut_off, sha256, row.suffix) if row else None
    if path is None or not path.is_file():
        return None
    found = path.read_bytes()
    return found if hashlib.sha256(found).hexdigest() == sha256 else None


def _path(template: str, cut_off: date, sha256: str, suffix: str) -> Path:
    return settings().folder("reports") / f"{template}-{cut_off.isoformat()}-{sha256[:12]}{suffix}"


def keep(template: str, cut: Cut, content: bytes, *, suffix: str, data_digest: str) -> str:
    """Store a file of a report once; returns its SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    path = _path(template, cut.cut_off, digest, suffix)
    if not path.exists():
        fresh = path.with_name(f".{path.name}.{os.getpid()}")
        fresh.write_bytes(content)
        fresh.replace(path)
    ReportFile.objects.get_or_create(
        sha256=digest,
        defaults={
            "template": template,
            "cut_off": cut.cut_off,
            "known_at": cut.known_at,
            "suffix": suffix,
            "data_digest": data_digest,
            "made_at": times.now(),
        },
    )
    return digest
