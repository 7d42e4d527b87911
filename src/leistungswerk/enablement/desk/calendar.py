# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A planned maintenance for the own calendar (RFC 5545)."""

from datetime import datetime

from icalendar import Calendar, Event

from leistungswerk.core.settings import settings
from leistungswerk.enablement.desk.notice_views import NoticeView
from leistungswerk.enablement.desk.states import NOTICE_WORDS, NoticeState


def calendar(notice: NoticeView, *, at: datetime) -> bytes:
    """One notice; a later file with the same UID replaces the earlier one, and one that was called off takes it away."""
    entry = Event()
    entry.add("uid", f"{notice.uuid}@leistungswerk")
    entry.add("dtstamp", at)
    entry.add("sequence", notice.revision)
    entry.add("dtstart", notice.starts_at)
    entry.add("dtend", notice.ended_at or notice.planned_end or notice.starts_at)
    entry.add("summary", f"{NOTICE_WORDS[notice.kind]}: {notice.title}")
    entry.add("description", notice.text)
    entry.add("url", f"{settings().base_url}/stoerungen/{notice.uuid}/")
    entry.add("status", "CANCELLED" if notice.state is NoticeState.CANCELLED else "CONFIRMED")
    made = Calendar()
    made.add("prodid", "-//Leistungswerk//Wartungen//DE")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add_component(entry)
    return bytes(made.to_ical())
