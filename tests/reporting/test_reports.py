# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports: the same Stichtag and Datenstand give the same bytes, and every number stands in the data."""

import uuid
import zipfile
from datetime import UTC, date, datetime, timedelta
from html import unescape
from io import BytesIO
from urllib.parse import urlsplit

import pytest

from leistungswerk.core import times
from leistungswerk.reporting import archive
from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.metrics import run
from leistungswerk.reporting.metrics.definitions import METRICS
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.models import (
    AvailabilityFact,
    CompetenceFact,
    FocusFact,
    PhaseFact,
    ReportFile,
    ServiceFact,
    UsageFact,
)
from leistungswerk.reporting.reports import render
from leistungswerk.reporting.reports.blocks import Drawing, Listing, Paper, Table
from leistungswerk.reporting.reports.collect import FOR_EVERYBODY, Template, month_ends
from leistungswerk.reporting.reports.written import Written
from leistungswerk.reporting.services import facts

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
CUT = Cut(date(2026, 9, 30), datetime(2026, 9, 30, 21, 59, 59, tzinfo=UTC))
KEY = "99107023017001"


@pytest.fixture
def told():
    """A year of a small Land: three services, four districts, a focus list, Vorhaben, applications."""
    since = date(2025, 12, 1)
    for number, name in enumerate(("Wohngeld", "Hundesteuer", "Jagdschein")):
        key = f"9910702301700{number}"
        facts.record(
            ServiceFact(service_key=key, name=name, kind="lov", ozg_id=f"1009{number}", ozg_name=name,
                        ressort="Ministerium der Finanzen", valid_from=since, source="test"),
            at=AT,
        )  # fmt: skip
        bodies = [(uuid.uuid4(), f"0714{place}0000000") for place in (0, 1, 3)]
        facts.record_many(
            [CompetenceFact(service_key=key, body=body, body_name=f"Kreis {ars}", ars=ars, valid_from=since, source="test")
             for body, ars in bodies],
            at=AT,
        )  # fmt: skip
        for body, ars in bodies[: 3 - number]:
            facts.record(
                AvailabilityFact(service_key=key, body=body, body_name="Kreis", ars=ars, transport="fit_connect",
                                 evidence=Evidence.SHOWN, valid_from=date(2026, 1, 2), source="test"),
                at=AT,
            )  # fmt: skip
    facts.record(
        FocusFact(service_key="99107023017000", list_name="Fokus", valid_from=since, source="test"), at=AT
    )
    for phase in range(4):
        facts.record(
            PhaseFact(project=uuid.uuid4(), number=f"V-{phase}", title="Vorhaben", owner=uuid.uuid4(), owner_name="FM",
                      ressort="Ministerium der Finanzen", phase=phase, path="A", state="active", valid_from=since,
                      source="test"),
            at=AT,
        )  # fmt: skip
    for number in range(3):
        UsageFact.objects.create(measure="application.accepted", day=date(2026, 3, 2), service_key=KEY,
                                 territory="071400000000", recorded_at=AT, source_event=number)  # fmt: skip


@pytest.mark.parametrize("template", list(Template))
def test_the_same_cut_gives_the_same_bytes_and_prints_the_digest_of_its_data(told, template):
    data, paper = render.report(template, CUT)
    first = render.pdf(paper, CUT.known_at)
    again_data, again = render.report(template, CUT)
    assert render.pdf(again, CUT.known_at) == first
    assert again_data.digest() == data.digest() == paper.digest
    assert first.startswith(b"%PDF")


def test_what_is_learned_later_leaves_the_report_as_it_was(told):
    data, _paper = render.report(Template.CABINET, CUT)
    fact = AvailabilityFact.objects.filter(superseded_at=None).first()
    assert fact is not None
    facts.supersede(
        fact, at=CUT.known_at + timedelta(days=3), source="Berichtigung", valid_to=date(2026, 2, 1)
    )
    assert render.report(Template.CABINET, CUT)[0].digest() == data.digest()
    later = Cut(CUT.cut_off, CUT.known_at + timedelta(days=4))
    assert render.report(Template.CABINET, later)[0].digest() != data.digest()


def _usage(template: Template, cut: Cut = CUT) -> tuple[tuple[str, ...], ...]:
    _data, paper = render.report(template, cut)
    tables = [each for each in paper.blocks if isinstance(each, Table)]
    return next((each.rows for each in tables if each.caption.startswith("Angenommene Anträge")), ())


def _applied(day: date, count: int, at: datetime, first: int) -> None:
    for number in range(first, first + count):
        UsageFact.objects.create(measure="application.accepted", day=day, service_key=KEY,
                                 territory="071400000000", recorded_at=at, source_event=number)  # fmt: skip


