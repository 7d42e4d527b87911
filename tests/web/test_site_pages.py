# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The public site over HTTP: kept pages, ETags, no cookies; numbers of the running system; the editors' pages."""

import uuid
from datetime import date, timedelta

import brotli
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree, html

from leistungswerk.core import check_runs, limits, times
from leistungswerk.core.actor import OPERATOR, Permission, Role
from leistungswerk.core.models import Account
from leistungswerk.enablement.site.models import BarrierReport, Page, Revision
from leistungswerk.enablement.site.services import pages, start_texts
from leistungswerk.enablement.site.services.pages import Text
from leistungswerk.enablement.site.states import Tongue
from leistungswerk.programme.services.projects import ProjectEntry, begin_project
from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.register.models import Organisation, Person, RoleAssignment, Service
from leistungswerk.web.portal.site import kept
from leistungswerk.web.portal.site.declaration import site_digest

pytestmark = pytest.mark.django_db
PUBLIC = ("/", "/willkommen/", "/umsetzung/roll-out/", "/aktuelles/", "/glossar/", "/kontakt/", "/sitemap/", "/ressorts/",
          "/impressum/", "/datenschutz/", "/barrierefreiheit/", "/leichte-sprache/", "/aktuelles/feed.xml", "/fortschritt/", "/fortschritt/ort/")  # fmt: skip


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    kept.forget()


@pytest.fixture
def site(db: None) -> None:
    start_texts.bring(OPERATOR)


@pytest.fixture
def ministry(db: None) -> Organisation:
    return Organisation.objects.create(
        name="Ministerium der Finanzen", short_name="FM", kind=OrganisationKind.MINISTRY
    )


def _tree(text: bytes) -> html.HtmlElement:
    return html.document_fromstring(text.decode())


