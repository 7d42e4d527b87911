# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is promised for each class of ticket: the house's times, or those somebody set instead."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import msgspec
from django.utils.functional import Promise

from leistungswerk.enablement.desk import clock
from leistungswerk.enablement.desk.models import ServiceClass
from leistungswerk.enablement.desk.states import URGENCIES, Urgency


class Promised(msgspec.Struct, frozen=True, kw_only=True):
    """``response`` and ``solution`` in hours of service time; ``lead`` is told once when one has passed."""

    urgency: Urgency
    word: str | Promise
    response: int
    solution: int
    lead: UUID | None = None
    lead_name: str = ""
    lead_email: str = ""

    def response_due(self, at: datetime) -> datetime:
        return clock.after(at, self.response * 60)

    def solve_due(self, at: datetime, waited: int = 0) -> datetime:
        """``waited``: minutes of service time during which the clock stood."""
        return clock.after(at, self.solution * 60 + waited)


def classes() -> Mapping[Urgency, Promised]:
    """All classes in their order; one statement."""
    kept = {row.urgency: row for row in ServiceClass.objects.select_related("lead")}
    found: dict[Urgency, Promised] = {}
    for urgency, house in URGENCIES.items():
        row = kept.get(urgency)
        found[urgency] = Promised(
            urgency=urgency,
            word=house.word,
            response=row.response if row else house.response,
            solution=row.solution if row else house.solution,
            lead=row.lead.uuid if row and row.lead else None,
            lead_name=row.lead.name if row and row.lead else "",
            lead_email=row.lead.email if row and row.lead else "",
        )
    return found
