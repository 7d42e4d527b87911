# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
from datetime import date
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leistungswerk.core.actor import OPERATOR, Role
from leistungswerk.core.failures import Overtaken, Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.programme.models import Notice, ReuseOffer
from leistungswerk.programme.reuse import minimum, offers
from leistungswerk.programme.reuse.minimum import Verdict
from leistungswerk.programme.reuse_states import Fulfilment, OfferState, RequirementLevel, Route
from leistungswerk.programme.services.offers import (
    OfferEntry,
    edit_offer,
    enter_offer,
    score_offer,
    subscribe,
    unsubscribe,
)
from leistungswerk.register.kinds import Transport
from leistungswerk.register.models import Service, ServiceBundle

HOUSING = "99107023017000"
DOG_TAX = "99102013104000"
ENTRY = OfferEntry(
    title="Wohngeld aus Schleswig-Holstein",
    land="01",
    operator="Dataport",
    state=OfferState.AVAILABLE,
    services=(HOUSING,),
    source="Marktübersicht",
    maintainer="Nachnutzungsmanagement",
    checked_on=date(2026, 11, 1),
    routes=(Route.FIT_STORE,),
    transports=(Transport.FIT_CONNECT,),
    cost_yearly=Decimal("1000.00"),
)


def test_what_nobody_checked_never_counts_as_met():
    result = minimum.score({})
    assert result.must.share == 0
    assert result.must.not_checked == result.must.total > 0
    assert result.verdict is Verdict.OPEN


def test_a_violated_must_comes_after_an_unchecked_offer_whatever_else_is_met():
    all_met = dict.fromkeys(minimum.NUMBERS, Fulfilment.MET)
    violating = minimum.score(all_met | {"R1": Fulfilment.NOT_MET})
    assert violating.verdict is Verdict.VIOLATES
    assert violating.order < minimum.score({}).order
    assert minimum.score(all_met).verdict is Verdict.FULFILS


@given(st.dictionaries(st.sampled_from(sorted(minimum.NUMBERS)), st.sampled_from(Fulfilment)))
def test_counts_of_a_level_add_up_and_meeting_more_never_lowers_the_score(told):
    result = minimum.score(told)
    for level in result.levels:
        assert level.met + level.partly + level.not_met + level.not_checked == level.total
    better = minimum.score(told | {"R1": Fulfilment.MET})
    assert better.order >= result.order


def test_duties_of_the_reusing_body_are_shown_and_never_scored():
    assert {item.number for item in minimum.MINIMUM_REQUIREMENTS if item.on_reuser} == {
        f"NL{number}" for number in range(1, 6)
    }
    assert not any(number.startswith("NL") for number in minimum.NUMBERS)
    assert sum(level.total for level in minimum.score({}).levels) == len(minimum.SCORED)
    assert minimum.score({}).levels[0].level is RequirementLevel.MUST


@pytest.mark.django_db
@pytest.mark.postgres
def test_offers_are_found_for_the_key_itself_before_those_for_its_bundle(land):
    other = msgspec.structs.replace(ENTRY, title="Hundesteuer", services=(DOG_TAX,))
    enter_offer(OPERATOR, entry=other)
    enter_offer(OPERATOR, entry=ENTRY)
    assert [item.title for item in offers.offers_for([HOUSING])] == [ENTRY.title]
    bundle = ServiceBundle.objects.create(ozg_id="10187", name="Wohngeld")
    bundle.services.set(Service.objects.filter(key__in=[HOUSING, DOG_TAX]))
    found = offers.offers_for([HOUSING])
    assert [(item.title, item.match) for item in found] == [
        (ENTRY.title, offers.Match.DIRECT),
        ("Hundesteuer", offers.Match.BUNDLE),
    ]


@pytest.mark.django_db
def test_the_better_scored_offer_stands_first_and_an_ended_one_last(land):
    plain = enter_offer(OPERATOR, entry=ENTRY)
    scored = enter_offer(OPERATOR, entry=msgspec.structs.replace(ENTRY, title="Zweites"))
    ended = msgspec.structs.replace(ENTRY, title="Altes", state=OfferState.ENDED)
    old = enter_offer(OPERATOR, entry=ended)
    score_offer(OPERATOR, offer=scored, told={"R1": (Fulfilment.MET, "")}, revision=0)
    score_offer(OPERATOR, offer=old, told=dict.fromkeys(minimum.NUMBERS, (Fulfilment.MET, "")), revision=0)
    assert [item.uuid for item in offers.offers_for([HOUSING])] == [scored, plain, old]


