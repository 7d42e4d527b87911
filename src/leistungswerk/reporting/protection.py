# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A table of counts that may be published with all its sums: by row, by column, and the whole.

Sums are cells too, what is hidden in a line adds up to five at least, and no hidden cell nor small sum can be reckoned
from all that is told together (:mod:`leistungswerk.reporting.cycles`).
"""

from collections.abc import Mapping
from typing import Final, TypeVar

import msgspec

from leistungswerk.reporting.cycles import Edge, on_no_cycle
from leistungswerk.reporting.disclosure import SMALLEST

_Cell = tuple[str, str]
_Key = TypeVar("_Key", str, tuple[str, str])
_SIDES: Final = (0, 1)


class Protected(msgspec.Struct, frozen=True):
    """What may be told; ``None``: not told."""

    cells: dict[_Cell, int | None]
    rows: dict[str, int | None]
    columns: dict[str, int | None]
    total: int | None


class _Table:
    def __init__(self, counts: Mapping[_Cell, int]) -> None:
        self.counts = {cell: count for cell, count in counts.items() if count}
        self.lines: tuple[dict[str, list[_Cell]], dict[str, list[_Cell]]] = ({}, {})
        for cell in sorted(self.counts):
            for side in _SIDES:
                self.lines[side].setdefault(cell[side], []).append(cell)
        self.sums = tuple(
            {name: sum(self.counts[cell] for cell in cells) for name, cells in self.lines[side].items()}
            for side in _SIDES
        )
        self.total = sum(self.counts.values())
        self.hidden = {cell for cell, count in self.counts.items() if count < SMALLEST}
        self.hidden_sums: tuple[set[str], set[str]] = (set(), set())
        self.total_hidden = 0 < self.total < SMALLEST

    def settle(self) -> None:
        """Hide until nothing hidden can be reckoned; ends because every step hides something more."""
        size = -1
        while size != self._size():
            size = self._size()
            for side in _SIDES:
                self._guard_sums(side)
                for name, cells in self.lines[side].items():
                    self._guard_line(side, name, cells)
            if size == self._size():
                self._open_pins()

    def _size(self) -> int:
        return len(self.hidden) + sum(map(len, self.hidden_sums)) + self.total_hidden

    def _guard_sums(self, side: int) -> None:
        sums, hidden = self.sums[side], self.hidden_sums[side]
        hidden.update(name for name, count in sums.items() if count < SMALLEST or self.total_hidden)
        if not _covered(sums, hidden):
            self.total_hidden = True

    def _guard_line(self, side: int, name: str, cells: list[_Cell]) -> None:
        line = {cell: self.counts[cell] for cell in cells}
        if name in self.hidden_sums[side]:
            self.hidden.update(cells)
            return
        mine = self.hidden & line.keys()
        covered = _covered(line, mine)
        self.hidden |= mine
        if not covered:
            self.hidden_sums[side].add(name)

    def _open_pins(self) -> None:
        """Hide one thing more beside each hidden one that what is told still settles; the whole as a last resort.

        What was hidden in this course may have freed the rest, so the whole waits for the next one.
        """
        before = self._size()
        for cell in self._settled():
            beside = [
                (self.counts[other], other)
                for side in _SIDES
                for other in self.lines[side][cell[side]]
                if other not in self.hidden
            ]
            if beside:
                self.hidden.add(min(beside)[1])
            elif not self._hide_sum(cell) and self._size() == before:
                self.total_hidden = True

    def _hide_sum(self, cell: _Cell) -> bool:
        """Hide a sum of the cell's lines, else the smallest that is told; ``False`` if none is.

        The sum of an only line is the whole itself, so it is not tried.
        """
        told = [
            (name != cell[side], count, side, name)
            for side in _SIDES
            if len(self.sums[side]) > 1
            for name, count in self.sums[side].items()
            if name not in self.hidden_sums[side]
        ]
        if told:
            _other, _count, side, name = min(told)
            self.hidden_sums[side].add(name)
        return bool(told)

    def _settled(self) -> list[_Cell]:
        """Hidden cells with but one value that agrees with all that is told, and a cell of each small sum of that kind.

        A flow: from the whole through the rows, over the cells, through the columns back to the whole. A cell that is
        hidden is one at least; what is told is fixed.
        """
        cells = sorted(self.hidden)
        edges = [Edge(f"r{cell[0]}", f"c{cell[1]}", self.counts[cell] > 1) for cell in cells]
        sums = [(side, name) for side in _SIDES for name in sorted(self.hidden_sums[side])]
        ends = ("whole", "whole") if self.total_hidden else ("rows", "columns")
        edges += [Edge(ends[side], f"{'rc'[side]}{name}", both=True) for side, name in sums]
        fixed = on_no_cycle(edges)
        small = (
            self.lines[side][name][0]
            for number, (side, name) in enumerate(sums, start=len(cells))
            if number in fixed and self.sums[side][name] < SMALLEST
        )
        return [cell for number, cell in enumerate(cells) if number in fixed] + list(small)


def _covered(line: Mapping[_Key, int], hidden: set[_Key]) -> bool:
    """Add the smallest cells to ``hidden`` until its sum hides each of them; ``False`` if there are too few."""
    if not hidden:
        return True
    others = sorted((count, str(key), key) for key, count in line.items() if key not in hidden)
    while others and (len(hidden) < 2 or sum(line[key] for key in hidden) < SMALLEST):
        hidden.add(others.pop(0)[2])
    return len(hidden) >= 2 and sum(line[key] for key in hidden) >= SMALLEST


def protected(counts: Mapping[_Cell, int]) -> Protected:
    """The table as it may be published: (row, column) → count, and all sums."""
    table = _Table(counts)
    table.settle()
    told: list[dict[str, int | None]] = [
        {name: None if name in table.hidden_sums[side] else count for name, count in table.sums[side].items()}
        for side in _SIDES
    ]
    return Protected(
        {cell: None if cell in table.hidden else count for cell, count in counts.items()},
        told[0],
        told[1],
        None if table.total_hidden else table.total,
    )


def told_total(total: int, cells: int) -> int | None:
    """The whole as :func:`protected` would tell it, from the whole and how many cells are not empty.

    Any hidden sum finds another to hide behind as long as one cell holds more than one case; otherwise the whole, which
    equals the number of cells, would say that each of them is one.
    """
    return None if total < SMALLEST or total == cells else total
