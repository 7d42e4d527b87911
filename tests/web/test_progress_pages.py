# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Progress for everybody: figures down to the missing body, usage nobody can take apart, what works at a place."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from open_data_land import (
    AT,
    BODIES,
    HUND,
    MAINZ,
    MAYEN,
    NAMES,
    SINCE,
    TRIER,
    WOHNGELD,
    land,
    online,
    used,
)

from leistungswerk.core import times
from leistungswerk.programme.models import Project, RolloutUnit, Wave
from leistungswerk.programme.rollout_states import UnitState, WaveKind
from leistungswerk.register import search
from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.register.models import Organisation, Service, Succession, Territory
from leistungswerk.reporting import archive, progress, public_usage, queries
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.models import CompetenceFact, Report, ServiceFact
from leistungswerk.reporting.report_states import ReportState
from leistungswerk.reporting.services import facts
from leistungswerk.reporting.services.usage import count
from leistungswerk.web.portal.site import kept

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
KREIS = "071370000000"
OTHER = "99001002003000"


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    kept.forget()
    public_usage.forget()


@pytest.fixture
def told() -> None:
    land()


def page(address: str, language: str = "de") -> html.HtmlElement:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    assert not answer.cookies
    return html.document_fromstring(answer.content.decode())


def text(tree: html.HtmlElement, path: str) -> str:
    return " ".join(" ".join(" ".join(node.itertext()).split()) for node in tree.xpath(path))


def statements(address: str) -> int:
    kept.forget()
    with CaptureQueriesContext(connection) as asked:
        Client().get(address)
    return len(asked)


def more_services(number: int) -> None:
    for place in range(number):
        key = f"99{place:03d}002003000"
        facts.record(
            ServiceFact(
                service_key=key, name=f"Leistung {place}", kind="lov", valid_from=SINCE, source="test"
            ),
            at=AT,
        )
        facts.record_many(
            [
                CompetenceFact(service_key=key, body=body, body_name=NAMES[ars], ars=ars, valid_from=SINCE, source="test")
                for ars, body in BODIES.items()
            ],
            at=AT,
        )  # fmt: skip


def test_the_overview_puts_the_figures_side_by_side_and_the_gaps_beside_them(told):
    tree = page("/fortschritt/")
    assert text(tree, "//*[@class='lw-figure']") == "50,0 %"
    assert "3 von 6 Angeboten" in text(tree, "//main")
    values = [
        text(card, ".//*[@class='lw-figures__value']") for card in tree.xpath("//ul[@class='lw-figures']/li")
    ]
    assert values[:2] == ["0 von 2", "2 von 2"], "overall and somewhere stand beside each other"
    gaps = text(tree, "//ul[@class='lw-gaps']")
    assert "Wohngeld" in gaps
    assert "1 Angebot ist nur gemeldet" in gaps
    tiles = {link.findtext("title"): link.get("href") for link in tree.xpath("//*[local-name()='svg']//a")}
    assert tiles["Landkreis Mayen-Koblenz: 0 / 2"] == f"/fortschritt/ort/{KREIS}/"
    assert len(tiles) == 36


def test_before_anything_is_known_the_overview_says_so():
    tree = page("/fortschritt/")
    assert text(tree, "//*[@class='lw-figure']") == "–"
    assert "keine Zuständigkeit eingetragen" in text(tree, "//main")


@pytest.mark.parametrize(
    ("accepted", "said"), [(0, "0"), (3, "weniger als 5"), (5, "mindestens 5"), (14, "mindestens 10")]
)
def test_nobody_learns_of_a_single_application(told, accepted, said):
    today = times.legal_day(times.now())
    for number in range(accepted):
        count(
            measure="application.accepted",
            day=today,
            service_key=WOHNGELD,
            territory=MAINZ,
            source_event=number + 1,
        )
    section = text(
        page("/fortschritt/"), "//section[@aria-labelledby='nutzung']//*[@class='lw-figures__value']"
    )
    assert section == said
    card = page("/fortschritt/").xpath("//a[@href='/fortschritt/zahlen/m7/']/ancestor::li")[0]
    assert text(card, ".//*[@class='lw-figures__value']") == "0", "the figure counts published months"


