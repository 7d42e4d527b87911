# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Data rounds: asked, answered, released, checked, accepted; gaps by name; what is said stays said."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from round_stage import SINCE, TODAY
from small_land import DOG_TAX

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR, Role
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.programme.models import Notice
from leistungswerk.register import services as register
from leistungswerk.register.entries import Recut, Succession
from leistungswerk.reporting import queries
from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.models import (
    AvailabilityFact,
    DataRound,
    RoundLine,
    RoundStep,
)
from leistungswerk.reporting.round_states import LineState, Outcome, PartState
from leistungswerk.reporting.rounds.answers import Answer, read_number
from leistungswerk.reporting.rounds.statement import round_statement
from leistungswerk.reporting.services import facts
from leistungswerk.reporting.services.rounds import answering, chain, closing, reminding

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_a_round_asks_only_what_no_evidence_shows_and_comes_pre_filled(stage):
    stage.told(stage.land.authority, transport="sftp")
    fact = stage.told(stage.land.city, DOG_TAX)
    facts.supersede(fact, at=times.now(), source="test", evidence=Evidence.SHOWN)
    row = stage.open()
    assert row.number == f"A-{TODAY.year}-01"
    lines = RoundLine.objects.filter(part__round=row)
    assert {line.body for line in lines} == {stage.land.authority.uuid, stage.land.district.uuid}
    known = stage.line(row, stage.land.authority)
    assert known.before == {"online": True, "since": SINCE.isoformat(), "transport": "sftp"}
    assert stage.part(row, stage.land.office).kind == "project_office"
    assert stage.line(row, stage.land.district).before == {"online": False}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"cut_off": TODAY + timedelta(days=1)}, "liegt in der Zukunft"),
        ({"due": TODAY - timedelta(days=1)}, "Vergangenheit"),
        ({"questions": ()}, "mindestens eine Frage"),
        ({"services": ("99000000000000",)}, "nicht bekannt"),
        ({"title": " "}, "Titel"),
    ],
)
def test_a_round_that_makes_no_sense_is_not_opened(stage, fields, said):
    with pytest.raises(Refused, match=said):
        stage.open(**fields)
    assert not DataRound.objects.exists()


def test_answers_become_told_facts_only_when_the_ministry_in_charge_has_accepted(stage):
    row = stage.open()
    part, line = stage.part(row, stage.land.ministry), stage.line(row, stage.land.authority)
    answering.answer_line(
        stage.owner, line=line.uuid, answer=Answer(online=True, since=SINCE, transport="sftp"), revision=0
    )
    chain.release(stage.contact, part=part.uuid)
    chain.check(stage.provider, part=part.uuid)
    assert not AvailabilityFact.objects.exists()
    chain.accept(stage.ministry, part=part.uuid)
    fact = AvailabilityFact.objects.get()
    assert (fact.evidence, fact.source, fact.transport) == ("gemeldet", f"Datenabfrage {row.number}", "sftp")
    share = next(each for each in queries.figures(queries.cut_at()) if each.code == "m2")
    assert (share.shown, share.total) == (0, 1)
    line.refresh_from_db()
    assert (line.state, line.outcome) == (LineState.CORRECTED, Outcome.RECORDED)


def test_many_rows_are_confirmed_at_once_with_a_constant_number_of_statements(stage):
    row = stage.open()
    part = stage.part(row, stage.land.office)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            answering.confirm_lines(stage.office, part=part.uuid)
        counts.append(len(seen))
        RoundLine.objects.filter(part=part).update(state=LineState.OPEN)
        RoundLine.objects.bulk_create(
            RoundLine(part=part, question="available", service_key=DOG_TAX, service_name="x", body=uuid.uuid4(),
                      body_name=str(n), answering=stage.land.city.uuid, answering_name="x", before={"online": False})
            for n in range(300)
        )  # fmt: skip
    assert counts[0] == counts[1]


