# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of a gate through the whole house: what is missing, signing, refusing, and who may not."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from gate_cases import TODAY, decide, people, ready_for_advice
from lxml import html

from leistungswerk.core.models import Account
from leistungswerk.programme.models import DigitisationDecision, GateCase, ProcessStep, Project, Vote
from leistungswerk.programme.states import Gate, GateState, Phase

pytestmark = pytest.mark.django_db


@pytest.fixture
def who(land):
    return people(land)


@pytest.fixture
def project(land, begun):
    identity = begun(land.ministry)
    ready_for_advice(land, identity)
    return identity


def browser(actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(uuid=uuid.UUID(actor.pseudonym.partition(":")[2])))
    return client


def text(answer) -> str:
    return " ".join(html.document_fromstring(answer.content).text_content().split())


def gate_url(project, gate="G0"):
    return reverse("office:gate", args=[project, gate])


def _sign(client, position=1, **more):
    case = GateCase.objects.latest("pk")
    given = {"position": position, "digest": case.digest, "act": "sign"} | more
    return client.post(reverse("office:sign_case", args=[case.uuid]), given)


def test_a_gate_says_what_is_missing_who_must_act_and_where(land, begun, who):
    identity = begun(land.ministry, title="Leer")
    page = browser(who.contact).get(gate_url(identity))
    said = text(page)
    assert "Niemand hat erfasst, wer die Leistung vollzieht." in said
    assert "Zuständig: Haushalt des Bedarfsträgers" in said
    assert "Zeichnung eröffnen" not in said
    refused = browser(who.contact).post(reverse("office:open_gate", args=[identity, "G0"]))
    assert (refused.status_code, "noch nicht gezeichnet" in text(refused)) == (422, True)


def test_from_opening_to_the_signature_and_the_pdf(who, project):
    contact = browser(who.contact)
    assert "Zeichnung eröffnen" in text(contact.get(gate_url(project)))
    assert contact.post(reverse("office:open_gate", args=[project, "G0"])).status_code == 302
    assert "Wohngeld" in text(contact.get(reverse("office:signatures")))
    assert "Wohngeld" not in text(browser(who.budget).get(reverse("office:signatures")))
    assert _sign(contact).status_code == 302
    assert Project.objects.get(uuid=project).phase == Phase.ADVICE
    page = text(contact.get(gate_url(project)))
    assert "Runde 1" in page
    assert GateCase.objects.get().digest in page
    pdf = contact.get(reverse("office:gate_record", args=[GateCase.objects.get().uuid]))
    assert pdf.content.startswith(b"%PDF")


def test_the_wrong_role_sees_no_button_and_is_told_so_when_it_tries(who, project):
    browser(who.contact).post(reverse("office:open_gate", args=[project, "G0"]))
    budget = browser(who.budget)
    assert 'value="sign"' not in budget.get(gate_url(project)).content.decode()
    answer = _sign(budget)
    assert answer.status_code == 403
    assert "OZG-Ressortansprechperson" in text(answer)
    assert browser(who.stranger).get(gate_url(project)).status_code == 404


def test_the_second_signer_sees_what_the_first_did(who, project):
    contact = browser(who.contact)
    contact.post(reverse("office:open_gate", args=[project, "G0"]))
    _sign(contact)
    answer = _sign(contact)
    assert (answer.status_code, "inzwischen bestanden" in text(answer)) == (409, True)


def test_a_refusal_keeps_what_was_typed_when_it_is_incomplete(land, who, project):
    contact, owner = browser(who.contact), browser(who.owner)
    contact.post(reverse("office:open_gate", args=[project, "G0"]))
    answer = _sign(contact, act="outside", signer_name="Dr. Demo", signed_on="gestern", form="paper")
    assert answer.status_code == 422
    assert "Geben Sie ein Datum an" in text(answer)
    assert b'value="Dr. Demo"' in answer.content
    assert _sign(contact, act="refuse", reason="Ziel unklar.").status_code == 302
    assert GateCase.objects.get().state == GateState.REFUSED
    assert "Ziel unklar." in text(owner.get(gate_url(project)))


