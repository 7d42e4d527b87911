# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rules are released by people: one decision after the other, audited, and they travel with the form version."""

import json
import uuid

import msgspec
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leistungswerk.core import audit, events
from leistungswerk.core.actor import CITIZEN, OPERATOR
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.forms.rules.german import Status
from leistungswerk.online import plans, queries, rulebook
from leistungswerk.online.models import FormVersion, RuleDecision
from leistungswerk.online.rulebook import RuleView
from leistungswerk.online.services import publishing, releasing
from leistungswerk.online.services.releasing import Unsound, Verdict
from leistungswerk.online.states import RuleChoice
from leistungswerk.register.queries import DocumentView
from leistungswerk.register.services import import_schema
from stage import demo_files, in_threads

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

RACE = "G99000001.G99000003.F99000009"
DATES = "muss gelten: Tage von G99000006.G99000007.F99000016 bis G99000006.G99000007.F99000018 >= 0."


@pytest.fixture
def document() -> DocumentView:
    schema, lists, _rules = demo_files()
    return import_schema(OPERATOR, schema=schema, codelists=lists).document


def _rule(document: DocumentView, key: str = "R99000002") -> RuleView:
    found = rulebook.rule(document.pk, key)
    assert found is not None
    return found


def _decide(document: DocumentView, choice: RuleChoice, key: str = "R99000002", **more: object) -> int:
    found = _rule(document, key)
    verdict = Verdict(key, choice, found.expression, seen=found.seen)
    return releasing.decide(
        OPERATOR, document=document.uuid, verdict=msgspec.structs.replace(verdict, **more)
    )


def test_every_rule_of_a_schema_waits_for_a_person(document):
    found = rulebook.rules(document.pk)
    assert [each.key for each in found] == [f"R9900000{number}" for number in range(1, 8)]
    assert {each.choice for each in found} == {RuleChoice.OPEN}
    assert {each.read.status for each in found} == {Status.RECOGNISED}
    progress = rulebook.progress(found)
    assert (progress.total, progress.open, progress.released) == (7, 7, 0)


def test_a_released_rule_travels_with_the_next_form_version(document):
    before = publishing.create_form_version(OPERATOR, document=document.uuid)
    _decide(document, RuleChoice.RELEASED)
    after = publishing.create_form_version(OPERATOR, document=document.uuid)
    assert before != after
    row = FormVersion.objects.get(uuid=after)
    assert [rule["id"] for rule in row.rules] == ["R99000002"]
    assert [each.number for each in row.decisions.all()] == [1]
    form = plans.plan(row.pk).form
    assert [rule.id for rule in form.rules] == ["R99000002"]
    assert queries.form_version(before).digest != row.digest


def test_the_same_releases_make_the_same_form_version(document):
    _decide(document, RuleChoice.RELEASED)
    first = publishing.create_form_version(OPERATOR, document=document.uuid)
    _decide(document, RuleChoice.OPEN)
    _decide(document, RuleChoice.RELEASED)
    assert publishing.create_form_version(OPERATOR, document=document.uuid) == first


def test_a_later_decision_supersedes_and_overwrites_nothing(document):
    assert _decide(document, RuleChoice.RELEASED) == 1
    assert _decide(document, RuleChoice.REFUSED, note="Der Satz meint etwas anderes.") == 2
    newest, oldest = rulebook.history(document.pk, "R99000002")
    assert (newest.choice, oldest.choice) == (RuleChoice.REFUSED, RuleChoice.RELEASED)
    assert newest.note == "Der Satz meint etwas anderes."
    assert rulebook.released(document.pk) == ()
    [entry, earlier] = audit.page(offset=0, limit=2)[0]
    assert (entry.action, earlier.action) == ("rule.refused", "rule.released")
    assert entry.subject == "rule:S99000001:R99000002:2"
    assert "meint etwas" not in json.dumps([entry.note, entry.subject])
    row = RuleDecision.objects.get(number=2)
    assert [event.kind for event in events.of_subject(row.uuid)] == ["rule.refused"]