def test_a_public_report_tells_no_small_number_of_cases(told):
    assert _usage(Template.PUBLIC) == _usage(Template.LANDTAG) == (("2026-03", "unter 5 oder geschützt"),)
    assert _usage(Template.COUNCIL) == (("2026-03", "3"),)


@pytest.mark.parametrize("template", [Template.PUBLIC, Template.LANDTAG])
def test_two_public_reports_one_less_the_other_tell_no_single_application(told, template):
    """Neither from one day to the next nor after a late entry, in no figure and no annex."""
    _applied(date(2026, 8, 3), 8, datetime(2026, 8, 3, 12, tzinfo=UTC), 100)
    _applied(date(2026, 9, 29), 1, datetime(2026, 9, 29, 12, tzinfo=UTC), 200)
    _applied(date(2026, 9, 30), 1, datetime(2026, 9, 30, 12, tzinfo=UTC), 300)
    _applied(date(2026, 3, 9), 1, datetime(2026, 9, 30, 12, tzinfo=UTC), 400)
    before = Cut(date(2026, 9, 29), datetime(2026, 9, 29, 21, 59, 59, tzinfo=UTC))
    first, second = (render.report(template, cut)[0] for cut in (before, CUT))
    assert first.usage == second.usage == (("2026-03", None),)
    assert first.figures == second.figures
    october = render.report(template, Cut(date(2026, 10, 1), datetime(2026, 10, 1, 21, tzinfo=UTC)))[0]
    assert october.usage == (("2026-03", None), ("2026-08", 8))
    assert next(each.total for each in october.figures if each.code == "m7") == 8


def test_every_drawing_is_told_in_words_and_every_edited_text_stands_in_its_section(told):
    texts = {"statements": "Drei Aussagen.\n\nUnd eine <b>vierte</b>.", "risks": "Personal"}
    _data, paper = render.report(Template.CABINET, CUT, Written(texts=texts))
    assert all(each.alternative and each.caption for each in paper.blocks if isinstance(each, Drawing))
    assert b"%PDF" in render.pdf(paper, CUT.known_at)[:8]


@pytest.mark.parametrize("template", list(Template))
def test_every_figure_on_paper_leads_to_its_query_and_rows_at_the_same_moment(told, template):
    end = times.end_of_day(CUT.cut_off)
    late = Cut(CUT.cut_off, CUT.known_at + timedelta(days=3))
    pages = "fortschritt" if template in FOR_EVERYBODY else "verwaltung"
    for cut, moment in ((Cut(CUT.cut_off, end), ""), (late, "&datenstand=2026-10-03T21:59:59Z")):
        data, paper = render.report(template, cut)
        for each in data.figures:
            address = urlsplit(paper.addresses[each.code])
            assert address.path == f"/{pages}/zahlen/{each.code}/"
            assert f"?{address.query}" == f"?stichtag=2026-09-30{moment}"


@pytest.mark.parametrize("template", [each for each in Template if each is not Template.CABINET])
def test_the_last_annex_holds_every_query_word_for_word(told, template):
    _data, paper = render.report(template, CUT)
    ground, *own = [each.text for each in paper.blocks if isinstance(each, Listing)]
    assert isinstance(paper.blocks[-1], Listing)
    assert [f"{ground}\n{each}" for each in own] == [run.statement(each.code) for each in METRICS]
    assert all(
        line.strip() in _odt(paper) for line in ground.splitlines() if line.isascii() and "<" not in line
    )


def _odt(paper: Paper) -> str:
    with zipfile.ZipFile(BytesIO(render.odt(paper, CUT.known_at))) as file:
        return unescape(file.read("content.xml").decode())


def test_an_empty_instance_still_has_a_report():
    for template in Template:
        _data, paper = render.report(template, CUT)
        assert render.pdf(paper, CUT.known_at)


def test_the_archive_keeps_a_file_once_and_the_annex_names_its_digest(told):
    data, _paper = render.report(Template.LANDTAG, CUT)
    annex = "".join(render.csv_annex(data))
    assert data.digest() in annex
    assert "Hundesteuer" in annex
    first = archive.keep("landtag", CUT, annex.encode(), suffix=".csv", data_digest=data.digest())
    assert archive.keep("landtag", CUT, annex.encode(), suffix=".csv", data_digest=data.digest()) == first
    assert ReportFile.objects.count() == 1


def test_month_ends_go_back_over_the_turn_of_the_year():
    assert month_ends(date(2026, 2, 10), 4) == [
        date(2025, 11, 30), date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 10),
    ]  # fmt: skip
