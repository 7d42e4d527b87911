# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happens in the rooms below becomes facts: once, with both times, and with the names of then."""

import uuid
from datetime import timedelta

import pytest
from django.db import transaction

from leistungswerk.core import events, times
from leistungswerk.core.actor import OPERATOR
from leistungswerk.programme.services.projects import ProjectEntry, begin_project, edit_project
from leistungswerk.register.kinds import OrganisationKind, ResponsibilityKind
from leistungswerk.register.models import Organisation, Responsibility, Service, Territory
from leistungswerk.reporting import queries
from leistungswerk.reporting.models import (
    AvailabilityFact,
    CompetenceFact,
    PhaseFact,
    ProjectServiceFact,
    ServiceFact,
)
from leistungswerk.reporting.services import feed

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
KEY = "99107023017001"


@pytest.fixture
def bodies():
    Service.objects.create(key=KEY, name="Wohngeld Bewilligung")
    found = []
    for number in range(3):
        place = Territory.objects.create(ars=f"0714{number}0000000", name=f"Kreis {number}")
        body = Organisation.objects.create(
            name=f"Kreis {number}", kind=OrganisationKind.DISTRICT, territory=place
        )
        Responsibility.objects.create(service_id=Service.objects.get().pk, organisation=body,
                                      kind=ResponsibilityKind.DECIDES)  # fmt: skip
        found.append(body)
    return found


def _feed(at=None):
    return feed.feed_all(source="test", at=at or times.now())


def test_the_same_state_is_recorded_once(bodies):
    assert _feed() == 4
    assert _feed() == 0
    assert (ServiceFact.objects.count(), CompetenceFact.objects.count()) == (1, 3)


def test_a_change_on_a_later_day_ends_what_was_and_begins_what_is(bodies):
    before = times.now() - timedelta(days=40)
    _feed(before)
    Service.objects.update(name="Wohngeld")
    Responsibility.objects.filter(organisation=bodies[0]).update(relevant=False, reason="keine Fälle")
    Responsibility.objects.filter(organisation=bodies[1]).update(valid_to=times.legal_day(times.now()))
    _feed()
    now, then = queries.cut_at(), queries.Cut(times.legal_day(before), times.now())
    names = [
        (fact.name, fact.valid_to is None)
        for fact in ServiceFact.objects.filter(superseded_at=None).order_by("id")
    ]
    assert names == [("Wohngeld Bewilligung", False), ("Wohngeld", True)]
    assert len(queries.bodies_of(KEY, now, offset=0, limit=9)) == 1
    assert len(queries.bodies_of(KEY, then, offset=0, limit=9)) == 3


def test_a_vorhaben_is_followed_from_its_beginning_with_its_ressort_and_services(bodies):
    ministry = Organisation.objects.create(name="Ministerium der Finanzen", kind=OrganisationKind.MINISTRY)
    office = Organisation.objects.create(
        name="Landesamt", kind=OrganisationKind.STATE_AUTHORITY, parent=ministry
    )
    entry = ProjectEntry(title="Wohngeld", services=(KEY,))
    identity = begin_project(OPERATOR, owner=office.uuid, entry=entry)
    fact = PhaseFact.objects.get()
    assert (fact.project, fact.ressort, fact.phase) == (identity, "Ministerium der Finanzen", 0)
    assert ProjectServiceFact.objects.get().service_key == KEY
    edit_project(
        OPERATOR, project=identity, entry=ProjectEntry(title="Wohngeld online", services=(KEY,)), revision=0
    )
    assert PhaseFact.objects.get(superseded_at=None).title == "Wohngeld online"


def _unit(kind, body, *, day, transport="fit_connect"):
    with transaction.atomic():
        events.publish(
            kind=kind, subject=uuid.uuid4(), at=times.now(),
            data={"organisation": str(body.uuid), "keys": KEY, "ars": body.territory.ars, "day": day.isoformat(),
                  "transport": transport, "evidence": "gate:1"},
        )  # fmt: skip


def test_a_body_that_goes_live_is_available_and_shown_and_one_withdrawn_ends(bodies):
    _feed()
    today = times.legal_day(times.now())
    _unit("unit.live", bodies[0], day=today - timedelta(days=5))
    _unit("unit.live", bodies[1], day=today)
    share = next(each for each in queries.figures(queries.cut_at(), kept=True) if each.code == "m4")
    assert (share.shown, share.total, share.denominator) == (2, 2, 3)
    _unit("unit.withdrawn", bodies[0], day=today)
    _unit("unit.withdrawn", bodies[1], day=today)
    share = next(each for each in queries.figures(queries.cut_at()) if each.code == "m4")
    assert share.total == 0
    assert AvailabilityFact.objects.filter(superseded_at=None).get().valid_to == today - timedelta(days=1)


def test_a_recut_leaves_the_names_of_then(bodies):
    before = times.now() - timedelta(days=40)
    _feed(before)
    Organisation.objects.filter(pk=bodies[0].pk).update(name="Kreis Neu")
    _feed()
    then = queries.Cut(times.legal_day(before), times.now())
    assert "Kreis 0" in [row["body_name"] for row in queries.bodies_of(KEY, then, offset=0, limit=9)]
    now = [row["body_name"] for row in queries.bodies_of(KEY, queries.cut_at(), offset=0, limit=9)]
    assert "Kreis Neu" in now
    assert "Kreis 0" not in now
