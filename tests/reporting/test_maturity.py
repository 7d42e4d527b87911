# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Assessments are facts: two times, one at a time, never converted; M1 takes the level of model 1.1 from them."""

import random
import uuid
from datetime import date, timedelta

import msgspec
import pytest

from leistungswerk.core import audit, times
from leistungswerk.core.actor import OPERATOR, Actor, Permission, Role, Scope
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.register import services as register
from leistungswerk.reporting import queries
from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.maturity import known
from leistungswerk.reporting.maturity.documents import Link, shipped
from leistungswerk.reporting.maturity.values import CriterionValue
from leistungswerk.reporting.metrics import run
from leistungswerk.reporting.models import (
    AssessmentFact,
    AvailabilityFact,
    CompetenceFact,
    CoverageSpan,
    ServiceFact,
)
from leistungswerk.reporting.services import coverage, facts
from leistungswerk.reporting.services.maturity import Assessment, assess, withdraw
from leistungswerk.reporting.services.maturity_models import plan_model, take_in_model

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
KEY = "99107023017001"
TODAY = times.legal_day(times.now())
SINCE = TODAY - timedelta(days=300)
HERE, THERE = uuid.UUID(int=1), uuid.UUID(int=2)
WHERE = {"source": "test", "valid_from": SINCE, "service_key": KEY}


@pytest.fixture(autouse=True)
def service():
    register.ensure_service(OPERATOR, key=KEY, name="Wohngeld")
    at = times.now()
    facts.record(ServiceFact(name="Wohngeld", kind="lovd", ozg_id="10092", ressort="FM", **WHERE), at=at)
    facts.record_many(
        [CompetenceFact(body=body, body_name=f"Kommune {body.int}", ars=f"0711{body.int}0000000", **WHERE)
         for body in (HERE, THERE)],
        at=at,
    )  # fmt: skip


def _online(
    body: uuid.UUID = HERE, evidence: Evidence = Evidence.SHOWN, **fields: object
) -> AvailabilityFact:
    values = {
        "body_name": "Kommune",
        "ars": f"0711{body.int}0000000",
        "transport": "fit_connect",
        **WHERE,
        **fields,
    }
    return facts.record(AvailabilityFact(body=body, evidence=evidence, **values), at=times.now())


def _values(
    level: int, lowest: int | None = None, *, evidence: str = "Aktenzeichen 4-12"
) -> tuple[CriterionValue, ...]:
    ids = [criterion.id for criterion in shipped()["1.1"].criteria]
    values = [CriterionValue(one, level, evidence) for one in ids]
    values[3] = CriterionValue(ids[3], level if lowest is None else lowest, evidence)
    return tuple(values)


def _assess(level: int | None = None, *, actor: Actor = OPERATOR, model: str = "1.1", on: date = SINCE, **fields: object) -> uuid.UUID:  # fmt: skip
    line = AssessmentFact.objects.filter(
        model=model, body=fields.get("body"), superseded_at__isnull=True
    ).order_by("valid_from")
    seen = fields.pop("seen", line.last().pk if line else 0)
    reason = fields.pop("reason", "" if level is None else "Stand aus der Meldung an den Bund")
    return assess(actor, entry=Assessment(
        service_key=KEY, model=model, valid_from=on, level=level, reason=reason, seen=seen, **fields))  # fmt: skip


def _m1() -> tuple[int, int]:
    cut = queries.cut_at(None, times.now())
    told = {
        kept: next(each for each in queries.figures(cut, kept=kept, codes=["m1"])) for kept in (True, False)
    }
    assert (told[True].shown, told[True].total) == (told[False].shown, told[False].total)
    return told[True].shown, told[True].total


def test_the_lowest_criterion_decides_and_feeds_m1_with_evidence_throughout():
    _online()
    assert _m1() == (0, 0)
    _assess(values=_values(3, lowest=1))
    assert _m1() == (0, 0)
    _assess(values=_values(3, lowest=2))
    row = AssessmentFact.objects.get(superseded_at__isnull=True)
    assert (row.level, row.evidence, row.body) == (2, "belegt", None)
    assert _m1() == (1, 1)


def test_a_level_without_evidence_is_told_and_counted_apart():
    _online()
    _assess(3)
    assert AssessmentFact.objects.get().evidence == "gemeldet"
    assert _m1() == (0, 1)


