# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bars of shares, stacked bars and lines over time."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

import msgspec

from leistungswerk.reporting.drawings import svg

_Place = Callable[[date, float], tuple[float, float]]
_WIDTH: Final = 720.0
_ROW: Final = 44.0
_BAR: Final = 16.0
_LINE: Final = 26.0
_LEAN: Final = 20.0
_NAME: Final = 15.0
"""The height of a name at the end of a line."""
_LABEL: Final = 400.0
"""Where bars begin: the longest name of a ministry stands before."""
_LONGEST: Final = 58
"""Characters that fit before a bar."""


class Stack(msgspec.Struct, frozen=True):
    """A row of parts of one whole."""

    label: str
    parts: tuple[int, ...]


class Line(msgspec.Struct, frozen=True):
    """A series over days; a missing value is a gap in the line, not a zero."""

    label: str
    points: tuple[tuple[date, float | None], ...]


def shares(
    rows: Sequence[tuple[str, int, int, int]],
    *,
    name: str,
    description: str,
    identity: str,
    lean: bool = False,
) -> str:
    """Each row (label, shown, total, denominator) as a bar of its denominator: shown full, told as an outline.

    ``lean``: the label stands before its bar instead of above, where paper is short.
    """
    row = _LEAN if lean else _ROW
    left, width, below, size = (_LABEL, _WIDTH - _LABEL - 80, 2, 12) if lean else (0.0, _WIDTH, 20, 14)
    content = ""
    for index, (label, shown, total, denominator) in enumerate(rows):
        top = index * row
        said = f"{total} / {denominator}" if denominator else "–"
        whole, words = (
            max(denominator, 1),
            f"{label[:_LONGEST]}…" if lean and len(label) > _LONGEST else label,
        )
        content += svg.element(
            "g",
            svg.title(f"{label}: {said}")
            + svg.text(words, 0, top + 14, size=size)
            + svg.text(said, _WIDTH, top + 14, anchor="end", size=size, font_weight=600)
            + _bar(left, top + below, width, svg.SCALE[0], "lw-draw-s0")
            + _bar(left, top + below, width * total / whole, svg.SCALE[2], "lw-draw-s2")
            + _bar(left, top + below, width * shown / whole, svg.SCALE[5], "lw-draw-s5"),
        )
    height = max(len(rows), 1) * row
    return svg.drawing(
        content, width=_WIDTH, height=height, name=name, description=description, identity=identity
    )


def _bar(x: float, y: float, width: float, fill: str, mark: str) -> str:
    return (
        svg.element("rect", x=x, y=y, width=width, height=_BAR, fill=fill, class_=mark) if width > 0 else ""
    )


