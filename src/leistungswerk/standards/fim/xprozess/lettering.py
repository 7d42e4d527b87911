# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where words stand in a drawing: SVG breaks no lines by itself."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import regex

from leistungswerk.standards.fim.xprozess.diagram import Bounds, Point

SIZE: Final = 13.0
"""Size of the letters, in points of the drawing."""
LINE_HEIGHT: Final = 15.0
_WIDTHS: Final = dict.fromkeys("mMwW—…", 0.86) | dict.fromkeys("iIjlft.,:;'|()!/ -", 0.31)
_CAPITAL: Final = 0.7
_LETTER: Final = 0.56
"""Widths of letters as parts of their size, as in common sans-serif fonts."""
_SEAMS: Final = regex.compile("(?:ungs|heits|keits|schafts|tions|täts)(?=[a-zäöüß]{3})")
"""Where long German words are put together: a better place for a hyphen than anywhere."""
_LABEL_WIDTH: Final = 140.0
_LINE_LABEL_WIDTH: Final = 180.0
_MOST_LINES: Final = 8
_MOST_LETTERS: Final = 600
"""Letters of a name that are looked at; eight lines hold fewer."""

Lines = list[tuple[Point, str]]
_Frame = tuple[float, float, float, float]


def width_of(words: str) -> float:
    """Return about how wide a text is drawn, in points."""
    return SIZE * sum(_WIDTHS.get(each, _CAPITAL if each.isupper() else _LETTER) for each in words)


def wrapped(words: str, width: float) -> list[str]:
    """Break a text to lines of at most ``width`` points; a longer word is broken with a hyphen."""
    lines: list[str] = []
    line = ""
    for word in words[:_MOST_LETTERS].split():
        rest = word
        while width_of(rest) > width and len(rest) > 1:
            lines += [line] if line else []
            line, cut = "", _cut(rest, width)
            lines.append(f"{rest[:cut]}-")
            rest = rest[cut:]
        together = f"{line} {rest}".strip()
        if line and width_of(together) > width:
            lines.append(line)
            line = rest
        else:
            line = together
    lines += [line] if line else []
    if len(lines) > _MOST_LINES or (lines and len(words) > _MOST_LETTERS):
        kept = lines[:_MOST_LINES]
        return [*kept[:-1], f"{kept[-1]} …"]
    return lines


def _cut(word: str, width: float) -> int:
    """Return after how many letters a word is broken: at its last seam that fits, else where it is full."""
    full = 1
    while full < len(word) - 1 and width_of(word[: full + 1]) + width_of("-") <= width:
        full += 1
    return max((seam.end() for seam in _SEAMS.finditer(word) if seam.end() <= full), default=full)


def middle(words: str, center: Point, width: float) -> Lines:
    """Place a text around a point."""
    lines = wrapped(words, width)
    first = center.y - (len(lines) - 1) * LINE_HEIGHT / 2 + SIZE * 0.35
    return [(Point(center.x, first + number * LINE_HEIGHT), line) for number, line in enumerate(lines)]


class Lettering:
    """Places names beside symbols and along lines so that they do not cover each other where it can be helped."""

    def __init__(self) -> None:
        self._fixed: list[Lines] = []
        self._across: list[tuple[str, Point]] = []

    def beside(self, words: str, box: Bounds, *, below: bool) -> None:
        """Place a name below a symbol, or in the box the drawing gives it."""
        lines = middle(words, _center(box), max(box.width, _LABEL_WIDTH))
        self._fixed.append(_top(lines, box.y + box.height + SIZE) if below else lines)

    def along(self, words: str, box: Bounds, points: tuple[Point, ...]) -> None:
        """Place a name on a line going down, or beside one going across."""
        center = _center(box)
        if _is_across(center, points):
            self._across.append((words, center))
        else:
            self._fixed.append(middle(words, center, max(box.width, _LABEL_WIDTH)))

    def placed(self) -> list[Lines]:
        """Return every name with its lines. Names of lines going across stand above them, else below."""
        placed = [lines for lines in self._fixed if lines]
        frames = [_frame(lines) for lines in placed]
        # From the top, so that of two lines close together the upper has its name above, the lower below.
        for words, center in sorted(self._across, key=lambda each: (each[1].y, each[1].x)):
            lines = middle(words, center, _LINE_LABEL_WIDTH)
            above = _top(lines, center.y - 5 - (len(lines) - 1) * LINE_HEIGHT)
            chosen = above if _is_free(_frame(above), frames) else _top(lines, center.y + SIZE + 2)
            placed.append(chosen)
            frames.append(_frame(chosen))
        return placed


def _center(box: Bounds) -> Point:
    return Point(box.x + box.width / 2, box.y + box.height / 2)


def _is_free(frame: _Frame, others: list[_Frame]) -> bool:
    left, top, right, bottom = frame
    return not any(left < x2 and x1 < right and top < y2 and y1 < bottom for x1, y1, x2, y2 in others)


def _is_across(center: Point, points: tuple[Point, ...]) -> bool:
    """Tell whether the piece of line at ``center`` goes across rather than down."""
    return any(
        abs(one.y - other.y) < 1
        and abs(one.y - center.y) < LINE_HEIGHT
        and min(one.x, other.x) - 1 <= center.x <= max(one.x, other.x) + 1
        for one, other in pairwise(points)
    )


def _top(lines: Lines, first: float) -> Lines:
    return [
        (Point(point.x, first + number * LINE_HEIGHT), line) for number, (point, line) in enumerate(lines)
    ]


def _frame(lines: Lines) -> _Frame:
    wide = max(width_of(line) for _, line in lines) / 2
    first, last = lines[0][0], lines[-1][0]
    return first.x - wide, first.y - SIZE, first.x + wide, last.y + SIZE * 0.3