@pytest.mark.django_db
def test_search_takes_words_and_the_beginning_of_a_key(land):
    enter_offer(OPERATOR, entry=ENTRY)
    for text, hits in (("wohngeld", 1), ("9910702", 1), (HOUSING, 1), ("Dataport Wohngeld", 1), ("Hund", 0)):
        assert offers.search(text=text, offset=0, limit=10)[1] == hits, text


@pytest.mark.django_db
def test_number_of_statements_does_not_grow_with_the_offers(land, django_assert_num_queries):
    for number in range(3):
        enter_offer(OPERATOR, entry=msgspec.structs.replace(ENTRY, title=f"Angebot {number}"))
    with django_assert_num_queries(3):
        offers.offers_for([HOUSING])
    for number in range(20):
        enter_offer(OPERATOR, entry=msgspec.structs.replace(ENTRY, title=f"Mehr {number}"))
    with django_assert_num_queries(3):
        assert len(offers.offers_for([HOUSING])) == 23
    with django_assert_num_queries(4):
        assert offers.search(text="Angebot", offset=0, limit=10)[1] == 3


@pytest.mark.django_db
def test_an_entry_looked_at_long_ago_is_marked_and_nothing_else_changes(land):
    old = msgspec.structs.replace(ENTRY, checked_on=date(2020, 1, 1))
    found = offers.offer(enter_offer(OPERATOR, entry=old))
    assert found.stale
    assert found.state is OfferState.AVAILABLE


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", " ", "Titel"),
        ("source", "", "Quelle"),
        ("land", "99", "Land"),
        ("services", (), "Leistungsschlüssel"),
        ("services", ("99999999999999",), "99999999999999"),
        ("checked_on", date(2999, 1, 1), "Zukunft"),
    ],
)
def test_a_refused_entry_names_the_field_and_stores_nothing(land, field, value, words):
    with pytest.raises(Refused, match=words):
        enter_offer(OPERATOR, entry=msgspec.structs.replace(ENTRY, **{field: value}))
    assert not ReuseOffer.objects.exists()


@pytest.mark.django_db
def test_only_those_who_keep_offers_may_write_them(land):
    with pytest.raises(NotAllowed):
        enter_offer(land.actor((Role.SERVICE_OWNER, land.ministry)), entry=ENTRY)
    enter_offer(land.actor((Role.ADVISER, land.provider)), entry=ENTRY)


@pytest.mark.django_db
@pytest.mark.postgres
def test_subscribers_are_told_what_changed_and_nobody_else(land):
    offer = enter_offer(OPERATOR, entry=ENTRY)
    reader = land.actor((Role.SERVICE_OWNER, land.ministry))
    subscribe(reader, offer=offer)
    subscribe(reader, offer=offer)
    dearer = msgspec.structs.replace(ENTRY, cost_yearly=Decimal("1200.50"))
    edit_offer(OPERATOR, offer=offer, entry=dearer, revision=0)
    [notice] = Notice.objects.all()
    assert "Kosten jährlich: bisher 1.000,00 €, jetzt 1.200,50 €." in notice.text
    assert str(offer) in notice.url
    edit_offer(OPERATOR, offer=offer, entry=dearer, revision=1)
    assert Notice.objects.count() == 1, "nothing changed, so nobody is told"
    score_offer(OPERATOR, offer=offer, told={"R2": (Fulfilment.PARTLY, "nur Länder")}, revision=2)
    assert Notice.objects.count() == 2
    unsubscribe(reader, offer=offer)
    score_offer(OPERATOR, offer=offer, told={"R2": (Fulfilment.MET, "")}, revision=3)
    assert Notice.objects.count() == 2


@pytest.mark.django_db
def test_the_second_of_two_editors_changes_nothing(land):
    offer = enter_offer(OPERATOR, entry=ENTRY)
    edit_offer(OPERATOR, offer=offer, entry=msgspec.structs.replace(ENTRY, title="Neu"), revision=0)
    with pytest.raises(Overtaken):
        edit_offer(OPERATOR, offer=offer, entry=ENTRY, revision=0)
    assert offers.offer(offer).title == "Neu"