def test_a_correction_is_what_is_released(document):
    text = 'wenn G99000006.G99000007.F99000013 „Hunderasse“ = "999" dann muss G99000006.G99000007.F99000014 befüllt sein.'
    _decide(document, RuleChoice.OPEN, expression=text)
    found = _rule(document)
    assert (found.choice, found.decision.corrected, found.in_bulk) == (RuleChoice.OPEN, True, False)
    assert "„" not in found.expression
    _decide(document, RuleChoice.RELEASED)
    [(rule, _row)] = rulebook.released(document.pk)
    assert len(rule.effects) == 1
    assert rule.sentence == found.read.sentence


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("", "leer"),
        ("muss F1 befüllt", "endet zu früh"),
        ("muss F4711 befüllt sein.", "kein Element"),
        ("muss gelten: G99000004.F99000011 = heute.", "vergleichen"),
        ("ergibt sich G99000004.F99000011 aus G99000004.F99000011 + 1.", "aus sich selbst"),
    ],
)
def test_what_cannot_be_meant_is_not_released(document, expression, told):
    with pytest.raises(Unsound, match=told):
        _decide(document, RuleChoice.RELEASED, expression=expression)
    assert RuleDecision.objects.count() == 0


def test_calculated_values_that_feed_each_other_are_refused_together(document):
    one, other = "G99000004.F99000011", "G99000006.G99000007.F99000018"
    assert one != other
    _decide(
        document,
        RuleChoice.RELEASED,
        "R99000001",
        expression=f"ergibt sich {one} aus Anzahl(G99000006.G99000007).",
    )
    loop = f"ergibt sich {one} aus {one} * 2."
    with pytest.raises(Unsound, match="berechnet"):
        _decide(document, RuleChoice.RELEASED, "R99000003", expression=loop)


@pytest.mark.parametrize("choice", [RuleChoice.REFUSED, RuleChoice.WAIVED])
def test_who_leaves_a_rule_unchecked_says_why(document, choice):
    with pytest.raises(Refused, match="Begründen"):
        _decide(document, choice, note="  ")
    with pytest.raises(Refused, match="Kürzen"):
        _decide(document, choice, note="x" * 5000)
    assert _decide(document, choice, note="Prüft die Sachbearbeitung.") == 1


def test_a_refused_meaning_is_kept_as_it_was_even_unreadable(document):
    assert _decide(document, RuleChoice.WAIVED, expression="wenn F1", note="Nur eine Erläuterung.") == 1
    assert _rule(document).expression == "wenn F1"
    with pytest.raises(Unsound):
        _decide(document, RuleChoice.OPEN)
    assert _decide(document, RuleChoice.OPEN, expression="") == 2
    assert _rule(document).in_bulk is False


def test_bulk_confirmation_takes_what_was_read_and_nothing_else(document):
    _decide(document, RuleChoice.OPEN, "R99000003", expression="muss G99000004.F99000011 befüllt sein.")
    keys = [each.key for each in rulebook.rules(document.pk) if each.in_bulk]
    assert "R99000003" not in keys
    with pytest.raises(Refused, match="R99000003 lässt sich nur einzeln"):
        releasing.confirm(OPERATOR, document=document.uuid, rules=[*keys, "R99000003"])
    assert rulebook.released(document.pk) == ()
    assert releasing.confirm(OPERATOR, document=document.uuid, rules=keys) == 6
    assert len(rulebook.released(document.pk)) == 6
    with pytest.raises(Refused, match="einzeln"):
        releasing.confirm(OPERATOR, document=document.uuid, rules=keys)
    with pytest.raises(Refused, match="mindestens eine"):
        releasing.confirm(OPERATOR, document=document.uuid, rules=["gibt-es-nicht"])


def test_rules_that_reckon_with_dates_are_confirmed_singly_only(official_document):
    dated = [each for each in rulebook.rules(official_document.pk) if each.read.dates]
    assert len(dated) >= 3
    assert not any(each.in_bulk for each in dated)
    with pytest.raises(Refused, match="nur einzeln"):
        releasing.confirm(OPERATOR, document=official_document.uuid, rules=[dated[0].key])
    assert _decide(official_document, RuleChoice.RELEASED, dated[0].key) == 1


