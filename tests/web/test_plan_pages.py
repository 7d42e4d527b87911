# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Plan against evidence in the office and, as a protected sum, for everybody."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leistungswerk.core import times
from leistungswerk.core.actor import Permission
from leistungswerk.core.models import Account
from leistungswerk.programme.models import Project, RolloutUnit, Wave
from leistungswerk.programme.rollout_states import UnitState, WaveKind
from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.register.models import Organisation, Service
from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.models import AvailabilityFact
from leistungswerk.reporting.services import facts
from leistungswerk.web.portal.site import kept

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
TODAY = times.legal_day(times.now())
KEYS = ("99107023017001", "99102013104000")
PAGE = "/verwaltung/zahlen/plan/"


@pytest.fixture
def client() -> Client:
    made = Client()
    made.force_login(Account.objects.create(username="a", name="Rheingold", grants=sorted(Permission)))
    return made


def _vorhaben(number: str, bodies: int) -> tuple[Project, list[Organisation]]:
    """A Vorhaben of two services, whose wave should have been live ten days ago."""
    owner, _new = Organisation.objects.get_or_create(kind=OrganisationKind.MINISTRY, name="Finanzen")
    project = Project.objects.create(
        number=number, title=f"Wohngeld {number}", owner=owner, created_at=times.now()
    )
    for key in KEYS:
        project.services.add(Service.objects.get_or_create(key=key, defaults={"name": "Wohngeld"})[0])
    wave = Wave.objects.create(
        project=project, position=1, kind=WaveKind.PILOT, name="Pilot", go_live_on=TODAY - timedelta(days=10)
    )
    found = []
    for place in range(bodies):
        found.append(Organisation.objects.create(kind=OrganisationKind.CITY, name=f"Stadt {number}-{place}"))
        RolloutUnit.objects.create(project=project, organisation=found[-1], wave=wave)
    return project, found


def _show(body: Organisation, key: str, days_ago: int, evidence: Evidence = Evidence.SHOWN) -> None:
    since = TODAY - timedelta(days=days_ago)
    facts.record(
        AvailabilityFact(service_key=key, body=body.uuid, body_name=body.name, ars="071310000000", evidence=evidence, valid_from=since, source="test"),
        at=times.now(),
    )  # fmt: skip


def test_a_body_is_live_when_every_service_is_shown_not_when_told(client):
    project, bodies = _vorhaben("V-1", 3)
    RolloutUnit.objects.filter(organisation=bodies[2]).update(state=UnitState.EXEMPT)
    _show(bodies[0], KEYS[0], 12)
    _show(bodies[0], KEYS[1], 7)
    _show(bodies[1], KEYS[0], 12)
    _show(bodies[1], KEYS[1], 12, Evidence.TOLD)
    overview = client.get(PAGE).content.decode()
    assert "1 belegt, 2 geplant bis heute" in overview
    assert "1 Behörde im Rückstand" in overview
    one = client.get(f"{PAGE}{project.uuid}/").content.decode()
    assert "3 Tage nach dem Plan" in one
    assert "seit 10 Tagen überfällig" in one
    assert bodies[2].name not in one
    assert client.get(f"{PAGE}{uuid.uuid4()}/").status_code == 404


def test_the_pages_take_the_same_number_of_statements_however_many(client):
    project, bodies = _vorhaben("V-1", 1)
    _show(bodies[0], KEYS[0], 3)

    def _count(address: str) -> int:
        with CaptureQueriesContext(connection) as taken:
            assert client.get(address).status_code == 200
        return len(taken)

    few = [_count(PAGE), _count(f"{PAGE}{project.uuid}/")]
    for number in range(2, 5):
        _vorhaben(f"V-{number}", 4)
    wave = Wave.objects.get(project=project)
    more = Organisation.objects.create(kind=OrganisationKind.CITY, name="Noch eine")
    RolloutUnit.objects.create(project=project, organisation=more, wave=wave)
    assert [_count(PAGE), _count(f"{PAGE}{project.uuid}/")] == few


def test_everybody_reads_the_sum_in_steps_of_five():
    _vorhaben("V-1", 4)
    kept.forget()
    assert "Plan und Nachweis" not in Client().get("/fortschritt/").content.decode()
    _project, bodies = _vorhaben("V-2", 3)
    for body in bodies:
        for key in KEYS:
            _show(body, key, 1)
    kept.forget()
    text = Client().get("/fortschritt/").content.decode()
    assert "Plan und Nachweis" in text
    table = text.split('id="plan-monate"')[1].split("</table>")[0]
    assert ">7<" in table
    assert ">3<" not in table
