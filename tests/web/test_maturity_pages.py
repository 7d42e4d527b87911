# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Maturity through the office: assess, see it apart from what the system shows, take back, fill a model."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR, Permission
from leistungswerk.core.models import Account
from leistungswerk.register import services as register
from leistungswerk.reporting.models import AssessmentFact, CompetenceFact, ServiceFact
from leistungswerk.reporting.services import facts

pytestmark = pytest.mark.django_db
KEY = "99107023017001"
PAGE = f"/verwaltung/reifegrad/leistung/{KEY}/"
BODY = uuid.UUID(int=5)
TODAY = times.legal_day(times.now())


@pytest.fixture
def client() -> Client:
    made = Client()
    made.force_login(Account.objects.create(username="a", name="a", grants=sorted(Permission)))
    return made


@pytest.fixture(autouse=True)
def _service():
    _known(KEY)


def _known(key: str) -> None:
    register.ensure_service(OPERATOR, key=key, name="Wohngeld")
    told = {"service_key": key, "valid_from": TODAY - timedelta(days=9), "source": "test"}
    facts.record(ServiceFact(name="Wohngeld", kind="lovd", ressort="FM", **told), at=times.now())
    facts.record(
        CompetenceFact(body=BODY, body_name="Stadt Mainz", ars="073150000000", **told), at=times.now()
    )


def _told(client: Client, **fields: str) -> dict[str, str]:
    seen = (
        AssessmentFact.objects.filter(superseded_at__isnull=True)
        .order_by("-pk")
        .values_list("pk", flat=True)
        .first()
    )
    return {"modell": "2.0", "stelle": "", "level": "5", "reason": "Leitfaden Nr. 3", "valid_from": TODAY.isoformat(),
            "seen": str(seen or 0), **fields}  # fmt: skip


def test_a_service_is_assessed_shown_and_taken_back(client):
    wrong = client.post(PAGE, _told(client, level="", reason="Müllers Einschätzung"))
    assert wrong.status_code == 422
    assert "Müllers Einschätzung" in wrong.content.decode()
    done = client.post(PAGE, _told(client))
    assert done.status_code == 302
    text = client.get(done.headers["Location"]).content.decode()
    assert "Stufe 5 von 7" in text
    assert "Leitfaden Nr. 3" in text
    overview = client.get("/verwaltung/reifegrad/?stufe=5").content.decode()
    assert "1 von 1 Leistungen bewertet" in overview
    assert KEY in overview
    assert KEY not in client.get("/verwaltung/reifegrad/?stufe=3").content.decode()
    assert "0 von 1 Leistungen bewertet" in client.get("/verwaltung/reifegrad/?modell=1.1").content.decode()
    fact = str(AssessmentFact.objects.get().fact)
    assert client.post(f"{PAGE}zurueck/", {"fact": fact, "reason": ""}).status_code == 422
    assert client.post(f"{PAGE}zurueck/", {"fact": fact, "reason": "verwechselt"}).status_code == 302
    assert "überholt" in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}zurueck/", {"fact": fact, "reason": "noch einmal"}).status_code == 404


def test_the_second_of_two_assessors_sees_what_the_first_did(client):
    assert client.post(PAGE, _told(client)).status_code == 302
    assert client.post(PAGE, _told(client, seen="0")).status_code == 409


def test_one_body_may_differ_and_a_foreign_one_does_not_exist(client):
    assert client.post(PAGE, _told(client, stelle=str(BODY), level="2")).status_code == 302
    assert "Stadt Mainz" in client.get(PAGE).content.decode()
    assert "nur" in client.get(PAGE, {"stelle": str(BODY)}).content.decode()
    assert client.get(PAGE, {"stelle": str(uuid.uuid4())}).status_code == 404
    assert client.get(PAGE, {"stelle": "x"}).status_code == 404
    assert client.get("/verwaltung/reifegrad/leistung/99000000000000/").status_code == 404


def test_a_filled_model_is_downloaded_taken_in_and_a_wrong_one_refused(client):
    file = client.get("/verwaltung/reifegrad/modelle/1.1/datei.toml").content
    filled = file.replace(b'text = ""', b'text = "Amtlicher Text <b>"', 1)
    posted = {"file": SimpleUploadedFile("m.toml", filled)}
    assert client.post("/verwaltung/reifegrad/modelle/", posted).status_code == 302
    text = client.get("/verwaltung/reifegrad/modelle/1.1/").content.decode()
    assert "Amtlicher Text &lt;b&gt;" in text
    broken = {"file": SimpleUploadedFile("m.toml", b"code = ")}
    refused = client.post("/verwaltung/reifegrad/modelle/", broken)
    assert refused.status_code == 422
    assert "kein Reifegradmodell" in refused.content.decode()
    assert client.get("/verwaltung/reifegrad/modelle/9.9/").status_code == 404


def test_the_overview_takes_the_same_number_of_statements_however_many(client):
    def _count() -> int:
        with CaptureQueriesContext(connection) as taken:
            assert client.get("/verwaltung/reifegrad/").status_code == 200
        return len(taken)

    few = _count()
    for number in range(2, 6):
        _known(f"9910702301700{number}")
    assert _count() == few