def test_a_month_is_told_once_it_is_published_and_a_small_one_never(told):
    used(7, day=date(2026, 2, 10))
    used(8, day=date(2026, 2, 11), key=HUND, ars=TRIER)
    used(3, day=date(2026, 3, 10))
    rows = [text(row, ".") for row in page("/fortschritt/zahlen/m7/").xpath("//tbody/tr")]
    assert rows == ["März 2026 unter 5 oder geschützt", "Februar 2026 15"]
    assert Client().get("/api/v1/kennzahlen/m7").json()["gesamt"] == 15


@pytest.mark.parametrize("code", ["m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8"])
def test_every_figure_opens_to_definition_age_and_statement(told, code):
    tree = page(f"/fortschritt/zahlen/{code}/")
    said = text(tree, "//main")
    assert all(
        word in said
        for word in ("Definition", "Grundgesamtheit", "Stichtag", "Zuletzt erfasst", "Berechnung")
    )
    assert len(tree.xpath("//h1")) == 1


def test_a_figure_of_an_earlier_day_stays_what_it_was_down_to_its_bodies(told):
    asked = "stichtag=2026-01-31&datenstand=2026-03-02T12%3A00"
    now, earlier = page("/fortschritt/zahlen/m3/"), page(f"/fortschritt/zahlen/m3/?{asked}")
    assert "früheren Stand" not in text(now, "//main")
    assert "31. Januar 2026" in text(earlier, "//main//*[contains(@class, 'kern-alert')]")
    assert text(earlier, "//p[contains(@class, 'lw-figure')]") != text(
        now, "//p[contains(@class, 'lw-figure')]"
    )
    row = earlier.xpath("//tbody//a/@href")[0]
    assert row.endswith(f"?{asked}")
    assert "früheren Stand" in text(page(row), "//main")
    refused = Client().get("/fortschritt/zahlen/m3/?stichtag=2099-01-01")
    assert refused.status_code == 422
    assert "Zahlen gibt es nur bis heute" in refused.content.decode()


def test_a_figure_goes_down_to_the_body_that_is_missing(told):
    rows = page("/fortschritt/zahlen/m2/").xpath("//tbody/tr")
    assert [text(row, "./td[1]") for row in rows] == ["noch nicht", "noch nicht"]
    assert text(rows[1], ".").endswith("2 3 1 2")
    bodies = page(rows[1].xpath(".//a/@href")[0]).xpath("//tbody/tr")
    assert text(bodies[0], ".").startswith("Stadt Mayen fehlt")
    assert bodies[0].xpath(".//a/@href") == [f"/fortschritt/ort/{MAYEN}/"]
    assert Client().get("/fortschritt/zahlen/m9/").status_code == 404
    assert Client().get(f"/fortschritt/leistung/{OTHER}/").status_code == 404


@pytest.mark.parametrize(
    "address", ["/fortschritt/", "/fortschritt/zahlen/m4/", f"/fortschritt/ort/{MAINZ}/"]
)
def test_a_page_takes_the_same_number_of_statements_however_much_there_is(told, address):
    few = statements(address)
    more_services(6)
    assert statements(address) == few


def test_map_and_course_are_summed_once_until_a_fact_changes(told):
    def asked() -> tuple[int, list[int]]:
        with CaptureQueriesContext(connection) as seen:
            found = progress.progress(queries.cut_at())
        return len(seen), [each.online for each in found.districts if each.competent]

    used(3, day=date(2026, 3, 10))
    _counted, there = asked()
    used(3, day=date(2026, 3, 11))
    kept_count, same = asked()
    # Recorded with an earlier moment, as an import does.
    facts.record(online(WOHNGELD, MAYEN), at=AT)
    anew, changed = asked()
    assert (there, same, changed) == ([0, 1, 2], [0, 1, 2], [1, 1, 2])
    assert anew > kept_count


def test_numbers_speak_the_language_of_the_reader(told):
    assert text(page("/fortschritt/", "en"), "//*[@class='lw-figure']") == "50.0 %"


@pytest.fixture
def places(told) -> None:
    for ars, name, kind in (
        (MAINZ, "Stadtverwaltung Mainz", OrganisationKind.CITY),
        (MAYEN, "Stadt Mayen", OrganisationKind.MUNICIPALITY),
    ):
        Organisation.objects.create(
            uuid=BODIES[ars],
            name=name,
            kind=kind,
            territory=Territory.objects.get(ars=ars),
            postcode="55116",
            city="Mainz",
        )
    for ars, name in (("073160000000", "Neustadt an der Weinstraße"), ("071385004051", "Neustadt (Wied)")):
        Territory.objects.create(ars=ars, name=name)
    search.touch("place", [MAINZ, MAYEN, "073160000000", "071385004051"])


