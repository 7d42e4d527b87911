# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lists of Fokusleistungen: dated, with a source, and M6 counts what stood there on the Stichtag."""

from datetime import date, timedelta

import pytest

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR, Actor
from leistungswerk.core.failures import Refused
from leistungswerk.core.permissions import NotAllowed
from leistungswerk.register import services as register
from leistungswerk.reporting import queries
from leistungswerk.reporting.focus_lists import focus_lists
from leistungswerk.reporting.services.focus import set_focus_list

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
HOUSING, ALIMONY, CAR = "99107023017001", "99107021017000", "99036003001000"
FIRST = times.legal_day(times.now()) - timedelta(days=100)
LIST = "Kommunalpakt"


@pytest.fixture(autouse=True)
def catalogue():
    for key in (HOUSING, ALIMONY, CAR):
        register.ensure_service(OPERATOR, key=key, name=f"Leistung {key}")


def _set(*keys: str, on: date = FIRST) -> tuple[int, int]:
    return set_focus_list(OPERATOR, name=LIST, keys=keys, valid_from=on, source="Beschluss 2026")


def _keys(on: date | None = None) -> list[str]:
    cut = queries.cut_at(on, times.now())
    return [service.key for service in focus_lists(cut).get(LIST, ())]


def test_what_leaves_the_list_stood_there_until_the_day_before():
    assert _set(HOUSING, ALIMONY) == (2, 0)
    change = FIRST + timedelta(days=40)
    assert _set(HOUSING, CAR, on=change) == (1, 1)
    assert _keys() == sorted([HOUSING, CAR])
    assert _keys(change - timedelta(days=1)) == sorted([HOUSING, ALIMONY])
    m6 = next(each for each in queries.figures(queries.cut_at(None, times.now())) if each.code == "m6")
    assert m6.denominator == 2


def test_saying_the_same_again_changes_nothing():
    _set(HOUSING)
    assert _set(HOUSING) == (0, 0)


def test_a_list_put_right_on_its_first_day_never_held_what_was_wrong():
    _set(HOUSING, CAR)
    _set(HOUSING)
    assert _keys(FIRST) == [HOUSING]


@pytest.mark.parametrize(
    ("keys", "days", "said"),
    [
        ([HOUSING, "99999999999999"], 0, "99999999999999"),
        ([HOUSING], 101, "Zukunft"),
        ([CAR], -1, "erst seit"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words_and_nothing_is_written(keys, days, said):
    _set(HOUSING)
    with pytest.raises(Refused, match=said):
        _set(*keys, on=FIRST + timedelta(days=days))
    assert _keys() == [HOUSING]


def test_only_who_keeps_the_catalogue_writes_the_list():
    with pytest.raises(NotAllowed):
        set_focus_list(Actor("x", "X"), name=LIST, keys=[HOUSING], valid_from=FIRST, source="x")
