# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The service finder over HTTP: what people type, the state at their place, what machines read, what it costs."""

import json
import uuid
from datetime import date
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree, html

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR
from leistungswerk.core.sealing import ResumeCode
from leistungswerk.core.settings import settings
from leistungswerk.online.feedback import token
from leistungswerk.programme import models as programme
from leistungswerk.programme.reuse_states import RuntimeKind
from leistungswerk.programme.rollout import portal
from leistungswerk.programme.rollout_states import UnitState, WaveKind
from leistungswerk.register import land_table, search, services
from leistungswerk.register import models as register
from leistungswerk.register.entries import ImportFile
from leistungswerk.register.importers import make_plan
from leistungswerk.register.kinds import ImportKind, ResponsibilityKind
from leistungswerk.web.portal.site.kept import forget
from running_service import make

DEMO = Path(__file__).resolve().parents[2] / "demo" / "leistungstexte.xml"
KEY, WOHNGELD, MAINZ, MAIFELD = "99102013104000", "99107023017001", "073150000000", "071375002000"
VILLAGE = "071375002044"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def land(db):
    """The Land with its bodies, texts of the demonstration, and who is competent for the dog tax."""
    forget()
    services.load_land(OPERATOR, table=land_table.read("rheinland-pfalz"))
    register.Territory.objects.create(ars=VILLAGE, name="Kerben")
    services.run_plan(
        OPERATOR,
        plan=make_plan(ImportKind.XZUFI, [ImportFile("t.xml", DEMO.read_bytes())], date(2026, 11, 1)),
    )
    service = register.Service.objects.get(key=KEY)
    for ars in (MAINZ, MAIFELD):
        body = register.Organisation.objects.get(territory__ars=ars)
        register.Responsibility.objects.create(
            service=service, organisation=body, kind=ResponsibilityKind.DECIDES
        )
    with transaction.atomic():
        search.touch("place", [VILLAGE])
    yield
    forget()


def _unit(state, **more):
    owner = register.Organisation.objects.get(name="Ministerium der Finanzen")
    project = programme.Project.objects.create(
        number="V-1", title="Hund", owner=owner, created_at=times.now()
    )
    project.services.add(register.Service.objects.get(key=KEY))
    runtime = programme.Runtime.objects.create(kind=RuntimeKind.EFA, name="EfA", operator="Dataport")
    programme.ProjectRuntime.objects.create(
        project=project, runtime=runtime, url="https://efa.example.org/hund"
    )
    body = register.Organisation.objects.get(territory__ars=MAIFELD)
    return programme.RolloutUnit.objects.create(project=project, organisation=body, state=state, **more)


def _page(url):
    answer = Client().get(url)
    assert answer.status_code == 200, url
    assert not answer.cookies
    return html.document_fromstring(answer.content)


def _said(page):
    return " ".join(page.xpath("string(//main)").split())


def test_words_find_services_and_the_place_goes_on_to_its_address():
    page = _page(f"/leistungen/?suche=Hudn+anmeldn&ort={MAINZ}")
    assert page.xpath("//ol[@class='lw-hits']//a/@href")[0] == f"/leistungen/{KEY}/?ort={MAINZ}"
    answer = Client().get("/leistungen/?suche=Hund&ort=mainz")
    assert answer.headers["Location"] == f"/leistungen/?suche=Hund&ort={MAINZ}"
    assert Client().get(f"/leistungen/{KEY}/?ort=Kerben").headers["Location"].endswith(f"?ort={VILLAGE}")


def test_an_ambiguous_or_unknown_place_is_asked_for():
    register.Territory.objects.create(ars="073350000001", name="Kerben")
    with transaction.atomic():
        search.touch("place", ["073350000001"])
    page = _page("/leistungen/?suche=Hund&ort=Kerben")
    assert "Welchen Ort meinen Sie" in _said(page)
    assert {VILLAGE, "073350000001"} <= {link[-12:] for link in page.xpath("//*[@id='ort-hinweis']//a/@href")}
    assert "kennen wir nicht" in _said(_page("/leistungen/?suche=Hund&ort=Qqqqzz"))
    assert "kennen wir nicht" in _said(_page("/leistungen/?suche=Hund&ort=99999"))


def test_nothing_found_helps_on():
    said = _page("/leistungen/?suche=Wohnungspolitikseminar")
    assert "haben wir nichts gefunden" in _said(said)
    assert said.xpath("//a[@href='tel:115']")
    assert said.xpath("//ul[@class='lw-choices']//a")


