# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Metrics over facts: definitions that differ, two times, contradictions."""

import random
import uuid
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from leistungswerk.core import times
from leistungswerk.core.failures import Refused
from leistungswerk.reporting import queries
from leistungswerk.reporting.kinds import Evidence
from leistungswerk.reporting.metrics import run
from leistungswerk.reporting.metrics.run import Cut
from leistungswerk.reporting.metrics.within import Within
from leistungswerk.reporting.models import (
    AvailabilityFact,
    CompetenceFact,
    CoverageSpan,
    FocusFact,
    PhaseFact,
    ProjectServiceFact,
    ServiceFact,
)
from leistungswerk.reporting.reports.collect import history_at
from leistungswerk.reporting.services import coverage, facts, usage

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
KEY = "99107023017001"
OTHER = "99107023011000"
SINCE = date(2026, 1, 1)
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
ALL = ("m1", "m2", "m3", "m4", "m5", "m6", "m8")
PARTS = (Within(area="07111"), Within(area="07"), Within(area="08"), Within(service=KEY), Within(service=OTHER, area="07112"),
         Within(ressort="Ministerium"))  # fmt: skip
CUT = Cut(date(2026, 3, 31), datetime(2026, 3, 31, 20, tzinfo=UTC))


def _service(key: str = KEY, ozg_id: str = "10092") -> None:
    facts.record(
        ServiceFact(service_key=key, name="Wohngeld", kind="lovd", ozg_id=ozg_id, ozg_name="Wohngeld",
                    ressort="Ministerium",
                    valid_from=SINCE, source="test"),
        at=AT,
    )  # fmt: skip


def _competent(count: int, key: str = KEY) -> list[uuid.UUID]:
    bodies = [uuid.uuid4() for _ in range(count)]
    facts.record_many(
        [
            CompetenceFact(service_key=key, body=body, body_name=f"Kommune {number:03d}", ars=f"07{number:010d}",
                           valid_from=SINCE, source="test")
            for number, body in enumerate(bodies)
        ],
        at=AT,
    )  # fmt: skip
    return bodies


def _available(body: uuid.UUID, key: str = KEY, **fields: object) -> AvailabilityFact:
    values: dict[str, object] = {
        "service_key": key, "body": body, "body_name": "Kommune", "ars": "070000000000", "evidence": Evidence.SHOWN,
        "transport": "fit_connect", "valid_from": date(2026, 2, 1), "source": "test", **fields,
    }  # fmt: skip
    return AvailabilityFact(**values)


def _figure(code: str, cut: Cut = CUT, *, kept: bool = False) -> tuple[int, int, int | None]:
    share = next(each for each in queries.figures(cut, kept=kept) if each.code == code)
    return share.shown, share.total, share.denominator


def test_193_of_194_is_not_area_wide_is_in_at_least_one_and_is_99_5_per_cent():
    _service()
    bodies = _competent(194)
    facts.record_many([_available(body) for body in bodies[:-1]], at=AT)
    assert _figure("m2") == (0, 0, 1)
    assert _figure("m3") == (1, 1, 1)
    assert _figure("m4") == (193, 193, 194)
    share = next(each for each in queries.figures(CUT) if each.code == "m4")
    assert share.percent == "99,5"
    rows = queries.bodies_of(KEY, CUT, offset=0, limit=3)
    assert [(row["body_name"], row["evidence"]) for row in rows][:2] == [
        ("Kommune 193", None),
        ("Kommune 000", "belegt"),
    ]
    facts.record(_available(bodies[-1]), at=AT)
    assert _figure("m2") == (1, 1, 1)
    assert next(each for each in queries.figures(CUT) if each.code == "m4").percent == "100"


def test_what_is_told_counts_apart_from_what_is_shown():
    _service()
    first, second = _competent(2)
    facts.record(_available(first), at=AT)
    facts.record(_available(second, evidence=Evidence.TOLD), at=AT)
    assert _figure("m2") == (0, 1, 1)
    assert _figure("m4") == (1, 2, 2)


def test_a_body_where_the_service_does_not_arise_leaves_the_denominator():
    _service()
    first, second = _competent(2)
    facts.record(_available(first), at=AT)
    known = CompetenceFact.objects.get(body=second)
    facts.supersede(known, at=AT, source="test", relevant=False, reason="keine Rebfläche")
    assert _figure("m2") == (1, 1, 1)


def test_old_federal_counting_takes_one_level_two_somewhere_and_never_converts_models():
    _service()
    _service(OTHER)
    first, second = _competent(2)
    facts.record(_available(first, maturity_model="2.0", level=6), at=AT)
    assert _figure("m1") == (0, 0, 1)
    facts.record(_available(second, maturity_model="1.1", level=2), at=AT)
    assert _figure("m1") == (1, 1, 1)


