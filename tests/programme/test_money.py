# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Money of measures and compliance cost: who keeps it, what counts, what is said when it is too much."""

from datetime import date

import pytest

from leistungswerk.core import audit, times
from leistungswerk.core.actor import OPERATOR, Role
from leistungswerk.core.failures import Missing, Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.programme.money_states import BookingKind, Method
from leistungswerk.programme.services.money import bookings, efforts, measures
from leistungswerk.programme.services.money.bookings import BookingEntry
from leistungswerk.programme.services.money.efforts import Delivery, EffortEntry
from leistungswerk.programme.services.money.measures import MeasureEntry
from leistungswerk.reporting import money
from leistungswerk.reporting.metrics.run import Cut

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
YEAR = 2026
DAY = date(2026, 1, 1)


def _cut() -> Cut:
    now = times.now()
    return Cut(times.legal_day(now), now)


def _open(actor, owner, **more):
    return measures.open_measure(actor, entry=MeasureEntry(title="Wohngeld online", owner=owner.uuid, **more))


def _book(actor, measure, cents, kind=BookingKind.SPENT, **more):
    told = {"year": YEAR, "on": date(2026, 2, 1), "file_number": "15/26", "purpose": "Rechnung", **more}
    return bookings.book(actor, measure=measure, entry=BookingEntry(kind=kind, cents=cents, **told))


def _budget(actor, measure, cents, revision=0):
    measures.set_budget(actor, measure=measure, year=YEAR, cents=cents, file_number="1/26", revision=revision)


def test_plan_bound_paid_and_overspend_come_from_facts_and_are_said_in_words(land):
    keeper = land.actor((Role.BUDGET, land.ministry))
    measure = _open(keeper, land.authority)
    _budget(keeper, measure, 100_000)
    before = times.now()
    bound = _book(keeper, measure, 60_000, BookingKind.COMMITTED)
    paid = _book(keeper, measure, 50_000, draws_on=bound)
    (line,) = money.money(_cut())
    assert (line.budget, line.bound, line.spent, line.free) == (100_000, 10_000, 50_000, 40_000)
    assert money.warnings(line) == []
    with pytest.raises(Refused, match="100,00 €"):
        _book(keeper, measure, 10_001, draws_on=bound)
    with pytest.raises(Refused, match="zuerst die Zahlungen"):
        bookings.reverse_booking(keeper, measure=measure, booking=bound, reason="falsch")
    _book(keeper, measure, 60_000)
    (line,) = money.money(_cut())
    assert money.warnings(line) == ["2026: Es sind 100,00 € mehr abgeflossen als bereitgestellt."]
    bookings.reverse_booking(keeper, measure=measure, booking=paid, reason="doppelt")
    with pytest.raises(Overtaken):
        bookings.reverse_booking(keeper, measure=measure, booking=paid, reason="doppelt")
    assert [each.cents for each in money.entries(measure, _cut()) if each.kind == "spent"] == [60_000]
    # What was said before is said again: nothing was rewritten.
    (then,) = money.money(Cut(_cut().cut_off, before))
    assert (then.bound, then.spent) == (0, 0)
    assert audit.of_subjects([f"measure:{measure}"], offset=0, limit=9)[1] == 6


def test_only_the_keeper_of_the_owner_or_of_the_programme_writes(land):
    mine = _open(OPERATOR, land.ministry)
    ours = measures.open_measure(
        OPERATOR, entry=MeasureEntry(title="Basisdienste", owner=land.provider.uuid, programme=True)
    )
    with pytest.raises(Missing):
        _budget(land.actor((Role.BUDGET, land.other)), mine, 1)
    with pytest.raises(NotAllowed):
        _budget(land.actor((Role.SERVICE_OWNER, land.ministry)), mine, 1)
    management = land.actor((Role.PROGRAMME_MANAGEMENT, land.provider))
    with pytest.raises(NotAllowed):
        _budget(management, mine, 1)
    _budget(management, ours, 1)
    with pytest.raises(NotAllowed):
        _open(land.actor((Role.BUDGET, land.other)), land.ministry)


def test_two_editors_of_a_budget_and_nonsense_are_refused_in_words(land):
    measure = _open(OPERATOR, land.ministry)
    _budget(OPERATOR, measure, 5)
    with pytest.raises(Overtaken):
        _budget(OPERATOR, measure, 6)
    _budget(OPERATOR, measure, 7, revision=1)
    for more in (
        {"on": date(2999, 1, 1), "year": 2999},
        {"year": 2030},
        {"file_number": " "},
        {"purpose": ""},
    ):
        with pytest.raises(Refused):
            _book(OPERATOR, measure, 1, **more)
    with pytest.raises(Refused, match="schon eine Maßnahme"):
        _open(OPERATOR, land.ministry)


def test_compliance_cost_is_reckoned_once_rounded_and_stands_after_delivery(land):
    keeper = land.actor((Role.BUDGET, land.ministry))
    told = EffortEntry(
        body=land.authority.uuid, duty="Antrag bescheiden", cases=3, minutes=10, rate_cents=4_001, material_cents=7,
        once_cents=900, method=Method.ESTIMATED, file_number="9/26",
    )  # fmt: skip
    entry = efforts.enter_effort(keeper, cut_off=DAY, entry=told)
    (sums,) = money.efforts(Cut(DAY, times.now()))
    # 3 × (10 ÷ 60 × 40,01 € + 0,07 €) = 20,215 €, rounded at the end.
    assert (sums.yearly, sums.once, sums.estimated) == (2_022, 900, 2_922)
    with pytest.raises(Refused, match="schon eine Angabe"):
        efforts.enter_effort(keeper, cut_off=DAY, entry=told)
    with pytest.raises(Refused, match="Zukunft"):
        efforts.enter_effort(keeper, cut_off=date(2030, 1, 1), entry=told)
    with pytest.raises(Missing):
        efforts.enter_effort(keeper, cut_off=date(2027, 1, 1), entry=told)
    handed = Delivery(concept="Konzept 1.0", delivered_on=times.legal_day(times.now()), file_number="2/26", digest="0" * 64)  # fmt: skip
    with pytest.raises(NotAllowed):
        efforts.deliver(keeper, cut_off=DAY, delivery=handed)
    efforts.deliver(OPERATOR, cut_off=DAY, delivery=handed)
    with pytest.raises(Refused, match="übermittelt"):
        efforts.withdraw_effort(keeper, effort=entry)
    with pytest.raises(Overtaken):
        efforts.deliver(OPERATOR, cut_off=DAY, delivery=handed)
