# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small cells: no public table tells fewer than five cases, nor lets them be reckoned from its sums.

Rows of counts with their total. Cells from 1 to 4 are suppressed; if exactly one cell of a group would be
suppressed, the next smallest is suppressed as well, because the total would give it away (secondary
suppression). Zero is told: that nothing happened harms nobody.
"""

from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

SMALLEST: Final = 5
_Key = TypeVar("_Key")


def suppressed(cells: Mapping[_Key, int], *, total_told: bool = True) -> dict[_Key, int | None]:
    """The cells as they may be published; ``None`` stands for „unter 5 oder zum Schutz nicht ausgewiesen“.

    ``total_told``: the sum of the cells is published beside them or can be had elsewhere.
    """
    hidden = {key for key, count in cells.items() if 0 < count < SMALLEST}
    if total_told and hidden:
        others = sorted((count, str(key), key) for key, count in cells.items() if count and key not in hidden)
        # One hidden cell is the total less the rest; several that sum to less than five are as good as told.
        while others and (len(hidden) < 2 or sum(cells[key] for key in hidden) < SMALLEST):
            hidden.add(others.pop(0)[2])
    return {key: None if key in hidden else count for key, count in cells.items()}


def in_steps(counts: Iterable[int]) -> tuple[int, ...]:
    """A growing count as everybody may follow it: it moves on only when at least five more have come.

    Two looks at it, one less the other, tell nothing or five cases at least. Steps back are told at once: what was
    taken back was never so.
    """
    told: list[int] = []
    for count in counts:
        last = told[-1] if told else 0
        told.append(count if count - last >= SMALLEST or count < last else last)
    return tuple(told)


def in_fives(count: int) -> int:
    """A running count for everybody: the last multiple of five it has reached."""
    return max(count, 0) // SMALLEST * SMALLEST
