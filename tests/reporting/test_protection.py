# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What of a table of counts may be published: an attacker who tries every filling learns no small cell."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leistungswerk.reporting.disclosure import SMALLEST
from leistungswerk.reporting.protection import Protected, protected, told_total

_MOST = 12
"""What the attacker tries for a cell: more than any that is hidden in these tables has to be."""


def _lines(told: Protected) -> list[tuple[int, list[tuple[str, str]]]]:
    """Every sum that is told, with its cells."""
    sums = [
        (whole, [cell for cell in told.cells if cell[side] == name])
        for side, found in ((0, told.rows), (1, told.columns))
        for name, whole in found.items()
        if whole is not None
    ]
    return sums if told.total is None else [*sums, (told.total, list(told.cells))]


def _fillings(told: Protected) -> Iterator[dict[tuple[str, str], int]]:
    """Every way to fill the hidden cells that agrees with all that is told: what an attacker can know."""
    filling = {cell: count for cell, count in told.cells.items() if count is not None}
    open_cells = [cell for cell, count in told.cells.items() if count is None]
    lines = _lines(told)

    def _agrees(whole: int, cells: list[tuple[str, str]]) -> bool:
        known = sum(filling[cell] for cell in cells if cell in filling)
        missing = sum(cell not in filling for cell in cells)
        return known + missing <= whole if missing else known == whole

    def _further(place: int) -> Iterator[dict[tuple[str, str], int]]:
        if place == len(open_cells):
            yield dict(filling)
            return
        cell = open_cells[place]
        for value in range(1, _MOST + 1):
            filling[cell] = value
            if all(_agrees(*line) for line in lines if cell in line[1]):
                yield from _further(place + 1)
        del filling[cell]

    yield from _further(0)


def _pinned(told: Protected) -> set[tuple[str, str]]:
    """Hidden cells that have one value in all fillings."""
    seen: dict[tuple[str, str], set[int]] = {
        cell: set() for cell, count in told.cells.items() if count is None
    }
    for filling in _fillings(told):
        for cell, values in seen.items():
            values.add(filling[cell])
        if all(len(values) > 1 for values in seen.values()):
            return set()
    return {cell for cell, values in seen.items() if len(values) < 2}


def _table(text: str) -> dict[tuple[str, str], int]:
    """Rows by stroke, numbers by blank."""
    return {
        (f"r{row}", f"c{column}"): int(count)
        for row, line in enumerate(text.split("/"))
        for column, count in enumerate(line.split())
    }


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([(1, 3), (2, 2), (2, 3), (3, 2)]).flatmap(
        lambda size: st.lists(
            st.lists(st.sampled_from([0, 1, 2, 3, 5, 6, 9]), min_size=size[1], max_size=size[1]),
            min_size=size[0],
            max_size=size[0],
        )
    )
)
def test_no_hidden_cell_can_be_reckoned_from_what_is_told(counts):
    told = protected(_table("/".join(" ".join(map(str, line)) for line in counts)))
    assert not _pinned(told)


@pytest.mark.parametrize(
    "counts",
    [
        "0 0 4 / 0 0 1 / 1 9 4",
        "0 9 3 / 5 2 9 / 0 0 3",
        "9 6 1 / 1 2 0 / 9 0 0",
        "6 9 3 / 0 6 0 / 0 4 3",
        "0 0 9 / 3 6 0 / 1 0 5",
    ],
)
def test_hidden_sums_that_the_whole_gives_away_help_no_attacker(counts):
    """Here the whole less the sums that are told settles what bounds of rows and columns alone leave open."""
    assert not _pinned(protected(_table(counts)))


def test_the_attacker_finds_what_is_badly_hidden():
    bad = Protected({("r0", "c0"): None, ("r0", "c1"): 20}, {"r0": 23}, {"c0": None, "c1": 20}, 23)
    assert _pinned(bad) == {("r0", "c0")}


def test_a_land_of_services_and_districts_is_protected_in_a_second():
    counts = {(f"s{n}", f"d{n * 7 % 36}"): 1 + n * n % 11 for n in range(600)}
    counts |= {(f"s{n}", f"d{n * 5 % 36}"): 1 + n % 13 for n in range(0, 600, 3)}
    told = protected(counts)
    assert told.total == sum(counts.values())
    assert not [count for count in told.cells.values() if count is not None and 0 < count < SMALLEST]


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
    assert told_total(sum(counts.values()), len(counts)) == protected(counts).total


def test_as_many_cases_as_cells_are_not_told_for_then_each_is_one():
    alone = dict.fromkeys(zip("abcde", "uvwxy", strict=True), 1)
    assert protected(alone).total is None
    assert protected(alone | {("a", "u"): 2}).total == 6