@pytest.fixture
def official_document(artefacts) -> DocumentView:
    folder = artefacts / "xdatenfelder" / "real" / "S00000186V1.0"
    from leistungswerk.cli.schema import read_files

    schema, lists = read_files(next(folder.glob("S*xdf2.xml")), folder)
    return import_schema(OPERATOR, schema=schema, codelists=lists).document


def test_every_recognised_rule_of_an_official_schema_can_be_released(official_document):
    found = rulebook.rules(official_document.pk)
    bulk = [each.key for each in found if each.in_bulk]
    assert releasing.confirm(OPERATOR, document=official_document.uuid, rules=bulk) == len(bulk) >= 25
    singly = [each.key for each in found if each.key not in bulk and each.read.status is Status.RECOGNISED]
    for key in singly:
        _decide(official_document, RuleChoice.RELEASED, key)
    assert len(rulebook.released(official_document.pk)) == len(bulk) + len(singly) >= 30
    publishing.create_form_version(OPERATOR, document=official_document.uuid)


@pytest.mark.django_db(transaction=True)
def test_two_people_cannot_decide_on_the_same_state(document):
    verdict = Verdict("R99000002", RuleChoice.RELEASED, _rule(document).expression)

    def decide() -> object:
        try:
            return releasing.decide(OPERATOR, document=document.uuid, verdict=verdict)
        except Refused as refusal:
            return str(refusal)

    answers = in_threads(decide, decide)
    assert min(map(str, answers)) == "1"
    assert any("gerade an anderer Stelle entschieden" in str(each) for each in answers)
    assert RuleDecision.objects.count() == 1


def test_who_looked_at_an_older_state_is_told(document):
    _decide(document, RuleChoice.RELEASED)
    with pytest.raises(Refused, match="neuen Stand"):
        _decide(document, RuleChoice.OPEN, seen=0)


def test_a_citizen_decides_nothing(document):
    verdict = Verdict("R99000002", RuleChoice.RELEASED, "")
    with pytest.raises(NotAllowed):
        releasing.decide(CITIZEN, document=document.uuid, verdict=verdict)
    with pytest.raises(NotAllowed):
        releasing.confirm(CITIZEN, document=document.uuid, rules=["R99000002"])
    with pytest.raises(NotAllowed):
        releasing.adopt(CITIZEN, document=document.uuid, rules=b"[]", note="")


def test_what_does_not_exist_is_said(document):
    verdict = Verdict("R1", RuleChoice.RELEASED, "")
    with pytest.raises(Refused, match="Diese Regel gibt es"):
        releasing.decide(OPERATOR, document=document.uuid, verdict=verdict)
    with pytest.raises(Refused, match="Importieren"):
        releasing.decide(OPERATOR, document=uuid.uuid4(), verdict=verdict)


def test_rules_released_elsewhere_are_adopted_once(document):
    rules = demo_files()[2]
    assert releasing.adopt(OPERATOR, document=document.uuid, rules=rules, note="Demodaten") == 7
    assert releasing.adopt(OPERATOR, document=document.uuid, rules=rules, note="Demodaten") == 0
    foreign = json.dumps([{**json.loads(rules)[0], "id": "R1"}]).encode()
    with pytest.raises(Refused, match="R1"):
        releasing.adopt(OPERATOR, document=document.uuid, rules=foreign, note="")
    given = publishing.create_form_version(OPERATOR, document=document.uuid, rules=rules)
    assert publishing.create_form_version(OPERATOR, document=document.uuid) == given


def test_a_list_of_rules_costs_the_same_however_many_decisions_there_are(document):
    rulebook.rules(document.pk)

    def statements() -> int:
        with CaptureQueriesContext(connection) as done:
            rulebook.rules(document.pk)
        return len(done)

    few = statements()
    releasing.adopt(OPERATOR, document=document.uuid, rules=demo_files()[2], note="Demodaten")
    assert statements() == few == 1


def test_a_dated_correction_is_not_confirmed_in_bulk(document):
    reading = rulebook.read_expression(document.pk, "R99000005", DATES)
    assert (reading.sound, reading.single) == (True, True)
