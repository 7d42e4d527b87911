# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of the Vorhaben as people of different organisations meet them."""

import uuid

import pytest
from django.test import Client
from lxml import html

from leistungswerk.core.actor import Role
from leistungswerk.programme.models import (
    ChecklistItem,
    ChecklistTemplate,
    Comment,
    Consultation,
    Participation,
    Project,
    ProjectContact,
)
from leistungswerk.programme.services.projects import ProjectEntry, edit_project
from leistungswerk.register import search

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
HOUSING = "99107023017000"


@pytest.fixture
def signed_in(land):
    """A browser of somebody who holds these roles."""

    def _client(*roles):
        client = Client()
        client.force_login(land.person(*roles).account)
        return client

    return _client


def _page(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:2000]
    return html.document_fromstring(answer.content)


def _text(answer, status=200):
    return " ".join(_page(answer, status).text_content().split())


SECTIONS = ("", "checkliste/", "beratung/", "beteiligte/", "kommentare/", "verlauf/")


def test_every_section_opens_for_the_owner_and_is_missing_for_another_ressort(land, begun, signed_in):
    address = f"/verwaltung/vorhaben/{begun(land.ministry)}/"
    owner = signed_in((Role.SERVICE_OWNER, land.ministry))
    stranger = signed_in((Role.SERVICE_OWNER, land.other))
    for section in SECTIONS:
        assert "Wohngeld" in _text(owner.get(address + section))
        assert stranger.get(address + section).status_code == 404
    assert stranger.get(address + "akte.pdf").status_code == 404


def test_a_reader_sees_everything_and_may_change_nothing(land, begun, signed_in):
    identity = begun(land.ministry)
    Participation.objects.create(
        project=Project.objects.get(), organisation=land.audit_office, part="released_to"
    )
    auditor = signed_in((Role.AUDITOR, land.audit_office))
    address = f"/verwaltung/vorhaben/{identity}/"
    for section in SECTIONS:
        page = _page(auditor.get(address + section))
        # To be told of changes changes nothing of the Vorhaben.
        forms = page.xpath("//main//form[@method='post'][not(@action='/verwaltung/abonnieren/')]")
        assert forms == [], section
    assert auditor.get(address + "aendern/").status_code == 403
    refused = auditor.post(address + "kommentare/", {"text": "Prüfvermerk"})
    assert (refused.status_code, Comment.objects.count()) == (403, 0)
    item = ChecklistItem.objects.get(code="benennungsschreiben")
    act = {"act": "finish", "item": str(item.uuid), "title": "x", "file_number": "1"}
    assert auditor.post(address + "checkliste/", act).status_code == 403
    assert auditor.get(address + "akte.pdf").status_code == 200


def test_begin_by_search_then_by_key_and_the_mistakes_are_named_at_their_fields(land, signed_in):
    search.rebuild()
    contact = signed_in((Role.RESSORT_CONTACT, land.ministry))
    begin = "/verwaltung/vorhaben/beginnen/"
    owners = _page(contact.get(begin)).xpath("//select[@name='owner']/option/text()")
    assert any("Landesamt für Steuern" in text for text in owners)
    assert not any("Justiz" in text for text in owners)
    wrong = {
        "owner": str(land.authority.uuid),
        "title": "Wohngeld",
        "keys": "9910702301700",
        "staff_share": "viel",
    }
    page = _page(contact.post(begin, wrong), 422)
    assert page.xpath("//a[@href='#staff_share']")
    wrong["staff_share"] = "0,2"
    assert "9910702301700" in _text(contact.post(begin, wrong), 422)
    found = _page(contact.post(begin, {**wrong, "keys": "", "suche": "wohngelt", "search": "1"}))
    assert found.xpath(f"//input[@name='services'][@value='{HOUSING}']")
    assert found.xpath("//input[@name='title']/@value") == ["Wohngeld"]
    answer = contact.post(begin, {**wrong, "keys": "", "services": HOUSING, "target_date": "30.06.2027"})
    project = Project.objects.get()
    assert answer["Location"] == f"/verwaltung/vorhaben/{project.uuid}/"
    assert str(project.target_date) == "2027-06-30"
    assert (
        contact.post(begin, {**wrong, "owner": str(land.other.uuid), "services": HOUSING}).status_code == 403
    )


