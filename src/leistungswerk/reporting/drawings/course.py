# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lines over time with a legend below and, where something is foretold, its range as a fan.

Narrow, so that its lettering can be read on a phone; on paper and wide pages it is set as large as there is room.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final

import msgspec

from leistungswerk.reporting.drawings import svg
from leistungswerk.reporting.drawings.charts import Line

_WIDTH: Final = 360.0
_GROUND: Final = 186.0
_TOP: Final = 12.0
_LEFT: Final = 40.0
_RIGHT: Final = 10.0
_ENTRY: Final = 20.0
_DASHES: Final = ("", "8 4", "2 4", "12 4 2 4")
_Place = Callable[[date, float], tuple[float, float]]


class Fan(msgspec.Struct, frozen=True):
    """Where a line is heading: from its last point to a range on a later day, with the value expected there."""

    begin: date
    value: float
    end: date
    expected: float
    low: float
    high: float
    label: str


def course(
    series: Sequence[Line],
    *,
    top: float,
    unit: str,
    name: str,
    description: str,
    identity: str,
    fan: Fan | None = None,
    today: date | None = None,
) -> str:
    """Series from 0 to ``top``; ``today`` draws a line where the past ends and a plan goes on."""
    days = sorted({day for line in series for day, _value in line.points} | ({fan.end} if fan else set()))
    head = _GROUND + 26
    height = head + _ENTRY * (len(series) + (fan is not None))
    if not days:
        return svg.drawing(
            "", width=_WIDTH, height=height, name=name, description=description, identity=identity
        )
    span = max((days[-1] - days[0]).days, 1)
    scale = (_GROUND - _TOP) / (top or 1)

    def place(day: date, value: float) -> tuple[float, float]:
        return _LEFT + (day - days[0]).days / span * (_WIDTH - _LEFT - _RIGHT), _GROUND - value * scale

    content = _grid(top, unit, scale) + _ends(days, place)
    if today is not None and days[0] < today < days[-1]:
        x = place(today, 0)[0]
        content += svg.element("line", x1=x, x2=x, y1=_TOP, y2=_GROUND, stroke=svg.MUTED, stroke_dasharray="3 3",
                               class_="lw-draw-grid")  # fmt: skip
    content += _fan(fan, place) if fan else ""
    for index, line in enumerate(series):
        content += _line(line, index, place)
        content += _entry(line.label, head + index * _ENTRY, index)
    if fan:
        content += _band_entry(fan.label, head + len(series) * _ENTRY)
    return svg.drawing(
        content, width=_WIDTH, height=height, name=name, description=description, identity=identity
    )


def _grid(top: float, unit: str, scale: float) -> str:
    content = ""
    for quarter in _marks(top):
        y = _GROUND - quarter * scale
        content += svg.element(
            "line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=y, y2=y, stroke=svg.GRID, class_="lw-draw-grid"
        )
        content += svg.text(f"{svg.number(quarter)}{unit}", _LEFT - 5, y + 4, size=11, anchor="end", fill=svg.MUTED,
                            class_="lw-draw-muted")  # fmt: skip
    return content


def _marks(top: float) -> list[float]:
    """Values of the grid: quarters where they are whole, else halves or only the ends."""
    parts = next((count for count in (4, 2) if top % count == 0), 1)
    return [top * part / parts for part in range(parts + 1)]


def _ends(days: Sequence[date], place: _Place) -> str:
    return "".join(
        svg.text(f"{day:%m/%Y}", place(day, 0)[0], _GROUND + 15, size=11, anchor=anchor, fill=svg.MUTED,
                 class_="lw-draw-muted")
        for day, anchor in ((days[0], "start"), (days[-1], "end"))
    )  # fmt: skip


def _path(points: Iterable[tuple[float, float] | None]) -> str:
    path, pen_down = "", False
    for point in points:
        if point is not None:
            path += f"{'L' if pen_down else 'M'}{svg.number(point[0])} {svg.number(point[1])}"
        pen_down = point is not None
    return path


def _stroke(path: str, index: int, **more: str) -> str:
    dashes = _DASHES[index % 4]
    return svg.element(
        "path", d=path, fill="none", stroke=svg.SERIES[index % 4], stroke_width=2.5, class_=f"lw-draw-l{index % 4}",
        **({"stroke_dasharray": dashes} if dashes else {}), **more,
    )  # fmt: skip


def _line(line: Line, index: int, place: _Place) -> str:
    points = [None if value is None else place(day, value) for day, value in line.points]
    drawn = _stroke(_path(points), index)
    last = next((point for point in reversed(points) if point is not None), None)
    if last is None:
        return drawn
    value = next(value for _day, value in reversed(line.points) if value is not None)
    dot = svg.element(
        "circle", cx=last[0], cy=last[1], r=3.5, fill=svg.SERIES[index % 4], class_=f"lw-draw-d{index % 4}"
    )
    return svg.element("g", svg.title(f"{line.label}: {svg.number(round(value, 1))}") + drawn + dot)


def _fan(fan: Fan, place: _Place) -> str:
    corners = (place(fan.begin, fan.value), place(fan.end, fan.high), place(fan.end, fan.low))
    area = svg.element(
        "path", d=f"{_path(corners)}Z", fill=svg.SCALE[2], class_="lw-draw-s2", fill_opacity="0.6"
    )
    middle = _path((corners[0], place(fan.end, fan.expected)))
    line = svg.element("path", d=middle, fill="none", stroke=svg.INK, stroke_width=1.5, stroke_dasharray="4 3",
                       class_="lw-draw-edge")  # fmt: skip
    low, expected, high = (svg.number(value) for value in (fan.low, fan.expected, fan.high))
    return svg.element("g", svg.title(f"{fan.label}: {expected} ({low} – {high})") + area + line)


def _entry(label: str, y: float, index: int) -> str:
    return _stroke(f"M{svg.number(_LEFT)} {svg.number(y + 8)}h26", index) + svg.text(
        label, _LEFT + 34, y + 12, size=12
    )


def _band_entry(label: str, y: float) -> str:
    box = svg.element("rect", x=_LEFT, y=y + 2, width=26, height=12, fill=svg.SCALE[2], class_="lw-draw-s2",
                      fill_opacity="0.6")  # fmt: skip
    return box + svg.text(label, _LEFT + 34, y + 12, size=12)
