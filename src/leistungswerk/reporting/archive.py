# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The archive of reports: what was handed out can be handed out again, byte for byte."""

import hashlib
import os
from collections.abc import Mapping

from leistungswerk.core import times
from leistungswerk.core.settings import settings
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.models import Report, ReportFile
from leistungswerk.reporting.report_states import ReportState


def frozen_texts(template: str, cut: Cut) -> Mapping[str, str]:
    """The texts of the frozen report with this Stichtag and Datenstand; none where there is none."""
    row = (
        Report.objects.filter(
            template=template, cut_off=cut.cut_off, known_at=cut.known_at, state=ReportState.FROZEN
        )
        .order_by("-frozen_at")
        .first()
    )
    return row.texts if row else {}


def keep(template: str, cut: Cut, content: bytes, *, suffix: str, data_digest: str) -> str:
    """Store a file of a report once; returns its SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    path = settings().folder("reports") / f"{template}-{cut.cut_off.isoformat()}-{digest[:12]}{suffix}"
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
