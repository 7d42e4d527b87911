# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What of a table of counts may be published: an attacker who tries every filling learns no small cell."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from leistungswerk.reporting.disclosure import SMALLEST
from leistungswerk.reporting.protection import Protected, protected, told_total


def _fits(told: Protected, filling: dict) -> bool:
    """Whether a filling of the hidden cells agrees with everything that is told."""
    full = {cell: filling[cell] if count is None else count for cell, count in told.cells.items()}
    for side, sums in ((0, told.rows), (1, told.columns)):
        for name, whole in sums.items():
            mine = sum(count for cell, count in full.items() if cell[side] == name)
            if whole is not None and mine != whole:
                return False
    return told.total is None or sum(full.values()) == told.total


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([0, 1, 2, 3, 5, 6, 9]), min_size=4, max_size=4))
def test_no_small_cell_can_be_reckoned_from_what_is_told(counts):
    cells = [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")]
    told = protected(dict(zip(cells, counts, strict=True)))
    hidden = [cell for cell, count in told.cells.items() if count is None]
    fillings = [
        dict(zip(hidden, values, strict=True))
        for values in product(range(1, 13), repeat=len(hidden))
        if _fits(told, dict(zip(hidden, values, strict=True)))
    ]
    assert fillings, "the true values agree with what is told"
    for cell in hidden:
        assert len({filling[cell] for filling in fillings}) > 1


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from("uvwxyz")), st.integers(0, 40), max_size=20
    )
)
def test_small_cells_and_small_sums_are_never_told_and_zeros_always(counts):
    told = protected(counts)
    published = [*told.cells.values(), *told.rows.values(), *told.columns.values(), told.total]
    assert not [count for count in published if count is not None and 0 < count < SMALLEST]
    assert all(told.cells[cell] == 0 for cell, count in counts.items() if count == 0)


def test_large_cells_are_told_as_they_are():
    counts = {("a", "x"): 20, ("a", "y"): 30, ("b", "x"): 40, ("b", "y"): 50}
    told = protected(counts)
    assert told.cells == counts
    assert (told.rows, told.columns, told.total) == ({"a": 50, "b": 90}, {"x": 60, "y": 80}, 140)


def test_one_small_cell_takes_others_with_it():
    told = protected({("a", "x"): 3, ("a", "y"): 30, ("b", "x"): 40, ("b", "y"): 50})
    assert [cell for cell, count in told.cells.items() if count is None] == [
        ("a", "x"), ("a", "y"), ("b", "x"), ("b", "y"),
    ]  # fmt: skip
    assert told.total == 123


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abc"), st.sampled_from("uvwxyz")),
        st.sampled_from([1, 1, 2, 3, 5, 9]),
        min_size=1,
        max_size=8,
    )
)
def test_the_whole_alone_is_told_exactly_when_the_table_tells_it(counts):
    rows, columns = (len({cell[side] for cell in counts}) for side in (0, 1))
    assert told_total(sum(counts.values()), rows, columns) == protected(counts).total
