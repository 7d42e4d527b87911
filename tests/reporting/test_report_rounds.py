# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A report on its way: written by sections, co-signed, frozen, superseded; and what is refused on it."""

import uuid
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from lxml import etree
from openpyxl import load_workbook

from leistungswerk.core import times
from leistungswerk.core.actor import Actor, Permission
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.models import Account
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.programme.resolution_states import CoSignature
from leistungswerk.register.kinds import OrganisationKind
from leistungswerk.register.models import Organisation
from leistungswerk.reporting import archive, report_views
from leistungswerk.reporting.models import AvailabilityFact, CompetenceFact, Report, ServiceFact
from leistungswerk.reporting.report_states import ReportState
from leistungswerk.reporting.reports import placeholders, render
from leistungswerk.reporting.reports.blocks import Heading, Prose
from leistungswerk.reporting.reports.collect import Template
from leistungswerk.reporting.services import facts, report_rounds, reports

pytestmark = pytest.mark.django_db
LDI = Actor(
    pseudonym="ldi", name="Lea Landes", grants=frozenset({Permission.EDIT_REPORT, Permission.SEE_PROJECT})
)
OWNER = Actor(
    pseudonym="mastd", name="Max Amt", grants=frozenset({Permission.EDIT_REPORT, Permission.OWN_REPORT})
)
RESSORT = Actor(pseudonym="fm", name="Fina Haus", grants=frozenset({Permission.CO_SIGN}))
READER = Actor(pseudonym="r", name="Rita Lesen", grants=frozenset({Permission.SEE_PROJECT}))
DAY = date(2026, 3, 31)


@pytest.fixture
def ministry() -> Organisation:
    return Organisation.objects.create(name="Ministerium der Finanzen", kind=OrganisationKind.MINISTRY)


@pytest.fixture
def began(settled_facts: None) -> Callable[..., uuid.UUID]:
    def _begin(template: Template = Template.CABINET) -> uuid.UUID:
        return reports.begin_report(LDI, template=template, cut_off=DAY)

    return _begin


@pytest.fixture
def settled_facts() -> None:
    at = times.end_of_day(date(2026, 2, 1))
    since = date(2026, 1, 1)
    facts.record(
        ServiceFact(service_key="99107023017000", name="Wohngeld", kind="lov", valid_from=since, source="t"),
        at=at,
    )
    for number in range(3):
        body = uuid.uuid4()
        named = {
            "service_key": "99107023017000",
            "body": body,
            "body_name": f"Kreis {number}",
            "ars": f"0714{number}0000000",
        }
        facts.record(CompetenceFact(**named, valid_from=since, source="t"), at=at)
        if number:
            facts.record(AvailabilityFact(**named, evidence="belegt", valid_from=since, source="t"), at=at)  # fmt: skip


def _asked(report: uuid.UUID, ministry: Organisation) -> None:
    due = times.legal_day(times.now()) + timedelta(days=10)
    report_rounds.ask_for_co_signature(OWNER, report=report, ministries=[ministry.uuid], due_on=due)


def _frozen(report: uuid.UUID, ministry: Organisation) -> None:
    _asked(report, ministry)
    report_rounds.answer(
        RESSORT, report=report, ministry=ministry.uuid, said=CoSignature.OBJECTED, note="Die Kosten fehlen."
    )
    report_rounds.freeze(OWNER, report=report)


@pytest.mark.postgres
def test_a_frozen_report_keeps_its_text_figures_and_bytes_and_prints_the_dissent(began, ministry):
    report = began()
    reports.write_section(LDI, report=report, key="statements", text="Es fehlen {{M4.missing}}.", revision=0)
    _frozen(report, ministry)
    found = report_views.report(READER, report)
    assert found.row.state is ReportState.FROZEN
    assert found.written.texts["statements"] == "Es fehlen 1."
    assert [(each.word, each.note) for each in found.written.answers] == [
        ("nicht mitgezeichnet", "Die Kosten fehlen.")
    ]
    kept = archive.content(found.files[".pdf"])
    late = AvailabilityFact.objects.filter(superseded_at=None).first()
    assert late is not None
    facts.supersede(late, at=times.now(), source="Berichtigung", valid_to=date(2026, 2, 1))
    data, paper = render.report(Template.CABINET, found.row.cut, found.written)
    assert (data.digest(), render.pdf(paper, found.row.cut.known_at)) == (found.data_digest, kept)
    with pytest.raises(Refused, match="festgeschrieben"):
        reports.write_section(LDI, report=report, key="statements", text="Anders.", revision=1)


def test_a_correction_is_a_new_version_and_leaves_the_old_one(began, ministry):
    report = began()
    reports.write_section(LDI, report=report, key="statements", text="Erste Fassung.", revision=0)
    _frozen(report, ministry)
    fresh = report_rounds.supersede(LDI, report=report)
    reports.write_section(LDI, report=fresh, key="statements", text="Zweite Fassung.", revision=1)
    old, new = report_views.report(LDI, report), report_views.report(LDI, fresh)
    assert (new.row.number, new.row.version, old.superseded_by) == (old.row.number, 2, fresh)
    assert old.written.texts["statements"] == "Erste Fassung."
    assert "ersetzt Fassung 1" in new.written.remark
    with pytest.raises(Overtaken):
        report_rounds.supersede(LDI, report=report)


