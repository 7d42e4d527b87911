# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The map of a Land from installed outlines: each district in its shape, its figure in it or beside it.

Districts too small for lettering, mostly the independent cities, are named at the nearer edge with a line to them.
"""

import math
from collections.abc import Sequence
from typing import Final

import msgspec

from leistungswerk.register.outlines import Outline, Outlines, Point, Ring
from leistungswerk.reporting.drawings import svg
from leistungswerk.reporting.drawings.tiles import PLACES, Tile, step

_MARGIN: Final = 96.0
"""Room left and right for the small ones."""
_FOOT: Final = 28.0
_LINE: Final = 34.0
"""Least distance between two letterings at an edge."""
_ROOMY: Final = 5200.0
"""Area from which a district takes its own lettering, in square units of the drawing."""
_LEFT: Final = 0.55
"""Small ones in this share of the width are named at the left edge."""
_TRIES: Final = 14
"""Columns and rows of the places tried for a lettering."""


class _Placed(msgspec.Struct, frozen=True):
    outline: Outline
    letters: str
    tile: Tile | None
    middle: Point

    @property
    def said(self) -> str:
        if self.tile is None or not self.tile.denominator:
            return "–"
        return self.tile.said or f"{self.tile.value}/{self.tile.denominator}"

    @property
    def level(self) -> int:
        return step(self.tile.value, self.tile.denominator) if self.tile else 0


def _area(ring: Ring) -> float:
    """Signed; the shoelace formula."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, (*ring[1:], ring[0]), strict=True)) / 2


def _largest(outline: Outline) -> Ring:
    return max(outline.rings, key=lambda ring: abs(_area(ring)))


def _middle(ring: Ring) -> Point:
    """Centre of gravity of the area."""
    area = _area(ring)
    if not area:
        return ring[0]
    x = y = 0.0
    for a, b in zip(ring, (*ring[1:], ring[0]), strict=True):
        cross = a[0] * b[1] - b[0] * a[1]
        x += (a[0] + b[0]) * cross
        y += (a[1] + b[1]) * cross
    return x / (6 * area), y / (6 * area)


def shape_map(
    tiles: tuple[Tile, ...], outlines: Outlines, *, name: str, description: str, identity: str = "karte"
) -> str:
    """The map; a district that no tile tells of is drawn empty, and the source of the outlines stands beneath."""
    told = {tile.key: tile for tile in tiles}
    tight = [each for each in outlines.districts if abs(_area(_largest(each))) < _ROOMY]
    small = [_place(each, told.get(each.key), _middle(_largest(each))) for each in tight]
    around = [point for each in tight for ring in each.rings for point in ring]
    roomy = [
        _place(each, told.get(each.key), _free_place(_largest(each), around))
        for each in outlines.districts
        if each not in tight
    ]
    left = [each for each in small if each.middle[0] < outlines.width * _LEFT]
    right = [each for each in small if each not in left]
    # Cities lie within the ring of their district in some sources: what is small is drawn last, on top.
    content = "".join(map(_area_of, [*roomy, *small]))
    content += _beside(left, outlines, x=-12.0) + _beside(right, outlines, x=outlines.width + 12.0)
    content += "".join(map(_lettering, roomy))
    content = svg.element("g", content, transform=f"translate({svg.number(_MARGIN)} 0)")
    height = outlines.height + _FOOT
    content += svg.text(outlines.attribution, 0, height - 4, size=12)
    width = outlines.width + 2 * _MARGIN
    return svg.drawing(
        content, width=width, height=height, name=name, description=description, identity=identity,
        role="group" if any(tile.url for tile in tiles) else "img",
    )  # fmt: skip


def _free_place(ring: Ring, around: Sequence[Point]) -> Point:
    """A place in the area far from its border and from the small districts; lettering is wider than high."""
    west, east = min(x for x, _y in ring), max(x for x, _y in ring)
    north, south = min(y for _x, y in ring), max(y for _x, y in ring)
    near = [(x, y) for x, y in around if west <= x <= east and north <= y <= south]
    border = [*ring, *near]
    places = [
        (west + (east - west) * column / _TRIES, north + (south - north) * row / _TRIES)
        for column in range(1, _TRIES)
        for row in range(1, _TRIES)
    ]
    return max(
        (place for place in places if _holds(ring, place)),
        key=lambda place: min(math.hypot((x - place[0]) / 3, y - place[1]) for x, y in border),
        default=_middle(ring),
    )


def _holds(ring: Ring, point: Point) -> bool:
    """Whether the point lies in the ring: a ray to the right crosses it an odd number of times."""
    x, y = point
    crossings = (
        (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0] > x
        for a, b in zip(ring, (*ring[1:], ring[0]), strict=True)
        if (a[1] > y) != (b[1] > y)
    )
    return sum(crossings) % 2 == 1


def _place(outline: Outline, tile: Tile | None, middle: Point) -> _Placed:
    # Here the shape says which of two neighbours is the Landkreis.
    letters = PLACES[outline.key][2].removesuffix("-Land") if outline.key in PLACES else outline.key
    return _Placed(outline, letters, tile, middle)


def _area_of(each: _Placed) -> str:
    path = "".join(
        "M" + "L".join(f"{svg.number(x)} {svg.number(y)}" for x, y in ring) + "Z"
        for ring in each.outline.rings
    )
    shape = svg.element(
        "path", d=path, fill=svg.SCALE[each.level], fill_rule="evenodd", stroke=svg.INK, stroke_width=1,
        class_=f"lw-draw-s{each.level} lw-draw-border",
    )  # fmt: skip
    tile = each.tile
    if tile is not None and tile.url:
        named = svg.title(f"{tile.name}: {tile.value} / {tile.denominator}", lang="de")
        return svg.element("a", named + shape, href=tile.url)
    return svg.element("g", svg.title(f"{each.letters}: {each.said}") + shape)


def _lettering(each: _Placed) -> str:
    x, y = each.middle
    ink: dict[str, str | float] = {"fill": svg.ON_SCALE[each.level], "class_": f"lw-draw-on{each.level}"}
    return svg.text(each.letters, x, y - 4, size=13, anchor="middle", **ink) + svg.text(
        each.said, x, y + 14, size=15, anchor="middle", font_weight=600, **ink
    )


def _beside(small: Sequence[_Placed], outlines: Outlines, *, x: float) -> str:
    """Letterings at one edge from top to bottom, in the order of their districts, none over another."""
    ordered = sorted(small, key=lambda each: each.middle[1])
    places: list[float] = []
    for each in ordered:
        places.append(max(each.middle[1], places[-1] + _LINE if places else 18.0))
    over = max(places[-1] - (outlines.height - 14.0), 0.0) if places else 0.0
    anchor = "end" if x < 0 else "start"
    parts = []
    for each, place in zip(ordered, places, strict=True):
        y = place - over
        middle_x, middle_y = each.middle
        parts.append(
            svg.element(
                "line", x1=x, y1=y, x2=middle_x, y2=middle_y, stroke=svg.MUTED, stroke_width=1,
                class_="lw-draw-border",
            )
        )  # fmt: skip
        edge = x - 4 if x < 0 else x + 4
        parts.append(
            svg.element("circle", cx=middle_x, cy=middle_y, r=2.5, fill=svg.INK, class_="lw-draw-ink")
        )
        parts.append(svg.text(each.letters, edge, y - 3, size=12, anchor=anchor))
        parts.append(svg.text(each.said, edge, y + 12, size=14, anchor=anchor, font_weight=600))
    return "".join(parts)
