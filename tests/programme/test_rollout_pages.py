# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of the roll-out, walked as people do: planning, one body's way, a spreadsheet, the wrong thing typed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rollout_case import HOUSING, answers, body, fachverfahren, make_ready, responsible, runs_on, unit_of

from leistungswerk.core.actor import OPERATOR, Role
from leistungswerk.core.models import Event
from leistungswerk.programme.models import GateCase, PortalOrder, Questionnaire, RolloutUnit, Wave
from leistungswerk.programme.rollout import questionnaire
from leistungswerk.programme.rollout_states import WaveKind
from leistungswerk.programme.services import units
from leistungswerk.programme.services.units import Plan, WaveEntry
from leistungswerk.register.kinds import InterfaceState

pytestmark = pytest.mark.django_db


def _client(land, *roles):
    person = land.person(*roles)
    client = Client()
    client.force_login(person.account)
    return client


@pytest.fixture
def project(land, begun):
    identity = begun(land.ministry)
    city = body("Stadt Bereit", 3, project_office=land.office)
    responsible(HOUSING, city, body("Stadt Fern", 4))
    runs_on(identity)
    return identity


@pytest.fixture
def manager(land):
    return _client(land, (Role.ROLLOUT_MANAGER, land.provider))


@pytest.fixture
def city(project):
    units.take_from_register(OPERATOR, project=project)
    return RolloutUnit.objects.get(organisation__name="Stadt Bereit").organisation


def _page(client, name, *arguments, **query):
    answer = client.get(reverse(f"office:{name}", args=arguments), query)
    assert answer.status_code == 200, answer.content.decode()[:500]
    return answer.content.decode()


def _post(client, page, *arguments, **data):
    return client.post(reverse(f"office:{page}", args=arguments), data)


def test_the_management_plans_a_rollout_with_pages_alone(manager, project):
    assert "Noch keine Vollzugsbehörden" in _page(manager, "rollout_project", project)
    assert _post(manager, "rollout_take", project).status_code == 302
    assert (
        _post(
            manager, "rollout_wave", project, kind="pilot", name="Pilot", go_live_on="2027-02-01"
        ).status_code
        == 302
    )
    chosen = [str(each) for each in RolloutUnit.objects.values_list("uuid", flat=True)]
    wave = str(Wave.objects.get().uuid)
    planned = _post(
        manager, "rollout_bulk", project, unit=chosen, wave=wave, transport="fit_connect", expected="120"
    )
    assert planned.status_code == 302
    page = _page(manager, "rollout_project", project)
    assert "Stadt Bereit" in page
    assert "0 von 2 live" in page
    assert "Benennen Sie noch" in page
    near, far = (each.organisation.uuid for each in RolloutUnit.objects.order_by("organisation__name"))
    matrix = _page(manager, "rollout", suche="bereit")
    assert str(near) in matrix
    assert str(far) not in matrix


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("rollout_wave", {"name": " "}, "Geben Sie der Welle einen Namen"),
        ("rollout_wave", {"name": "W", "go_live_on": "morgen"}, "„morgen“ ist kein Tag"),
        ("rollout_bulk", {"expected": "12"}, "mindestens eine Vollzugsbehörde"),
        ("rollout_bulk", {"expected": "viele"}, "keine Zahl von Fällen"),
        ("rollout_add", {"organisation": "Mainz"}, "Kennung der Stelle"),
        ("rollout_add", {"organisation": "00000000-0000-4000-8000-000000000000"}, "gibt es nicht"),
    ],
)
def test_a_wrong_plan_comes_back_with_the_sentence(manager, project, city, name, data, said):
    answer = _post(manager, name, project, **data)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_municipality_walks_its_way_to_the_signature(land, project, city):
    lead = _client(land, (Role.MUNICIPAL_LEAD, city))
    unit = unit_of(project, city)
    assert _post(lead, "rollout_move", unit, move="prepare").status_code == 302
    page = _page(lead, "rollout_unit", unit)
    assert "Als Nächstes: Ansprechpersonen" in page
    assert (
        _post(lead, "rollout_edit", unit, transport="fit_connect", expected="x", revision="1").status_code
        == 422
    )
    assert (
        _post(lead, "rollout_edit", unit, transport="fit_connect", expected="90", revision="1").status_code
        == 302
    )
    assert _post(lead, "rollout_edit", unit, transport="", expected="", revision="1").status_code == 409
    bad = _post(lead, "rollout_duty", unit, "connection", state="done", reference="123")
    assert "keine Destination-ID" in bad.content.decode()
    assert 'value="123"' in bad.content.decode()
    for duty in ("contract", "data_protection", "portal_entry", "training", "support", "production_test"):
        assert _post(lead, "rollout_duty", unit, duty, state="done", reference="Az. 7").status_code == 302
    assert "Az. 7" in _page(lead, "rollout_duty", unit, "training")
    fields = {"state": "done", "reference": "6a1f4a3c-3b7e-4e5c-9d1b-0f2d3c4b5a69"}
    assert _post(lead, "rollout_duty", unit, "connection", **fields).status_code == 302
    no_day = _post(lead, "rollout_duty", unit, "certificate", state="done", reference="S/N 1")
    assert "letzten Tag" in no_day.content.decode()
    dated = {"state": "done", "reference": "S/N 1", "valid_until": "2099-01-31"}
    assert _post(lead, "rollout_duty", unit, "certificate", **dated).status_code == 302
    assert lead.get(reverse("office:rollout_duty", args=[unit, "gibt-es-nicht"])).status_code == 404
    cockpit = _page(lead, "rollout_body", city.uuid)
    assert "Was noch zu tun ist" in cockpit
    assert "Anbindungsfragebogen" in cockpit
    assert _page(lead, "rollout_bodies", suche="bereit").count("Stadt Bereit") >= 1


