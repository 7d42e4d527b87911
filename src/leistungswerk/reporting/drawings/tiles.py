# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A tile map of Rheinland-Pfalz: one tile for each of the 36 districts and independent cities.

Our own schema, not a map: a tile stands roughly where the district lies and all are equally large, so the eye
counts districts and not square kilometres. Keys are the first five digits of the Regionalschlüssel.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import msgspec

from leistungswerk.reporting.drawings import svg

PLACES: Final[Mapping[str, tuple[int, int, str]]] = MappingProxyType(
    {
        "07132": (4, 0, "AK"), "07131": (2, 1, "AW"), "07138": (3, 1, "NR"), "07143": (4, 1, "WW"),
        "07233": (1, 2, "DAU"), "07137": (2, 2, "MYK"), "07111": (3, 2, "KO"), "07141": (4, 2, "EMS"),
        "07232": (0, 3, "BIT"), "07231": (1, 3, "WIL"), "07135": (2, 3, "COC"), "07140": (3, 3, "SIM"),
        "07339": (4, 3, "MZ-BIN"), "07315": (5, 3, "MZ"), "07235": (0, 4, "TR-SAB"), "07211": (1, 4, "TR"),
        "07134": (2, 4, "BIR"), "07133": (3, 4, "KH"), "07331": (4, 4, "AZ"), "07319": (5, 4, "WO"),
        "07336": (2, 5, "KUS"), "07333": (3, 5, "KIB"), "07332": (4, 5, "DÜW"), "07311": (5, 5, "FT"),
        "07335": (2, 6, "KL-Land"), "07312": (3, 6, "KL"), "07316": (4, 6, "NW"), "07314": (5, 6, "LU"),
        "07320": (1, 7, "ZW"), "07317": (2, 7, "PS"), "07340": (3, 7, "SWP"), "07338": (4, 7, "RP"),
        "07318": (5, 7, "SP"), "07337": (3, 8, "SÜW"), "07313": (4, 8, "LD"), "07334": (5, 8, "GER"),
    }
)  # fmt: skip
"""Column, row and the letters by which people know the district (mostly its number plate)."""
_TILE: Final = 88.0
_GAP: Final = 6.0
_COLUMNS, _ROWS = 6, 9


class Tile(msgspec.Struct, frozen=True):
    """A district with what is told of it; ``denominator`` 0: nothing is counted there.

    ``said``: what stands in the tile instead of value and denominator. ``url``: where it leads.
    """

    key: str
    name: str
    value: int
    denominator: int
    said: str = ""
    url: str = ""


def step(value: int, denominator: int) -> int:
    """The step of the scale: 0 nothing, 5 all, between them quarters; never „all“ while one is missing."""
    if not denominator or not value:
        return 0
    return 5 if value == denominator else 1 + min(value * 4 // denominator, 3)


def tile_map(tiles: tuple[Tile, ...], *, name: str, description: str, identity: str = "karte") -> str:
    """The map; a district that no tile tells of is drawn empty, so a gap is seen as one."""
    told = {tile.key: tile for tile in tiles}
    content = "".join(_tile(place, told.get(key)) for key, place in PLACES.items())
    width, height = (count * (_TILE + _GAP) - _GAP for count in (_COLUMNS, _ROWS))
    return svg.drawing(
        content, width=width, height=height, name=name, description=description, identity=identity,
        role="group" if any(tile.url for tile in tiles) else "img",
    )  # fmt: skip


def _tile(place: tuple[int, int, str], tile: Tile | None) -> str:
    column, row, letters = place
    x, y = column * (_TILE + _GAP), row * (_TILE + _GAP)
    if tile is None or not tile.denominator:
        said, level = "–", 0
        hover = f"{tile.name if tile else letters}: –"
    else:
        said, level = tile.said or f"{tile.value}/{tile.denominator}", step(tile.value, tile.denominator)
        hover = f"{tile.name}: {tile.value} / {tile.denominator}"
    ink = svg.ON_SCALE[level]
    square = svg.element(
        "rect", x=x, y=y, width=_TILE, height=_TILE, rx=6, fill=svg.SCALE[level], class_=f"lw-draw-s{level}"
    )
    middle = x + _TILE / 2
    on = f"lw-draw-on{level}"
    lettering = svg.text(letters, middle, y + 32, size=15, anchor="middle", fill=ink, class_=on, lang="de")
    figure = svg.text(said, middle, y + 62, size=22, anchor="middle", fill=ink, class_=on, font_weight=600)
    # Names of districts are German in every language of the page.
    drawn = svg.title(hover, lang="de") + square + lettering + figure
    if tile is not None and tile.url:
        return svg.element("a", drawn, href=tile.url)
    return svg.element("g", drawn)
