# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages of contacts, subscriptions and mailings, as people and mail programs use them."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from leistungswerk.core import audit, limits
from leistungswerk.core.actor import OPERATOR, Role
from leistungswerk.core.models import Account, Mail
from leistungswerk.enablement.directory import links
from leistungswerk.enablement.directory.models import Contact, Mailing, Subscriber, Subscription, Wish
from leistungswerk.enablement.directory.services import contacts
from leistungswerk.enablement.directory.services.contacts import ContactEntry
from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.register.models import Organisation, Person, RoleAssignment, Service, Territory
from leistungswerk.register.search import index

pytestmark = pytest.mark.django_db
KEY = "99107023017001"


@pytest.fixture(autouse=True)
def _land():
    limits._seen.clear()
    Service.objects.create(key=KEY, name="Wohngeld")
    mainz = Territory.objects.create(ars="073150000000", name="Mainz")
    Organisation.objects.create(name="Stadt Mainz", kind=OrganisationKind.CITY, territory=mainz)
    index.rebuild()


def _person(name: str, role: Role) -> Client:
    place, _new = Organisation.objects.get_or_create(name="LDI", kind=OrganisationKind.IT_PROVIDER)
    account = Account.objects.create(username=name, name=name)
    person = Person.objects.create(
        account=account, organisation=place, name=name, email=f"{name.lower()}@example.org"
    )
    RoleAssignment.objects.create(
        person=person, role=role, organisation=place, valid_from=date(2026, 1, 1), granted_by="test"
    )
    client = Client()
    client.force_login(account)
    return client


def _subscribe(client: Client, **fields):
    values = {"email": "ada@example.org", "wanted": [f"service:{KEY}"], "pace": "daily", **fields}
    return client.post("/abonnieren/", values)


def test_a_reader_finds_a_service_and_a_place_to_subscribe_to():
    page = Client().get("/abonnieren/?suche=wohngeld").content.decode()
    assert f'value="service:{KEY}"' in page
    assert "Stadt Mainz" in Client().get("/abonnieren/?suche=mainz").content.decode()
    chosen = Client().get(f"/abonnieren/?leistung={KEY}&leistung=99999999999999").content.decode()
    assert re.search(rf'value="service:{KEY}" checked', chosen)
    assert "service:99999999999999" not in chosen


def test_from_the_form_to_the_end_by_one_click():
    client = Client()
    answer = _subscribe(client)
    assert answer.headers["Location"] == "/abonnieren/angefragt/"
    address = re.search(r"http://[^/]+(/abonnieren/bestaetigen/\S+/)", Mail.objects.get().text).group(1)
    # Programs that look into mails open links: that alone confirms nothing.
    assert "ada@example.org" in client.get(address).content.decode()
    assert not Subscriber.objects.exists()
    preferences = client.post(address).headers["Location"]
    assert "bestätigt" in client.get(preferences).content.decode()
    assert client.get(address).status_code == 410
    row = Subscriber.objects.get()
    # A mail program posts without cookie, token of a form or referrer (RFC 8058).
    strict = Client(enforce_csrf_checks=True)
    end = f"/abonnieren/abmelden/{links.subscriber_token(row.uuid)}/"
    assert strict.get(end).status_code == 200
    assert Subscriber.objects.exists()
    assert strict.post(end, {"List-Unsubscribe": "One-Click"}).status_code == 204
    assert not Subscriber.objects.exists()
    assert strict.post(end, {"List-Unsubscribe": "One-Click"}).status_code == 204
    assert client.get(preferences).status_code == 410


def test_the_answer_is_the_same_whether_an_address_is_known():
    _subscribe(Client())
    Client().post(f"/abonnieren/bestaetigen/{links.wish_token(Wish.objects.get().uuid)}/")
    answers = [
        _subscribe(Client(), email=email)
        for email in ("ada@example.org", "neu@example.org", "postmaster@example.org")
    ]
    assert {(each.status_code, each.headers["Location"]) for each in answers} == {
        (302, "/abonnieren/angefragt/")
    }


def test_the_form_keeps_what_was_typed_and_slows_down_robots():
    answer = _subscribe(Client(), email="ada@", wanted=["news:", f"service:{KEY}"])
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="ada@"' in page
    assert page.count(" checked") == 3
    assert _subscribe(Client(), website="http://spam").status_code == 302
    assert not Mail.objects.exists()
    assert [_subscribe(Client(), email="x").status_code for _round in range(4)] == [422, 422, 422, 429]


def test_preferences_are_changed_and_the_last_topic_ends_it():
    _subscribe(Client(), wanted=["news:", f"service:{KEY}"])
    location = (
        Client()
        .post(f"/abonnieren/bestaetigen/{links.wish_token(Wish.objects.get().uuid)}/")
        .headers["Location"]
    )
    page = location.partition("?")[0]
    assert (
        Client().post(page, {"wanted": ["news:"], "pace": "weekly"}).headers["Location"]
        == f"{page}?gespeichert=1"
    )
    assert list(Subscription.objects.values_list("topic", flat=True)) == ["news"]
    assert Client().post(page, {"pace": "weekly"}).headers["Location"] == "/abonnieren/beendet/"
    assert not Subscriber.objects.exists()