def test_the_office_of_the_next_level_is_named_where_the_place_has_none():
    page = _page(f"/leistungen/{KEY}/?ort={VILLAGE}")
    offices = page.xpath("//address//strong/text()")
    assert offices == ["Verbandsgemeinde Maifeld"]
    assert "keine zuständige Stelle" in _said(_page(f"/leistungen/{WOHNGELD}/?ort={VILLAGE}"))


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (UnitState.PREPARING, "bereitet den Start vor"),
        (UnitState.EXEMPT, "kommt diese Leistung hier nicht vor"),
        (UnitState.PLANNED, "nächsten Wellen"),
    ],
)
def test_online_elsewhere_says_why_not_here_and_marks_a_plan(state, sentence):
    unit = _unit(state)
    other = register.Organisation.objects.get(territory__ars=MAINZ)
    programme.RolloutUnit.objects.create(project=unit.project, organisation=other, state=UnitState.LIVE)
    unit.wave = programme.Wave.objects.create(
        project=unit.project, position=1, kind=WaveKind.WAVE, name="W", go_live_on=date(2027, 3, 1)
    )
    unit.save()
    said = _said(_page(f"/leistungen/{KEY}/?ort={VILLAGE}"))
    assert "Anderswo online, hier noch nicht" in said
    assert sentence in said
    assert ("Ein Plan ist keine Zusage" in said) is (state is not UnitState.EXEMPT)


def test_a_live_service_of_another_system_is_linked_and_the_nothing_is_told_plainly():
    assert "Nur vor Ort" in _said(_page(f"/leistungen/{KEY}/?ort={VILLAGE}"))
    _unit(UnitState.LIVE)
    forget()
    page = _page(f"/leistungen/{KEY}/?ort={VILLAGE}")
    assert page.xpath("//a[contains(@class, 'kern-btn--primary')]/@href") == ["https://efa.example.org/hund"]
    assert "Nennen Sie Ihren Ort" in _said(_page(f"/leistungen/{KEY}/"))


def test_each_text_names_its_language_and_what_is_missing():
    client = Client()
    client.cookies["lw_sprache"] = "en"
    english = html.document_fromstring(client.get(f"/leistungen/{KEY}/").content)
    assert english.xpath("//h1[@lang='en']/text()") == ["Register a dog (dog tax)"]
    german = html.document_fromstring(client.get("/leistungen/99042001012000/").content)
    assert german.xpath("//h1[@lang='de']")
    assert german.xpath("//*[contains(@class, 'lw-note')]")
    easy = _page(f"/leistungen/{KEY}/?sprache=de-x-leicht")
    assert easy.xpath("//h1[@lang='de-x-leicht']/text()") == ["Einen Hund anmelden"]


def test_machines_read_the_same_service():
    page = _page(f"/leistungen/99050012104000/?ort={MAINZ}")
    [block] = page.xpath("//script[@type='application/ld+json']/text()")
    data = json.loads(block)
    assert (data["@type"], data["name"]) == ("GovernmentService", "Gewerbe anmelden")
    assert page.xpath("//meta[@name='sdg-tag']/@content") == ["sdg"]
    register.Service.objects.filter(key="99050012104000").update(sdg_areas=["7010", "2010100", "2010100"])
    page = _page(f"/leistungen/99050012104000/?ort={MAINZ}")
    assert page.xpath("//meta[@name='policy-code']/@content") == ["J1", "X"]
    told = Client().get("/suchdienst/api/v6/servicedescriptions/99050012104000/detail").json()
    assert told["sdgPolicyCodes"] == ["J1", "X"]
    apart = Client().get("/leistungen/99050012104000/leistung.jsonld")
    assert apart.json()["@id"] == f"{settings().base_url}/leistungen/99050012104000/"
    assert not _page(f"/leistungen/{KEY}/").xpath("//meta[@name='sdg-tag']")


def test_hostile_names_stay_text_in_the_data_block():
    evil = "</script><script>alert(1)</script>"
    register.Service.objects.filter(key="99042001012000").update(citizen_name=evil)
    register.ServiceText.objects.filter(key="99042001012000").update(name=evil)
    body = Client().get("/leistungen/99042001012000/").content.decode()
    assert "<script>alert" not in body
    [block] = html.document_fromstring(body).xpath("//script[@type='application/ld+json']/text()")
    assert json.loads(block)["name"] == evil


def test_a_client_of_the_pvog_search_service_finds_its_way():
    client, base = Client(), "/suchdienst/api"
    assert {"name", "ars", "ags", "zip"} <= client.get(f"{base}/v2/locations?q=Kerben").json()[0].keys()
    found = client.get(f"{base}/v7/servicedescriptions/{VILLAGE}?q=Hund+anmelden&size=1").json()[
        "serviceDescriptions"
    ]
    assert found["size"] == 5
    assert found["content"][0]["id"] == KEY
    assert client.get(f"{base}/v6/servicedescriptions/{KEY}/detail?ars={VILLAGE}").json()["texts"][0][
        "source"
    ]["agency"]
    [unit] = client.get(f"{base}/v2/organisationunits/titles?ars={VILLAGE}&lbId={KEY}").json()
    assert unit["role"]["code"] == "01"
    assert client.get(f"{base}/v5/organisationunits/detail?q={unit['id']}").json()["name"] == unit["title"]
    online = client.get(f"{base}/v1beta2/onlineservices?ars={VILLAGE}")
    assert portal.read_back(online.content) == ()
    assert online.headers["ETag"]
    assert client.get(f"{base}/v2/organisationunits/titles?ars=1").status_code == 404