def test_ready_is_signed_from_the_page(land, project, city):
    from rollout_case import released

    released(project)
    land.person((Role.ROLLOUT_MANAGER, land.provider))
    lead = _client(land, (Role.MUNICIPAL_LEAD, city))
    unit = unit_of(project, city)
    early = _post(lead, "rollout_gate", unit)
    assert early.status_code == 422
    assert "Auftragsverarbeitung" in early.content.decode()
    make_ready(unit, HOUSING)
    assert "Go-live zur Zeichnung geben" in _page(lead, "rollout_unit", unit)
    assert _post(lead, "rollout_gate", unit).status_code == 302
    assert GateCase.objects.get(gate="G3").state == "in_signing"
    assert not Event.objects.filter(kind="unit.live").exists()


def test_the_questionnaire_is_filled_on_the_page_and_by_file(land, project, city):
    lead = _client(land, (Role.MUNICIPAL_LEAD, city))
    unit = unit_of(project, city)
    assert "Transportweg wählen" in _page(lead, "rollout_questionnaire", unit)
    make_ready(unit, HOUSING)
    assert "Fassung 1" in _page(lead, "rollout_questionnaire", unit)
    posted = {"stelle__plz": "5511", "stelle__name": "Stadt Bereit"}
    wrong = _post(lead, "rollout_questionnaire", unit, **posted)
    assert wrong.status_code == 422
    assert "Postleitzahl" in wrong.content.decode()
    assert 'value="5511"' in wrong.content.decode()
    exported = lead.get(reverse("office:rollout_questionnaire_file", args=[unit]))
    assert exported["Content-Type"] == "application/json"
    content = questionnaire.read(exported.content)
    content["betrieb"] = {**answers(unit)["betrieb"], "bemerkung": "Neu"}
    file = SimpleUploadedFile("f.json", questionnaire.write(content))
    assert _post(lead, "rollout_questionnaire", unit, from_file="1", file=file).status_code == 302
    assert Questionnaire.objects.count() == 2
    broken = SimpleUploadedFile("f.json", b"{")
    answer = _post(lead, "rollout_questionnaire", unit, from_file="1", file=broken)
    assert "Zeile 1" in answer.content.decode()
    assert lead.get(reverse("office:rollout_schema")).json()["$id"] == questionnaire.FORMAT


def test_the_portal_order_is_given_and_read_back_on_the_page(manager, land, project, city):
    from test_go_live import _pass_g3

    unit = unit_of(project, city)
    make_ready(unit, HOUSING)
    _pass_g3(project, city)
    order = PortalOrder.objects.get()
    assert "Entworfen" in _page(manager, "rollout_portal", unit)
    assert _post(manager, "rollout_order", order.uuid, act="ordered").status_code == 302
    assert "Wählen Sie die Datei" in _post(manager, "rollout_order", order.uuid, act="read").content.decode()
    xml = manager.get(reverse("office:rollout_order_file", args=[order.uuid])).content
    other = SimpleUploadedFile("x.xml", xml.replace(b"Wohngeld", b"Anders"))
    assert _post(manager, "rollout_order", order.uuid, act="read", file=other).status_code == 302
    assert "Das Portal zeigt etwas anderes" in _page(manager, "rollout_portal", unit)
    same = SimpleUploadedFile("x.xml", xml)
    assert _post(manager, "rollout_order", order.uuid, act="read", file=same).status_code == 302
    assert "Im Portal bestätigt" in _page(manager, "rollout_portal", unit)
    assert _post(manager, "rollout_portal", unit, url="ftp://x").status_code == 422


