# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Notices are read one by one or together, by their own reader only."""

from datetime import UTC, datetime, timedelta

import pytest

from leistungswerk.core.actor import Role
from leistungswerk.core.failures import Missing
from leistungswerk.programme.models import Notice
from leistungswerk.programme.queries import my_day
from leistungswerk.programme.services import notices
from leistungswerk.register.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
BEGIN = datetime(2026, 11, 2, 9, tzinfo=UTC)


def _tell(person, days):
    at = BEGIN + timedelta(days=days)
    notices.tell([person.pk], text=f"Tag {days}", url="/verwaltung/", at=at)
    return Notice.objects.get(person=person, at=at).pk


def test_reading_up_to_one_keeps_what_came_since_and_what_others_have(land):
    reader, other = [land.actor((Role.ADVISER, land.provider)) for _ in range(2)]
    person, stranger = [Person.objects.get(uuid=each.person) for each in (reader, other)]
    told = [_tell(person, days) for days in (2, 0, 1, 3)]
    foreign = _tell(stranger, 0)
    notices.mark_read(reader, notice=told[1])
    assert [each.text for each in my_day.notices(reader.person, limit=9)] == ["Tag 3", "Tag 2", "Tag 1"]
    notices.mark_read(reader, notice=told[0], older=True)
    assert [each.text for each in my_day.notices(reader.person, limit=9)] == ["Tag 3"]
    with pytest.raises(Missing):
        notices.mark_read(reader, notice=foreign, older=True)
    assert Notice.objects.get(pk=foreign).read_at is None
