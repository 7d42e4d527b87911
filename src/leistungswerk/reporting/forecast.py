# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a share is heading, told with its method and range, and only where there is enough to tell from.

Method: the mean monthly change of the last months, carried forward; the range carries the smallest and the
greatest of those changes. No seasons, no plans, no promises: a reader can check it with a pocket calculator.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import msgspec

MONTHS: Final = 6
"""How many monthly changes the method looks at."""


class Forecast(msgspec.Struct, frozen=True):
    """The share in ``ahead`` months, in per cent: expected, and from the slowest to the fastest of the months seen."""

    ahead: int
    expected: float
    low: float
    high: float


def forecast(shares: Sequence[float], *, ahead: int) -> Forecast | None:
    """From month-end shares in per cent, oldest first; ``None`` with fewer than ``MONTHS`` changes."""
    if len(shares) < MONTHS + 1:
        return None
    recent = shares[-(MONTHS + 1) :]
    changes = [after - before for before, after in pairwise(recent)]
    last = recent[-1]

    def _carried(change: float) -> float:
        return round(min(max(last + change * ahead, 0.0), 100.0), 1)

    return Forecast(ahead, _carried(sum(changes) / MONTHS), _carried(min(changes)), _carried(max(changes)))