def test_the_second_of_two_writers_sees_what_the_first_wrote(began):
    report = began()
    reports.write_section(LDI, report=report, key="risks", text="Personal fehlt.", revision=0)
    for revision in (0, 7):
        with pytest.raises(Overtaken) as overtaken:
            reports.write_section(OWNER, report=report, key="risks", text="Geld fehlt.", revision=revision)
        assert tuple(value for _label, value in overtaken.value.now) == ("Lea Landes", "Personal fehlt.")
    reports.write_section(OWNER, report=report, key="risks", text="Beides fehlt.", revision=1)
    told = [(each.author, each.text) for each in report_views.history(LDI, report, "risks")]
    assert told == [("Max Amt", "Beides fehlt."), ("Lea Landes", "Personal fehlt.")]


@pytest.mark.parametrize("text", ["{{M99.share}}", "{{M1.anteil}}", "{{}}", "{{ M2 }}"])
def test_an_unknown_placeholder_is_refused_by_its_name(began, text):
    with pytest.raises(Refused, match="Platzhalter"):
        reports.write_section(LDI, report=began(), key="risks", text=text, revision=0)


def test_an_answer_holds_for_its_text_and_only_in_its_time(began, ministry):
    report = began()
    with pytest.raises(Refused, match="nicht zur Mitzeichnung"):
        report_rounds.answer(RESSORT, report=report, ministry=ministry.uuid, said=CoSignature.AGREED)
    _asked(report, ministry)
    with pytest.raises(Refused, match="zurückgeholt"):
        reports.write_section(LDI, report=report, key="risks", text="Neu", revision=0)
    with pytest.raises(Refused, match="Ministerium der Finanzen"):
        report_rounds.freeze(OWNER, report=report)
    assert Report.objects.get(uuid=report).state == ReportState.CO_SIGNING
    with pytest.raises(Refused, match="Grund"):
        report_rounds.answer(RESSORT, report=report, ministry=ministry.uuid, said=CoSignature.OBJECTED)
    report_rounds.answer(RESSORT, report=report, ministry=ministry.uuid, said=CoSignature.AGREED)
    report_rounds.revise(OWNER, report=report)
    _asked(report, ministry)
    found = report_views.report(OWNER, report)
    assert [each.answer for each in found.answers] == [CoSignature.ASKED]
    assert [each.answer for each in found.earlier] == [CoSignature.AGREED]
    report_rounds.ReportCoSignature.objects.filter(round=2).update(due_on=date(2026, 1, 1))
    report_rounds.freeze(OWNER, report=report)
    assert report_views.report(OWNER, report).written.answers[0].word == "keine Antwort bis zur Frist"


def test_a_draft_is_seen_by_its_writers_and_from_then_on_by_those_who_are_asked(began, ministry):
    report = began()
    for stranger in (READER, RESSORT):
        if stranger is READER:
            with pytest.raises(Missing):
                report_views.report(stranger, report)
    assert report_views.waiting(RESSORT) == ()
    _asked(report, ministry)
    assert [name for _row, name, _due in report_views.waiting(RESSORT)] == ["Ministerium der Finanzen"]
    with pytest.raises(NotAllowed):
        report_rounds.freeze(LDI, report=report)
    with pytest.raises(NotAllowed):
        report_rounds.answer(LDI, report=report, ministry=ministry.uuid, said=CoSignature.AGREED)


def test_a_report_of_a_day_to_come_is_refused():
    with pytest.raises(Refused, match="Zukunft"):
        reports.begin_report(
            LDI, template=Template.FULL, cut_off=times.legal_day(times.now()) + timedelta(days=1)
        )


def test_an_answer_to_the_landtag_goes_question_by_question_with_its_figures(began):
    report = began(Template.LANDTAG)
    with pytest.raises(Refused, match="Frage im Wortlaut"):
        reports.write_section(LDI, report=report, key="q1", text="Antwort", revision=0)
    for number in (2, 10, 1):
        reports.write_section(LDI, report=report, key=f"q{number}", title=f"Wie viele zu {number}?",
                              text="{{M4.value}}", figures=["m4"], revision=0)  # fmt: skip
    found = report_views.report(LDI, report)
    assert [each.question[-2:-1] for each in found.written.questions] == ["1", "2", "0"]
    _data, paper = render.report(Template.LANDTAG, found.row.cut, found.written)
    assert "2 von 3" in [each.text for each in paper.blocks if isinstance(each, Prose)]
    with pytest.raises(Missing):
        reports.write_section(LDI, report=began(), key="q1", title="Frage?", text="", revision=0)