@pytest.mark.parametrize("typed", ["Mainz", "mainz", "Mianz", MAINZ, "07315000", "07 315 000"])
def test_a_place_is_found_by_its_name_or_key(places, typed):
    answer = Client().get("/fortschritt/ort/", {"ort": typed})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/fortschritt/ort/{MAINZ}/")


def test_a_municipality_key_leaves_out_the_association(places):
    answer = Client().get("/fortschritt/ort/", {"ort": "07137068"})
    assert answer.headers["Location"] == f"/fortschritt/ort/{MAYEN}/"


def test_an_unclear_place_is_asked_for_and_an_unknown_one_answered_kindly(places):
    choices = page("/fortschritt/ort/?ort=Neustadt").xpath("//ul[@class='lw-choices']//a/@href")
    assert sorted(choices) == ["/fortschritt/ort/071385004051/", "/fortschritt/ort/073160000000/"]
    seats = page("/fortschritt/ort/?ort=55116").xpath("//ul[@class='lw-choices']//a/@href")
    assert f"/fortschritt/ort/{MAINZ}/" in seats
    unknown = page("/fortschritt/ort/?ort=<b>Atlantis</b>")
    assert "„<b>Atlantis</b>“ kennen wir nicht" in text(unknown, "//*[@role='status']")
    assert unknown.xpath("//meta[@name='robots']")


def test_a_place_says_what_works_there_and_what_only_elsewhere(places):
    tree = page(f"/fortschritt/ort/{MAYEN}/")
    assert "0 von 2 Leistungen" in text(tree, "//main")
    assert "Vor Ort entschieden wird über 2 davon: 0 % sind online, im Mittel aller Behörden 50,0 %" in text(
        tree, "//main"
    )
    elsewhere = text(tree, "//section[@aria-labelledby='anderswo']")
    assert "Bei 2 von 3 Behörden online. Hier ist noch kein Start geplant." in elsewhere
    assert "entscheidet über 2 Leistungen" in text(tree, "//aside")
    here = text(page(f"/fortschritt/ort/{MAINZ}/"), "//section[@aria-labelledby='hier']")
    assert "Wohngeld" in here
    assert "nur gemeldet" in here
    assert Client().get("/fortschritt/ort/099999999999/").status_code == 404
    assert Client().get("/fortschritt/ort/070000000000/").headers["Location"] == "/fortschritt/"


def test_a_plan_is_told_as_a_plan_with_its_wave(places):
    owner = Organisation.objects.create(name="Ministerium", kind=OrganisationKind.MINISTRY)
    project = Project.objects.create(number="V-1", title="Intern", owner=owner, phase=3, created_at=AT)
    project.services.add(Service.objects.create(key=WOHNGELD, name="Wohngeld"))
    wave = Wave.objects.create(
        project=project, position=1, kind=WaveKind.WAVE, name="Welle 1", go_live_on=date(2027, 1, 25)
    )
    unit = RolloutUnit.objects.create(
        project=project,
        organisation=Organisation.objects.get(uuid=BODIES[MAYEN]),
        wave=wave,
        state=UnitState.PREPARING,
    )
    said = text(page(f"/fortschritt/ort/{MAYEN}/"), "//section[@aria-labelledby='anderswo']")
    assert "bereitet den Start vor" in said
    assert "Welle 1 , vorgesehener Start: 25. Januar 2027" in said
    assert "Intern" not in said
    RolloutUnit.objects.filter(pk=unit.pk).update(state=UnitState.EXEMPT)
    kept.forget()
    assert "Wohngeld" in text(
        page(f"/fortschritt/ort/{MAYEN}/"), "//section[@aria-labelledby='kommt-nicht-vor']"
    )


