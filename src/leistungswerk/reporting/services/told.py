# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Availability that somebody told („gemeldet“) and no event of ours has shown."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.models import AvailabilityFact
from leistungswerk.reporting.services import facts


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A body says that it offers a service online since a day; ``transport`` empty where it is not known."""

    service_key: str
    body: UUID
    body_name: str
    ars: str
    since: date
    transport: str = ""


def record_reports(reports: Sequence[Report], *, source: str, at: datetime) -> None:
    """Record all or none; raises :class:`~leistungswerk.reporting.services.facts.Contradiction`."""
    facts.record_many(
        [
            AvailabilityFact(
                service_key=report.service_key,
                body=report.body,
                body_name=report.body_name,
                ars=report.ars,
                transport=report.transport,
                evidence=Evidence.TOLD,
                valid_from=report.since,
                source=source,
            )
            for report in reports
        ],
        at=at,
    )