def test_a_level_of_model_2_0_never_counts_in_m1():
    _online()
    _assess(6, model="2.0")
    assert _m1() == (0, 0)
    _assess(2)
    assert _m1() == (0, 1)


def test_the_level_of_one_body_goes_before_the_level_for_all():
    _online()
    _assess(1)
    assert _m1() == (0, 0)
    _assess(2, body=HERE)
    assert _m1() == (0, 1)
    held = known.assessments(KEY, queries.cut_at(None, times.now()))
    assert [(each.body, each.level) for each in held] == [(None, 1), (HERE, 2)]


def test_a_new_assessment_ends_the_one_before_and_what_was_said_can_be_said_again():
    _online()
    _assess(1)
    before = times.now()
    change = TODAY - timedelta(days=30)
    _assess(3, on=change)
    levels = {
        row.valid_from: (row.level, row.valid_to)
        for row in AssessmentFact.objects.filter(superseded_at__isnull=True)
    }
    assert levels == {SINCE: (1, change - timedelta(days=1)), change: (3, None)}
    (then,) = known.assessments(KEY, queries.cut_at(None, before))
    assert then.level == 1
    _assess(0, on=TODAY - timedelta(days=60))
    assert [row.valid_to for row in AssessmentFact.objects.filter(superseded_at__isnull=True).order_by("valid_from")] == [
        TODAY - timedelta(days=61), change - timedelta(days=1), None,
    ]  # fmt: skip


def test_the_same_day_again_is_a_correction():
    first = _assess(1)
    assert _assess(2) == first
    assert [row.level for row in AssessmentFact.objects.filter(fact=first).order_by("pk")] == [1, 2]


def test_taken_back_it_was_never_so_and_the_one_before_goes_on():
    _assess(1)
    fact = _assess(3, on=TODAY - timedelta(days=30))
    withdraw(OPERATOR, service_key=KEY, fact=fact, reason="verwechselt")
    (held,) = known.assessments(KEY, queries.cut_at(None, times.now()))
    assert (held.level, held.valid_to) == (1, None)
    with pytest.raises(Missing):
        withdraw(OPERATOR, service_key=KEY, fact=fact, reason="noch einmal")
    assert {entry.action for entry in audit.page(offset=0, limit=9)[0]} >= {
        "maturity.assessed",
        "maturity.withdrawn",
    }


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"level": 6}, "Stufen 0 bis 4.*nie umgerechnet"),
        ({"values": (CriterionValue("K13", 2),), "level": 2}, "nie von einem Modell"),
        ({"values": (CriterionValue("K01", 2), CriterionValue("K01", 3)), "level": 2}, "zweimal"),
        ({"on": TODAY + timedelta(days=1), "level": 2}, "Zukunft"),
        ({"on": date(2020, 5, 31), "level": 2}, "erst ab Juni 2020.*umgerechnet wird nicht"),
        ({"level": 2, "reason": " "}, "Begründen Sie die Stufe"),
        ({}, "Geben Sie die Stufe an"),
        ({"level": 2, "values": _values(3)}, "niedrigste Kriterium"),
        ({"level": 2, "body": uuid.UUID(int=9)}, "nicht zuständig"),
        ({"level": 2, "reason": "x" * 5_000}, "zu lang"),
    ],
)
def test_what_does_not_fit_the_model_is_refused_in_words(fields, says):
    _online()
    with pytest.raises(Refused, match=says):
        _assess(**fields)
    assert not AssessmentFact.objects.exists()


def test_above_what_the_running_system_shows_only_with_a_reason():
    values = _values(3)
    with pytest.raises(Refused, match="höchstens Stufe 1: Weder belegt noch gemeldet"):
        _assess(values=values)
    _assess(values=values, reason="Läuft beim Bund")
    row = AssessmentFact.objects.get()
    assert [(each["check"], each["state"]) for each in row.findings][-1] == ("online", "fails")
    assert row.level == 3


def test_who_saw_an_older_state_is_told_so():
    _assess(1)
    with pytest.raises(Overtaken):
        _assess(2, seen=0)


def test_a_municipality_assesses_for_itself_only():
    scope = Scope(Role.MUNICIPAL_LEAD, HERE, frozenset({Permission.ASSESS_MATURITY}), frozenset({HERE}))
    mine = Actor("account:1", "Kommune", scopes=(scope,))
    _assess(2, actor=mine, body=HERE)
    for body in (None, THERE):
        with pytest.raises(NotAllowed):
            _assess(2, actor=mine, body=body)