def test_each_step_may_send_back_with_a_reason_and_nobody_does_two(stage):
    row = stage.open()
    part, line = stage.part(row, stage.land.ministry), stage.line(row, stage.land.authority)
    with pytest.raises(Refused, match="1 Fragen ohne Antwort"):
        chain.release(stage.contact, part=part.uuid)
    answering.confirm_lines(stage.owner, part=part.uuid)
    chain.return_lines(stage.contact, part=part.uuid, lines=[line.uuid], reason="Bitte prüfen")
    line.refresh_from_db()
    assert (line.state, line.note) == (LineState.RETURNED, "Bitte prüfen")
    answering.confirm_lines(stage.owner, part=part.uuid)
    with pytest.raises(NotAllowed):
        chain.release(stage.owner, part=part.uuid)
    chain.release(stage.contact, part=part.uuid)
    with pytest.raises(Refused, match="schon freigegeben"):
        answering.confirm_lines(stage.owner, part=part.uuid)
    chain.return_to_ressort(stage.provider, part=part.uuid, reason="Transportweg fehlt", lines=[line.uuid])
    answering.confirm_lines(stage.owner, part=part.uuid)
    chain.release(stage.contact, part=part.uuid)
    both = stage.land.actor(
        (Role.PROGRAMME_MANAGEMENT, stage.land.provider),
        (Role.OZG_COORDINATION, stage.land.coordination),
        on=TODAY,
    )
    chain.check(both, part=part.uuid)
    with pytest.raises(Refused, match="jemand anderes"):
        chain.accept(both, part=part.uuid)
    chain.return_to_check(stage.ministry, part=part.uuid, reason="Zahlen fehlen")
    chain.check(stage.provider, part=part.uuid)
    chain.accept(stage.ministry, part=part.uuid)
    with pytest.raises(Overtaken):
        chain.accept(stage.ministry, part=part.uuid)


def _waiting(part):
    """What is still asked about a part: the first words of each notice nobody has put away."""
    rows = Notice.objects.filter(url=f"round_part:{part.uuid}", read_at__isnull=True)
    return sorted({text.split(": ", 1)[1][:9] for text in rows.values_list("text", flat=True)})


def test_what_was_asked_waits_for_nobody_once_it_is_done(stage):
    row = stage.open()
    part, office = stage.part(row, stage.land.ministry), stage.part(row, stage.land.office)
    assert _waiting(part) == _waiting(office) == ["bitte bis"]
    answering.confirm_lines(stage.owner, part=part.uuid)
    chain.release(stage.contact, part=part.uuid)
    assert _waiting(part) == ["Ministeri"]
    chain.check(stage.provider, part=part.uuid)
    chain.accept(stage.ministry, part=part.uuid)
    closing.close_round(stage.ministry, identity=row.uuid, remark="Kabinett am Montag")
    assert _waiting(part) == _waiting(office) == []


def test_others_do_not_see_a_part_and_the_ldi_never_escalates_to_a_ministry(stage):
    row = stage.open()
    part = stage.part(row, stage.land.ministry)
    stranger = stage.land.actor((Role.RESSORT_CONTACT, stage.land.other), on=TODAY)
    with pytest.raises(Missing):
        answering.confirm_lines(stranger, part=part.uuid)
    with pytest.raises(Refused, match="Frist läuft noch"):
        chain.escalate(stage.ministry, part=part.uuid, reason="x")
    DataRound.objects.update(due=TODAY - timedelta(days=1))
    with pytest.raises(NotAllowed):
        chain.escalate(stage.provider, part=part.uuid, reason="x")
    chain.ask_for_escalation(stage.provider, part=part.uuid, reason="Keine Antwort")
    chain.escalate(stage.ministry, part=part.uuid, reason="Bitte bis Freitag")
    assert [step.act for step in RoundStep.objects.filter(part=part)] == ["escalation_asked", "escalated"]
    assert (reminding.remind(), reminding.remind()) == (2, 0)


def test_a_round_closes_with_gaps_by_name_dissent_printed_and_keeps_what_was_said(stage):
    row = stage.open()
    part = stage.part(row, stage.land.ministry)
    answering.answer_line(
        stage.owner,
        line=stage.line(row, stage.land.authority).uuid,
        answer=Answer(online=True, since=SINCE),
        revision=0,
    )
    chain.dissent(stage.owner, part=part.uuid, text="Nur in Teilen online")
    stage.bring(part, stage.contact)
    with pytest.raises(Refused, match="Es fehlen noch: Kommunales Projektbüro"):
        closing.close_round(stage.ministry, identity=row.uuid)
    closing.close_round(stage.ministry, identity=row.uuid, remark="Kabinett am Montag")
    closed = times.now()
    said = round_statement(TODAY, closed)
    assert "Kommunales Projektbüro (für die Kommunen): 2 Antworten fehlen" in said.gaps[0]
    assert said.dissents[0].text == "Nur in Teilen online"
    assert "Wohngeld Bewilligung: neu als online gemeldet bei Landesamt für Steuern." in said.changes
    line = stage.line(row, stage.land.authority)
    closing.correct_late(stage.contact, line=line.uuid, answer=Answer(online=False), reason="Verwechslung")
    assert round_statement(TODAY, closed) == said
    assert round_statement(TODAY, times.now()).late[0].reason == "Verwechslung"
    line.refresh_from_db()
    assert line.answer["online"] is True
    share = {each.code: each.total for each in queries.figures(queries.Cut(TODAY, closed))}
    now = {each.code: each.total for each in queries.figures(queries.Cut(TODAY, times.now()))}
    assert (share["m3"], now["m3"]) == (1, 0)
    assert round_statement(TODAY - timedelta(days=1), times.now()) is None


