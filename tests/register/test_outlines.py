# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Outlines of districts: read from GeoJSON, installed with their source, drawn as a map."""

import json
from datetime import timedelta
from itertools import pairwise

import pytest
from lxml import etree

from leistungswerk.core import times
from leistungswerk.core.actor import OPERATOR
from leistungswerk.core.failures import Refused
from leistungswerk.register import outlines
from leistungswerk.register.queries import installed_outlines
from leistungswerk.register.services import install_outlines
from leistungswerk.reporting.drawings import Tile, shape_map

_SOURCE = "© Amt für Umrisse"


def _file(*areas: tuple[str, list[list[object]]]) -> bytes:
    features = [
        {"type": "Feature", "properties": {"RS": key}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for key, ring in areas
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def _square(x: float, y: float, size: float = 1.0) -> list[list[object]]:
    return [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]


def _read(content: bytes, attribution: str = _SOURCE) -> outlines.Outlines:
    return outlines.read(content, land="07", attribution=attribution)


def test_districts_of_the_land_fill_the_drawing_and_others_are_left_out():
    found = _read(
        _file(("073150000000", _square(8, 50)), ("07211", _square(9, 50)), ("06412", _square(20, 50)))
    )
    assert [each.key for each in found.districts] == ["07211", "07315"]
    xs = [x for each in found.districts for ring in each.rings for x, _y in ring]
    assert (min(xs), max(xs)) == (0, found.width)


def test_a_degree_of_longitude_is_drawn_narrower_than_one_of_latitude_and_a_metre_is_a_metre():
    degrees = _read(_file(("07315", _square(8, 50))))
    assert degrees.height / degrees.width == pytest.approx(1.57, abs=0.02)
    metres = _read(_file(("07315", _square(400_000, 5_500_000, 1000))))
    assert metres.height == metres.width


def test_neighbours_keep_one_border():
    found = _read(_file(("07315", _square(8, 50)), ("07211", _square(9, 50))))
    west, east = (set(each.rings[0]) for each in reversed(found.districts))
    assert len(west & east) == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "kein GeoJSON"),
        (b'{"type":"Topology","objects":{}}', "kein GeoJSON"),
        (b"[" * 100_000, "kein GeoJSON"),
        (_file(("06412", _square(8, 50))), "mit 07 beginnt"),
        (_file(("07315", [])), "keine Punkte"),
        (_file(("07315", [[8.0, 50.0]] * 4)), "keine Ausdehnung"),
        (_file(("07315", [[8.0], [9.0]])), "Punkte aus zwei Zahlen"),
        (_file(("07315", [["a", "b"]])), "Punkte aus zwei Zahlen"),
    ],
)  # fmt: skip
def test_what_is_no_map_is_refused_in_words(content: bytes, told: str):
    with pytest.raises(Refused, match=told):
        _read(content)


def test_a_source_must_be_named():
    with pytest.raises(Refused, match="Quelle"):
        _read(_file(("07315", _square(8, 50))), attribution=" ")


def test_the_map_names_every_district_with_its_figure_and_the_source():
    areas = _file(
        ("07315", _square(8, 50, 0.05)), ("07211", _square(6.6, 50, 0.05)), ("07135", _square(7, 49.5))
    )
    drawn = shape_map(
        (Tile("07315", "MZ", 3, 4), Tile("07135", "COC", 5, 5)),
        _read(areas),
        name="Karte",
        description="Worte",
    )
    tree = etree.fromstring(drawn)
    words = [node.text for node in tree.iter() if node.tag.endswith("text")]
    assert {"MZ", "3/4", "COC", "5/5", "TR", "–", _SOURCE} <= set(words)
    # The small ones stand at the nearer edge.
    places = {node.text: float(node.get("x", "0")) for node in tree.iter() if node.tag.endswith("text")}
    assert places["TR"] < 0 < places["COC"] < 560 < places["MZ"]


def test_a_district_leads_somewhere_where_it_is_told_to():
    tile = Tile("07315", "Mainz", 3, 4, said="75 %", url="/ort/")
    tree = etree.fromstring(
        shape_map((tile,), _read(_file(("07315", _square(8, 50)))), name="Karte", description="Worte")
    )
    [link] = [node for node in tree.iter() if node.tag.endswith("}a")]
    assert (tree.get("role"), link.get("href"), link[0].text) == ("group", "/ort/", "Mainz: 3 / 4")
    assert "75 %" in [node.text for node in tree.iter() if node.tag.endswith("text")]


def test_lettering_at_an_edge_never_overlaps():
    areas = _file(
        *(
            (f"07{number:03}", _square(8 + number / 1000, 50 + number / 1000, 0.001))
            for number in range(1, 12)
        )
    )
    drawn = etree.fromstring(shape_map((), _read(areas), name="Karte", description="Worte"))
    lines = sorted(
        float(node.get("y1", ""))
        for node in drawn.iter()
        if node.tag.endswith("line") and float(node.get("x1", "")) > 0
    )
    assert all(after - before >= 34 for before, after in pairwise(lines))


@pytest.mark.django_db
def test_an_older_report_keeps_its_own_map():
    before = times.now()
    assert installed_outlines(known_at=before) is None
    found = install_outlines(
        OPERATOR, content=_file(("07315", _square(8, 50))), land="07", attribution=_SOURCE
    )
    assert installed_outlines(known_at=times.now() + timedelta(seconds=1)) == found
    assert installed_outlines(known_at=before - timedelta(seconds=1)) is None


def test_the_official_outlines_hold_every_district(artefacts):
    found = _read((artefacts / "regional" / "rlp_kreise_vg250_2016.geojson").read_bytes())
    assert len(found.districts) == 36
    drawn = shape_map((), found, name="Karte", description="Worte")
    assert len(drawn) < 60_000
