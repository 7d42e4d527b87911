# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Drawings of figures as SVG, the same in page and PDF.

Every drawing has a title and a description, every mark a title of its own, and every page that shows one prints
its numbers as a table. Colours stand as attributes, for the PDF; a style sheet overrides them through the
``lw-draw`` classes, for dark pages. Colour is never the only sign: what a tile means stands in it as a number.
"""

from leistungswerk.reporting.drawings.charts import Line, Stack, lines, shares, stacks
from leistungswerk.reporting.drawings.course import Fan, course
from leistungswerk.reporting.drawings.progress import progress
from leistungswerk.reporting.drawings.shapes import shape_map
from leistungswerk.reporting.drawings.tiles import Tile, tile_map

__all__ = [
    "Fan",
    "Line",
    "Stack",
    "Tile",
    "course",
    "lines",
    "progress",
    "shape_map",
    "shares",
    "stacks",
    "tile_map",
]