def test_votes_are_given_and_conditions_confirmed_on_the_page(who, project):
    privacy, url = browser(who.privacy), reverse("office:votes", args=[project])
    given = {"act": "vote", "kind": "data_protection", "verdict": "with_conditions", "given_on": str(TODAY)}
    assert "Nennen Sie die Auflagen" in text(privacy.post(url, given))
    assert privacy.post(url, given | {"conditions": "Löschfrist"}).status_code == 302
    vote = Vote.objects.get()
    assert "Löschfrist" in text(browser(who.owner).get(url))
    met = {"act": "conditions", "vote": str(vote.uuid), "met_on": str(TODAY)}
    assert browser(who.security).post(url, met).status_code == 422
    assert privacy.post(url, met).status_code == 302
    assert browser(who.owner).post(url, given).status_code == 403


def test_the_workspace_is_locked_before_phase_one_and_open_after(land, who, project):
    owner, url = browser(who.owner), reverse("office:decision", args=[project])
    step = {"act": "add_step", "title": "Antrag prüfen", "improvement": "simplify", "reason": "Einmal genügt"}
    assert "Phase 1" in text(owner.post(url, step))
    browser(who.contact).post(reverse("office:open_gate", args=[project, "G0"]))
    _sign(browser(who.contact))
    assert owner.post(url, step).status_code == 302
    assert "Begründen Sie" in text(owner.post(url, step | {"reason": ""}))
    owner.post(url, {"act": "search"})
    ratings = {"act": "rate"} | {
        f"p-{path}-x-{dimension}": "2"
        for path in "ABCD"
        for dimension in ("organisational", "legal", "financial", "technical")
    }
    assert owner.post(url, ratings).status_code == 302
    row = DigitisationDecision.objects.get()
    assert row.ratings.count() == 16
    wrong = {"act": "write", "revision": row.revision, "way": "B", "reasons": "Satzung", "cost_once": "viel"}
    assert "Betrag in Euro" in text(owner.post(url, wrong))
    assert owner.post(url, wrong | {"cost_once": "90.000,50", "cost_yearly": "0"}).status_code == 302
    row.refresh_from_db()
    assert (row.path, str(row.cost_once)) == ("B", "90000.50")
    assert owner.post(url, wrong | {"cost_once": "1"}).status_code == 409
    assert ProcessStep.objects.count() == 1


def test_the_paper_is_drafted_previewed_without_foreign_markup_and_kept(land, who, project):
    browser(who.contact).post(reverse("office:open_gate", args=[project, "G0"]))
    _sign(browser(who.contact))
    decide(land, who, project)
    owner, url = browser(who.owner), reverse("office:paper", args=[project])
    assert "Anlass" in text(owner.get(url))
    evil = "# Titel\n\n<script>alert(1)</script>\n\n[weiter](javascript:alert(1)) ![x](http://a/b.png)"
    page = html.document_fromstring(owner.post(url, {"act": "preview", "paper": evil}).content)
    assert not page.xpath(
        "//article//script | //article//img | //article//a[starts-with(@href, 'javascript')]"
    )
    assert [node.text for node in page.xpath("//article//h2")] == ["Titel"]
    row = DigitisationDecision.objects.get()
    assert "Titel" not in row.paper
    assert owner.post(url, {"act": "write", "paper": "Kurz.", "revision": row.revision}).status_code == 302
    row.refresh_from_db()
    assert row.paper == "Kurz."


def test_the_order_of_signing_is_set_on_the_page_by_those_who_keep_the_organisation(land, who):
    url = reverse("office:signing_order", args=[land.ministry.uuid])
    contact = browser(who.contact)
    given = {
        "gate": Gate.G0.value,
        "act": "set",
        "turn1": "1",
        "role1": "service_owner",
        "turn2": "2",
        "role2": "head",
    }
    assert contact.post(url, given).status_code == 302
    assert "eigene Ordnung" in text(contact.get(url))
    assert "Zeile 1" in text(contact.post(url, given | {"turn1": "eins"}))
    assert browser(who.budget).post(url, given).status_code == 403