def test_the_second_editor_sees_what_the_first_one_wrote(land, begun, signed_in):
    identity = begun(land.ministry)
    owner = signed_in((Role.SERVICE_OWNER, land.ministry))
    first = land.actor((Role.SERVICE_OWNER, land.ministry))
    edit_project(
        first, project=identity, entry=ProjectEntry(title="Wohngeld digital", services=(HOUSING,)), revision=0
    )
    typed = {"title": "Anders", "services": HOUSING, "revision": "0"}
    said = _text(owner.post(f"/verwaltung/vorhaben/{identity}/aendern/", typed), 409)
    assert "Jemand war schneller" in said
    assert "Wohngeld digital" in said
    assert Project.objects.get().title == "Wohngeld digital"


def test_items_are_finished_planned_waived_and_reopened_on_the_page(land, begun, signed_in):
    identity = begun(land.ministry)
    owner = signed_in((Role.SERVICE_OWNER, land.ministry))
    address = f"/verwaltung/vorhaben/{identity}/checkliste/"
    item = ChecklistItem.objects.get(code="benennungsschreiben")

    def _act(act, **more):
        return owner.post(address, {"act": act, "item": str(item.uuid), **more})

    assert "Aktenzeichen" in _text(_act("finish", title="Schreiben"), 422)
    assert _act("plan", due="2026-01-15", person="").status_code == 302
    assert "überfällig seit" in _text(owner.get(address))
    item.refresh_from_db()
    assert item.state == "open"
    assert "Fällig am" in _text(_act("plan", due="gestern"), 422)
    assert _act("finish", title="Schreiben", file_number="5012/1")["Location"].endswith(f"#punkt-{item.uuid}")
    assert "5012/1" in _text(owner.get(address))
    assert _act("waive", reason="doch nicht").status_code == 409
    assert _act("reopen", reason="falsch").status_code == 302
    assert _act("waive", reason="entfällt").status_code == 302
    more = {
        "act": "add",
        "gate": "G0",
        "dimension": "legal",
        "responsible": "head",
        "new_title": "Personalrat",
    }
    assert owner.post(address, more).status_code == 302
    assert "Personalrat" in _text(owner.get(address))


def test_people_and_bodies_are_named_and_taken_out_on_the_page(land, begun, signed_in):
    identity = begun(land.ministry)
    owner = signed_in((Role.SERVICE_OWNER, land.ministry))
    address = f"/verwaltung/vorhaben/{identity}/beteiligte/"
    person = land.person((Role.SERVICE_OWNER, land.ministry))
    owner.post(address, {"act": "name", "person": str(person.uuid), "role": "service_owner"})
    owner.post(address, {"act": "bodies", "bodies": [str(land.city.uuid), str(land.district.uuid)]})
    owner.post(address, {"act": "release", "reader": str(land.audit_office.uuid)})
    said = _text(owner.get(address))
    assert person.name in said
    assert "2 Stellen nehmen teil" in said
    assert "Rechnungshof" in said
    owner.post(address, {"act": "drop", "person": str(person.uuid), "role": "service_owner"})
    owner.post(address, {"act": "end", "organisation": str(land.city.uuid), "part": "executing"})
    assert not ProjectContact.objects.exists()
    assert Participation.objects.filter(part="executing").count() == 1
    assert "mindestens eine Stelle" in _text(owner.post(address, {"act": "bodies"}), 422)


def test_the_history_says_in_german_what_happened_and_names_people_only_to_those_who_work_on_it(
    land, begun, signed_in
):
    identity = begun(land.ministry)
    owner = land.person((Role.SERVICE_OWNER, land.ministry))
    client = Client()
    client.force_login(owner.account)
    address = f"/verwaltung/vorhaben/{identity}/"
    client.post(address + "kommentare/", {"text": "Bitte bis Freitag prüfen."})
    assert "Bitte bis Freitag" in _text(client.get(address + "kommentare/"))
    assert "Der Kommentar ist leer" in _text(client.post(address + "kommentare/", {"text": " "}), 422)
    said = _text(client.get(address + "verlauf/"))
    assert "Kommentar geschrieben" in said
    assert owner.name in said
    Participation.objects.create(project=Project.objects.get(), organisation=land.other, part="released_to")
    reader = signed_in((Role.SERVICE_OWNER, land.other))
    other = _text(reader.get(address + "verlauf/"))
    assert owner.name not in other
    assert "eine beteiligte Person" in other