def test_a_pdf_to_a_mailbox_is_not_end_to_end():
    _service()
    first, second = _competent(2)
    facts.record(
        FocusFact(service_key=KEY, list_name="Fokusleistungen", valid_from=SINCE, source="test"), at=AT
    )
    facts.record(_available(first), at=AT)
    mail = facts.record(_available(second, transport="file_transfer"), at=AT)
    assert _figure("m6") == (0, 0, 1)
    facts.supersede(mail, at=AT + timedelta(hours=1), source="test", transport="osci_xta")
    assert _figure("m6") == (1, 1, 1)


def test_reuse_counts_services_of_path_a_that_are_area_wide():
    _service()
    (body,) = _competent(1)
    project = uuid.uuid4()
    facts.record(
        PhaseFact(project=project, number="V-2026-0001", title="Wohngeld", owner=uuid.uuid4(), owner_name="FM",
                  ressort="FM", phase=3, path="A", state="active", valid_from=SINCE, source="test"),
        at=AT,
    )  # fmt: skip
    facts.record(ProjectServiceFact(project=project, service_key=KEY, valid_from=SINCE, source="test"), at=AT)
    assert _figure("m8") == (0, 0, 1)
    facts.record(_available(body), at=AT)
    assert _figure("m8") == (1, 1, 1)


def test_a_late_correction_never_rewrites_what_was_said():
    _service()
    (body,) = _competent(1)
    fact = facts.record(_available(body), at=AT)
    said = _figure("m2")
    assert facts.supersede(
        fact, at=AT + timedelta(days=60), source="Berichtigung", valid_from=date(2026, 4, 2)
    )
    assert _figure("m2") == said == (1, 1, 1)
    later = Cut(CUT.cut_off, AT + timedelta(days=61))
    assert _figure("m2", later) == (0, 0, 1)


def test_a_fact_taken_back_is_gone_now_and_still_known_for_then():
    _service()
    (body,) = _competent(1)
    fact = facts.record(_available(body), at=AT)
    assert facts.retract(fact, at=AT + timedelta(days=40))
    assert not facts.retract(fact, at=AT + timedelta(days=41))
    assert _figure("m3") == (1, 1, 1)
    assert _figure("m3", Cut(CUT.cut_off, AT + timedelta(days=41))) == (0, 0, 1)


def test_overlapping_periods_contradict_and_are_refused_in_words():
    (body,) = _competent(1)
    facts.record(_available(body), at=AT)
    with pytest.raises(facts.Contradiction, match="schon als verfügbar"):
        facts.record(_available(body, valid_from=date(2026, 2, 20)), at=AT)
    assert AvailabilityFact.objects.count() == 1


def test_periods_one_after_the_other_are_both_known():
    _service()
    (body,) = _competent(1)
    facts.record(_available(body, valid_to=date(2026, 2, 10)), at=AT)
    facts.record(_available(body, valid_from=date(2026, 2, 11)), at=AT)
    assert _figure("m4") == (1, 1, 1)


def test_the_future_is_a_plan_and_no_fact_and_no_cut_off():
    (body,) = _competent(1)
    with pytest.raises(Refused, match="Zukunft"):
        facts.record(_available(body, valid_from=date(2026, 3, 2)), at=AT)
    with pytest.raises(Refused, match="Zukunft"):
        queries.cut_at(date(2999, 1, 1))


def test_what_events_keep_for_now_equals_what_the_facts_count():
    _service()
    _service(OTHER)
    bodies = _competent(5)
    others = _competent(3, OTHER)
    for body in bodies[:3]:
        facts.record(_available(body), at=AT)
    ended = facts.record(_available(others[0], OTHER, evidence=Evidence.TOLD), at=AT)
    facts.supersede(ended, at=AT, source="test", valid_to=date(2026, 2, 27))
    now = queries.cut_at()
    assert [(s.code, s.shown, s.total, s.denominator) for s in queries.figures(now)] == [
        (s.code, s.shown, s.total, s.denominator) for s in queries.figures(now, kept=True)
    ]
    assert (
        CoverageSpan.objects.get(service_key=KEY, district="", valid_to=None, superseded_at=None).shown == 3
    )


def test_the_rows_behind_m7_are_the_counted_months_the_newest_first(monkeypatch):
    """From kept sums while they say what was known, else from what happened."""
    moment = datetime(2026, 2, 28, 12, tzinfo=UTC)
    days = (date(2025, 12, 30), date(2026, 1, 2), date(2026, 1, 31), date(2026, 2, 3))
    for number, (day, key) in enumerate(product(days, (KEY, OTHER)), start=1):
        at = moment + timedelta(minutes=number)
        monkeypatch.setattr(times, "now", lambda at=at: at)
        usage.count(
            measure="application.accepted",
            day=day,
            service_key=key,
            territory="071110000000",
            source_event=number,
        )
    page = {"offset": 0, "limit": 3}
    for minutes, expected in (
        (60, [("2026-02", OTHER, 1), ("2026-02", KEY, 1), ("2026-01", OTHER, 2)]),
        (4, [("2026-01", OTHER, 1), ("2026-01", KEY, 1), ("2025-12", OTHER, 1)]),
    ):
        rows = queries.metric_rows("m7", Cut(moment.date(), moment + timedelta(minutes=minutes)), **page)
        assert [(row["month"], row["service_key"], row["amount"]) for row in rows] == expected