def stacks(
    rows: Sequence[Stack],
    words: Sequence[str],
    *,
    name: str,
    description: str,
    identity: str,
    lean: bool = False,
) -> str:
    """Rows of stacked parts on one common scale, with a legend of ``words`` above; ``lean``: closer together."""
    step = _LEAN if lean else _LINE
    greatest = max((sum(row.parts) for row in rows), default=0) or 1
    content, head = "", 22.0 * ((len(words) + 1) // 2)
    for place, word in enumerate(words):
        x, y = place % 2 * _WIDTH / 2, place // 2 * 22.0
        content += svg.element("rect", x=x, y=y, width=14, height=14, **_paint(place))
        content += svg.text(word, x + 20, y + 12, size=13)
    for index, row in enumerate(rows):
        top = head + 8 + index * step
        content += svg.text(row.label, 0, top + 13, size=12)
        content += svg.text(str(sum(row.parts)), _WIDTH, top + 13, anchor="end", font_weight=600)
        left = _LABEL
        for place, part in enumerate(row.parts):
            width = (_WIDTH - _LABEL - 30) * part / greatest
            if part:
                bar = svg.element("rect", x=left, y=top, width=width, height=_BAR, **_paint(place))
                content += svg.element("g", svg.title(f"{row.label}, {words[place]}: {part}") + bar)
            left += width
    height = head + 8 + max(len(rows), 1) * step
    return svg.drawing(
        content, width=_WIDTH, height=height, name=name, description=description, identity=identity
    )


def _paint(place: int) -> dict[str, str]:
    level = (5, 3, 2, 1, 4)[place % 5]
    return {"fill": svg.SCALE[level], "class_": f"lw-draw-s{level}", "stroke": svg.GROUND}


def lines(
    series: Sequence[Line],
    *,
    top: float,
    unit: str,
    name: str,
    description: str,
    identity: str,
    height: float = 200.0,
) -> str:
    """Series over time from 0 to ``top``; each line ends with its name, and dashes tell them apart too."""
    days = sorted({day for line in series for day, _ in line.points})
    left, right, foot = 44.0, 150.0, 28.0
    if not days:
        return svg.drawing(
            "", width=_WIDTH, height=height, name=name, description=description, identity=identity
        )
    span = max((days[-1] - days[0]).days, 1)
    scale = (height - foot - 12) / (top or 1)

    def place(day: date, value: float) -> tuple[float, float]:
        return left + (day - days[0]).days / span * (_WIDTH - left - right), height - foot - value * scale

    content = _grid(top, unit, left, right, height - foot, scale)
    for day, anchor in {days[0]: "start", days[-1]: "end"}.items():
        content += svg.text(f"{day:%m/%Y}", place(day, 0)[0], height - 8, size=12, anchor=anchor, fill=svg.MUTED,
                            class_="lw-draw-muted")  # fmt: skip
    names = _names([place(*last)[1] if (last := _last(line)) else None for line in series], height - foot)
    for index, line in enumerate(series):
        content += _line(line, index, place, names[index])
    return svg.drawing(
        content, width=_WIDTH, height=height, name=name, description=description, identity=identity
    )


def _grid(top: float, unit: str, left: float, right: float, ground: float, scale: float) -> str:
    content = ""
    for quarter in range(5):
        value = top * quarter / 4
        y = ground - value * scale
        content += svg.element(
            "line", x1=left, x2=_WIDTH - right, y1=y, y2=y, stroke=svg.GRID, class_="lw-draw-grid"
        )
        content += svg.text(f"{svg.number(round(value, 1))}{unit}", left - 6, y + 4, size=12, anchor="end",
                            fill=svg.MUTED, class_="lw-draw-muted")  # fmt: skip
    return content


def _last(line: Line) -> tuple[date, float] | None:
    """Where the line ends."""
    return next(((day, value) for day, value in reversed(line.points) if value is not None), None)


def _names(ends: Sequence[float | None], ground: float) -> list[float]:
    """Where the names stand: at the ends of their lines, moved apart where two would meet, never below the ground."""
    order = sorted((end, index) for index, end in enumerate(ends) if end is not None)
    found = [0.0] * len(ends)
    lowest = ground + _NAME
    for end, index in reversed(order):
        lowest = found[index] = min(end, lowest - _NAME)
    return found


def _line(line: Line, index: int, place: _Place, name_at: float) -> str:
    colour, dashes = svg.SERIES[index % 4], ("", "8 4", "2 4", "12 4 2 4")[index % 4]
    path, pen_down, last = "", False, None
    for day, value in line.points:
        if value is None:
            pen_down = False
            continue
        x, y = place(day, value)
        path += f"{'L' if pen_down else 'M'}{svg.number(x)} {svg.number(y)}"
        pen_down, last = True, (x, y, value)
    drawn = svg.element("path", d=path, fill="none", stroke=colour, stroke_width=3, class_=f"lw-draw-l{index % 4}",
                        **({"stroke_dasharray": dashes} if dashes else {}))  # fmt: skip
    if last is None:
        return drawn
    x, y, value = last
    return svg.element(
        "g",
        svg.title(f"{line.label}: {svg.number(round(value, 1))}") + drawn
        + svg.element("circle", cx=x, cy=y, r=4, fill=colour, class_=f"lw-draw-d{index % 4}")
        + svg.text(line.label, x + 9, name_at + 4, size=13),
    )  # fmt: skip
