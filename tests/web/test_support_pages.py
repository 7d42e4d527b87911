# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Help in the portal and the desk in the office, as people use them."""

import re
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leistungswerk.core import limits, times
from leistungswerk.core.actor import OPERATOR, Role
from leistungswerk.core.models import Account, Mail
from leistungswerk.enablement.desk import guard, links
from leistungswerk.enablement.desk.models import Rating, Ticket
from leistungswerk.enablement.desk.services import asking, handing, handling, notices, opening, setting
from leistungswerk.enablement.desk.services.notices import NoticeEntry
from leistungswerk.enablement.desk.services.opening import Request
from leistungswerk.enablement.desk.services.setting import ArticleEntry
from leistungswerk.enablement.desk.states import Category, Channel, EntryKind, NoticeKind
from leistungswerk.enablement.directory.models import Change, Wish
from leistungswerk.enablement.directory.services import subscribing, telling
from leistungswerk.enablement.directory.states import Pace, Topic
from leistungswerk.enablement.site.models import BarrierReport
from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.register.models import Organisation, Person, RoleAssignment, Service
from leistungswerk.web.portal.site.kept import forget

pytestmark = pytest.mark.django_db
KEY, OTHER = "99107023017001", "99102013104000"
IBAN = "DE02 1203 0000 0000 2020 51"
EVIL = "<script>alert(1)</script> Die Seite steht."


@pytest.fixture(autouse=True)
def _land():
    limits._seen.clear()
    forget()
    Service.objects.create(key=KEY, name="Wohngeld")
    Service.objects.create(key=OTHER, name="Hundesteuer")
    yield
    forget()


def _person(role: Role, house: str = "LDI", kind: OrganisationKind = OrganisationKind.IT_PROVIDER) -> Client:
    place, _new = Organisation.objects.get_or_create(name=house, kind=kind)
    account = Account.objects.create(username=role.value, name=role.value)
    person = Person.objects.create(
        account=account, organisation=place, name=role.value, email=f"{role}@example.org"
    )
    RoleAssignment.objects.create(
        person=person, role=role, organisation=place, valid_from=date(2026, 1, 1), granted_by="test"
    )
    client = Client()
    client.force_login(account)
    return client


def _ask(act: str = "send", **said: str):
    stamp = guard.new_stamp(times.now() - timedelta(minutes=1))
    typed = {
        "category": "fault",
        "text": "Mein Anhang lädt nicht. Was nun?",
        "stamp": stamp,
        "act": act,
    } | said
    return Client().post("/hilfe/", typed)


def _ticket(text: str = "Die Seite steht.", **said: object) -> Ticket:
    asked = Request(subject="Steht", text=text, channel=Channel.FORM, **said)
    return Ticket.objects.get(uuid=opening.open_ticket(asked, at=times.now()))


def _disturbed():
    entry = NoticeEntry(
        kind=NoticeKind.DISTURBANCE, title="Absenden geht nicht", text="Wir arbeiten daran.", services=(KEY,),
        starts_at=times.now() - timedelta(hours=1),
    )  # fmt: skip
    return notices.publish(OPERATOR, entry=entry)


def test_a_question_becomes_a_ticket_under_its_first_sentence_with_a_link_only_its_sender_has():
    answer = _ask(page="/leistungen/99107023017001/?code=geheim")
    row = Ticket.objects.get()
    assert (row.subject, row.service.key, row.page) == (
        "Mein Anhang lädt nicht",
        KEY,
        "/leistungen/99107023017001/",
    )
    page = Client().get(answer.headers["Location"])
    assert row.number in page.content.decode()
    assert (page.headers["Cache-Control"], page.headers["X-Robots-Tag"]) == ("no-store", "noindex")
    assert Client().get(f"/hilfe/anfrage/{row.number}/geraten/").status_code == 404


def test_something_is_added_by_the_secret_link_as_browsers_send_it():
    """A page without referrer would let browsers send „Origin: null“, which the token of the form does not survive."""
    path = links.status_path(_ticket().number)
    strict = Client(enforce_csrf_checks=True)
    page = strict.get(path)
    assert page.headers["Referrer-Policy"] == "same-origin"
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode()).group(1)
    said = {"text": "Es geht immer noch nicht.", "csrfmiddlewaretoken": token}
    assert strict.post(path, said, headers={"Origin": "http://testserver"}).status_code == 302
    assert Ticket.objects.get().entries.filter(kind=EntryKind.REQUEST).count() == 2
    assert strict.post(path, said | {"text": "kurz"}).status_code == 422