def test_the_site_map_lists_services_and_stands_in_the_index():
    rows = etree.fromstring(Client().get("/sitemap-leistungen.xml").content)
    assert f"{settings().base_url}/leistungen/{KEY}/" in rows.xpath("//*[local-name()='loc']/text()")
    index = Client().get("/sitemap.xml").content.decode()
    assert "/sitemap-seiten.xml" in index
    assert "/sitemap-leistungen.xml" in index


def test_known_answers_are_not_sent_again():
    for url in (f"/leistungen/{KEY}/", "/leistungen/?suche=Hund", "/leistungen/vorschlaege.json?suche=Hund"):
        first = Client().get(url)
        assert "public" in first.headers["Cache-Control"]
        assert Client().get(url, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_suggestions_are_small_and_carry_the_place():
    rows = Client().get(f"/leistungen/vorschlaege.json?suche=Hund&ort={MAINZ}").json()["leistungen"]
    assert rows[0]["url"] == f"/leistungen/{KEY}/?ort={MAINZ}"
    assert Client().get("/leistungen/vorschlaege.json?ort=Maifeld").json()["orte"][0]["ars"] == MAIFELD


def test_a_page_takes_the_same_statements_for_few_and_many():
    counts = []
    for size in (8, 300):
        register.Service.objects.bulk_create(
            register.Service(key=f"98{size:06d}{number:06d}", name=f"Hundesache {number}")
            for number in range(size)
        )
        search.rebuild()
        forget()
        # In a test's transaction the index is built anew for each search: one statement of it is counted each time.
        with CaptureQueriesContext(connection) as statements:
            Client().get(f"/leistungen/?suche=Hundesache&ort={MAINZ}")
            Client().get(f"/leistungen/{KEY}/?ort={MAINZ}")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 36


def test_feedback_needs_its_token_and_is_taken_once_without_personal_data():
    running, code = make(KEY, MAINZ), ResumeCode.new()
    given, client = token(code, running.pk), Client()
    assert client.get("/rueckmeldung/").status_code == 302
    assert client.post("/rueckmeldung/", {"token": "erfunden"}).status_code == 410
    assert client.post("/rueckmeldung/", {"token": token(code, 0)}).status_code == 410
    form = html.document_fromstring(client.post("/rueckmeldung/", {"token": given}).content)
    assert len(form.xpath("//input[@name='rating']")) == 5
    unrated = client.post("/rueckmeldung/", {"token": given, "send": "1", "text": "Gut"})
    assert unrated.status_code == 422
    assert "Gut" in unrated.content.decode()
    said = {"token": given, "send": "1", "rating": "5", "text": "Mail an ich@example.org"}
    thanks = client.post("/rueckmeldung/", said)
    assert "E-Mail-Adresse" in thanks.content.decode()
    assert client.post("/rueckmeldung/", said).status_code == 422


def test_our_own_service_is_started_from_the_page():
    make(KEY, MAINZ)
    page = _page(f"/leistungen/{KEY}/?ort={MAINZ}")
    assert page.xpath("//a[contains(@class, 'kern-btn--primary')]/@href") == ["/leistungen/hund/"]
    assert "Jetzt online beantragen" in _said(page)
    hits = _page(f"/leistungen/?suche=anmelden&ort={MAINZ}&online=1").xpath("//ol[@class='lw-hits']/li")
    assert len(hits) == 1


def test_the_office_shows_only_voices_within_reach(client):
    from leistungswerk.core import accounts
    from leistungswerk.core.actor import Permission
    from leistungswerk.core.models import Account
    from leistungswerk.online.models import ServiceFeedback

    body = register.Organisation.objects.get(territory__ars=MAINZ)
    ServiceFeedback.objects.create(
        voucher="a" * 64, service=register.Service.objects.get(key=KEY), authority=body, month=date(2026, 10, 1),
        rating=4, text="Gut",
    )  # fmt: skip
    accounts.ensure_account(
        OPERATOR, username="sieht", password="x", name="S", grants=frozenset({Permission.SEE_REGISTER})
    )
    client.force_login(Account.objects.get(username="sieht"))
    assert "Hund" in client.get("/verwaltung/rueckmeldungen/").content.decode()
    assert "Gut" in client.get(f"/verwaltung/rueckmeldungen/{KEY}/").content.decode()
    assert client.get(f"/verwaltung/rueckmeldungen/{uuid.uuid4()}/").status_code == 404
