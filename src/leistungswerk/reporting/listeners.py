# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Events become facts, in the transaction of what happened."""

from leistungswerk.core import times
from leistungswerk.core.events import Happened
from leistungswerk.reporting.models import UsageFact


def on_application(event: Happened) -> None:
    """Count an application of which the authority said accepted or rejected; its event counts once."""
    UsageFact.objects.get_or_create(
        source_event=event.id,
        defaults={
            "measure": event.kind,
            "day": times.legal_day(event.at),
            "service_key": event.data["key"],
            "territory": event.data["ars"],
            "recorded_at": times.now(),
        },
    )
