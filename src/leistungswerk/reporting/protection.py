# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A table of counts that may be published with all its sums: by row, by column, and the whole.

Stronger than :func:`leistungswerk.reporting.disclosure.crossed`: sums are cells too, what is hidden in a line adds
up to five at least, and no hidden cell can be reckoned from the sums that are told (bounds of every hidden cell are
narrowed as far as rows and columns allow, as an attacker would).
"""

from collections.abc import Mapping
from typing import Final, TypeVar

import msgspec

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
        """Hide one more cell beside each that the sums still pin to one value."""
        for cell in self._pinned():
            beside = [
                (self.counts[other], other)
                for side in _SIDES
                for other in self.lines[side][cell[side]]
                if other not in self.hidden
            ]
            if beside:
                self.hidden.add(min(beside)[1])
            else:
                self.hidden_sums[0].add(cell[0])

    def _pinned(self) -> list[_Cell]:
        low = dict.fromkeys(self.hidden, 1)
        high = dict.fromkeys(self.hidden, self.total)
        told = [
            (self.sums[side][name], cells)
            for side in _SIDES
            for name, cells in self.lines[side].items()
            if name not in self.hidden_sums[side]
        ]
        changed = True
        while changed:
            changed = False
            for whole, cells in told:
                mine = [cell for cell in cells if cell in self.hidden]
                rest = whole - sum(self.counts[cell] for cell in cells if cell not in self.hidden)
                least, most = sum(low[cell] for cell in mine), sum(high[cell] for cell in mine)
                for cell in mine:
                    lower = max(low[cell], rest - (most - high[cell]))
                    upper = min(high[cell], rest - (least - low[cell]))
                    if (lower, upper) != (low[cell], high[cell]):
                        least, most = least + lower - low[cell], most + upper - high[cell]
                        low[cell], high[cell], changed = lower, upper, True
        return sorted(
            cell for cell in self.hidden if low[cell] == high[cell] and cell[0] not in self.hidden_sums[0]
        )


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


def told_total(total: int, rows: int, columns: int) -> int | None:
    """The whole as :func:`protected` would tell it, from the whole and how many rows and columns are not empty.

    With two lines each way any hidden sum finds another to hide behind. In a single line the whole must stay untold
    if it equals the number of cells: then each of them is one.
    """
    single = min(rows, columns) == 1
    return None if total < SMALLEST or (single and total == max(rows, columns)) else total