def test_the_contact_page_shows_what_is_public():
    place = Organisation.objects.get(name="Stadt Mainz")
    for title, public in (("OZG-Koordination", True), ("Nur intern", False)):
        contacts.enter_contact(
            OPERATOR,
            entry=ContactEntry(organisation=place.uuid, title=title, email="x@example.org", public=public),
        )
    page = Client().get("/kontakt/").content.decode()
    assert "OZG-Koordination" in page
    assert "Nur intern" not in page


def test_a_contact_is_entered_found_taken_along_and_ended():
    client = _person("Dora", Role.PROGRAMME_MANAGEMENT)
    place = Organisation.objects.get(name="Stadt Mainz")
    values = {
        "organisation": str(place.uuid),
        "title": "Fragen zum Wohngeld",
        "email": "kein",
        "revision": "1",
    }
    refused = client.post("/verwaltung/kontakte/neu/", values)
    assert refused.status_code == 422
    assert "Fragen zum Wohngeld" in refused.content.decode()
    page = client.post(
        "/verwaltung/kontakte/neu/", values | {"email": "w@example.org", "services": KEY}
    ).headers["Location"]
    assert "w@example.org" in client.get(page).content.decode()
    assert "Fragen zum Wohngeld" in client.get("/verwaltung/kontakte/?leistung=wohngeld").content.decode()
    assert "Fragen zum Wohngeld" not in client.get("/verwaltung/kontakte/?leistung=unfug").content.decode()
    assert b"EMAIL;TYPE=INTERNET,WORK:w@example.org" in client.get(f"{page}kontakt.vcf").content
    file = b"".join(client.get("/verwaltung/kontakte/kontakte.csv").streaming_content).decode("utf-8-sig")
    assert "Postfach;Stadt Mainz;;Fragen zum Wohngeld;w@example.org" in file
    assert "Person;LDI;Programmmanagement;Dora" in file
    assert audit.page(offset=0, limit=1)[0][0].action == "contact.exported"
    client.post(f"{page}beenden/")
    assert Contact.objects.get().valid_until is not None


def test_a_mailing_goes_from_one_hand_to_another():
    writer, releaser = _person("Emil", Role.ADVISER), _person("Fay", Role.PROGRAMME_MANAGEMENT)
    values = {
        "subject": "Neu",
        "text": "**Bitte** lesen.",
        "roles": ["adviser", "unfug"],
        "organisations": "Gibt es nicht",
        "revision": "1",
    }
    refused = writer.post("/verwaltung/rundmails/neu/", values)
    assert refused.status_code == 422
    assert "steht nicht im Register" in refused.content.decode()
    page = writer.post("/verwaltung/rundmails/neu/", values | {"organisations": "LDI"}).headers["Location"]
    assert "emil@example.org" in writer.get(page).content.decode()
    assert writer.post(f"{page}test/").headers["Location"] == f"{page}?test=1"
    assert Mail.objects.get().recipient == "emil@example.org"
    writer.post(f"{page}vorlegen/", {"revision": "1"})
    assert writer.post(f"{page}freigeben/", {"revision": "2", "circle": ""}).status_code == 403
    assert "Rundmails ansehen und freigeben: 1" in releaser.get("/verwaltung/").content.decode()
    shown = releaser.get(page).content.decode()
    circle = re.search(r'name="circle" value="([0-9a-f]+)"', shown).group(1)
    assert releaser.post(f"{page}freigeben/", {"revision": "2", "circle": "0"}).status_code == 409
    assert releaser.post(f"{page}freigeben/", {"revision": "2", "circle": circle}).status_code == 302
    assert Mailing.objects.get().state == "sending"
    assert "emil@example.org" in releaser.get(f"{page}empfaenger/?stand=waiting").content.decode()
    assert releaser.post(f"{page}unfug/", {"revision": "3"}).status_code == 404


def test_following_is_one_click_from_the_page_itself():
    client = _person("Gus", Role.ADVISER)
    page = reverse("office:register_service", args=[KEY])
    assert "Änderungen abonnieren" in client.get(page).content.decode()
    answer = client.post(
        "/verwaltung/abonnieren/",
        {"topic": "service", "key": KEY},
        headers={"referer": f"http://testserver{page}"},
    )
    assert answer.headers["Location"] == f"http://testserver{page}"
    assert "Abonnement beenden" in client.get(page).content.decode()
    own = client.get("/verwaltung/mein-eintrag/").content.decode()
    assert "Leistung: Wohngeld" in own
    away = client.post(
        "/verwaltung/abonnement-beenden/",
        {"topic": "service", "key": KEY},
        headers={"referer": "https://evil.example/"},
    )
    assert away.headers["Location"] == "/verwaltung/mein-eintrag/"
    assert not Subscriber.objects.exists()


def test_an_editor_of_the_website_needs_nothing_of_the_project():
    client = _person("Hal", Role.SITE_EDITOR)
    assert client.get("/verwaltung/website/").status_code == 200
    assert client.get("/verwaltung/vorhaben/").status_code == 403
