# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The organisation chart as a drawing: boxes with elbows, shown by ``parts/tree.html``."""

import textwrap
from collections.abc import Sequence

import msgspec

from leistungswerk.register.queries.chart import ChartNode

_INDENT, _WIDTH, _GAP, _LINE = 36, 420, 12, 19
_SIGNS = 46
"""Letters in a line of a box."""


class Box(msgspec.Struct, frozen=True):
    """A box of the drawing and the elbow that joins it to the one above."""

    x: int
    y: int
    height: int
    lines: tuple[tuple[int, str], ...]
    joint: tuple[int, int, int] | None
    """x of the trunk, y where it starts, y of the middle of this box."""


def _text(node: ChartNode) -> str:
    return f"{node.name}: {node.count}" if node.count else node.name


def boxes(nodes: Sequence[ChartNode], top: str) -> tuple[Box, ...]:
    """An indented tree, one box below the other: readable at any width and in any number."""
    found: list[Box] = []
    edge = 0

    def _draw(text: str, depth: int, parent: Box | None) -> Box:
        nonlocal edge
        wrapped = textwrap.wrap(text, _SIGNS) or [text]
        height = 16 + _LINE * len(wrapped)
        x, y = depth * _INDENT, edge
        lines = tuple((y + 21 + _LINE * number, line) for number, line in enumerate(wrapped))
        joint = (parent.x + 16, parent.y + parent.height, y + height // 2) if parent else None
        box = Box(x, y, height, lines, joint)
        edge += height + _GAP
        found.append(box)
        return box

    def _branch(children: Sequence[ChartNode], depth: int, parent: Box) -> None:
        for node in children:
            _branch(node.children, depth + 1, _draw(_text(node), depth, parent))

    _branch(nodes, 1, _draw(top, 0, None))
    return tuple(found)


class Drawing(msgspec.Struct, frozen=True):
    boxes: tuple[Box, ...]
    width: int
    height: int
    box_width: int = _WIDTH


def draw(nodes: Sequence[ChartNode], top: str) -> Drawing:
    drawn = boxes(nodes, top)
    last = drawn[-1]
    return Drawing(drawn, max(box.x for box in drawn) + _WIDTH + 4, last.y + last.height + 4)
