# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a real round said when it closed stands in the report, and no person in it."""

from datetime import timedelta

import msgspec
import pytest
from round_stage import SINCE, TODAY, Stage

from leistungswerk.core import times
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.reports import rounds
from leistungswerk.reporting.rounds.answers import Answer
from leistungswerk.reporting.services.rounds import answering, chain, closing

pytestmark = pytest.mark.django_db


def test_a_report_tells_what_the_closed_round_said_but_names_no_person():
    stage = Stage()
    row = stage.open()
    part = stage.part(row, stage.land.ministry)
    line = stage.line(row, stage.land.authority)
    answering.answer_line(stage.owner, line=line.uuid, answer=Answer(online=True, since=SINCE), revision=0)
    chain.dissent(stage.owner, part=part.uuid, text="Nur in Teilen online")
    stage.bring(part, stage.contact)
    before = times.now()
    closing.close_round(stage.ministry, identity=row.uuid, remark="Kabinett am Montag")
    assert rounds.round_told(Cut(TODAY, before)) is None
    assert rounds.round_told(Cut(TODAY - timedelta(days=1), times.now())) is None
    told = rounds.round_told(Cut(TODAY, times.now()))
    text = msgspec.json.encode([rounds.section(told), rounds.in_short(told)]).decode()
    for said in (
        "Kommunales Projektbüro (für die Kommunen): 2 Antworten fehlen",
        "Nur in Teilen online",
        "neu als online gemeldet bei Landesamt für Steuern",
        "Antworten zählen als gemeldet",
    ):
        assert said in text
    people = [each.name for each in (stage.owner, stage.contact, stage.ministry)]
    assert all(people)
    assert not [name for name in people if name in text]
    assert "Nur in Teilen" not in msgspec.json.encode(rounds.section(told, public=True)).decode()