def test_what_a_report_could_not_print_and_what_is_no_number_is_refused(stage):
    row = stage.open()
    part = stage.part(row, stage.land.ministry)
    line = stage.line(row, stage.land.authority)
    long = "x" * 2_001
    with pytest.raises(Refused, match="höchstens 2000 Zeichen"):
        answering.cannot_say(stage.owner, line=line.uuid, reason=long, revision=0)
    with pytest.raises(Refused, match="höchstens 2000 Zeichen"):
        chain.dissent(stage.owner, part=part.uuid, text=long)
    with pytest.raises(Refused, match="höchstens 2000 Zeichen"):
        closing.close_round(stage.ministry, identity=row.uuid, remark=long)
    for said in ("\u0663", "1e5", "-5", "12,5"):
        with pytest.raises(Refused, match="keine Zahl von Fällen"):
            read_number(said)
    assert read_number(" 1.200 ") == 1_200


def test_evidence_that_came_meanwhile_takes_precedence_over_what_is_told(stage):
    row = stage.open()
    part = stage.part(row, stage.land.ministry)
    answering.confirm_lines(stage.owner, part=part.uuid)
    fact = stage.told(stage.land.authority)
    facts.supersede(fact, at=times.now(), source="unit.live", evidence=Evidence.SHOWN)
    stage.bring(part, stage.contact)
    assert stage.line(row, stage.land.authority).outcome == Outcome.CONTRADICTS
    known = AvailabilityFact.objects.get(superseded_at__isnull=True)
    assert known.evidence == Evidence.SHOWN


def test_a_period_that_overlaps_or_lies_after_the_stichtag_is_refused_in_words(stage):
    fact = stage.told(stage.land.authority)
    facts.supersede(fact, at=times.now(), source="test", valid_to=TODAY - timedelta(days=50))
    row = stage.open(cut_off=TODAY - timedelta(days=1))
    line = stage.line(row, stage.land.authority)
    for since, said in ((TODAY, "nach dem Stichtag"), (TODAY - timedelta(days=60), "überschneidet sich")):
        with pytest.raises(Refused, match=said):
            answering.answer_line(
                stage.owner, line=line.uuid, answer=Answer(online=True, since=since), revision=0
            )
    answering.answer_line(stage.owner, line=line.uuid, answer=Answer(online=False), revision=0)
    with pytest.raises(Overtaken):
        answering.answer_line(stage.owner, line=line.uuid, answer=Answer(online=False), revision=0)


def test_a_merged_body_is_asked_through_its_successor_and_keeps_only_what_all_had(stage):
    land = stage.land
    stage.told(land.city, DOG_TAX)
    stage.told(land.district, DOG_TAX)
    row = stage.open()
    heir = land._add("Stadt Neu", land.city.kind, project_office=land.office)
    recut = Recut(
        day=TODAY,
        act="Landesgesetz",
        successions=tuple(
            Succession(predecessor=old.uuid, successor=heir.uuid) for old in (land.city, land.district)
        ),
    )
    register.recut(OPERATOR, entry=recut)
    lines = RoundLine.objects.filter(part__round=row, service_key=DOG_TAX)
    assert {line.answering for line in lines} == {heir.uuid}
    assert sorted(line.state for line in lines) == [LineState.MERGED, LineState.OPEN]
    known = AvailabilityFact.objects.filter(superseded_at__isnull=True)
    assert known.get(body=heir.uuid).evidence == Evidence.TOLD
    assert {fact.valid_to for fact in known.exclude(body=heir.uuid)} == {TODAY - timedelta(days=1)}
    assert stage.part(row, land.office).state == PartState.COLLECTING