def test_filling_the_criteria_changes_no_assessment_and_a_used_criterion_stays():
    _assess(values=_values(2, evidence=""), reason="Meldung")
    model = shipped()["1.1"]
    filled = msgspec.structs.replace(
        model,
        criteria=tuple(msgspec.structs.replace(each, text=f"Text {each.id}") for each in model.criteria),
    )
    _document, changes = plan_model("m.toml", _file(filled))
    assert len(changes) == 10
    assert take_in_model(OPERATOR, document=filled)
    assert not take_in_model(OPERATOR, document=filled)
    assert known.model("1.1").document.unfilled == 0
    assert AssessmentFact.objects.get().model_digest == model.digest()
    with pytest.raises(Refused, match="K10"):
        take_in_model(OPERATOR, document=msgspec.structs.replace(filled, criteria=filled.criteria[:-1]))
    with pytest.raises(Refused, match="Stufe 2"):
        take_in_model(OPERATOR, document=msgspec.structs.replace(filled, levels=filled.levels[:2]))
    with pytest.raises(NotAllowed):
        take_in_model(Actor("account:9", "Gast"), document=model)


def _file(model) -> bytes:
    from leistungswerk.reporting.maturity.writing import to_toml

    return to_toml(model)


def test_a_linked_criterion_is_computed_from_facts():
    model = shipped()["1.1"]
    links = (Link(check="structured_transport", level=4), Link(check="online", level=2, proves=True))
    first = msgspec.structs.replace(model.criteria[0], checks=links)
    linked = msgspec.structs.replace(model, criteria=(first, *model.criteria[1:]))
    take_in_model(OPERATOR, document=linked)
    _online(transport="file_transfer")
    shown = known.computed(KEY, None, linked, queries.cut_at(None, times.now()))
    assert {each.check: each.state.value for each in shown.findings}["structured_transport"] == "fails"
    assert (shown.computed.cap, "nicht als Daten" in shown.computed.reasons[0]) == (3, True)


def test_the_overview_counts_by_ressort_and_level_each_model_for_itself(django_assert_num_queries):
    _assess(2)
    _assess(5, model="2.0", body=HERE)
    cut = queries.cut_at(None, times.now())
    with django_assert_num_queries(1):
        assert [(each.ressort, each.level, each.amount) for each in known.counts("1.1", cut)] == [
            ("FM", 2, 1)
        ]
    assert [(each.level, each.amount) for each in known.counts("2.0", cut)] == [(5, 1)]
    (row,) = known.services("2.0", cut, ressort="FM", level="5", offset=0, limit=9)
    assert (row["bodies"], row["evidence"]) == (1, "gemeldet")
    assert known.services("1.1", cut, ressort="", level="offen", offset=0, limit=9) == []
    early = queries.cut_at(SINCE - timedelta(days=1), times.now())
    assert known.counts("1.1", early) == ()


@pytest.mark.parametrize("seed", range(2))
def test_what_events_keep_equals_the_facts_with_assessments_too(seed):
    chance = random.Random(seed)
    for body in (HERE, THERE):
        _online(body, chance.choice(list(Evidence)), valid_from=TODAY - timedelta(days=chance.randrange(200)))
    moments = []
    for _step in range(6):
        body = chance.choice([None, HERE, THERE])
        line = AssessmentFact.objects.filter(body=body, model="1.1", superseded_at__isnull=True)
        if line and chance.random() < 0.3:
            withdraw(OPERATOR, service_key=KEY, fact=chance.choice(list(line)).fact, reason="falsch")
        else:
            evidence = chance.choice(["", "Akte"])
            on = TODAY - timedelta(days=chance.randrange(250))
            _assess(
                values=_values(chance.randrange(4), evidence=evidence), reason="Meldung", body=body, on=on
            )
        moments.append(times.now())
    for moment in moments:
        for back in (0, 40, 120):
            cut = queries.cut_at(TODAY - timedelta(days=back), moment)
            for name in ("m1", "gaps"):
                assert run.rows(name, cut, kept=True) == run.rows(name, cut), (name, cut)
            page = {"limit": 9, "offset": 0}
            assert run.rows("bundles", cut, kept=True, **page) == run.rows("bundles", cut, **page), cut
    before = CoverageSpan.objects.count()
    coverage.rebuild(KEY)
    assert CoverageSpan.objects.count() == before
