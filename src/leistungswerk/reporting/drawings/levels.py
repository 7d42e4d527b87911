# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Services by maturity level: one bar for each Ressort, cut by level; what is not assessed is an outline."""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from leistungswerk.reporting.drawings import svg

_WIDTH: Final = 720.0
_ROW: Final = 52.0
_BAR: Final = 26.0
_RIGHT: Final = 48.0
_NARROWEST: Final = 16.0
"""A part narrower than this has no room for its number; the table below says it."""


class Row(msgspec.Struct, frozen=True):
    """Services of a Ressort: level → number; ``open_``: not assessed."""

    label: str
    levels: Mapping[int, int]
    open_: int

    @property
    def total(self) -> int:
        return sum(self.levels.values()) + self.open_


def levels(rows: Sequence[Row], highest: int, words: tuple[str, str], *, name: str, description: str) -> str:
    """``words``: how a level and what is not assessed are called; the number of services stands in each part."""
    level_word, open_word = words
    scale = (_WIDTH - _RIGHT) / (max((row.total for row in rows), default=0) or 1)
    content = "".join(
        _row(row, index * _ROW, scale, highest, level_word, open_word) for index, row in enumerate(rows)
    )
    return svg.drawing(
        content, width=_WIDTH, height=max(len(rows), 1) * _ROW, name=name, description=description,
        identity="reifegrad",
    )  # fmt: skip


def _row(row: Row, top: float, scale: float, highest: int, level_word: str, open_word: str) -> str:
    content = svg.text(row.label, 0, top + 13, size=13)
    left = 0.0
    for level in sorted(row.levels, reverse=True):
        width = row.levels[level] * scale
        step = shade(level, highest)
        content += _part(left, top, width, f"{level_word} {level}: {row.levels[level]}", str(level), step)
        left += width
    if row.open_:
        content += _part(left, top, row.open_ * scale, f"{open_word}: {row.open_}", "", None)
        left += row.open_ * scale
    return svg.element("g", content + svg.text(str(row.total), left + 8, top + 36, size=13))


def shade(level: int, highest: int) -> int:
    """Step of the scale of lightness, 1 to 5, for a level: the higher the darker."""
    return 1 + round(4 * level / highest) if highest else 1


def _part(left: float, top: float, width: float, title: str, mark: str, step: int | None) -> str:
    if step is None:
        shape = svg.element(
            "rect", x=left + 0.75, y=top + 19.75, width=max(width - 1.5, 0.5), height=_BAR - 1.5, fill="none",
            stroke=svg.MUTED, stroke_width=1.5, stroke_dasharray="4 3", class_="lw-draw-edge",
        )  # fmt: skip
        return svg.element("g", svg.title(title) + shape)
    shape = svg.element(
        "rect", x=left, y=top + 19, width=width, height=_BAR, fill=svg.SCALE[step], stroke=svg.GROUND,
        class_=f"lw-draw-s{step} lw-draw-slant",
    )  # fmt: skip
    lettering = ""
    if width >= _NARROWEST:
        lettering = svg.text(
            mark, left + width / 2, top + 37, size=13, anchor="middle", fill=svg.ON_SCALE[step],
            class_=f"lw-draw-on{step}",
        )  # fmt: skip
    return svg.element("g", svg.title(title) + shape + lettering)
