# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Contradictions, corrections after the Stichtag and mergers: what happens, and what the report says of it."""

import uuid
from datetime import timedelta

import msgspec
import pytest

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR
from leistungswerk.register import services as register
from leistungswerk.register.entries import Recut, Succession
from leistungswerk.register.kinds import OrganisationKind, ResponsibilityKind
from leistungswerk.register.models import Organisation, Responsibility, Service, Territory
from leistungswerk.reporting import queries
from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.models import (
    AvailabilityFact,
    CompetenceFact,
    DataRound,
    RoundLine,
    RoundPart,
)
from leistungswerk.reporting.reports import doubts, render
from leistungswerk.reporting.reports.blocks import Points, Prose
from leistungswerk.reporting.reports.collect import Template
from leistungswerk.reporting.round_states import Outcome, PartKind, PartState, Question, RoundState
from leistungswerk.reporting.rounds.statement import closing_statement
from leistungswerk.reporting.services import facts, feed
from leistungswerk.reporting.situation import situation

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
KEY = "99107023017001"


@pytest.fixture
def bodies():
    service = Service.objects.create(key=KEY, name="Wohngeld Bewilligung")
    found = []
    for number in range(3):
        place = Territory.objects.create(ars=f"0714{number}0000000", name=f"Kreis {number}")
        body = Organisation.objects.create(
            name=f"Kreis {number}", kind=OrganisationKind.DISTRICT, territory=place
        )
        Responsibility.objects.create(service=service, organisation=body, kind=ResponsibilityKind.DECIDES)
        found.append(body)
    feed.feed_all(source="test", at=times.now() - timedelta(days=100))
    return found


def _online(body: Organisation, since, **fields: object) -> AvailabilityFact:
    assert body.territory is not None
    return AvailabilityFact(
        service_key=KEY, body=body.uuid, body_name=body.name, ars=body.territory.ars, valid_from=since,
        evidence=Evidence.SHOWN, transport="fit_connect", source="test", **fields,
    )  # fmt: skip


def _m4(cut: Cut) -> tuple[int, int | None]:
    [share] = queries.figures(cut, kept=True, codes=("m4",))
    return share.total, share.denominator


def _points(template: Template, cut: Cut) -> str:
    _data, paper = render.report(template, cut)
    return " ".join(item for block in paper.blocks if isinstance(block, Points) for item in block.items)


def test_a_merger_entered_late_counts_no_day_twice_and_is_told(bodies):
    today = times.legal_day(times.now())
    merged, before = today - timedelta(days=30), today - timedelta(days=31)
    facts.record(_online(bodies[0], today - timedelta(days=60)), at=times.now())
    register.recut(
        OPERATOR,
        entry=Recut(
            day=merged, act="Landesgesetz", successions=(Succession(bodies[0].uuid, bodies[1].uuid),)
        ),
    )
    now = times.now()
    assert _m4(Cut(before, now)) == (1, 3)
    assert _m4(Cut(merged, now)) == (0, 2)
    assert _m4(Cut(today, now)) == (0, 2)
    for template in (Template.CABINET, Template.FULL):
        assert "Kreis 0 ist am" in _points(template, Cut(today, now))
    assert "in Kreis 1 aufgegangen" in _points(Template.CABINET, Cut(today, now))
    assert not situation(Cut(before, now)).merged
    assert not situation(Cut(today, now - timedelta(days=1))).merged, "nobody knew of it yet"


def test_what_is_corrected_after_the_stichtag_is_told_and_what_only_went_on_is_not(bodies):
    now = times.now()
    day = times.legal_day(now) - timedelta(days=20)
    long_ago = now - timedelta(days=90)
    wrong = facts.record(_online(bodies[0], times.legal_day(long_ago)), at=long_ago)
    ended = facts.record(_online(bodies[1], times.legal_day(long_ago)), at=long_ago)
    then = queries.cut_at(day)
    assert situation(then).corrected == 0
    facts.retract(wrong, at=now - timedelta(days=5))
    facts.supersede(ended, at=now - timedelta(days=4), source="test", valid_to=day + timedelta(days=3))
    late = Cut(day, now)
    assert situation(late).corrected == 1
    assert "Zwischen Stichtag und Datenstand" in _points(Template.PUBLIC, late)
    assert _m4(then) == (2, 3)
    assert _m4(late) == (1, 3)


def test_a_body_decides_on_a_service_once_at_a_time(bodies):
    known = CompetenceFact.objects.get(body=bodies[0].uuid)
    again = CompetenceFact(
        service_key=KEY, body=bodies[0].uuid, body_name="Kreis 0", ars=known.ars, source="test",
        valid_from=known.valid_from + timedelta(days=3),
    )  # fmt: skip
    with pytest.raises(facts.Contradiction, match="schon als zuständig bekannt"):
        facts.record(again, at=times.now())
    assert CompetenceFact.objects.filter(body=bodies[0].uuid).count() == 1


def test_a_duty_given_back_with_an_old_beginning_begins_after_what_is_known(bodies):
    Responsibility.objects.filter(organisation=bodies[0]).delete()
    feed.feed_competences(source="test", at=times.now() - timedelta(days=10))
    ended = CompetenceFact.objects.get(body=bodies[0].uuid, superseded_at=None)
    Responsibility.objects.create(
        service=Service.objects.get(), organisation=bodies[0], kind=ResponsibilityKind.DECIDES,
        valid_from=times.legal_day(times.now()) - timedelta(days=50),
    )  # fmt: skip
    feed.feed_competences(source="test", at=times.now())
    fresh = CompetenceFact.objects.get(body=bodies[0].uuid, superseded_at=None, valid_to=None)
    assert ended.valid_to is not None
    assert fresh.valid_from == ended.valid_to + timedelta(days=1)


def test_an_answer_that_contradicts_evidence_is_told_with_its_round(bodies):
    now = times.now()
    day = times.legal_day(now) - timedelta(days=3)
    asked = DataRound.objects.create(
        number="DA-2026-01", title="Quartal", cut_off=day, due=day, state=RoundState.CLOSED, opened_at=now,
        opened_by="x", opened_by_name="x", closed_at=now,
    )  # fmt: skip
    part = RoundPart.objects.create(
        round=asked, kind=PartKind.RESSORT, organisation=uuid.uuid4(), name="FM", state=PartState.ACCEPTED
    )
    RoundLine.objects.create(
        part=part, question=Question.AVAILABLE, service_key=KEY, service_name="Wohngeld", body=bodies[0].uuid,
        body_name="Kreis 0", answering=bodies[0].uuid, answering_name="Kreis 0", outcome=Outcome.CONTRADICTS,
    )  # fmt: skip
    asked.statement = msgspec.to_builtins(closing_statement(asked, at=now, remark=""))
    asked.save()
    assert "In der Datenabfrage DA-2026-01 widerspricht eine Meldung" in _points(
        Template.COUNCIL, Cut(day, now)
    )
    assert situation(Cut(day, now - timedelta(hours=1))).contradicting == 0


def test_the_rules_stand_on_the_report_and_an_untroubled_one_says_so(bodies):
    _data, paper = render.report(Template.FULL, queries.cut_at())
    words = [block.text for block in paper.blocks if isinstance(block, Prose)]
    assert doubts.RULES in words
    assert "Keine bekannten Lücken und Widersprüche." in words