def test_personal_data_are_asked_about_and_left_out_on_wish():
    hint = _ask(text=f"Mein Konto {IBAN} fehlt auf der Seite.")
    assert "Bankverbindung" in hint.content.decode()
    assert not Ticket.objects.exists()
    assert _ask("black", text=f"Mein Konto {IBAN} fehlt auf der Seite.").status_code == 302
    assert IBAN not in Ticket.objects.get().entries.get(kind=EntryKind.REQUEST).text


def test_pasted_personal_data_are_pointed_out_and_blacked_out_with_a_trace():
    row = _ticket(f"Mein Konto {IBAN} fehlt.")
    line = row.entries.get(kind=EntryKind.REQUEST)
    desk = _person(Role.ADVISER)
    page = f"/verwaltung/support/{row.uuid}/"
    assert "Enthält vielleicht" in desk.get(page).content.decode()
    assert desk.post(f"{page}schwaerzen/{line.pk}/", {"how": "found", "why": ""}).status_code == 422
    assert desk.post(f"{page}schwaerzen/{line.pk}/", {"how": "found", "why": "Konto"}).status_code == 302
    shown = desk.get(page).content.decode()
    assert IBAN not in shown
    assert re.search(r"Geschwärzt von \w+: Konto", shown)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"website": "https://spam.example"}, 302),
        ({"stamp": "gefälscht"}, 422),
        ({"text": "https://a.example " * 12}, 422),
        ({"category": "frei erfunden"}, 422),
        ({"email": "keine Adresse"}, 422),
        ({"text": "Was\x00 nun, bitte?"}, 422),
    ],
)
def test_what_programs_and_slips_send_makes_no_ticket(said, status):
    assert _ask(**said).status_code == status
    assert not Ticket.objects.exists()
    assert not Mail.objects.exists()


def test_a_form_sent_at_once_and_a_flood_are_held_back():
    assert _ask(stamp=guard.new_stamp(times.now())).status_code == 422
    assert [_ask().status_code for _number in range(5)][-1] == 429


def test_a_barrier_goes_to_its_own_list_and_stands_at_the_desk():
    assert "/barrierefreiheit/" in _ask(category="barrier").headers["Location"]
    assert BarrierReport.objects.count() == Ticket.objects.count() == 1


def test_a_rating_is_counted_by_its_button_and_not_by_whoever_opens_the_link():
    row = _ticket(email="ada@example.org")
    handling.solve(OPERATOR, ticket=row.uuid, text="So geht es.")
    address = re.search(r"http://[^/]+(/hilfe/bewertung/\S+/yes/)", Mail.objects.last().text).group(1)
    assert Client().get(address).status_code == 200
    assert not Rating.objects.exists()
    assert Client().post(address).status_code == 200
    assert Client().post(address).status_code in {404, 422}
    assert Rating.objects.count() == 1


def test_a_notice_stands_on_the_pages_of_its_service_and_goes_when_it_ends():
    made = _disturbed()
    assert "Absenden geht nicht" in Client().get(f"/leistungen/{KEY}/").content.decode()
    assert "Absenden geht nicht" not in Client().get(f"/leistungen/{OTHER}/").content.decode()
    assert "Absenden geht nicht" in Client().get("/stoerungen/feed.xml").content.decode()
    notices.end(OPERATOR, notice=made, text="Behoben.", answer="")
    assert "Absenden geht nicht" not in Client().get(f"/leistungen/{KEY}/").content.decode()
    assert "Behoben." in Client().get(f"/stoerungen/{made}/").content.decode()


def test_a_notice_is_told_to_who_follows_notices_or_its_service():
    wanted = [(Topic.NOTICE, ""), (Topic.SERVICE, KEY)]
    subscribing.wish(email="ada@example.org", wanted=wanted, pace=Pace.AT_ONCE, language="de")
    subscribing.confirm(Wish.objects.get().uuid)
    made = _disturbed()
    notices.update(OPERATOR, notice=made, text="Wir wissen, woran es liegt.")
    assert sorted((each.topic, each.kind) for each in Change.objects.all()) == [
        ("notice", "notice.published"),
        ("notice", "notice.updated"),
        ("service", "notice.published"),
    ]
    assert telling.tell_due(times.now() + timedelta(minutes=5)) == 1
    told = Mail.objects.order_by("pk").last().text
    assert "Absenden geht nicht. Wir wissen, woran es liegt." in told
    assert "Zu dieser Leistung ist eine Störung oder Wartung gemeldet." in told
    assert f"/stoerungen/{made}/" in told


