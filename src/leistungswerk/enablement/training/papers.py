# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a participant takes along: the certificate as PDF, the date for the own calendar (RFC 5545)."""

import uuid
from datetime import datetime
from pathlib import Path
from typing import Final

from django.utils import formats, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from leistungswerk.core import documents, times
from leistungswerk.core.actor import Actor
from leistungswerk.core.failures import Missing
from leistungswerk.core.settings import settings
from leistungswerk.enablement.training.queries import DateLine
from leistungswerk.enablement.training.services.seats import seat_for
from leistungswerk.enablement.training.states import DateState, SeatState

_TEMPLATE: Final = Path(__file__).parent / "documents" / "certificate.typ"


def certificate(actor: Actor, seat: uuid.UUID) -> bytes:
    """Bescheinigung over attendance; raises :class:`Missing` for who was not there. Always German."""
    row = seat_for(actor, seat)
    if row.state != SeatState.ATTENDED:
        raise Missing(_("Eine Bescheinigung gibt es, sobald die Teilnahme eingetragen ist."))
    date, course = row.date, row.date.course
    hours, minutes = divmod(course.minutes, 60)
    with translation.override("de"):
        day = formats.date_format(date.begins_at.astimezone(times.BERLIN), "j. F Y")
    data = {
        "operator": settings().operator.name or "Leistungswerk",
        "title": "Bescheinigung über die Teilnahme",
        "name": row.name,
        "organisation": row.organisation.name,
        "course": course.title,
        "day": day,
        "length": " ".join(
            part for part in (f"{hours} Std." if hours else "", f"{minutes} Min." if minutes else "") if part
        ),
        "content": [line.lstrip("-*# ").strip() for line in course.description.splitlines() if line.strip()][
            :12
        ],
        "number": str(row.uuid),
    }
    return documents.pdf(_TEMPLATE, data, at=date.ends_at, archive=True)


def calendar(line: DateLine, *, at: datetime) -> bytes:
    """One date as a calendar file; a later file with the same UID replaces the earlier one."""
    entry = Event()
    entry.add("uid", f"{line.uuid}@leistungswerk")
    entry.add("dtstamp", at)
    entry.add("sequence", line.sequence)
    entry.add("dtstart", line.begins_at)
    entry.add("dtend", line.ends_at)
    entry.add("summary", line.title)
    entry.add("location", line.place)
    entry.add("url", f"{settings().base_url}/verwaltung/schulungen/{line.uuid}/")
    entry.add("status", "CANCELLED" if line.state is DateState.CANCELLED else "CONFIRMED")
    made = Calendar()
    made.add("prodid", "-//Leistungswerk//Schulungen//DE")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add_component(entry)
    return bytes(made.to_ical())