def test_a_spreadsheet_shows_what_it_would_change_before_it_does(manager, project, city):
    units.add_wave(OPERATOR, project=project, entry=WaveEntry(kind=WaveKind.WAVE, name="Welle 1"))
    table = manager.get(reverse("office:rollout_export", args=[project])).content.decode("utf-8-sig")
    head, *lines = table.splitlines()
    cells = [line.split(";") for line in lines]
    names = head.split(";")
    mine = next(row for row in cells if row[1] == "Stadt Bereit")
    for column, text in (("Welle", "Welle 1"), ("Transportweg", "fit_connect"), ("Erwartete Fälle", "120"),
                         ("Pflicht: training", "erledigt: Az. 9"), ("Pflicht: support", "nicht nötig: macht der Kreis"),
                         ("Pflicht: certificate", "erledigt: S/N 1 (gültig bis 2099-01-31)")):  # fmt: skip
        mine[names.index(column)] = text
    changed = "\n".join([head, *(";".join(row) for row in cells)]).encode()
    answer = _post(manager, "rollout_import", project, file=SimpleUploadedFile("t.csv", changed))
    page = answer.content.decode()
    assert "Eine Vollzugsbehörde würde sich ändern" in page
    assert not RolloutUnit.objects.filter(wave__isnull=False).exists()
    content = page.partition('name="content" value="')[2].partition('"')[0]
    assert _post(manager, "rollout_import", project, content=content, confirm="1").status_code == 302
    row = RolloutUnit.objects.get(organisation=city)
    assert (row.wave.name, row.transport, row.expected_cases) == ("Welle 1", "fit_connect", 120)
    assert dict(row.duties.values_list("duty", "state"))["support"] == "not_needed"
    again = manager.get(reverse("office:rollout_export", args=[project])).content
    unchanged = _post(manager, "rollout_import", project, file=SimpleUploadedFile("t.csv", again))
    assert "Die Tabelle ändert nichts" in unchanged.content.decode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("Welle;", "Wave;", 1), "Es fehlen die Spalten: Welle"),
        (lambda text: text.replace("planned", "live", 1), "wird nicht über die Tabelle geändert"),
        (
            lambda text: text.replace(";planned;;;", ";planned;Welle 9;;", 1),
            "Die Welle „Welle 9“ gibt es nicht",
        ),
        (lambda text: text.replace(";planned;;;", ";planned;;brieftaube;", 1), "kein Transportweg"),
        (lambda text: text.replace(";planned;;;", ";planned;;;viele", 1), "keine Zahl von Fällen"),
        (
            lambda text: text + "\n00000000-0000-4000-8000-000000000000;Fremd",
            "gehört nicht zu diesem Vorhaben",
        ),
        (lambda text: text + "\n" + text.splitlines()[1], "steht zweimal"),
        (lambda text: text.encode("utf-16").decode("latin-1"), "Spalten"),
    ],
)
def test_a_wrong_spreadsheet_is_refused_by_line_and_writes_nothing(manager, project, city, change, said):
    table = manager.get(reverse("office:rollout_export", args=[project])).content.decode("utf-8-sig")
    data = change(table).encode()
    answer = _post(manager, "rollout_import", project, file=SimpleUploadedFile("t.csv", data))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not RolloutUnit.objects.filter(revision__gt=0).exists()


def test_a_municipality_meets_nothing_of_its_neighbours(land, project, city):
    lead = _client(land, (Role.MUNICIPAL_LEAD, city))
    other = RolloutUnit.objects.get(organisation__name="Stadt Fern")
    for name in ("rollout_unit", "rollout_questionnaire", "rollout_questionnaire_file", "rollout_portal"):
        assert lead.get(reverse(f"office:{name}", args=[other.uuid])).status_code == 404
    assert _post(lead, "rollout_move", other.uuid, move="prepare").status_code == 404
    assert lead.get(reverse("office:rollout_body", args=[other.organisation.uuid])).status_code == 404
    assert str(other.organisation.uuid) not in _page(lead, "rollout")
    assert "Stadt Fern" not in _page(lead, "rollout_project", project)
    assert "Stadt Fern" not in lead.get(reverse("office:rollout_export", args=[project])).content.decode()


def test_a_vendor_sees_who_uses_its_product_and_nobody_elses(land, project, city):
    product = fachverfahren(city, HOUSING, InterfaceState.TEST)
    wave = units.add_wave(OPERATOR, project=project, entry=WaveEntry(kind=WaveKind.PILOT, name="Pilot"))
    units.plan_units(OPERATOR, project=project, units=[unit_of(project, city)], plan=Plan(wave=str(wave)))
    page = _page(_client(land, (Role.VENDOR, product.vendor)), "rollout_vendors")
    assert "Stadt Bereit" in page
    assert "Wohngeld plus 5.1" in page
    stranger = body("Andere GmbH", 8)
    assert "Stadt Bereit" not in _page(_client(land, (Role.VENDOR, stranger)), "rollout_vendors")


def test_the_plan_of_a_vorhaben_makes_a_constant_number_of_statements(manager, project, city):
    def _count():
        with CaptureQueriesContext(connection) as caught:
            _page(manager, "rollout_project", project)
        return len(caught)

    make_ready(unit_of(project, city), HOUSING)
    before = _count()
    responsible(HOUSING, *(body(f"Stadt {number}", number + 200) for number in range(20)))
    units.take_from_register(OPERATOR, project=project)
    assert _count() == before


def test_a_body_without_a_roll_out_reads_that_there_is_nothing_yet_and_others_read_nothing(land):
    lead = _client(land, (Role.MUNICIPAL_LEAD, land.city))
    assert "an keinem Roll-out teil" in _page(lead, "rollout_body", land.city.uuid)
    stranger = _client(land, (Role.MUNICIPAL_LEAD, land.district))
    assert stranger.get(reverse("office:rollout_body", args=[land.city.uuid])).status_code == 404
