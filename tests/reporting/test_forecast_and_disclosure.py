# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Forecasts a reader can check, and small cells nobody can reckon."""

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leistungswerk.reporting.disclosure import SMALLEST, in_fives, in_steps, suppressed
from leistungswerk.reporting.forecast import Forecast, forecast


def test_a_forecast_carries_the_mean_change_and_the_range_of_the_last_six_months():
    assert forecast([10, 12, 14, 15, 17, 19, 22], ahead=3) == Forecast(3, 28.0, 25.0, 31.0)


def test_without_seven_months_nothing_is_foretold():
    assert forecast([1, 2, 3, 4, 5, 6], ahead=3) is None


@given(st.lists(st.floats(0, 100), min_size=7, max_size=20), st.integers(1, 60))
def test_a_forecast_stays_a_share_and_its_range_holds_it(shares, ahead):
    found = forecast(shares, ahead=ahead)
    assert found is not None
    assert 0 <= found.low <= found.expected <= found.high <= 100


def test_a_small_cell_takes_a_second_with_it_so_that_the_sum_tells_nothing():
    assert suppressed({"a": 3, "b": 20, "c": 7}) == {"a": None, "b": 20, "c": None}
    assert suppressed({"a": 3, "b": 20, "c": 7}, total_told=False) == {"a": None, "b": 20, "c": 7}
    assert suppressed({"a": 0, "b": 20}) == {"a": 0, "b": 20}


def test_two_tiny_cells_take_a_third():
    assert suppressed({"a": 1, "b": 1, "c": 9, "d": 50}) == {"a": None, "b": None, "c": None, "d": 50}


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 60), min_size=1, max_size=8))
def test_no_small_cell_is_told_nor_reckoned_from_the_sum(cells):
    told = suppressed(cells)
    assert all(count is None or not 0 < count < SMALLEST for count in told.values())
    hidden = [cells[key] for key, count in told.items() if count is None]
    lone = [count for count in cells.values() if count]
    assert len(hidden) != 1 or len(lone) == 1


@pytest.mark.parametrize("ahead", [1, 12])
def test_a_share_that_fell_is_not_told_below_nothing(ahead):
    found = forecast([60, 50, 40, 30, 20, 10, 5], ahead=ahead)
    assert found is not None
    assert found.low >= 0


@given(st.lists(st.integers(0, 9), max_size=30))
def test_two_looks_at_a_growing_count_tell_nothing_or_five_cases(grown):
    counts = list(accumulate(grown))
    told = in_steps(counts)
    assert all(after - before == 0 or after - before >= SMALLEST for before, after in pairwise((0, *told)))
    assert all(0 <= count - said < SMALLEST for count, said in zip(counts, told, strict=True))
    fives = [in_fives(count) for count in counts]
    assert all((after - before) % SMALLEST == 0 for before, after in pairwise((0, *fives)))