def test_a_vorhaben_ends_with_a_reason_only(land, begun, signed_in):
    identity = begun(land.ministry)
    owner = signed_in((Role.SERVICE_OWNER, land.ministry))
    address = f"/verwaltung/vorhaben/{identity}/"
    assert "Nennen Sie den Grund" in _text(owner.post(address + "beenden/", {"reason": ""}), 422)
    assert owner.post(address + "beenden/", {"reason": "Gesetz aufgehoben"}).status_code == 302
    assert Project.objects.get().state == "abandoned"
    assert owner.post(address + "wiederaufnehmen/", {"reason": "doch"}).status_code == 409


def test_a_question_goes_through_the_queue_and_comes_back_answered(land, begun, signed_in):
    identity = begun(land.ministry)
    owner = signed_in((Role.SERVICE_OWNER, land.ministry))
    person = land.person((Role.ADVISER, land.provider))
    adviser = Client()
    adviser.force_login(person.account)
    ask = f"/verwaltung/beratung/anfragen/?vorhaben={identity}"
    assert "Wohngeld" in _text(owner.get(ask))
    empty = {"owner": str(land.ministry.uuid), "subject": "", "text": ""}
    assert "in einem Satz" in _text(owner.post(ask, empty), 422)
    owner.post(ask, {**empty, "subject": "Bauen oder nachnutzen?", "text": "Was raten Sie?"})
    address = f"/verwaltung/beratung/{Consultation.objects.get().uuid}/"
    assert "Bauen oder nachnutzen?" in _text(adviser.get("/verwaltung/"))
    assert "Wer hat Platz?" in _text(adviser.get("/verwaltung/beratung/"))
    adviser.post(address, {"act": "assign", "adviser": str(person.uuid)})
    adviser.post(address, {"act": "answer", "text": "Nachnutzen."})
    assert "Nachnutzen." in _text(owner.get(address))
    assert owner.post(address, {"act": "close"}).status_code == 302
    stranger = signed_in((Role.SERVICE_OWNER, land.other))
    assert stranger.get(address).status_code == 404
    assert "Beantwortet" not in _text(stranger.get("/verwaltung/beratung/"))
    limit = f"/verwaltung/beratung/platz/{person.uuid}/"
    assert adviser.post(limit, {"limit": "3"}).status_code == 302
    assert adviser.post(limit, {"limit": "viele"}).status_code == 422


def test_my_day_shows_what_waits_by_role_and_a_notice_until_it_is_read(land, begun, signed_in):
    begun(land.ministry)
    said = _text(signed_in((Role.BUDGET, land.ministry)).get("/verwaltung/"))
    assert "Ressourcenzusage des Haushaltsreferats" in said
    assert "Benennungsschreiben" not in said
    assert "Kein offener Punkt" in _text(signed_in((Role.BUDGET, land.other)).get("/verwaltung/"))


def test_templates_are_edited_to_a_new_version_by_the_programme_management_alone(land, signed_in):
    manager = signed_in((Role.PROGRAMME_MANAGEMENT, land.provider))
    pk = ChecklistTemplate.objects.get(gate="G0").pk
    address = f"/verwaltung/checklisten/{pk}/"
    assert signed_in((Role.SERVICE_OWNER, land.ministry)).get(address).status_code == 403
    assert "Erste Schritte" in _text(manager.get("/verwaltung/checklisten/"))
    form = _page(manager.get(address)).xpath("//main//form")[0]
    typed = dict(form.form_values())
    place = next(name for name, value in typed.items() if name.startswith("title-") and not value)
    typed[place] = "Beirat gehört"
    made = manager.post(address, typed)
    new = ChecklistTemplate.objects.get(gate="G0", version=2)
    assert made["Location"] == f"/verwaltung/checklisten/{new.pk}/"
    assert new.items.count() == ChecklistTemplate.objects.get(pk=pk).items.count() + 1
    assert new.items.get(title="Beirat gehört").code == "beirat-gehoert"
    assert "neuere Fassung" in _text(manager.post(address, typed), 409)


def test_what_does_not_exist_is_missing(signed_in, land):
    manager = signed_in((Role.PROGRAMME_MANAGEMENT, land.provider))
    for address in (f"vorhaben/{uuid.UUID(int=1)}/", f"beratung/{uuid.UUID(int=1)}/", "checklisten/999999/"):
        assert manager.get(f"/verwaltung/{address}").status_code == 404
