# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Money, usage and operation through the office."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leistungswerk.core import times
from leistungswerk.core.actor import Permission
from leistungswerk.core.failures import Refused
from leistungswerk.core.models import Account, OutboxRow
from leistungswerk.online.models import ServiceFeedback
from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.register.models import Organisation, Service
from leistungswerk.reporting import operation, usage
from leistungswerk.reporting.models import UsageMonth, WorkerBeat
from leistungswerk.reporting.services.usage import begin, count
from leistungswerk.web.operation import views

pytestmark = pytest.mark.django_db
KEY = "99107023017001"
YEAR = times.legal_day(times.now()).year


@pytest.fixture
def client() -> Client:
    made = Client()
    made.force_login(Account.objects.create(username="a", name="a", grants=sorted(Permission)))
    return made


def test_a_measure_is_opened_booked_and_shown_and_typing_the_wrong_thing_loses_nothing(client):
    owner = Organisation.objects.create(name="Ministerium", kind=OrganisationKind.MINISTRY)
    page = client.post("/verwaltung/mittel/neu/", {"title": "Wohngeld", "owner": str(owner.uuid), "revision": "0"}).headers["Location"]  # fmt: skip
    told = {
        "kind": "spent",
        "amount": "12,5,0",
        "on": f"{YEAR}-01-02",
        "purpose": "Rechnung Müller",
        "file_number": "7/1",
    }
    wrong = client.post(f"{page}buchen/", told)
    assert wrong.status_code == 422
    shown = wrong.content.decode()
    assert "Rechnung Müller" in shown
    assert re.findall(r'name="(\w+)"[^>]*aria-invalid="true"', shown) == ["amount"]
    assert client.post(f"{page}buchen/", told | {"amount": "1.250,50"}).status_code == 302
    assert client.post(f"{page}ansatz/", {"year": str(YEAR), "amount": "1000", "file_number": "1", "seen": ""}).status_code == 302  # fmt: skip
    text = client.get(page).content.decode()
    assert "250,50 € mehr abgeflossen als bereitgestellt" in text
    assert "7/1" in text
    assert "1250,50" in client.get("/verwaltung/mittel/tabelle.csv").content.decode()
    assert client.get("/verwaltung/mittel/tabelle.xlsx").content.startswith(b"PK")
    assert "250,50 € mehr" in client.get("/verwaltung/mittel/").content.decode()


def test_the_list_of_measures_takes_the_same_number_of_statements_however_many(client):
    def _add(number: int) -> None:
        owner = Organisation.objects.create(name=f"Stelle {number}", kind=OrganisationKind.MINISTRY)
        client.post("/verwaltung/mittel/neu/", {"title": "M", "owner": str(owner.uuid), "revision": "0"})

    def _statements() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get("/verwaltung/mittel/").status_code == 200
        return len(found)

    _add(0)
    few = _statements()
    for number in range(1, 6):
        _add(number)
    assert _statements() == few


def test_compliance_cost_is_entered_and_handed_over(client):
    body = Organisation.objects.create(name="Stadt", kind=OrganisationKind.CITY)
    told = {"body": str(body.uuid), "duty": "Bescheiden", "cases": "60", "minutes": "60", "rate": "40,00", "method": "measured", "file_number": "1", "revision": "0"}  # fmt: skip
    assert client.post("/verwaltung/aufwand/2026/neu/", told | {"cases": "viele"}).status_code == 422
    assert client.post("/verwaltung/aufwand/2026/neu/", told).status_code == 302
    assert "2.400,00 €" in client.get("/verwaltung/aufwand/2026/").content.decode()
    handed = {"concept": "K 1", "delivered_on": times.legal_day(times.now()).isoformat(), "file_number": "2"}
    assert client.post("/verwaltung/aufwand/2026/uebermittelt/", handed).status_code == 302
    assert "SHA-256" in client.get("/verwaltung/aufwand/2026/").content.decode()
    assert client.post("/verwaltung/aufwand/2026/neu/", told | {"duty": "Neu"}).status_code == 422