def test_what_does_not_arise_at_a_place_leaves_its_total(places):
    known = CompetenceFact.objects.get(service_key=HUND, body=BODIES[MAYEN])
    facts.supersede(known, at=times.now(), source="test", relevant=False, reason="Geheimer Grund")
    tree = page(f"/fortschritt/ort/{MAYEN}/")
    assert "0 von 1 Leistungen" in text(tree, "//main")
    assert "Hundesteuer" in text(tree, "//section[@aria-labelledby='kommt-nicht-vor']")
    assert "Geheimer Grund" not in text(tree, "//main")


def test_a_long_list_of_a_place_is_read_page_by_page(places):
    more_services(60)
    first = page(f"/fortschritt/ort/{MAINZ}/?gruppe=nirgends")
    assert len(first.xpath("//ul[@class='lw-works']/li")) == 50
    following = first.xpath("//a[@rel='next']/@href")[0]
    assert len(page(f"/fortschritt/ort/{MAINZ}/{following}").xpath("//ul[@class='lw-works']/li")) == 10


def test_a_merged_place_says_where_it_went_and_what_the_other_took(places):
    mayen, mainz = (Organisation.objects.get(uuid=BODIES[ars]) for ars in (MAYEN, MAINZ))
    Organisation.objects.filter(pk=mayen.pk).update(valid_to=date(2026, 6, 30))
    Succession.objects.create(predecessor=mayen, successor=mainz, on=date(2026, 7, 1), act="Landesgesetz")
    gone = page(f"/fortschritt/ort/{MAYEN}/")
    note = text(gone, "//*[contains(@class, 'lw-note')]")
    assert (
        "Seit 1. Juli 2026 gibt es hier keine eigene Verwaltung mehr. Zuständig ist jetzt: Stadtverwaltung Mainz"
        in note
    )
    assert gone.xpath("//*[contains(@class, 'lw-note')]//a/@href") == [f"/fortschritt/ort/{MAINZ}/"]
    assert "was vorher diese Stelle verwaltet hat: Stadt Mayen" in text(
        page(f"/fortschritt/ort/{MAINZ}/"), "//main"
    )


def test_a_district_leads_to_its_places(places):
    rows = page(f"/fortschritt/ort/{KREIS}/").xpath("//section[@aria-labelledby='orte']//a/@href")
    assert rows == [f"/fortschritt/ort/{MAYEN}/"]


def test_search_engines_find_every_figure_and_every_place(places):
    assert "/sitemap-fortschritt.xml" in Client().get("/sitemap.xml").content.decode()
    found = Client().get("/sitemap-fortschritt.xml").content.decode()
    assert all(f"/fortschritt/{each}/" in found for each in ("zahlen/m8", f"ort/{MAYEN}", f"ort/{KREIS}"))
    assert "/fortschritt/ort/070000000000/" not in found


def _frozen(cut: Cut) -> Report:
    digest = archive.keep("public", cut, b"%PDF-1.7 sample", suffix=".pdf", data_digest="d")
    return Report.objects.create(
        uuid=uuid.uuid4(), number="B-2026-001", template="public", cut_off=cut.cut_off, known_at=cut.known_at,
        state=ReportState.FROZEN, created_at=cut.known_at, frozen_at=cut.known_at, files={".pdf": digest},
    )  # fmt: skip


def test_the_newest_public_report_is_handed_out_and_what_changed_since_is_told(told):
    assert Client().get("/fortschritt/bericht.pdf").status_code == 404
    assert "noch nicht erschienen" in text(page("/fortschritt/aenderungen/"), "//main")
    kept.forget()
    cut = Cut(date(2026, 1, 31), AT + timedelta(hours=1))
    report = _frozen(cut)
    Report.objects.create(
        template="cabinet", cut_off=date(2026, 3, 1), known_at=AT, state=ReportState.FROZEN, created_at=AT,
        frozen_at=datetime(2026, 4, 1, tzinfo=UTC), files={".pdf": "f" * 64},
    )  # fmt: skip
    answer = Client().get("/fortschritt/bericht.pdf")
    assert (answer.content, answer.headers["Content-Type"]) == (b"%PDF-1.7 sample", "application/pdf")
    assert "Neue Verfügbarkeiten bei Behörden, gezählt je Leistung: 3." in text(
        page("/fortschritt/aenderungen/"), "//main"
    )
    english = text(page("/fortschritt/aenderungen/", "en"), "//main")
    assert "New availabilities at authorities, counted for each service: 3." in english
    assert report.number in text(page("/fortschritt/"), "//main")