def test_what_people_write_stays_text():
    row = _ticket(EVIL)
    for page in (
        _person(Role.ADVISER).get(f"/verwaltung/support/{row.uuid}/"),
        Client().get(links.status_path(row.number)),
    ):
        assert "<script>alert" not in page.content.decode()
        assert "&lt;script&gt;alert" in page.content.decode()


def test_my_day_leads_to_what_the_desk_owes_and_the_vendor_to_what_was_handed_over():
    vendor = _person(Role.VENDOR, "Softwarehaus", OrganisationKind.VENDOR)
    row = _ticket()
    handing.hand_over(
        OPERATOR, ticket=row.uuid, organisation=Organisation.objects.get(name="Softwarehaus").uuid, address="",
        subject="Fehler 500", text="Bitte prüfen",
    )  # fmt: skip
    _ticket()
    assert (
        "Anfragen an den Support übernehmen: 1" in _person(Role.ADVISER).get("/verwaltung/").content.decode()
    )
    assert "Übergebene Anfragen beantworten: 1" in vendor.get("/verwaltung/").content.decode()
    page = f"/verwaltung/support/uebergeben/{row.uuid}/"
    assert "Bitte prüfen" in vendor.get(page).content.decode()
    assert "Die Seite steht." not in vendor.get(page).content.decode()
    assert vendor.post(page, {"act": "number", "number": "SWH-4711"}).status_code == 302
    assert vendor.post(page, {"act": "return", "text": "Behoben."}).status_code == 302
    row.refresh_from_db()
    assert (row.foreign_number, row.state) == ("SWH-4711", "open")


def test_the_page_of_a_ticket_costs_the_same_with_few_and_many_lines():
    desk, row = _person(Role.ADVISER), _ticket()
    page = f"/verwaltung/support/{row.uuid}/"
    desk.get(page)
    counted = []
    for _round in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert desk.get(page).status_code == 200
        counted.append(len(queries))
        for number in range(5):
            handling.note(OPERATOR, ticket=row.uuid, text=f"Notiz {number}")
    assert counted[0] == counted[1]


def test_suggestions_while_somebody_types_are_only_public_ones():
    for title, public in (("Dateianhang hochladen", True), ("Dateianhang hochladen, intern", False)):
        entry = ArticleEntry(title=title, text="PDF", category=Category.USE, public=public)
        setting.save_article(OPERATOR, entry=entry)
    asked = f"vorschlaege.json?frage={quote('Mein Dateianhang lädt nicht')}"
    shown = Client().get(f"/hilfe/{asked}").json()["vorschlaege"]
    assert [each["title"] for each in shown] == ["Dateianhang hochladen"]
    inner = _person(Role.ADVISER).get(f"/verwaltung/support/{asked}").json()["vorschlaege"]
    assert {"Dateianhang hochladen", "Dateianhang hochladen, intern"} <= {each["title"] for each in inner}


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/leistungen/anmeldung-eines-hundes-zur-hundesteuer/?code=K7QF", "/leistungen/anmeldung-eines-hundes-zur-hundesteuer/"),
        ("/antrag/0d9c1b7e-7d6b-4c58-9b3e-0d8f5a4b1c2d/schritt/1/", "/antrag/…/schritt/1/"),
        ("/hilfe/anfrage/SD-2026-0012/pb3QTFVgMmkjX2lzBRvW_0yo19VR_vnJyHHDKjtvSXg/", "/hilfe/anfrage/SD-2026-0012/…/"),
        ("/abonnieren/meine/MToxdk5xM2s6eDlYejA:1vNq3k:x9Xz0/", "/abonnieren/meine/…/"),
        ("//fremd.example/x", ""),
        ("https://fremd.example/x", ""),
    ],
)  # fmt: skip
def test_the_desk_learns_the_page_and_no_secret_of_its_address(address, kept):
    assert asking.plain_page(address) == kept


def test_an_error_page_leads_to_the_form_and_names_itself_there():
    page = Client().get("/gibt-es-nicht/")
    assert page.status_code == 404
    assert 'href="/hilfe/?seite=%2Fgibt-es-nicht%2F"' in page.content.decode()
    assert 'value="/gibt-es-nicht/"' in Client().get("/hilfe/?seite=%2Fgibt-es-nicht%2F").content.decode()