def test_usage_of_a_month_gives_the_same_bytes_and_no_future(client):
    today = times.legal_day(times.now())
    month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    for event, (measure, ars) in enumerate(
        [("application.accepted", "073150000000"), ("application.accepted", "073150000000"), ("application.rejected", "072110000000")]
    ):  # fmt: skip
        assert count(measure=measure, day=month, service_key=KEY, territory=ars, source_event=event)
    assert not count(
        measure="application.accepted", day=month, service_key=KEY, territory="07", source_event=0
    )
    address = f"/verwaltung/nutzung/datei/zsk/?monat={month:%Y-%m}"
    found = client.get(address)
    assert found.content == client.get(address).content
    assert found.json()["summe"] == 3
    assert found.json()["transaktionen"][1] == {
        "leistungsschluessel": KEY, "regionalschluessel": "073150000000", "anzahl": 2, "angenommen": 2, "zurueckgewiesen": 0,
    }  # fmt: skip
    assert UsageMonth.objects.filter(territory="").count() == 2
    with pytest.raises(Refused, match="Zukunft"):
        usage.month_of("2999-01")
    assert client.get("/verwaltung/nutzung/datei/zsk/?monat=2999-01").status_code == 422
    assert client.get("/verwaltung/nutzung/?monat=gestern").status_code == 422
    begin(day=month, service_key=KEY, device="Mobile", country="FR")
    begin(day=month, service_key=KEY, device="PC", country="")
    visits, unknown = usage.begun(month, {KEY: "https://example.org/a"})
    payload = usage.sdg_statistics(month, visits, unique_id="u")
    assert payload["sources"] == [
        {"source": {"sourceUrl": "https://example.org/a", "statistics": [{"deviceType": "Mobile", "nbVisits": 1, "originatingCountry": "FR"}]}}
    ]  # fmt: skip
    [with_areas] = usage.sdg_statistics(month, visits, policies={"https://example.org/a": ("T2",)})["sources"]
    assert with_areas["source"]["policyCodes"] == ["T2"]
    assert unknown == 1
    with pytest.raises(ValueError, match="rating"):
        usage.sdg_feedback(month, [usage.Opinion("https://example.org/a", "Procedure", 6)])


def test_feedback_of_a_month_that_is_over_goes_to_those_who_may_read_all_of_it(client):
    today = times.legal_day(times.now())
    month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    body = Organisation.objects.create(name="Stadt", kind=OrganisationKind.AUTHORITY)
    service = Service.objects.create(key=KEY, name="Wohngeld")
    ServiceFeedback.objects.create(voucher="a", service=service, authority=body, month=month, rating=4, found="partly", text="Gut")  # fmt: skip
    ServiceFeedback.objects.create(voucher="b", service=service, authority=body, month=month, rating=1)
    ServiceFeedback.objects.create(voucher="c", service=service, authority=body, month=today.replace(day=1), rating=2)  # fmt: skip
    address = "/verwaltung/nutzung/datei/sdg-feedback/?monat="
    told = client.get(f"{address}{month:%Y-%m}").json()
    assert told["nbEntries"] == 2
    first = told["feedbacks"][0]["feedback"]
    assert first.pop("source").endswith(f"/leistungen/{KEY}/")
    assert first == {
        "category": "Procedure",
        "rating": 4,
        "foundInformation": "Partly",
        "helpUsImprove": "Gut",
    }
    assert set(told["feedbacks"][1]["feedback"]) == {"category", "rating", "source"}
    assert client.get(f"{address}{today:%Y-%m}").status_code == 422
    assert "sdg-feedback" in client.get(f"/verwaltung/nutzung/?monat={month:%Y-%m}").content.decode()
    client.force_login(Account.objects.create(username="b", name="b", grants=[Permission.SEE_PROJECT]))
    assert client.get(f"{address}{month:%Y-%m}").status_code == 403
    assert "sdg-feedback" not in client.get(f"/verwaltung/nutzung/?monat={month:%Y-%m}").content.decode()


def test_operators_read_numbers_with_a_token_or_on_the_machine_and_nobody_else(monkeypatch):
    operation.beat()
    plain = Client()
    text = plain.get("/metriken").content.decode()
    assert "leistungswerk_worker_heartbeat_age_seconds{" in text
    assert "leistungswerk_database_bytes" in text
    assert 'leistungswerk_usage_total{measure="application.accepted"} 0.0' in text
    assert (
        'leistungswerk_request_seconds_bucket{address="portal:metrics"'
        in plain.get("/metriken").content.decode()
    )
    assert plain.get("/metriken", REMOTE_ADDR="10.0.0.9").status_code == 404
    assert plain.get("/metriken", headers={"X-Forwarded-For": "10.0.0.9"}).status_code == 404
    monkeypatch.setattr(views, "settings", type("S", (), {"metrics_token": "geheim"}))
    assert plain.get("/metriken").status_code == 404
    shown = {"Authorization": "Bearer geheim"}
    assert plain.get("/metriken", headers=shown, REMOTE_ADDR="10.0.0.9").status_code == 200


def test_the_page_for_support_names_each_problem_and_the_next_act(client):
    old = times.now() - timedelta(hours=3)
    OutboxRow.objects.create(
        topic="deliver", subject=uuid.uuid4(), lane="connection:1", created_at=old, not_before=old, attempts=4, state="dead",
        reason="config", last_problem="Der Schlüssel ist abgelaufen.",
    )  # fmt: skip
    WorkerBeat.objects.create(worker="m:1", at=old)
    text = client.get("/verwaltung/betrieb/").content.decode()
    assert "Kein Zustelldienst meldet sich seit 3 Stunden." in text.replace("180 Minuten", "3 Stunden")
    assert "Schlüssel und Einstellungen des Zustellpunkts prüfen" in text
    assert "Der Schlüssel ist abgelaufen." in text
