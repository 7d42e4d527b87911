# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Drawings: accessible, the same bytes again, and honest at their edges."""

from datetime import date

import pytest
from lxml import etree

from leistungswerk.reporting.drawings import Fan, Line, Stack, Tile, course, lines, shares, stacks, tile_map
from leistungswerk.reporting.drawings.tiles import PLACES, step

SVG = "{http://www.w3.org/2000/svg}"
FAN = Fan(date(2026, 3, 1), 40.0, date(2026, 9, 1), 55.0, 40.0, 70.0, "Ausblick")
HOSTILE = '<script>alert("x")</script> & Söhne'


def _all(name=HOSTILE):
    tiles = tuple(Tile(key, f"Kreis {key}", 1, 4) for key in PLACES)
    told = {"name": name, "description": name, "identity": "bild"}
    points = ((date(2026, 1, 1), 10.0), (date(2026, 2, 1), None), (date(2026, 3, 1), 40.0))
    return {
        "map": tile_map(tiles, **told),
        "shares": shares([(name, 1, 2, 4), ("leer", 0, 0, 0)], **told),
        "lean": shares([(name * 3, 1, 2, 4), ("leer", 0, 0, 0)], lean=True, **told),
        "stacks": stacks([Stack(name, (1, 2, 3)), Stack("leer", (0, 0, 0))], ["a", "b", "c"], **told),
        "lines": lines([Line(name, points)], top=100, unit=" %", **told),
        "nothing": lines([], top=100, unit="", **told),
        "course": course([Line(name, points)], top=100, unit=" %", fan=FAN, today=date(2026, 3, 1), **told),
        "no-course": course([], top=0, unit="", **told),
    }


@pytest.mark.parametrize(
    "kind", ["map", "shares", "lean", "stacks", "lines", "nothing", "course", "no-course"]
)
def test_a_drawing_is_well_formed_named_described_and_says_nothing_unescaped(kind):
    root = etree.fromstring(_all()[kind])
    names = root.get("aria-labelledby").split()
    assert [root.xpath(f'string(//*[@id="{name}"])') for name in names] == [HOSTILE, HOSTILE]
    assert not root.xpath("//*[@style] | //*[local-name()='script']")
    assert _all() == _all()


def test_the_36_districts_have_a_place_of_their_own():
    assert len(PLACES) == 36
    assert len({(column, row) for column, row, _ in PLACES.values()}) == 36
    assert all(key.startswith("07") and len(key) == 5 for key in PLACES)


def test_the_tiles_are_the_districts_of_the_official_list(artefacts):
    lines_of_file = (
        (artefacts / "regional" / "rlp_kreise_2026-06-30.csv").read_text(encoding="utf-8").splitlines()
    )
    assert {line.partition(",")[0] for line in lines_of_file[1:]} == set(PLACES)


@pytest.mark.parametrize(
    ("value", "of", "level"), [(0, 0, 0), (0, 9, 0), (1, 900, 1), (899, 900, 4), (900, 900, 5), (2, 4, 3)]
)
def test_a_tile_is_full_only_when_nothing_is_missing(value, of, level):
    assert step(value, of) == level


def test_a_district_nobody_tells_of_is_drawn_empty():
    root = etree.fromstring(tile_map((), name="Karte", description="leer"))
    assert [text.text for text in root.iter(f"{SVG}text")].count("–") == 36


def test_a_missing_value_is_a_gap_in_the_line():
    for kind in ("lines", "course"):
        root = etree.fromstring(_all()[kind])
        assert max(path.get("d").count("M") for path in root.iter(f"{SVG}path")) == 2


def test_what_is_foretold_is_a_range_that_begins_where_the_line_ends():
    root = etree.fromstring(_all()["course"])
    [area] = [path for path in root.iter(f"{SVG}path") if path.get("d").endswith("Z")]
    start, high, low = area.get("d").removesuffix("Z").replace("L", "M").split("M")[1:]
    assert root.find(f".//{SVG}circle").get("cx") == start.split()[0]
    assert float(high.split()[1]) < float(start.split()[1]) == float(low.split()[1])
    assert "Ausblick: 55 (40 – 70)" in root.xpath("//*[local-name()='title']/text()")


def test_a_map_with_links_is_no_image_to_those_who_cannot_see_it():
    linked = Tile("07315", "Mainz", 1, 4, said="25 %", url="/ort/?a=1&b=2")
    root = etree.fromstring(tile_map((linked,), name="Karte", description="so"))
    [link] = root.iter(f"{SVG}a")
    assert (root.get("role"), link.get("href")) == ("group", "/ort/?a=1&b=2")
    assert link.find(f"{SVG}title").text == "Mainz: 1 / 4"
    assert "25 %" in [text.text for text in link.iter(f"{SVG}text")]


@pytest.mark.parametrize("level", range(6))
def test_figures_in_tiles_can_be_read(level):
    from leistungswerk.reporting.drawings.svg import ON_SCALE, SCALE

    def luminance(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(SCALE[level]), luminance(ON_SCALE[level])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