def test_gaps_are_counted_openly():
    _service()
    facts.record(_available(uuid.uuid4(), OTHER), at=AT)
    found = queries.gaps(CUT)
    assert (found["ohne_zustaendigkeit"], found["verfuegbar_ohne_zustaendigkeit"]) == (1, 1)


def test_figures_take_the_same_number_of_statements_however_many_facts(django_assert_num_queries):
    _service()
    _competent(3)
    with django_assert_num_queries(6):
        queries.figures(CUT, kept=True)
    _competent(40, OTHER)
    with django_assert_num_queries(6):
        queries.figures(CUT, kept=True)


@pytest.mark.parametrize("seed", range(3))
def test_what_events_keep_equals_the_facts_for_every_cut_off_and_state_of_knowledge(seed):
    """Whatever is recorded, ended, corrected and taken back, in whatever order."""
    chance = random.Random(seed)
    moments = [datetime(2026, month, 20, 9, tzinfo=UTC) for month in range(2, 10)]
    _service()
    bodies = [uuid.uuid4() for _ in range(4)]
    for at in moments:
        for number, body in enumerate(bodies):
            _change(chance, body, f"{7111 + number % 2:05d}0000000", at)
    for known_at in (*moments, moments[3] - timedelta(seconds=1)):
        for day in (date(2026, 1, 15), date(2026, 3, 31), known_at.date()):
            cut = Cut(day, known_at)
            for name in (*ALL, "m7", "districts", "gaps"):
                assert run.rows(name, cut, kept=True) == run.rows(name, cut), (name, cut)
            page = {"limit": 9, "offset": 0}
            assert run.rows("bundles", cut, kept=True, **page) == run.rows("bundles", cut, **page), cut
            for within in PARTS:
                for name in ALL:
                    assert run.rows(name, cut, kept=True, within=within) == run.rows(name, cut, within=within), (
                        name, within, cut,
                    )  # fmt: skip
            [point] = history_at(cut, 1)
            shares = [_figure(code, cut) for code in ("m2", "m3", "m4")]
            told = [round(total * 100 / of, 1) if of else None for _shown, total, of in shares]
            assert [point.area_wide, point.anywhere, point.pairs] == told
    cut = Cut(moments[-1].date(), moments[-1])
    assert run.rows("districts_now", cut, kept=True) == run.rows("districts", cut)
    keys = sorted({row.service_key for row in CoverageSpan.objects.all()})
    before = sorted(map(_span, CoverageSpan.objects.all()))
    for key in keys:
        coverage.rebuild(key)
    assert sorted(map(_span, CoverageSpan.objects.all())) == before


def _span(row: CoverageSpan) -> tuple[str, ...]:
    return tuple(str(getattr(row, field.name)) for field in row._meta.fields if not field.primary_key)


def _change(chance: random.Random, body: uuid.UUID, ars: str, at: datetime) -> None:
    """One random act on what is known of a body."""
    for kind in (CompetenceFact, AvailabilityFact):
        held = kind.objects.filter(body=body, superseded_at__isnull=True, valid_to__isnull=True).first()
        since = at.date() - timedelta(days=chance.randrange(1, 60))
        act = chance.randrange(4)
        if held is None and act < 3:
            last = kind.objects.filter(body=body, superseded_at__isnull=True).order_by("-valid_to").first()
            since = max(since, last.valid_to + timedelta(days=1)) if last else since
            fresh = _available(body, ars=ars, valid_from=since, maturity_model="1.1", level=chance.choice([None, 1, 2]),
                               evidence=chance.choice(list(Evidence)), transport=chance.choice(["fit_connect", ""])) \
                if kind is AvailabilityFact else CompetenceFact(
                    service_key=KEY, body=body, body_name="K", ars=ars, valid_from=since, source="test",
                    relevant=chance.random() < 0.8)  # fmt: skip
            facts.record(fresh, at=at)
        elif held is not None and act == 0:
            facts.retract(held, at=at)
        elif held is not None and act == 1:
            facts.supersede(held, at=at, source="test", valid_to=max(held.valid_from, since))
        elif held is not None and kind is AvailabilityFact:
            facts.supersede(held, at=at, source="test", level=chance.choice([None, 1, 2]))