@pytest.mark.parametrize("path", PUBLIC)
def test_public_page_is_kept_without_a_cookie_and_comes_again_as_304(site: None, path: str) -> None:
    client = Client()
    first = client.get(path)
    assert first.status_code == 200
    assert not first.cookies
    assert first.headers["Cache-Control"].startswith("public, max-age=0")
    assert {"Accept-Encoding", "Cookie"} <= {each.strip() for each in first.headers["Vary"].split(",")}
    with CaptureQueriesContext(connection) as asked:
        again = client.get(path, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content, len(asked)) == (304, b"", 1)
    packed = client.get(path, headers={"accept-encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "br"
    assert brotli.decompress(packed.content) == first.content
    # The style sheet weighs 17 KB, three fonts 36 KB; 100 KB are the aim.
    assert len(packed.content) < 40_000


def test_kept_page_follows_what_editors_write_and_plan(site: None, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page.objects.get(path="umsetzung/efa").uuid
    client = Client()
    old = client.get("/umsetzung/efa/")
    pages.save(OPERATOR, page=page, language=Tongue.GERMAN, text=Text(title="Ganz anders"), base=1)
    assert client.get("/umsetzung/efa/").headers["ETag"] == old.headers["ETag"]
    pages.publish(OPERATOR, page=page, language=Tongue.GERMAN, number=2)
    assert "Ganz anders" in client.get("/umsetzung/efa/").content.decode()
    pages.save(OPERATOR, page=page, language=Tongue.GERMAN, text=Text(title="Geplant"), base=2)
    soon = times.now() + timedelta(seconds=20)
    pages.publish(OPERATOR, page=page, language=Tongue.GERMAN, number=3, moment=soon)
    assert "Ganz anders" in client.get("/umsetzung/efa/").content.decode()
    monkeypatch.setattr(times, "now", lambda: soon + timedelta(seconds=1))
    assert "Geplant" in client.get("/umsetzung/efa/").content.decode()


def test_language_is_chosen_without_a_token_and_each_has_its_own_page(site: None) -> None:
    client = Client()
    german = client.get("/umsetzung/")
    form = _tree(german.content).xpath("//form[@action='/sprache/']")[0]
    assert form.get("method") == "get"
    answer = client.get("/sprache/", {"language": "en", "next": "/umsetzung/"})
    assert answer.headers["Location"] == "/umsetzung/"
    english = client.get("/umsetzung/")
    assert english.headers["ETag"] != german.headers["ETag"]
    assert "OZG implementation" in english.content.decode()
    assert (
        client.get("/sprache/", {"language": "en", "next": "https://boese.example/"}).headers["Location"]
        == "/"
    )


def test_what_one_visitor_puts_into_the_address_reaches_no_other(site: None) -> None:
    client = Client()
    assert "geheim" not in client.get("/umsetzung/?x=geheim").content.decode()
    assert client.get("/aktuelles/?seite=99999999").status_code == 200


def test_unknown_page_is_not_found_and_not_kept(site: None) -> None:
    answer = Client().get("/gibt/es/nicht/")
    assert answer.status_code == 404
    assert "ETag" not in answer.headers


def test_address_without_its_last_slash_leads_to_the_page(site: None) -> None:
    client = Client()
    answer = client.get("/umsetzung/efa")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/umsetzung/efa/")
    assert client.get("/glossar").status_code == 301
    assert client.get("/gibt/es-nicht").status_code == 404


def test_phase_page_tells_what_is_in_the_phase_now_and_nothing_internal(
    site: None, ministry: Organisation
) -> None:
    Service.objects.create(key="99107023017000", name="Wohngeld Bewilligung", lead=ministry)
    assert "Zurzeit ist kein Vorhaben" in Client().get("/umsetzung/erste-schritte/").content.decode()
    entry = ProjectEntry(title="Interner Titel", services=("99107023017000",), goal="Internes Ziel")
    begin_project(OPERATOR, owner=ministry.uuid, entry=entry)
    kept.forget()
    page = _tree(Client().get("/umsetzung/erste-schritte/").content)
    assert page.xpath("//dl[@class='lw-facts-row']//dd/text()") == ["1"]
    text = page.text_content()
    assert "Wohngeld Bewilligung" in text
    assert "Ministerium der Finanzen" in text
    assert "Intern" not in text
    assert "V-20" not in text


def test_ressort_tells_its_services_and_what_it_wrote(site: None, ministry: Organisation) -> None:
    for number in range(30):
        Service.objects.create(key=f"991070230{number:02}000", name=f"Leistung {number:02}", lead=ministry)
    place = pages.Settings(path="ressorts/fm", section=pages.Section.RESSORT)
    text = Text(title="Finanzen", body="Wir über uns.")
    page = pages.create(OPERATOR, settings=place, text=text, organisation=ministry.uuid)
    pages.publish(OPERATOR, page=page, language=Tongue.GERMAN, number=1)
    client = Client()
    first = _tree(client.get("/ressorts/fm/").content)
    assert "Wir über uns." in first.text_content()
    assert len(first.xpath("//tbody/tr")) == 25
    assert len(_tree(client.get("/ressorts/fm/?seite=2").content).xpath("//tbody/tr")) == 5
    assert "/ressorts/fm/" in client.get("/ressorts/").content.decode()
    with CaptureQueriesContext(connection) as many:
        kept.forget()
        client.get("/ressorts/fm/")
    Service.objects.filter(key__gt="99107023005000").delete()
    kept.forget()
    with CaptureQueriesContext(connection) as few:
        client.get("/ressorts/fm/")
    assert len(few) == len(many)


def test_declaration_follows_the_latest_check_runs(site: None) -> None:
    def _claim() -> str:
        kept.forget()
        return _tree(Client().get("/barrierefreiheit/").content).xpath(
            "string(//section[@aria-labelledby='stand']//strong)"
        )

    assert "noch nicht geprüft" in _claim()
    report = {"pages": 30, "violations": []}
    check_runs.record(
        kind="accessibility", subject_digest=site_digest(), ok=True, report=report, at=times.now()
    )
    assert "teilweise vereinbar" in _claim()


def test_barrier_is_reported_without_script_and_spam_is_swallowed(site: None) -> None:
    limits._seen.clear()
    client = Client(enforce_csrf_checks=True)
    token = _tree(client.get("/barrierefreiheit/melden/?address=/umsetzung/").content)
    assert token.xpath("//input[@name='address']/@value") == ["/umsetzung/"]
    data = {"csrfmiddlewaretoken": token.xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]}
    refused = client.post("/barrierefreiheit/melden/", {**data, "text": "kurz", "contact": "a@b.example"})
    assert refused.status_code == 422
    assert "a@b.example" in refused.content.decode()
    trapped = client.post("/barrierefreiheit/melden/", {**data, "text": "Kaufen Sie jetzt!!", "website": "x"})
    assert (trapped.status_code, BarrierReport.objects.count()) == (302, 0)
    done = client.post("/barrierefreiheit/melden/", {**data, "text": "Die Suche hat keinen Namen."})
    report = BarrierReport.objects.get()
    assert report.reference in client.get(done.headers["Location"]).content.decode()
    for _number in range(3):
        client.post("/barrierefreiheit/melden/", {**data, "text": "Die Suche hat keinen Namen."})
    assert (
        client.post("/barrierefreiheit/melden/", {**data, "text": "Noch eine Barriere hier."}).status_code
        == 429
    )


def test_feed_and_site_maps_are_well_formed_and_complete(site: None) -> None:
    client = Client()
    feed = etree.fromstring(client.get("/aktuelles/feed.xml").content)
    atom = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.xpath("//a:entry/a:title/text()", namespaces=atom) == ["Diese Seiten sind neu"]
    assert feed.xpath("/a:feed/a:updated", namespaces=atom)
    index = etree.fromstring(client.get("/sitemap.xml").content)
    [place] = [url for url in index.xpath("//*[local-name()='loc']/text()") if "seiten" in url]
    listed = etree.fromstring(client.get(place.partition("8000")[2]).content)
    paths = {url.partition("8000")[2] for url in listed.xpath("//*[local-name()='loc']/text()")}
    assert {f"/{path}/" for path in Page.objects.values_list("path", flat=True)} <= paths
    assert all(client.get(path).status_code == 200 for path in paths)
    assert "Sitemap: " in client.get("/robots.txt").content.decode()


@pytest.fixture
def editor(db: None) -> Client:
    client = Client()
    grants = sorted({Permission.EDIT_SITE, Permission.ANSWER_BARRIER})
    client.force_login(Account.objects.create(username="redaktion", name="Redaktion", grants=grants))
    return client


def test_editor_writes_looks_plans_and_restores(site: None, editor: Client) -> None:
    page = Page.objects.get(path="umsetzung/efa").uuid
    base = f"/verwaltung/website/{page}/"
    wrong = editor.post(base, {"base": "1", "title": "Neu", "body": "a\n[b](javascript:c)"})
    assert wrong.status_code == 422
    assert "Zeile 2" in wrong.content.decode()
    assert "javascript:c" in wrong.content.decode()
    assert editor.post(base, {"base": "1", "title": "Neu", "body": "<b>x</b>"}).status_code == 302
    assert editor.post(base, {"base": "1", "title": "Zu spät"}).status_code == 409
    assert "&lt;b&gt;" in editor.get(f"{base}vorschau/2/").content.decode()
    assert "lw-diff__added" in editor.get(f"{base}fassung/2/").content.decode()
    planned = {"language": "de", "number": "2", "on": "31.12.2030", "at": "08:30"}
    assert editor.post(f"{base}veroeffentlichen/", planned).status_code == 422
    soon = (times.now() + timedelta(days=40)).astimezone(times.BERLIN).date()
    assert editor.post(f"{base}veroeffentlichen/", {**planned, "on": soon.isoformat()}).status_code == 302
    shown = Revision.objects.get(page__uuid=page, language="de", number=2).shown_from
    assert shown is not None
    assert (shown.astimezone(times.BERLIN).strftime("%H:%M"), shown.astimezone(times.BERLIN).date()) == (
        "08:30",
        soon,
    )
    assert (
        editor.post(f"{base}zurueckholen/", {"language": "de", "number": "1", "base": "2"}).status_code == 302
    )
    assert editor.get(f"{base}fassung/9/").status_code == 404
    assert editor.get(f"{base}?sprache=en").status_code == 200


def test_contact_of_a_ressort_writes_its_page_and_sees_no_other(site: None, ministry: Organisation) -> None:
    account = Account.objects.create(username="kontakt", name="Kontakt")
    person = Person.objects.create(account=account, organisation=ministry, name="Kontakt")
    RoleAssignment.objects.create(
        person=person,
        role=Role.RESSORT_CONTACT,
        organisation=ministry,
        valid_from=date(2026, 1, 1),
        granted_by="test",
    )
    client = Client()
    client.force_login(account)
    form = _tree(client.get("/verwaltung/website/neu/").content)
    assert form.xpath("//select[@name='organisation']/option/@value")[1:] == [str(ministry.uuid)]
    made = client.post(
        "/verwaltung/website/neu/", {"organisation": str(ministry.uuid), "title": "Finanzen", "body": "Wir."}
    )
    assert made.status_code == 302
    page = Page.objects.get(organisation=ministry.uuid)
    assert page.path == "ressorts/fm"
    step = f"/verwaltung/website/{page.uuid}/veroeffentlichen/"
    assert client.post(step, {"language": "de", "number": "1"}).status_code == 302
    assert "Wir." in Client().get("/ressorts/fm/").content.decode()
    other = Page.objects.get(path="impressum").uuid
    assert client.get(f"/verwaltung/website/{other}/").status_code == 404
    assert client.post(f"/verwaltung/website/{other}/abschalten/").status_code == 404
    assert (
        client.post("/verwaltung/website/neu/", {"section": "law", "path": "x", "title": "X"}).status_code
        == 403
    )
    assert client.get("/verwaltung/website/barrieren/").status_code == 403


def test_my_day_reminds_of_reviews_dead_links_and_reports(site: None, editor: Client) -> None:
    BarrierReport.objects.create(
        reference="B-1", at=times.now(), due_on=times.legal_day(times.now()) + timedelta(days=3), text="x"
    )
    text = editor.get("/verwaltung/").content.decode()
    count = Page.objects.count()
    assert f"Seiten der Website prüfen: {count}" in text
    assert "noch 3 Tage" in text


def test_list_of_pages_costs_the_same_for_few_and_many(site: None, editor: Client) -> None:
    with CaptureQueriesContext(connection) as many:
        assert editor.get("/verwaltung/website/").status_code == 200
    Page.objects.exclude(section="law").delete()
    with CaptureQueriesContext(connection) as few:
        editor.get("/verwaltung/website/")
    assert len(few) == len(many)
    assert editor.get(f"/verwaltung/website/{uuid.uuid4()}/").status_code == 404