def test_the_whole_report_has_fifteen_sections_and_says_where_nothing_is_recorded(began):
    found = report_views.report(LDI, began(Template.FULL))
    _data, paper = render.report(Template.FULL, found.row.cut, found.written)
    titles = [each.text for each in paper.blocks if isinstance(each, Heading) and each.level == 2]
    assert [title.split()[0] for title in titles[:15]] == [str(number) for number in range(1, 16)]
    assert any("nichts erfasst" in each.text for each in paper.blocks if isinstance(each, Prose))


def test_every_figure_of_a_text_is_a_piece_that_names_where_it_comes_from(began):
    found = report_views.report(LDI, began())
    data, _paper = render.report(Template.CABINET, found.row.cut)
    pieces = placeholders.pieces("Es sind {{ m4.share }} in der Fläche.", data)
    assert [(each.text, each.code) for each in pieces] == [
        ("Es sind ", ""), ("66,7 %", "m4"), (" in der Fläche.", ""),
    ]  # fmt: skip


def test_text_document_and_workbook_are_the_same_bytes_twice_and_well_formed(began):
    found = report_views.report(LDI, began(Template.FULL))
    made = [render.report(Template.FULL, found.row.cut) for _time in range(2)]
    at = found.row.cut.known_at
    texts = [render.file(".odt", data, paper, at) for data, paper in made]
    books = [render.file(".xlsx", data, paper, at) for data, paper in made]
    assert texts[0] == texts[1]
    assert books[0] == books[1]
    with zipfile.ZipFile(BytesIO(texts[0])) as file:
        assert file.infolist()[0].filename == "mimetype"
        content = etree.fromstring(file.read("content.xml"))
        for name in ("styles.xml", "meta.xml", "META-INF/manifest.xml"):
            etree.fromstring(file.read(name))
    said = " ".join(content.itertext())
    assert "1 Auftrag und Stichtag" in said
    pictures = content.findall(".//{*}frame")
    assert pictures
    assert all(each.findtext("{*}desc") for each in pictures)
    book = load_workbook(BytesIO(books[0]))
    assert book["Definitionen"]["A2"].value == "M1"
    assert book["Leistungen"]["B2"].value == "Wohngeld"


def test_pages_lead_from_the_list_to_the_frozen_file(client: Client, began, ministry):
    account = Account.objects.create(username="a", name="Alles", grants=sorted(Permission))
    client.force_login(account)
    begun = client.post(reverse("office:begin_report"), {"template": "cabinet", "cut_off": "2026-03-31"})
    address = begun["Location"]
    text = {"text": "{{M4.share}} sind es.", "revision": "0"}
    assert client.post(f"{address}text/risks/", text).status_code == 302
    assert client.post(f"{address}text/risks/", text).status_code == 409
    assert client.post(f"{address}text/risks/", {"text": "{{X}}", "revision": "1"}).status_code == 422
    assert "Platzhalter" in client.get(f"{address}text/risks/").content.decode()
    due = times.legal_day(times.now()).isoformat()
    client.post(f"{address}mitzeichnung/", {"ministries": [str(ministry.uuid)], "due_on": due})
    assert (
        "mitzeichnen für Ministerium der Finanzen" in client.get(reverse("office:dashboard")).content.decode()
    )
    client.post(f"{address}antworten/", {"ministry": str(ministry.uuid), "answer": "agreed"})
    assert client.post(f"{address}festschreiben/").status_code == 302
    page = client.get(address).content.decode()
    assert "Festgeschrieben" in page
    assert "/verwaltung/zahlen/m4/?stichtag=2026-03-31" in page
    assert client.get(f"{address}datei/pdf/").content.startswith(b"%PDF")
    assert client.get(f"{address}datei/exe/").status_code == 404
    assert client.get(reverse("office:reports")).status_code == 200


def test_the_next_report_says_what_changed_and_what_was_only_learned_later(began, ministry):
    _frozen(began(), ministry)
    body = uuid.uuid4()
    named = {
        "service_key": "99107023017000", "body": body, "body_name": "Kreis 9", "ars": "071490000000",
        "valid_from": date(2026, 2, 1), "source": "t",
    }  # fmt: skip
    facts.record(CompetenceFact(**named), at=times.now())
    missing = CompetenceFact.objects.get(body_name="Kreis 0")
    for each, since in (
        (missing, date(2026, 5, 1)),
        (CompetenceFact.objects.get(body=body), date(2026, 2, 1)),
    ):
        facts.record(
            AvailabilityFact(service_key=each.service_key, body=each.body, body_name=each.body_name, ars=each.ars,
                             evidence="belegt", valid_from=since, source="t"),
            at=times.now(),
        )  # fmt: skip
    report = reports.begin_report(
        LDI, template=Template.CABINET, cut_off=date(2026, 6, 30), known_at=times.now()
    )
    assert report_views.report(LDI, report).written.changes == (
        "Verglichen mit dem Bericht zum Stichtag 31. März 2026.",
        "Neu flächendeckend: Wohngeld.",
        "Neue Verfügbarkeiten bei Behörden, gezählt je Leistung: 1.",
        "Nachträglich berichtigt wurden Zahlen zum 31. März 2026 bei: Wohngeld.",
    )
