# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small statistics, the same for every figure."""

from collections.abc import Sequence

import msgspec


class Spread(msgspec.Struct, frozen=True):
    """Of many durations: median and 95th percentile in milliseconds, and how many there were."""

    median_ms: float
    p95_ms: float
    count: int


class Range(msgspec.Struct, frozen=True):
    """Of a few repetitions: how quiet the machine was."""

    least: float
    median: float
    most: float


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of all values do not exceed; of nothing: 0."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -int(-share * len(ordered) // 1) - 1))]


def spread(seconds: Sequence[float]) -> Spread:
    return Spread(quantile(seconds, 0.5) * 1000, quantile(seconds, 0.95) * 1000, len(seconds))


def spans(values: Sequence[float]) -> Range:
    return Range(min(values), quantile(values, 0.5), max(values))
