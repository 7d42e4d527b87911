# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Plan against what happened: for each year the budget as an outline, within it what is paid and what is bound."""

from collections.abc import Sequence
from typing import Final

import msgspec

from leistungswerk.reporting.drawings import svg

_WIDTH: Final = 720.0
_LEFT: Final = 64.0
_RIGHT: Final = 190.0
_ROW: Final = 54.0
_BAR: Final = 24.0
_HEAD: Final = 34.0


class Year(msgspec.Struct, frozen=True):
    """A row: amounts in cents, and the words that stand at its end and in its title."""

    label: str
    budget: int
    bound: int
    spent: int
    said: str
    title: str


def budgets(
    rows: Sequence[Year],
    words: tuple[str, str, str, str],
    *,
    name: str,
    description: str,
    identity: str = "mittel",
) -> str:
    """Bars on one scale. ``words``: legend of budget, paid, bound, beyond. What lies beyond the budget is drawn apart."""
    greatest = max((max(row.budget, row.bound + row.spent) for row in rows), default=0) or 1
    scale = (_WIDTH - _LEFT - _RIGHT) / greatest
    content = _legend(words)
    for index, row in enumerate(rows):
        content += _row(row, _HEAD + index * _ROW, scale)
    height = _HEAD + max(len(rows), 1) * _ROW
    return svg.drawing(
        content, width=_WIDTH, height=height, name=name, description=description, identity=identity
    )


def _legend(words: tuple[str, str, str, str]) -> str:
    budget, spent, bound, beyond = words
    marks = (
        (_outline(0, 0, 16, 14), budget),
        (_bar(0, 0, 16, 14, 5), spent),
        (_bar(0, 0, 16, 14, 2), bound),
        (_beyond(0, 0, 16, 14), beyond),
    )
    content, left = "", 0.0
    for mark, word in marks:
        content += svg.element(
            "g", mark + svg.text(word, 24, 12, size=13), transform=f"translate({left:.0f} 0)"
        )
        left += 180
    return content


def _row(row: Year, top: float, scale: float) -> str:
    spent, bound = row.spent * scale, max(row.bound, 0) * scale
    plan = row.budget * scale
    content = svg.title(row.title) + svg.text(row.label, 0, top + 17, font_weight=600)
    content += _bar(_LEFT, top, min(spent, plan), _BAR, 5)
    content += _bar(_LEFT + min(spent, plan), top, max(min(bound, plan - spent), 0), _BAR, 2)
    over = spent + bound - plan
    if over > 0:
        content += _beyond(_LEFT + plan, top, over, _BAR)
    content += _outline(_LEFT, top, max(plan, 1), _BAR)
    end = _LEFT + max(plan, spent + bound)
    return svg.element("g", content + svg.text(row.said, end + 8, top + 17, size=13))


def _bar(x: float, y: float, width: float, height: float, level: int) -> str:
    if width <= 0:
        return ""
    return svg.element(
        "rect", x=x, y=y, width=width, height=height, fill=svg.SCALE[level], class_=f"lw-draw-s{level}"
    )


def _outline(x: float, y: float, width: float, height: float) -> str:
    return svg.element(
        "rect", x=x, y=y - 2 if height > 14 else y, width=width, height=height + (4 if height > 14 else 0),
        fill="none", stroke=svg.INK, stroke_width=1.5, class_="lw-draw-edge",
    )  # fmt: skip


def _beyond(x: float, y: float, width: float, height: float) -> str:
    """Beyond the plan: another colour and slanted lines, so it is seen without colour too."""
    content = svg.element(
        "rect", x=x, y=y, width=width, height=height, fill=svg.SERIES[1], class_="lw-draw-d1"
    )
    place = x + 6
    while place < x + width:
        foot = max(place - 6, x)
        content += svg.element(
            "line",
            x1=foot,
            x2=place,
            y1=y + height,
            y2=y,
            stroke=svg.GROUND,
            stroke_width=1.5,
            class_="lw-draw-slant",
        )
        place += 8
    return content


def sparkline(values: Sequence[int], *, name: str, description: str, identity: str) -> str:
    """A small row of bars, the newest last; nothing is drawn where nothing was counted."""
    step, height, greatest = 6.0, 32.0, max(values, default=0) or 1
    content = svg.element(
        "line", x1=0, x2=step * len(values), y1=height, y2=height, stroke=svg.GRID, class_="lw-draw-grid"
    )
    for place, value in enumerate(values):
        if value:
            tall = max(value / greatest * (height - 2), 2)
            content += svg.element(
                "rect", x=place * step, y=height - tall, width=step - 1, height=tall, fill=svg.SERIES[1],
                class_="lw-draw-d1",
            )  # fmt: skip
    return svg.drawing(
        content, width=max(step * len(values), step), height=height + 1, name=name, description=description,
        identity=identity,
    )  # fmt: skip
