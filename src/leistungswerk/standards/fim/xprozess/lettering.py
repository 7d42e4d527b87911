# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where words stand in a drawing: SVG breaks no lines by itself."""

from __future__ import annotations

from typing import Final

from leistungswerk.standards.fim.xprozess.diagram import Bounds, Point

SIZE: Final = 13.0
"""Size of the letters, in points of the drawing."""
LINE_HEIGHT: Final = 15.0
_ADVANCE: Final = 0.56
"""Mean width of a letter, as a part of its size; measured on German words in common sans-serif fonts."""
_LABEL_WIDTH: Final = 140.0
_MOST_LINES: Final = 8

Lines = list[tuple[Point, str]]


def wrapped(words: str, width: float) -> list[str]:
    """Break a text to lines of at most ``width`` points; a longer word is broken with a hyphen."""
    most = max(4, int(width / (SIZE * _ADVANCE)))
    lines: list[str] = []
    line = ""
    for word in words.split():
        rest = word
        while len(rest) > most:
            if line:
                lines.append(line)
                line = ""
            lines.append(f"{rest[: most - 1]}-")
            rest = rest[most - 1 :]
        if line and len(line) + 1 + len(rest) > most:
            lines.append(line)
            line = rest
        else:
            line = f"{line} {rest}".strip()
    lines += [line] if line else []
    if len(lines) > _MOST_LINES:
        return [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1]} …"]
    return lines


def middle(words: str, center: Point, width: float) -> Lines:
    """Place a text around a point."""
    lines = wrapped(words, width)
    first = center.y - (len(lines) - 1) * LINE_HEIGHT / 2 + SIZE * 0.35
    return [(Point(center.x, first + number * LINE_HEIGHT), line) for number, line in enumerate(lines)]


def outside(words: str, box: Bounds, *, below: bool) -> Lines:
    """Place a text below a symbol, or around the place the drawing gives it."""
    width = max(box.width, _LABEL_WIDTH)
    if not below:
        return middle(words, Point(box.x + box.width / 2, box.y + box.height / 2), width)
    first = box.y + box.height + SIZE
    lines = wrapped(words, width)
    return [
        (Point(box.x + box.width / 2, first + number * LINE_HEIGHT), line)
        for number, line in enumerate(lines)
    ]
