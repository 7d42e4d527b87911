# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The support desk stands in the reports: overdue tickets by name, one sentence for the cabinet, no word in public."""

import re
from datetime import date, datetime, timedelta

import msgspec
import pytest

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR
from leistungswerk.core.times import BERLIN
from leistungswerk.enablement.desk.models import Ticket
from leistungswerk.enablement.desk.services import handling, opening
from leistungswerk.enablement.desk.services.opening import Request
from leistungswerk.enablement.desk.states import Channel, Urgency
from leistungswerk.reporting.forecast import forecast
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.reports import render
from leistungswerk.reporting.reports.blocks import Heading, Prose, Table
from leistungswerk.reporting.reports.collect import MonthPoint, RessortLine, ServiceLine, Template
from leistungswerk.reporting.reports.templates import paper
from leistungswerk.reporting.reports.written import Answer, Written

pytestmark = pytest.mark.django_db
BEGUN = datetime(2026, 9, 21, 9, tzinfo=BERLIN)
CUT = Cut(date(2026, 9, 30), datetime(2026, 10, 2, 9, tzinfo=BERLIN))


def _ticket(at, urgency=Urgency.NORMAL):
    asked = Request(
        subject="Steht", text="Mara Muster fragt.", channel=Channel.PHONE, urgency=urgency, name="Mara Muster"
    )
    return Ticket.objects.get(uuid=opening.open_ticket(asked, at=at))


@pytest.fixture
def desk(monkeypatch):
    """Two tickets: one answered in time, one that nobody answered; both known at the Datenstand."""
    monkeypatch.setattr(times, "now", lambda: BEGUN + timedelta(minutes=30))
    answered, late = _ticket(BEGUN), _ticket(BEGUN, Urgency.HALTED)
    handling.solve(OPERATOR, ticket=answered.uuid, text="Erledigt.")
    return late


def _said(template, cut=CUT):
    data, paper = render.report(template, cut)
    words = []
    for block in paper.blocks:
        if isinstance(block, Heading | Prose):
            words.append(block.text)
        elif isinstance(block, Table):
            words += [block.caption, *(cell for row in block.rows for cell in row)]
    return data, "\n".join(words)


@pytest.mark.parametrize("template", [Template.COUNCIL, Template.FULL])
def test_overdue_tickets_stand_in_the_report_by_their_number(desk, template):
    data, words = _said(template)
    assert (data.support.open, len(data.support.late)) == (1, 1)
    assert "Am Stichtag war eine Anfrage an den Support offen, 1 davon über der zugesagten Zeit." in words
    assert desk.number in words
    assert "ohne erste Antwort" in words
    assert "Mara" not in words


def test_the_landtag_reads_sums_the_cabinet_one_sentence_and_the_public_nothing(desk):
    _data, landtag = _said(Template.LANDTAG)
    assert "Anfragen an den Support; eingegangen" in landtag
    assert desk.number not in landtag
    _data, cabinet = _said(Template.CABINET)
    assert "1 davon über der zugesagten Zeit" in cabinet
    assert "Anfragen an den Support; eingegangen" not in cabinet
    assert "Support" not in _said(Template.PUBLIC)[1]


def test_what_happens_after_the_cut_off_changes_no_report(desk, monkeypatch):
    before, _words = _said(Template.COUNCIL)
    monkeypatch.setattr(times, "now", lambda: CUT.known_at + timedelta(days=1))
    handling.solve(OPERATOR, ticket=desk.uuid, text="Erledigt.")
    assert _said(Template.COUNCIL)[0].digest() == before.digest()
    later = Cut(date(2026, 10, 31), CUT.known_at + timedelta(days=40))
    assert _said(Template.COUNCIL, later)[0].support.late == ()


def test_a_desk_nobody_asked_says_so():
    assert "Bis zum Stichtag hat niemand den Support gefragt" in _said(Template.COUNCIL)[1]


def test_the_cabinet_reads_two_pages_with_all_ressorts_their_answers_and_a_full_list_of_focus_services(desk):
    data, _paper = render.report(Template.CABINET, CUT)
    focus = tuple(
        ServiceLine(f"9910{number:010}", f"Leistung {number}", 194, 50, 60, 50) for number in range(15)
    )
    ressorts = tuple(RessortLine(f"Ministerium {number}", (1, 2, 3, 1), 0, 0, 0) for number in range(11))
    history = tuple(MonthPoint(date(2026, month, 1), 3, 20, 30) for month in range(1, 10))
    full = msgspec.structs.replace(
        data,
        focus=focus,
        ressorts=ressorts,
        history=history,
        forecast=forecast([20.0 + month for month in range(9)], ahead=6),
    )
    texts = {
        "statements": "Der Nachweis liegt in vier von zehn Vorhaben hinter dem Plan. " * 9,
        "risks": "Personal fehlt in drei Häusern. " * 6,
    }
    answers = tuple(
        Answer(
            ressort=f"Ministerium {number}",
            word="mitgezeichnet mit Hinweis",
            note="Die Folgekosten sind offen.",
        )
        for number in range(3)
    )
    made = render.pdf(
        paper(
            full,
            CUT,
            Written(texts=texts, answers=answers, changes=("Neu online: Wohngeld in drei Kreisen.",) * 2),
        ),
        CUT.known_at,
    )
    assert len(re.findall(rb"/Type/Page\b", made)) == 2
